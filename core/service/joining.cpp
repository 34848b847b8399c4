#include "core/service/joining.hpp"

#include <set>

#include "core/base/json_text.hpp"
#include "core/repo/box_repo.hpp"
#include "core/repo/change_repo.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/note_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/change_rules.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {

namespace {

Error unit_of_others(const ItemEntry& entry) {
    Error error = fail(ErrorCode::conflict, "volume.unit_of_others");
    error.params = {{"rule", "R-22"}, {"items", entry.item.archival_code}};
    return error;
}

}  // namespace

Result<Joining> load_joining(Database& db, const Caller& caller, const std::vector<Id>& ids) {
    Joining joining;
    std::set<Id> groups;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        LT_TRY(const auto entry, find_entry(db, ids[i]));
        const bool known = entry && decide(caller.subject, Action::view_catalogue,
                                           access_object(entry->item, entry->volume_state))
                                        .allow;
        if (!known) return field_error("item_ids[" + std::to_string(i) + "]", "item.link_unknown");
        if (entry->item.state == ItemState::withdrawn) {
            joining.items.push_back(*entry);  // the rules refuse it by name
            continue;
        }
        if (!groups.insert(entry->item.group_id).second) continue;
        LT_TRY(const auto members, list_group(db, entry->item.group_id));
        for (const ItemEntry& member : members) {
            // A member above the clearance would raise the volume above it, unseen, and R-22
            // forbids to leave it out: somebody with the clearance has to compose this unit.
            if (!may_know(caller.subject, member)) return unit_of_others(*entry);
            joining.items.push_back(member);
        }
    }
    LT_TRY(joining.links, list_group_links(db, std::vector<Id>(groups.begin(), groups.end())));
    return joining;
}

std::vector<std::string> codes_of(const std::vector<ItemEntry>& entries) {
    std::vector<std::string> codes;
    for (const ItemEntry& entry : entries) codes.push_back(entry.item.archival_code);
    return codes;
}

void note_items(UnitOfWork& unit, const std::vector<ItemEntry>& entries, const char* action,
                const char* holder, const std::string& holder_code) {
    for (const ItemEntry& entry : entries) {
        Event event{action, "item", entry.item.id, entry.item.archival_code, {}, {}, "{}"};
        event.details = json_object({{holder, holder_code}});
        unit.note(std::move(event));
    }
}

Result<bool> may_name_origin(Database& db, const ChangeRequest& move, const NotesOf& notes) {
    const ChangeField* volume = move.field("volume");
    if (volume && volume->from) {
        LT_TRY(const auto old, find_volume_by_code(db, *volume->from));
        return old && old->volume.level <= notes.level;
    }
    const ChangeField* box = move.field("box");
    if (!box || !box->from) return false;
    LT_TRY(const auto id, find_by_code(db, CodeOwner::box, *box->from));
    if (!id) return false;
    LT_TRY(const auto old, find_box_entry(db, *id));
    return old && old->box.level <= notes.level;
}

Result<void> note_arrivals(UnitOfWork& unit, const Caller& caller, const NotesOf& notes,
                           const std::vector<ItemEntry>& joined) {
    for (const ItemEntry& entry : joined) {
        LT_TRY(const auto moves, list_moves_of(unit.db(), entry.item.id));
        for (const ChangeEntry& move : moves) {
            const std::vector<NotedItem> items = {
                {entry.item.volume_position, entry.item.title, {}}};
            LT_TRY(const bool named, may_name_origin(unit.db(), move.change, notes));
            const Id signer = caller.subject.user_id != 0 ? caller.subject.user_id
                                                          : move.change.decided_by.value_or(0);
            LT_CHECK(insert_note(unit.db(), notes.holder, notes.id,
                                 {unit.next_id(), arrival_note(move.change, items, named),
                                  notes.level, signer, unit.now()}));
        }
    }
    return {};
}

}  // namespace lantai::core
