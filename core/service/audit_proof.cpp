#include "core/service/audit_proof.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <utility>

#include "core/base/hash.hpp"
#include "core/base/merkle.hpp"
#include "core/db/migrate.hpp"
#include "core/repo/blob_repo.hpp"
#include "core/repo/settings.hpp"
#include "core/repo/state_digest.hpp"

namespace lantai::core {
namespace fs = std::filesystem;
namespace {

struct LastEntry {
    std::int64_t seq = 0;
    std::string state;
};
using Objects = std::map<std::pair<std::string, Id>, LastEntry>;

/// A fault ends the judging: the error's key is the reason, the parameter the entry's number.
struct Fault {
    ProofResult result = ProofResult::tampered;
    std::optional<std::int64_t> seq;
    std::string reason;
    std::string detail;
};
using Verdict = std::optional<Fault>;

Fault bad(std::optional<std::int64_t> seq, const char* reason, std::string detail = {}) {
    return {ProofResult::tampered, seq, reason, std::move(detail)};
}

Fault unreadable(const Error& error) {
    return {ProofResult::unverifiable, std::nullopt, "audit.unreadable",
            error.key + " " + error.detail};
}

class Judge {
public:
    Judge(Database& db, const BlobStore& blobs, AuditProof& proof)
        : db_(db), blobs_(blobs), proof_(proof) {}

    Verdict judge(const std::optional<NotedHead>& noted) {
        if (auto damage = checkpoints_read()) return damage;
        auto fault = entries();
        proof_.root = tree_.root();
        if (fault) return fault;
        fault = checkpoints_and_head(noted);
        if (!fault) fault = records();
        if (fault) return fault;
        return files();
    }

private:
    Verdict checkpoints_read() {
        auto found = list_checkpoints(db_);
        if (!found) return unreadable(found.error());
        checkpoints_ = std::move(found).value();
        return std::nullopt;
    }

    Verdict entries() {
        Verdict fault;
        const auto walked = scan_audit(db_, [&](const AuditEntry& entry, bool sound) {
            fault = entry_fault(entry, sound);
            if (fault) return Result<void>(fail(ErrorCode::corrupt, fault->reason));
            accept(entry);
            return Result<void>();
        });
        if (fault) return fault;
        if (walked) return std::nullopt;
        const Error& error = walked.error();
        if (error.code == ErrorCode::corrupt)
            return bad(proof_.entries + 1, "audit.log_unreadable", error.detail);
        return unreadable(error);
    }

    Verdict entry_fault(const AuditEntry& entry, bool sound) const {
        const std::int64_t expected = proof_.entries + 1;
        if (entry.seq != expected) return bad(expected, "audit.gap");
        if (!sound) return bad(expected, "audit.row_bad");
        if (audit_leaf(entry) != entry.leaf) return bad(expected, "audit.leaf_wrong");
        if (audit_chain(proof_.head.chain, entry.leaf) != entry.chain)
            return bad(expected, "audit.chain_wrong");
        return std::nullopt;
    }

    void accept(const AuditEntry& entry) {
        proof_.entries = entry.seq;
        proof_.head = {entry.seq, entry.chain, entry.at};
        tree_.add(entry.leaf);
        chains_.push_back(entry.chain);
        if (next_checkpoint_ < checkpoints_.size() &&
            checkpoints_[next_checkpoint_].seq == entry.seq) {
            if (!wrong_checkpoint_ && checkpoints_[next_checkpoint_].root != tree_.root())
                wrong_checkpoint_ =
                    next_checkpoint_ == 0 ? 1 : checkpoints_[next_checkpoint_ - 1].seq + 1;
            ++next_checkpoint_;
        }
        if (entry.event.object_id)
            objects_[{entry.event.object_type, *entry.event.object_id}] = {entry.seq, entry.state};
    }

