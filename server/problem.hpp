// Errors as RFC 9457 problems (application/problem+json).
#pragma once
#include <string>

#include "server/request.hpp"
#include "server/response.hpp"

namespace lantai::server {

/// The HTTP status of an error: by its key for the few statuses that no ErrorCode has (428, 429 …),
/// else by its code (422 instead of 400 when the error names a field).
int http_status(const core::Error& error);

/// {type, title, status, key, field?, params?, errors?, request_id, current?}. `detail` of the
/// error is never sent. `current_json`: the stored record, for 412.
Response problem(const core::Error& error, const Request& request, std::string current_json = {});

/// For handlers of a PUT or PATCH: error `stale` → 412 with the record as it is now, which
/// `read_current` writes as JSON; every other error is returned as it is.
template <class Read>
Result<Response> stale_or_error(core::Error error, const Request& request, Read read_current) {
    if (error.code != core::ErrorCode::stale) return error;
    LT_TRY(std::string current, read_current());
    return problem(error, request, std::move(current));
}

}  // namespace lantai::server
