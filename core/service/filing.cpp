#include "core/service/filing.hpp"

#include <algorithm>
#include <set>

#include "core/base/json_text.hpp"
#include "core/model/categories.hpp"
#include "core/repo/change_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/register_repo.hpp"
#include "core/repo/schedule_repo.hpp"
#include "core/repo/upload_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/register_rules.hpp"
#include "core/rules/retention.hpp"
#include "core/rules/scope_rules.hpp"
#include "core/rules/volume_order.hpp"
#include "core/service/changes.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

std::string at(const char* list, std::size_t index) {
    return std::string(list) + "[" + std::to_string(index) + "]";
}

void add_all(Faults& faults, const Result<void>& checked) {
    if (checked) return;
    Error first = checked.error();
    const std::vector<Error> others = std::move(first.others);
    first.others.clear();
    faults.add(std::move(first));
    for (const Error& other : others) faults.add(other);
}

/// May this person file such an item? Clearance and department are faults of their fields.
Result<void> check_right(const Caller& caller, const Item& item, Faults& faults) {
    AccessObject object = access_object(item, std::nullopt);
    object.state = ObjectState::none;
    const Decision decision = decide(caller.subject, Action::file_item, object);
    if (decision.allow) return {};
    if (caller.subject.clearance < item.level) {
        faults.add(field_error("level", "item.level_above_clearance"));
        return {};
    }
    if (decision.reason == "access.other_department") {
        faults.add(field_error("department_id", "item.department_not_yours"));
        return {};
    }
    return require(caller.subject, Action::file_item);
}

Result<void> load_frame(Database& db, FilingPlan& plan) {
    LT_TRY(plan.fonds, find_fonds(db, plan.item.fonds_id));
    if (!plan.fonds) {
        plan.faults.add(field_error("fonds_id", "item.fonds_missing"));
    } else {
        LT_TRY(plan.settings, category_settings(db, *plan.fonds, plan.item.category));
    }
    LT_TRY(plan.department, find_department_of_record(db, plan.item.department_id));
    if (!plan.department || !plan.department->active)
        plan.faults.add(field_error("department_id", "item.department_missing"));
    if (!is_category(plan.item.category)) plan.faults.add(field_error("category", "item.category"));
    return {};
}

Result<void> check_clause_of(Database& db, FilingPlan& plan) {
    if (!plan.item.clause_id) return {};
    LT_TRY(const auto clause, find_clause(db, *plan.item.clause_id));
    if (!clause || clause->fonds_id != plan.item.fonds_id)
        plan.faults.add(field_error("clause_id", "item.clause_unknown"));
    else if (clause->filing_year != plan.item.filing_year)
        plan.faults.add(field_error("clause_id", "item.clause_other_year",
                                    {{"clause_year", std::to_string(clause->filing_year)},
                                     {"year", std::to_string(plan.item.filing_year)}}));
    else if (clause->department_id && *clause->department_id != plan.item.department_id)
        plan.faults.add(field_error("clause_id", "item.clause_other_department"));
    return {};
}

/// what the entry of the register asks of the item filed from it.
Result<void> check_entry_of(Database& db, const Caller& caller, const ItemDraft& draft,
                            FilingPlan& plan) {
    LT_TRY(const auto row, find_register_row(db, draft.entry_id.value_or(0)));
    const bool known =
        row && decide(caller.subject, Action::view_register, access_object(row->entry)).allow;
    if (!known || row->corrected_by) {
        plan.faults.add(field_error("entry_id", "register.unknown"));
        return {};
    }
    const RegisterEntry& entry = row->entry;
    LT_TRY(const Id office, general_office(db));
    if (auto ready = check_file_entry(entry, office); !ready) {
        Error error = ready.error();
        error.field = "entry_id";
        plan.faults.add(std::move(error));
    }
    const char* rule = entry.origin == RegisterOrigin::ordinary         ? "R-7"
                       : entry.origin == RegisterOrigin::company_issued ? "R-6"
                                                                        : "R-8";
    if (plan.item.department_id != keeper_of(entry, office))
        plan.faults.add(field_error("department_id", "register.keeper", {{"rule", rule}}));
    if (plan.item.level < entry.level)
        plan.faults.add(field_error("level", "register.level_lower"));
    if (!plan.item.clause_id)
        plan.faults.add(field_error("clause_id", "register.clause_missing", {{"rule", "R-17"}}));
    return {};
}

