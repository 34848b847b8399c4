// Looks at stored files without trusting any record of them.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/blob/blob_store.hpp"

namespace lantai::core {

struct FileDigest {
    std::string sha256;
    std::uint64_t size = 0;
};
/// Reads the whole file piece by piece. Errors: not_found blob.not_found, io storage.io.
Result<FileDigest> digest_file(const std::filesystem::path& file);

/// Names of all blobs under <root>/objects, ascending; other files there are named in `strangers`.
/// Errors: io.
struct StoredNames {
    std::vector<std::string> blobs;
    std::vector<std::string> strangers;
};
Result<StoredNames> stored_names(const std::filesystem::path& root);

/// Where a blob lies under `root`; makes no folder, so `root` may be read-only.
std::filesystem::path blob_path(const std::filesystem::path& root, const BlobId& id);

/// Copies a blob from under `root` into a store and hashes what it read; the copy is on disk when
/// it returns. Errors: corrupt blob.corrupt when the bytes are not those of the name; not_found;
/// io.
Result<std::uint64_t> copy_blob(const std::filesystem::path& root, const BlobStore& to,
                                const BlobId& id);

}  // namespace lantai::core
