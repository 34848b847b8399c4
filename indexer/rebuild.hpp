// The index as a whole: who may write it, building it anew, and how it stands.
#pragma once
#include <array>
#include <filesystem>
#include <functional>
#include <memory>

#include "indexer/fields.hpp"
#include "indexer/item_indexer.hpp"

namespace lantai::indexer {

/// The index of an archive lies in <data>/index; it is a cache and may be deleted any time.
std::filesystem::path index_folder(const std::filesystem::path& data);

/// Held by whoever writes the index, over processes, until destroyed.
class IndexLock {
public:
    /// Errors: busy "index.locked" when another holds it; io.
    static core::Result<std::unique_ptr<IndexLock>> take(const std::filesystem::path& data);
    ~IndexLock();
    IndexLock(const IndexLock&) = delete;
    IndexLock& operator=(const IndexLock&) = delete;

private:
    explicit IndexLock(int fd) : fd_(fd) {}
    int fd_;
};

struct RebuildReport {
    std::int64_t items = 0;
    std::int64_t files_without_text = 0;
    std::int64_t unreadable = 0;  // damaged records left out
};

/// Builds the whole index beside the present one, then swaps the two in one step, so that readers
/// always find a complete one. The caller holds the lock and has no writer open. `stop` is asked
/// between items; when true, busy "index.stopped" and the present index stays.
core::Result<RebuildReport> rebuild_index(const std::filesystem::path& data,
                                          const IndexSource& source,
                                          const std::function<bool()>& stop = {});

struct IndexStatus {
    bool usable = false;  // present, of this schema, readable
    int schema = 0;
    std::string epoch;
    std::int64_t outbox_seq = 0;
    std::array<std::int64_t, kLevels> documents{};
};
/// For people; does not need the lock. An absent or damaged index is not an error: usable = false.
IndexStatus index_status(const std::filesystem::path& data);

}  // namespace lantai::indexer
