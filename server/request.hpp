// One HTTP request as handlers see it: no socket, no library type. Tests build it by hand.
#pragma once
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/ids.hpp"
#include "core/base/result.hpp"
#include "core/service/store.hpp"

namespace lantai::server {

using core::Result;

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

struct Request {
    std::string method;  // "GET"
    std::string path;    // "/api/v1/items/12", decoded and normal: no "..", no "//"
    NamedTexts params;   // {"id", "12"}: the {…} parts of the route's path
    NamedTexts query;    // decoded, in the order sent; a name may repeat
    NamedTexts headers;  // as sent; ask with header()
    /// The whole body, read by the router before the handler runs; empty for streamed routes.
    std::string body;
    /// Not yet read body: the router reads it into `body`, or leaves it to the handler of a route
    /// with Body::stream. Null: `body` is all there is.
    std::istream* stream = nullptr;
    std::optional<std::uint64_t> content_length;
    /// Bytes that a body of this route may have at most (upload.max_mib for streams); set by the
    /// router.
    std::uint64_t body_limit = 0;
    std::string ip;
    std::string request_id;
    bool secure = false;  // came over TLS

    // Set by the router from the session cookie; empty for public routes without a session.
    std::string session_token;
    std::optional<core::Caller> caller;

    /// Any capitalisation of `name`; nothing when the field is absent.
    std::optional<std::string> header(std::string_view name) const;
    /// The value of a cookie; nothing when it is absent or sent twice.
    std::optional<std::string> cookie(std::string_view name) const;
    /// A path parameter; the name must be one of the route's.
    const std::string& param(std::string_view name) const;
    /// A path parameter as id. Error: not_found "access.not_found" when it is not one, as for an
    /// id that does not exist.
    Result<core::Id> id(std::string_view name = "id") const;
    /// The caller of a route that is not public.
    const core::Caller& who() const { return *caller; }
    /// For the audit log of public routes: no user, but address and request id.
    core::Actor anonymous() const;
};

/// The version that If-Match names ("\"7\""; a weak one never matches, RFC 9110
/// 13.1.1). Errors: invalid_argument "request.if_match_missing" (428) when the field is absent,
/// "request.if_match_bad".
Result<int> if_match(const Request& request);

/// A decimal id as the API writes it: digits only, 1 … 2^53 - 1, no leading zero.
std::optional<core::Id> parse_id(std::string_view text);

}  // namespace lantai::server