    Verdict checkpoints_and_head(const std::optional<NotedHead>& noted) const {
        if (wrong_checkpoint_) return bad(*wrong_checkpoint_, "audit.checkpoint_wrong");
        const bool longer = next_checkpoint_ < checkpoints_.size();
        if (longer || (noted && noted->seq > proof_.entries))
            return bad(proof_.entries + 1, "audit.tail_cut");
        if (noted && noted->seq > 0 &&
            chains_[static_cast<std::size_t>(noted->seq - 1)] != noted->chain)
            return bad(noted->seq, "audit.head_wrong");
        if (proof_.entries > 0) return std::nullopt;
        const auto created = find_setting(db_, "created_at");
        if (!created) return unreadable(created.error());
        if (!created->empty()) return bad(1, "audit.log_empty");
        return std::nullopt;
    }

    Verdict records() const {
        Verdict first;
        for (const StateParts& parts : state_parts()) {
            auto ids = object_ids(db_, parts);
            if (!ids) return unreadable(ids.error());
            for (const std::int64_t id : *ids) {
                auto fault = record_fault(parts, id);
                if (!fault) return unreadable(fault.error());
                take_earlier(first, std::move(fault).value());
            }
            for (const auto& [object, last] : objects_) {
                if (object.first != parts.object_type || last.state.empty()) continue;
                if (!std::binary_search(ids->begin(), ids->end(), object.second))
                    take_earlier(first, bad(last.seq, "audit.state_missing", name(object)));
            }
        }
        return first;
    }

    Result<Verdict> record_fault(const StateParts& parts, std::int64_t id) const {
        const std::pair<std::string, Id> object{parts.object_type, id};
        const auto last = objects_.find(object);
        if (last == objects_.end())
            return Verdict(bad(std::nullopt, "audit.state_unlogged", name(object)));
        LT_TRY(const std::string state, state_digest(db_, parts.object_type, id));
        if (state == last->second.state) return Verdict();
        return Verdict(bad(last->second.seq, "audit.state_changed", name(object)));
    }

    Verdict files() const {
        auto files = list_item_blobs(db_);
        if (!files) return unreadable(files.error());
        Verdict first;
        for (const ItemBlob& file : *files) {
            const auto last = objects_.find({"item", file.item_id});
            const auto seq =
                last == objects_.end() ? std::nullopt : std::optional(last->second.seq);
            const auto id = BlobId::parse(file.sha256);
            if (!id) return unreadable(id.error());
            std::error_code error;
            const auto size = fs::file_size(blobs_.path_of(*id), error);
            const std::string detail =
                "item " + std::to_string(file.item_id) + " blob " + file.sha256;
            if (error == std::errc::no_such_file_or_directory)
                take_earlier(first, bad(seq, "audit.file_missing", detail));
            else if (error)
                return unreadable(fail(ErrorCode::io, "storage.io", error.message()));
            else if (static_cast<std::int64_t>(size) != file.size)
                take_earlier(first, bad(seq, "audit.file_size", detail));
            else if (!first || seq.value_or(INT64_MAX) < first->seq.value_or(INT64_MAX)) {
                // Only while it could be an earlier fault: each file is read from end to end.
                auto whole = has_its_bytes(*id);
                if (!whole) return unreadable(whole.error());
                if (!*whole) take_earlier(first, bad(seq, "audit.file_changed", detail));
            }
        }
        return first;
    }

    /// Do the bytes still have the digest that names them? Asked once for each blob.
    Result<bool> has_its_bytes(const BlobId& id) const {
        const auto known = hashed_.find(id);
        if (known != hashed_.end()) return known->second;
        std::ifstream in(blobs_.path_of(id), std::ios::binary);
        Hasher hasher(HashKind::sha256);
        std::vector<char> buffer(1 << 20);
        while (in.read(buffer.data(), std::ssize(buffer)), in.gcount() > 0)
            hasher.update({buffer.data(), static_cast<std::size_t>(in.gcount())});
        if (!in.eof()) return fail(ErrorCode::io, "storage.io", "blob " + id.hex());
        return hashed_[id] = hasher.hex() == id.hex();
    }

