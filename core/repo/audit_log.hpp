// The append-only, hash-chained record of every act (DECISIONS 12, security.md 3).
//
// Canonical bytes of an entry (version 1), integers big-endian, strings with a u32 length first:
//   0x01 seq:u64 at:i64 actor_id:i64(-1 none) actor_name action object_type object_id:i64(-1 none)
//   object_code outcome reason details request_id ip state
// leaf  = SHA256(0x00 || bytes)      chain = SHA256(0x02 || previous chain || leaf)
// The chain before entry 1 is 32 zero bytes.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/event.hpp"
#include "core/model/user.hpp"

namespace lantai::core {

/// 64 zeros: the chain value before the first entry.
extern const std::string kFirstChain;

std::string audit_leaf(const AuditEntry& entry);
std::string audit_chain(const std::string& previous_chain, const std::string& leaf);

/// Appends in the caller's transaction. Returns the entry with seq, leaf and chain.
Result<AuditEntry> append_audit(Database& db, AuditEntry entry);

/// Walks entries from `from_seq` upwards; an error of `each` ends the walk.
Result<void> walk_audit(Database& db, std::int64_t from_seq,
                        const std::function<Result<void>(const AuditEntry&)>& each);

/// The same for judging: survives rows whose columns hold values of the wrong type or outcome,
/// as a damaged file may; `sound` is false for those and their values then mean nothing.
Result<void> scan_audit(Database& db,
                        const std::function<Result<void>(const AuditEntry&, bool sound)>& each);

/// Columns as walk_audit selects them; for other queries over audit_log.
extern const char* const kAuditColumns;
AuditEntry read_audit_row(const DbRow& row);

/// What the page of the log may be narrowed by; newest first.
struct AuditFilter {
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;  // not included
    std::optional<Id> actor_id;
    std::string action;  // empty = all
    std::string object_type;
    std::optional<Id> object_id;
    std::optional<Outcome> outcome;
    std::optional<std::int64_t> before_seq;  // keyset cursor
    int limit = 50;
};
/// An entry with the level that the record it is about has now (the item, volume, box or loaned
/// thing), and the highest of those whose archival codes, old ones too, its details name.
struct AuditRow {
    AuditEntry entry;
    std::optional<Level> object_level;
    std::optional<Level> named_level;
};
/// `visible` given: a filter by object_id finds only objects up to this level.
Result<std::vector<AuditRow>> list_audit(Database& db, const AuditFilter& filter,
                                         std::optional<Level> visible);
/// Entries from `from_seq` upwards with their levels, at most `limit`.
Result<std::vector<AuditRow>> list_audit_upwards(Database& db, std::int64_t from_seq, int limit);

/// Newest first: entries about the item, its loans and its volume, before `before_seq`.
Result<std::vector<AuditRow>> list_item_history(Database& db, Id item_id,
                                                std::optional<std::int64_t> before_seq, int limit);

/// seq 0 and kFirstChain when the log is empty.
struct AuditHead {
    std::int64_t seq = 0;
    std::string chain;
    std::optional<Timestamp> at;
};
Result<AuditHead> audit_head(Database& db);

/// Leaves from `from_seq` to `to_seq`, in order.
Result<void> walk_leaves(Database& db, std::int64_t from_seq, std::int64_t to_seq,
                         const std::function<void(const std::string&)>& each);

struct AuditCheckpoint {
    std::int64_t seq = 0;
    std::string root;
    Timestamp at = 0;
};
Result<std::vector<AuditCheckpoint>> list_checkpoints(Database& db);  // by seq
Result<void> insert_checkpoint(Database& db, const AuditCheckpoint& checkpoint);

}  // namespace lantai::core
