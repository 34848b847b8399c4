#include "server/router.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <exception>
#include <istream>
#include <utility>

#include "server/idempotency.hpp"
#include "server/problem.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::Error;
using core::ErrorCode;
using core::fail;

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        path.remove_prefix(1);  // the '/'
        const auto end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

/// "{id}.pdf" against "12.pdf": the part in braces, or nothing.
std::optional<std::string_view> captured(std::string_view pattern, std::string_view segment) {
    const std::string_view suffix = pattern.substr(pattern.find('}') + 1);
    if (segment.size() <= suffix.size() || !segment.ends_with(suffix)) return std::nullopt;
    return segment.substr(0, segment.size() - suffix.size());
}

bool segments_match(const std::vector<std::string>& pattern,
                    const std::vector<std::string_view>& segments) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool open = pattern[i].starts_with('{');
        if (open ? !captured(pattern[i], segments[i]) : pattern[i] != segments[i]) return false;
    }
    return true;
}

bool changes_something(std::string_view method) { return method != "GET" && method != "HEAD"; }

/// Compares all bytes whatever they are, so that the time tells nothing of the token.
bool same_secret(std::string_view a, std::string_view b) {
    if (a.size() != b.size() || a.empty()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^
                                            static_cast<unsigned char>(b[i]));
    return difference == 0;
}

/// Browsers say where a request comes from; programs say nothing.
Result<void> check_site(const Request& request) {
    const auto site = request.header("Sec-Fetch-Site");
    if (site && *site != "same-origin" && *site != "none")
        return fail(ErrorCode::forbidden, "request.cross_site");
    const auto origin = request.header("Origin");
    const auto host = request.header("Host");
    if (origin && host && *origin != "http://" + *host && *origin != "https://" + *host)
        return fail(ErrorCode::forbidden, "request.cross_site");
    return {};
}

bool is_json(std::string_view type) {
    constexpr std::string_view kJson = "application/json";
    if (!type.starts_with(kJson)) return false;
    const std::string_view rest = type.substr(kJson.size());
    return rest.empty() || rest.front() == ';' || rest.front() == ' ';
}

Result<void> read_all(std::istream& in, std::uint64_t limit, std::string& out) {
    std::array<char, 16384> buffer;
    while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
        const auto count = static_cast<std::size_t>(in.gcount());
        if (out.size() + count > limit) return fail(ErrorCode::too_large, "request.too_large");
        out.append(buffer.data(), count);
    }
    if (in.bad()) return fail(ErrorCode::invalid_argument, "request.broken_off");
    return {};
}

}  // namespace

std::string Permission::text() const {
    switch (kind_) {
        case Kind::open_to_all:
            return "public";
        case Kind::signed_in:
            return "signed_in";
        case Kind::own_session:
            return "own_session";
        case Kind::action:
            return std::string(core::to_text(action_));
    }
    return "";
}

std::string operation_id(const Route& route) {
    std::string id;
    bool upper = false;
    for (const char c : std::string_view(route.operation)) {
        if (c == '_') {
            upper = true;
            continue;
        }
        id += upper ? static_cast<char>(c - 'a' + 'A') : c;
        upper = false;
    }
    return id;
}

Router::Router(Parts parts) : parts_(std::move(parts)) {
    for (const std::span<const Route> table : parts_.tables) {
        for (const Route& route : table) {
            Entry entry{&route, {}};
            for (const std::string_view segment : split(route.path))
                entry.segments.emplace_back(segment);
            const std::size_t length = entry.segments.size();
            if (by_length_.size() <= length) by_length_.resize(length + 1);
            for (const Entry& other : by_length_[length]) {
                const bool twice = other.segments == entry.segments &&
                                   std::string_view(other.route->method) == route.method;
                assert(!twice);
                (void)twice;
            }
            by_length_[length].push_back(std::move(entry));
            routes_.push_back(&route);
        }
    }
    // A literal segment goes before a parameter: /fonds/{id}/clauses/clone before …/{clause}.
    for (auto& entries : by_length_)
        std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            for (std::size_t i = 0; i < a.segments.size(); ++i) {
                const bool open_a = a.segments[i].starts_with('{');
                const bool open_b = b.segments[i].starts_with('{');
                if (open_a != open_b) return open_b;
            }
            return false;
        });
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
    if (method == "HEAD") method = "GET";
    Match match;
    const auto segments = split(path);
    if (segments.size() >= by_length_.size()) return match;
    for (const Entry& entry : by_length_[segments.size()]) {
        if (!segments_match(entry.segments, segments)) continue;
        if (method != entry.route->method) {
            if (!match.allowed.empty()) match.allowed += ", ";
            match.allowed += entry.route->method;
            continue;
        }
        match.route = entry.route;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const std::string& pattern = entry.segments[i];
            if (!pattern.starts_with('{')) continue;
            match.params.emplace_back(pattern.substr(1, pattern.find('}') - 1),
                                      *captured(pattern, segments[i]));
        }
        return match;
    }
    return match;
}

