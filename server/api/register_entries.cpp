// The handling register over HTTP (R-14 … R-17).
#include "core/rules/item_rules.hpp"
#include "core/rules/register_rules.hpp"
#include "core/service/paper_register.hpp"
#include "server/api/api.hpp"
#include "server/json_codec.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::RegisterDetail;

core::PaperRegister& service(Services& services) { return services.paper_register; }

void write_text_or_null(JsonWriter& out, const char* name, const std::string& text) {
    out.member(name, text.empty() ? std::nullopt : std::optional(text));
}

void write_paper(JsonWriter& out, const core::RegisterRow& row) {
    const core::RegisterEntry& entry = row.entry;
    out.id_member("id", entry.id).member("register_no", entry.register_no);
    out.id_member("department_id", entry.department_id);
    out.member("department_name", row.department_name).member("year", entry.year);
    out.member("direction", entry.direction).member("origin", entry.origin);
    out.member("number", entry.number).member("registered_on", entry.registered_on);
    out.member("document_no", entry.document_no).member("correspondent", entry.correspondent);
    out.member("title", entry.title).member("level", entry.level).member("copies", entry.copies);
    out.member("pages", entry.pages).id_member("handler_id", entry.handler_id);
    out.member("handler_name", row.handler_name).member("remarks", entry.remarks);
    out.id_member("copy_of", entry.copy_of);
    write_text_or_null(out, "copy_of_no", row.copy_of_no);
    out.id_member("corrects", entry.corrects);
    write_text_or_null(out, "corrects_no", row.corrects_no);
    out.id_member("corrected_by", row.corrected_by);
    write_text_or_null(out, "corrected_by_no", row.corrected_by_no);
}

void write_entry(JsonWriter& out, const RegisterDetail& detail) {
    const core::RegisterRow& row = detail.row;
    const core::RegisterEntry& entry = row.entry;
    out.begin_object();
    write_paper(out, row);
    out.member("state", entry.state).member("concluded_on", entry.concluded_on);
    out.member("due", detail.due).member("days_late", detail.days_late);
    out.member("receipted_on", entry.receipted_on).id_member("clause_id", entry.clause_id);
    write_text_or_null(out, "clause_no", row.clause_no);
    out.member("placed_on", entry.placed_on).id_member("item_id", entry.item_id);
    write_text_or_null(out, "item_code", row.item_code);
    out.name("keeper_id");
    if (detail.keeper_id == 0)
        out.null();
    else
        out.id(detail.keeper_id);
    out.member("created_by_name", row.created_by_name);
    out.instant_member("created_at", entry.created_at).member("version", entry.version);
    out.name("steps").begin_array();
    for (const core::RegisterStep& step : detail.steps) {
        out.begin_object().member("act", step.act).member("from", step.from);
        out.member("to", step.to).member("actor_name", step.actor_name);
        out.instant_member("at", step.at).member("remarks", step.remarks).end_object();
    }
    out.end_array().name("can").begin_array();
    for (const core::Action action : detail.can) out.value(action);
    out.end_array().end_object();
}

std::string entry_json(const RegisterDetail& detail) {
    JsonWriter out;
    write_entry(out, detail);
    return out.take();
}

Result<Response> answer(Result<RegisterDetail> done, const Request& request, Services& services,
                        int status = 200) {
    if (!done)
        return stale_or_error(std::move(done).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const core::Id id, request.id());
            LT_TRY(const RegisterDetail now, service(services).get(request.who(), id));
            return entry_json(now);
        });
    return versioned_json(done->row.entry.version, entry_json(*done), status);
}

/// Department and direction are read for new ones only.
Result<core::RegisterDraft> read_draft(const Request& request, bool is_new) {
    constexpr core::TextKind kLine = core::TextKind::line;
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::RegisterDraft draft;
    core::RegisterEntry& entry = draft.entry;
    if (is_new) {
        entry.department_id = in.id("department_id");
        entry.direction = in.choice<core::RegisterDirection>("direction");
    }
    entry.origin = in.choice<core::RegisterOrigin>("origin");
    entry.registered_on = in.date("registered_on");
    entry.document_no = in.text("document_no", {core::kMaxDocumentNo, false, kLine});
    entry.correspondent = in.text("correspondent", {core::kMaxCorrespondent, false, kLine});
    entry.title = in.text("title", {core::kMaxTitle, true, kLine});
    entry.level = in.level("level");
    entry.copies = in.optional_integer("copies", 1, core::kMaxCopies);
    entry.pages = in.optional_integer("pages", 1, core::kMaxPages);
    entry.handler_id = in.id("handler_id");
    entry.remarks = in.text("remarks", {core::kMaxRemarks, false, core::TextKind::lines});
    entry.copy_of = in.optional_id("copy_of");
    LT_CHECK(in.finish());
    return draft;
}

