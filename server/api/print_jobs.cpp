// Print jobs over HTTP.
#include <algorithm>
#include <fstream>
#include <memory>

#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "server/api/api.hpp"
#include "server/forms/job_printing.hpp"
#include "server/forms/label_sheets.hpp"
#include "server/json_codec.hpp"
#include "server/print_worker.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::PrintJob;
using core::PrintJobState;
using core::PrintSubject;

constexpr std::size_t kMaxForms = 4;
constexpr int kMaxPlaces = 48;  // of the sheet with the smallest labels

void write_job(JsonWriter& out, const PrintJob& job, const PrintWorker& worker) {
    const auto now = job.state == PrintJobState::running ? worker.progress(job.id) : std::nullopt;
    out.begin_object().id_member("id", job.id).member("subject", job.subject);
    out.name("forms").begin_array();
    for (const std::string& form : job.forms) out.value(form);
    out.end_array().member("state", job.state);
    // A list may have grown since its rows were counted.
    out.member("done", now ? std::min(now->done, job.total()) : job.done);
    out.member("total", job.total());
    out.member("pages", now ? now->pages : job.pages).member("missing", job.missing);
    out.name("error");
    if (job.state == core::PrintJobState::failed)
        out.value(job.error);
    else
        out.null();
    out.instant_member("created_at", job.created_at);
    out.instant_member("finished_at", job.finished_at).end_object();
}

core::PrintScope read_scope(JsonReader& in) {
    core::PrintScope scope;
    scope.fonds_id = in.id("fonds_id");
    scope.category = in.optional_text("category", {4, false, core::TextKind::line});
    scope.filing_year = in.optional_integer("filing_year", core::kFirstYear, core::kLastYear);
    scope.retention_class = in.optional_text("retention_class", {10, false, core::TextKind::line});
    scope.department_id = in.optional_id("department_id");
    return scope;
}

/// Exactly one of its ways to say which records.
void read_records(JsonReader& in, core::PrintJobDraft& draft) {
    struct Way {
        PrintSubject subject;
        std::string_view ids;  // empty: none
        std::string_view scope;
    };
    constexpr Way kWays[] = {{PrintSubject::volumes, "volume_ids", "volumes"},
                             {PrintSubject::boxes, "box_ids", "boxes"},
                             {PrintSubject::list, "", "list"}};
    int chosen = 0;
    for (const Way& way : kWays) {
        std::vector<core::Id> ids;
        if (!way.ids.empty()) ids = in.ids(way.ids, core::kMaxJobRecords);
        core::PrintScope scope;
        const bool scoped =
            in.object(way.scope, [&](JsonReader& inner) { scope = read_scope(inner); });
        if (ids.empty() && !scoped) continue;
        chosen += (ids.empty() ? 0 : 1) + (scoped ? 1 : 0);
        draft.subject = way.subject;
        draft.records = std::move(ids);
        if (scoped) draft.scope = scope;
    }
    if (chosen != 1) in.fault("volume_ids", "print.choose_volumes");
}

Result<core::PrintJobDraft> read_draft(const Request& request) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::PrintJobDraft draft;
    draft.forms = in.texts("forms", kMaxForms, {40, true, core::TextKind::line});
    core::PrintOptions& options = draft.options;
    options.hard_cover = in.optional_boolean("hard_cover").value_or(false);
    options.a4 = in.optional_boolean("a4").value_or(false);
    options.stamp_pages = in.optional_boolean("stamp_pages").value_or(false);
    options.label_sheet =
        in.optional_text("label_sheet", {10, false, core::TextKind::line}).value_or("");
    options.first_place = in.optional_integer("first_place", 1, kMaxPlaces).value_or(1);
    read_records(in, draft);
    if (draft.forms.empty()) in.fault("forms", "request.field_missing");
    FormOptions sheet;
    static_cast<core::PrintOptions&>(sheet) = options;
    for (const std::string& form : draft.forms) {
        if (!is_job_form(draft.subject, form)) in.fault("forms", "form.unknown");
        if (label_sheets(form).empty()) continue;
        if (const auto found = label_sheet(form, sheet); !found)
            in.fault(found.error().field, found.error().key);
    }
    LT_CHECK(in.finish());
    return draft;
}

