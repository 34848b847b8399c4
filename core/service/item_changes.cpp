// ItemService: what happens to an item after it was filed.
#include <algorithm>
#include <set>

#include "core/base/json_text.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/upload_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/rules/volume_rules.hpp"
#include "core/service/box_content.hpp"
#include "core/service/changed_facts.hpp"
#include "core/service/guard.hpp"
#include "core/service/items.hpp"
#include "core/service/loan_views.hpp"
#include "core/service/register_steps.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {
namespace {

/// Says in which volume or box the paper stands, if the caller may know that one.
Error refusal_for_holder(const Caller& caller, ItemEntry entry, const char* by_volume,
                         const char* by_box) {
    const bool boxed = entry.item.box_id.has_value();
    hide_unknown(caller.subject, entry);
    Error error = fail(ErrorCode::conflict, boxed ? by_box : by_volume);
    error.params = {{"code", entry.item.archival_code},
                    {boxed ? "box" : "volume", boxed ? entry.box_code : entry.volume_code}};
    return error;
}

/// The item as it is stored, if the caller may do `action` to it now. What one may not know is
/// answered first, then a fixed volume, then the right, then the version.
Result<ItemEntry> item_to_change(Database& db, const Caller& caller, Id id, Action action,
                                 std::optional<int> version) {
    LT_TRY(auto entry, find_entry(db, id));
    if (!entry) return not_found();
    const AccessObject object = access_object(entry->item, entry->volume_state);
    LT_CHECK(require(caller.subject, Action::view_catalogue, object));
    AccessObject loose = object;
    if (loose.state == ObjectState::bound) loose.state = ObjectState::filed;
    if (entry->item.state == ItemState::withdrawn)
        return fail(ErrorCode::conflict, "item.withdrawn");
    LT_CHECK(require(caller.subject, action, loose));
    if (object.state == ObjectState::bound) {
        Error error = refusal_for_holder(caller, *entry, "volume.sealed", "box.closed");
        error.params.emplace_back("rule", "R-36");
        return error;
    }
    if (version && entry->item.version != *version) return stale(entry->item.version);
    return *std::move(entry);
}

/// Level and class of a filed item change by a request that a second person confirms.
Result<void> check_second_person(const Item& before, const ItemDraft& draft) {
    const Item& after = draft.item;
    std::string fields;
    const auto differs = [&](bool same, const char* name) {
        if (!same) fields += (fields.empty() ? "" : ", ") + std::string(name);
    };
    differs(before.level == after.level, "level");
    differs(before.secrecy_months == after.secrecy_months, "secrecy_months");
    differs(before.retention_class == after.retention_class, "retention_class");
    if (fields.empty()) return {};
    Error error = fail(ErrorCode::conflict, "item.needs_second_person");
    error.params = {{"fields", fields}};
    return error;
}

/// What the code is made of stays as it is (codes are stable, DA/T 13).
void check_code_fixed(const Item& before, const ItemDraft& draft, Faults& faults) {
    const auto fixed = [&](bool same, const char* field) {
        if (!same) faults.add(field_error(field, "item.code_fixed"));
    };
    fixed(before.fonds_id == draft.item.fonds_id, "fonds_id");
    fixed(before.department_id == draft.item.department_id, "department_id");
    fixed(before.category == draft.item.category, "category");
    fixed(draft.filing_year.value_or(before.filing_year) == before.filing_year, "filing_year");
}

Result<void> check_files(Database& db, const Item& item, FilingPlan& plan) {
    LT_TRY(const auto files, list_item_files(db, item.id));
    if (item.medium == Medium::electronic && files.empty() && plan.uploads.empty())
        plan.faults.add(field_error("uploads", "item.file_missing"));
    return {};
}

/// After a change of an item in an open volume: pages, level and R-24 anew.
Result<void> refresh_volume(UnitOfWork& unit, Id volume_id, const std::string& action) {
    LT_TRY(auto content, load_content(unit.db(), volume_id));
    if (!content) return fail(ErrorCode::corrupt, "db.corrupt", "item in a missing volume");
    LT_CHECK(renumber(unit.db(), *content));
    LT_TRY(content->entry.volume.level, judge_level(*content));
    return save_volume(unit, *content, volume_event(action, content->entry.volume));
}

/// What was counted at issue, and who may know the thing, stay while it is out.
Result<void> check_not_out(Database& db, const Item& before, const Item& after) {
    if (before.level == after.level && before.pages == after.pages &&
        before.copies == after.copies && before.medium == after.medium)
        return {};
    LT_TRY(const auto out, loan_out_state(db, before.id));
    if (out) return fail(ErrorCode::conflict, "item.on_loan");
    return {};
}

/// The draft as the new state of a filed item; faults are in the plan.
Result<FilingPlan> prepare_change(UnitOfWork& unit, const Caller& caller, const ItemEntry& entry,
                                  const ItemDraft& draft) {
    const Item& before = entry.item;
    ItemDraft wanted = draft;
    wanted.links.clear();
    // A file that is there already satisfies what a new item would need an upload for.
    const Medium medium = wanted.item.medium;
    if (draft.uploads.empty()) wanted.item.medium = Medium::both;
    wanted.filing_year = before.filing_year;
    // What a request leaves out of scope and medium stays: they are never simply removed.
    if (!wanted.item.schedule_id && wanted.item.scope_reason.empty()) {
        wanted.item.schedule_id = before.schedule_id;
        wanted.item.scope_reason = before.scope_reason;
    }
    if (!wanted.item.audiovisual) wanted.item.audiovisual = before.audiovisual;
    if (wanted.item.year_reason.empty()) wanted.item.year_reason = before.year_reason;
    LT_TRY(FilingPlan stored, stored_unit(unit.db(), caller, entry));
    LT_TRY(FilingPlan plan,
           prepare_filing(unit.db(), caller, wanted, std::move(stored), unit.today()));
    plan.item.medium = medium;
    check_code_fixed(before, draft, plan.faults);
    LT_CHECK(check_files(unit.db(), plan.item, plan));
    plan.item.archival_code = before.archival_code;
    plan.item.serial = before.serial;
    plan.item.group_id = before.group_id;
    plan.item.state = before.state;
    plan.item.version = before.version;
    plan.item.created_by = before.created_by;
    plan.item.created_at = before.created_at;
    plan.item.updated_at = unit.now();
    return plan;
}

}  // namespace

