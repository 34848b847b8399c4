#include "core/service/change_effects.hpp"

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

Error item_conflict(const char* key, const ItemEntry& entry) {
    Error error = fail(ErrorCode::conflict, key);
    error.params = {{"code", entry.item.archival_code}, {"volume", entry.volume_code}};
    return error;
}

Result<ItemEntry> load_filed_item(Database& db, Id id) {
    LT_TRY(auto entry, find_entry(db, id));
    if (!entry) return not_found();
    if (entry->item.state == ItemState::withdrawn)
        return fail(ErrorCode::conflict, "item.withdrawn");
    return *std::move(entry);
}

Result<VolumeContent> load_volume_of_item(Database& db, Id id) {
    LT_TRY(auto content, load_content(db, id));
    if (!content) return fail(ErrorCode::corrupt, "db.corrupt", "item in a missing volume");
    return *std::move(content);
}

Id id_of(const ChangeRequest& change, const char* name) {
    const ChangeField* field = change.field(name);
    return field && field->to ? std::stoll(*field->to) : 0;
}

/// `now`: the level that the volume comes to have; the note counts as high as the higher one.
Result<void> ChangeWork::add_note(Id volume_id, std::string text, Level now) {
    LT_TRY(const auto before, find_volume_entry(db_, volume_id));
    if (!before) return fail(ErrorCode::corrupt, "db.corrupt", "note on a missing volume");
    LT_CHECK(fix_note_levels(db_, volume_id, before->volume.level));
    const Level level = std::max(before->volume.level, now);
    return insert_note(
        db_, NoteHolder::volume, volume_id,
        {unit_.next_id(), std::move(text), level, decider_.subject.user_id, unit_.now()});
}

Result<void> ChangeWork::reopen_box() {
    return reopen_closed_box(unit_, change_.object_id, box_effect("box.reopened", {}));
}

Result<void> ChangeWork::reopen() {
    LT_TRY(VolumeContent content, load_volume_of_item(db_, change_.object_id));
    Volume& volume = content.entry.volume;
    LT_TRY(const auto target, find_loan_target(db_, std::nullopt, volume.id));
    LT_CHECK(check_reopen(volume, target && target->out));
    LT_CHECK(add_note(volume.id, note({})));
    volume.state = VolumeState::open;
    volume.compiler_id.reset();
    volume.compiled_at.reset();
    volume.checker_id.reset();
    volume.sealed_at.reset();
    LT_CHECK(save_volume(unit_, content, with_reason(volume_event("volume.reopened", volume))));
    // The rights of its items follow its state.
    for (const ItemEntry& item : content.items) LT_CHECK(unit_.reindex_item(item.item.id));
    return {};
}

Result<void> ChangeWork::save_item(const Item& before, Item item, const char* action) {
    item.updated_at = unit_.now();
    LT_TRY(const bool updated, update_item(db_, item));
    if (!updated) return stale(item.version);
    Event event = with_reason(item_event(action, item));
    auto details = changed_facts(facts_of(before), facts_of(item));
    details.emplace_back("requested_by", entry_.requested_by_name);
    details.emplace_back("level", static_cast<int>(std::max(before.level, item.level)));
    event.details = json_object(details);
    unit_.note(std::move(event));
    return unit_.reindex_item(item.id);
}

/// Level and R-24 of the volume after its items changed, and the note when it is sealed.
Result<void> ChangeWork::save_checked_volume(Id volume_id, const char* action,
                                             const std::vector<NotedItem>& items) {
    LT_TRY(VolumeContent content, load_volume_of_item(db_, volume_id));
    Volume& volume = content.entry.volume;
    const Level before = volume.level;
    // Above its items: the signed sheets name papers of that level which left it.
    const Level kept = kept_level_.value_or(Level::open);
    if (volume.origin == Origin::regular) {
        LT_TRY(volume.level, judge_level(content));
        volume.level = std::max(volume.level, kept);
    } else {
        for (const ItemEntry& one : content.items)
            volume.level = std::max(volume.level, one.item.level);
    }
    if (volume.state == VolumeState::sealed)
        LT_CHECK(add_note(volume_id, note(items), volume.level));
    Event event = with_reason(volume_event(action, volume));
    event.details = json_object({{"level", static_cast<int>(std::max(before, volume.level))}});
    return save_volume(unit_, content, std::move(event));
}

/// Who may not know the volume can't answer for what the change does to it. Remembers a level
/// that the volume has above its items.
Result<void> ChangeWork::check_known_volume(const ItemEntry& entry) {
    if (!entry.item.volume_id) return {};
    LT_TRY(const VolumeContent content, load_volume_of_item(db_, *entry.item.volume_id));
    const Volume& volume = content.entry.volume;
    if (!decide(decider_.subject, Action::view_catalogue, access_object(volume)).allow)
        return fail(ErrorCode::forbidden, "access.clearance");
    const bool above =
        std::all_of(content.items.begin(), content.items.end(),
                    [&](const ItemEntry& one) { return one.item.level < volume.level; });
    if (volume.state == VolumeState::sealed && above) kept_level_ = volume.level;
    return {};
}

