// What the audit log keeps of each act.
#pragma once
#include <optional>
#include <string>

#include "core/base/clock.hpp"
#include "core/base/ids.hpp"

namespace lantai::core {

enum class Outcome { done, denied, failed };

/// A request that must take effect once, however often it is sent (Idempotency-Key).
struct OnceKey {
    std::string key;
    std::string request;  // SHA-256 of method, path and body
};

/// Who acts, from where; made once per request.
struct Actor {
    std::optional<Id> user_id;  // empty: the system itself or an unknown login
    std::string name;
    std::string request_id;
    std::string ip;
    /// Set for a request with an Idempotency-Key: Store::write claims it in the same transaction.
    std::optional<OnceKey> once = std::nullopt;
};

/// What happened; `details` is a JSON object of facts (before, after, digests), no document text.
struct Event {
    std::string action;       // "item.filed"
    std::string object_type;  // "item"
    std::optional<Id> object_id;
    std::string object_code;  // archival code, login, request number
    Outcome outcome = Outcome::done;
    std::string reason;
    std::string details = "{}";
};

/// An event as stored.
struct AuditEntry {
    std::int64_t seq = 0;
    Timestamp at = 0;
    Actor actor;
    Event event;
    std::string state;  // digest of the object's rows after the change, or empty
    std::string leaf;   // hex
    std::string chain;  // hex
};

}  // namespace lantai::core
