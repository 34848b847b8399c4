// Finds items by full text and filters, within the scope of one person.
#pragma once
#include <filesystem>
#include <memory>
#include <string_view>

#include "core/model/search.hpp"

namespace lantai::indexer {

/// Promises: databases of levels above scope.clearance are not opened. A piece of the query counts
/// in titles and catalogue fields of everything up to the clearance, in full texts only within the
/// content scope. Hits are exact (brute force over the folded texts would find the same). Counts
/// and facets are exact up to 10,000, above that "more than 10,000". Every row passes `judge`
/// before it is returned; what `judge` hides is not counted either when it was met. The order
/// depends on nothing outside the scope.
/// Threads: any thread may call search(); each uses its own handles.
class Searcher {
public:
    explicit Searcher(std::filesystem::path data);  // opened at the first search
    ~Searcher();

    /// Errors: invalid_argument with field q, offset or limit; busy "index.missing" until the
    /// worker has made an index; busy "index.changing"; corrupt "index.corrupt"; those of `judge`.
    core::Result<core::SearchResult> search(const core::SearchQuery& query,
                                            const core::SearchScope& scope,
                                            const core::RowJudge& judge);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// Highest total that is counted exactly.
inline constexpr int kMaxCounted = 10'000;

}  // namespace lantai::indexer
