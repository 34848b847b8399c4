#include "core/service/changes.hpp"

#include <algorithm>

#include "core/base/json_text.hpp"
#include "core/repo/box_repo.hpp"
#include "core/repo/change_repo.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/loan_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/change_rules.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/secrecy.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/change_boxes.hpp"
#include "core/service/change_effects.hpp"
#include "core/service/filing.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

Error conflict(const char* key, std::vector<std::pair<std::string, std::string>> params = {}) {
    Error error = fail(ErrorCode::conflict, key);
    error.params = std::move(params);
    return error;
}

Event change_event(const char* action, const ChangeEntry& entry) {
    const ChangeRequest& change = entry.change;
    Event event{action, "change_request", change.id, entry.object_code, {}, change.reason, "{}"};
    event.details = json_object({{"kind", to_text(change.kind)},
                                 {"object_type", to_text(change.target)},
                                 {"object_id", std::to_string(change.object_id)},
                                 {"object_version", change.object_version}});
    return event;
}

Result<void> check_person(const Caller& caller) {
    if (caller.subject.user_id == 0) return fail(ErrorCode::forbidden, "volume.needs_person");
    return {};
}

Result<void> check_not_open(Database& db, const ChangeRequest& change) {
    LT_TRY(const auto open, find_open_change(db, change.kind, change.target, change.object_id));
    if (open) return conflict("change.already_open", {{"id", std::to_string(*open)}});
    return {};
}

Result<void> prepare_reopen(Database& db, const VolumeEntry& entry) {
    LT_TRY(const auto target, find_loan_target(db, std::nullopt, entry.volume.id));
    return check_reopen(entry.volume, target && target->out);
}

/// A correction does not change the year, and so neither code nor volume, of the unit: as the
/// papers that the caller may know give it.
void check_year(const FilingPlan& unit, const Item& after, Faults& faults) {
    const YearPolicy policy = unit.settings ? unit.settings->year_policy : YearPolicy::volume;
    const auto year_with = [&](const Item& item) {
        std::vector<YearInput> inputs = {year_input(item)};
        for (const ItemEntry& member : unit.group) inputs.push_back(year_input(member.item));
        return group_filing_year(policy, inputs, unit.links);
    };
    const YearProposal year = year_with(after);
    if (!after.year_reason.empty() || year.year == after.filing_year ||
        year.year == year_with(unit.item).year)
        return;
    faults.add(field_error("fields.document_date", "change.year_differs",
                           {{"rule", year.rule},
                            {"year", std::to_string(year.year)},
                            {"filing_year", std::to_string(after.filing_year)}}));
}

Result<void> prepare_correction(UnitOfWork& unit, const Caller& caller, const ItemEntry& entry,
                                const ChangeDraft& draft, ChangeRequest& change) {
    if (entry.volume_state != VolumeState::sealed) return conflict("change.not_bound");
    LT_TRY(const Item after, corrected(entry.item, draft.fields));
    change.fields = correction_fields(entry.item, after);
    if (change.fields.empty()) return conflict("change.nothing");
    if (after.origin == Origin::old) return {};
    LT_TRY(const FilingPlan stored, stored_unit(unit.db(), caller, entry));
    Faults faults;
    check_year(stored, after, faults);
    LT_TRY(const auto classes, list_retention_classes(unit.db()));
    const YearPolicy policy = stored.settings ? stored.settings->year_policy : YearPolicy::volume;
    if (auto checked = check_item(after, policy, classes, after.filing_year, unit.today());
        !checked) {
        Error first = std::move(checked).error();
        for (Error& other : first.others) {
            other.field = "fields." + other.field;
            faults.add(std::move(other));
        }
        first.others.clear();
        first.field = "fields." + first.field;
        faults.add(std::move(first));
    }
    return std::move(faults).result();
}

Result<void> prepare_level(const Caller& caller, const ItemEntry& entry, const ChangeDraft& draft,
                           ChangeRequest& change) {
    if (!draft.level) return field_error("level", "request.field_missing");
    const Item& item = entry.item;
    Faults faults;
    faults.add(secrecy_fault(*draft.level, draft.secrecy_months));
    if (*draft.level > caller.subject.clearance)
        faults.add(field_error("level", "item.level_above_clearance"));
    LT_CHECK(std::move(faults).result());
    change.fields =
        level_fields(item.level, item.secrecy_months, *draft.level, draft.secrecy_months);
    if (item.level == *draft.level && item.secrecy_months == draft.secrecy_months)
        return conflict("change.nothing");
    if (draft.whole_group) change.fields.push_back({"whole_group", std::nullopt, "true"});
    return {};
}

