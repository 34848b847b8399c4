// A volume with its items and links, and the writing of their order. Used by VolumeService and
// ItemService only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/fonds.hpp"
#include "core/model/volume_entry.hpp"
#include "core/rules/volume_order.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct VolumeContent {
    VolumeEntry entry;
    Fonds fonds;
    FondsCategory settings;        // of the fonds and the volume's category
    std::vector<ItemEntry> items;  // by position
    std::vector<ItemLink> links;   // of the items' groups, withdrawn ends left out
};

Result<std::optional<VolumeContent>> load_content(Database& db, Id volume_id);
/// Reads items and links again, after they changed.
Result<void> reload_items(Database& db, VolumeContent& content);

/// The bare items, for the rules.
std::vector<Item> bare_items(const std::vector<ItemEntry>& entries);
std::vector<Id> ids_of(const std::vector<ItemEntry>& entries);
std::vector<OrderEntry> order_entries(const std::vector<ItemEntry>& entries);

/// Writes position and start page of each row that changed.
Result<void> write_places(Database& db, const VolumeContent& content,
                          const std::vector<OrderedRow>& rows);
/// Keeps the order that is there, closes gaps and counts the pages anew.
Result<void> renumber(Database& db, VolumeContent& content);

/// Puts the volume into the order of R-32 and counts its pages.
Result<void> order_by_rule(Database& db, VolumeContent& content);

/// Finds a place for papers that joined; the others keep the order `kept`.
Result<void> order_joined(Database& db, VolumeContent& content, const std::vector<Id>& kept);

/// The level that the volume has by the items it holds now, after were asked again.
/// The state of the volume does not matter. Errors: those of check_join().
Result<Level> judge_level(const VolumeContent& content);

/// When the volume is sealed its items take its code and their number in it, or their start page,
/// if the category wants it (T-3: Q001-WS·2023-D30-ZJB-007-0012); the codes they had stay as
/// redirects. Sealed anew, papers that were bound keep their code and others take the next number
/// that was never given. In a classified volume papers below its level keep theirs: who may know
/// only them must not learn of the volume. Where a start page is a number that an
/// earlier paper had, the next page of the paper counts. Errors: conflict code.taken (earlier
/// papers had all of its pages); those of CodeTemplate.
Result<void> bind_codes(UnitOfWork& unit, const VolumeContent& content);

/// Makes an open volume of the draft (fonds, department, category, year, class, title) with the
/// next number. Errors: every faulty field; conflict volume.by_item: the category has boxes.
Result<Volume> open_volume(UnitOfWork& unit, const Caller& caller, const Volume& draft);
/// Adds the items with their whole groups to an open volume, in the order of R-32. The errors of
/// check_join().
Result<void> join_volume(UnitOfWork& unit, const Caller& caller, VolumeContent& content,
                         const std::vector<Id>& item_ids, const std::string& reason);

/// Saves the volume with version and time of change, and notes `action` on it.
Result<void> save_volume(UnitOfWork& unit, VolumeContent& content, Event event);
Event volume_event(std::string action, const Volume& volume);

}  // namespace lantai::core
