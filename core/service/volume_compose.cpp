// VolumeService: what stands in an open volume, and in which order.
#include <algorithm>
#include <set>

#include "core/base/json_text.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/guard.hpp"
#include "core/service/joining.hpp"
#include "core/service/volumes.hpp"

namespace lantai::core {
namespace {

/// Those that joined as they stand in the volume now.
std::vector<ItemEntry> arrived(const std::vector<ItemEntry>& inside,
                               const std::vector<ItemEntry>& joined) {
    std::vector<ItemEntry> found;
    for (const ItemEntry& one : inside)
        for (const ItemEntry& entry : joined)
            if (one.item.id == entry.item.id) found.push_back(one);
    return found;
}

}  // namespace

Result<void> join_volume(UnitOfWork& unit, const Caller& caller, VolumeContent& content,
                         const std::vector<Id>& item_ids, const std::string& reason) {
    Volume& volume = content.entry.volume;
    LT_TRY(const Joining joining, load_joining(unit.db(), caller, item_ids));
    JoinRequest request;
    request.volume = volume;
    request.present = bare_items(content.items);
    request.joining = bare_items(joining.items);
    request.links = content.links;
    request.links.insert(request.links.end(), joining.links.begin(), joining.links.end());
    request.year_reason = reason;
    request.top_secret_reason = reason;
    LT_TRY(const JoinVerdict verdict, check_join(request));
    for (const ItemEntry& entry : joining.items)
        LT_CHECK(set_place(unit.db(), entry.item.id, {volume.id, std::nullopt, std::nullopt}));
    const std::vector<Id> kept = ids_of(content.items);
    LT_CHECK(reload_items(unit.db(), content));
    LT_CHECK(order_joined(unit.db(), content, kept));
    volume.level = verdict.level;
    LT_CHECK(note_arrivals(unit, caller, {NoteHolder::volume, volume.id, volume.level},
                           arrived(content.items, joining.items)));
    if (verdict.set_aside("R-2")) keep_reason(volume.year_reason, reason);
    if (verdict.set_aside("R-25")) keep_reason(volume.top_secret_reason, reason);
    Event event = volume_event("volume.items_added", volume);
    event.reason = reason;
    event.details = json_object({JsonField::raw("items", json_array(codes_of(joining.items))),
                                 JsonField::raw("overrides", json_array(verdict.overrides))});
    note_items(unit, joining.items, "item.placed", "volume", volume.archival_code);
    return save_volume(unit, content, std::move(event));
}

Result<VolumeDetail> VolumeService::add_items(const Caller& caller, Id id, int version,
                                              const std::vector<Id>& item_ids,
                                              const std::string& reason) {
    if (auto fault = text_fault("reason", reason, {kMaxReason, false, TextKind::lines}))
        return *std::move(fault);
    return with_volume(caller, id, {Action::compose_volume, "volume.items_added", version},
                       [&](UnitOfWork& unit, VolumeContent& content) {
                           return join_volume(unit, caller, content, item_ids, reason);
                       });
}

Result<VolumeDetail> VolumeService::remove_item(const Caller& caller, Id id, int version,
                                                Id item_id) {
    return with_volume(
        caller, id, {Action::compose_volume, "volume.items_removed", version},
        [&](UnitOfWork& unit, VolumeContent& content) -> Result<void> {
            const auto asked =
                std::find_if(content.items.begin(), content.items.end(),
                             [&](const auto& one) { return one.item.id == item_id; });
            if (asked == content.items.end()) return not_found();
            std::vector<ItemEntry> leaving;
            RemoveRequest request;
            for (const ItemEntry& entry : content.items)
                if (entry.item.group_id == asked->item.group_id) {
                    leaving.push_back(entry);
                    request.leaving.push_back(entry.item.id);
                }
            request.volume = content.entry.volume;
            request.present = bare_items(content.items);
            request.links = content.links;
            LT_TRY(content.entry.volume.level, check_remove(request));
            for (const Id one : request.leaving) LT_CHECK(set_place(unit.db(), one, {}));
            LT_CHECK(reload_items(unit.db(), content));
            LT_CHECK(renumber(unit.db(), content));
            const Volume& volume = content.entry.volume;
            Event event = volume_event("volume.items_removed", volume);
            event.details = json_object({JsonField::raw("items", json_array(codes_of(leaving)))});
            note_items(unit, leaving, "item.taken_out", "volume", volume.archival_code);
            return save_volume(unit, content, std::move(event));
        });
}

Result<VolumeDetail> VolumeService::auto_order(const Caller& caller, Id id, int version) {
    return with_volume(caller, id, {Action::compose_volume, "volume.ordered", version},
                       [&](UnitOfWork& unit, VolumeContent& content) -> Result<void> {
                           LT_CHECK(order_by_rule(unit.db(), content));
                           Event event = volume_event("volume.ordered", content.entry.volume);
                           event.details = json_object({{"by", "rule"}});
                           return save_volume(unit, content, std::move(event));
                       });
}

Result<VolumeDetail> VolumeService::set_order(const Caller& caller, Id id, int version,
                                              const std::vector<Id>& item_ids) {
    return with_volume(
        caller, id, {Action::compose_volume, "volume.ordered", version},
        [&](UnitOfWork& unit, VolumeContent& content) -> Result<void> {
            std::vector<ItemEntry> in_order;
            for (const Id one : item_ids)
                for (const ItemEntry& entry : content.items)
                    if (entry.item.id == one) in_order.push_back(entry);
            const std::set<Id> different(item_ids.begin(), item_ids.end());
            if (in_order.size() != content.items.size() ||
                different.size() != content.items.size() || item_ids.size() != content.items.size())
                return field_error("item_ids", "volume.order_incomplete");
            LT_CHECK(check_order(item_ids, content.links, content.fonds.draft_order));
            LT_CHECK(write_places(unit.db(), content, number_rows(order_entries(in_order))));
            LT_CHECK(reload_items(unit.db(), content));
            Event event = volume_event("volume.ordered", content.entry.volume);
            event.details = json_object({{"by", "hand"}});
            return save_volume(unit, content, std::move(event));
        });
}

}  // namespace lantai::core
