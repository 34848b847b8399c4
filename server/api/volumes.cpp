// Volumes over HTTP: composing, sealing, checking, notes.
#include "core/service/volumes.hpp"

#include "core/rules/item_rules.hpp"
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/api/volume_json.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::VolumeDetail;

constexpr core::TextLimit kReason{core::kMaxReason, true, core::TextKind::lines};
constexpr core::TextLimit kOptionalReason{core::kMaxReason, false, core::TextKind::lines};
constexpr core::TextLimit kTitle{core::kMaxTitle, true, core::TextKind::line};

core::VolumeService& service(Services& services) { return services.volumes; }

void name_or_null(JsonWriter& out, std::string_view member, const std::string& name) {
    out.name(member);
    if (name.empty())
        out.null();
    else
        out.value(name);
}

/// What the paper is: place, binding, thickness, and what an old volume says of itself.
void write_paper(JsonWriter& out, const core::VolumeEntry& entry) {
    const core::Volume& volume = entry.volume;
    write_shelf(out, volume.shelf);
    out.member("bound", volume.bound).member("spine_mm", volume.spine_mm);
    out.member("spine_proposed_mm",
               core::spine_for(entry.pages > 0 ? entry.pages : volume.old_pages.value_or(0)));
    out.member("origin", volume.origin).member("date_text", volume.date_text);
    out.member("old_items", volume.old_items).member("old_pages", volume.old_pages);
}

void write_head(JsonWriter& out, const core::VolumeEntry& entry) {
    const core::Volume& volume = entry.volume;
    out.id_member("id", volume.id).id_member("fonds_id", volume.fonds_id);
    out.member("fonds_no", entry.fonds_no).id_member("department_id", volume.department_id);
    out.member("department_name", entry.department_name).member("category", volume.category);
    out.member("filing_year", volume.filing_year);
    out.member("retention_class", volume.retention_class);
    out.member("retention_name", entry.retention_name).member("level", volume.level);
    out.member("title", volume.title).member("archival_code", volume.archival_code);
    out.member("serial", volume.serial).member("state", volume.state);
    out.id_member("compiler_id", volume.compiler_id);
    name_or_null(out, "compiler_name", entry.compiler_name);
    out.instant_member("compiled_at", volume.compiled_at);
    out.id_member("checker_id", volume.checker_id);
    name_or_null(out, "checker_name", entry.checker_name);
    out.instant_member("sealed_at", volume.sealed_at).member("description", volume.description);
    out.member("location", volume.location).name("created_by");
    if (volume.created_by != 0)
        out.id(volume.created_by);
    else
        out.null();
    out.instant_member("created_at", volume.created_at).member("version", volume.version);
    write_paper(out, entry);
}

void write_rows(JsonWriter& out, const VolumeDetail& detail) {
    out.name("items").begin_array();
    for (const core::ItemEntry& entry : detail.items) {
        const core::Item& item = entry.item;
        out.begin_object();
        write_item_row_members(out, entry);
        out.member("start_page", item.start_page).name("end_page");
        if (item.start_page && item.pages)
            out.value(*item.start_page + *item.pages - 1);
        else
            out.null();
        out.member("remarks", item.remarks).end_object();
    }
    out.end_array();
}

}  // namespace

std::string volume_json(const VolumeDetail& detail) {
    JsonWriter out;
    out.begin_object();
    write_head(out, detail.entry);
    out.name("totals").begin_object().member("kinds", detail.totals.kinds);
    out.member("copies", detail.totals.copies).member("pages", detail.totals.pages).end_object();
    write_notes(out, detail.notes);
    write_rows(out, detail);
    write_findings(out, detail.findings);
    out.name("can").begin_array();
    for (const core::Action action : detail.can) out.value(action);
    return out.end_array().end_object().take();
}

namespace {

void write_row(JsonWriter& out, const core::VolumeEntry& entry) {
    const core::Volume& volume = entry.volume;
    out.begin_object().id_member("id", volume.id).member("archival_code", volume.archival_code);
    out.member("title", volume.title).member("filing_year", volume.filing_year);
    out.member("retention_class", volume.retention_class).member("level", volume.level);
    out.member("state", volume.state).member("item_count", entry.item_count);
    out.member("pages", entry.pages).id_member("department_id", volume.department_id);
    out.member("department_name", entry.department_name).member("location", volume.location);
    write_shelf(out, volume.shelf);
    out.member("origin", volume.origin).member("date_text", volume.date_text);
    out.member("old_items", volume.old_items).member("old_pages", volume.old_pages);
    out.member("version", volume.version).end_object();
}

Result<Response> answer(Result<VolumeDetail> done, const Request& request, Services& services,
                        int status = 200) {
    if (!done)
        return stale_or_error(std::move(done).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const core::Id id, request.id());
            LT_TRY(const VolumeDetail now, service(services).get(request.who(), id));
            return volume_json(now);
        });
    return versioned_json(done->entry.volume.version, volume_json(*done), status);
}

}  // namespace

