// Proves that the audit log is whole and that the records are as its last entries left them
// (DECISIONS 12, security.md 3).
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "core/blob/blob_store.hpp"
#include "core/repo/audit_log.hpp"

namespace lantai::core {

enum class ProofResult { proven, tampered, unverifiable };

/// A head written down earlier, outside the archive.
struct NotedHead {
    std::int64_t seq = 0;
    std::string chain;
};
/// "SEQ:CHAIN". Errors: invalid_argument "audit.head_form".
Result<NotedHead> parse_noted_head(std::string_view text);

struct AuditProof {
    ProofResult result = ProofResult::unverifiable;
    std::int64_t entries = 0;  // entries found sound, from 1 upwards
    /// The first entry that is wrong, or whose record is; empty when no entry is to blame (a row
    /// that nobody ever logged).
    std::optional<std::int64_t> first_bad_seq;
    /// Message key; empty when proven. audit.row_bad (types), audit.gap, audit.leaf_wrong,
    /// audit.chain_wrong, audit.log_unreadable, audit.log_empty, audit.checkpoint_wrong,
    /// audit.tail_cut, audit.head_wrong; audit.state_changed, audit.state_missing,
    /// audit.state_unlogged; audit.file_missing, audit.file_size, audit.file_changed; unverifiable:
    /// audit.unreadable.
    std::string reason;
    std::string detail;  // English: which record
    AuditHead head;      // of the sound part
    std::string root;    // Merkle root over the sound part
};

/// Reads one snapshot of `db`; changes nothing. Judges in this order and stops at the first
/// fault: every entry from 1 (types, gap-free numbers, leaf, chain), the checkpoints, the noted
/// head, then every record (the digest of its rows is the one of its latest entry; no record
/// without an entry, none missing), then that every item's files are there, in their full
/// size and with the bytes of their SHA-256: every file is read.
/// A fault of the records names the latest entry of the record. Damage that keeps the log itself
/// from being read is tampering with the first entry that can't be read; damage elsewhere is
/// unverifiable.
AuditProof prove_audit(Database& db, const BlobStore& blobs, const std::optional<NotedHead>& noted);

/// The same for a data folder that is not open here; a running server is no hindrance. A folder
/// without a readable database is unverifiable.
AuditProof prove_archive(const std::filesystem::path& data, const std::optional<NotedHead>& noted);

}  // namespace lantai::core
