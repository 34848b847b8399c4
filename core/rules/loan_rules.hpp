// Loans 借阅 (R-38 … R-50, T-7, T-8): route, who decides, states, mutual count, overdue. Pure.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/loan.hpp"

namespace lantai::core {

struct LoanRequest {
    ReaderKind reader = ReaderKind::inside;
    LoanMode mode = LoanMode::in_room;
    Id requester_department = 0;
    Id owner_department = 0;
    Level level = Level::open;
    OutsideReader outside;  // read when reader is outside
    std::string purpose;
    std::optional<Date> due_date;
};

/// The approval route in order; `decision` empty, ordinals from 1.
/// R-38 own department: department leader. R-39 other department: own leader, then archive head.
/// R-40 outside reader: archive head, then manager. R-42 taking out adds the archive head. R-54
/// confidential and above is never decided by one person alone: the archive head is added.
/// Errors (invalid_argument, all at once): loan.outside_missing with field outside.name,
/// .workplace, .letter_no or .id_document; loan.purpose_missing (field purpose) and
/// loan.due_date_missing (field due_date; ); loan.due_date_past when before `today`.
Result<std::vector<LoanStep>> loan_route(const LoanRequest& request, Date today);

/// A person who holds a position on the day in question.
struct Holder {
    Id user_id = 0;
    PositionKind position = PositionKind::department_leader;
    std::optional<Id> department_id;
    Level clearance = Level::open;
    bool as_deputy = false;
    Id acting_for = 0;  // the holder a deputy stands for; own id otherwise
};

/// Everybody who holds a position on `day`, deputies included (from … to, both ends count).
/// Inactive accounts hold nothing, nor do accounts whom the policy would not let decide: separated
/// administrators, and people whose rights rest. An expired clearance counts as open.
std::vector<Holder> holders_on(std::span<const Position> positions, std::span<const User> users,
                               Date day);

struct Escalation {
    PositionKind passed = PositionKind::department_leader;
    std::string reason;  // message key: loan.escalated_own, _vacant, _clearance, _decided
};

struct StepDeciders {
    PositionKind position = PositionKind::department_leader;  // that decides in the end
    std::vector<Holder> deciders;                             // never empty, by user id
    std::vector<Escalation> escalations;  // empty when the named position decides
};

/// Who may decide `step` of `loan`: holders of its position and their deputies, but never the
/// requester, nobody who stands in for the requester, nobody whose clearance is below `level`, and
/// nobody who decided an earlier step, so that every step has a person of its own (R-39, R-40,
/// An earlier step that waits for one person only counts as decided by that person. If
/// nobody is left the next position up decides and the escalation says why (DECISIONS 3):
/// department leader → archive head → manager → general manager.
/// Errors: conflict loan.no_approver (params position, rule) when nobody above is left either.
Result<StepDeciders> resolve_step(const Loan& loan, const LoanStep& step, Level level,
                                  std::span<const Holder> holders);

/// The first step without a decision; null when all are decided or one was refused.
const LoanStep* pending_step(const Loan& loan);

/// May `user` decide the pending step now? The holding in which they decide (own before deputy).
/// Errors: conflict loan.not_pending; forbidden loan.own_request, loan.decided_before,
/// loan.not_your_step.
Result<Holder> check_decision(const Loan& loan, Id user, Level level,
                              std::span<const Holder> holders);

enum class LoanEvent {
    step_approved,   // another step follows
    route_approved,  // the last step
    refused,
    withdrawn,      // before issue: by the requester, or by the desk while both sides count
    issue_counted,  // one side
    issue_agreed,   // both sides, as expected
    return_counted,
    return_agreed,
    incident_opened,   // mismatch, damage, loss
    incident_settled,  // closes the loan
    issue_dropped,     // an incident at issue is settled: nothing was handed out
    reading_ended,     // the last day of what exists as a file only has passed
};
/// The state after an event, by one table. Errors: conflict loan.wrong_state (params state, event).
Result<LoanState> next_state(LoanState state, LoanEvent event);

/// Still to be decided, handed over or given back; an approval ends with its last day.
bool is_open(const Loan& loan, Date today);
/// The thing is not in its place.
bool is_out(LoanState state);
/// Past its last day nothing is approved or issued any more: withdraw it and ask anew.
/// Errors: conflict loan.due_date_past (param rule).
Result<void> check_period(const Loan& loan, Date today);

/// Days overdue (R-45, T-8): 0 on the last day, 1 the day after; `until` is today or the day of
/// return.
int overdue_days(Date due, Date until);
/// Still out and past its last day. Blocks further loans of the same person.
bool is_overdue(const Loan& loan, Date today);
/// The day the breach record starts: the day after the due date, once overdue (also after return).
std::optional<Date> breach_since(const Loan& loan, Date until);

/// R-46 defect codes: altered, marked, folded, stained, torn.
std::span<const std::string_view> condition_codes();

struct CountVerdict {
    LoanEvent event = LoanEvent::issue_counted;
    std::optional<IncidentKind> incident;  // set with incident_opened
};
/// Judges one side's confirmation. `loan.counts` holds the earlier ones. Both sides count
/// for themselves: different accounts, the archivist's side needs the archivist role, the
/// borrower's side is the requester. For an outside reader (DECISIONS 6) it is a second employee
/// who may see the loan anyway: another archivist, an approver or the archive head. People who have
/// nothing to do with the request do not learn of it.
/// When both are there and agree with the expected pieces and pages: agreed; else an incident
/// count_mismatch, or damage when a side noted a defect at return. With unknown pages
/// the two sides have to agree with each other, and at return with the issue.
/// Errors: conflict loan.wrong_phase, loan.side_counted, loan.archivist_first (nothing is issued
/// before the desk has counted it); forbidden loan.count_needs_archivist,
/// loan.count_same_account, loan.count_not_borrower; invalid_argument loan.pieces_range,
/// loan.pages_range, loan.condition_unknown (fields pieces, pages, condition).
Result<CountVerdict> judge_count(const Loan& loan, const LoanCount& count, const Subject& counter);

/// The report goes to somebody else who leads: a holder of a deciding position, neither the
/// borrower nor `reporter`, who writes it down. No fault while nobody is named.
/// Errors: field reported_to loan.reported_to_leader.
Result<void> check_report(const Loan& loan, const LoanIncident& incident, Id reporter,
                          std::span<const Holder> holders);

/// An incident can be closed with search, remedy, the leader it was reported to and an outcome
/// . All faults at once; fields search, remedy, reported_to, outcome; loan.incident_missing.
Result<void> check_settlement(const LoanIncident& incident);
/// How settling ends the loan: given back when it had been issued, else not issued at all.
LoanEvent settled_as(const Loan& loan);

}  // namespace lantai::core