Result<void> prepare_retention(Database& db, const ItemEntry& entry, const ChangeDraft& draft,
                               ChangeRequest& change) {
    LT_TRY(const auto classes, list_retention_classes(db));
    const std::string wanted = draft.retention_class.value_or("");
    const bool known = std::any_of(classes.begin(), classes.end(),
                                   [&](const RetentionClass& one) { return one.code == wanted; });
    if (!known) return field_error("retention_class", "item.retention_unknown");
    if (wanted == entry.item.retention_class) return conflict("change.nothing");
    change.fields = {{"retention_class", entry.item.retention_class, wanted}};
    return {};
}

/// Fills the request's fields after asking whether such a change makes sense for the item.
Result<void> prepare_item_change(UnitOfWork& unit, const Caller& caller, const ItemEntry& entry,
                                 const ChangeDraft& draft, ChangeRequest& change) {
    if (entry.item.state == ItemState::withdrawn) return conflict("item.withdrawn");
    switch (draft.kind) {
        case ChangeKind::correct_item:
            return prepare_correction(unit, caller, entry, draft, change);
        case ChangeKind::change_level:
            return prepare_level(caller, entry, draft, change);
        case ChangeKind::change_retention:
            if (entry.item.origin == Origin::old)
                return conflict("item.old_stays", {{"code", entry.item.archival_code}});
            return prepare_retention(unit.db(), entry, draft, change);
        case ChangeKind::move_group:
            return conflict("change.only_by_filing");
        case ChangeKind::reopen_volume:
        case ChangeKind::reopen_box:
            break;
    }
    return field_error("object_type", "change.object_type");
}

Result<void> prepare_box(Database& db, const Caller& caller, const ChangeDraft& draft,
                         ChangeRequest& change) {
    LT_TRY(const auto content, load_box(db, draft.object_id));
    if (!content) return not_found();
    const Box& box = content->entry.box;
    LT_CHECK(require(caller.subject, Action::request_change, access_object(box)));
    if (draft.kind != ChangeKind::reopen_box)
        return field_error("object_type", "change.object_type");
    if (box.version != draft.object_version) return stale(box.version);
    change.level = box.level;
    return check_may_reopen(db, *content);
}

/// Asks for right and version and fills the request.
Result<void> prepare(UnitOfWork& unit, const Caller& caller, const ChangeDraft& draft,
                     ChangeRequest& change) {
    Database& db = unit.db();
    if (draft.target == ChangeTarget::box) return prepare_box(db, caller, draft, change);
    if (draft.target == ChangeTarget::volume) {
        LT_TRY(const auto entry, find_volume_entry(db, draft.object_id));
        if (!entry) return not_found();
        LT_CHECK(require(caller.subject, Action::request_change, access_object(entry->volume)));
        if (draft.kind != ChangeKind::reopen_volume)
            return field_error("object_type", "change.object_type");
        if (entry->volume.version != draft.object_version) return stale(entry->volume.version);
        change.level = entry->volume.level;
        return prepare_reopen(db, *entry);
    }
    LT_TRY(const auto entry, find_entry(db, draft.object_id));
    if (!entry) return not_found();
    LT_CHECK(require(caller.subject, Action::request_change,
                     access_object(entry->item, entry->volume_state)));
    if (entry->item.version != draft.object_version) return stale(entry->item.version);
    change.level = entry->item.level;
    return prepare_item_change(unit, caller, *entry, draft, change);
}

/// Stores the request and notes it.
Result<void> store_request(UnitOfWork& unit, const Caller& caller, ChangeRequest change) {
    LT_CHECK(check_not_open(unit.db(), change));
    change.requested_by = caller.subject.user_id;
    change.requested_at = unit.now();
    LT_CHECK(insert_change(unit.db(), change));
    LT_TRY(const auto entry, find_change(unit.db(), change.id));
    if (!entry) return fail(ErrorCode::corrupt, "db.corrupt", "change request of nothing");
    unit.note(change_event("change.requested", *entry));
    return {};
}

