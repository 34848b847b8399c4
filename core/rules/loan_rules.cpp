#include "core/rules/loan_rules.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/model/names.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/text_rules.hpp"

namespace lantai::core {

namespace {

constexpr std::size_t kMaxOutsideText = 200;
constexpr std::size_t kMaxPurpose = 500;
constexpr int kMaxCount = 99'999;

enum class Reader { own_department, other_department, outside };
// Which department's leader a department_leader step means.
enum class StepDepartment { none, requester };

struct RouteRow {
    Reader reader;
    PositionKind position;
    StepDepartment department;
    const char* rule;
};

// T-7 in order.
constexpr RouteRow kRoute[] = {
    {Reader::own_department, PositionKind::department_leader, StepDepartment::requester, "R-38"},
    {Reader::other_department, PositionKind::department_leader, StepDepartment::requester, "R-39"},
    {Reader::other_department, PositionKind::archive_head, StepDepartment::none, "R-39"},
    {Reader::outside, PositionKind::archive_head, StepDepartment::none, "R-40"},
    {Reader::outside, PositionKind::manager, StepDepartment::none, "R-40"},
};

constexpr PositionKind kLadder[] = {PositionKind::department_leader, PositionKind::archive_head,
                                    PositionKind::manager, PositionKind::general_manager};

struct StateRow {
    LoanState state;
    LoanEvent event;
    LoanState next;
};

constexpr StateRow kStates[] = {
    {LoanState::requested, LoanEvent::step_approved, LoanState::requested},
    {LoanState::requested, LoanEvent::route_approved, LoanState::approved},
    {LoanState::requested, LoanEvent::refused, LoanState::refused},
    {LoanState::requested, LoanEvent::withdrawn, LoanState::withdrawn},
    {LoanState::approved, LoanEvent::withdrawn, LoanState::withdrawn},
    {LoanState::approved, LoanEvent::issue_counted, LoanState::issuing},
    {LoanState::issuing, LoanEvent::withdrawn, LoanState::withdrawn},
    {LoanState::issuing, LoanEvent::issue_agreed, LoanState::on_loan},
    {LoanState::issuing, LoanEvent::incident_opened, LoanState::incident},
    {LoanState::on_loan, LoanEvent::return_counted, LoanState::returning},
    {LoanState::on_loan, LoanEvent::incident_opened, LoanState::incident},
    {LoanState::returning, LoanEvent::return_agreed, LoanState::returned},
    {LoanState::returning, LoanEvent::incident_opened, LoanState::incident},
    {LoanState::incident, LoanEvent::incident_settled, LoanState::returned},
    {LoanState::incident, LoanEvent::issue_dropped, LoanState::withdrawn},
    {LoanState::approved, LoanEvent::reading_ended, LoanState::returned},
};

constexpr std::array<std::string_view, 12> kEventTexts = {
    "step_approved",   "route_approved",   "refused",        "withdrawn",
    "issue_counted",   "issue_agreed",     "return_counted", "return_agreed",
    "incident_opened", "incident_settled", "issue_dropped",  "reading_ended"};

constexpr std::array<std::string_view, 5> kConditions = {"altered", "marked", "folded", "stained",
                                                         "torn"};

Reader reader_of(const LoanRequest& request) {
    if (request.reader == ReaderKind::outside) return Reader::outside;
    return request.requester_department == request.owner_department ? Reader::own_department
                                                                    : Reader::other_department;
}

void check_text(Faults& faults, const char* field, const std::string& text, const char* missing,
                const char* rule) {
    if (is_blank(text)) {
        faults.add(field_error(field, missing, {{"rule", rule}}));
        return;
    }
    const bool purpose = std::string_view(field) == "purpose";
    faults.add(text_fault(field, text,
                          {purpose ? kMaxPurpose : kMaxOutsideText, false,
                           purpose ? TextKind::lines : TextKind::line}));
}

Result<void> check_request(const LoanRequest& request, Date today) {
    Faults faults;
    if (request.reader == ReaderKind::outside) {
        const OutsideReader& reader = request.outside;
        check_text(faults, "outside.name", reader.name, "loan.outside_missing", "R-41");
        check_text(faults, "outside.workplace", reader.workplace, "loan.outside_missing", "R-41");
        check_text(faults, "outside.letter_no", reader.letter_no, "loan.outside_missing", "R-40");
        check_text(faults, "outside.id_document", reader.id_document, "loan.outside_missing",
                   "R-40");
    }
    check_text(faults, "purpose", request.purpose, "loan.purpose_missing", "R-43");
    if (!request.due_date)
        faults.add(field_error("due_date", "loan.due_date_missing", {{"rule", "R-43"}}));
    else if (*request.due_date < today)
        faults.add(field_error("due_date", "loan.due_date_past", {{"rule", "R-43"}}));
    return std::move(faults).result();
}

bool has_step(const std::vector<LoanStep>& steps, PositionKind position) {
    return std::any_of(steps.begin(), steps.end(),
                       [&](const LoanStep& step) { return step.position == position; });
}

void add_step(std::vector<LoanStep>& steps, PositionKind position, std::optional<Id> department,
              const char* rule) {
    LoanStep step;
    step.ordinal = static_cast<int>(steps.size()) + 1;
    step.position = position;
    step.department_id = department;
    step.rule = rule;
    steps.push_back(std::move(step));
}

// Holders of a position who may decide, and what kept the others out.
struct Candidates {
    std::vector<Holder> fit;
    bool own = false;      // the requester or somebody standing in for the requester
    bool too_low = false;  // clearance
    bool decided = false;  // an earlier step
};

// What a decider of a step is measured by.
struct StepCase {
    std::optional<Id> department;
    Id requester = 0;
    Level level = Level::open;
    const std::set<Id>& earlier;  // who decided the steps before
};

Candidates candidates_for(PositionKind position, const StepCase& step,
                          std::span<const Holder> holders) {
    Candidates result;
    for (const Holder& holder : holders) {
        if (holder.position != position) continue;
        if (position == PositionKind::department_leader && holder.department_id != step.department)
            continue;
        if (holder.user_id == step.requester || holder.acting_for == step.requester)
            result.own = true;
        else if (holder.clearance < step.level)
            result.too_low = true;
        else if (step.earlier.count(holder.user_id) != 0)
            result.decided = true;
        else
            result.fit.push_back(holder);
    }
    // One entry per person, the own holding before one as deputy.
    std::sort(result.fit.begin(), result.fit.end(), [](const Holder& a, const Holder& b) {
        return std::pair(a.user_id, a.as_deputy) < std::pair(b.user_id, b.as_deputy);
    });
    const auto same = [](const Holder& a, const Holder& b) { return a.user_id == b.user_id; };
    result.fit.erase(std::unique(result.fit.begin(), result.fit.end(), same), result.fit.end());
    return result;
}

std::string escalation_reason(const Candidates& candidates) {
    if (candidates.own) return "loan.escalated_own";
    if (candidates.decided) return "loan.escalated_decided";
    if (candidates.too_low) return "loan.escalated_clearance";
    return "loan.escalated_vacant";
}

bool in_force(Date from, const std::optional<Date>& to, Date day) {
    return from <= day && (!to || day <= *to);
}

const LoanCount* find_count(const Loan& loan, CountPhase phase, CountSide side) {
    for (const LoanCount& count : loan.counts)
        if (count.phase == phase && count.side == side) return &count;
    return nullptr;
}

bool phase_fits(LoanState state, CountPhase phase) {
    switch (phase) {
        case CountPhase::issue:
            return state == LoanState::approved || state == LoanState::issuing;
        case CountPhase::give_back:
            return state == LoanState::on_loan || state == LoanState::returning;
    }
    return false;
}

Result<void> check_counter(const Loan& loan, const LoanCount& count, const Subject& counter) {
    if (!phase_fits(loan.state, count.phase)) {
        Error error = fail(ErrorCode::conflict, "loan.wrong_phase");
        error.params = {{"rule", "R-49"}, {"state", std::string(to_text(loan.state))}};
        return error;
    }
    const auto refuse = [](ErrorCode code, const char* key) {
        Error error = fail(code, key);
        error.params = {{"rule", "R-49"}};
        return error;
    };
    if (find_count(loan, count.phase, count.side))
        return refuse(ErrorCode::conflict, "loan.side_counted");
    const bool archivist_side = count.side == CountSide::archivist;
    if (archivist_side && !counter.has(Role::archivist))
        return refuse(ErrorCode::forbidden, "loan.count_needs_archivist");
    // what somebody else brings back is not counted as the borrower's return.
    const bool inside = loan.reader_kind == ReaderKind::inside;
    if (!archivist_side && inside && counter.user_id != loan.requester_id)
        return refuse(ErrorCode::forbidden, "loan.count_not_borrower");
    // An archivist who borrows confirms as the borrower only.
    if (archivist_side && inside && counter.user_id == loan.requester_id)
        return refuse(ErrorCode::forbidden, "loan.count_same_account");
    const LoanCount* other =
        find_count(loan, count.phase, archivist_side ? CountSide::borrower : CountSide::archivist);
    if (other && other->user_id == counter.user_id)
        return refuse(ErrorCode::forbidden, "loan.count_same_account");
    return {};
}

Result<void> check_figures(const LoanCount& count) {
    Faults faults;
    if (count.pieces < 0 || count.pieces > kMaxCount)
        faults.add(field_error("pieces", "loan.pieces_range",
                               {{"min", "0"}, {"max", std::to_string(kMaxCount)}}));
    if (count.pages && (*count.pages < 0 || *count.pages > kMaxCount))
        faults.add(field_error("pages", "loan.pages_range",
                               {{"min", "0"}, {"max", std::to_string(kMaxCount)}}));
    for (const std::string& code : count.condition)
        if (std::find(kConditions.begin(), kConditions.end(), code) == kConditions.end())
            faults.add(field_error("condition", "loan.condition_unknown", {{"rule", "R-46"}}));
    return std::move(faults).result();
}

// Pages the thing should have at this count: the record's, else what was agreed at issue.
std::optional<int> expected_pages(const Loan& loan, CountPhase phase) {
    if (loan.pages || phase == CountPhase::issue) return loan.pages;
    const LoanCount* issued = find_count(loan, CountPhase::issue, CountSide::archivist);
    return issued ? issued->pages : std::nullopt;
}

bool counts_agree(const Loan& loan, const LoanCount& a, const LoanCount& b) {
    if (a.pieces != loan.pieces || b.pieces != loan.pieces || a.pages != b.pages) return false;
    const auto expected = expected_pages(loan, a.phase);
    return !expected || a.pages == expected;
}

}  // namespace

Result<std::vector<LoanStep>> loan_route(const LoanRequest& request, Date today) {
    LT_CHECK(check_request(request, today));
    std::vector<LoanStep> steps;
    const Reader reader = reader_of(request);
    for (const RouteRow& row : kRoute) {
        if (row.reader != reader) continue;
        std::optional<Id> department;
        if (row.department == StepDepartment::requester) department = request.requester_department;
        add_step(steps, row.position, department, row.rule);
    }
    if (request.mode == LoanMode::take_out && !has_step(steps, PositionKind::archive_head))
        add_step(steps, PositionKind::archive_head, std::nullopt, "R-42");
    if (request.level >= Level::confidential && steps.size() < 2)
        add_step(steps, PositionKind::archive_head, std::nullopt, "R-54");
    return steps;
}

std::vector<Holder> holders_on(std::span<const Position> positions, std::span<const User> users,
                               Date day) {
    std::map<Id, const User*> active;
    for (const User& user : users)
        if (user.active) active[user.id] = &user;
    std::vector<Holder> holders;
    const auto add = [&](const Position& position, Id user_id, bool as_deputy) {
        const auto user = active.find(user_id);
        if (user == active.end()) return;
        Subject subject;
        subject.roles = user->second->roles;
        subject.positions = {{position.kind, position.department_id, as_deputy}};
        // The policy would refuse the decision: a loan that waits for them waits for ever.
        if (user->second->rights_held || !decide(subject, Action::decide_loan).allow) return;
        const bool expired = user->second->clearance_until && day > *user->second->clearance_until;
        holders.push_back({user_id, position.kind, position.department_id,
                           expired ? Level::open : user->second->clearance, as_deputy,
                           position.user_id});
    };
    for (const Position& position : positions) {
        if (!in_force(position.from, position.to, day)) continue;
        add(position, position.user_id, false);
        for (const Deputy& deputy : position.deputies)
            if (in_force(deputy.from, deputy.to, day)) add(position, deputy.user_id, true);
    }
    return holders;
}

namespace {

Result<StepDeciders> find_deciders(const LoanStep& step, const StepCase& measure,
                                   std::span<const Holder> holders) {
    StepDeciders result;
    auto rung = std::find(std::begin(kLadder), std::end(kLadder), step.position);
    for (; rung != std::end(kLadder); ++rung) {
        Candidates found = candidates_for(*rung, measure, holders);
        if (!found.fit.empty()) {
            result.position = *rung;
            result.deciders = std::move(found.fit);
            return result;
        }
        result.escalations.push_back({*rung, escalation_reason(found)});
    }
    Error error = fail(ErrorCode::conflict, "loan.no_approver");
    error.params = {{"rule", step.rule}, {"position", std::string(to_text(step.position))}};
    return error;
}

}  // namespace

Result<StepDeciders> resolve_step(const Loan& loan, const LoanStep& step, Level level,
                                  std::span<const Holder> holders) {
    std::set<Id> earlier;
    for (const LoanStep& before : loan.steps) {
        if (before.ordinal >= step.ordinal) break;
        if (before.decision) {
            earlier.insert(before.decided_by.value_or(0));
            continue;
        }
        const auto waiting = find_deciders(
            before, {before.department_id, loan.requester_id, level, earlier}, holders);
        if (waiting && waiting->deciders.size() == 1)
            earlier.insert(waiting->deciders.front().user_id);
    }
    return find_deciders(step, {step.department_id, loan.requester_id, level, earlier}, holders);
}

const LoanStep* pending_step(const Loan& loan) {
    for (const LoanStep& step : loan.steps) {
        if (!step.decision) return &step;
        if (*step.decision == StepDecision::refused) return nullptr;
    }
    return nullptr;
}

Result<Holder> check_decision(const Loan& loan, Id user, Level level,
                              std::span<const Holder> holders) {
    const LoanStep* step = pending_step(loan);
    if (loan.state != LoanState::requested || !step)
        return fail(ErrorCode::conflict, "loan.not_pending");
    if (user == loan.requester_id) return fail(ErrorCode::forbidden, "loan.own_request");
    for (const LoanStep& before : loan.steps)
        if (before.ordinal < step->ordinal && before.decided_by == user)
            return fail(ErrorCode::forbidden, "loan.decided_before");
    LT_TRY(const StepDeciders deciders, resolve_step(loan, *step, level, holders));
    for (const Holder& holder : deciders.deciders)
        if (holder.user_id == user) return holder;
    return fail(ErrorCode::forbidden, "loan.not_your_step");
}

Result<LoanState> next_state(LoanState state, LoanEvent event) {
    for (const StateRow& row : kStates)
        if (row.state == state && row.event == event) return row.next;
    Error error = fail(ErrorCode::conflict, "loan.wrong_state");
    error.params = {{"state", std::string(to_text(state))},
                    {"event", std::string(kEventTexts[static_cast<std::size_t>(event)])}};
    return error;
}

bool is_out(LoanState state) {
    switch (state) {
        case LoanState::requested:
        case LoanState::approved:
        case LoanState::refused:
        case LoanState::withdrawn:
        case LoanState::returned:
            return false;
        case LoanState::issuing:
        case LoanState::on_loan:
        case LoanState::returning:
        case LoanState::incident:
            return true;
    }
    return false;
}

bool is_open(const Loan& loan, Date today) {
    switch (loan.state) {
        case LoanState::refused:
        case LoanState::withdrawn:
        case LoanState::returned:
            return false;
        case LoanState::approved:
            return loan.due_date >= today;
        case LoanState::requested:
        case LoanState::issuing:
        case LoanState::on_loan:
        case LoanState::returning:
        case LoanState::incident:
            return true;
    }
    return false;
}

Result<void> check_period(const Loan& loan, Date today) {
    if (loan.due_date >= today) return {};
    Error error = fail(ErrorCode::conflict, "loan.due_date_past");
    error.params = {{"rule", "R-43"}};
    return error;
}

int overdue_days(Date due, Date until) { return std::max(0, until.days_since(due)); }

bool is_overdue(const Loan& loan, Date today) {
    return loan.issued_at && is_out(loan.state) && overdue_days(loan.due_date, today) > 0;
}

std::optional<Date> breach_since(const Loan& loan, Date until) {
    const bool was_out = is_out(loan.state) || loan.state == LoanState::returned;
    if (!loan.issued_at || !was_out || overdue_days(loan.due_date, until) == 0) return std::nullopt;
    return loan.due_date.plus_days(1);
}

std::span<const std::string_view> condition_codes() { return kConditions; }

Result<CountVerdict> judge_count(const Loan& loan, const LoanCount& count, const Subject& counter) {
    LT_CHECK(check_counter(loan, count, counter));
    LT_CHECK(check_figures(count));
    const bool issue = count.phase == CountPhase::issue;
    const LoanCount* other =
        find_count(loan, count.phase,
                   count.side == CountSide::archivist ? CountSide::borrower : CountSide::archivist);
    if (!other && issue && count.side == CountSide::borrower) {
        Error error = fail(ErrorCode::conflict, "loan.archivist_first");
        error.params = {{"rule", "R-49"}};
        return error;
    }
    if (!other)
        return CountVerdict{issue ? LoanEvent::issue_counted : LoanEvent::return_counted,
                            std::nullopt};
    if (!counts_agree(loan, count, *other))
        return CountVerdict{LoanEvent::incident_opened, IncidentKind::count_mismatch};
    if (!issue && (!count.condition.empty() || !other->condition.empty()))
        return CountVerdict{LoanEvent::incident_opened, IncidentKind::damage};
    return CountVerdict{issue ? LoanEvent::issue_agreed : LoanEvent::return_agreed, std::nullopt};
}

Result<void> check_report(const Loan& loan, const LoanIncident& incident, Id reporter,
                          std::span<const Holder> holders) {
    if (!incident.reported_to) return {};
    const Id told = *incident.reported_to;
    const bool leads = std::any_of(holders.begin(), holders.end(),
                                   [&](const Holder& holder) { return holder.user_id == told; });
    if (leads && told != reporter && told != loan.requester_id) return {};
    return field_error("reported_to", "loan.reported_to_leader", {{"rule", "R-50"}});
}

LoanEvent settled_as(const Loan& loan) {
    return loan.issued_at ? LoanEvent::incident_settled : LoanEvent::issue_dropped;
}

Result<void> check_settlement(const LoanIncident& incident) {
    Faults faults;
    const auto need = [&](const char* field, const std::string& text) {
        if (is_blank(text))
            faults.add(field_error(field, "loan.incident_missing", {{"rule", "R-50"}}));
        else
            faults.add(text_fault(field, text, {1000, false, TextKind::lines}));
    };
    need("search", incident.search);
    need("remedy", incident.remedy);
    if (!incident.reported_to)
        faults.add(field_error("reported_to", "loan.incident_missing", {{"rule", "R-50"}}));
    need("outcome", incident.outcome);
    return std::move(faults).result();
}

}  // namespace lantai::core
