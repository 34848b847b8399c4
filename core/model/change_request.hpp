// A change that a second person has to confirm before it happens.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/user.hpp"

namespace lantai::core {

enum class ChangeKind {
    reopen_volume,     // a sealed volume back to composing
    correct_item,      // fields of an item in a sealed volume or closed box
    change_level,      // 密级变更: level and secrecy period of a filed item or its group
    change_retention,  // 保管期限变更: class of a filed item and its whole group
    move_group,        // a request follows its late reply (T-1)
    reopen_box,        // a closed box back to filling
};
enum class ChangeState { open, approved, refused, withdrawn };
enum class ChangeTarget { item, volume, box };

/// One value that changes; texts as the API writes them, nothing for an empty value.
struct ChangeField {
    std::string name;
    std::optional<std::string> from;
    std::optional<std::string> to;
    bool operator==(const ChangeField&) const = default;
};

struct ChangeRequest {  // 变更申请
    Id id = 0;
    ChangeKind kind = ChangeKind::reopen_volume;
    ChangeTarget target = ChangeTarget::volume;
    Id object_id = 0;
    int object_version = 1;  // as the requester saw it
    /// Of the object when the change was asked for: below it nobody reads the request, even when
    /// the object has come down since.
    Level level = Level::open;
    std::vector<ChangeField> fields;
    std::string reason;
    ChangeState state = ChangeState::open;
    Id requested_by = 0;
    Timestamp requested_at = 0;
    std::optional<Id> decided_by;  // never the requester
    std::optional<Timestamp> decided_at;
    std::string decision_reason;
    int version = 1;

    const ChangeField* field(std::string_view name) const {
        for (const ChangeField& one : fields)
            if (one.name == name) return &one;
        return nullptr;
    }
};

/// A request with the words that lists show beside it, and what the access rules ask of its object.
struct ChangeEntry {
    ChangeRequest change;
    std::string object_code;
    std::string object_title;
    Level object_level = Level::open;  // of today, or of the request when that is higher
    Id department_id = 0;
    std::string requested_by_name;
    std::string decided_by_name;  // empty: undecided
};

/// Every condition that is set has to hold.
struct ChangeFilter {
    std::optional<ChangeState> state;
    std::optional<ChangeKind> kind;
    std::optional<ChangeTarget> target;
    std::optional<Id> object_id;
    std::optional<Id> requested_by;
    std::optional<Id> before_id;  // newest first: only older ones
    int limit = 50;
};

}  // namespace lantai::core