Result<ItemDetail> ItemService::update(const Caller& caller, Id id, int version,
                                       const ItemDraft& draft) {
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const ItemEntry entry,
               item_to_change(unit.db(), caller, id, Action::edit_item, version));
        LT_CHECK(check_second_person(entry.item, draft));
        LT_TRY(FilingPlan plan, prepare_change(unit, caller, entry, draft));
        LT_CHECK(std::move(plan.faults).result());
        LT_CHECK(check_not_out(unit.db(), entry.item, plan.item));
        LT_TRY(const bool updated, update_item(unit.db(), plan.item));
        if (!updated) return stale(entry.item.version);
        LT_CHECK(attach_uploads(unit, caller, id, plan.uploads));
        LT_CHECK(entry_reclassified(unit, caller, plan.item));
        Event event = item_event("item.changed", plan.item);
        auto details = changed_facts(facts_of(entry.item), facts_of(plan.item));
        details.emplace_back("files_added", static_cast<int>(plan.uploads.size()));
        event.details = json_object(details);
        unit.note(std::move(event));
        if (entry.item.volume_id)
            LT_CHECK(refresh_volume(unit, *entry.item.volume_id, "volume.item_changed"));
        if (entry.item.box_id) LT_CHECK(refresh_box(unit, *entry.item.box_id, "box.item_changed"));
        return unit.reindex_item(id);
    });
    LT_CHECK(guarded(caller, "item.changed", id, std::move(done)));
    return detail(caller, id);
}

