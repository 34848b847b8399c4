// Requests that take effect once: which keys a person has used and what was answered.
#pragma once
#include <optional>
#include <string>

#include "core/base/clock.hpp"
#include "core/db/database.hpp"
#include "core/model/event.hpp"

namespace lantai::core {

struct KeptAnswer {
    std::string request;  // digests of the request that used the key and of the rights it had
    int status = 0;       // 0: the change is made, but no answer was kept (or not yet)
    std::string body;     // as keep_answer was given it
    /// With status 0, of the first change: "item" and its code; empty when it names none.
    std::string made_type;
    std::string made_code;
};

/// Claims `actor.once` for this request in the transaction of its change; a second change of the
/// same request may claim it again. Error: conflict "request.repeated" when another request has
/// claimed it.
Result<void> claim_once(Database& db, const Actor& actor, Timestamp now);

/// Notes beside the claim what the change was about, in the same transaction, so that a repetition
/// can be told although the answer was lost.
Result<void> note_made(Database& db, const Actor& actor, const Event& event);

Result<std::optional<KeptAnswer>> find_answer(Database& db, Id user_id, const std::string& key);

/// Keeps the answer of the request that claimed the key; nothing happens when it claimed none.
Result<void> keep_answer(Database& db, const Actor& actor, int status, const std::string& body);

/// Forgets what is older.
Result<void> forget_answers(Database& db, Timestamp before);

}  // namespace lantai::core
