// Printed forms over HTTP.
#include "core/service/volumes.hpp"
#include "pdf/form.hpp"
#include "server/api/api.hpp"
#include "server/form_data.hpp"
#include "server/json_codec.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {

Result<Response> list_forms(const Request&, Services&) {
    JsonWriter out;
    out.begin_array();
    for (const pdf::FormInfo& form : pdf::forms())
        out.begin_object().member("id", form.id).member("title", form.title).end_object();
    return json_response(200, out.end_array().take());
}

Result<Response> print_item_catalogue(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    QueryReader in(request);
    const bool wants_inline = in.flag("inline");
    LT_CHECK(in.finish());
    LT_TRY(const PrintedVolume printed, print_catalogue(services, request.who(), id));
    Response response;
    response.content_type = "application/pdf";
    response.body = printed.form.pdf;
    response.header("Content-Disposition",
                    content_disposition(wants_inline ? "inline" : "attachment",
                                        printed.archival_code + ".pdf"));
    response.header("Lantai-Missing-Glyphs", std::to_string(printed.form.missing.size()));
    return response;
}

Result<Response> get_volume_prints(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::PrintCount prints, services.volumes.prints(request.who(), id));
    JsonWriter out;
    out.begin_object().member("count", prints.count).name("last");
    if (prints.count == 0)
        out.null();
    else
        out.begin_object()
            .member("by", prints.last_by)
            .instant_member("at", prints.last_at)
            .end_object();
    return json_response(200, out.end_object().take());
}

std::span<const Route> form_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/forms", "list_forms", Action::print_form, list_forms, Body::none},
        {"GET", "/api/v1/forms/item_catalogue/volumes/{id}.pdf", "print_item_catalogue",
         Action::print_form, print_item_catalogue, Body::none},
        {"GET", "/api/v1/volumes/{id}/prints", "get_volume_prints", Action::print_form,
         get_volume_prints, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
