// What services share: the answer for what one may not know, and the record of every refusal.
#pragma once
#include <string>
#include <utility>

#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// Missing and hidden objects are answered alike (DECISIONS 2).
inline Error not_found() { return fail(ErrorCode::not_found, "access.not_found"); }

/// The record was changed by somebody else since it was read; params version: the stored one.
inline Error stale(int stored_version) {
    Error error = fail(ErrorCode::stale, "request.stale");
    error.params = {{"version", std::to_string(stored_version)}};
    return error;
}

/// Logs `event` as denied when the answer was a refusal (R-54: every denial is logged). Only for
/// events about objects that exist.
inline Result<void> log_denial(DenialLog& denials, const Actor& actor, Event event,
                               const Error& answer) {
    if (answer.code != ErrorCode::forbidden && answer.code != ErrorCode::not_found) return {};
    event.outcome = Outcome::denied;
    event.reason = answer.key;
    return denials.note(actor, std::move(event));
}

}  // namespace lantai::core
