// A group that follows its late reply (T-1, R-26).
#include <algorithm>
#include <set>

#include "core/base/json_text.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/loan_repo.hpp"
#include "core/repo/note_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/box_rules.hpp"
#include "core/rules/change_rules.hpp"
#include "core/rules/volume_rules.hpp"
#include "core/service/change_work.hpp"
#include "core/service/changed_facts.hpp"
#include "core/service/filing.hpp"
#include "core/service/guard.hpp"
#include "core/service/joining.hpp"
#include "core/service/subjects.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {

Result<void> ChangeWork::move_group() {
    LT_TRY(const ItemEntry request, load_filed_item(db_, change_.object_id));
    LT_TRY(const ItemEntry reply, load_filed_item(db_, id_of(change_, "reply_id")));
    LT_CHECK(check_known_volume(request));
    LT_CHECK(check_known_volume(reply));
    LT_CHECK(known_group(reply.item.group_id));
    if (reply.volume_state && *reply.volume_state != VolumeState::open)
        return item_conflict("change.target_sealed", reply);
    LT_TRY(const auto members, known_group(request.item.group_id));
    LT_TRY(const auto box, box_to_change(db_, decider_.subject, request));
    LT_CHECK(take_out(members));
    LT_TRY(const auto free, again(members));
    LT_TRY(FilingPlan plan, plan_union(request, reply, free));
    const bool placed = reply.item.volume_id || reply.item.box_id;
    const bool reply_moves =
        std::any_of(plan.moves.begin(), plan.moves.end(), [&](const GroupMove& move) {
            return std::none_of(free.begin(), free.end(), [&](const ItemEntry& one) {
                return one.item.id == move.entry.item.id;
            });
        });
    if (placed && reply_moves)
        return item_conflict(reply.item.box_id ? "link.in_box" : "link.in_volume", reply);
    LT_CHECK(apply_moves(unit_, *plan.fonds, plan.moves));
    LT_CHECK(link_reply(request, reply, plan));
    LT_TRY(const auto items, noted(members));
    LT_CHECK(note_departure(request, reply, items, box));
    if (reply.item.box_id) return join_reply_box(reply.item.id);
    return placed ? join_reply(reply.item.id, request, items) : Result<void>();
}

/// T-1: the note on the volume or box that the request leaves; it names no reply above its level.
Result<void> ChangeWork::note_departure(const ItemEntry& request, const ItemEntry& reply,
                                        const std::vector<NotedItem>& items,
                                        const std::optional<BoxContent>& box) {
    ChangeRequest told = change_;
    if (reply.item.level > nameable_)
        std::erase_if(told.fields, [](const auto& one) { return one.name == "reply_code"; });
    std::string text = change_note(told, items, {entry_.requested_by_name, decider_.subject.name});
    if (box)
        return follow_items(
            unit_, *box,
            {"box.items_removed", change_.reason, std::move(text), decider_.subject.user_id});
    return request.item.volume_id ? add_note(*request.item.volume_id, std::move(text))
                                  : Result<void>();
}

/// The reply lies in an open box already: its unit follows it there, and brings its note.
Result<void> ChangeWork::join_reply_box(Id reply_id) {
    LT_TRY(const ItemEntry reply, load_filed_item(db_, reply_id));
    LT_TRY(auto content, load_box(db_, *reply.item.box_id));
    if (!content) return fail(ErrorCode::corrupt, "db.corrupt", "item in a missing box");
    LT_TRY(const auto members, list_group(db_, reply.item.group_id));
    std::vector<ItemEntry> joining;
    for (const ItemEntry& one : members)
        if (!one.item.box_id) joining.push_back(one);
    Box& box = content->entry.box;
    BoxJoin join{box, bare_items(content->items), bare_items(joining), content->links};
    join.top_secret_reason = box.top_secret_reason;
    LT_TRY(const JoinVerdict verdict, check_box_join(join));
    box.level = verdict.level;
    for (const ItemEntry& one : joining) LT_CHECK(set_box(db_, one.item.id, box.id));
    // The request is approved behind this: its own note, not yet that of a stored move.
    const NotesOf notes{NoteHolder::box, box.id, box.level};
    LT_TRY(const bool named, may_name_origin(db_, change_, notes));
    std::vector<NotedItem> items;
    for (const ItemEntry& one : joining) items.push_back({std::nullopt, one.item.title, {}});
    LT_CHECK(insert_note(db_, notes.holder, notes.id,
                         {unit_.next_id(), arrival_note(change_, items, named), box.level,
                          decider_.subject.user_id, unit_.now()}));
    note_items(unit_, joining, "item.boxed", "box", box.archival_code);
    Event event = with_reason(box_event("box.items_added", box));
    return save_box(unit_, box, std::move(event));
}

