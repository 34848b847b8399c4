// An item with the words that lists and pages show beside it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/item.hpp"
#include "core/model/loan.hpp"
#include "core/model/volume.hpp"

namespace lantai::core {

struct ItemEntry {
    Item item;
    std::string fonds_no;
    std::string department_name;
    std::string department_code;
    std::string retention_name;
    std::string clause_no;        // empty without a clause
    std::string schedule_code;    // empty outside of the schedule
    std::string created_by_name;  // empty: the command line
    std::string volume_code;      // empty outside of volumes
    /// Of its volume, or of its box: open, submitted once the arranger signed, sealed once closed.
    std::optional<VolumeState> volume_state;
    std::optional<Level> volume_level;
    Level group_level = Level::open;  // of the leading item of its group
    std::string box_code;             // empty outside of boxes
    std::optional<Level> box_level;
    Shelf shelf;           // of its volume or box
    std::string location;  // of its volume: the remark to the shelf
    int file_count = 0;
};

/// One link of an item, with the paper at its other end.
struct ItemLinkEntry {
    ItemLink link;
    ItemEntry other;
};

enum class ItemSort { code, date, recent };

/// Every condition that is set has to hold.
struct ItemFilter {
    std::optional<Id> fonds_id;
    std::optional<int> filing_year;
    std::optional<std::string> retention_class;
    std::optional<Id> department_id;
    std::optional<Level> level;
    std::optional<ItemState> state;
    std::optional<Id> volume_id;
    std::optional<Id> box_id;
    std::optional<std::string> category;
    bool unassigned = false;  // filed and in no volume or box
    /// Filed, in no sealed volume or closed box, and without pages, copies or clause.
    bool incomplete = false;
    std::optional<Id> clause_id;
    std::optional<ItemKind> kind;
    std::string query;  // part of title, document number, creator or code
    ItemSort sort = ItemSort::code;
};

/// Where a page of a list ends: the sort value and the id of its last row.
struct PageEnd {
    std::string value;
    Id id = 0;
};

/// How many items a person may know of, by fonds, year and retention class.
struct TreeCount {
    Id fonds_id = 0;
    int filing_year = 0;
    std::string retention_class;
    std::int64_t count = 0;
};

/// A received file that waits for its item.
struct Upload {
    Id id = 0;
    Id user_id = 0;  // 0: the command line
    std::string name;
    std::string media_type;
    std::string sha256;
    std::int64_t size = 0;
    Timestamp created_at = 0;
};

}  // namespace lantai::core
