// One search as the API and the command line run it: within the caller's scope, every row judged
// again on the database of now, logged. The index itself is the caller's to bring.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/model/item_entry.hpp"
#include "core/model/search.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct FoundRecord {
    ItemEntry entry;  // as the database has it now
    SearchHit hit;
    /// catalogue: `content_reason` says why not more (access.request_loan …).
    RowAccess access = RowAccess::catalogue;
    std::string content_reason;
};

struct FoundRecords {
    std::vector<FoundRecord> records;
    SearchResult result;  // totals and facets
};

/// Asks the index; see indexer/searcher.hpp for its promises and errors.
using SearchEngine =
    std::function<Result<SearchResult>(const SearchQuery&, const SearchScope&, const RowJudge&)>;

/// Promises: what the access rules hide from the caller at this moment is neither shown nor
/// counted on the page at hand, however old the index is; body texts are matched and quoted only
/// where the caller may read the content (DECISIONS 2). Rows, rights and texts are judged in one
/// snapshot. Logged as search.run with the text and the total.
/// Errors: forbidden access.role_missing for who may not search; those of `engine`.
/// Threads: any.
Result<FoundRecords> find_records(Store& store, const SearchEngine& engine, const Caller& caller,
                                  const SearchQuery& query);

}  // namespace lantai::core
