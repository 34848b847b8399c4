// Department archivists and the notices of their appointments over HTTP.
#include "core/service/appointments.hpp"

#include "server/api/api.hpp"
#include "server/api/people_json.hpp"
#include "server/json_codec.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

void write_posts(JsonWriter& out, const char* name, const std::vector<core::PositionRow>& posts) {
    out.name(name).begin_array();
    for (const core::PositionRow& post : posts) write_position(out, post);
    out.end_array();
}

void write_notice(JsonWriter& out, const core::NoticeEntry& entry) {
    const core::AppointmentNotice& notice = entry.notice;
    out.begin_object().id_member("id", notice.id).id_member("position_id", notice.position_id);
    out.member("kind", notice.kind).member("department_name", entry.department_name);
    out.member("user_name", entry.user_name).member("from", entry.from).member("to", entry.to);
    out.member("made_by_name", entry.made_by_name).instant_member("made_at", notice.made_at);
    out.member("acknowledged_by_name", entry.acknowledged_by_name);
    out.instant_member("acknowledged_at", notice.acknowledged_at).end_object();
}

Result<Response> list_archivist_appointments(const Request& request, Services& services) {
    QueryReader in(request);
    LT_CHECK(in.finish());
    LT_TRY(const auto list, services.appointments.list(request.who()));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::DepartmentArchivists& one : list) {
        out.begin_object().id_member("department_id", one.department.id);
        out.member("department_code", one.department.code);
        out.member("department_name", one.department.name);
        out.member("gap", one.current.empty());
        write_posts(out, "current", one.current);
        write_posts(out, "others", one.others);
        out.end_object();
    }
    out.end_array().name("next_cursor").null().end_object();
    return json_response(200, out.take());
}

Result<Response> list_appointment_notices(const Request& request, Services& services) {
    QueryReader in(request);
    const bool open = in.flag("open");
    const auto before = in.id("cursor");
    const int limit = in.limit();
    LT_CHECK(in.finish());
    LT_TRY(const auto page, services.appointments.notices(request.who(), open, before, limit));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::NoticeEntry& entry : page.notices) write_notice(out, entry);
    out.end_array().id_member("next_cursor", page.next).end_object();
    return json_response(200, out.take());
}

Result<Response> acknowledge_appointment(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const auto entry, services.appointments.acknowledge(request.who(), id));
    JsonWriter out;
    write_notice(out, entry);
    return json_response(200, out.take());
}

}  // namespace

std::span<const Route> appointment_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/archivist-appointments", "list_archivist_appointments",
         Action::view_appointments, list_archivist_appointments, Body::none},
        {"GET", "/api/v1/appointment-notices", "list_appointment_notices",
         Action::view_appointments, list_appointment_notices, Body::none},
        {"POST", "/api/v1/appointment-notices/{id}/acknowledge", "acknowledge_appointment",
         Action::acknowledge_appointment, acknowledge_appointment, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