/// The unit as it will be, with the new link last; where the papers lie now does not count.
Result<FilingPlan> ChangeWork::plan_union(const ItemEntry& request, ItemEntry reply,
                                          const std::vector<ItemEntry>& free) {
    const Caller archivist = operator_caller(Role::archivist);
    LT_TRY(FilingPlan plan, stored_unit(db_, archivist, reply));
    reply.item.volume_id.reset();
    reply.item.box_id.reset();
    for (ItemEntry& one : plan.group) {
        one.item.volume_id.reset();
        one.item.box_id.reset();
    }
    plan.group.insert(plan.group.end(), free.begin(), free.end());
    LT_TRY(const auto links, list_group_links(db_, std::vector<Id>{request.item.group_id}));
    plan.links.insert(plan.links.end(), links.begin(), links.end());
    plan.links.push_back(
        {unit_.next_id(), reply.item.id, request.item.id, LinkKind::reply_request});
    LT_CHECK(
        check_links(plan.links, plan.fonds ? plan.fonds->draft_order : DraftOrder::draft_first));
    LT_CHECK(settle_linked(db_, archivist, reply, plan));
    LT_CHECK(std::move(plan.faults).result());
    return plan;
}

Result<void> ChangeWork::link_reply(const ItemEntry& request, const ItemEntry& reply,
                                    const FilingPlan& plan) {
    const ItemLink& link = plan.links.back();
    LT_CHECK(insert_link(db_, link));
    std::set<Id> ids = {reply.item.id};
    for (const ItemEntry& one : plan.group) ids.insert(one.item.id);
    LT_CHECK(regroup(db_, {ids.begin(), ids.end()}));
    for (const Id id : {reply.item.id, request.item.id}) {
        LT_TRY(const ItemEntry now, load_filed_item(db_, id));
        Event event = with_reason(item_event("item.linked", now.item));
        event.details = json_object({{"kind", to_text(link.kind)}});
        unit_.note(std::move(event));
    }
    return {};
}

/// The reply stands in an open volume already: its unit follows it there.
Result<void> ChangeWork::join_reply(Id reply_id, const ItemEntry& request,
                                    const std::vector<NotedItem>& items) {
    LT_TRY(const ItemEntry reply, load_filed_item(db_, reply_id));
    LT_TRY(VolumeContent content, load_volume_of_item(db_, *reply.item.volume_id));
    Volume& volume = content.entry.volume;
    LT_TRY(const auto members, list_group(db_, reply.item.group_id));
    std::vector<ItemEntry> joining;
    for (const ItemEntry& one : members)
        if (!one.item.volume_id) joining.push_back(one);
    JoinRequest join;
    join.volume = volume;
    join.present = bare_items(content.items);
    join.joining = bare_items(joining);
    LT_TRY(const auto links, list_group_links(db_, std::vector<Id>{reply.item.group_id}));
    join.links = content.links;
    join.links.insert(join.links.end(), links.begin(), links.end());
    join.year_reason = volume.year_reason;
    join.top_secret_reason = volume.top_secret_reason;
    LT_TRY(const JoinVerdict verdict, check_join(join));
    for (const ItemEntry& one : joining)
        LT_CHECK(set_place(db_, one.item.id, {volume.id, std::nullopt, std::nullopt}));
    const std::vector<Id> kept = ids_of(content.items);
    LT_CHECK(reload_items(db_, content));
    LT_CHECK(order_joined(db_, content, kept));
    volume.level = verdict.level;
    const bool nameable = request.volume_level.value_or(Level::open) <= volume.level;
    LT_CHECK(add_note(volume.id, arrival_note(change_, items, nameable), volume.level));
    Event event = with_reason(volume_event("volume.items_added", volume));
    event.details = json_object({JsonField::raw("items", json_array(codes_of(joining)))});
    note_items(unit_, joining, "item.placed", "volume", volume.archival_code);
    return save_volume(unit_, content, std::move(event));
}

}  // namespace lantai::core
