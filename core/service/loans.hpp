// Lending from request to return: the approval route by positions, the mutual count at the desk,
// overdue and incidents (R-38 … R-50). Judgement is core/rules/loan_rules; here is its bookkeeping.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/repo/loan_lists.hpp"
#include "core/repo/loan_repo.hpp"
#include "core/rules/loan_rules.hpp"
#include "core/service/guard.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct LoanDraft {
    std::optional<Id> item_id;  // exactly one of item_id, volume_id
    std::optional<Id> volume_id;
    LoanMode mode = LoanMode::in_room;
    std::string purpose;
    std::optional<Date> due_date;
    ReaderKind reader_kind = ReaderKind::inside;
    OutsideReader outside;
};

/// A step of a route with the people behind it.
struct LoanStepView {
    LoanStep step;
    std::string department_name;
    std::string decided_by_name;
    /// While undecided: the position that decides in the end, who may, and why others were passed.
    StepDeciders deciders;
    std::vector<std::string> decider_names;  // same order as deciders.deciders
};

struct LoanView {
    Loan loan;
    LoanTarget target;
    std::string requester_name;
    std::string requester_department;
    std::vector<LoanStepView> steps;
    std::map<Id, std::string> people;  // names of everybody who counted, decided or reported
    int overdue_days = 0;
    int other_loans = 0;        // further open loans of the same person
    bool reading_open = false;  // the caller may read the files until the due date
    std::string why_me;         // rule of the step the caller may decide, e.g. "R-38"; else empty
    std::vector<std::string> can;  // decide, withdraw, count_issue, count_return, confirm_issue,
                                   // confirm_return, settle_incident
};

/// register_: the borrowing register 档案借阅登记簿, whose entries are never deleted.
enum class LoanScope { mine, to_decide, desk, register_ };

struct LoanQuery {
    LoanScope scope = LoanScope::mine;
    std::vector<LoanState> states;
    std::optional<Date> from;
    std::optional<Date> to;
    bool overdue_only = false;
    std::string query;
    std::optional<Id> before_id;
    int limit = 50;  // 1-200
};

struct LoanPage {
    std::vector<LoanView> loans;  // newest first; to_decide and desk: oldest first
    std::optional<Id> next_before_id;
};

struct LoanDecision {
    bool approve = false;
    std::string reason;  // mandatory for a refusal
};

struct IncidentUpdate {
    std::optional<std::string> search;
    std::optional<std::string> remedy;
    std::optional<Id> reported_to;
    std::optional<std::string> outcome;
    bool settle = false;
};

struct LoanCounters {
    int to_decide = 0;
    int mine = 0;
    int desk = 0;
};

/// Threads: any. Errors everywhere: not_found "access.not_found" for what the caller may not
/// know of; forbidden with the reason; stale "loan.stale" when `version` is not the stored one.
/// Every refusal about something that exists is logged.
class Loans {
public:
    Loans(Store& store, DenialLog& denials) : store_(store), denials_(denials) {}

    /// The steps and their deciders before anything is stored. Errors: the faults of the draft.
    Result<LoanView> preview(const Caller& caller, const LoanDraft& draft);
    /// Errors: as preview; field mode loan.electronic_take_out (nothing to take out, R-42);
    /// conflict loan.not_available (out), loan.blocked_overdue,
    /// loan.already_requested; forbidden access.*.
    Result<LoanView> request(const Caller& caller, const LoanDraft& draft);
    Result<LoanView> get(const Caller& caller, Id id);
    Result<LoanPage> list(const Caller& caller, const LoanQuery& query);
    Result<LoanView> withdraw(const Caller& caller, Id id, int version);
    /// The last approval opens what exists as a file only until its last day; issued_at says since
    /// when. Errors: field reason loan.reason_missing when refusing without one; those of
    /// check_decision; when approving conflict loan.due_date_past, loan.item_withdrawn.
    Result<LoanView> decide(const Caller& caller, Id id, int version, const LoanDecision& decision);
    /// One side's confirmation of the mutual count. `count.user_id` and `counted_at` are
    /// filled in here. Errors: those of judge_count; at issue conflict loan.due_date_past,
    /// loan.item_withdrawn, loan.not_available; loan.electronic_only.
    Result<LoanView> count(const Caller& caller, Id id, int version, LoanCount count);
    /// Settling an incident at issue ends the loan as withdrawn: nothing was handed out. Errors:
    /// not_found loan.incident_unknown; those of check_report and check_settlement.
    Result<LoanView> update_incident(const Caller& caller, Id id, Id incident_id, int version,
                                     const IncidentUpdate& update);
    /// Exact: as many as the lists have open loans.
    Result<LoanCounters> waiting(const Caller& caller);

    /// Writes the breach record of every loan whose last day has passed; returns how many.
    /// Called at start and once an hour.
    Result<int> record_overdue();
    /// Ends the loans of what exists as a file only whose last day has passed; returns how many.
    /// The right to read has ended with that day by itself. Called at start and once an hour.
    Result<int> end_readings();

private:
    /// Logs the refusal of an act on an existing loan, or of asking for an existing thing.
    Result<void> log_refusal(const Caller& caller, const char* action, Id id, const Error& answer);
    Result<void> log_refusal(const Caller& caller, const LoanDraft& draft, const Error& answer);
    template <class T>
    Result<T> guarded(const Caller& caller, const char* action, Id id, Result<T> answer) {
        if (!answer) LT_CHECK(log_refusal(caller, action, id, answer.error()));
        return answer;
    }
    Store& store_;
    DenialLog& denials_;
};

}  // namespace lantai::core
