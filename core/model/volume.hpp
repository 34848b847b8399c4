// The volume and its notes.
#pragma once
#include <optional>
#include <string>

#include "core/model/user.hpp"

namespace lantai::core {

/// open: items may be added, ordered, removed. submitted: the compiler has finished and waits for
/// the checker (either of them may reopen). sealed: fixed; only signed notes are added.
enum class VolumeState { open, submitted, sealed };

struct Volume {  // 案卷
    Id id = 0;
    Id fonds_id = 0;
    Id department_id = 0;
    std::string category = "WS";
    int filing_year = 0;
    std::string retention_class;
    Level level = Level::open;  // the highest of its items
    std::string title;
    std::string archival_code;
    int serial = 0;
    VolumeState state = VolumeState::open;
    std::optional<Id> compiler_id;  // 立卷人
    std::optional<Timestamp> compiled_at;
    std::optional<Id> checker_id;  // 检查人
    std::optional<Timestamp> sealed_at;
    std::string description;  // 本卷情况说明
    std::string location;
    std::string year_reason;        // why R-2 was set aside
    std::string top_secret_reason;  // why "few" of R-25 was set aside
    Id created_by = 0;              // 0: the command line
    Timestamp created_at = 0;
    Timestamp updated_at = 0;  // last change of what its forms print
    int version = 1;
};

struct VolumeNote {
    Id id = 0;
    Id volume_id = 0;
    std::string text;
    Id signer_id = 0;
    Timestamp signed_at = 0;
};

}  // namespace lantai::core
