// A box with its items and links, and what changes them. Used by the services that fill boxes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/box.hpp"
#include "core/model/item_entry.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct BoxContent {
    BoxEntry entry;
    std::vector<ItemEntry> items;  // by code (DA/T 22)
    std::vector<ItemLink> links;   // of the items' groups, withdrawn ends left out
};

Result<std::optional<BoxContent>> load_box(Database& db, Id box_id);

/// Makes an open box of the draft (fonds, department or none, category, year, class, spine,
/// description) with the next number. Errors: every faulty field; conflict box.by_volume: the
/// category has volumes.
Result<Box> open_box(UnitOfWork& unit, const Caller& caller, const Box& draft);

/// Adds the items with their whole groups. The errors of check_box_join().
Result<void> join_box(UnitOfWork& unit, const Caller& caller, BoxContent& content,
                      const std::vector<Id>& item_ids, const std::string& reason);

/// Saves the box with version and time of change, and notes `event` on it.
Result<void> save_box(UnitOfWork& unit, Box& box, Event event);
/// An item in an open box was changed, or withdrawn and taken out: the box's level follows, and
/// what is in it has to fit still. The errors of check_box_join().
Result<void> refresh_box(UnitOfWork& unit, Id box_id, const char* action);
Event box_event(std::string action, const Box& box);

}  // namespace lantai::core
