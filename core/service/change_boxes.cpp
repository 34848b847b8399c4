#include "core/service/change_boxes.hpp"

#include <algorithm>

#include "core/repo/loan_repo.hpp"
#include "core/repo/note_repo.hpp"
#include "core/rules/box_rules.hpp"
#include "core/rules/unit_rules.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {
namespace {

Level highest_of(const BoxContent& content) { return highest_level(bare_items(content.items)); }

/// hold for open boxes too.
Result<void> check_apart(const BoxContent& content) {
    Faults faults;
    check_top_secret(faults, kBoxKeys, bare_items(content.items), content.links,
                     content.entry.box.top_secret_reason);
    return std::move(faults).result();
}

Result<void> add_note(UnitOfWork& unit, const Box& box, Level level, const BoxEffect& effect) {
    return insert_note(unit.db(), NoteHolder::box, box.id,
                       {unit.next_id(), effect.note, level, effect.signer, unit.now()});
}

}  // namespace

Result<std::optional<BoxContent>> box_to_change(Database& db, const Subject& decider,
                                                const ItemEntry& entry) {
    if (!entry.item.box_id) return std::optional<BoxContent>();
    LT_TRY(auto content, load_box(db, *entry.item.box_id));
    if (!content) return fail(ErrorCode::corrupt, "db.corrupt", "item in a missing box");
    const Box& box = content->entry.box;
    if (!decide(decider, Action::view_catalogue, access_object(box)).allow)
        return fail(ErrorCode::forbidden, "access.clearance");
    if (box.state == BoxState::open && box.arranger_id) {
        Error error = fail(ErrorCode::conflict, "box.being_checked");
        error.params = {{"rule", "R-35"}, {"box", box.archival_code}};
        return error;
    }
    return content;
}

Result<void> follow_items(UnitOfWork& unit, const BoxContent& before, const BoxEffect& effect) {
    LT_TRY(auto now, load_box(unit.db(), before.entry.box.id));
    if (!now) return fail(ErrorCode::corrupt, "db.corrupt", "item in a missing box");
    LT_CHECK(check_apart(*now));
    Box& box = now->entry.box;
    const bool left = now->items.size() < before.items.size();
    const bool keeps = box.state == BoxState::closed && (left || box.level > highest_of(before));
    box.level = std::max(highest_of(*now), keeps ? box.level : Level::open);
    if (box.state == BoxState::closed) {
        if (!now->items.empty()) LT_CHECK(check_box_ready(box, bare_items(now->items), now->links));
        LT_CHECK(add_note(unit, box, std::max(box.level, before.entry.box.level), effect));
    }
    Event event = box_event(effect.action, box);
    event.reason = effect.reason;
    return save_box(unit, box, std::move(event));
}

Result<void> check_may_reopen(Database& db, const BoxContent& content) {
    bool out = false;
    for (const ItemEntry& entry : content.items) {
        LT_TRY(const auto target, find_loan_target(db, entry.item.id, std::nullopt));
        out = out || (target && target->out);
    }
    return check_box_reopen(content.entry.box, out);
}

Result<void> reopen_closed_box(UnitOfWork& unit, Id box_id, const BoxEffect& effect) {
    LT_TRY(auto content, load_box(unit.db(), box_id));
    if (!content) return fail(ErrorCode::corrupt, "db.corrupt", "request for a missing box");
    Box& box = content->entry.box;
    LT_CHECK(check_may_reopen(unit.db(), *content));
    LT_CHECK(add_note(unit, box, box.level, effect));
    box.state = BoxState::open;
    box.arranger_id.reset();
    box.arranged_at.reset();
    box.checker_id.reset();
    box.closed_at.reset();
    Event event = box_event(effect.action, box);
    event.reason = effect.reason;
    LT_CHECK(save_box(unit, box, std::move(event)));
    // The rights of its items follow its state.
    for (const ItemEntry& item : content->items) LT_CHECK(unit.reindex_item(item.item.id));
    return {};
}

}  // namespace lantai::core
