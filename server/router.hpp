// From request to answer: route → session → permission → body → handler → problem → access log.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/log.hpp"
#include "core/rules/access_rules.hpp"
#include "core/service/sessions.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

namespace lantai::server {

struct Services;

/// Who may call a route at all. There is no default: a route without a permission does not
/// compile. Whether the caller may touch the very object is the service's question.
class Permission {
public:
    static constexpr Permission open_to_all() { return Permission(Kind::open_to_all); }
    static constexpr Permission signed_in() { return Permission(Kind::signed_in); }
    /// As signed_in, also for an account whose password must be changed first: for that change.
    static constexpr Permission own_session() { return Permission(Kind::own_session); }
    constexpr Permission(core::Action action) : kind_(Kind::action), action_(action) {}  // NOLINT
    Permission() = delete;

    /// "public", "signed_in", "own_session" or the action's text: x-permission of openapi.json.
    std::string text() const;
    constexpr bool is_public() const { return kind_ == Kind::open_to_all; }
    constexpr bool is_own_session() const { return kind_ == Kind::own_session; }
    /// The action asked of the policy; nothing for the other kinds.
    std::optional<core::Action> action() const {
        return kind_ == Kind::action ? std::optional(action_) : std::nullopt;
    }

private:
    enum class Kind { open_to_all, signed_in, own_session, action };
    explicit constexpr Permission(Kind kind) : kind_(kind) {}
    Kind kind_;
    core::Action action_ = core::Action::own_account;
};

using Handler = Result<Response> (*)(const Request&, Services&);

/// none: the body must be empty. json: application/json up to 1 MiB, already in Request::body.
/// stream: any bytes up to the upload limit, left in Request::stream.
enum class Body { none, json, stream };

struct Route {
    const char* method;     // "POST"
    const char* path;       // "/api/v1/items/{id}/links"
    const char* operation;  // "add_item_link": the handler's name
    Permission permission;
    Handler handler;
    Body body = Body::json;  // GET routes never take one
    /// The body or the answer holds a password or a link: neither it nor its digest is kept for a
    /// repeated Idempotency-Key; the repetition is only refused.
    bool secret = false;
    /// A POST whose repetition could not be taken back: refused without an Idempotency-Key
    /// (field_error "request.key_missing"). What is made elsewhere can be withdrawn or cancelled,
    /// or stands under If-Match; there the key is the client's choice.
    bool needs_key = false;
};

inline constexpr bool kSecret = true;
inline constexpr bool kOnceOnly = true;

/// operationId of openapi.json: "add_item_link" → "addItemLink".
std::string operation_id(const Route& route);

/// Nothing: no such session, or it has ended. `origin` has address and request id.
using ResolveSession = std::function<Result<std::optional<core::OpenSession>>(
    const std::string& token, const core::Actor& origin)>;

/// Host-only, sent back over HTTPS or to 127.0.0.1.
inline constexpr const char* kSessionCookie = "__Host-lt_sid";

struct RouterLimits {
    std::uint64_t json_body = 1 << 20;
    std::uint64_t upload = std::uint64_t{4} << 30;
};

/// Threads: handle() from any thread.
class Router {
public:
    struct Parts {
        std::vector<std::span<const Route>> tables;
        Services& services;
        ResolveSession resolve;
        core::Log& log;
        const core::Clock& clock;
        core::IdSource& ids;
        RouterLimits limits;
    };
    /// Two routes with the same method and shape are a fault of the program: assert.
    explicit Router(Parts parts);

    /// Always an answer; failures become RFC 9457 problems. Sets request_id when it is empty.
    Response handle(Request& request) const;

    /// Every route, in table order, for tests and openapi.
    const std::vector<const Route*>& routes() const { return routes_; }

private:
    struct Entry {
        const Route* route;
        std::vector<std::string> segments;  // "{id}" stays as it is
    };
    struct Match {
        const Route* route = nullptr;
        NamedTexts params;
        std::string allowed;  // methods of the same path, when the method is wrong
    };
    Match find(std::string_view method, std::string_view path) const;
    Result<Response> answer(Request& request, const Route& route) const;
    Result<void> admit(Request& request, const Route& route) const;
    Result<void> read_body(Request& request, const Route& route) const;
    Result<Response> run(Request& request, const Route& route) const;
    void write_access_log(const Request& request, const Route* route, const Response& response,
                          core::Timestamp begin) const;

    Parts parts_;
    std::vector<const Route*> routes_;
    std::vector<std::vector<Entry>> by_length_;  // index: number of segments
};

}  // namespace lantai::server