Response Router::handle(Request& request) const {
    const core::Timestamp begin = parts_.clock.now();
    if (request.request_id.empty()) request.request_id = parts_.ids.token(8);
    Match match = find(request.method, request.path);
    Result<Response> answered = fail(ErrorCode::not_found, "request.unknown_route");
    std::string allow;
    if (match.route) {
        request.params = std::move(match.params);
        answered = answer(request, *match.route);
    } else if (!match.allowed.empty()) {
        answered = fail(ErrorCode::invalid_argument, "request.method_not_allowed");
        allow = match.allowed;
    }
    Response response = answered ? std::move(answered).value() : problem(answered.error(), request);
    if (!allow.empty()) response.header("Allow", allow);
    if (!answered && response.status >= 500) {
        const Error& error = answered.error();
        parts_.log.error("http.failed", {{"request_id", request.request_id},
                                         {"code", core::to_string(error.code)},
                                         {"key", error.key},
                                         {"detail", error.detail}});
    }
    write_access_log(request, match.route, response, begin);
    return response;
}

Result<Response> Router::answer(Request& request, const Route& route) const {
    try {
        LT_CHECK(admit(request, route));
        LT_CHECK(read_body(request, route));
        return run(request, route);
    } catch (const std::exception& error) {
        // A fault of the program must cost one request, not the server.
        return fail(ErrorCode::internal, "internal", std::string("exception: ") + error.what());
    }
}

Result<void> Router::admit(Request& request, const Route& route) const {
    const bool changes = changes_something(route.method);
    if (changes) LT_CHECK(check_site(request));
    request.session_token = request.cookie(kSessionCookie).value_or("");
    if (route.permission.is_public()) return {};
    std::optional<core::OpenSession> session;
    if (!request.session_token.empty()) {
        LT_TRY(session, parts_.resolve(request.session_token, request.anonymous()));
    }
    if (!session) return fail(ErrorCode::unauthenticated, "session.required");
    request.caller = std::move(session->caller);
    if (changes && !same_secret(request.header("X-CSRF-Token").value_or(""), session->csrf))
        return fail(ErrorCode::forbidden, "session.csrf");
    if (session->must_change_password && !route.permission.is_own_session())
        return fail(ErrorCode::forbidden, "session.must_change_password");
    const auto action = route.permission.action();
    if (!action) return {};
    auto allowed = core::require(request.caller->subject, *action);
    if (allowed) return {};
    core::Event event;
    event.action = "access.denied";
    event.object_type = "operation";
    event.object_code = route.operation;
    event.outcome = core::Outcome::denied;
    event.reason = allowed.error().key;
    LT_CHECK(parts_.services.denials.note(request.caller->actor, std::move(event)));
    return allowed;
}

Result<void> Router::read_body(Request& request, const Route& route) const {
    const std::string_view method = route.method;
    const bool takes_body = route.body != Body::none && method != "GET" && method != "DELETE";
    const std::uint64_t announced = request.content_length.value_or(request.body.size());
    if (!takes_body) {
        if (announced > 0) return fail(ErrorCode::invalid_argument, "request.body_not_expected");
        return {};
    }
    const bool stream = route.body == Body::stream;
    const std::uint64_t limit = stream ? parts_.limits.upload : parts_.limits.json_body;
    request.body_limit = limit;
    if (announced > limit) {
        core::Error error =
            fail(ErrorCode::too_large, stream ? "upload.too_large" : "request.too_large");
        error.params = {{"max", std::to_string(limit)}};
        return error;
    }
    if (stream) return {};
    if (!is_json(request.header("Content-Type").value_or("")))
        return fail(ErrorCode::invalid_argument, "request.content_type");
    if (!request.stream) return {};
    LT_CHECK(read_all(*request.stream, parts_.limits.json_body, request.body));
    return {};
}

Result<Response> Router::run(Request& request, const Route& route) const {
    const auto key = request.header("Idempotency-Key");
    const bool once = key && std::string_view(route.method) == "POST" && request.caller &&
                      route.body != Body::stream;
    if (!once && route.needs_key)
        return core::field_error("Idempotency-Key", "request.key_missing");
    if (!once) return route.handler(request, parts_.services);
    return run_once(*key, route.secret, request, parts_.services,
                    [&] { return route.handler(request, parts_.services); });
}

void Router::write_access_log(const Request& request, const Route* route, const Response& response,
                              core::Timestamp begin) const {
    if (!parts_.log.enabled(core::LogLevel::info)) return;
    // The path names records by id; the query may hold what a person searches for: not logged.
    std::vector<core::JsonField> fields = {{"request_id", request.request_id},
                                           {"method", request.method},
                                           {"operation", route ? route->operation : ""},
                                           {"path", request.path.substr(0, 200)},
                                           {"status", response.status},
                                           {"ms", parts_.clock.now() - begin},
                                           {"ip", request.ip}};
    if (request.caller) fields.emplace_back("user", request.caller->subject.user_id);
    parts_.log.info("http.request", fields);
}

}  // namespace lantai::server