/// Nothing was done to the object since it was asked for.
Result<void> check_unchanged(Database& db, const ChangeRequest& change) {
    int now = 0;
    if (change.target == ChangeTarget::item) {
        LT_TRY(const auto entry, find_entry(db, change.object_id));
        if (!entry) return not_found();
        if (entry->item.state == ItemState::withdrawn) return conflict("item.withdrawn");
        now = entry->item.version;
    } else if (change.target == ChangeTarget::box) {
        LT_TRY(const auto entry, find_box_entry(db, change.object_id));
        if (!entry) return not_found();
        now = entry->box.version;
    } else {
        LT_TRY(const auto entry, find_volume_entry(db, change.object_id));
        if (!entry) return not_found();
        now = entry->volume.version;
    }
    if (now == change.object_version) return {};
    LT_TRY(const auto acts, list_acts_since(db, change));
    std::string list;
    for (const std::string& act : acts) list += (list.empty() ? "" : ", ") + act;
    return conflict("change.object_changed",
                    {{"version_seen", std::to_string(change.object_version)},
                     {"version", std::to_string(now)},
                     {"acts", list}});
}

Result<ChangeEntry> visible_change(Database& db, Id id, const Caller& caller, Action action) {
    LT_TRY(auto entry, find_change(db, id));
    if (!entry) return not_found();
    LT_CHECK(require(caller.subject, action, access_object(*entry)));
    return *std::move(entry);
}

/// A reply or volume that the caller may not know is not told of.
Result<void> hide_named(Database& db, const Caller& caller, ChangeRequest& change) {
    const auto hide = [&](std::initializer_list<std::string_view> names) {
        std::erase_if(change.fields, [&](const ChangeField& field) {
            return std::find(names.begin(), names.end(), field.name) != names.end();
        });
    };
    const ChangeField* reply = change.field("reply_id");
    if (reply && reply->to) {
        LT_TRY(const auto entry, find_entry(db, std::stoll(*reply->to)));
        if (!entry || !may_know(caller.subject, *entry)) hide({"reply_id", "reply_code"});
    }
    const ChangeField* volume = change.field("volume");
    if (volume && volume->from) {
        LT_TRY(const auto entry, find_volume_by_code(db, *volume->from));
        if (!entry ||
            !decide(caller.subject, Action::view_catalogue, access_object(entry->volume)).allow)
            hide({"volume"});
    }
    const ChangeField* box = change.field("box");
    if (box && box->from) {
        LT_TRY(const auto id, find_by_code(db, CodeOwner::box, *box->from));
        LT_TRY(const auto entry, find_box_entry(db, id.value_or(0)));
        if (!entry ||
            !decide(caller.subject, Action::view_catalogue, access_object(entry->box)).allow)
            hide({"box"});
    }
    return {};
}

bool takes_whole_group(const ChangeRequest& change) {
    switch (change.kind) {
        case ChangeKind::change_retention:
        case ChangeKind::move_group:
            return true;
        case ChangeKind::change_level:
            return change.field("whole_group") != nullptr;
        case ChangeKind::correct_item:
        case ChangeKind::reopen_volume:
        case ChangeKind::reopen_box:
            return false;
    }
    return false;
}

/// The other papers of the group that the caller may know of.
Result<std::vector<ItemEntry>> affected_by(Database& db, const ChangeRequest& change,
                                           const Caller& caller) {
    std::vector<ItemEntry> others;
    if (!takes_whole_group(change)) return others;
    LT_TRY(const auto entry, find_entry(db, change.object_id));
    if (!entry) return others;
    LT_TRY(auto members, list_group(db, entry->item.group_id));
    for (ItemEntry& member : members)
        if (member.item.id != change.object_id && may_know(caller.subject, member))
            others.push_back(std::move(member));
    return others;
}

