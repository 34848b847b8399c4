#include "core/repo/upload_repo.hpp"

#include "core/repo/rows.hpp"

namespace lantai::core {

Result<void> insert_blob(Database& db, const BlobRow& blob, Timestamp now) {
    return run(db,
               "INSERT INTO blobs(sha256, sm3, size, created_at)"
               " VALUES (:sha256, :sm3, :size, :now) ON CONFLICT (sha256) DO NOTHING",
               {{"sha256", blob.sha256}, {"sm3", blob.sm3}, {"size", blob.size}, {"now", now}});
}

Result<std::vector<BlobRow>> list_blobs(Database& db) {
    return db_list<BlobRow>(db, "SELECT sha256, sm3, size FROM blobs ORDER BY sha256", {},
                            [](const DbRow& row) {
                                return BlobRow{row.text(0), row.text(1), row.integer(2)};
                            });
}

Result<std::vector<std::string>> list_unused_blobs(Database& db, Timestamp before) {
    return db_list<std::string>(
        db,
        "SELECT sha256 FROM blobs b WHERE created_at < :before"
        " AND NOT EXISTS (SELECT 1 FROM item_files WHERE blob_sha256 = b.sha256)"
        " AND NOT EXISTS (SELECT 1 FROM uploads WHERE blob_sha256 = b.sha256)"
        " AND NOT EXISTS (SELECT 1 FROM fonds_logos WHERE blob_sha256 = b.sha256)",
        {{"before", before}}, [](const DbRow& row) { return row.text(0); });
}

Result<void> delete_blob_row(Database& db, const std::string& sha256) {
    return run(db, "DELETE FROM blobs WHERE sha256 = :sha256", {{"sha256", sha256}});
}

Result<void> insert_upload(Database& db, const Upload& upload) {
    return run(db,
               "INSERT INTO uploads(id, user_id, name, media_type, blob_sha256, created_at)"
               " VALUES (:id, :user, :name, :media_type, :sha256, :now)",
               {{"id", upload.id},
                {"user", or_null(upload.user_id)},
                {"name", upload.name},
                {"media_type", upload.media_type},
                {"sha256", upload.sha256},
                {"now", upload.created_at}});
}

Result<std::optional<Upload>> find_upload(Database& db, Id id) {
    return db_find<Upload>(
        db,
        "SELECT u.id, u.user_id, u.name, u.media_type, u.blob_sha256, b.size, u.created_at"
        " FROM uploads u JOIN blobs b ON b.sha256 = u.blob_sha256 WHERE u.id = :id",
        {{"id", id}}, [](const DbRow& row) {
            return Upload{row.integer(0), row.optional_integer(1).value_or(0),
                          row.text(2),    row.text(3),
                          row.text(4),    row.integer(5),
                          row.integer(6)};
        });
}

Result<void> delete_upload(Database& db, Id id) {
    return run(db, "DELETE FROM uploads WHERE id = :id", {{"id", id}});
}

Result<std::int64_t> delete_uploads_before(Database& db, Timestamp before) {
    return db.execute("DELETE FROM uploads WHERE created_at < :before", {{"before", before}});
}

}  // namespace lantai::core