/// A paper that stands in the department's register unfinished or unplaced is filed from there
/// else its entry would stay open for ever.
Result<void> check_not_registered(Database& db, const Caller& caller, FilingPlan& plan) {
    const std::string key = document_no_key(plan.item.document_no);
    if (key.empty()) return {};
    LT_TRY(const auto rows, list_register_by_no(db, key));
    for (const RegisterRow& row : rows) {
        const bool open = !row.entry.item_id && !row.entry.copy_of &&
                          row.entry.department_id == plan.item.department_id;
        if (!open || !decide(caller.subject, Action::view_register, access_object(row.entry)).allow)
            continue;
        plan.faults.add(field_error("document_no", "register.not_from_entry",
                                    {{"register_no", row.entry.register_no}, {"rule", "R-14"}}));
    }
    return {};
}

/// within the company's schedule, or with a reason. A stored item is not asked anew.
Result<void> check_scope_of(Database& db, bool is_new, FilingPlan& plan) {
    if (plan.item.schedule_id) {
        LT_TRY(plan.schedule, find_schedule_row(db, *plan.item.schedule_id));
    }
    bool in_use = false;
    if (is_new) {
        LT_TRY(in_use, has_schedule(db));
    }
    check_scope(plan.item, plan.schedule, in_use, plan.faults);
    check_audiovisual(plan.item, plan.faults);
    return {};
}

Result<void> load_uploads(Database& db, const Caller& caller, const std::vector<Id>& ids,
                          FilingPlan& plan) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
        LT_TRY(auto upload, find_upload(db, ids[i]));
        const bool again = std::count(ids.begin(), ids.end(), ids[i]) > 1;
        if (!upload || upload->user_id != caller.subject.user_id || again)
            plan.faults.add(field_error(at("uploads", i), "item.upload_unknown"));
        else
            plan.uploads.push_back(*std::move(upload));
    }
    return {};
}

YearPolicy policy_of(const FilingPlan& plan) {
    return plan.settings ? plan.settings->year_policy : YearPolicy::volume;
}

bool in_group(const FilingPlan& plan, Id id) {
    return std::any_of(plan.group.begin(), plan.group.end(),
                       [&](const ItemEntry& entry) { return entry.item.id == id; });
}

/// The class that the unit has to have; the new item's own when that is kept longest.
Result<std::string> unit_class(Database& db, const FilingPlan& plan) {
    if (plan.group.empty()) return plan.item.retention_class;
    LT_TRY(const auto classes, list_retention_classes(db));
    std::vector<RetentionClass> used;
    for (const RetentionClass& one : classes) {
        const bool in_use = one.code == plan.item.retention_class ||
                            std::any_of(plan.group.begin(), plan.group.end(), [&](const auto& m) {
                                return m.item.retention_class == one.code;
                            });
        if (in_use) used.push_back(one);
    }
    const auto longest = longest_retention(used);
    return longest ? longest->code : plan.item.retention_class;
}

bool is_placed(const Item& item) { return item.volume_id || item.box_id; }

/// The paper stands in a volume or box, which would hold only a part of the unit.
void add_volume_fault(const Caller& caller, ItemEntry entry, FilingPlan& plan) {
    const bool boxed = entry.item.box_id.has_value();
    hide_unknown(caller.subject, entry);
    if (boxed) {
        plan.faults.add(field_error(
            "links", "link.in_box",
            {{"code", entry.item.archival_code}, {"box", entry.box_code}, {"rule", "R-22"}}));
        return;
    }
    plan.faults.add(field_error(
        "links", "link.in_volume",
        {{"code", entry.item.archival_code}, {"volume", entry.volume_code}, {"rule", "R-22"}}));
}

/// The right alone; that a volume fixes the paper is another fault.
bool may_edit(const Caller& caller, const ItemEntry& entry) {
    AccessObject object = access_object(entry.item, entry.volume_state);
    if (object.state == ObjectState::bound) object.state = ObjectState::filed;
    return decide(caller.subject, Action::edit_item, object).allow;
}