Result<ChangeDetail> with_rights(Database& db, ChangeEntry entry, const Caller& caller) {
    ChangeDetail detail{std::move(entry), {}, {}, {}};
    LT_CHECK(hide_named(db, caller, detail.entry.change));
    LT_TRY(detail.place, place_of(db, caller.subject, detail.entry.change));
    if (detail.entry.change.state != ChangeState::open) return detail;
    LT_TRY(detail.affected, affected_by(db, detail.entry.change, caller));
    for (const Action action : {Action::request_change, Action::decide_change}) {
        if (!decide(caller.subject, action, access_object(detail.entry)).allow) continue;
        if (action == Action::decide_change && !check_decider(detail.entry.change, caller.subject))
            continue;
        detail.can.push_back(action);
    }
    return detail;
}

Result<void> close_request(UnitOfWork& unit, ChangeEntry entry, ChangeState state,
                           const std::string& reason, const Caller& caller) {
    ChangeRequest& change = entry.change;
    change.state = state;
    change.decision_reason = reason;
    change.decided_at = unit.now();
    if (state != ChangeState::withdrawn) change.decided_by = caller.subject.user_id;
    LT_TRY(const bool updated, update_change(unit.db(), change));
    if (!updated) return stale(change.version);
    const char* action = state == ChangeState::approved  ? "change.approved"
                         : state == ChangeState::refused ? "change.refused"
                                                         : "change.withdrawn";
    Event event = change_event(action, entry);
    event.reason = reason;
    unit.note(std::move(event));
    return {};
}

}  // namespace

Result<void> request_move(UnitOfWork& unit, const Caller& caller, const LateReply& late) {
    LT_CHECK(check_person(caller));
    const Item& request = late.request.item;
    ChangeRequest change;
    change.id = unit.next_id();
    change.kind = ChangeKind::move_group;
    change.target = ChangeTarget::item;
    change.object_id = request.id;
    change.object_version = request.version;
    change.level = request.level;
    const bool boxed = request.box_id.has_value();
    change.fields = {
        {"reply_id", std::nullopt, std::to_string(late.reply.id)},
        {"reply_code", std::nullopt, late.reply.archival_code},
        {"filing_year", std::to_string(request.filing_year), std::to_string(late.filing_year)},
        {boxed ? "box" : "volume", boxed ? late.request.box_code : late.request.volume_code,
         std::nullopt}};
    change.reason = boxed ? "请示已装盒，复文晚到（R-26）" : "请示已立卷，复文晚到（R-26）";
    return store_request(unit, caller, std::move(change));
}

Result<void> ChangeService::log_refusal(const Caller& caller, const char* action, Id id,
                                        const Error& answer) {
    LT_TRY(const auto entry, store_.read_value<std::optional<ChangeEntry>>(
                                 [&](Database& db) { return find_change(db, id); }));
    if (!entry) return {};
    Event event{action, "change_request", id, entry->object_code, {}, {}, "{}"};
    return log_denial(denials_, caller.actor, std::move(event), answer);
}

Result<ChangeDetail> ChangeService::detail(const Caller& caller, Id id) {
    return store_.read_value<ChangeDetail>([&](Database& db) -> Result<ChangeDetail> {
        LT_TRY(ChangeEntry entry, visible_change(db, id, caller, Action::view_changes));
        return with_rights(db, std::move(entry), caller);
    });
}

Result<ChangeDetail> ChangeService::create(const Caller& caller, const ChangeDraft& draft) {
    LT_CHECK(require(caller.subject, Action::request_change));
    LT_CHECK(check_person(caller));
    if (auto fault = text_fault("reason", draft.reason, {kMaxReason, true, TextKind::lines}))
        return *std::move(fault);
    Id id = 0;
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        ChangeRequest change;
        change.id = id = unit.next_id();
        change.kind = draft.kind;
        change.target = draft.target;
        change.object_id = draft.object_id;
        change.object_version = draft.object_version;
        change.reason = draft.reason;
        LT_CHECK(prepare(unit, caller, draft, change));
        return store_request(unit, caller, std::move(change));
    });
    if (!done) {
        LT_CHECK(log_refused_draft(caller, draft, done.error()));
        return std::move(done).error();
    }
    return detail(caller, id);
}

