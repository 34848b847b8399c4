// The append-only, hash-chained record of every act (DECISIONS 12, security.md 3).
//
// Canonical bytes of an entry (version 1), integers big-endian, strings with a u32 length first:
//   0x01 seq:u64 at:i64 actor_id:i64(-1 none) actor_name action object_type object_id:i64(-1 none)
//   object_code outcome reason details request_id ip state
// leaf  = SHA256(0x00 || bytes)      chain = SHA256(0x02 || previous chain || leaf)
// The chain before entry 1 is 32 zero bytes.
#pragma once
#include <functional>
#include <string>

#include "core/db/database.hpp"
#include "core/model/event.hpp"

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

/// Columns as walk_audit selects them; for other queries over audit_log.
extern const char* const kAuditColumns;
AuditEntry read_audit_row(const DbRow& row);

}  // namespace lantai::core