void plan_move(const Caller& caller, const ItemEntry& entry, const std::string& retention,
               FilingPlan& plan) {
    const Item& item = entry.item;
    if (item.filing_year == plan.item.filing_year && item.retention_class == retention) return;
    if (is_placed(item)) return add_volume_fault(caller, entry, plan);
    if (!may_edit(caller, entry)) {
        plan.faults.add(field_error("links", "link.not_allowed"));
        return;
    }
    plan.moves.push_back(
        {entry, plan.item.filing_year, plan.year.rule, plan.item.year_reason, retention});
}

}  // namespace

bool in_unit(const FilingPlan& plan, Id id) { return id == plan.item.id || in_group(plan, id); }

namespace {

/// T-1, last case: the request of a reply stands in a volume or box. True: taken as a late link.
Result<bool> take_late(Database& db, const LinkDraft& link, const ItemEntry& other,
                       const std::string& field, FilingPlan& plan) {
    const bool late = link.kind == LinkKind::reply_request && !link.other_leads &&
                      is_placed(other.item) && other.item.origin == Origin::regular &&
                      other.item.group_id != plan.item.group_id;
    if (!late) return false;
    LT_TRY(const auto open,
           find_open_change(db, ChangeKind::move_group, ChangeTarget::item, other.item.id));
    if (open) {
        plan.faults.add(field_error(field + ".item_id", "change.already_open",
                                    {{"id", std::to_string(*open)}}));
    }
    plan.late.push_back({other, link.kind});
    return true;
}

}  // namespace

Result<void> load_group(Database& db, const Caller& caller, const std::vector<LinkDraft>& links,
                        FilingPlan& plan) {
    std::vector<Id> groups;
    for (std::size_t i = 0; i < links.size(); ++i) {
        LT_TRY(const auto other, find_entry(db, links[i].item_id));
        const bool usable = other && other->item.state == ItemState::filed &&
                            other->item.id != plan.item.id && may_know(caller.subject, *other);
        if (!usable) {
            plan.faults.add(field_error(at("links", i) + ".item_id", "item.link_unknown"));
            continue;
        }
        if (other->item.fonds_id != plan.item.fonds_id)
            plan.faults.add(field_error(at("links", i) + ".item_id", "item.link_other_fonds"));
        LT_TRY(const bool late, take_late(db, links[i], *other, at("links", i), plan));
        if (late) continue;
        const Id leading = links[i].other_leads ? other->item.id : plan.item.id;
        const Id following = links[i].other_leads ? plan.item.id : other->item.id;
        plan.links.push_back({0, leading, following, links[i].kind});
        if (std::find(groups.begin(), groups.end(), other->item.group_id) != groups.end()) continue;
        groups.push_back(other->item.group_id);
        LT_TRY(const auto members, list_group(db, other->item.group_id));
        for (const ItemEntry& member : members) {
            if (member.item.id == plan.item.id || in_group(plan, member.item.id)) continue;
            if (!may_know(caller.subject, member)) continue;
            plan.group.push_back(member);
            if (is_placed(member.item)) add_volume_fault(caller, member, plan);
        }
    }
    LT_TRY(const auto stored, list_group_links(db, groups));
    for (const ItemLink& link : stored) {
        const bool there = std::any_of(plan.links.begin(), plan.links.end(),
                                       [&](const auto& one) { return one.id == link.id; });
        if (!there && in_unit(plan, link.leading_id) && in_unit(plan, link.following_id))
            plan.links.push_back(link);
    }
    const DraftOrder order = plan.fonds ? plan.fonds->draft_order : DraftOrder::draft_first;
    if (auto checked = check_links(plan.links, order); !checked) {
        Error error = checked.error();
        error.field = "links";
        plan.faults.add(std::move(error));
    }
    return {};
}

/// Year by the leading rule, or the one a person chose, for plan.item and so for the unit.
void settle_year(std::optional<int> chosen_year, FilingPlan& plan) {
    const YearPolicy policy = policy_of(plan);
    std::vector<YearInput> inputs = {year_input(plan.item)};
    for (const ItemEntry& member : plan.group) inputs.push_back(year_input(member.item));
    plan.year = group_filing_year(policy, inputs, plan.links);
    plan.item.filing_year = chosen_year.value_or(plan.year.year);
    plan.item.year_rule = plan.year.rule;
    // A year that a person chose for the unit stays, with its reason, until a person changes it.
    for (const ItemEntry& member : plan.group) {
        if (chosen_year || member.item.year_reason.empty()) continue;
        plan.item.filing_year = member.item.filing_year;
        if (plan.item.year_reason.empty()) plan.item.year_reason = member.item.year_reason;
    }
    if (plan.item.filing_year == plan.year.year) plan.item.year_reason.clear();
}

