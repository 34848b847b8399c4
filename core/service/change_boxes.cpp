#include "core/service/change_boxes.hpp"

#include <algorithm>

#include "core/rules/box_rules.hpp"
#include "core/rules/volume_rules.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {
namespace {

Level highest_of(const BoxContent& content) {
    Level level = Level::open;
    for (const ItemEntry& entry : content.items) level = std::max(level, entry.item.level);
    return level;
}

Result<void> check_apart(const BoxContent& content) {
    const auto apart = beside_top_secret(bare_items(content.items), content.links);
    if (apart.empty()) return {};
    std::string ids;
    std::string codes;
    for (const ItemEntry& entry : content.items) {
        if (std::find(apart.begin(), apart.end(), entry.item.id) == apart.end()) continue;
        ids += (ids.empty() ? "" : ", ") + std::to_string(entry.item.id);
        codes += (codes.empty() ? "" : ", ") + entry.item.archival_code;
    }
    Error error = fail(ErrorCode::conflict, "box.top_secret_apart");
    error.params = {{"rule", "R-24"}, {"ids", ids}, {"items", codes}};
    return error;
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
    if (box.state == BoxState::closed)
        box.description +=
            (box.description.empty() ? "" : "\n") + unit.today().iso() + " " + effect.note;
    Event event = box_event(effect.action, box);
    event.reason = effect.reason;
    return save_box(unit, box, std::move(event));
}

}  // namespace lantai::core
