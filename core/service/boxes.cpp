#include "core/service/boxes.hpp"

#include <algorithm>

#include "core/base/json_text.hpp"
#include "core/model/code_key.hpp"
#include "core/repo/box_repo.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/note_repo.hpp"
#include "core/rules/archival_code.hpp"
#include "core/rules/box_rules.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/rules/volume_rules.hpp"
#include "core/service/guard.hpp"
#include "core/service/joining.hpp"
#include "core/service/register_steps.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kMaxDescription = 1000;
constexpr std::size_t kMaxNote = 1000;

/// What one may not know first, then the own work, then the state, then the right.
Result<void> check_action(const Caller& caller, Action action, const Box& box) {
    const AccessObject object = access_object(box);
    const Decision decision = decide(caller.subject, action, object);
    if (decision.allow) return {};
    if (!decision.visible || decision.reason != "access.wrong_state")
        return require(caller.subject, action, object);
    const bool signed_first = action == Action::check_volume || action == Action::reopen_volume;
    Error error = fail(ErrorCode::conflict, signed_first                        ? "box.not_signed"
                                            : action == Action::annotate_volume ? "box.not_closed"
                                                                                : "box.not_open");
    error.params = {{"rule", signed_first ? "R-35" : "R-36"},
                    {"ids", ""},
                    {"items", ""},
                    {"box", box.archival_code}};
    return error;
}

std::vector<Error> flat(Error first) {
    std::vector<Error> all = std::move(first.others);
    first.others.clear();
    all.insert(all.begin(), std::move(first));
    return all;
}

Result<void> check_texts(const BoxChange& change) {
    Faults faults;
    const auto check = [&](const char* field, const std::optional<std::string>& text,
                           const TextLimit& limit) {
        if (text) faults.add(text_fault(field, *text, limit));
    };
    check("description", change.description, {kMaxDescription, false, TextKind::lines});
    if (change.shelf) check_shelf(*change.shelf, faults);
    if (change.spine_mm && (*change.spine_mm < kMinSpineMm || *change.spine_mm > kMaxSpineMm))
        faults.add(field_error(
            "spine_mm", "item.range",
            {{"min", std::to_string(kMinSpineMm)}, {"max", std::to_string(kMaxSpineMm)}}));
    return std::move(faults).result();
}

void apply(const BoxChange& change, Box& box) {
    if (change.spine_mm) box.spine_mm = *change.spine_mm;
    if (change.description) box.description = *change.description;
    if (change.shelf) box.shelf = *change.shelf;
}

Result<void> back_to_open(UnitOfWork& unit, Box& box, const char* action,
                          const std::string& reason) {
    if (auto fault = text_fault("reason", reason, {kMaxReason, true, TextKind::lines}))
        return *std::move(fault);
    box.arranger_id.reset();
    box.arranged_at.reset();
    Event event = box_event(action, box);
    event.reason = reason;
    return save_box(unit, box, std::move(event));
}

}  // namespace

Result<void> BoxService::log_refusal(const Caller& caller, const char* action, Id id,
                                     const Error& answer) {
    LT_TRY(const auto entry, store_.read_value<std::optional<BoxEntry>>(
                                 [&](Database& db) { return find_box_entry(db, id); }));
    if (!entry) return {};
    Event event{action, "box", id, entry->box.archival_code, {}, {}, "{}"};
    return log_denial(denials_, caller.actor, std::move(event), answer);
}

Result<BoxDetail> BoxService::with_box(const Caller& caller, Id id, const Act& act,
                                       const Work& work) {
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(auto content, load_box(unit.db(), id));
        if (!content) return not_found();
        const Box& box = content->entry.box;
        LT_CHECK(check_action(caller, act.action, box));
        if (act.version && box.version != *act.version) return stale(box.version);
        return work(unit, *content);
    });
    if (!done) {
        LT_CHECK(log_refusal(caller, act.event, id, done.error()));
        return std::move(done).error();
    }
    return detail(caller, id);
}