Result<void> settle_group(Database& db, const Caller& caller, std::optional<int> chosen_year,
                          FilingPlan& plan) {
    settle_year(chosen_year, plan);
    LT_TRY(const std::string retention, unit_class(db, plan));
    if (retention != plan.item.retention_class)
        plan.faults.add(field_error("retention_class", "item.group_retention",
                                    {{"retention_class", retention}, {"rule", "R-22"}}));
    for (const ItemEntry& member : plan.group) plan_move(caller, member, retention, plan);
    return {};
}

Result<void> settle_linked(Database& db, const Caller& caller, const ItemEntry& entry,
                           FilingPlan& plan) {
    const bool chosen = !entry.item.year_reason.empty();
    settle_year(chosen ? std::optional(entry.item.filing_year) : std::nullopt, plan);
    LT_TRY(const std::string retention, unit_class(db, plan));
    if (is_placed(entry.item)) add_volume_fault(caller, entry, plan);
    // A link binds the other paper too: its unit changes, and where it may stand. Who may
    // not change that one could not take the link back either.
    for (const ItemLink& link : plan.links)
        for (const ItemEntry& member : plan.group)
            if (link.id == 0 &&
                (member.item.id == link.leading_id || member.item.id == link.following_id) &&
                !may_edit(caller, member))
                plan.faults.add(field_error("links", "link.not_allowed"));
    plan_move(caller, entry, retention, plan);
    for (const ItemEntry& member : plan.group) plan_move(caller, member, retention, plan);
    return {};
}

Result<FilingPlan> prepare_filing(Database& db, const Caller& caller, const ItemDraft& draft,
                                  FilingPlan plan, Date today) {
    const Id item_id = plan.item.id;
    const bool is_new = !plan.fonds;  // a stored unit brings its own
    plan.item = draft.item;
    plan.item.id = item_id;
    LT_CHECK(check_right(caller, plan.item, plan.faults));
    LT_CHECK(load_frame(db, plan));
    LT_CHECK(load_uploads(db, caller, draft.uploads, plan));
    if (plan.item.medium == Medium::electronic && draft.uploads.empty())
        plan.faults.add(field_error("uploads", "item.file_missing"));
    LT_CHECK(load_group(db, caller, draft.links, plan));
    LT_CHECK(settle_group(db, caller, draft.filing_year, plan));
    LT_TRY(const auto classes, list_retention_classes(db));
    add_all(plan.faults, check_item(plan.item, policy_of(plan), classes, plan.year.year, today));
    LT_CHECK(check_clause_of(db, plan));
    LT_CHECK(check_scope_of(db, is_new, plan));
    if (draft.entry_id) LT_CHECK(check_entry_of(db, caller, draft, plan));
    if (is_new && !draft.entry_id) LT_CHECK(check_not_registered(db, caller, plan));
    return plan;
}

Result<CodeScope> item_code_scope(Database& db, const Fonds& fonds,
                                  const std::string& department_code, const Item& item) {
    LT_TRY(const FondsCategory settings, category_settings(db, fonds, item.category));
    return code_scope(
        CodeOwner::item, settings,
        code_parts(fonds, settings, item.filing_year, item.retention_class, department_code));
}

Result<void> number_item(Database& db, const Fonds& fonds, const std::string& department_code,
                         Item& item) {
    LT_TRY(CodeScope scope, item_code_scope(db, fonds, department_code, item));
    LT_TRY(GivenCode given, take_code(db, std::move(scope)));
    item.serial = given.number;
    item.archival_code = std::move(given.code);
    return {};
}

