// Open databases of the index, one set per search at a time.
#pragma once
#include <sys/stat.h>
#include <xapian.h>

#include <array>
#include <filesystem>
#include <mutex>
#include <optional>
#include <vector>

#include "core/base/result.hpp"
#include "indexer/fields.hpp"

namespace lantai::indexer {

/// A rebuilt index is another folder of the same name.
struct FolderIdentity {
    ino_t inode = 0;
    timespec made{};  // its last new entry; numbers of deleted folders are given out again
    bool operator==(const FolderIdentity& other) const {
        return inode == other.inode && made.tv_sec == other.made.tv_sec &&
               made.tv_nsec == other.made.tv_nsec;
    }
};

/// The databases of the levels 0 … clearance of one index folder.
struct ReaderSet {
    FolderIdentity folder;
    std::vector<Xapian::Database> levels;
};

/// Threads: any. A set is used by one search at a time, so Xapian's handles are never shared.
class ReaderPool {
public:
    explicit ReaderPool(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// A set that sees the last commit. Throws Xapian::Error. Error: busy "index.missing".
    core::Result<ReaderSet> take(std::size_t clearance);
    void give_back(ReaderSet set);

private:
    static constexpr std::size_t kKept = 8;  // idle sets per clearance
    const std::filesystem::path folder_;
    std::mutex mutex_;
    std::array<std::vector<ReaderSet>, kLevels> idle_;  // guarded by mutex_
};

}  // namespace lantai::indexer
