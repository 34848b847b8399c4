#include "core/service/loan_views.hpp"

#include <algorithm>

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
        const auto named = resolve_step(step, loan.requester_id, level, context.holders);
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
    if (phase) {
        const bool issue = *phase == CountPhase::issue;
        // The archivist begins: nothing is handed over before the desk has counted it.
        const bool desk_counted = counted(loan, *phase, CountSide::archivist);
        if (desk && !desk_counted && loan.requester_id != me)
            can.push_back(issue ? "count_issue" : "count_return");
        const bool mine = loan.reader_kind == ReaderKind::inside ? loan.requester_id == me : !desk;
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

Result<LoanStepView> step_view(const LoanContext& context, const Loan& loan, const LoanStep& step,
                               const LoanTarget& target) {
    LoanStepView view;
    view.step = step;
    view.department_name = name_of(context.department_names, step.department_id);
    view.decided_by_name = name_of(context.user_names, step.decided_by);
    view.deciders.position = step.position;
    if (step.decision || loan.state != LoanState::requested) return view;
    auto deciders = resolve_step(step, loan.requester_id, target.level, context.holders);
    // A position fell vacant after the request: shown as a step nobody can decide yet.
    if (!deciders) return view;
    view.deciders = std::move(deciders).value();
    for (const Holder& holder : view.deciders.deciders)
        view.decider_names.push_back(name_of(context.user_names, holder.user_id));
    return view;
}

void add_people(const LoanContext& context, LoanView& view) {
    const auto add = [&](std::optional<Id> id) {
        if (id) view.people[*id] = name_of(context.user_names, id);
    };
    for (const LoanCount& count : view.loan.counts) add(count.user_id);
    for (const LoanIncident& incident : view.loan.incidents) {
        add(incident.opened_by);
        add(incident.reported_to);
        add(incident.settled_by);
    }
}

}  // namespace

Result<LoanContext> load_loan_context(Database& db, Date today) {
    LoanContext context;
    context.today = today;
    LT_TRY(const auto rows, list_positions(db));
    std::vector<Position> positions;
    for (const PositionRow& row : rows) positions.push_back(row.position);
    LT_TRY(const auto users, list_loan_people(db));
    context.holders = holders_on(positions, users, today);
    for (const User& user : users) {
        context.user_names[user.id] = user.name;
        context.user_departments[user.id] = user.department_id;
    }
    LT_TRY(context.department_names, department_names(db));
    return context;
}

Result<void> check_route(const LoanContext& context, const Loan& loan, const LoanTarget& target) {
    for (const LoanStep& step : loan.steps) {
        LT_TRY(const auto deciders,
               resolve_step(step, loan.requester_id, target.level, context.holders));
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
    view.requester_name = name_of(context.user_names, loan.requester_id);
    if (const auto found = context.user_departments.find(loan.requester_id);
        found != context.user_departments.end())
        view.requester_department = name_of(context.department_names, found->second);
    for (const LoanStep& step : loan.steps) {
        LT_TRY(auto shown, step_view(context, view.loan, step, target));
        view.steps.push_back(std::move(shown));
    }
    add_people(context, view);
    if (is_overdue(loan, context.today))
        view.overdue_days = overdue_days(loan.due_date, context.today);
    LT_TRY(const int open, count_open_loans(db, loan.requester_id));
    const bool counts_itself = loan.id != 0 && loan.state != LoanState::refused &&
                               loan.state != LoanState::withdrawn &&
                               loan.state != LoanState::returned;
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
            if (filter.states.empty())
                filter.states = {LoanState::approved, LoanState::issuing, LoanState::on_loan,
                                 LoanState::returning, LoanState::incident};
            break;
        case LoanScope::register_:
            LT_CHECK(require(caller.subject, Action::view_loan_register));
            if (filter.states.empty())
                filter.states = {LoanState::on_loan, LoanState::returning, LoanState::returned,
                                 LoanState::incident};
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
            LT_TRY(const auto ids, list_loan_ids(db, filter));
            for (const Id id : ids) {
                filter.before_id = id;
                LT_TRY(const auto loan, find_loan(db, id));
                if (!loan) continue;
                LT_TRY(auto view, view_loan(db, context, caller, *loan));
                if (!view) continue;
                if (query.scope == LoanScope::to_decide && view->why_me.empty()) continue;
                // What exists as a file only is never handed over a desk.
                if (query.scope == LoanScope::desk && view->target.electronic_only) continue;
                if (page.loans.size() == limit) {
                    page.next_before_id = page.loans.back().loan.id;
                    return page;
                }
                page.loans.push_back(std::move(*view));
            }
            if (ids.size() < static_cast<std::size_t>(filter.limit)) return page;
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

Result<LoanCounters> Loans::waiting(const Caller& caller) {
    LoanCounters counters;
    const auto count = [&](LoanScope scope, int& into) -> Result<void> {
        LoanQuery query;
        query.scope = scope;
        query.limit = 200;
        LT_TRY(const LoanPage page, list(caller, query));
        into = 0;
        for (const LoanView& view : page.loans) {
            const bool open = view.loan.state != LoanState::refused &&
                              view.loan.state != LoanState::withdrawn &&
                              view.loan.state != LoanState::returned;
            if (open) ++into;
        }
        return {};
    };
    LT_CHECK(count(LoanScope::mine, counters.mine));
    LT_CHECK(count(LoanScope::to_decide, counters.to_decide));
    if (require(caller.subject, Action::run_desk)) LT_CHECK(count(LoanScope::desk, counters.desk));
    return counters;
}

}  // namespace lantai::core
