// The volume and where it stands.
#pragma once
#include <optional>
#include <string>

#include "core/model/user.hpp"

namespace lantai::core {

/// open: items may be added, ordered, removed. submitted: the compiler has finished and waits for
/// the checker (either of them may reopen). sealed: fixed; only signed notes are added.
enum class VolumeState { open, submitted, sealed };

/// Where something stands: 库房、列、节、层、盒 (domain.md 2.10). Empty texts: not said.
struct Shelf {
    std::string room;
    std::string row;
    std::string section;
    std::string shelf;
    std::string box;
    bool operator==(const Shelf&) const = default;
};

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
    Shelf shelf;
    std::string location;  // remark to the shelf
    bool bound = true;     // 装订: bound volumes state pages, unbound ones items (GB/T 9705)
    std::optional<int> spine_mm;  // 10 … 50; empty: as spine_for() proposes
    Origin origin = Origin::regular;
    std::string date_text;         // 起止日期 as an old volume states it
    std::optional<int> old_items;  // as an old catalogue counts them, when no rows are entered
    std::optional<int> old_pages;
    std::string year_reason;        // why R-2 was set aside
    std::string top_secret_reason;  // why "few" of R-25 was set aside
    Id created_by = 0;              // 0: the command line
    Timestamp created_at = 0;
    Timestamp updated_at = 0;  // last change of what its forms print
    int version = 1;
};

}  // namespace lantai::core
