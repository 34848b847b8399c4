// Items, their links and files in the database.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/item_entry.hpp"

namespace lantai::core {

/// SELECT … FROM items i with everything an ItemEntry holds; WHERE is to follow, items are `i`.
extern const std::string kSelectEntries;
Result<ItemEntry> read_entry(const DbRow& row);

Result<std::optional<ItemEntry>> find_entry(Database& db, Id id);
Result<std::optional<ItemEntry>> find_entry_by_code(Database& db, const std::string& code);
Result<std::vector<ItemEntry>> list_group(Database& db, Id group_id);  // filed ones, by id
Result<std::vector<ItemEntry>> list_volume_entries(Database& db, Id volume_id);  // by position
Result<std::vector<ItemEntry>> list_box_entries(Database& db, Id box_id);        // by code

Result<void> insert_item(Database& db, const Item& item);
/// Every field but the volume's three, the box and the group; raises the version. `item.version` is
/// the version before. False: no longer that version.
Result<bool> update_item(Database& db, const Item& item);
Result<void> set_group(Database& db, Id item_id, Id group_id);

struct VolumePlace {
    std::optional<Id> volume_id;
    std::optional<int> position;
    std::optional<int> start_page;
};
/// Raises the version when the item comes into another volume or leaves one.
Result<void> set_place(Database& db, Id item_id, const VolumePlace& place);

/// Into a box or out of it; raises the version.
Result<void> set_box(Database& db, Id item_id, std::optional<Id> box_id);

/// Links with an end in one of the groups, save those with a withdrawn item.
Result<std::vector<ItemLink>> list_group_links(Database& db, std::span<const Id> groups);
/// All links of one item, by id.
Result<std::vector<ItemLinkEntry>> list_item_links(Database& db, Id item_id);
Result<std::optional<ItemLink>> find_link(Database& db, Id link_id);
Result<void> insert_link(Database& db, const ItemLink& link);
Result<void> delete_link(Database& db, Id link_id);

Result<std::vector<ItemFile>> list_item_files(Database& db, Id item_id);  // by ordinal
Result<std::optional<ItemFile>> find_item_file(Database& db, Id item_id, Id file_id);
Result<void> insert_item_file(Database& db, const ItemFile& file, Id added_by);

/// The state of a loan by which the item, or the volume it is in, is out of its place.
Result<std::optional<LoanState>> loan_out_state(Database& db, Id item_id);

}  // namespace lantai::core
