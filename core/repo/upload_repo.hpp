// Blobs and received files in the database.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/item_entry.hpp"

namespace lantai::core {

/// What is recorded of a blob's bytes.
struct BlobRow {
    std::string sha256;
    std::string sm3;
    std::int64_t size = 0;
};

/// Nothing happens when the blob is known.
Result<void> insert_blob(Database& db, const BlobRow& blob, Timestamp now);
Result<std::vector<BlobRow>> list_blobs(Database& db);  // by sha256
/// Blobs older than `before` that no file and no upload names.
Result<std::vector<std::string>> list_unused_blobs(Database& db, Timestamp before);
Result<void> delete_blob_row(Database& db, const std::string& sha256);

Result<void> insert_upload(Database& db, const Upload& upload);
Result<std::optional<Upload>> find_upload(Database& db, Id id);
Result<void> delete_upload(Database& db, Id id);
Result<std::int64_t> delete_uploads_before(Database& db, Timestamp before);

}  // namespace lantai::core
