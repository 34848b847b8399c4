// The items that come into a volume or box, with their whole groups. Used by the services that
// compose.
#pragma once
#include <string>
#include <vector>

#include "core/model/change_request.hpp"
#include "core/model/item_entry.hpp"
#include "core/repo/note_repo.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct Joining {
    std::vector<ItemEntry> items;
    std::vector<ItemLink> links;
};

/// The items and every other member of their groups; hidden ones answer like missing ones.
/// Errors: field item_ids[i], item.link_unknown; conflict volume.unit_of_others (R-22: a member is
/// above the clearance).
Result<Joining> load_joining(Database& db, const Caller& caller, const std::vector<Id>& ids);

std::vector<std::string> codes_of(const std::vector<ItemEntry>& entries);

/// Notes each item that came into or left a `holder` ("volume", "box") with that code.
void note_items(UnitOfWork& unit, const std::vector<ItemEntry>& entries, const char* action,
                const char* holder, const std::string& holder_code);

/// A volume or box whose notes form is written into.
struct NotesOf {
    NoteHolder holder = NoteHolder::volume;
    Id id = 0;
    Level level = Level::open;  // with what joined
};
/// T-1: papers that left another volume or box for a late reply bring a note along.
Result<void> note_arrivals(UnitOfWork& unit, const Caller& caller, const NotesOf& notes,
                           const std::vector<ItemEntry>& joined);

/// May these notes name the volume or box that the moved group came from?
Result<bool> may_name_origin(Database& db, const ChangeRequest& move, const NotesOf& notes);

}  // namespace lantai::core
