#include "server/idempotency.hpp"

#include <algorithm>
#include <optional>

#include "core/base/hash.hpp"
#include "core/service/once.hpp"

namespace lantai::server {
namespace {

constexpr const char* kKeptHeaders[] = {"ETag", "Location"};

// An answer is kept as it travels: header lines, an empty line, the body.
std::string written(const Response& response) {
    std::string text;
    for (const char* name : kKeptHeaders)
        if (const auto value = response.find_header(name))
            text.append(name).append(": ").append(*value).append("\n");
    return text + "\n" + response.body;
}

Response read_back(int status, const std::string& text) {
    Response response;
    std::size_t at = 0;
    for (std::size_t end; (end = text.find('\n', at)) != std::string::npos && end > at;
         at = end + 1) {
        const std::string line = text.substr(at, end - at);
        const std::size_t colon = line.find(": ");
        response.header(line.substr(0, colon), line.substr(colon + 2));
    }
    std::string body = text.substr(at + 1);
    if (body.empty()) {
        response.status = status;
        return response;
    }
    Response with_body = json_response(status, std::move(body));
    with_body.headers = std::move(response.headers);
    return with_body;
}

/// What an answer may show hangs on these; who has changed gets none of the earlier ones.
std::string rights_digest(const core::Subject& subject) {
    std::string text = std::to_string(subject.department_id) + "\n" +
                       std::to_string(static_cast<int>(subject.clearance)) + "\n";
    for (const core::Role role : subject.roles) text.append(core::to_text(role)).append("\n");
    for (const core::HeldPosition& held : subject.positions)
        text += std::string(core::to_text(held.kind)) + " " +
                std::to_string(held.department_id.value_or(0)) + "\n";
    return core::sha256_hex(text);
}

/// The change is made, its answer lost: what was made is named if it is known.
core::Error without_answer(const core::KeptAnswer& kept) {
    if (kept.made_code.empty()) return core::fail(core::ErrorCode::conflict, "request.repeated");
    core::Error error = core::fail(core::ErrorCode::conflict, "request.done_before");
    error.params = {{"type", kept.made_type}, {"code", kept.made_code}};
    return error;
}

}  // namespace

Result<Response> run_once(const std::string& key, bool secret, Request& request, Services& services,
                          const std::function<Result<Response>()>& handler) {
    const bool visible =
        std::all_of(key.begin(), key.end(), [](char c) { return c > 32 && c < 127; });
    if (key.empty() || key.size() > 64 || !visible)
        return core::field_error("Idempotency-Key", "request.key_bad");
    core::Actor& actor = request.caller->actor;
    const std::string digest = core::sha256_hex(request.method + "\n" + request.path + "\n" +
                                                (secret ? std::string("secret") : request.body));
    const std::string rights = rights_digest(request.who().subject);
    LT_TRY(const auto kept, core::find_kept_answer(services.store, request.who(), key));
    if (kept && kept->request.substr(0, digest.size()) != digest)
        return core::field_error("Idempotency-Key", "request.key_reused");
    if (kept && kept->request != digest + rights)
        return core::fail(core::ErrorCode::conflict, "request.repeated");
    if (kept && kept->status == 0) return without_answer(*kept);
    if (kept) return read_back(kept->status, kept->body).header("Idempotency-Replayed", "true");

    actor.once = core::OnceKey{key, digest + rights};
    LT_TRY(Response response, handler());
    if (response.status < 300 && !secret)
        LT_CHECK(core::keep_answer(services.store, actor, response.status, written(response)));
    return response;
}

}  // namespace lantai::server
