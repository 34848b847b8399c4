// The writing side of the index: one Xapian database per level.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/stored_document.hpp"

namespace lantai::indexer {

/// Of which archive and up to where; an index of another schema or epoch must not be used.
struct IndexState {
    int schema = 0;
    std::string epoch;
    std::int64_t outbox_seq = 0;
};

/// Promises: an item has at most one live copy, in the database of its level. What was put is seen
/// by readers after commit(), all or nothing per level; a crash loses only what was not committed,
/// and putting it again is harmless. Threads: one at a time. One writer per folder, over processes.
/// Errors of every method: those of xapian_guard.hpp; io "index.io".
class IndexWriter {
public:
    /// Makes an empty index of this schema and epoch; the folder must not hold one.
    static core::Result<std::unique_ptr<IndexWriter>> create(const std::filesystem::path& folder,
                                                             const std::string& epoch);
    /// All five databases must be there (else busy "index.missing"); of whichever schema.
    static core::Result<std::unique_ptr<IndexWriter>> open(const std::filesystem::path& folder);
    virtual ~IndexWriter() = default;

    /// The oldest schema and epoch of the five; they may differ from this program's.
    virtual core::Result<IndexState> state() = 0;

    /// The texts that the index holds of an item, to spare their extraction; empty if none.
    virtual core::Result<std::vector<FileText>> stored_texts(core::Id item_id) = 0;

    /// Adds or replaces. The item must not be withdrawn.
    virtual core::Result<void> put(const core::Item& item, const std::vector<FileText>& files) = 0;
    virtual core::Result<void> remove(core::Id item_id) = 0;

    /// Makes everything since the last commit durable and visible.
    virtual core::Result<void> commit(std::int64_t outbox_seq) = 0;
};

}  // namespace lantai::indexer