    static std::string name(const std::pair<std::string, Id>& object) {
        return object.first + " " + std::to_string(object.second);
    }

    static void take_earlier(Verdict& first, Verdict other) {
        if (!other) return;
        constexpr std::int64_t kNone = INT64_MAX;
        if (!first || other->seq.value_or(kNone) < first->seq.value_or(kNone))
            first = std::move(other);
    }

    Database& db_;
    const BlobStore& blobs_;
    AuditProof& proof_;
    MerkleTree tree_;
    Objects objects_;
    mutable std::map<BlobId, bool> hashed_;
    std::vector<std::string> chains_;  // of entry 1, 2, 3 …
    std::vector<AuditCheckpoint> checkpoints_;
    std::size_t next_checkpoint_ = 0;
    std::optional<std::int64_t> wrong_checkpoint_;  // the first entry it may be about
};

}  // namespace

Result<NotedHead> parse_noted_head(std::string_view text) {
    const auto wrong = [] { return fail(ErrorCode::invalid_argument, "audit.head_form"); };
    const auto colon = text.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon > 15) return wrong();
    text = text.substr(0, text.find_first_of("\r\n"));  // all that lantai audit head prints will do
    NotedHead head;
    for (const char c : text.substr(0, colon)) {
        if (c < '0' || c > '9') return wrong();
        head.seq = head.seq * 10 + (c - '0');
    }
    LT_TRY(const BlobId chain, BlobId::parse(std::string(text.substr(colon + 1))));
    head.chain = chain.hex();
    return head;
}

AuditProof prove_audit(Database& db, const BlobStore& blobs,
                       const std::optional<NotedHead>& noted) {
    AuditProof proof;
    proof.head.chain = kFirstChain;
    if (auto fault = Judge(db, blobs, proof).judge(noted)) {
        proof.result = fault->result;
        proof.first_bad_seq = fault->seq;
        proof.reason = std::move(fault->reason);
        proof.detail = std::move(fault->detail);
    } else {
        proof.result = ProofResult::proven;
    }
    return proof;
}

namespace {

/// The rows can be proven only in the shape in which this program digests them; proving changes
/// nothing, so it does not migrate either.
Result<void> check_schema(Database& db) {
    const int newest = shipped_migrations().back().number;
    auto schema = schema_number(db);
    if (!schema || *schema == newest || *schema == 0) return {};
    const std::string has = "the archive has schema " + std::to_string(*schema) +
                            ", this program proves schema " + std::to_string(newest) + ": ";
    if (*schema > newest)
        return fail(ErrorCode::conflict, "db.newer_schema", has + "use the newer program");
    return fail(ErrorCode::conflict, "db.older_schema",
                has + "let lantai serve open it once, or a copy of it");
}

}  // namespace

AuditProof prove_archive(const fs::path& data, const std::optional<NotedHead>& noted) {
    AuditProof proof;
    const auto could_not = [&](const Error& error) {
        proof.reason = "audit.unreadable";
        proof.detail = error.key + " " + error.detail;
        return proof;
    };
    std::error_code error;
    if (!fs::is_regular_file(data / "lantai.db", error))
        return could_not(fail(ErrorCode::not_found, "archive.missing", data.string()));
    auto blobs = BlobStore::open(data);
    if (!blobs) return could_not(blobs.error());
    auto db = open_sqlite(data / "lantai.db", DbMode::reader);
    if (!db) return could_not(db.error());
    const auto done = in_snapshot(**db, [&]() -> Result<void> {
        proof = prove_audit(**db, *blobs, noted);
        return {};
    });
    if (!done && proof.result == ProofResult::proven) {
        proof.result = ProofResult::unverifiable;
        return could_not(done.error());
    }
    if (proof.result == ProofResult::unverifiable)
        if (const auto known = check_schema(**db); !known) return could_not(known.error());
    return proof;
}

}  // namespace lantai::core