Result<BoxDetail> BoxService::detail(const Caller& caller, Id id) {
    return store_.read_value<BoxDetail>([&](Database& db) -> Result<BoxDetail> {
        LT_TRY(auto content, load_box(db, id));
        if (!content) return not_found();
        const Box& box = content->entry.box;
        const AccessObject object = access_object(box);
        LT_CHECK(require(caller.subject, Action::view_catalogue, object));
        BoxDetail detail;
        const auto items = bare_items(content->items);
        detail.thickness_mm = thickness_mm(items);
        LT_TRY(detail.notes, list_notes(db, NoteHolder::box, id));
        hide_notes(caller.subject, detail.notes);
        if (box.state == BoxState::open)
            if (auto ready = check_box_ready(box, items, content->links); !ready)
                detail.findings = flat(std::move(ready).error());
        for (const Action action :
             {Action::compose_volume, Action::seal_volume, Action::reopen_volume,
              Action::check_volume, Action::annotate_volume, Action::request_change,
              Action::print_form})
            if (decide(caller.subject, action, object).allow) detail.can.push_back(action);
        for (ItemEntry& entry : content->items) {
            if (!may_know(caller.subject, entry)) continue;
            hide_unknown(caller.subject, entry);
            detail.items.push_back(std::move(entry));
        }
        detail.entry = std::move(content->entry);
        return detail;
    });
}

Result<BoxDetail> BoxService::create(const Caller& caller, const Box& draft) {
    LT_CHECK(require(caller.subject, Action::compose_volume));
    if (auto fault =
            text_fault("description", draft.description, {kMaxDescription, false, TextKind::lines}))
        return *std::move(fault);
    LT_TRY(const Box box, store_.write_value<Box>(caller.actor, [&](UnitOfWork& unit) {
        return open_box(unit, caller, draft);
    }));
    return detail(caller, box.id);
}

Result<BoxDetail> BoxService::get(const Caller& caller, Id id) {
    auto found = detail(caller, id);
    if (!found) {
        LT_CHECK(log_refusal(caller, "box.viewed", id, found.error()));
        return found;
    }
    Event event{"box.viewed", "box", id, found->entry.box.archival_code, {}, {}, "{}"};
    LT_CHECK(store_.note_only(caller.actor, std::move(event)));
    return found;
}

Result<BoxDetail> BoxService::get_by_code(const Caller& caller, const std::string& code) {
    LT_TRY(const auto id, store_.read_value<std::optional<Id>>([&](Database& db) {
        return find_by_code(db, CodeOwner::box, normalise_code(code));
    }));
    if (!id) return not_found();
    return get(caller, *id);
}

Result<BoxPage> BoxService::list(const Caller& caller, const BoxFilter& filter,
                                 const std::optional<PageEnd>& after, int limit) {
    LT_CHECK(require(caller.subject, Action::view_catalogue));
    const auto scope = sql_predicate(caller.subject, Action::view_catalogue, ObjectKind::box, "b");
    return store_.read_value<BoxPage>([&](Database& db) -> Result<BoxPage> {
        BoxPage page;
        LT_TRY(page.boxes, list_box_page(db, filter, scope, after, limit + 1));
        if (page.boxes.size() > static_cast<std::size_t>(limit)) {
            page.boxes.pop_back();
            const Box& last = page.boxes.back().box;
            page.next = PageEnd{code_key(last.archival_code), last.id};
        }
        return page;
    });
}

Result<BoxDetail> BoxService::change(const Caller& caller, Id id, int version,
                                     const BoxChange& change) {
    LT_CHECK(check_texts(change));
    LT_TRY(const auto before, store_.read_value<std::optional<BoxEntry>>(
                                  [&](Database& db) { return find_box_entry(db, id); }));
    // Where a closed box stands may change; what it is may not.
    const bool only_place = !change.spine_mm && !change.description;
    const bool closed = before && before->box.state == BoxState::closed;
    const Action action = only_place && closed ? Action::annotate_volume : Action::compose_volume;
    return with_box(caller, id, {action, "box.changed", version},
                    [&](UnitOfWork& unit, BoxContent& content) -> Result<void> {
                        Box& box = content.entry.box;
                        apply(change, box);
                        const int thickness = thickness_mm(bare_items(content.items));
                        if (change.spine_mm && thickness > box.spine_mm)
                            return field_error("spine_mm", "box.too_thick",
                                               {{"thickness", std::to_string(thickness)},
                                                {"spine", std::to_string(box.spine_mm)},
                                                {"rule", "DA/T 22"}});
                        return save_box(unit, box, box_event("box.changed", box));
                    });
}

