// Clearances of journeys, training and leavers over HTTP.
#include "core/service/clearances.hpp"

#include "core/rules/clearance_rules.hpp"
#include "core/rules/item_rules.hpp"
#include "server/api/api.hpp"
#include "server/forms/certificates.hpp"
#include "server/json_codec.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::ClearanceDetail;
using core::LeavingEntry;

core::Clearances& service(Services& services) { return services.clearances; }

void write_clearance_members(JsonWriter& out, const core::ClearanceRow& row) {
    const core::Clearance& clearance = row.clearance;
    out.id_member("id", clearance.id).member("clearance_no", clearance.clearance_no);
    out.member("kind", clearance.kind).id_member("requester_id", clearance.requester_id);
    out.member("requester_name", row.requester_name);
    out.id_member("department_id", clearance.department_id);
    out.member("department_name", row.department_name).member("subject", clearance.subject);
    out.member("from", clearance.from).member("to", clearance.to);
    out.member("state", clearance.state).member("nothing_to_file", clearance.nothing_to_file);
    out.name("entry_ids").begin_array();
    for (const core::Id id : clearance.entry_ids) out.id(id);
    out.end_array().member("signer_name", row.signer_name);
    out.instant_member("signed_at", clearance.signed_at).member("remarks", clearance.remarks);
    out.instant_member("created_at", clearance.created_at).member("version", clearance.version);
}

void write_clearance(JsonWriter& out, const ClearanceDetail& detail) {
    out.begin_object();
    write_clearance_members(out, detail.row);
    out.name("can").begin_array();
    for (const core::Action action : detail.can) out.value(action);
    out.end_array().end_object();
}

std::string clearance_json(const ClearanceDetail& detail) {
    JsonWriter out;
    write_clearance(out, detail);
    return out.take();
}

Result<Response> answer(Result<ClearanceDetail> done, const Request& request, Services& services,
                        int status = 200) {
    if (!done)
        return stale_or_error(std::move(done).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const core::Id id, request.id());
            LT_TRY(const ClearanceDetail now, service(services).get(request.who(), id));
            return clearance_json(now);
        });
    return versioned_json(done->row.clearance.version, clearance_json(*done), status);
}

Result<Response> list_clearances(const Request& request, Services& services) {
    QueryReader in(request);
    core::ClearanceFilter filter;
    filter.state = in.choice<core::ClearanceState>("state");
    filter.before_id = in.id("cursor");
    filter.limit = in.limit();
    LT_CHECK(in.finish());
    LT_TRY(const auto page, service(services).list(request.who(), filter));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const ClearanceDetail& detail : page.clearances) write_clearance(out, detail);
    out.end_array().id_member("next_cursor", page.next).end_object();
    return json_response(200, out.take());
}

Result<Response> create_clearance(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::Clearance draft;
    draft.kind = in.choice<core::ClearanceKind>("kind");
    draft.subject = in.text("subject", {core::kMaxSubject, true, core::TextKind::line});
    draft.from = in.date("from");
    draft.to = in.date("to");
    LT_CHECK(in.finish());
    return answer(service(services).ask(request.who(), std::move(draft)), request, services, 201);
}

Result<Response> get_clearance(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    return answer(service(services).get(request.who(), id), request, services);
}

Result<Response> sign_clearance(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::ClearanceSignature signature;
    signature.nothing_to_file = in.boolean("nothing_to_file");
    signature.entry_ids = in.ids("entry_ids", 200);
    signature.remarks = in.text("remarks", {core::kMaxReason, false, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).sign(request.who(), id, version, signature), request, services);
}

Result<Response> withdraw_clearance(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    return answer(service(services).withdraw(request.who(), id, version), request, services);
}

Result<Response> get_clearance_status(const Request& request, Services& services) {
    QueryReader in(request);
    const auto number = in.text("clearance_no", 40);
    LT_CHECK(in.finish());
    if (!number) return core::field_error("clearance_no", "request.field_missing");
    LT_TRY(const core::ClearanceRow row, service(services).status(request.who(), *number));
    JsonWriter out;
    out.begin_object().member("clearance_no", row.clearance.clearance_no);
    out.member("kind", row.clearance.kind).member("requester_name", row.requester_name);
    out.member("from", row.clearance.from).member("to", row.clearance.to);
    out.member("state", row.clearance.state);
    out.member("payable", row.clearance.state == core::ClearanceState::cleared).end_object();
    return json_response(200, out.take());
}

Response pdf_response(const std::string& name, std::string pdf) {
    Response response;
    response.content_type = "application/pdf";
    response.body = std::move(pdf);
    response.header("Content-Disposition", content_disposition("inline", name + ".pdf"));
    return response;
}

Result<Response> print_clearance(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::ClearanceRow row, service(services).for_certificate(request.who(), id));
    LT_TRY(std::string pdf, clearance_certificate(services, row));
    return pdf_response(row.clearance.clearance_no, std::move(pdf));
}

