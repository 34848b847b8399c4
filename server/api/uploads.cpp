// Receiving files over HTTP.
#include "core/service/uploads.hpp"

#include <istream>

#include "server/api/api.hpp"
#include "server/json_codec.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {

Result<Response> create_upload(const Request& request, Services& services) {
    QueryReader query(request);
    const auto name = query.text("name", 255);
    LT_CHECK(query.finish());
    if (!name) return core::field_error("name", "request.field_missing");
    if (!request.stream) return core::fail(core::ErrorCode::invalid_argument, "upload.empty");
    LT_TRY(const core::Upload upload,
           services.uploads.receive(request.who(), *name, *request.stream, request.body_limit));
    JsonWriter out;
    out.begin_object().id_member("id", upload.id).member("name", upload.name);
    out.member("size", upload.size).member("sha256", upload.sha256);
    out.member("media_type", upload.media_type).end_object();
    return json_response(201, out.take());
}

std::span<const Route> upload_routes() {
    static const Route kRoutes[] = {
        {"POST", "/api/v1/uploads", "create_upload", core::Action::file_item, create_upload,
         Body::stream},
    };
    return kRoutes;
}

}  // namespace lantai::server
