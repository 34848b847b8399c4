#include "core/service/items.hpp"

#include <algorithm>
#include <functional>

#include "core/base/json_text.hpp"
#include "core/repo/box_repo.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_list_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/upload_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/archival_code.hpp"
#include "core/rules/item_rules.hpp"
#include "core/service/guard.hpp"
#include "core/service/register_steps.hpp"

namespace lantai::core {
namespace {

constexpr Id kNewItem = (Id{1} << 53) - 1;  // stands for the item that has no id yet
constexpr Timestamp kSameReading = 600'000;

Result<ItemEntry> visible_entry(Database& db, const Caller& caller, Id id) {
    LT_TRY(auto entry, find_entry(db, id));
    if (!entry) return not_found();
    LT_CHECK(require(caller.subject, Action::view_catalogue,
                     access_object(entry->item, entry->volume_state)));
    return *std::move(entry);
}

AccessPredicate catalogue_scope(const Caller& caller) {
    return sql_predicate(caller.subject, Action::view_catalogue, ObjectKind::item, "i");
}

Result<std::vector<ProbableDuplicate>> find_duplicates(Database& db, const Caller& caller,
                                                       const FilingPlan& plan) {
    std::vector<std::string> hashes;
    for (const Upload& upload : plan.uploads) hashes.push_back(upload.sha256);
    LT_TRY(const auto candidates, list_lookalikes(db, plan.item, hashes, catalogue_scope(caller)));
    std::vector<ProbableDuplicate> duplicates;
    for (const ItemEntry& other : candidates) {
        const bool linked =
            std::any_of(plan.group.begin(), plan.group.end(),
                        [&](const ItemEntry& one) { return one.item.id == other.item.id; });
        if (linked) continue;
        ProbableDuplicate found{other.item.id, other.item.archival_code, other.item.title, {}};
        if (const auto kind = probable_duplicate(plan.item, other.item))
            found.matched.push_back(*kind == DuplicateKind::document_no ? "document_no" : "title");
        LT_TRY(const bool same_file, has_file_of(db, other.item.id, hashes));
        // Whose content the caller may not read, of that the hash tells nothing either.
        const bool may_read = decide(caller.subject, Action::view_content,
                                     access_object(other.item, other.volume_state))
                                  .allow;
        if (same_file && may_read) found.matched.push_back("file");
        if (!found.matched.empty()) duplicates.push_back(std::move(found));
    }
    return duplicates;
}

FilingPlan new_unit(Id item_id) {
    FilingPlan plan;
    plan.item.id = item_id;
    return plan;
}

std::vector<Error> flat(Result<void> checked) {
    if (checked) return {};
    Error first = std::move(checked).error();
    std::vector<Error> all = std::move(first.others);
    first.others.clear();
    all.insert(all.begin(), std::move(first));
    return all;
}

/// Stores the links of a new item and tells the log of the other leading ones.
Result<void> store_links(UnitOfWork& unit, const Item& item, const FilingPlan& plan) {
    if (plan.links.empty()) return {};  // it stands alone, as it was inserted
    std::vector<Id> members = {item.id};
    for (const ItemEntry& entry : plan.group) members.push_back(entry.item.id);
    std::vector<Id> noted;
    for (ItemLink link : plan.links) {
        if (link.id != 0) continue;
        link.id = unit.next_id();
        LT_CHECK(insert_link(unit.db(), link));
        if (link.leading_id == item.id) continue;
        for (const ItemEntry& entry : plan.group)
            if (entry.item.id == link.leading_id) {
                LT_TRY(const auto now, find_entry(unit.db(), entry.item.id));
                Event event = item_event("item.linked", now->item);
                event.details =
                    json_object({{"other", item.archival_code}, {"kind", to_text(link.kind)}});
                unit.note(std::move(event));
            }
    }
    return regroup(unit.db(), members);
}

/// Reads what this person may see of an item.
std::function<Result<ItemDetail>(Database&)> detail_of(const Caller& caller, Id id);

}  // namespace

Result<void> ItemService::log_refusal(const Caller& caller, const char* action, Id id,
                                      const Error& answer) {
    LT_TRY(const auto entry, store_.read_value<std::optional<ItemEntry>>(
                                 [&](Database& db) { return find_entry(db, id); }));
    if (!entry) return {};  // asking about nothing is not an act
    Event event{action, "item", id, entry->item.archival_code, {}, {}, "{}"};
    return log_denial(denials_, caller.actor, std::move(event), answer);
}

Result<FilingProposal> ItemService::propose(const Caller& caller, const ItemDraft& draft) {
    return store_.read_value<FilingProposal>([&](Database& db) -> Result<FilingProposal> {
        LT_TRY(FilingPlan plan,
               prepare_filing(db, caller, draft, new_unit(kNewItem), store_.today()));
        FilingProposal proposal;
        proposal.year = plan.year;
        proposal.filing_year = plan.item.filing_year;
        proposal.moves = plan.moves;
        proposal.schedule = plan.schedule;
        for (GroupMove& move : proposal.moves) hide_unknown(caller.subject, move.entry);
        proposal.late = plan.late;
        for (LateLink& late : proposal.late) hide_unknown(caller.subject, late.request);
        LT_TRY(proposal.duplicates, find_duplicates(db, caller, plan));
        if (plan.fonds && plan.department) {
            auto scope = item_code_scope(db, *plan.fonds, plan.department->code, plan.item);
            auto next = scope ? next_code(db, *std::move(scope))
                              : Result<GivenCode>(std::move(scope).error());
            if (next)
                proposal.archival_code = next->code;
            else
                plan.faults.add(std::move(next).error());
        }
        proposal.faults = flat(std::move(plan.faults).result());
        return proposal;
    });
}

Result<ItemDetail> ItemService::file(const Caller& caller, const ItemDraft& draft) {
    const auto work = [&](UnitOfWork& unit) -> Result<ItemDetail> {
        Database& db = unit.db();
        const Id id = unit.next_id();
        LT_TRY(FilingPlan plan, prepare_filing(db, caller, draft, new_unit(id), unit.today()));
        LT_CHECK(std::move(plan.faults).result());
        Item& item = plan.item;
        item.group_id = id;
        item.state = ItemState::filed;
        item.created_by = caller.subject.user_id;
        item.created_at = item.updated_at = unit.now();
        LT_CHECK(number_item(db, *plan.fonds, plan.department->code, item));
        LT_CHECK(insert_item(db, item));
        LT_CHECK(attach_uploads(unit, caller, id, plan.uploads));
        unit.note(item_event("item.filed", item));
        if (draft.entry_id) LT_CHECK(entry_filed(unit, caller, *draft.entry_id, item));
        LT_CHECK(apply_moves(unit, *plan.fonds, plan.moves));
        LT_CHECK(store_links(unit, item, plan));
        LT_CHECK(request_late_moves(unit, caller, item, plan));
        LT_CHECK(unit.reindex_item(id));
        return detail_of(caller, id)(db);  // here the pages are at hand
    };
    return store_.write_value<ItemDetail>(caller.actor, work);
}

namespace {

std::function<Result<ItemDetail>(Database&)> detail_of(const Caller& caller, Id id) {
    return [&caller, id](Database& db) -> Result<ItemDetail> {
        ItemDetail detail;
        LT_TRY(detail.entry, visible_entry(db, caller, id));
        const AccessObject object = access_object(detail.entry.item, detail.entry.volume_state);
        const Decision content = decide(caller.subject, Action::view_content, object);
        if (content.allow) {
            detail.access = ItemAccess::content;
            LT_TRY(detail.files, list_item_files(db, id));
        } else {
            detail.content_reason = content.reason;
        }
        LT_TRY(const auto links, list_item_links(db, id));
        for (ItemLinkEntry link : links)
            if (may_know(caller.subject, link.other)) {
                hide_unknown(caller.subject, link.other);
                detail.links.push_back(std::move(link));
            }
        LT_TRY(detail.loan_state, loan_out_state(db, id));
        LT_TRY(detail.old_codes, list_redirects(db, CodeOwner::item, id));
        for (const Action action :
             {Action::view_content, Action::view_history, Action::edit_item, Action::withdraw_item,
              Action::request_change, Action::request_loan})
            if (decide(caller.subject, action, object).allow) detail.can.push_back(action);
        hide_unknown(caller.subject, detail.entry);
        return detail;
    };
}

}  // namespace

Result<ItemDetail> ItemService::detail(const Caller& caller, Id id) {
    return store_.read_value<ItemDetail>(detail_of(caller, id));
}

Result<ItemDetail> ItemService::get(const Caller& caller, Id id) {
    LT_TRY(ItemDetail found, guarded(caller, "item.viewed", id, detail(caller, id)));
    Event event{"item.viewed", "item", id, found.entry.item.archival_code, {}, {}, "{}"};
    LT_CHECK(store_.note_only(caller.actor, std::move(event)));
    return found;
}

Result<ItemDetail> ItemService::get_by_code(const Caller& caller, const std::string& code) {
    LT_TRY(const auto id, store_.read_value<std::optional<Id>>([&](Database& db) {
        return find_by_code(db, CodeOwner::item, normalise_code(code));
    }));
    if (!id) return not_found();
    return get(caller, *id);
}

Result<ItemPage> ItemService::list(const Caller& caller, const ItemFilter& filter,
                                   const std::optional<PageEnd>& after, int limit) {
    LT_CHECK(require(caller.subject, Action::view_catalogue));
    return store_.read_value<ItemPage>([&](Database& db) -> Result<ItemPage> {
        const AccessPredicate scope = catalogue_scope(caller);
        ItemPage page;
        if (filter.volume_id) {  // a volume one may not know holds nothing
            LT_TRY(const auto volume, find_volume_entry(db, *filter.volume_id));
            if (!volume ||
                !decide(caller.subject, Action::view_catalogue, access_object(volume->volume))
                     .allow)
                return page;
        }
        if (filter.box_id) {
            LT_TRY(const auto box, find_box_entry(db, *filter.box_id));
            if (!box ||
                !decide(caller.subject, Action::view_catalogue, access_object(box->box)).allow)
                return page;
        }
        LT_TRY(page.items, list_entries(db, filter, scope, after, limit + 1));
        if (page.items.size() > static_cast<std::size_t>(limit)) {
            page.items.pop_back();
            page.next = page_end(page.items.back(), filter.sort);
        }
        LT_TRY(page.total, count_entries(db, filter, scope));
        for (ItemEntry& entry : page.items) hide_unknown(caller.subject, entry);
        return page;
    });
}

Result<std::vector<ItemEntry>> ItemService::rows(const Caller& caller, const std::vector<Id>& ids) {
    using Entries = std::vector<ItemEntry>;
    return store_.read_value<Entries>([&](Database& db) -> Result<Entries> {
        Entries entries;
        for (const Id id : ids) {
            LT_TRY(auto entry, find_entry(db, id));
            if (!entry || !may_know(caller.subject, *entry)) continue;
            hide_unknown(caller.subject, *entry);
            entries.push_back(*std::move(entry));
        }
        return entries;
    });
}

Result<std::vector<TreeFonds>> ItemService::tree(const Caller& caller) {
    using Nodes = std::vector<TreeFonds>;
    LT_CHECK(require(caller.subject, Action::view_catalogue));
    return store_.read_value<Nodes>([&](Database& db) -> Result<Nodes> {
        LT_TRY(const auto fonds, list_fonds(db));
        LT_TRY(const auto counts, count_tree(db, catalogue_scope(caller)));
        Nodes nodes;
        for (const Fonds& one : fonds) {
            TreeFonds node{one, {}};
            for (const TreeCount& count : counts)
                if (count.fonds_id == one.id) node.counts.push_back(count);
            nodes.push_back(std::move(node));
        }
        return nodes;
    });
}

Result<HistoryPage> ItemService::history(const Caller& caller, Id id,
                                         std::optional<std::int64_t> before_seq, int limit) {
    auto read = store_.read_value<HistoryPage>([&](Database& db) -> Result<HistoryPage> {
        LT_TRY(const ItemEntry entry, visible_entry(db, caller, id));
        LT_CHECK(require(caller.subject, Action::view_history,
                         access_object(entry.item, entry.volume_state)));
        HistoryPage page;
        LT_TRY(auto found, list_item_history(db, id, before_seq, limit + 1));
        for (AuditRow& row : found) page.entries.push_back(view_of(std::move(row), caller.subject));
        if (page.entries.size() > static_cast<std::size_t>(limit)) {
            page.entries.pop_back();
            page.next = page.entries.back().entry.seq;
        }
        return page;
    });
    return guarded(caller, "item.history_viewed", id, std::move(read));
}

Result<FileContent> ItemService::file_content(const Caller& caller, Id item_id, Id file_id,
                                              bool continued) {
    std::string code;
    bool known = false;  // this reading is in the log already
    auto read = store_.read_value<FileContent>([&](Database& db) -> Result<FileContent> {
        LT_TRY(const ItemEntry entry, visible_entry(db, caller, item_id));
        LT_CHECK(require(caller.subject, Action::view_content,
                         access_object(entry.item, entry.volume_state)));
        LT_TRY(auto file, find_item_file(db, item_id, file_id));
        if (!file) return not_found();
        code = entry.item.archival_code;
        if (continued) {
            LT_TRY(known, was_read_since(db, caller.subject.user_id, item_id, file_id,
                                         store_.now() - kSameReading));
        }
        LT_TRY(const BlobId blob, BlobId::parse(file->blob_sha256));
        return FileContent{*std::move(file), store_.blobs().path_of(blob)};
    });
    LT_TRY(FileContent content, guarded(caller, "file.viewed", item_id, std::move(read)));
    Event event{"file.viewed", "item", item_id, code, {}, {}, "{}"};
    event.details = json_object({{"file_id", std::to_string(file_id)},
                                 {"name", content.file.name},
                                 {"sha256", content.file.blob_sha256}});
    LT_CHECK(prove(caller, content, event));
    if (!known) LT_CHECK(store_.note_only(caller.actor, std::move(event)));
    return content;
}

Result<void> ItemService::prove(const Caller& caller, const FileContent& content, Event viewed) {
    LT_TRY(const BlobId blob, BlobId::parse(content.file.blob_sha256));
    auto proven = seen_.check(store_.blobs(), blob);
    if (proven || proven.error().key != "storage.damaged") return proven;
    Error error = std::move(proven).error();
    error.params = {{"name", content.file.name}};
    viewed.action = "file.damaged";
    viewed.outcome = Outcome::failed;
    viewed.reason = error.key;
    LT_CHECK(denials_.note(caller.actor, std::move(viewed)));
    return error;
}

}  // namespace lantai::core
