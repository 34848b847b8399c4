// Does the index say what the archive says? For `lantai check`.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexer/item_indexer.hpp"

namespace lantai::indexer {

struct IndexComparison {
    std::int64_t compared = 0;        // items and documents looked at
    std::int64_t pending = 0;         // items whose change is still in the feed: not compared
    bool missing = false;             // there is no index folder (a new or a restored archive)
    std::vector<std::string> faults;  // plain English, by item id; at most kMaxFaultsNamed + 1
};

/// What is beyond this number is only counted in the last line.
inline constexpr std::size_t kMaxFaultsNamed = 100;

/// Compares both ways. Every item that is not withdrawn must have one document, in the database of
/// its level, whose facts, catalogue entry, files (hashes), search terms and text states are those
/// of today; no other document may be there. Each document is made again from the rows and the
/// texts it holds, and compared bit by bit; the texts themselves are not extracted again. A damaged
/// index, or one of another schema or epoch, is one fault. Items in the feed may differ.
/// Changes nothing and needs no lock; works beside a running server, as a difference counts only
/// when fresh looks confirm it. `read` as in IndexSource.
/// Errors: those of `read` and of core/repo/index_repo.hpp; busy "index.changing".
core::Result<IndexComparison> compare_index(
    const std::filesystem::path& data,
    const std::function<core::Result<void>(const IndexSource::DbWork&)>& read);

}  // namespace lantai::indexer