Result<ItemDetail> ItemService::withdraw(const Caller& caller, Id id, int version,
                                         const std::string& reason) {
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        Database& db = unit.db();
        LT_TRY(const ItemEntry entry,
               item_to_change(db, caller, id, Action::withdraw_item, version));
        if (auto fault = text_fault("reason", reason, {kMaxReason, true, TextKind::lines}))
            return *std::move(fault);
        LT_TRY(const auto out, loan_out_state(db, id));
        if (out) return fail(ErrorCode::conflict, "item.on_loan");
        Item item = entry.item;
        item.state = ItemState::withdrawn;
        item.withdrawn_reason = reason;
        item.updated_at = unit.now();
        LT_TRY(const bool updated, update_item(db, item));
        if (!updated) return stale(entry.item.version);
        if (item.volume_id) {
            LT_CHECK(set_place(db, id, {}));
            LT_CHECK(refresh_volume(unit, *item.volume_id, "volume.item_withdrawn"));
        }
        if (item.box_id) {
            LT_CHECK(set_box(db, id, std::nullopt));
            LT_CHECK(refresh_box(unit, *item.box_id, "box.item_withdrawn"));
        }
        LT_CHECK(end_requests_of(unit, id, reason));
        LT_CHECK(entry_taken_back(unit, caller, item, reason));
        // Its links no longer count, so the rest of its group may fall apart.
        LT_TRY(const auto members, list_group(db, item.group_id));
        std::vector<Id> rest;
        for (const ItemEntry& member : members) rest.push_back(member.item.id);
        LT_CHECK(regroup(db, rest));
        LT_CHECK(set_group(db, id, id));
        Event event = item_event("item.withdrawn", item);
        event.reason = reason;
        unit.note(std::move(event));
        return unit.reindex_item(id);
    });
    LT_CHECK(guarded(caller, "item.withdrawn", id, std::move(done)));
    return detail(caller, id);
}

Result<ItemDetail> ItemService::add_link(const Caller& caller, Id id, const LinkDraft& link) {
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        Database& db = unit.db();
        LT_TRY(const ItemEntry entry,
               item_to_change(db, caller, id, Action::edit_item, std::nullopt));
        LT_TRY(FilingPlan plan, stored_unit(db, caller, entry));
        LT_CHECK(load_group(db, caller, {link}, plan));
        if (!plan.late.empty()) {
            LT_CHECK(std::move(plan.faults).result());
            return request_late_moves(unit, caller, entry.item, plan);
        }
        LT_CHECK(settle_linked(db, caller, entry, plan));
        LT_CHECK(std::move(plan.faults).result());
        LT_CHECK(apply_moves(unit, *plan.fonds, plan.moves));
        std::set<Id> members = {id};
        for (const ItemEntry& member : plan.group) members.insert(member.item.id);
        for (ItemLink& one : plan.links) {
            if (one.id != 0) continue;
            one.id = unit.next_id();
            LT_CHECK(insert_link(db, one));
            for (const Id end : {one.leading_id, one.following_id}) {
                LT_TRY(const auto now, find_entry(db, end));
                Event event = item_event("item.linked", now->item);
                event.details = json_object({{"kind", to_text(one.kind)}});
                unit.note(std::move(event));
            }
        }
        return regroup(db, {members.begin(), members.end()});
    });
    LT_CHECK(guarded(caller, "item.linked", id, std::move(done)));
    return detail(caller, id);
}

Result<ItemDetail> ItemService::remove_link(const Caller& caller, Id id, Id link_id) {
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        Database& db = unit.db();
        LT_TRY(const ItemEntry entry,
               item_to_change(db, caller, id, Action::edit_item, std::nullopt));
        LT_TRY(const auto link, find_link(db, link_id));
        if (!link || (link->leading_id != id && link->following_id != id)) return not_found();
        const Id other_id = link->leading_id == id ? link->following_id : link->leading_id;
        LT_TRY(const ItemEntry other,
               item_to_change(db, caller, other_id, Action::edit_item, std::nullopt));
        for (const ItemEntry& end : {entry, other}) {
            if (!end.item.volume_id && !end.item.box_id) continue;
            Error error = refusal_for_holder(caller, end, "link.in_volume", "link.in_box");
            error.params.emplace_back("rule", "R-22");
            return error;
        }
        LT_TRY(const auto members, list_group(db, entry.item.group_id));
        LT_CHECK(delete_link(db, link_id));
        std::vector<Id> ids;
        for (const ItemEntry& member : members) ids.push_back(member.item.id);
        LT_CHECK(regroup(db, ids));
        unit.note(item_event("item.unlinked", entry.item));
        unit.note(item_event("item.unlinked", other.item));
        return {};
    });
    LT_CHECK(guarded(caller, "item.unlinked", id, std::move(done)));
    return detail(caller, id);
}

}  // namespace lantai::core
