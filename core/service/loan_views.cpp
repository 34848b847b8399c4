#include "core/service/loan_views.hpp"

#include <algorithm>
#include <tuple>

#include "core/model/names.hpp"
#include "core/repo/position_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/text_rules.hpp"

namespace lantai::core {
namespace {

std::string name_of(const std::map<Id, std::string>& names, std::optional<Id> id) {
    if (!id) return {};
    const auto found = names.find(*id);
    return found == names.end() ? std::string() : found->second;
}

bool took_part(const Loan& loan, Id user) {
    return std::any_of(loan.steps.begin(), loan.steps.end(),
                       [&](const LoanStep& step) { return step.decided_by == user; }) ||
           std::any_of(loan.counts.begin(), loan.counts.end(),
                       [&](const LoanCount& count) { return count.user_id == user; });
}

/// Somebody whom a step names, whether or not it was they who decided it in the end: they must
/// be told who was faster.
bool named_in_route(const LoanContext& context, Id user, const Loan& loan, Level level) {
    return std::any_of(loan.steps.begin(), loan.steps.end(), [&](const LoanStep& step) {
        const auto named = resolve_step(loan, step, level, context.holders);
        return named && std::any_of(named->deciders.begin(), named->deciders.end(),
                                    [&](const Holder& holder) { return holder.user_id == user; });
    });
}

bool may_decide(const LoanContext& context, const Caller& caller, const Loan& loan, Level level) {
    return loan.state == LoanState::requested &&
           check_decision(loan, caller.subject.user_id, level, context.holders).has_value();
}

bool counted(const Loan& loan, CountPhase phase, CountSide side) {
    return std::any_of(loan.counts.begin(), loan.counts.end(), [&](const LoanCount& count) {
        return count.phase == phase && count.side == side;
    });
}

bool counted_by(const Loan& loan, CountPhase phase, CountSide side, Id user) {
    return std::any_of(loan.counts.begin(), loan.counts.end(), [&](const LoanCount& count) {
        return count.phase == phase && count.side == side && count.user_id == user;
    });
}

/// Which count the loan waits for, if any.
std::optional<CountPhase> open_phase(LoanState state) {
    switch (state) {
        case LoanState::approved:
        case LoanState::issuing:
            return CountPhase::issue;
        case LoanState::on_loan:
        case LoanState::returning:
            return CountPhase::give_back;
        case LoanState::requested:
        case LoanState::refused:
        case LoanState::withdrawn:
        case LoanState::returned:
        case LoanState::incident:
            return std::nullopt;
    }
    return std::nullopt;
}

std::vector<std::string> possible(const LoanContext& context, const Caller& caller,
                                  const Loan& loan, const LoanTarget& target) {
    std::vector<std::string> can;
    const Id me = caller.subject.user_id;
    if (may_decide(context, caller, loan, target.level)) can.push_back("decide");
    if (may_withdraw(caller, loan) && next_state(loan.state, LoanEvent::withdrawn))
        can.push_back("withdraw");
    const bool desk = require(caller.subject, Action::run_desk).has_value();
    const auto phase = target.electronic_only ? std::nullopt : open_phase(loan.state);
    const bool late = phase == CountPhase::issue && !check_period(loan, context.today);
    if (phase && !late) {
        const bool issue = *phase == CountPhase::issue;
        const bool inside = loan.reader_kind == ReaderKind::inside;
        // The archivist begins: nothing is handed over before the desk has counted it.
        const bool desk_counted = counted(loan, *phase, CountSide::archivist);
        if (desk && !desk_counted && !(inside && loan.requester_id == me))
            can.push_back(issue ? "count_issue" : "count_return");
        // Anybody who sees the loan is the second employee for an outside reader (DECISIONS 6).
        const bool mine =
            inside ? loan.requester_id == me : !counted_by(loan, *phase, CountSide::archivist, me);
        if (mine && desk_counted && !counted(loan, *phase, CountSide::borrower))
            can.push_back(issue ? "confirm_issue" : "confirm_return");
    }
    if (desk && loan.state == LoanState::incident) can.push_back("settle_incident");
    return can;
}

}  // namespace

bool may_withdraw(const Caller& caller, const Loan& loan) {
    if (loan.requester_id == caller.subject.user_id) return true;
    return loan.state == LoanState::issuing &&
           require(caller.subject, Action::run_desk).has_value();
}

namespace {

using People = std::map<Id, LoanPerson>;

std::string name_of(const People& people, std::optional<Id> id) {
    const auto found = people.find(id.value_or(0));
    return found == people.end() ? std::string() : found->second.name;
}

/// Everybody who counted, decided or reported, and the requester.
std::set<Id> people_of(const Loan& loan) {
    std::set<Id> ids = {loan.requester_id};
    for (const LoanStep& step : loan.steps) ids.insert(step.decided_by.value_or(0));
    for (const LoanCount& count : loan.counts) ids.insert(count.user_id);
    for (const LoanIncident& incident : loan.incidents) {
        ids.insert(incident.opened_by);
        ids.insert(incident.reported_to.value_or(0));
        ids.insert(incident.settled_by.value_or(0));
    }
    return ids;
}

LoanStepView step_view(const LoanContext& context, const People& people, const Loan& loan,
                       const LoanStep& step, const LoanTarget& target) {
    LoanStepView view;
    view.step = step;
    view.department_name = name_of(context.department_names, step.department_id);
    view.decided_by_name = name_of(people, step.decided_by);
    view.deciders.position = step.position;
    if (step.decision || loan.state != LoanState::requested) return view;
    auto deciders = resolve_step(loan, step, target.level, context.holders);
    // A position fell vacant after the request: shown as a step nobody can decide yet.
    if (!deciders) return view;
    view.deciders = std::move(deciders).value();
    for (const Holder& holder : view.deciders.deciders)
        view.decider_names.push_back(name_of(context.post_names, holder.user_id));
    return view;
}

}  // namespace

Result<LoanContext> load_loan_context(Database& db, Date today) {
    LoanContext context;
    context.today = today;
    LT_TRY(const auto rows, list_positions_on(db, today));
    std::vector<Position> positions;
    for (const PositionRow& row : rows) positions.push_back(row.position);
    LT_TRY(const auto users, list_post_people(db));
    context.holders = holders_on(positions, users, today);
    for (const User& user : users) context.post_names[user.id] = user.name;
    LT_TRY(context.department_names, department_names(db));
    return context;
}

Result<void> check_route(const LoanContext& context, const Loan& loan, const LoanTarget& target) {
    for (const LoanStep& step : loan.steps) {
        LT_TRY(const auto deciders, resolve_step(loan, step, target.level, context.holders));
        (void)deciders;
    }
    return {};
}

Result<LoanView> fill_view(Database& db, const LoanContext& context, const Caller& caller,
                           const Loan& loan, const LoanTarget& target) {
    LoanView view;
    view.loan = loan;
    if (loan.id == 0) view.loan.state = LoanState::requested;
    view.target = target;
    if (target.holder_level.value_or(Level::open) > caller.subject.clearance) {
        view.target.shelf = {};
        view.target.location.clear();
        view.target.holder_code.clear();
    }
    LT_TRY(const People people, loan_people(db, people_of(loan)));
    view.requester_name = name_of(people, loan.requester_id);
    if (const auto found = people.find(loan.requester_id); found != people.end())
        view.requester_department = name_of(context.department_names, found->second.department_id);
    for (const LoanStep& step : loan.steps)
        view.steps.push_back(step_view(context, people, view.loan, step, target));
    for (const auto& [id, person] : people) view.people[id] = person.name;
    if (is_overdue(loan, context.today))
        view.overdue_days = overdue_days(loan.due_date, context.today);
    LT_TRY(const int open, count_open_loans(db, loan.requester_id, context.today));
    const bool counts_itself = loan.id != 0 && is_open(loan, context.today);
    view.other_loans = open - (counts_itself ? 1 : 0);
    view.reading_open = loan.requester_id == caller.subject.user_id &&
                        loan.due_date >= context.today &&
                        (loan.state == LoanState::on_loan ||
                         (loan.state == LoanState::approved && target.electronic_only));
    if (loan.id != 0) view.can = possible(context, caller, loan, target);
    if (may_decide(context, caller, loan, target.level) && loan.id != 0)
        view.why_me = pending_step(loan)->rule;
    return view;
}

Result<std::optional<LoanView>> view_loan(Database& db, const LoanContext& context,
                                          const Caller& caller, const Loan& loan) {
    LT_TRY(const auto target, find_loan_target(db, loan.item_id, loan.volume_id));
    if (!target) return fail(ErrorCode::internal, "loan.target_lost", loan.request_no);
    const AccessObject object =
        loan_object(loan.id, loan.requester_id, target->level, target->department_id);
    const bool visible = decide(caller.subject, Action::view_loan, object).allow ||
                         (caller.subject.clearance >= target->level &&
                          (named_in_route(context, caller.subject.user_id, loan, target->level) ||
                           took_part(loan, caller.subject.user_id)));
    if (!visible) return std::optional<LoanView>();
    LT_TRY(auto view, fill_view(db, context, caller, loan, *target));
    return std::optional<LoanView>(std::move(view));
}

Result<void> apply_incident_update(LoanIncident& incident, const IncidentUpdate& update) {
    Faults faults;
    const auto take = [&](const char* field, const std::optional<std::string>& text,
                          std::string& into) {
        if (!text) return;
        faults.add(text_fault(field, *text, {1000, false, TextKind::lines}));
        into = *text;
    };
    take("search", update.search, incident.search);
    take("remedy", update.remedy, incident.remedy);
    take("outcome", update.outcome, incident.outcome);
    if (update.reported_to) incident.reported_to = update.reported_to;
    return std::move(faults).result();
}

Result<LoanFilter> scope_filter(const Caller& caller, const LoanQuery& query, Date today) {
    LoanFilter filter;
    filter.states = query.states;
    filter.from = query.from;
    filter.to = query.to;
    filter.overdue_only = query.overdue_only;
    filter.today = today;
    filter.query = query.query;
    filter.before_id = query.before_id;
    switch (query.scope) {
        case LoanScope::mine:
            filter.requester_id = caller.subject.user_id;
            break;
        case LoanScope::to_decide:
            filter.states = {LoanState::requested};
            break;
        case LoanScope::desk:
            LT_CHECK(require(caller.subject, Action::run_desk));
            // What exists as a file only is never handed over a desk.
            filter.paper_only = true;
            if (filter.states.empty()) {
                filter.states = {LoanState::approved, LoanState::issuing, LoanState::on_loan,
                                 LoanState::returning, LoanState::incident};
                filter.open_only = true;
            }
            break;
        case LoanScope::register_:
            LT_CHECK(require(caller.subject, Action::view_loan_register));
            // what went out, and what was opened for reading without paper.
            filter.issued_only = filter.states.empty();
            break;
    }
    return filter;
}

/// Rows are asked for in portions until the page is full: a row the caller may not see is passed
/// over and must not shorten the page.
Result<LoanPage> Loans::list(const Caller& caller, const LoanQuery& query) {
    auto listed = store_.read_value<LoanPage>([&](Database& db) -> Result<LoanPage> {
        LT_TRY(LoanFilter filter, scope_filter(caller, query, store_.today()));
        LT_TRY(const auto context, load_loan_context(db, store_.today()));
        const auto limit = static_cast<std::size_t>(std::clamp(query.limit, 1, 200));
        filter.limit = static_cast<int>(limit) + 1;
        LoanPage page;
        for (;;) {
            LT_TRY(const auto ids, query.scope == LoanScope::to_decide
                                       ? decidable_loans(db, context, caller, filter)
                                       : list_loan_ids(db, filter));
            for (const Id id : ids) {
                filter.before_id = id;
                LT_TRY(const auto loan, find_loan(db, id));
                if (!loan) continue;
                LT_TRY(auto view, view_loan(db, context, caller, *loan));
                if (!view) continue;
                if (page.loans.size() == limit) {
                    page.next_before_id = page.loans.back().loan.id;
                    return page;
                }
                page.loans.push_back(std::move(*view));
            }
            const bool all = query.scope == LoanScope::to_decide;
            if (all || ids.size() < static_cast<std::size_t>(filter.limit)) return page;
        }
    });
    if (!listed) {
        const bool desk = query.scope == LoanScope::desk;
        Event event{
            "access.denied", "operation", {}, desk ? "loan_desk" : "loan_register", {}, {}, "{}"};
        LT_CHECK(log_denial(denials_, caller.actor, std::move(event), listed.error()));
    }
    return listed;
}

Result<std::vector<Id>> decidable_loans(Database& db, const LoanContext& context,
                                        const Caller& caller, const LoanFilter& filter) {
    std::vector<Id> ids;
    const Id me = caller.subject.user_id;
    if (std::none_of(context.holders.begin(), context.holders.end(),
                     [&](const Holder& holder) { return holder.user_id == me; }))
        return ids;
    LT_TRY(const auto pending, list_pending(db, filter));
    // Many requests are alike; what decides is judged once.
    using Alike = std::tuple<Id, Level, std::vector<std::tuple<PositionKind, Id, Id>>>;
    std::map<Alike, bool> judged;
    for (const PendingLoan& one : pending) {
        Alike alike{one.loan.requester_id, one.level, {}};
        for (const LoanStep& step : one.loan.steps)
            std::get<2>(alike).emplace_back(step.position, step.department_id.value_or(0),
                                            step.decided_by.value_or(0));
        const auto [known, first] = judged.try_emplace(std::move(alike), false);
        if (first)
            known->second = caller.subject.clearance >= one.level &&
                            may_decide(context, caller, one.loan, one.level);
        if (known->second) ids.push_back(one.loan.id);
    }
    return ids;
}

Result<LoanCounters> Loans::waiting(const Caller& caller) {
    return store_.read_value<LoanCounters>([&](Database& db) -> Result<LoanCounters> {
        LoanCounters counters;
        const auto count = [&](LoanScope scope) -> Result<int> {
            LoanQuery query;
            query.scope = scope;
            LT_TRY(LoanFilter filter, scope_filter(caller, query, store_.today()));
            filter.open_only = true;
            filter.visible =
                sql_predicate(caller.subject, Action::view_loan, ObjectKind::loan, "l");
            return count_loans(db, filter);
        };
        LT_TRY(counters.mine, count(LoanScope::mine));
        if (require(caller.subject, Action::run_desk)) {
            LT_TRY(counters.desk, count(LoanScope::desk));
        }
        if (caller.subject.positions.empty()) return counters;
        LT_TRY(const auto context, load_loan_context(db, store_.today()));
        LT_TRY(const auto mine, decidable_loans(db, context, caller, LoanFilter()));
        counters.to_decide = static_cast<int>(mine.size());
        return counters;
    });
}

}  // namespace lantai::core
