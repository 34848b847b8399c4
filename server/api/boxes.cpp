// Boxes of the arrangement by item over HTTP.
#include "core/service/boxes.hpp"

#include "core/rules/box_rules.hpp"
#include "core/rules/item_rules.hpp"
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::BoxDetail;

core::BoxService& service(Services& services) { return services.boxes; }

void write_head(JsonWriter& out, const core::BoxEntry& entry) {
    const core::Box& box = entry.box;
    out.id_member("id", box.id).id_member("fonds_id", box.fonds_id);
    out.member("fonds_no", entry.fonds_no).id_member("department_id", box.department_id);
    out.member("department_name", entry.department_name).member("category", box.category);
    out.member("filing_year", box.filing_year).member("retention_class", box.retention_class);
    out.member("retention_name", entry.retention_name).member("box_no", box.box_no);
    out.member("archival_code", box.archival_code).member("level", box.level);
    out.member("spine_mm", box.spine_mm).member("state", box.state);
    out.member("signed", box.arranger_id.has_value()).member("item_count", entry.item_count);
    out.member("pages", entry.pages);
    write_shelf(out, box.shelf);
    out.member("version", box.version);
}

void write_signature(JsonWriter& out, const char* id, const char* name,
                     const std::optional<core::Id>& user, const std::string& user_name) {
    out.id_member(id, user).name(name);
    if (user)
        out.value(user_name);
    else
        out.null();
}

std::string box_json(const BoxDetail& detail) {
    const core::Box& box = detail.entry.box;
    JsonWriter out;
    out.begin_object();
    write_head(out, detail.entry);
    out.member("description", box.description);
    out.member("top_secret_reason", box.top_secret_reason);
    write_signature(out, "arranger_id", "arranger_name", box.arranger_id,
                    detail.entry.arranger_name);
    out.instant_member("arranged_at", box.arranged_at);
    write_signature(out, "checker_id", "checker_name", box.checker_id, detail.entry.checker_name);
    out.instant_member("closed_at", box.closed_at);
    out.member("thickness_mm", detail.thickness_mm);
    write_notes(out, detail.notes);
    out.name("items").begin_array();
    for (const core::ItemEntry& entry : detail.items) write_item_row(out, entry);
    out.end_array();
    write_findings(out, detail.findings);
    out.name("can").begin_array();
    for (const core::Action action : detail.can) out.value(action);
    out.end_array().instant_member("created_at", box.created_at);
    return out.end_object().take();
}

Result<Response> answer(Result<BoxDetail> done, const Request& request, Services& services,
                        int status = 200) {
    if (!done)
        return stale_or_error(std::move(done).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const core::Id id, request.id());
            LT_TRY(const BoxDetail now, service(services).get(request.who(), id));
            return box_json(now);
        });
    return versioned_json(done->entry.box.version, box_json(*done), status);
}

}  // namespace

Result<Response> list_boxes(const Request& request, Services& services) {
    QueryReader in(request);
    core::BoxFilter filter;
    filter.fonds_id = in.id("fonds_id");
    filter.category = in.text("category", 4);
    filter.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    filter.retention_class = in.text("retention_class", 10);
    filter.state = in.choice<core::BoxState>("state");
    filter.query = in.text("query").value_or("");
    const auto cursor = in.cursor();
    const int limit = in.limit();
    LT_CHECK(in.finish());
    LT_TRY(const auto after, read_cursor(cursor));
    LT_TRY(const auto page, service(services).list(request.who(), filter, after, limit));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::BoxEntry& entry : page.boxes) {
        out.begin_object();
        write_head(out, entry);
        out.end_object();
    }
    out.end_array().name("next_cursor");
    if (page.next)
        out.value(cursor_text(*page.next));
    else
        out.null();
    return json_response(200, out.end_object().take());
}

Result<Response> create_box(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::Box draft;
    draft.fonds_id = in.id("fonds_id");
    draft.department_id = in.optional_id("department_id");
    draft.category = in.text("category", {4, true, core::TextKind::line});
    draft.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    draft.retention_class = in.text("retention_class", {10, true, core::TextKind::line});
    draft.spine_mm =
        in.optional_integer("spine_mm", core::kMinSpineMm, core::kMaxSpineMm).value_or(30);
    draft.description = in.text("description", {1000, false, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).create(request.who(), draft), request, services, 201);
}

Result<Response> get_box(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    return answer(service(services).get(request.who(), id), request, services);
}

Result<Response> change_box(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::BoxChange change;
    change.spine_mm = in.optional_integer("spine_mm", core::kMinSpineMm, core::kMaxSpineMm);
    change.description = in.optional_text("description", {1000, false, core::TextKind::lines});
    in.object("shelf", [&](JsonReader& shelf) { change.shelf = read_shelf(shelf); });
    LT_CHECK(in.finish());
    return answer(service(services).change(request.who(), id, version, change), request, services);
}

Result<Response> add_box_items(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::vector<core::Id> items = in.ids("item_ids", 500);
    const std::string reason = in.text("reason", {core::kMaxReason, false, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).add_items(request.who(), id, version, items, reason), request,
                  services);
}

Result<Response> remove_box_item(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::Id item_id, request.id("item_id"));
    LT_TRY(const int version, if_match(request));
    return answer(service(services).remove_item(request.who(), id, version, item_id), request,
                  services);
}

Result<Response> submit_box(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    return answer(service(services).submit(request.who(), id, version), request, services);
}

Result<Response> reopen_box(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string reason = in.text("reason", {core::kMaxReason, true, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).reopen(request.who(), id, version, reason), request, services);
}

Result<Response> check_box(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const bool approve = in.boolean("approve");
    const std::string reason = in.text("reason", {core::kMaxReason, false, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).check(request.who(), id, version, approve, reason), request,
                  services);
}

Result<Response> add_box_note(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string text = in.text("text", {1000, true, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).add_note(request.who(), id, text), request, services, 201);
}

std::span<const Route> box_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/boxes", "list_boxes", Action::view_catalogue, list_boxes, Body::none},
        {"POST", "/api/v1/boxes", "create_box", Action::compose_volume, create_box},
        {"GET", "/api/v1/boxes/{id}", "get_box", Action::view_catalogue, get_box, Body::none},
        {"PATCH", "/api/v1/boxes/{id}", "change_box", Action::compose_volume, change_box},
        {"POST", "/api/v1/boxes/{id}/items", "add_box_items", Action::compose_volume,
         add_box_items},
        {"DELETE", "/api/v1/boxes/{id}/items/{item_id}", "remove_box_item", Action::compose_volume,
         remove_box_item, Body::none},
        {"POST", "/api/v1/boxes/{id}/submit", "submit_box", Action::seal_volume, submit_box,
         Body::none},
        {"POST", "/api/v1/boxes/{id}/reopen", "reopen_box", Action::reopen_volume, reopen_box},
        {"POST", "/api/v1/boxes/{id}/notes", "add_box_note", Action::annotate_volume, add_box_note,
         Body::json, !kSecret, kOnceOnly},
        {"POST", "/api/v1/boxes/{id}/check", "check_box", Action::check_volume, check_box},
    };
    return kRoutes;
}

}  // namespace lantai::server
