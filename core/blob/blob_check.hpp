// Re-reads stored blobs and compares them with what was recorded when they came in.
#pragma once
#include <cstdint>
#include <string>

#include "core/blob/blob_store.hpp"

namespace lantai::core {

enum class BlobFault { none, missing, wrong_size, wrong_sha256, wrong_sm3, unreadable };

/// Reads the whole file. Threads: any.
BlobFault check_blob(const BlobStore& store, const BlobId& id, std::int64_t size,
                     const std::string& sm3);

/// "missing", "wrong_size" …, for reports.
std::string_view to_string(BlobFault fault);

}  // namespace lantai::core
