#include "core/service/proposals.hpp"

#include <algorithm>
#include <set>

#include "core/repo/box_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_list_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/box_rules.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/box_content.hpp"
#include "core/service/guard.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {
namespace {

constexpr int kPage = 500;
constexpr std::size_t kMaxUnits = 500;

/// All items that could be composed now, as the caller may know them.
Result<std::vector<ItemEntry>> loose_items(Database& db, const Caller& caller,
                                           const ComposeQuery& query) {
    ItemFilter filter;
    filter.fonds_id = query.fonds_id;
    filter.category = query.category;
    filter.filing_year = query.filing_year;
    filter.department_id = query.department_id;
    filter.retention_class = query.retention_class;
    filter.unassigned = true;
    const auto scope = sql_predicate(caller.subject, Action::view_catalogue, ObjectKind::item, "i");
    std::vector<ItemEntry> items;
    std::optional<PageEnd> after;
    while (true) {
        LT_TRY(auto page, list_entries(db, filter, scope, after, kPage));
        const bool last = page.size() < static_cast<std::size_t>(kPage);
        if (!page.empty()) after = page_end(page.back(), filter.sort);
        std::move(page.begin(), page.end(), std::back_inserter(items));
        if (last) return items;
    }
}

/// The groups of `items` whole. A group with a member that the caller may not know, or that stands
/// elsewhere already, is left out.
Result<std::vector<ItemEntry>> whole_groups(Database& db, const Caller& caller,
                                            const std::vector<ItemEntry>& items) {
    std::set<Id> seen;
    std::vector<ItemEntry> whole;
    for (const ItemEntry& entry : items) {
        if (!seen.insert(entry.item.group_id).second) continue;
        LT_TRY(auto members, list_group(db, entry.item.group_id));
        const bool free = std::all_of(members.begin(), members.end(), [&](const ItemEntry& one) {
            return !one.item.volume_id && !one.item.box_id &&
                   decide(caller.subject, Action::view_catalogue,
                          access_object(one.item, one.volume_state))
                       .allow;
        });
        if (free) std::move(members.begin(), members.end(), std::back_inserter(whole));
    }
    return whole;
}

Result<ComposeRequest> make_request(Database& db, const Fonds& fonds, const ComposeQuery& query,
                                    std::vector<ItemEntry> items) {
    LT_TRY(const FondsCategory settings, category_settings(db, fonds, query.category));
    ComposeRequest request;
    request.arrangement = settings.arrangement;
    request.draft_order = fonds.draft_order;
    request.page_limit = settings.arrangement == Arrangement::item
                             ? box_pages(query.spine_mm)
                             : query.page_limit.value_or(settings.page_limit);
    std::set<Id> groups;
    for (const ItemEntry& entry : items) groups.insert(entry.item.group_id);
    LT_TRY(request.links, list_group_links(db, std::vector<Id>(groups.begin(), groups.end())));
    LT_TRY(const auto clauses, list_clauses(db, fonds.id, query.filing_year));
    for (const FilingSchemeClause& clause : clauses)
        request.clause_titles[clause.id] = clause.title;
    request.items = std::move(items);
    return request;
}

/// The error as the field of one unit.
Error of_unit(Error error, std::size_t index) {
    const std::string prefix = "units[" + std::to_string(index) + "]";
    error.field = error.field.empty() ? prefix : prefix + "." + error.field;
    for (Error& other : error.others)
        other.field = other.field.empty() ? prefix : prefix + "." + other.field;
    return error;
}

Result<Id> make_volume(UnitOfWork& unit, const Caller& caller, const AcceptQuery& query,
                       const AcceptedUnit& wanted) {
    if (!wanted.department_id) return field_error("department_id", "request.field_missing");
    if (auto fault = text_fault("reason", wanted.reason, {kMaxReason, false, TextKind::lines}))
        return *std::move(fault);
    Volume draft;
    draft.fonds_id = query.fonds_id;
    draft.department_id = *wanted.department_id;
    draft.category = query.category;
    draft.filing_year = query.filing_year;
    draft.retention_class = wanted.retention_class;
    draft.title = wanted.title;
    LT_TRY(const Volume volume, open_volume(unit, caller, draft));
    LT_TRY(auto content, load_content(unit.db(), volume.id));
    if (!content) return fail(ErrorCode::internal, "db.error", "new volume is missing");
    LT_CHECK(join_volume(unit, caller, *content, wanted.item_ids, wanted.reason));
    return volume.id;
}

Result<Id> make_box(UnitOfWork& unit, const Caller& caller, const AcceptQuery& query,
                    const AcceptedUnit& wanted) {
    Box draft;
    draft.fonds_id = query.fonds_id;
    draft.department_id = wanted.department_id;
    draft.category = query.category;
    draft.filing_year = query.filing_year;
    draft.retention_class = wanted.retention_class;
    draft.spine_mm = query.spine_mm;
    LT_TRY(const Box box, open_box(unit, caller, draft));
    LT_TRY(auto content, load_box(unit.db(), box.id));
    if (!content) return fail(ErrorCode::internal, "db.error", "new box is missing");
    LT_CHECK(join_box(unit, caller, *content, wanted.item_ids, wanted.reason));
    return box.id;
}

}  // namespace

