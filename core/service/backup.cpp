#include "core/service/backup.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "core/base/durable_file.hpp"
#include "core/base/hash.hpp"
#include "core/blob/blob_files.hpp"
#include "core/db/database.hpp"
#include "core/repo/session_repo.hpp"
#include "core/repo/settings.hpp"

namespace lantai::core {
namespace fs = std::filesystem;
namespace {

constexpr const char* kFirstLine = "lantai-backup 1";
constexpr const char* kDatabase = "lantai.db";
constexpr const char* kManifest = "MANIFEST";

Error manifest_bad(const std::string& why) {
    return fail(ErrorCode::corrupt, "backup.manifest_bad", why);
}

/// Makes the folder; one that holds anything is refused.
Result<void> make_empty_folder(const fs::path& folder, const char* key) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return fail(ErrorCode::io, "storage.io", folder.string() + ": " + error.message());
    const bool empty = fs::is_empty(folder, error);
    if (error) return fail(ErrorCode::io, "storage.io", folder.string() + ": " + error.message());
    if (!empty) return fail(ErrorCode::conflict, key, folder.string() + " is not empty");
    return {};
}

/// Counts, head and blobs as the database in this file holds them.
Result<BackupManifest> facts_of(const fs::path& file) {
    LT_TRY(const auto db, open_sqlite(file, DbMode::reader));
    BackupManifest facts;
    LT_CHECK(in_snapshot(*db, [&]() -> Result<void> {
        LT_TRY(facts.head, audit_head(*db));
        facts.head.at.reset();
        LT_TRY(facts.rows, count_tables(*db));
        LT_TRY(facts.blobs, list_blobs(*db));
        return {};
    }));
    for (const BlobRow& blob : facts.blobs)
        facts.blob_bytes += static_cast<std::uint64_t>(blob.size);
    return facts;
}

bool same_facts(const BackupManifest& a, const BackupManifest& b) {
    const auto same_row = [](const TableCount& x, const TableCount& y) {
        return x.table == y.table && x.rows == y.rows;
    };
    const auto same_blob = [](const BlobRow& x, const BlobRow& y) {
        return x.sha256 == y.sha256 && x.size == y.size;
    };
    return a.head.seq == b.head.seq && a.head.chain == b.head.chain &&
           a.blob_bytes == b.blob_bytes &&
           std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(), same_row) &&
           std::equal(a.blobs.begin(), a.blobs.end(), b.blobs.begin(), b.blobs.end(), same_blob);
}

Result<void> copy_blobs(const fs::path& from, const fs::path& to,
                        const std::vector<BlobRow>& blobs) {
    LT_TRY(const BlobStore target, BlobStore::open(to));
    for (const BlobRow& blob : blobs) {
        LT_TRY(const BlobId id, BlobId::parse(blob.sha256));
        LT_TRY(const auto size, copy_blob(from, target, id));
        if (static_cast<std::int64_t>(size) != blob.size)
            return fail(ErrorCode::corrupt, "blob.corrupt", blob.sha256);
    }
    std::error_code error;
    fs::remove(to / "tmp", error);  // a backup has no work in progress
    return {};
}

std::string manifest_text(const BackupManifest& manifest) {
    std::ostringstream out;
    out << kFirstLine << "\nmade " << to_rfc3339(manifest.made_at) << "\ndatabase "
        << manifest.database_sha256 << ' ' << manifest.database_size << "\naudit "
        << manifest.head.seq << ' ' << manifest.head.chain << '\n';
    for (const TableCount& count : manifest.rows)
        out << "rows " << count.table << ' ' << count.rows << '\n';
    out << "blobs " << manifest.blobs.size() << ' ' << manifest.blob_bytes << '\n';
    for (const BlobRow& blob : manifest.blobs)
        out << "blob " << blob.sha256 << ' ' << blob.size << '\n';
    const std::string body = out.str();
    return body + "end " + sha256_hex(body) + "\n";
}

Result<BackupManifest> parse_manifest(const std::string& text) {
    const auto end = text.rfind("end ");
    if (end == std::string::npos ||
        text.substr(end) != "end " + sha256_hex(text.substr(0, end)) + "\n")
        return manifest_bad("cut off or changed");
    std::istringstream lines(text.substr(0, end));
    std::string line;
    if (!std::getline(lines, line) || line != kFirstLine) return manifest_bad("unknown form");
    BackupManifest manifest;
    std::size_t blobs = 0;
    while (std::getline(lines, line)) {
        std::istringstream in(line);
        std::string word, made;
        in >> word;
        if (word == "made") {
            in >> made;
            LT_TRY(manifest.made_at, parse_rfc3339(made));
        } else if (word == "database") {
            in >> manifest.database_sha256 >> manifest.database_size;
        } else if (word == "audit") {
            in >> manifest.head.seq >> manifest.head.chain;
        } else if (word == "rows") {
            in >> manifest.rows.emplace_back().table >> manifest.rows.back().rows;
        } else if (word == "blobs") {
            in >> blobs >> manifest.blob_bytes;
        } else if (word == "blob") {
            in >> manifest.blobs.emplace_back().sha256 >> manifest.blobs.back().size;
        } else {
            return manifest_bad("unknown line");
        }
        if (in.fail()) return manifest_bad("broken line");
    }
    if (blobs != manifest.blobs.size()) return manifest_bad("blobs missing");
    return manifest;
}

