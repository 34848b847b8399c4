// The audit log: pages, proof, export.
#include <ostream>

#include "server/api/api.hpp"
#include "server/json_codec.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::Action;

void write(JsonWriter& out, const core::AuditView& view) {
    const core::AuditEntry& entry = view.entry;
    out.begin_object().member("seq", entry.seq).instant_member("at", entry.at);
    out.id_member("actor_id", entry.actor.user_id).member("actor_name", entry.actor.name);
    out.member("action", entry.event.action).member("object_type", entry.event.object_type);
    out.id_member("object_id", entry.event.object_id);
    out.member("object_code", entry.event.object_code).member("outcome", entry.event.outcome);
    out.member("reason", entry.event.reason).name("details").raw(entry.event.details);
    out.member("request_id", entry.actor.request_id).member("ip", entry.actor.ip);
    out.member("masked", view.masked).member("leaf", entry.leaf).member("chain", entry.chain);
    out.end_object();
}

void write_head(JsonWriter& out, const core::AuditHead& head) {
    out.begin_object().member("seq", head.seq).member("chain", head.chain);
    out.instant_member("at", head.at).end_object();
}

const char* word(core::ProofResult result) {
    switch (result) {
        case core::ProofResult::proven:
            return "proven";
        case core::ProofResult::tampered:
            return "tampered";
        case core::ProofResult::unverifiable:
            return "unverifiable";
    }
    return "unverifiable";
}

Result<Response> list_audit(const Request& request, Services& services) {
    QueryReader query(request);
    core::AuditFilter filter;
    const auto from = query.date("from");
    const auto to = query.date("to");
    if (from) filter.from = services.store.begin_of(*from);
    if (to) filter.to = services.store.begin_of(to->plus_days(1));
    filter.actor_id = query.id("actor_id");
    filter.action = query.text("action").value_or("");
    filter.object_type = query.text("object_type").value_or("");
    filter.object_id = query.id("object_id");
    filter.outcome = query.choice<core::Outcome>("outcome");
    filter.before_seq = query.id("cursor");
    filter.limit = query.limit();
    LT_CHECK(query.finish());
    LT_TRY(const auto views, services.audit.list(request.who(), filter));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::AuditView& view : views) write(out, view);
    const bool more =
        views.size() == static_cast<std::size_t>(filter.limit) && views.back().entry.seq > 1;
    out.end_array().member(
        "next_cursor", more ? std::optional(std::to_string(views.back().entry.seq)) : std::nullopt);
    out.end_object();
    return json_response(200, out.take());
}

Result<Response> get_audit_head(const Request& request, Services& services) {
    LT_TRY(const auto head, services.audit.head(request.who()));
    JsonWriter out;
    write_head(out, head);
    return json_response(200, out.take());
}

Result<Response> verify_audit(const Request& request, Services& services) {
    LT_TRY(const auto proof, services.audit.verify(request.who()));
    JsonWriter out;
    out.begin_object().member("result", word(proof.result)).member("entries", proof.entries);
    out.member("first_bad_seq", proof.first_bad_seq).member("reason", proof.reason);
    out.instant_member("at", services.store.now()).name("head");
    write_head(out, proof.head);
    out.end_object();
    return json_response(200, out.take());
}

Result<Response> export_audit(const Request& request, Services& services) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.header("Content-Disposition", content_disposition("attachment", "audit.jsonl"));
    // The log is read while it is sent; an export that fails half-way lacks its last line.
    response.writer = [&services, caller = request.who()](std::ostream& out) {
        const auto done = services.audit.export_lines(
            caller, [&](std::string_view line) { return static_cast<bool>(out << line); });
        if (!done) out.setstate(std::ios::failbit);
    };
    return response;
}

}  // namespace

std::span<const Route> audit_routes() {
    static const Route kRoutes[] = {
        {"GET", "/api/v1/audit", "list_audit", Action::view_audit_log, list_audit, Body::none},
        {"GET", "/api/v1/audit/head", "get_audit_head", Action::view_audit_log, get_audit_head,
         Body::none},
        {"POST", "/api/v1/audit/verify", "verify_audit", Action::verify_audit, verify_audit,
         Body::none},
        {"GET", "/api/v1/audit/export", "export_audit", Action::view_audit_log, export_audit,
         Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
