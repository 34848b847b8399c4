#include "core/repo/idempotency_repo.hpp"

namespace lantai::core {

Result<void> claim_once(Database& db, const Actor& actor, Timestamp now) {
    // Until the answer is kept, `body` holds the id of the request that claimed the key.
    LT_TRY(
        const auto inserted,
        db.execute("INSERT INTO idempotency_keys(user_id, key, request, status, body, created_at)"
                   " VALUES (:user_id, :key, :request, 0, :request_id, :now)"
                   " ON CONFLICT (user_id, key) DO NOTHING",
                   {{"user_id", actor.user_id.value_or(0)},
                    {"key", actor.once->key},
                    {"request", actor.once->request},
                    {"request_id", actor.request_id},
                    {"now", now}}));
    if (inserted == 1) return {};
    LT_TRY(const auto answer, find_answer(db, actor.user_id.value_or(0), actor.once->key));
    const bool own = answer && answer->status == 0 && answer->body == actor.request_id;
    if (!own) return fail(ErrorCode::conflict, "request.repeated");
    return {};
}

Result<std::optional<KeptAnswer>> find_answer(Database& db, Id user_id, const std::string& key) {
    return db_find<KeptAnswer>(
        db,
        "SELECT request, status, body FROM idempotency_keys"
        " WHERE user_id = :user_id AND key = :key",
        {{"user_id", user_id}, {"key", key}}, [](const DbRow& row) {
            return KeptAnswer{row.text(0), static_cast<int>(row.integer(1)), row.text(2)};
        });
}

Result<void> keep_answer(Database& db, const Actor& actor, int status, const std::string& body) {
    LT_TRY(const auto changed,
           db.execute("UPDATE idempotency_keys SET status = :status, body = :body"
                      " WHERE user_id = :user_id AND key = :key AND status = 0"
                      " AND body = :request_id",
                      {{"status", status},
                       {"body", body},
                       {"user_id", actor.user_id.value_or(0)},
                       {"key", actor.once->key},
                       {"request_id", actor.request_id}}));
    (void)changed;
    return {};
}

Result<void> forget_answers(Database& db, Timestamp before) {
    LT_TRY(const auto removed, db.execute("DELETE FROM idempotency_keys WHERE created_at < :before",
                                          {{"before", before}}));
    (void)removed;
    return {};
}

}  // namespace lantai::core
