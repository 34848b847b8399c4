// Carries out an approved change; inner part of change_effects. One object for each change, inside
// its unit of work.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/change_request.hpp"
#include "core/rules/change_rules.hpp"
#include "core/service/change_boxes.hpp"
#include "core/service/filing.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {

/// Errors: not_found; conflict item.withdrawn.
Result<ItemEntry> load_filed_item(Database& db, Id id);
/// A volume that an item says it is in.
Result<VolumeContent> load_volume_of_item(Database& db, Id id);
/// A conflict with the params code and volume of the item.
Error item_conflict(const char* key, const ItemEntry& entry);

/// The id that a request names in a field; 0: none.
Id id_of(const ChangeRequest& change, const char* name);

/// One approved change while it is carried out.
class ChangeWork {
public:
    ChangeWork(UnitOfWork& unit, const ChangeEntry& entry, const Caller& decider)
        : unit_(unit),
          db_(unit.db()),
          entry_(entry),
          change_(entry.change),
          told_(entry.change),
          decider_(decider) {}

    Result<void> reopen();
    Result<void> reopen_box();
    Result<void> correct();
    Result<void> set_level();
    Result<void> set_retention();
    Result<void> move_group();

private:
    Result<void> name_classes();
    Result<void> add_note(Id volume_id, std::string text, Level now = Level::open);
    BoxEffect box_effect(const char* action, const std::vector<NotedItem>& items) const {
        return {action, change_.reason, note(items), decider_.subject.user_id};
    }
    std::string note(const std::vector<NotedItem>& items) const {
        return change_note(told_, items, {entry_.requested_by_name, decider_.subject.name});
    }
    Result<void> save_item(const Item& before, Item item, const char* action);
    Result<void> save_checked_volume(Id volume_id, const char* action,
                                     const std::vector<NotedItem>& items);
    Result<void> check_known_volume(const ItemEntry& entry);
    Result<void> check_in_place(const ItemEntry& entry);
    Result<std::vector<ItemEntry>> known_group(Id group_id);
    Result<void> take_out(const std::vector<ItemEntry>& leaving);
    Result<void> take_out_of_box(const std::vector<ItemEntry>& leaving);
    Result<FilingPlan> plan_union(const ItemEntry& request, ItemEntry reply,
                                  const std::vector<ItemEntry>& free);
    Result<void> link_reply(const ItemEntry& request, const ItemEntry& reply,
                            const FilingPlan& plan);
    Result<void> note_departure(const ItemEntry& request, const ItemEntry& reply,
                                const std::vector<NotedItem>& items,
                                const std::optional<BoxContent>& box);
    Result<void> join_reply_box(Id reply_id);
    Result<void> join_reply(Id reply_id, const ItemEntry& request,
                            const std::vector<NotedItem>& items);
    Result<std::vector<NotedItem>> noted(const std::vector<ItemEntry>& before);
    Result<std::vector<ItemEntry>> again(const std::vector<ItemEntry>& entries);
    Event with_reason(Event event) const {
        event.reason = change_.reason;
        return event;
    }

    UnitOfWork& unit_;
    Database& db_;
    const ChangeEntry& entry_;
    const ChangeRequest& change_;
    ChangeRequest told_;  // as notes print it: classes by their names
    const Caller& decider_;
    std::optional<Level> kept_level_;     // of a sealed volume, above that of its items
    Level nameable_ = Level::top_secret;  // a note names no paper above it
};

}  // namespace lantai::core