Result<void> ChangeWork::correct() {
    LT_TRY(const ItemEntry entry, load_filed_item(db_, change_.object_id));
    LT_CHECK(check_known_volume(entry));
    if (entry.volume_state != VolumeState::sealed) return item_conflict("change.not_bound", entry);
    if (change_.field("copies") || change_.field("medium") || change_.field("pages"))
        LT_CHECK(check_in_place(entry));
    LT_TRY(const Item after, corrected(entry.item, change_.fields));
    LT_TRY(const auto box, box_to_change(db_, decider_.subject, entry));
    LT_CHECK(save_item(entry.item, after, "item.corrected"));
    if (box)
        return follow_items(
            unit_, *box, box_effect("box.item_corrected", {{std::nullopt, entry.item.title, {}}}));
    return save_checked_volume(*entry.item.volume_id, "volume.item_corrected",
                               {{entry.item.volume_position, entry.item.title, {}}});
}

Result<void> ChangeWork::set_level() {
    LT_TRY(const ItemEntry asked, load_filed_item(db_, change_.object_id));
    LT_CHECK(check_known_volume(asked));
    LT_TRY(const auto box, box_to_change(db_, decider_.subject, asked));
    const Level wanted = static_cast<Level>(id_of(change_, "level"));
    std::vector<ItemEntry> members = {asked};
    if (change_.field("whole_group")) {
        LT_TRY(members, list_group(db_, asked.item.group_id));
        // Who asked may not have known a member above both levels; that one keeps its own.
        std::erase_if(members, [&](const ItemEntry& member) {
            return member.item.level > std::max(asked.item.level, wanted);
        });
    }
    const ChangeField* months = change_.field("secrecy_months");
    std::vector<NotedItem> items;
    for (const ItemEntry& member : members) {
        LT_CHECK(check_in_place(member));  // who may know what is out stays as it is
        Item item = member.item;
        item.level = wanted;
        item.secrecy_months.reset();
        if (months && months->to) item.secrecy_months = std::stoi(*months->to);
        items.push_back({item.volume_position, item.title, {}});
        LT_CHECK(save_item(member.item, std::move(item), "item.level_changed"));
    }
    if (box) return follow_items(unit_, *box, box_effect("box.item_changed", items));
    if (!asked.item.volume_id) return {};
    LT_TRY(const VolumeContent content, load_volume_of_item(db_, *asked.item.volume_id));
    LT_CHECK(check_not_submitted(content.entry.volume));
    return save_checked_volume(*asked.item.volume_id, "volume.item_changed", items);
}

/// The whole group; a member above the decider's clearance would be changed unseen.
Result<std::vector<ItemEntry>> ChangeWork::known_group(Id group_id) {
    LT_TRY(auto members, list_group(db_, group_id));
    for (const ItemEntry& member : members)
        if (!may_know(decider_.subject, member))
            return fail(ErrorCode::forbidden, "access.clearance");
    return members;
}

/// The paper is where it belongs, so that it can be taken out of its volume.
Result<void> ChangeWork::check_in_place(const ItemEntry& entry) {
    LT_TRY(const auto target, find_loan_target(db_, entry.item.id, std::nullopt));
    if (target && target->out) return item_conflict("item.on_loan", entry);
    return {};
}

/// Takes the items out of their volume. In an open volume the others close up; in a sealed one
/// they keep number and pages as the signed catalogue has them, and a note tells of the gap.
Result<void> ChangeWork::take_out(const std::vector<ItemEntry>& leaving) {
    if (!leaving.empty() && leaving.front().item.box_id) return take_out_of_box(leaving);
    if (leaving.empty() || !leaving.front().item.volume_id) return {};
    LT_TRY(VolumeContent content, load_volume_of_item(db_, *leaving.front().item.volume_id));
    Volume& volume = content.entry.volume;
    LT_CHECK(check_not_submitted(volume));
    const Level sealed_level = volume.level;
    RemoveRequest request;
    request.volume = volume;
    request.volume.state = VolumeState::open;
    request.present = bare_items(content.items);
    request.links = content.links;
    for (const ItemEntry& entry : leaving) {
        LT_CHECK(check_in_place(entry));
        request.leaving.push_back(entry.item.id);
    }
    LT_TRY(volume.level, check_remove(request));
    // The signed sheets go on naming what left.
    if (volume.state == VolumeState::sealed) volume.level = sealed_level;
    for (const Id id : request.leaving) LT_CHECK(set_place(db_, id, {}));
    LT_CHECK(reload_items(db_, content));
    nameable_ = content.items.empty() ? sealed_level : Level::open;
    for (const ItemEntry& one : content.items) nameable_ = std::max(nameable_, one.item.level);
    if (volume.state == VolumeState::open) LT_CHECK(renumber(db_, content));
    Event event = with_reason(volume_event("volume.items_removed", volume));
    event.details = json_object({JsonField::raw("items", json_array(codes_of(leaving))),
                                 {"level", static_cast<int>(sealed_level)}});
    note_items(unit_, leaving, "item.taken_out", "volume", volume.archival_code);
    return save_volume(unit_, content, std::move(event));
}