Result<ComposeAnswer> ProposalService::propose(const Caller& caller, const ComposeQuery& query) {
    LT_CHECK(require(caller.subject, Action::compose_volume));
    return store_.read_value<ComposeAnswer>([&](Database& db) -> Result<ComposeAnswer> {
        LT_TRY(const auto fonds, find_fonds(db, query.fonds_id));
        if (!fonds) return not_found();
        LT_TRY(const auto loose, loose_items(db, caller, query));
        LT_TRY(auto items, whole_groups(db, caller, loose));
        LT_TRY(ComposeRequest request, make_request(db, *fonds, query, std::move(items)));
        ComposeAnswer answer;
        answer.arrangement = request.arrangement;
        answer.page_limit = request.page_limit;
        LT_TRY(answer.proposal, compose_proposal(request));
        answer.items = std::move(request.items);
        std::sort(answer.items.begin(), answer.items.end(),
                  [](const auto& a, const auto& b) { return a.item.id < b.item.id; });
        return answer;
    });
}

Result<AcceptedAnswer> ProposalService::accept(const Caller& caller, const AcceptQuery& query) {
    LT_CHECK(require(caller.subject, Action::compose_volume));
    if (query.units.empty() || query.units.size() > kMaxUnits)
        return field_error("units", "request.out_of_range",
                           {{"min", "1"}, {"max", std::to_string(kMaxUnits)}});
    std::vector<Id> made;
    bool boxes = false;
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        made.clear();
        LT_TRY(const auto fonds, find_fonds(unit.db(), query.fonds_id));
        if (!fonds) return not_found();
        LT_TRY(const FondsCategory settings, category_settings(unit.db(), *fonds, query.category));
        boxes = settings.arrangement == Arrangement::item;
        for (std::size_t i = 0; i < query.units.size(); ++i) {
            auto id = boxes ? make_box(unit, caller, query, query.units[i])
                            : make_volume(unit, caller, query, query.units[i]);
            if (!id) return of_unit(std::move(id).error(), i);
            made.push_back(*id);
        }
        return {};
    }));
    return store_.read_value<AcceptedAnswer>([&](Database& db) -> Result<AcceptedAnswer> {
        AcceptedAnswer answer;
        for (const Id id : made) {
            if (boxes) {
                LT_TRY(auto entry, find_box_entry(db, id));
                if (entry) answer.boxes.push_back(*std::move(entry));
            } else {
                LT_TRY(auto entry, find_volume_entry(db, id));
                if (entry) answer.volumes.push_back(*std::move(entry));
            }
        }
        return answer;
    });
}

}  // namespace lantai::core
