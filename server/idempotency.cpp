#include "server/idempotency.hpp"

#include <algorithm>
#include <optional>

#include "core/base/hash.hpp"
#include "core/service/once.hpp"

namespace lantai::server {

Result<Response> run_once(const std::string& key, Request& request, Services& services,
                          const std::function<Result<Response>()>& handler) {
    const bool visible =
        std::all_of(key.begin(), key.end(), [](char c) { return c > 32 && c < 127; });
    if (key.empty() || key.size() > 64 || !visible)
        return core::field_error("Idempotency-Key", "request.key_bad");
    core::Actor& actor = request.caller->actor;
    const std::string digest =
        core::sha256_hex(request.method + "\n" + request.path + "\n" + request.body);
    LT_TRY(const auto kept, core::find_kept_answer(services.store, request.who(), key));
    if (kept && kept->request != digest)
        return core::field_error("Idempotency-Key", "request.key_reused");
    if (kept && kept->status == 0) return core::fail(core::ErrorCode::conflict, "request.repeated");
    if (kept) return json_response(kept->status, kept->body).header("Idempotency-Replayed", "true");

    actor.once = core::OnceKey{key, digest};
    LT_TRY(Response response, handler());
    if (response.status < 300)
        LT_CHECK(core::keep_answer(services.store, actor, response.status, response.body));
    return response;
}

}  // namespace lantai::server
