// Idempotency-Key: a POST sent again changes nothing and gives the first answer.
#pragma once
#include <functional>
#include <string>

#include "server/request.hpp"
#include "server/response.hpp"
#include "server/services.hpp"

namespace lantai::server {

/// Runs `handler` for the first request with this key of this person; a repetition within 24 h
/// gets the kept answer (status, ETag, Location, body) with the header Idempotency-Replayed. The
/// key is claimed in the very transaction of the change (Store::write), so that a crash in between
/// can't lead to a second change; then the repetition is told: conflict "request.repeated". So is a
/// person whose roles, clearance, department or positions are no longer those of the first
/// request: the kept answer may show what is hidden from them now. Other
/// errors: field_error Idempotency-Key "request.key_bad" (1-64 visible ASCII characters),
/// "request.key_reused" (for a different request). Failed requests keep nothing.
/// A change whose answer was lost is named by conflict "request.done_before", params type and code.
/// `secret`: body or answer hold a password or a link; nothing of them is kept, and a repetition is
/// told request.repeated.
Result<Response> run_once(const std::string& key, bool secret, Request& request, Services& services,
                          const std::function<Result<Response>()>& handler);

}  // namespace lantai::server
