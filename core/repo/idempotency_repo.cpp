#include "core/repo/idempotency_repo.hpp"

namespace lantai::core {

namespace {

// Until the answer is kept, `body` holds the id of the request that claimed the key, and from its
// first change on "\n", the type of the object, "\n" and its code.
void read_claim(KeptAnswer& answer) {
    const auto type = answer.body.find('\n');
    if (answer.status != 0 || type == std::string::npos) return;
    const auto code = answer.body.find('\n', type + 1);
    if (code == std::string::npos) return;
    answer.made_type = answer.body.substr(type + 1, code - type - 1);
    answer.made_code = answer.body.substr(code + 1);
}

bool is_claim_of(const KeptAnswer& answer, const std::string& request_id) {
    return answer.status == 0 && answer.body.substr(0, answer.body.find('\n')) == request_id;
}

}  // namespace

Result<void> claim_once(Database& db, const Actor& actor, Timestamp now) {
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
    if (!answer || !is_claim_of(*answer, actor.request_id))
        return fail(ErrorCode::conflict, "request.repeated");
    return {};
}

Result<void> note_made(Database& db, const Actor& actor, const Event& event) {
    LT_TRY(const auto changed, db.execute("UPDATE idempotency_keys SET body = :made"
                                          " WHERE user_id = :user_id AND key = :key AND status = 0"
                                          " AND body = :request_id",
                                          {{"made", actor.request_id + "\n" + event.object_type +
                                                        "\n" + event.object_code},
                                           {"user_id", actor.user_id.value_or(0)},
                                           {"key", actor.once->key},
                                           {"request_id", actor.request_id}}));
    (void)changed;  // 0: a later change of the same request
    return {};
}

Result<std::optional<KeptAnswer>> find_answer(Database& db, Id user_id, const std::string& key) {
    return db_find<KeptAnswer>(
        db,
        "SELECT request, status, body FROM idempotency_keys"
        " WHERE user_id = :user_id AND key = :key",
        {{"user_id", user_id}, {"key", key}}, [](const DbRow& row) {
            KeptAnswer answer{row.text(0), static_cast<int>(row.integer(1)), row.text(2), {}, {}};
            read_claim(answer);
            return answer;
        });
}

Result<void> keep_answer(Database& db, const Actor& actor, int status, const std::string& body) {
    LT_TRY(const auto changed,
           db.execute("UPDATE idempotency_keys SET status = :status, body = :body"
                      " WHERE user_id = :user_id AND key = :key AND status = 0"
                      " AND (body = :request_id OR substr(body, 1, :length) = :mark)",
                      {{"status", status},
                       {"body", body},
                       {"user_id", actor.user_id.value_or(0)},
                       {"key", actor.once->key},
                       {"request_id", actor.request_id},
                       {"length", static_cast<std::int64_t>(actor.request_id.size() + 1)},
                       {"mark", actor.request_id + "\n"}}));
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