/// Out of the box; follow_items() does the rest once the papers have their new codes.
Result<void> ChangeWork::take_out_of_box(const std::vector<ItemEntry>& leaving) {
    for (const ItemEntry& entry : leaving) {
        LT_CHECK(check_in_place(entry));
        LT_CHECK(set_box(db_, entry.item.id, std::nullopt));
    }
    note_items(unit_, leaving, "item.unboxed", "box", leaving.front().box_code);
    LT_TRY(const auto box, load_box(db_, *leaving.front().item.box_id));
    if (!box) return fail(ErrorCode::corrupt, "db.corrupt", "item in a missing box");
    nameable_ = box->items.empty() ? box->entry.box.level : Level::open;
    for (const ItemEntry& one : box->items) nameable_ = std::max(nameable_, one.item.level);
    return {};
}

Result<std::vector<ItemEntry>> ChangeWork::again(const std::vector<ItemEntry>& entries) {
    std::vector<ItemEntry> now;
    for (const ItemEntry& entry : entries) {
        LT_TRY(ItemEntry one, load_filed_item(db_, entry.item.id));
        now.push_back(std::move(one));
    }
    return now;
}

/// How a note names papers that moved; `before`: as they stood in the volume.
Result<std::vector<NotedItem>> ChangeWork::noted(const std::vector<ItemEntry>& before) {
    std::vector<NotedItem> items;
    for (const ItemEntry& entry : before) {
        NotedItem one{entry.item.volume_position, {}, {}};
        if (entry.item.level <= nameable_) {
            LT_TRY(const ItemEntry now, load_filed_item(db_, entry.item.id));
            one.title = entry.item.title;
            one.new_code = now.item.archival_code;
        }
        items.push_back(std::move(one));
    }
    return items;
}

/// Notes are read on paper: 永久, not Y.
Result<void> ChangeWork::name_classes() {
    LT_TRY(const auto classes, list_retention_classes(db_));
    const auto name = [&](std::optional<std::string>& text) {
        for (const RetentionClass& one : classes)
            if (text == one.code) {
                text = one.name;
                return;
            }
    };
    for (ChangeField& field : told_.fields) {
        if (field.name != "retention_class") continue;
        name(field.from);
        name(field.to);
    }
    return {};
}

Result<void> ChangeWork::set_retention() {
    LT_CHECK(name_classes());
    LT_TRY(const ItemEntry asked, load_filed_item(db_, change_.object_id));
    LT_CHECK(check_known_volume(asked));
    LT_TRY(const auto fonds, find_fonds(db_, asked.item.fonds_id));
    if (!fonds) return fail(ErrorCode::corrupt, "db.corrupt", "item without fonds");
    LT_TRY(const auto members, known_group(asked.item.group_id));
    const std::string wanted = change_.field("retention_class")->to.value_or("");
    LT_TRY(const auto box, box_to_change(db_, decider_.subject, asked));
    LT_CHECK(take_out(members));  // another class has no place in the volume or box
    LT_TRY(const auto free, again(members));
    std::vector<GroupMove> moves;
    for (const ItemEntry& one : free)
        moves.push_back(
            {one, one.item.filing_year, one.item.year_rule, one.item.year_reason, wanted});
    LT_CHECK(apply_moves(unit_, *fonds, moves));
    for (const ItemEntry& one : free) {
        LT_TRY(const ItemEntry now, load_filed_item(db_, one.item.id));
        Event event = with_reason(item_event("item.retention_changed", now.item));
        event.details = json_object({{"from", one.item.retention_class}, {"to", wanted}});
        unit_.note(std::move(event));
    }
    LT_TRY(const auto items, noted(members));
    if (box) return follow_items(unit_, *box, box_effect("box.items_removed", items));
    if (asked.volume_state != VolumeState::sealed) return {};
    return add_note(*asked.item.volume_id, note(items));
}

Result<void> carry_out(UnitOfWork& unit, const ChangeEntry& entry, const Caller& decider) {
    ChangeWork work(unit, entry, decider);
    switch (entry.change.kind) {
        case ChangeKind::reopen_volume:
            return work.reopen();
        case ChangeKind::reopen_box:
            return work.reopen_box();
        case ChangeKind::correct_item:
            return work.correct();
        case ChangeKind::change_level:
            return work.set_level();
        case ChangeKind::change_retention:
            return work.set_retention();
        case ChangeKind::move_group:
            return work.move_group();
    }
    return {};
}

}  // namespace lantai::core
