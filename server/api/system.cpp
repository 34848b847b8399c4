#include "core/service/status.hpp"
#include "server/api/api.hpp"
#include "server/json_codec.hpp"
#include "server/services.hpp"
#include "server/version.hpp"

namespace lantai::server {
namespace {

Result<Response> get_health(const Request&, Services& services) {
    if (auto readable = services.store.check_reading(); !readable) {
        core::Error error = std::move(readable).error();
        error.code = core::ErrorCode::busy;  // 503: whoever asks should turn elsewhere
        return error;
    }
    return json_response(200, R"({"status":"ok"})");
}

Result<Response> get_openapi(const Request&, Services&) {
    return json_response(200, std::string(openapi_text()));
}

Result<Response> get_system_status(const Request& request, Services& services) {
    LT_TRY(const auto status, core::archive_status(services.store, request.who()));
    JsonWriter out;
    out.begin_object()
        .member("version", kVersion)
        .member("items", status.items)
        .member("files", status.files)
        .member("index_pending", status.index_pending)
        .member("schema", status.schema)
        .end_object();
    return json_response(200, out.take());
}

const Route kRoutes[] = {
    {"GET", "/healthz", "get_health", Permission::open_to_all(), get_health},
    {"GET", "/api/v1/openapi.json", "get_openapi", Permission::open_to_all(), get_openapi},
    {"GET", "/api/v1/system/status", "get_system_status", core::Action::manage_accounts,
     get_system_status},
};

}  // namespace

std::span<const Route> system_routes() { return kRoutes; }

}  // namespace lantai::server
