// How a loan looks to a caller: names, deciders of each step, and what the caller can do with it.
// Inner part of core/service/loans; works inside a transaction of the caller.
#pragma once
#include "core/base/json_text.hpp"
#include "core/service/loans.hpp"

namespace lantai::core {

/// Positions as they are today, and who holds them.
struct LoanContext {
    Date today;
    std::vector<Holder> holders;
    std::map<Id, std::string> post_names;  // of everybody who has or had a post
    std::map<Id, std::string> department_names;
};
Result<LoanContext> load_loan_context(Database& db, Date today);

/// The requester before issue; the desk too while both sides count, so that a borrower who does not
/// confirm keeps nothing from others.
bool may_withdraw(const Caller& caller, const Loan& loan);

/// Every step has somebody who may decide it. Errors: those of resolve_step.
Result<void> check_route(const LoanContext& context, const Loan& loan, const LoanTarget& target);

/// All of the view; the caller's right to see it has been checked.
Result<LoanView> fill_view(Database& db, const LoanContext& context, const Caller& caller,
                           const Loan& loan, const LoanTarget& target);

/// Nothing when the caller may not know of this loan.
Result<std::optional<LoanView>> view_loan(Database& db, const LoanContext& context,
                                          const Caller& caller, const Loan& loan);

/// Requested loans whose pending step the caller may decide, newest first; the filter's limit is
/// not read. Nobody without a position is asked for.
Result<std::vector<Id>> decidable_loans(Database& db, const LoanContext& context,
                                        const Caller& caller, const LoanFilter& filter);

/// Withdraws the requests for an item that leaves the archive; `reason` stands in the log of each.
Result<void> end_requests_of(UnitOfWork& unit, Id item_id, const std::string& reason);

/// Overwrites the given fields. Errors: text faults of search, remedy, outcome.
Result<void> apply_incident_update(LoanIncident& incident, const IncidentUpdate& update);

/// Which stored loans a scope lists, before the right to see each is checked. Nothing when the
/// caller has no right to the scope at all: forbidden access.role_missing.
Result<LoanFilter> scope_filter(const Caller& caller, const LoanQuery& query, Date today);

Event loan_event(std::string action, const Loan& loan, std::vector<JsonField> details = {});

}  // namespace lantai::core
