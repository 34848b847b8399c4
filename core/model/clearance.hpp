// The archivist's word before the accounts department pays a journey.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/user.hpp"

namespace lantai::core {

enum class ClearanceKind {
    travel,    // 出差
    training,  // 培训
};

enum class ClearanceState {
    blocked,    // asked for, not signed: the claim may not be paid
    cleared,    // signed by the department's archivist
    withdrawn,  // by who asked
};

struct Clearance {  // 归档结清签认
    Id id = 0;
    std::string clearance_no;  // JQ2024-0001, without a gap
    ClearanceKind kind = ClearanceKind::travel;
    Id requester_id = 0;
    Id department_id = 0;  // of who went, at that time
    std::string subject;   // where to, or which training
    Date from;
    Date to;
    ClearanceState state = ClearanceState::blocked;
    bool nothing_to_file = false;  // signed: no papers came of it
    std::vector<Id> entry_ids;     // the papers handed to the archivist
    std::optional<Id> signer_id;
    std::optional<Timestamp> signed_at;
    std::string remarks;
    Timestamp created_at = 0;
    int version = 1;
};

}  // namespace lantai::core
