// Changes that a second person confirms, over HTTP.
#include "core/service/changes.hpp"

#include "core/rules/item_rules.hpp"
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/json_codec.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::ChangeDetail;

core::ChangeService& service(Services& services) { return services.changes; }

void write_change(JsonWriter& out, const ChangeDetail& detail) {
    const core::ChangeEntry& entry = detail.entry;
    const core::ChangeRequest& change = entry.change;
    out.begin_object().id_member("id", change.id).member("kind", change.kind);
    out.member("object_type", change.target).id_member("object_id", change.object_id);
    out.member("object_code", entry.object_code).member("object_title", entry.object_title);
    write_shelf(out, detail.place.shelf);
    out.member("location", detail.place.location);
    out.member("object_version", change.object_version).name("fields").begin_array();
    for (const core::ChangeField& field : change.fields)
        out.begin_object()
            .member("name", field.name)
            .member("from", field.from)
            .member("to", field.to)
            .end_object();
    out.end_array().member("reason", change.reason).member("state", change.state);
    out.id_member("requested_by", change.requested_by);
    out.member("requested_by_name", entry.requested_by_name);
    out.instant_member("requested_at", change.requested_at);
    out.id_member("decided_by", change.decided_by);
    out.member("decided_by_name", entry.decided_by_name);
    out.instant_member("decided_at", change.decided_at);
    out.member("decision_reason", change.decision_reason).member("version", change.version);
    out.name("affected").begin_array();
    for (const core::ItemEntry& one : detail.affected)
        out.begin_object()
            .id_member("id", one.item.id)
            .member("archival_code", one.item.archival_code)
            .member("title", one.item.title)
            .member("level", one.item.level)
            .member("retention_class", one.item.retention_class)
            .end_object();
    out.end_array().name("can").begin_array();
    for (const core::Action action : detail.can) out.value(action);
    out.end_array().end_object();
}

std::string change_json(const ChangeDetail& detail) {
    JsonWriter out;
    write_change(out, detail);
    return out.take();
}

Result<Response> answer(Result<ChangeDetail> done, const Request& request, Services& services,
                        int status = 200) {
    if (!done)
        return stale_or_error(std::move(done).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const core::Id id, request.id());
            LT_TRY(const ChangeDetail now, service(services).get(request.who(), id));
            return change_json(now);
        });
    return versioned_json(done->entry.change.version, change_json(*done), status);
}

/// The members of a correction; a member that is mentioned, even as null, is a new value.
void read_fields(JsonReader& in, core::ChangeDraft& draft) {
    constexpr const char* kNames[] = {"title",     "document_no", "creator",   "document_date",
                                      "date_text", "period_from", "period_to", "pages",
                                      "copies",    "keywords",    "medium",    "remarks"};
    for (const char* name : kNames) {
        if (!in.mentions(name)) continue;
        draft.fields.push_back(
            {name, std::nullopt,
             in.optional_text(name, {core::kMaxRemarks, false, core::TextKind::lines})});
    }
}

Result<core::ChangeDraft> read_draft(const Request& request) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::ChangeDraft draft;
    draft.kind = in.choice<core::ChangeKind>("kind");
    draft.target = in.choice<core::ChangeTarget>("object_type");
    draft.object_id = in.id("object_id");
    draft.object_version = in.integer("object_version", 1, 1'000'000'000);
    draft.reason = in.text("reason", {core::kMaxReason, true, core::TextKind::lines});
    in.object("fields", [&](JsonReader& fields) { read_fields(fields, draft); });
    draft.level = in.optional_level("level");
    draft.secrecy_months = in.optional_integer("secrecy_months", 1, 1200);
    draft.whole_group = in.optional_boolean("whole_group").value_or(false);
    draft.retention_class = in.optional_text("retention_class", {10, false, core::TextKind::line});
    LT_CHECK(in.finish());
    return draft;
}

}  // namespace

Result<Response> list_changes(const Request& request, Services& services) {
    QueryReader in(request);
    core::ChangeFilter filter;
    filter.state = in.choice<core::ChangeState>("state");
    filter.kind = in.choice<core::ChangeKind>("kind");
    filter.target = in.choice<core::ChangeTarget>("object_type");
    filter.object_id = in.id("object_id");
    if (in.flag("mine")) filter.requested_by = request.who().subject.user_id;
    filter.before_id = in.id("cursor");
    filter.limit = in.limit();
    LT_CHECK(in.finish());
    LT_TRY(const auto page, service(services).list(request.who(), filter));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const ChangeDetail& detail : page.changes) write_change(out, detail);
    out.end_array().name("next_cursor");
    if (page.next)
        out.value(std::to_string(*page.next));
    else
        out.null();
    return json_response(200, out.end_object().take());
}

Result<Response> create_change(const Request& request, Services& services) {
    LT_TRY(const core::ChangeDraft draft, read_draft(request));
    LT_TRY(const ChangeDetail made, service(services).create(request.who(), draft));
    return versioned_json(made.entry.change.version, change_json(made), 201);
}

Result<Response> get_change(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    return answer(service(services).get(request.who(), id), request, services);
}

Result<Response> decide_change(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const bool approve = in.boolean("approve");
    const std::string reason = in.text("reason", {core::kMaxReason, false, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).decide(request.who(), id, version, approve, reason), request,
                  services);
}

Result<Response> withdraw_change(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    return answer(service(services).withdraw(request.who(), id, version), request, services);
}

std::span<const Route> change_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/change-requests", "list_changes", Action::view_changes, list_changes,
         Body::none},
        {"POST", "/api/v1/change-requests", "create_change", Action::request_change, create_change},
        {"GET", "/api/v1/change-requests/{id}", "get_change", Action::view_changes, get_change,
         Body::none},
        {"POST", "/api/v1/change-requests/{id}/decision", "decide_change", Action::decide_change,
         decide_change},
        {"POST", "/api/v1/change-requests/{id}/withdraw", "withdraw_change", Action::request_change,
         withdraw_change, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