/// In pieces, so that a booklet of hundreds of megabytes is not held for each reader.
void send_file(std::istream& in, std::ostream& out) {
    std::string piece(1 << 16, '\0');
    while (in) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        out.write(piece.data(), in.gcount());
    }
}

Result<Response> begin_job(const Request& request, Services& services, core::PrintJobDraft draft) {
    if (draft.subject == PrintSubject::list) {
        LT_TRY(draft.rows, count_job_rows(services, request.who(), draft.forms,
                                          draft.scope.value_or(core::PrintScope{})));
    }
    LT_TRY(const PrintJob job, services.print_jobs.create(request.who(), std::move(draft)));
    services.print_worker.notify();
    JsonWriter out;
    write_job(out, job, services.print_worker);
    return json_response(202, out.take());
}

}  // namespace

Result<Response> create_print_job(const Request& request, Services& services) {
    LT_TRY(core::PrintJobDraft draft, read_draft(request));
    return begin_job(request, services, std::move(draft));
}

Result<Response> list_print_jobs(const Request& request, Services& services) {
    LT_TRY(const auto jobs, services.print_jobs.list(request.who()));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const PrintJob& job : jobs) write_job(out, job, services.print_worker);
    return json_response(200, out.end_array().name("next_cursor").null().end_object().take());
}

Result<Response> get_print_job(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const PrintJob job, services.print_jobs.get(request.who(), id));
    JsonWriter out;
    write_job(out, job, services.print_worker);
    return json_response(200, out.take());
}

// Not as a FileBody: a part of the file asked for by Range would be a print of its own.
Result<Response> fetch_print_job(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const PrintJob known, services.print_jobs.get(request.who(), id));
    auto file =
        std::make_shared<std::ifstream>(services.print_worker.file_of(id), std::ios::binary);
    if (known.state == PrintJobState::done && !*file)
        return core::fail(core::ErrorCode::conflict, "print.not_ready");
    LT_TRY(const PrintJob job, services.print_jobs.fetch(request.who(), id));
    Response response;
    response.content_type = "application/pdf";
    response.writer = [file](std::ostream& out) { send_file(*file, out); };
    response.header("Content-Disposition",
                    content_disposition("attachment", std::to_string(job.id) + ".pdf"));
    response.header("Lantai-Missing-Glyphs", std::to_string(job.missing));
    return response;
}

// What was drawn may be outdated; the order is not: the same records as they are now.
Result<Response> repeat_print_job(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(PrintJob made, services.print_jobs.get(request.who(), id));
    core::PrintJobDraft draft{made.subject, std::move(made.forms), std::move(made.options),
                              {},           std::nullopt,          0};
    if (made.subject == PrintSubject::list)
        draft.scope = made.scope;
    else
        draft.records = std::move(made.subject == PrintSubject::boxes ? made.boxes : made.volumes);
    return begin_job(request, services, std::move(draft));
}

Result<Response> delete_print_job(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    const auto so_far = services.print_worker.progress(id).value_or(core::PrintProgress{});
    LT_CHECK(services.print_jobs.cancel(request.who(), id, so_far));
    services.print_worker.drop(id);
    return no_content();
}

std::span<const Route> print_job_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"POST", "/api/v1/print-jobs", "create_print_job", Action::print_form, create_print_job},
        {"GET", "/api/v1/print-jobs", "list_print_jobs", Action::print_form, list_print_jobs,
         Body::none},
        {"GET", "/api/v1/print-jobs/{id}", "get_print_job", Action::print_form, get_print_job,
         Body::none},
        {"GET", "/api/v1/print-jobs/{id}/result.pdf", "fetch_print_job", Action::print_form,
         fetch_print_job, Body::none},
        {"POST", "/api/v1/print-jobs/{id}/repeat", "repeat_print_job", Action::print_form,
         repeat_print_job, Body::none},
        {"DELETE", "/api/v1/print-jobs/{id}", "delete_print_job", Action::print_form,
         delete_print_job, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
