// What a leaver hands over before the clearance certificate 离职结清证明 is given.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/user.hpp"

namespace lantai::core {

enum class LeavingState {
    open,       // the login is off, things are being handed over
    cleared,    // everything handed over, both signed
    cancelled,  // the person stays
};

struct Leaving {
    Id id = 0;
    std::string leaving_no;  // LZ2024-0001, without a gap
    Id user_id = 0;          // who leaves or changes post
    Id department_id = 0;    // at that time
    LeavingState state = LeavingState::open;
    std::string reason;
    std::string leaver_paper;          // SHA-256 of the scanned list with the leaver's signature
    std::optional<Id> leaver_witness;  // who confirmed that signature (DECISIONS 6)
    std::optional<Timestamp> leaver_signed_at;
    std::optional<Id> receiver_id;  // signs for what was taken over
    std::optional<Timestamp> received_at;
    Id created_by = 0;
    Timestamp created_at = 0;
    int version = 1;
};

/// What still has to come back or be passed on.
enum class HeldKind {
    loan,      // an open loan
    entry,     // a paper of the handling register that is not with the archivist yet
    handover,  // a handover that is drafted but not signed
    post,      // a post that still runs, of archivist or another
};

struct HeldThing {
    HeldKind kind = HeldKind::loan;
    Id id = 0;
    std::string number;
    std::string title;
};

struct LeavingEntry {
    Leaving leaving;
    std::string user_name;
    std::string department_name;
    std::string witness_name;
    std::string receiver_name;
    std::vector<HeldThing> held;  // as it is now; empty: nothing is open
};

}  // namespace lantai::core
