// Handovers over HTTP.
#include "core/service/handovers.hpp"

#include "core/rules/item_rules.hpp"
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/json_codec.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::HandoverDetail;

constexpr std::size_t kMaxRows = 2000;

core::HandoverService& service(Services& services) { return services.handovers; }

void write_record(JsonWriter& out, const core::HandedRecord& record) {
    out.member("archival_code", record.archival_code).member("document_no", record.document_no);
    out.member("title", record.title).member("copies", record.copies);
    out.member("pages", record.pages).member("retention_class", record.retention_class);
    out.member("level", record.level);
}

void write_rows(JsonWriter& out, const HandoverDetail& detail) {
    out.name("rows").begin_array();
    for (std::size_t i = 0; i < detail.entry.records.size(); ++i) {
        const core::HandoverRow& row = detail.entry.handover.rows[i];
        out.begin_object().id_member("id", row.id).member("ordinal", row.ordinal);
        out.id_member("item_id", row.item_id).id_member("volume_id", row.volume_id);
        out.id_member("entry_id", row.entry_id);
        out.member("hidden", static_cast<bool>(detail.hidden[i]));
        write_record(out, detail.entry.records[i]);
        write_shelf(out, detail.places[i].shelf);
        out.member("location", detail.places[i].location);
        out.member("paper", row.paper).member("paper_received", row.paper_received);
        out.name("file_sha256");
        if (row.file_sha256.empty())
            out.null();
        else
            out.value(row.file_sha256);
        out.member("remarks", row.remarks).end_object();
    }
    out.end_array();
}

void write_handover(JsonWriter& out, const HandoverDetail& detail) {
    const core::Handover& handover = detail.entry.handover;
    out.begin_object().id_member("id", handover.id).member("handover_no", handover.handover_no);
    out.id_member("department_id", handover.department_id);
    out.member("department_name", detail.entry.department_name);
    out.member("state", handover.state).id_member("giver_id", handover.giver_id);
    out.member("giver_name", detail.entry.giver_name);
    out.instant_member("given_at", handover.given_at);
    out.id_member("receiver_id", handover.receiver_id);
    out.member("receiver_name", detail.entry.receiver_name);
    out.instant_member("received_at", handover.received_at).member("remarks", handover.remarks);
    out.member("created_by_name", detail.entry.created_by_name);
    out.instant_member("created_at", handover.created_at).member("version", handover.version);
    write_rows(out, detail);
    out.name("can").begin_array();
    for (const core::Action action : detail.can) out.value(action);
    out.end_array().end_object();
}

std::string handover_json(const HandoverDetail& detail) {
    JsonWriter out;
    write_handover(out, detail);
    return out.take();
}

Result<Response> answer(Result<HandoverDetail> done, const Request& request, Services& services,
                        int status = 200) {
    if (!done)
        return stale_or_error(std::move(done).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const core::Id id, request.id());
            LT_TRY(const HandoverDetail now, service(services).get(request.who(), id));
            return handover_json(now);
        });
    return versioned_json(done->entry.handover.version, handover_json(*done), status);
}

core::HandoverRowDraft read_row(JsonReader& in) {
    core::HandoverRowDraft row;
    row.item_id = in.optional_id("item_id");
    row.volume_id = in.optional_id("volume_id");
    row.entry_id = in.optional_id("entry_id");
    row.paper = in.boolean("paper");
    row.upload = in.optional_id("upload_id");
    row.remarks = in.text("remarks", {200, false, core::TextKind::line});
    return row;
}

/// `department_id` is read for new ones only.
Result<core::HandoverDraft> read_draft(const Request& request, bool is_new) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::HandoverDraft draft;
    if (is_new) draft.department_id = in.id("department_id");
    draft.remarks = in.text("remarks", {core::kMaxRemarks, false, core::TextKind::lines});
    in.objects("rows", kMaxRows, [&](JsonReader& row) { draft.rows.push_back(read_row(row)); });
    LT_CHECK(in.finish());
    return draft;
}

}  // namespace

Result<Response> list_handovers(const Request& request, Services& services) {
    QueryReader in(request);
    core::HandoverFilter filter;
    filter.state = in.choice<core::HandoverState>("state");
    filter.department_id = in.id("department_id");
    filter.before_id = in.id("cursor");
    filter.limit = in.limit();
    LT_CHECK(in.finish());
    LT_TRY(const auto page, service(services).list(request.who(), filter));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const HandoverDetail& detail : page.handovers) write_handover(out, detail);
    out.end_array().name("next_cursor");
    if (page.next)
        out.value(std::to_string(*page.next));
    else
        out.null();
    return json_response(200, out.end_object().take());
}

Result<Response> create_handover(const Request& request, Services& services) {
    LT_TRY(const core::HandoverDraft draft, read_draft(request, true));
    LT_TRY(const HandoverDetail made, service(services).create(request.who(), draft));
    return versioned_json(made.entry.handover.version, handover_json(made), 201);
}

Result<Response> get_handover(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    return answer(service(services).get(request.who(), id), request, services);
}

Result<Response> change_handover(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(const core::HandoverDraft draft, read_draft(request, false));
    return answer(service(services).update(request.who(), id, version, draft), request, services);
}

Result<Response> set_handover_file(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::Id row_id, request.id("row_id"));
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const core::Id upload = in.id("upload_id");
    LT_CHECK(in.finish());
    return answer(service(services).set_file(request.who(), id, version, row_id, upload), request,
                  services);
}

Result<Response> give_handover(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    return answer(service(services).give(request.who(), id, version), request, services);
}

Result<Response> receive_handover(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::vector<core::Id> received = in.ids("paper_received", kMaxRows);
    LT_CHECK(in.finish());
    return answer(service(services).receive(request.who(), id, version, received), request,
                  services);
}

Result<Response> cancel_handover(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string reason = in.text("reason", {core::kMaxReason, true, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).cancel(request.who(), id, version, reason), request, services);
}

std::span<const Route> handover_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/handovers", "list_handovers", Action::view_handovers, list_handovers,
         Body::none},
        {"POST", "/api/v1/handovers", "create_handover", Action::prepare_handover, create_handover},
        {"GET", "/api/v1/handovers/{id}", "get_handover", Action::view_handovers, get_handover,
         Body::none},
        {"PUT", "/api/v1/handovers/{id}", "change_handover", Action::prepare_handover,
         change_handover},
        {"PUT", "/api/v1/handovers/{id}/rows/{row_id}/file", "set_handover_file",
         Action::prepare_handover, set_handover_file},
        {"POST", "/api/v1/handovers/{id}/give", "give_handover", Action::give_handover,
         give_handover, Body::none},
        {"POST", "/api/v1/handovers/{id}/receive", "receive_handover", Action::receive_handover,
         receive_handover},
        {"POST", "/api/v1/handovers/{id}/cancel", "cancel_handover", Action::prepare_handover,
         cancel_handover},
    };
    return kRoutes;
}

}  // namespace lantai::server
