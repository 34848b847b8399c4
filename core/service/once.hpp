// The kept answers of requests that take effect once (see core/repo/idempotency_repo).
#pragma once
#include <optional>
#include <string>

#include "core/repo/idempotency_repo.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// Nothing when the person has not used the key within 24 hours.
Result<std::optional<KeptAnswer>> find_kept_answer(Store& store, const Caller& caller,
                                                   const std::string& key);

/// Keeps the answer of a request that claimed its key. Error: busy, io.
Result<void> keep_answer(Store& store, const Actor& actor, int status, const std::string& body);

/// Housekeeping: forgets answers older than 24 hours.
Result<void> sweep_answers(Store& store);

}  // namespace lantai::core