Result<BackupManifest> read_manifest(const fs::path& backup) {
    std::error_code error;
    if (!fs::is_regular_file(backup / kManifest, error))
        return fail(ErrorCode::not_found, "backup.missing",
                    "no whole backup in " + backup.string() + ": MANIFEST is missing");
    std::ifstream in(backup / kManifest, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in && !in.eof()) return fail(ErrorCode::io, "storage.io", kManifest);
    return parse_manifest(text);
}

Result<void> check_database_file(const fs::path& file, const BackupManifest& manifest) {
    const auto digest = digest_file(file);
    if (!digest && digest.error().code != ErrorCode::not_found) return digest.error();
    if (!digest || digest->sha256 != manifest.database_sha256 ||
        digest->size != manifest.database_size)
        return fail(ErrorCode::corrupt, "backup.database_bad", file.string());
    return {};
}

Result<void> check_facts(const fs::path& file, const BackupManifest& manifest) {
    const auto facts = facts_of(file);
    if (!facts) return fail(ErrorCode::corrupt, "backup.database_bad", facts.error().detail);
    if (!same_facts(*facts, manifest))
        return fail(ErrorCode::corrupt, "backup.counts_bad", file.string());
    return {};
}

Result<void> check_blob_files(const fs::path& root, const BackupManifest& manifest) {
    for (const BlobRow& blob : manifest.blobs) {
        LT_TRY(const BlobId id, BlobId::parse(blob.sha256));
        const auto digest = digest_file(blob_path(root, id));
        if (!digest && digest.error().code != ErrorCode::not_found) return digest.error();
        if (!digest || digest->sha256 != blob.sha256 ||
            static_cast<std::int64_t>(digest->size) != blob.size)
            return fail(ErrorCode::corrupt, "backup.file_bad", blob.sha256);
    }
    return {};
}

/// Nobody may step into a session or use a link out of an old copy.
Result<void> begin_new_epoch(const fs::path& file, const std::string& epoch) {
    LT_TRY(const auto db, open_sqlite(file, DbMode::writer));
    return in_transaction(*db, [&]() -> Result<void> {
        LT_CHECK(save_setting(*db, "epoch", epoch));
        LT_CHECK(delete_ended_sessions(*db, INT64_MAX, INT64_MAX));
        return delete_old_links(*db, INT64_MAX);
    });
}

}  // namespace

Result<BackupManifest> make_backup(const fs::path& data, const fs::path& target,
                                   const Clock& clock) {
    std::error_code error;
    if (!fs::is_regular_file(data / kDatabase, error))
        return fail(ErrorCode::not_found, "archive.missing", "no archive in " + data.string());
    LT_CHECK(make_empty_folder(target, "backup.target_not_empty"));
    LT_CHECK(copy_sqlite(data / kDatabase, target / kDatabase));
    LT_TRY(BackupManifest manifest, facts_of(target / kDatabase));
    LT_CHECK(copy_blobs(data, target, manifest.blobs));
    for (const char* rest : {"lantai.db-wal", "lantai.db-shm"}) fs::remove(target / rest, error);
    LT_TRY(const FileDigest digest, digest_file(target / kDatabase));
    manifest.database_sha256 = digest.sha256;
    manifest.database_size = digest.size;
    manifest.made_at = clock.now();
    // Last and in one piece: a folder with a manifest is a whole backup.
    LT_TRY(DurableFile file, DurableFile::create_in(target));
    LT_CHECK(file.write(manifest_text(manifest)));
    LT_CHECK(file.publish(target / kManifest));
    return manifest;
}

Result<BackupManifest> verify_backup(const fs::path& backup) {
    LT_TRY(BackupManifest manifest, read_manifest(backup));
    LT_CHECK(check_database_file(backup / kDatabase, manifest));
    LT_CHECK(check_blob_files(backup, manifest));
    return manifest;
}

Result<BackupManifest> restore_backup(const fs::path& backup, const fs::path& data, IdSource& ids) {
    LT_TRY(BackupManifest manifest, verify_backup(backup));
    LT_CHECK(make_empty_folder(data, "restore.target_not_empty"));
    LT_CHECK(copy_blobs(backup, data, manifest.blobs));
    std::error_code error;
    fs::copy_file(backup / kDatabase, data / kDatabase, error);
    if (error) return fail(ErrorCode::io, "storage.io", error.message());
    LT_CHECK(check_database_file(data / kDatabase, manifest));
    LT_CHECK(begin_new_epoch(data / kDatabase, ids.token(8)));
    LT_CHECK(check_facts(data / kDatabase, manifest));
    LT_CHECK(check_blob_files(data, manifest));
    return manifest;
}

}  // namespace lantai::core