void write_leaving(JsonWriter& out, const LeavingEntry& entry) {
    const core::Leaving& leaving = entry.leaving;
    out.begin_object().id_member("id", leaving.id).member("leaving_no", leaving.leaving_no);
    out.id_member("user_id", leaving.user_id).member("user_name", entry.user_name);
    out.id_member("department_id", leaving.department_id);
    out.member("department_name", entry.department_name).member("state", leaving.state);
    out.member("reason", leaving.reason);
    out.member("leaver_signed", !leaving.leaver_paper.empty());
    out.member("witness_name", entry.witness_name);
    out.instant_member("leaver_signed_at", leaving.leaver_signed_at);
    out.member("receiver_name", entry.receiver_name);
    out.instant_member("received_at", leaving.received_at);
    out.name("held").begin_array();
    for (const core::HeldThing& thing : entry.held)
        out.begin_object()
            .member("kind", thing.kind)
            .id_member("id", thing.id)
            .member("number", thing.number)
            .member("title", thing.title)
            .end_object();
    out.end_array().instant_member("created_at", leaving.created_at);
    out.member("version", leaving.version).end_object();
}

std::string leaving_json(const LeavingEntry& entry) {
    JsonWriter out;
    write_leaving(out, entry);
    return out.take();
}

Result<Response> leaving_answer(Result<LeavingEntry> done, const Request& request,
                                Services& services, int status = 200) {
    if (!done)
        return stale_or_error(std::move(done).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const core::Id id, request.id());
            LT_TRY(const LeavingEntry now, service(services).leaving(request.who(), id));
            return leaving_json(now);
        });
    return versioned_json(done->leaving.version, leaving_json(*done), status);
}

Result<Response> list_leavings(const Request& request, Services& services) {
    QueryReader in(request);
    const auto state = in.choice<core::LeavingState>("state");
    LT_CHECK(in.finish());
    LT_TRY(const auto list, service(services).leavings(request.who(), state));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const LeavingEntry& entry : list) write_leaving(out, entry);
    out.end_array().name("next_cursor").null().end_object();
    return json_response(200, out.take());
}

Result<Response> create_leaving(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const core::Id user = in.id("user_id");
    const std::string reason = in.text("reason", {core::kMaxReason, true, core::TextKind::lines});
    LT_CHECK(in.finish());
    return leaving_answer(service(services).open_leaving(request.who(), user, reason), request,
                          services, 201);
}

Result<Response> get_leaving(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    return leaving_answer(service(services).leaving(request.who(), id), request, services);
}

Result<Response> sign_leaving(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const core::Id upload = in.id("upload_id");
    LT_CHECK(in.finish());
    return leaving_answer(service(services).leaver_signs(request.who(), id, version, upload),
                          request, services);
}

Result<Response> receive_leaving(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    return leaving_answer(service(services).receive_leaving(request.who(), id, version), request,
                          services);
}

Result<Response> cancel_leaving(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string reason = in.text("reason", {core::kMaxReason, true, core::TextKind::lines});
    LT_CHECK(in.finish());
    return leaving_answer(service(services).cancel_leaving(request.who(), id, version, reason),
                          request, services);
}

Result<Response> print_leaving(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const LeavingEntry entry, service(services).for_leaving_certificate(request.who(), id));
    LT_TRY(std::string pdf, leaving_certificate(services, entry));
    return pdf_response(entry.leaving.leaving_no, std::move(pdf));
}

}  // namespace

std::span<const Route> clearance_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/clearances", "list_clearances", Action::request_clearance, list_clearances,
         Body::none},
        {"POST", "/api/v1/clearances", "create_clearance", Action::request_clearance,
         create_clearance},
        {"GET", "/api/v1/clearances/status", "get_clearance_status", Permission::signed_in(),
         get_clearance_status, Body::none},
        {"GET", "/api/v1/clearances/{id}", "get_clearance", Action::request_clearance,
         get_clearance, Body::none},
        {"POST", "/api/v1/clearances/{id}/sign", "sign_clearance", Action::sign_clearance,
         sign_clearance},
        {"POST", "/api/v1/clearances/{id}/withdraw", "withdraw_clearance",
         Action::request_clearance, withdraw_clearance, Body::none},
        {"GET", "/api/v1/clearances/{id}/certificate.pdf", "print_clearance",
         Action::request_clearance, print_clearance, Body::none},
        {"GET", "/api/v1/leavings", "list_leavings", Action::manage_leaving, list_leavings,
         Body::none},
        {"POST", "/api/v1/leavings", "create_leaving", Action::manage_leaving, create_leaving},
        {"GET", "/api/v1/leavings/{id}", "get_leaving", Action::manage_leaving, get_leaving,
         Body::none},
        {"POST", "/api/v1/leavings/{id}/signature", "sign_leaving", Action::manage_leaving,
         sign_leaving},
        {"POST", "/api/v1/leavings/{id}/receive", "receive_leaving", Action::manage_leaving,
         receive_leaving, Body::none},
        {"POST", "/api/v1/leavings/{id}/cancel", "cancel_leaving", Action::manage_leaving,
         cancel_leaving},
        {"GET", "/api/v1/leavings/{id}/certificate.pdf", "print_leaving", Action::manage_leaving,
         print_leaving, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
