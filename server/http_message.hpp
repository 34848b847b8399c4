// From the head of an HTTP request to a Request: refuses everything that two programs could
// understand differently. Pure functions, no socket.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/request.hpp"
#include "server/response.hpp"

namespace lantai::server {

/// As it came over the wire.
struct HttpHead {
    std::string method;
    std::string target;   // "/api/v1/items?limit=2"
    std::string version;  // "HTTP/1.1"
    NamedTexts headers;
};

/// Checks the head and takes path, query, headers and content_length from it. Errors (all
/// invalid_argument): request.method_unknown (501), request.bad_target (not normal: "..", "//",
/// encoded slashes, NUL, no UTF-8), request.bad_header (no token as name, control characters,
/// Host missing or twice, Content-Length twice, negative or no number), request.header_too_large
/// (more than 64 fields), request.length_required (Transfer-Encoding), request.bad_version.
Result<Request> make_request(HttpHead head);

/// A part of a file: first and last byte, from 0.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};
enum class RangeKind { whole, part, unsatisfiable };
struct RangeAnswer {
    RangeKind kind = RangeKind::whole;
    ByteRange range;
};
/// Single ranges only; anything else (several ranges, other units, nonsense) means the whole.
RangeAnswer parse_range(std::string_view field, std::uint64_t size);

/// The fields that every answer carries: nosniff, CSP and the like. `api`: never stored.
NamedTexts security_headers(const Request& request, bool secure);

}  // namespace lantai::server
