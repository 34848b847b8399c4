#include "core/blob/blob_check.hpp"

#include <array>
#include <fstream>

#include "core/base/hash.hpp"

namespace lantai::core {

BlobFault check_blob(const BlobStore& store, const BlobId& id, std::int64_t size,
                     const std::string& sm3) {
    const auto path = store.path_of(id);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return BlobFault::missing;
    std::ifstream in(path, std::ios::binary);
    if (!in) return BlobFault::unreadable;
    Hasher sha_engine(HashKind::sha256);
    Hasher sm3_engine(HashKind::sm3);
    std::array<char, 65536> buffer;
    std::int64_t read = 0;
    while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
        const auto count = static_cast<std::size_t>(in.gcount());
        read += in.gcount();
        sha_engine.update({buffer.data(), count});
        sm3_engine.update({buffer.data(), count});
    }
    if (in.bad()) return BlobFault::unreadable;
    if (read != size) return BlobFault::wrong_size;
    if (sha_engine.hex() != id.hex()) return BlobFault::wrong_sha256;
    if (sm3_engine.hex() != sm3) return BlobFault::wrong_sm3;
    return BlobFault::none;
}

std::string_view to_string(BlobFault fault) {
    switch (fault) {
        case BlobFault::none:
            return "none";
        case BlobFault::missing:
            return "missing";
        case BlobFault::wrong_size:
            return "wrong_size";
        case BlobFault::wrong_sha256:
            return "wrong_sha256";
        case BlobFault::wrong_sm3:
            return "wrong_sm3";
        case BlobFault::unreadable:
            return "unreadable";
    }
    return "none";
}

}  // namespace lantai::core
