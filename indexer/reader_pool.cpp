#include "indexer/reader_pool.hpp"

namespace lantai::indexer {

core::Result<ReaderSet> ReaderPool::take(std::size_t clearance) {
    struct stat facts {};
    if (::stat(folder_.c_str(), &facts) != 0)
        return core::fail(core::ErrorCode::busy, "index.missing");
    const FolderIdentity folder{facts.st_ino, facts.st_mtim};
    ReaderSet set;
    {
        const std::lock_guard guard(mutex_);
        auto& idle = idle_[clearance];
        if (!idle.empty()) {
            set = std::move(idle.back());
            idle.pop_back();
        }
        if (!(set.folder == folder)) idle.clear();
    }
    if (set.folder == folder) {
        for (auto& level : set.levels) level.reopen();
        return set;
    }
    set = {folder, {}};
    for (std::size_t i = 0; i <= clearance; ++i)
        set.levels.emplace_back((folder_ / ("level-" + std::to_string(i))).string());
    return set;
}

void ReaderPool::give_back(ReaderSet set) {
    const std::lock_guard guard(mutex_);
    auto& idle = idle_[set.levels.size() - 1];
    if (idle.size() < kKept) idle.push_back(std::move(set));
}

}  // namespace lantai::indexer