Result<void> ChangeService::log_refused_draft(const Caller& caller, const ChangeDraft& draft,
                                              const Error& answer) {
    LT_TRY(const std::string code,
           store_.read_value<std::string>([&](Database& db) -> Result<std::string> {
               if (draft.target == ChangeTarget::item) {
                   LT_TRY(const auto entry, find_entry(db, draft.object_id));
                   return entry ? entry->item.archival_code : std::string();
               }
               if (draft.target == ChangeTarget::box) {
                   LT_TRY(const auto entry, find_box_entry(db, draft.object_id));
                   return entry ? entry->box.archival_code : std::string();
               }
               LT_TRY(const auto entry, find_volume_entry(db, draft.object_id));
               return entry ? entry->volume.archival_code : std::string();
           }));
    if (code.empty()) return {};
    Event event{"change.requested",
                std::string(to_text(draft.target)),
                draft.object_id,
                code,
                {},
                {},
                "{}"};
    return log_denial(denials_, caller.actor, std::move(event), answer);
}

Result<ChangeDetail> ChangeService::get(const Caller& caller, Id id) {
    auto found = detail(caller, id);
    if (!found) LT_CHECK(log_refusal(caller, "change.viewed", id, found.error()));
    return found;
}

Result<ChangePage> ChangeService::list(const Caller& caller, const ChangeFilter& filter) {
    LT_CHECK(require(caller.subject, Action::view_changes));
    const auto scope = sql_predicate(caller.subject, Action::view_changes, ObjectKind::change, "c");
    return store_.read_value<ChangePage>([&](Database& db) -> Result<ChangePage> {
        ChangeFilter more = filter;
        ++more.limit;
        LT_TRY(auto entries, list_changes(db, more, scope));
        ChangePage page;
        if (entries.size() > static_cast<std::size_t>(filter.limit)) {
            entries.pop_back();
            page.next = entries.back().change.id;
        }
        for (ChangeEntry& entry : entries) {
            LT_TRY(ChangeDetail one, with_rights(db, std::move(entry), caller));
            page.changes.push_back(std::move(one));
        }
        return page;
    });
}

Result<int> ChangeService::waiting(const Caller& caller) {
    LT_CHECK(require(caller.subject, Action::view_changes));
    const auto scope =
        sql_predicate(caller.subject, Action::decide_change, ObjectKind::change, "c");
    return store_.read_value<int>([&](Database& db) -> Result<int> {
        ChangeFilter open;
        open.state = ChangeState::open;
        open.limit = kMostCounted;
        LT_TRY(const auto entries, list_changes(db, open, scope));
        return static_cast<int>(
            std::count_if(entries.begin(), entries.end(), [&](const ChangeEntry& entry) {
                return check_decider(entry.change, caller.subject).has_value();
            }));
    });
}

Result<ChangeDetail> ChangeService::decide(const Caller& caller, Id id, int version, bool approve,
                                           const std::string& reason) {
    if (auto fault = text_fault("reason", reason, {kMaxReason, !approve, TextKind::lines}))
        return *std::move(fault);
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const ChangeEntry entry,
               visible_change(unit.db(), id, caller, Action::decide_change));
        LT_CHECK(check_person(caller));
        LT_CHECK(check_decider(entry.change, caller.subject));
        LT_CHECK(check_undecided(entry.change));
        if (entry.change.version != version) return stale(entry.change.version);
        if (approve) {
            LT_CHECK(check_unchanged(unit.db(), entry.change));
            LT_CHECK(carry_out(unit, entry, caller));
        }
        return close_request(unit, entry, approve ? ChangeState::approved : ChangeState::refused,
                             reason, caller);
    });
    if (!done) {
        LT_CHECK(log_refusal(caller, "change.decided", id, done.error()));
        return std::move(done).error();
    }
    return detail(caller, id);
}

Result<ChangeDetail> ChangeService::withdraw(const Caller& caller, Id id, int version) {
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const ChangeEntry entry,
               visible_change(unit.db(), id, caller, Action::request_change));
        LT_CHECK(check_undecided(entry.change));
        if (entry.change.version != version) return stale(entry.change.version);
        return close_request(unit, entry, ChangeState::withdrawn, {}, caller);
    });
    if (!done) {
        LT_CHECK(log_refusal(caller, "change.withdrawn", id, done.error()));
        return std::move(done).error();
    }
    return detail(caller, id);
}

}  // namespace lantai::core