Result<Response> list_volumes(const Request& request, Services& services) {
    QueryReader in(request);
    core::VolumeFilter filter;
    filter.fonds_id = in.id("fonds_id");
    filter.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    filter.retention_class = in.text("retention_class", 10);
    filter.state = in.choice<core::VolumeState>("state");
    filter.origin = in.choice<core::Origin>("origin");
    filter.location = in.text("location", 120).value_or("");
    filter.query = in.text("query").value_or("");
    const auto cursor = in.cursor();
    const int limit = in.limit();
    LT_CHECK(in.finish());
    LT_TRY(const auto after, read_cursor(cursor));
    LT_TRY(const auto page, service(services).list(request.who(), filter, after, limit));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::VolumeEntry& entry : page.volumes) write_row(out, entry);
    out.end_array().name("next_cursor");
    if (page.next)
        out.value(cursor_text(*page.next));
    else
        out.null();
    return json_response(200, out.end_object().take());
}

Result<Response> create_volume(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::Volume draft;
    draft.fonds_id = in.id("fonds_id");
    draft.department_id = in.id("department_id");
    draft.category = in.text("category", {4, true, core::TextKind::line});
    draft.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    draft.retention_class = in.text("retention_class", {10, true, core::TextKind::line});
    draft.title = in.text("title", kTitle);
    LT_CHECK(in.finish());
    return answer(service(services).create(request.who(), draft), request, services, 201);
}

Result<Response> get_volume(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    return answer(service(services).get(request.who(), id), request, services);
}

Result<Response> change_volume(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::VolumeChange change;
    change.title = in.optional_text("title", {core::kMaxTitle, false, core::TextKind::line});
    change.description = in.optional_text("description", {1000, false, core::TextKind::lines});
    change.location = in.optional_text("location", {200, false, core::TextKind::line});
    in.object("shelf", [&](JsonReader& part) { change.shelf = read_shelf(part); });
    change.bound = in.optional_boolean("bound");
    change.spine_mm = in.optional_integer("spine_mm", 10, 50);
    change.spine_as_proposed = in.mentions("spine_mm") && !change.spine_mm;
    LT_CHECK(in.finish());
    return answer(service(services).change(request.who(), id, version, change), request, services);
}

Result<Response> add_volume_items(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::vector<core::Id> items = in.ids("item_ids", 500);
    const std::string reason = in.text("reason", kOptionalReason);
    LT_CHECK(in.finish());
    return answer(service(services).add_items(request.who(), id, version, items, reason), request,
                  services);
}

Result<Response> remove_volume_item(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::Id item_id, request.id("item_id"));
    LT_TRY(const int version, if_match(request));
    return answer(service(services).remove_item(request.who(), id, version, item_id), request,
                  services);
}

Result<Response> order_volume(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::vector<core::Id> items = in.ids("item_ids", 5000);
    LT_CHECK(in.finish());
    return answer(service(services).set_order(request.who(), id, version, items), request,
                  services);
}

Result<Response> auto_order_volume(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    return answer(service(services).auto_order(request.who(), id, version), request, services);
}

Result<Response> submit_volume(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    return answer(service(services).submit(request.who(), id, version), request, services);
}

Result<Response> reopen_volume(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string reason = in.text("reason", kReason);
    LT_CHECK(in.finish());
    return answer(service(services).reopen(request.who(), id, version, reason), request, services);
}

Result<Response> check_volume(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const bool approve = in.boolean("approve");
    const std::string reason = in.text("reason", kOptionalReason);
    LT_CHECK(in.finish());
    return answer(service(services).check(request.who(), id, version, approve, reason), request,
                  services);
}

Result<Response> add_volume_note(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string text = in.text("text", {1000, true, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).add_note(request.who(), id, text), request, services, 201);
}

std::span<const Route> volume_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/volumes", "list_volumes", Action::view_catalogue, list_volumes,
         Body::none},
        {"POST", "/api/v1/volumes", "create_volume", Action::compose_volume, create_volume},
        {"GET", "/api/v1/volumes/{id}", "get_volume", Action::view_catalogue, get_volume,
         Body::none},
        {"PATCH", "/api/v1/volumes/{id}", "change_volume", Action::compose_volume, change_volume},
        {"POST", "/api/v1/volumes/{id}/items", "add_volume_items", Action::compose_volume,
         add_volume_items},
        {"DELETE", "/api/v1/volumes/{id}/items/{item_id}", "remove_volume_item",
         Action::compose_volume, remove_volume_item, Body::none},
        {"PUT", "/api/v1/volumes/{id}/order", "order_volume", Action::compose_volume, order_volume},
        {"POST", "/api/v1/volumes/{id}/auto-order", "auto_order_volume", Action::compose_volume,
         auto_order_volume, Body::none},
        {"POST", "/api/v1/volumes/{id}/submit", "submit_volume", Action::seal_volume, submit_volume,
         Body::none},
        {"POST", "/api/v1/volumes/{id}/reopen", "reopen_volume", Action::reopen_volume,
         reopen_volume},
        {"POST", "/api/v1/volumes/{id}/check", "check_volume", Action::check_volume, check_volume},
        {"POST", "/api/v1/volumes/{id}/notes", "add_volume_note", Action::annotate_volume,
         add_volume_note, Body::json, !kSecret, kOnceOnly},
    };
    return kRoutes;
}

}  // namespace lantai::server
