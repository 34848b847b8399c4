#include "core/service/checks.hpp"

#include <algorithm>
#include <set>

#include "core/blob/blob_check.hpp"
#include "core/blob/blob_files.hpp"
#include "core/db/database.hpp"
#include "core/repo/blob_repo.hpp"
#include "core/repo/upload_repo.hpp"
#include "core/service/audit_proof.hpp"

namespace lantai::core {
namespace fs = std::filesystem;
namespace {

CheckPart could_not(std::string name, const Error& error) {
    CheckPart part;
    part.name = std::move(name);
    part.could_not_look = true;
    part.faults.push_back(error.key + (error.detail.empty() ? "" : ": " + error.detail));
    return part;
}

CheckPart check_database(Database& db) {
    CheckPart part;
    part.name = "database";
    auto faults = database_faults(db);
    // A file too damaged for the check to finish is damaged, not unknown.
    if (!faults && faults.error().code != ErrorCode::corrupt)
        return could_not("database", faults.error());
    if (!faults)
        part.faults.push_back("damaged: " + faults.error().detail);
    else
        part.faults = std::move(faults).value();
    auto counts = count_tables(db);
    if (counts)
        for (const TableCount& count : *counts) part.looked_at += count.rows;
    else if (part.faults.empty())
        return could_not("database", counts.error());
    return part;
}

CheckPart check_files(Database& db, const BlobStore& store, const fs::path& data) {
    CheckPart part;
    part.name = "files";
    const auto rows = list_blobs(db);
    if (!rows) return could_not("files", rows.error());
    std::set<std::string> known;
    for (const BlobRow& row : *rows) {
        known.insert(row.sha256);
        ++part.looked_at;
        const auto id = BlobId::parse(row.sha256);
        if (!id) {
            part.faults.push_back("blob name " + row.sha256 + " is no hash");
            continue;
        }
        const BlobFault fault = core::check_blob(store, *id, row.size, row.sm3);
        if (fault == BlobFault::none) continue;
        part.could_not_look = part.could_not_look || fault == BlobFault::unreadable;
        part.faults.push_back("blob " + row.sha256 + " is " + std::string(to_string(fault)));
    }
    const auto names = stored_names(data);
    if (!names) return could_not("files", names.error());
    const auto orphans = std::count_if(names->blobs.begin(), names->blobs.end(),
                                       [&](const auto& name) { return known.count(name) == 0; });
    if (orphans > 0) part.notes.push_back(std::to_string(orphans) + " files belong to no record");
    for (const std::string& name : names->strangers)
        part.notes.push_back("objects holds " + name + ", which is no blob");
    return part;
}

CheckPart check_audit(Database& db, const BlobStore& store) {
    CheckPart part;
    part.name = "audit";
    const AuditProof proof = prove_audit(db, store, std::nullopt);
    part.looked_at = proof.entries;
    if (proof.result == ProofResult::proven) return part;
    part.could_not_look = proof.result == ProofResult::unverifiable;
    part.faults.push_back(
        (proof.first_bad_seq ? "entry " + std::to_string(*proof.first_bad_seq) + ": " : "") +
        proof.reason + (proof.detail.empty() ? "" : ": " + proof.detail));
    return part;
}

}  // namespace

std::vector<CheckPart> check_archive(const fs::path& data, const std::vector<ExtraCheck>& extra) {
    std::error_code error;
    if (!fs::is_regular_file(data / "lantai.db", error))
        return {
            could_not("database", fail(ErrorCode::not_found, "archive.missing", data.string()))};
    auto db = open_sqlite(data / "lantai.db", DbMode::reader);
    if (!db) return {could_not("database", db.error())};
    const auto store = BlobStore::open(data);
    if (!store) return {could_not("files", store.error())};
    std::vector<CheckPart> parts;
    parts.push_back(check_database(**db));
    const auto done = in_snapshot(**db, [&]() -> Result<void> {
        parts.push_back(check_files(**db, *store, data));
        parts.push_back(check_audit(**db, *store));
        return {};
    });
    if (!done) parts.push_back(could_not("database", done.error()));
    for (const ExtraCheck& check : extra) parts.push_back(check(data));
    return parts;
}

int check_exit_code(const std::vector<CheckPart>& parts) {
    const auto faulty = [](const CheckPart& part) {
        return !part.could_not_look && !part.faults.empty();
    };
    if (std::any_of(parts.begin(), parts.end(), faulty)) return 1;
    const auto blind = [](const CheckPart& part) { return part.could_not_look; };
    return parts.empty() || std::any_of(parts.begin(), parts.end(), blind) ? 2 : 0;
}

}  // namespace lantai::core
