#include "core/blob/seen_blobs.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace lantai::core {
namespace {

constexpr std::size_t kMaxKnown = 10'000;

Error damaged(const BlobId& id, const std::string& how) {
    return fail(ErrorCode::corrupt, "storage.damaged", id.hex() + " " + how);
}

}  // namespace

Result<SeenBlobs::State> SeenBlobs::state_of(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return fail(missing ? ErrorCode::not_found : ErrorCode::io,
                    missing ? "blob.not_found" : "storage.io", std::strerror(errno));
    }
    return State{found.st_dev,         found.st_ino,          found.st_size,
                 found.st_mtim.tv_sec, found.st_mtim.tv_nsec, found.st_ctim.tv_sec,
                 found.st_ctim.tv_nsec};
}

bool SeenBlobs::knows(const BlobId& id, const State& state) {
    const std::scoped_lock lock(mutex_);
    const auto known = whole_.find(id.hex());
    return known != whole_.end() && known->second == state;
}

Result<void> SeenBlobs::check(const BlobStore& store, const BlobId& id) {
    const std::filesystem::path file = store.path_of(id);
    const auto state = state_of(file);  // before reading: a change meanwhile is seen next time
    if (!state && state.error().code != ErrorCode::not_found) return state.error();
    if (!state) return damaged(id, "is missing");
    if (knows(id, *state)) return {};
    LT_TRY(const FileDigest digest, digest_(file));
    if (digest.sha256 != id.hex()) return damaged(id, "holds other bytes");
    const std::scoped_lock lock(mutex_);
    if (whole_.size() >= kMaxKnown) whole_.clear();
    whole_.insert_or_assign(id.hex(), *state);
    return {};
}

}  // namespace lantai::core
