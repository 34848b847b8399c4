// A whole copy of an archive and its return: database, files and a manifest that proves
// both complete.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/ids.hpp"
#include "core/repo/audit_log.hpp"
#include "core/repo/blob_repo.hpp"
#include "core/repo/upload_repo.hpp"

namespace lantai::core {

/// What a backup says about itself. On disk it is the text file MANIFEST, one fact a line:
///   lantai-backup 1 / made RFC3339 / database SHA256 SIZE / audit SEQ CHAIN / rows TABLE COUNT /
///   blobs COUNT BYTES / blob SHA256 SIZE … / end SHA256-of-all-lines-above
struct BackupManifest {
    Timestamp made_at = 0;
    std::string database_sha256;
    std::uint64_t database_size = 0;
    AuditHead head;  // without `at`
    std::vector<TableCount> rows;
    std::vector<BlobRow> blobs;  // without sm3
    std::uint64_t blob_bytes = 0;
};

/// Copies the archive in `data` to `target`, which must not exist or be empty; works while a
/// server runs on it. The database is copied first, so that every file it names is there; each
/// file is hashed as it is copied. Errors: conflict backup.target_not_empty; not_found
/// archive.missing; corrupt blob.corrupt or blob.not_found (the source is damaged: no manifest is
/// written, so the copy can't be mistaken for a backup); io.
Result<BackupManifest> make_backup(const std::filesystem::path& data,
                                   const std::filesystem::path& target, const Clock& clock);

/// Reads and proves a backup: manifest whole, database and every file of their hashes and sizes,
/// rows and audit head as the manifest says. Errors: corrupt backup.manifest_bad,
/// backup.database_bad, backup.file_bad, backup.counts_bad; not_found backup.missing; io.
Result<BackupManifest> verify_backup(const std::filesystem::path& backup);

/// Verifies, copies into `data` (must not exist or be empty) and compares again there. The
/// restored archive gets a new epoch, so that its index is built afresh; sessions and one-time
/// links do not come back to life. Errors: as verify_backup; conflict restore.target_not_empty.
Result<BackupManifest> restore_backup(const std::filesystem::path& backup,
                                      const std::filesystem::path& data, IdSource& ids);

}  // namespace lantai::core
