// The logo of a fonds over HTTP.
#include "core/service/logos.hpp"

#include "server/api/api.hpp"
#include "server/forms/form_logo.hpp"
#include "server/services.hpp"

namespace lantai::server {
Result<Response> set_fonds_logo(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    if (!request.stream)
        return core::fail(core::ErrorCode::invalid_argument, "pdf.image_unreadable");
    LT_TRY(const core::Logo logo, read_logo(*request.stream));
    LT_CHECK(core::Logos(services.store).set(request.who(), id, logo));
    return no_content();
}

Result<Response> get_fonds_logo(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(auto logo, core::Logos(services.store).get(request.who(), id));
    if (!logo) return core::fail(core::ErrorCode::not_found, "logo.none");
    Response response;
    response.content_type = logo->media_type;
    response.body = std::move(logo->bytes);
    response.header("Content-Security-Policy", "sandbox; default-src 'none'");
    response.header("X-Content-Type-Options", "nosniff");
    return response;
}

Result<Response> delete_fonds_logo(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_CHECK(core::Logos(services.store).remove(request.who(), id));
    return no_content();
}

std::span<const Route> logo_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"PUT", "/api/v1/fonds/{id}/logo", "set_fonds_logo", Action::manage_fonds, set_fonds_logo,
         Body::stream},
        {"GET", "/api/v1/fonds/{id}/logo", "get_fonds_logo", Action::view_reference, get_fonds_logo,
         Body::none},
        {"DELETE", "/api/v1/fonds/{id}/logo", "delete_fonds_logo", Action::manage_fonds,
         delete_fonds_logo, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
