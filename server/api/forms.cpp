// Printed forms over HTTP.
#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "core/service/volumes.hpp"
#include "pdf/form.hpp"
#include "server/api/api.hpp"
#include "server/forms/label_sheets.hpp"
#include "server/forms/printing.hpp"
#include "server/json_codec.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {

namespace {

std::string_view subject_text(pdf::FormSubject subject) {
    switch (subject) {
        case pdf::FormSubject::volume:
            return "volume";
        case pdf::FormSubject::box:
            return "box";
        case pdf::FormSubject::volume_list:
            return "volume_list";
        case pdf::FormSubject::item_list:
            return "item_list";
        case pdf::FormSubject::handover:
            return "handover";
        case pdf::FormSubject::items:
            return "items";
    }
    return "volume";
}

Response pdf_response(const PrintedPaper& paper, bool wants_inline) {
    Response response;
    response.content_type = "application/pdf";
    response.body = paper.form.pdf;
    response.header(
        "Content-Disposition",
        content_disposition(wants_inline ? "inline" : "attachment", paper.name + ".pdf"));
    response.header("Lantai-Missing-Glyphs", std::to_string(paper.form.missing.size()));
    return response;
}

}  // namespace

Result<Response> list_forms(const Request&, Services&) {
    JsonWriter out;
    out.begin_array();
    for (const pdf::FormInfo& form : pdf::forms()) {
        out.begin_object()
            .member("id", form.id)
            .member("number", form.number)
            .member("title", form.title)
            .member("subject", subject_text(form.subject))
            .name("label_sheets")
            .begin_array();
        for (const pdf::SoldSheet& sold : label_sheets(form.id))
            out.begin_object()
                .member("id", sold.id)
                .member("columns", sold.sheet.columns)
                .member("rows", sold.sheet.rows)
                .end_object();
        out.end_array().end_object();
    }
    return json_response(200, out.end_array().take());
}

Result<Response> print_volume_form(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    QueryReader in(request);
    const bool wants_inline = in.flag("inline");
    FormOptions options;
    options.spine_mm = in.integer("spine_mm", 10, 50);
    options.hard_cover = in.flag("hard_cover");
    LT_CHECK(in.finish());
    LT_TRY(const PrintedPaper paper,
           print_volume_form(services, request.who(), request.param("form"), id, options));
    return pdf_response(paper, wants_inline);
}

Result<Response> print_box_form(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    QueryReader in(request);
    const bool wants_inline = in.flag("inline");
    FormOptions options;
    options.label_sheet = in.text("label_sheet", 10).value_or("");
    options.first_place = in.integer("first_place", 1, 48).value_or(1);
    options.a4 = in.flag("a4");
    LT_CHECK(in.finish());
    LT_TRY(const PrintedPaper paper,
           print_box_form(services, request.who(), request.param("form"), id, options));
    return pdf_response(paper, wants_inline);
}

Result<Response> print_handover(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    QueryReader in(request);
    const bool wants_inline = in.flag("inline");
    LT_CHECK(in.finish());
    LT_TRY(const PrintedPaper paper, print_handover(services, request.who(), id));
    return pdf_response(paper, wants_inline);
}

Result<Response> print_list_form(const Request& request, Services& services) {
    QueryReader in(request);
    const bool wants_inline = in.flag("inline");
    core::PrintScope scope;
    const auto fonds = in.id("fonds_id");
    scope.category = in.text("category", 4);
    scope.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    scope.retention_class = in.text("retention_class", 10);
    scope.department_id = in.id("department_id");
    FormOptions options;
    options.label_sheet = in.text("label_sheet", 10).value_or("");
    options.first_place = in.integer("first_place", 1, 48).value_or(1);
    options.a4 = in.flag("a4");
    options.stamp_pages = in.flag("stamp_pages");
    LT_CHECK(in.finish());
    if (!fonds) return core::field_error("fonds_id", "request.field_missing");
    scope.fonds_id = *fonds;
    LT_TRY(const PrintedPaper paper,
           print_list_form(services, request.who(), request.param("form"), scope, options));
    return pdf_response(paper, wants_inline);
}

Result<Response> get_volume_prints(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::PrintCount prints, services.volumes.prints(request.who(), id));
    JsonWriter out;
    out.begin_object().member("count", prints.count).name("forms").begin_object();
    for (const auto& [form, count] : prints.by_form) out.member(form, count);
    out.end_object().name("last");
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
        {"GET", "/api/v1/forms/{form}.pdf", "print_list_form", Action::print_form, print_list_form,
         Body::none},
        {"GET", "/api/v1/forms/{form}/boxes/{id}.pdf", "print_box_form", Action::print_form,
         print_box_form, Body::none},
        {"GET", "/api/v1/forms/handover_receipt/handovers/{id}.pdf", "print_handover",
         Action::print_form, print_handover, Body::none},
        {"GET", "/api/v1/forms/{form}/volumes/{id}.pdf", "print_volume_form", Action::print_form,
         print_volume_form, Body::none},
        {"GET", "/api/v1/volumes/{id}/prints", "get_volume_prints", Action::print_form,
         get_volume_prints, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