Result<core::RegisterFilter> read_filter(const Request& request) {
    QueryReader in(request);
    core::RegisterFilter filter;
    filter.department_id = in.id("department_id");
    filter.year = in.integer("year", core::kFirstYear, core::kLastYear);
    filter.direction = in.choice<core::RegisterDirection>("direction");
    filter.origin = in.choice<core::RegisterOrigin>("origin");
    filter.states = in.choices<core::RegisterState>("state");
    filter.handler_id = in.id("handler_id");
    filter.query = in.text("query").value_or("");
    filter.concluded_before = in.date("late_before");
    filter.with_corrected = !in.flag("valid_only");
    filter.before_id = in.id("cursor");
    filter.limit = in.limit();
    LT_CHECK(in.finish());
    return filter;
}

Result<Response> list_register_entries(const Request& request, Services& services) {
    LT_TRY(const core::RegisterFilter filter, read_filter(request));
    LT_TRY(const auto page, service(services).list(request.who(), filter));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const RegisterDetail& detail : page.entries) write_entry(out, detail);
    out.end_array().id_member("next_cursor", page.next).member("total", page.total);
    return json_response(200, out.end_object().take());
}

Result<Response> create_register_entry(const Request& request, Services& services) {
    LT_TRY(const core::RegisterDraft draft, read_draft(request, true));
    LT_TRY(const RegisterDetail made, service(services).enter(request.who(), draft));
    return versioned_json(made.row.entry.version, entry_json(made), 201);
}

Result<Response> get_register_entry(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    return answer(service(services).get(request.who(), id), request, services);
}

Result<Response> correct_register_entry(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(const core::RegisterDraft draft, read_draft(request, false));
    return answer(service(services).correct(request.who(), id, version, draft), request, services,
                  201);
}

Result<Response> move_register_entry(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const auto act = in.choice<core::RegisterAct>("act");
    const std::string remarks =
        in.text("remarks", {core::kMaxReason, false, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).act(request.who(), id, version, act, remarks), request,
                  services);
}

Result<Response> hand_on_register_entry(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const core::Id handler = in.id("handler_id");
    const std::string remarks =
        in.text("remarks", {core::kMaxReason, false, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).hand_on(request.who(), id, version, handler, remarks), request,
                  services);
}

Response office_json(core::Id id) {
    JsonWriter out;
    out.begin_object().name("department_id");
    if (id == 0)
        out.null();
    else
        out.id(id);
    return json_response(200, out.end_object().take());
}

Result<Response> get_general_office(const Request& request, Services& services) {
    LT_TRY(const core::Id id, service(services).office(request.who()));
    return office_json(id);
}

Result<Response> set_general_office(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const core::Id wanted = in.id("department_id");
    LT_CHECK(in.finish());
    LT_TRY(const core::Id id, service(services).set_office(request.who(), wanted));
    return office_json(id);
}

}  // namespace

std::span<const Route> register_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/register-entries", "list_register_entries", Action::view_register,
         list_register_entries, Body::none},
        {"POST", "/api/v1/register-entries", "create_register_entry", Action::register_paper,
         create_register_entry},
        {"GET", "/api/v1/register-entries/{id}", "get_register_entry", Action::view_register,
         get_register_entry, Body::none},
        {"POST", "/api/v1/register-entries/{id}/correction", "correct_register_entry",
         Action::register_paper, correct_register_entry},
        {"POST", "/api/v1/register-entries/{id}/acts", "move_register_entry", Action::view_register,
         move_register_entry},
        {"POST", "/api/v1/register-entries/{id}/handler", "hand_on_register_entry",
         Action::conclude_paper, hand_on_register_entry},
        {"GET", "/api/v1/general-office", "get_general_office", Action::view_reference,
         get_general_office, Body::none},
        {"PUT", "/api/v1/general-office", "set_general_office", Action::manage_fonds,
         set_general_office},
    };
    return kRoutes;
}

}  // namespace lantai::server