Result<BoxDetail> BoxService::add_items(const Caller& caller, Id id, int version,
                                        const std::vector<Id>& item_ids,
                                        const std::string& reason) {
    if (auto fault = text_fault("reason", reason, {kMaxReason, false, TextKind::lines}))
        return *std::move(fault);
    return with_box(caller, id, {Action::compose_volume, "box.items_added", version},
                    [&](UnitOfWork& unit, BoxContent& content) {
                        return join_box(unit, caller, content, item_ids, reason);
                    });
}

Result<BoxDetail> BoxService::remove_item(const Caller& caller, Id id, int version, Id item_id) {
    return with_box(caller, id, {Action::compose_volume, "box.items_removed", version},
                    [&](UnitOfWork& unit, BoxContent& content) -> Result<void> {
                        const auto asked = std::find_if(
                            content.items.begin(), content.items.end(),
                            [&](const ItemEntry& one) { return one.item.id == item_id; });
                        if (asked == content.items.end()) return not_found();
                        Box& box = content.entry.box;
                        BoxRemoval request{box, bare_items(content.items), {}, content.links};
                        std::vector<ItemEntry> leaving;
                        for (const ItemEntry& entry : content.items)
                            if (entry.item.group_id == asked->item.group_id) {
                                leaving.push_back(entry);
                                request.leaving.push_back(entry.item.id);
                            }
                        LT_TRY(box.level, check_box_remove(request));
                        for (const Id one : request.leaving)
                            LT_CHECK(set_box(unit.db(), one, std::nullopt));
                        note_items(unit, leaving, "item.unboxed", "box", box.archival_code);
                        Event event = box_event("box.items_removed", box);
                        event.details =
                            json_object({JsonField::raw("items", json_array(codes_of(leaving)))});
                        return save_box(unit, box, std::move(event));
                    });
}

Result<BoxDetail> BoxService::submit(const Caller& caller, Id id, int version) {
    return with_box(caller, id, {Action::seal_volume, "box.signed", version},
                    [&](UnitOfWork& unit, BoxContent& content) -> Result<void> {
                        if (caller.subject.user_id == 0)
                            return fail(ErrorCode::forbidden, "volume.needs_person");
                        Box& box = content.entry.box;
                        LT_CHECK(check_box_ready(box, bare_items(content.items), content.links));
                        box.arranger_id = caller.subject.user_id;
                        box.arranged_at = unit.now();
                        return save_box(unit, box, box_event("box.signed", box));
                    });
}

Result<BoxDetail> BoxService::reopen(const Caller& caller, Id id, int version,
                                     const std::string& reason) {
    return with_box(caller, id, {Action::reopen_volume, "box.reopened", version},
                    [&](UnitOfWork& unit, BoxContent& content) {
                        return back_to_open(unit, content.entry.box, "box.reopened", reason);
                    });
}

Result<BoxDetail> BoxService::check(const Caller& caller, Id id, int version, bool approve,
                                    const std::string& reason) {
    return with_box(caller, id, {Action::check_volume, "box.closed", version},
                    [&](UnitOfWork& unit, BoxContent& content) -> Result<void> {
                        if (caller.subject.user_id == 0)
                            return fail(ErrorCode::forbidden, "volume.needs_person");
                        Box& box = content.entry.box;
                        if (!approve) return back_to_open(unit, box, "box.returned", reason);
                        LT_CHECK(check_box_ready(box, bare_items(content.items), content.links));
                        box.state = BoxState::closed;
                        box.checker_id = caller.subject.user_id;
                        box.closed_at = unit.now();
                        LT_CHECK(box_bound(unit, caller, box.id));
                        return save_box(unit, box, box_event("box.closed", box));
                    });
}

Result<BoxDetail> BoxService::add_note(const Caller& caller, Id id, const std::string& text) {
    if (auto fault = text_fault("text", text, {kMaxNote, true, TextKind::lines}))
        return *std::move(fault);
    return with_box(caller, id, {Action::annotate_volume, "box.annotated", std::nullopt},
                    [&](UnitOfWork& unit, BoxContent& content) -> Result<void> {
                        if (caller.subject.user_id == 0)
                            return fail(ErrorCode::forbidden, "volume.needs_person");
                        Box& box = content.entry.box;
                        LT_CHECK(check_box_note(box));
                        LT_CHECK(insert_note(
                            unit.db(), NoteHolder::box, id,
                            {unit.next_id(), text, box.level, caller.subject.user_id, unit.now()}));
                        return save_box(unit, box, box_event("box.annotated", box));
                    });
}

}  // namespace lantai::core
