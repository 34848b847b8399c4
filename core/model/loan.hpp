// A loan from request to return.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/user.hpp"

namespace lantai::core {

enum class ReaderKind { inside, outside };
enum class LoanMode { in_room, take_out };
enum class LoanState {
    requested,  // the route is being decided
    approved,   // ready to be issued
    refused,
    withdrawn,
    issuing,  // one side has confirmed the count at issue
    on_loan,
    returning,  // one side has confirmed the count at return
    returned,
    incident,  // count mismatch or damage: open until settled
};
enum class StepDecision { approved, refused };
enum class CountPhase { issue, give_back };  // SQL: 'issue', 'return'
enum class CountSide { archivist, borrower };
/// R-48 loss and leak, R-50 mismatch and damage, R-47 sub-lending.
enum class IncidentKind { count_mismatch, damage, loss, leak, sub_lending };

struct LoanStep {
    Id id = 0;
    int ordinal = 1;
    PositionKind position = PositionKind::department_leader;
    std::optional<Id> department_id;
    std::string rule;  // "R-38" … "R-42"
    std::optional<StepDecision> decision;
    std::optional<Id> decided_by;
    bool as_deputy = false;
    std::string reason;
    std::optional<Timestamp> decided_at;
};

struct LoanCount {
    CountPhase phase = CountPhase::issue;
    CountSide side = CountSide::archivist;
    Id user_id = 0;
    int pieces = 0;
    std::optional<int> pages;
    std::vector<std::string> condition;  // R-46 codes: altered, marked, folded, stained, torn
    std::string remarks;
    Timestamp counted_at = 0;
};

struct LoanIncident {
    Id id = 0;
    IncidentKind kind = IncidentKind::count_mismatch;
    std::string description;
    Id opened_by = 0;
    Timestamp opened_at = 0;
    std::string search;
    std::string remedy;
    std::optional<Id> reported_to;
    std::string outcome;
    std::optional<Id> settled_by;
    std::optional<Timestamp> settled_at;
    int version = 1;
};

struct OutsideReader {
    std::string name;
    std::string workplace;
    std::string letter_no;    // 介绍信
    std::string id_document;  // 证件
};

struct Loan {  // 借阅
    Id id = 0;
    std::string request_no;
    Id requester_id = 0;
    ReaderKind reader_kind = ReaderKind::inside;
    OutsideReader outside;
    std::optional<Id> item_id;
    std::optional<Id> volume_id;
    LoanMode mode = LoanMode::in_room;
    std::string purpose;
    Date due_date;  // last day
    LoanState state = LoanState::requested;
    int pieces = 1;
    std::optional<int> pages;
    std::optional<Timestamp> issued_at;
    std::optional<Timestamp> returned_at;
    std::vector<LoanStep> steps;
    std::vector<LoanCount> counts;
    std::vector<LoanIncident> incidents;
    std::optional<Date> overdue_since;  // breach record
    Timestamp created_at = 0;
    int version = 1;
};

}  // namespace lantai::core