Result<FilingPlan> stored_unit(Database& db, const Caller& caller, const ItemEntry& entry) {
    FilingPlan plan;
    plan.item = entry.item;
    LT_TRY(plan.fonds, find_fonds(db, entry.item.fonds_id));
    if (!plan.fonds) return fail(ErrorCode::corrupt, "db.corrupt", "item without fonds");
    LT_TRY(plan.settings, category_settings(db, *plan.fonds, entry.item.category));
    LT_TRY(const auto members, list_group(db, entry.item.group_id));
    for (const ItemEntry& member : members)
        if (member.item.id != entry.item.id && may_know(caller.subject, member))
            plan.group.push_back(member);
    const std::vector<Id> groups = {entry.item.group_id};
    LT_TRY(const auto links, list_group_links(db, groups));
    for (const ItemLink& link : links)
        if (in_unit(plan, link.leading_id) && in_unit(plan, link.following_id))
            plan.links.push_back(link);
    return plan;
}

Result<void> apply_moves(UnitOfWork& unit, const Fonds& fonds,
                         const std::vector<GroupMove>& moves) {
    for (const GroupMove& move : moves) {
        Item item = move.entry.item;
        const std::string old_code = item.archival_code;
        item.filing_year = move.filing_year;
        item.year_rule = move.year_rule;
        item.year_reason = move.year_reason;
        item.retention_class = move.retention_class;
        if (item.clause_id && item.filing_year != move.entry.item.filing_year)
            item.clause_id.reset();  // a clause belongs to one year's scheme
        item.updated_at = unit.now();
        LT_CHECK(number_item(unit.db(), fonds, move.entry.department_code, item));
        LT_TRY(const bool updated, update_item(unit.db(), item));
        if (!updated) return stale(item.version);
        LT_CHECK(keep_old_code(unit, CodeOwner::item, item.id, old_code, "item.moved"));
        Event event = item_event("item.moved", item);
        event.reason = move.year_rule;
        event.details = json_object({{"old_code", old_code},
                                     {"new_code", item.archival_code},
                                     {"filing_year", item.filing_year},
                                     {"retention_class", item.retention_class}});
        unit.note(std::move(event));
        LT_CHECK(unit.reindex_item(item.id));
    }
    return {};
}

Result<void> regroup(Database& db, const std::vector<Id>& items) {
    std::set<Id> groups;
    for (const Id id : items) {
        LT_TRY(const auto entry, find_entry(db, id));
        if (entry) groups.insert(entry->item.group_id);
    }
    std::set<Id> members(items.begin(), items.end());
    for (const Id group : groups) {
        LT_TRY(const auto entries, list_group(db, group));
        for (const ItemEntry& entry : entries) members.insert(entry.item.id);
    }
    const std::vector<Id> all_groups(groups.begin(), groups.end());
    LT_TRY(const auto links, list_group_links(db, all_groups));
    const std::vector<Id> ids(members.begin(), members.end());
    for (const auto& [item, group] : link_groups(ids, links)) LT_CHECK(set_group(db, item, group));
    return {};
}

Result<void> request_late_moves(UnitOfWork& unit, const Caller& caller, const Item& reply,
                                const FilingPlan& plan) {
    for (const LateLink& late : plan.late)
        LT_CHECK(request_move(unit, caller, {reply, late.request, reply.filing_year}));
    return {};
}

Result<void> attach_uploads(UnitOfWork& unit, const Caller& caller, Id item_id,
                            const std::vector<Upload>& uploads) {
    if (uploads.empty()) return {};
    LT_TRY(const auto present, list_item_files(unit.db(), item_id));
    int ordinal = present.empty() ? 0 : present.back().ordinal;
    for (const Upload& upload : uploads) {
        ItemFile file;
        file.id = unit.next_id();
        file.item_id = item_id;
        file.ordinal = ++ordinal;
        file.name = upload.name;
        file.media_type = upload.media_type;
        file.blob_sha256 = upload.sha256;
        file.added_at = unit.now();
        LT_CHECK(insert_item_file(unit.db(), file, caller.subject.user_id));
        LT_CHECK(delete_upload(unit.db(), upload.id));
    }
    return {};
}

Event item_event(std::string action, const Item& item) {
    Event event{std::move(action), "item", item.id, item.archival_code, {}, {}, "{}"};
    event.details = json_object({{"filing_year", item.filing_year},
                                 {"year_rule", item.year_rule},
                                 {"retention_class", item.retention_class},
                                 {"level", static_cast<int>(item.level)}});
    return event;
}

}  // namespace lantai::core
