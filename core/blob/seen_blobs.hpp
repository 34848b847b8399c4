// Serves no altered bytes: what stored files hold is proven before they are given out.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

#include "core/blob/blob_files.hpp"
#include "core/blob/blob_store.hpp"

namespace lantai::core {

/// Which blobs were found whole since the program started. A file is read once and trusted as long
/// as the file system says that nobody has touched it: device, number, size, times of the last
/// change of its bytes and of its properties, in nanoseconds. Decay of the medium under a file that
/// was read already is found by `lantai check` only.
/// Threads: every method from any thread; reading a file keeps nobody waiting for another one.
class SeenBlobs {
public:
    using Digest = std::function<Result<FileDigest>(const std::filesystem::path&)>;
    explicit SeenBlobs(Digest digest = digest_file) : digest_(std::move(digest)) {}

    /// Errors: corrupt "storage.damaged" when the file is missing or holds other bytes than its
    /// name promises; io when it cannot be read.
    Result<void> check(const BlobStore& store, const BlobId& id);

private:
    using State = std::tuple<std::uint64_t, std::uint64_t, std::int64_t, std::int64_t, std::int64_t,
                             std::int64_t, std::int64_t>;
    static Result<State> state_of(const std::filesystem::path& file);
    bool knows(const BlobId& id, const State& state);
    Digest digest_;
    std::mutex mutex_;
    std::map<std::string, State> whole_;  // by digest; guarded by mutex_
};

}  // namespace lantai::core
