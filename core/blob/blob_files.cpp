#include "core/blob/blob_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>

#include "core/base/hash.hpp"

namespace lantai::core {
namespace fs = std::filesystem;
namespace {
Error io(const fs::path& path, const std::string& what) {
    return fail(ErrorCode::io, "storage.io", path.string() + ": " + what);
}
}  // namespace

Result<FileDigest> digest_file(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error)) {
        if (error) return io(file, error.message());
        return fail(ErrorCode::not_found, "blob.not_found", file.filename().string());
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) return io(file, "cannot be opened");
    Hasher sha(HashKind::sha256);
    std::array<char, 65536> buffer;
    FileDigest digest;
    while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
        const auto count = static_cast<std::size_t>(in.gcount());
        sha.update({buffer.data(), count});
        digest.size += count;
    }
    if (in.bad()) return io(file, "cannot be read");
    digest.sha256 = sha.hex();
    return digest;
}

Result<StoredNames> stored_names(const fs::path& root) {
    StoredNames names;
    std::error_code error;
    fs::recursive_directory_iterator at(root / "objects", error);
    if (error) return io(root / "objects", error.message());
    for (const fs::recursive_directory_iterator end; at != end; at.increment(error)) {
        if (error) return io(root / "objects", error.message());
        const fs::path path = at->path();
        if (at->is_directory(error) && at.depth() == 0) continue;
        const auto id = BlobId::parse(path.filename().string());
        const bool placed = at.depth() == 1 && id && at->is_regular_file(error) &&
                            path.parent_path().filename() == id->hex().substr(0, 2);
        (placed ? names.blobs : names.strangers).push_back(path.filename().string());
    }
    std::sort(names.blobs.begin(), names.blobs.end());
    std::sort(names.strangers.begin(), names.strangers.end());
    return names;
}

fs::path blob_path(const fs::path& root, const BlobId& id) {
    return root / "objects" / id.hex().substr(0, 2) / id.hex();
}

Result<std::uint64_t> copy_blob(const fs::path& root, const BlobStore& to, const BlobId& id) {
    const fs::path file = blob_path(root, id);
    std::ifstream in(file, std::ios::binary);
    std::error_code error;
    if (!in && !fs::exists(file, error))
        return fail(ErrorCode::not_found, "blob.not_found", id.hex());
    if (!in) return io(file, "cannot be opened");
    LT_TRY(const StoredBlob stored, to.put(in, std::numeric_limits<std::uint64_t>::max()));
    if (stored.id != id) {
        // Other bytes than the name says; what was stored belongs to nothing in this copy.
        fs::remove(to.path_of(stored.id), error);
        return fail(ErrorCode::corrupt, "blob.corrupt", id.hex());
    }
    return stored.size;
}

}  // namespace lantai::core
