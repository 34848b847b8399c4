#include "core/service/record_search.hpp"

#include <unordered_map>
#include <utility>

#include "core/base/json_text.hpp"
#include "core/repo/item_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

/// Asks the access rules about rows as they are now, and keeps what it read for the answer.
class Judge {
public:
    Judge(Database& db, const Subject& subject) : db_(db), subject_(subject) {}

    Result<RowAccess> operator()(Id id) {
        LT_TRY(auto entry, find_entry(db_, id));
        if (!entry) return RowAccess::hidden;
        const auto object = access_object(entry->item, entry->volume_state);
        if (!decide(subject_, Action::search_records, object).allow) return RowAccess::hidden;
        const auto content = decide(subject_, Action::view_content, object);
        FoundRecord& record = seen_[id];
        record.entry = *std::move(entry);
        hide_unknown(subject_, record.entry);
        record.access = content.allow ? RowAccess::content : RowAccess::catalogue;
        record.content_reason = content.allow ? std::string() : content.reason;
        return record.access;
    }

    /// Only rows that were judged visible are asked for.
    FoundRecord take(Id id) { return std::move(seen_.at(id)); }

private:
    Database& db_;
    const Subject& subject_;
    std::unordered_map<Id, FoundRecord> seen_;
};

Event search_event(const SearchQuery& query, const SearchResult& result) {
    Event event;
    event.action = "search.run";
    event.object_type = "search";
    event.details = json_object({{"query", query.text},
                                 {"total", result.total},
                                 {"exact", result.total_exact},
                                 {"offset", query.offset}});
    return event;
}

}  // namespace

Result<FoundRecords> find_records(Store& store, const SearchEngine& engine, const Caller& caller,
                                  const SearchQuery& query) {
    LT_CHECK(require(caller.subject, Action::search_records));
    const auto scope = search_scope(caller.subject);
    if (!scope) return fail(ErrorCode::forbidden, "access.role_missing");
    FoundRecords found;
    LT_CHECK(store.read([&](Database& db) -> Result<void> {
        Judge judge(db, caller.subject);
        LT_TRY(found.result, engine(query, *scope, [&](Id id) { return judge(id); }));
        for (SearchHit& hit : found.result.hits) {
            found.records.push_back(judge.take(hit.item_id));
            found.records.back().hit = std::move(hit);
        }
        return {};
    }));
    found.result.hits.clear();
    LT_CHECK(store.note_only(caller.actor, search_event(query, found.result)));
    return found;
}

}  // namespace lantai::core
