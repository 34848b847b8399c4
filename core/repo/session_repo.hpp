// Rows of sessions, one-time links and login throttles. Tokens arrive here only as hashes.
#pragma once
#include <optional>
#include <string>

#include "core/base/clock.hpp"
#include "core/base/ids.hpp"
#include "core/db/database.hpp"

namespace lantai::core {

struct SessionRow {
    std::string token_hash;
    Id user_id = 0;
    std::string csrf;
    Timestamp created_at = 0;
    Timestamp last_seen = 0;
    std::string ip;
};
Result<void> insert_session(Database& db, const SessionRow& session);
Result<std::optional<SessionRow>> find_session(Database& db, const std::string& token_hash);
Result<void> touch_session(Database& db, const std::string& token_hash, Timestamp now);
Result<bool> delete_session(Database& db, const std::string& token_hash);  // was there one?
Result<std::int64_t> delete_sessions_of(Database& db, Id user_id);         // how many
/// Sessions last seen before `seen` or made before `made`.
Result<void> delete_ended_sessions(Database& db, Timestamp seen, Timestamp made);

/// Earlier links of the account stop working.
Result<void> replace_link(Database& db, const std::string& token_hash, Id user_id,
                          Timestamp expires_at);
/// The account of a link that is neither used nor expired.
Result<std::optional<Id>> find_link_user(Database& db, const std::string& token_hash,
                                         Timestamp now);
Result<void> mark_link_used(Database& db, const std::string& token_hash, Timestamp now);
Result<void> delete_old_links(Database& db, Timestamp expired_before);

struct Throttle {
    int failures = 0;
    Timestamp blocked_until = 0;
};
Result<Throttle> find_throttle(Database& db, const std::string& subject);  // zeros when absent
Result<void> save_throttle(Database& db, const std::string& subject, const Throttle& throttle);
Result<void> delete_throttle(Database& db, const std::string& subject);
Result<void> delete_old_throttles(Database& db, Timestamp blocked_before);

}  // namespace lantai::core
