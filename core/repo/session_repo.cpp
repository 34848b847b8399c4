#include "core/repo/session_repo.hpp"

namespace lantai::core {
namespace {

Result<void> run(Database& db, std::string_view sql, const DbParams& params) {
    LT_TRY(const auto rows, db.execute(sql, params));
    (void)rows;
    return {};
}

}  // namespace

Result<void> insert_session(Database& db, const SessionRow& session) {
    return run(db,
               "INSERT INTO sessions(token_hash, user_id, csrf, created_at, last_seen, ip)"
               " VALUES (:token_hash, :user_id, :csrf, :created_at, :last_seen, :ip)",
               {{"token_hash", session.token_hash},
                {"user_id", session.user_id},
                {"csrf", session.csrf},
                {"created_at", session.created_at},
                {"last_seen", session.last_seen},
                {"ip", session.ip}});
}

Result<std::optional<SessionRow>> find_session(Database& db, const std::string& token_hash) {
    return db_find<SessionRow>(
        db,
        "SELECT token_hash, user_id, csrf, created_at, last_seen, ip FROM sessions"
        " WHERE token_hash = :token_hash",
        {{"token_hash", token_hash}}, [](const DbRow& row) {
            return SessionRow{row.text(0),    row.integer(1), row.text(2),
                              row.integer(3), row.integer(4), row.text(5)};
        });
}

Result<void> touch_session(Database& db, const std::string& token_hash, Timestamp now) {
    return run(db, "UPDATE sessions SET last_seen = :now WHERE token_hash = :token_hash",
               {{"token_hash", token_hash}, {"now", now}});
}

Result<bool> delete_session(Database& db, const std::string& token_hash) {
    LT_TRY(const auto rows, db.execute("DELETE FROM sessions WHERE token_hash = :token_hash",
                                       {{"token_hash", token_hash}}));
    return rows > 0;
}

Result<std::int64_t> delete_sessions_of(Database& db, Id user_id) {
    return db.execute("DELETE FROM sessions WHERE user_id = :user_id", {{"user_id", user_id}});
}

Result<void> delete_ended_sessions(Database& db, Timestamp seen, Timestamp made) {
    return run(db, "DELETE FROM sessions WHERE last_seen < :seen OR created_at < :made",
               {{"seen", seen}, {"made", made}});
}

Result<void> replace_link(Database& db, const std::string& token_hash, Id user_id,
                          Timestamp expires_at) {
    LT_CHECK(
        run(db, "DELETE FROM one_time_links WHERE user_id = :user_id", {{"user_id", user_id}}));
    return run(db,
               "INSERT INTO one_time_links(token_hash, user_id, expires_at)"
               " VALUES (:token_hash, :user_id, :expires_at)",
               {{"token_hash", token_hash}, {"user_id", user_id}, {"expires_at", expires_at}});
}

Result<std::optional<Id>> find_link_user(Database& db, const std::string& token_hash,
                                         Timestamp now) {
    return db_find<Id>(db,
                       "SELECT user_id FROM one_time_links WHERE token_hash = :token_hash"
                       " AND used_at IS NULL AND expires_at > :now",
                       {{"token_hash", token_hash}, {"now", now}},
                       [](const DbRow& row) { return row.integer(0); });
}

Result<void> mark_link_used(Database& db, const std::string& token_hash, Timestamp now) {
    return run(db, "UPDATE one_time_links SET used_at = :now WHERE token_hash = :token_hash",
               {{"token_hash", token_hash}, {"now", now}});
}

Result<void> delete_old_links(Database& db, Timestamp expired_before) {
    return run(db, "DELETE FROM one_time_links WHERE expires_at < :before",
               {{"before", expired_before}});
}

Result<Throttle> find_throttle(Database& db, const std::string& subject) {
    LT_TRY(auto found,
           db_find<Throttle>(db,
                             "SELECT failures, blocked_until FROM login_throttles"
                             " WHERE subject = :subject",
                             {{"subject", subject}}, [](const DbRow& row) {
                                 return Throttle{static_cast<int>(row.integer(0)), row.integer(1)};
                             }));
    return found.value_or(Throttle{});
}

Result<void> save_throttle(Database& db, const std::string& subject, const Throttle& throttle) {
    return run(db,
               "INSERT INTO login_throttles(subject, failures, blocked_until)"
               " VALUES (:subject, :failures, :blocked_until) ON CONFLICT(subject) DO UPDATE"
               " SET failures = excluded.failures, blocked_until = excluded.blocked_until",
               {{"subject", subject},
                {"failures", throttle.failures},
                {"blocked_until", throttle.blocked_until}});
}

Result<void> delete_throttle(Database& db, const std::string& subject) {
    return run(db, "DELETE FROM login_throttles WHERE subject = :subject", {{"subject", subject}});
}

Result<void> delete_old_throttles(Database& db, Timestamp blocked_before) {
    return run(db, "DELETE FROM login_throttles WHERE blocked_until < :before",
               {{"before", blocked_before}});
}

}  // namespace lantai::core
