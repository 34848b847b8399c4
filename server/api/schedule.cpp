// Filing scopes and the company's schedule over HTTP.
#include "core/service/schedule.hpp"

#include "core/rules/scope_rules.hpp"
#include "server/api/api.hpp"
#include "server/json_codec.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::ScheduleRow;

core::ScheduleService& service(Services& services) { return services.schedule; }

void write_row(JsonWriter& out, const ScheduleRow& row) {
    out.begin_object().id_member("id", row.id).member("code", row.code);
    out.member("scope", row.scope).member("title", row.title);
    out.member("retention_class", row.retention_class).member("level", row.level);
    out.member("active", row.active).member("version", row.version).end_object();
}

std::string row_json(const ScheduleRow& row) {
    JsonWriter out;
    write_row(out, row);
    return out.take();
}

Result<ScheduleRow> read_row(const Request& request) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    ScheduleRow row;
    row.code = in.text("code", {20, true, core::TextKind::line});
    row.scope = in.integer("scope", 1, 10);
    row.title = in.text("title", {200, true, core::TextKind::line});
    row.retention_class = in.text("retention_class", {10, true, core::TextKind::line});
    row.level = in.level("level");
    row.active = in.optional_boolean("active").value_or(true);
    LT_CHECK(in.finish());
    return row;
}

Result<Response> list_filing_scopes(const Request&, Services&) {
    JsonWriter out;
    out.begin_array();
    for (const core::FilingScope& scope : core::filing_scopes())
        out.begin_object().member("scope", scope.code).member("name", scope.name).end_object();
    return json_response(200, out.end_array().take());
}

Result<Response> list_schedule_rows(const Request& request, Services& services) {
    QueryReader in(request);
    const bool active_only = in.flag("active_only");
    LT_CHECK(in.finish());
    LT_TRY(const auto rows, service(services).list(request.who(), active_only));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const ScheduleRow& row : rows) write_row(out, row);
    out.end_array().name("next_cursor").null().end_object();
    return json_response(200, out.take());
}

Result<Response> create_schedule_row(const Request& request, Services& services) {
    LT_TRY(ScheduleRow draft, read_row(request));
    LT_TRY(const ScheduleRow row, service(services).add(request.who(), std::move(draft)));
    return versioned_json(row.version, row_json(row), 201);
}

Result<Response> change_schedule_row(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(ScheduleRow changed, read_row(request));
    changed.id = id;
    changed.version = version;
    auto row = service(services).update(request.who(), std::move(changed));
    if (!row)
        return stale_or_error(std::move(row).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const ScheduleRow now, service(services).get(request.who(), id));
            return row_json(now);
        });
    return versioned_json(row->version, row_json(*row));
}

Result<Response> delete_schedule_row(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_CHECK(service(services).remove(request.who(), id));
    return no_content();
}

}  // namespace

std::span<const Route> schedule_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/filing-scopes", "list_filing_scopes", Action::view_reference,
         list_filing_scopes, Body::none},
        {"GET", "/api/v1/schedule-rows", "list_schedule_rows", Action::view_reference,
         list_schedule_rows, Body::none},
        {"POST", "/api/v1/schedule-rows", "create_schedule_row", Action::manage_fonds,
         create_schedule_row},
        {"PUT", "/api/v1/schedule-rows/{id}", "change_schedule_row", Action::manage_fonds,
         change_schedule_row},
        {"DELETE", "/api/v1/schedule-rows/{id}", "delete_schedule_row", Action::manage_fonds,
         delete_schedule_row, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
