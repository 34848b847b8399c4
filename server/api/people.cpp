// Departments, accounts, rights, positions.
#include "server/api/api.hpp"
#include "server/api/people_json.hpp"
#include "server/json_codec.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {

void write_position(JsonWriter& out, const core::PositionRow& row) {
    const core::Position& position = row.position;
    out.begin_object().id_member("id", position.id).member("kind", position.kind);
    out.id_member("department_id", position.department_id);
    out.member("department_name",
               position.department_id ? std::optional(row.department_name) : std::nullopt);
    out.id_member("user_id", position.user_id).member("user_name", row.user_name);
    out.member("from", position.from).member("to", position.to).name("deputies").begin_array();
    for (std::size_t i = 0; i < position.deputies.size(); ++i) {
        const core::Deputy& deputy = position.deputies[i];
        out.begin_object().id_member("id", deputy.id).id_member("user_id", deputy.user_id);
        out.member("user_name", row.deputy_names[i]).member("from", deputy.from);
        out.member("to", deputy.to).end_object();
    }
    out.end_array().member("version", position.version).end_object();
}

namespace {

using core::Action;

constexpr core::TextLimit kCode{20, true, core::TextKind::line};
constexpr core::TextLimit kName{100, true, core::TextKind::line};
constexpr core::TextLimit kNewName{100, false, core::TextKind::line};  // absent: as it is
constexpr core::TextLimit kLogin{64, true, core::TextKind::line};

void write(JsonWriter& out, const core::Department& department) {
    out.begin_object().id_member("id", department.id).member("code", department.code);
    out.member("name", department.name).member("active", department.active);
    out.member("version", department.version).end_object();
}

void write(JsonWriter& out, const core::UserRow& row) {
    const core::User& user = row.user;
    out.begin_object().id_member("id", user.id).member("login", user.login);
    out.member("name", user.name).id_member("department_id", user.department_id);
    out.member("department_name", row.department_name).member("clearance", user.clearance);
    out.member("clearance_until", user.clearance_until).member("active", user.active);
    out.name("roles").begin_array();
    for (const core::Role role : user.roles) out.value(role);
    out.end_array().member("must_change_password", user.must_change_password);
    out.member("rights_held", user.rights_held);
    out.member("version", user.version).end_object();
}

void write(JsonWriter& out, const core::PositionRow& row) { write_position(out, row); }

template <class T>
std::string json_of(const T& record) {
    JsonWriter out;
    write(out, record);
    return out.take();
}

Result<Response> list_departments(const Request& request, Services& services) {
    QueryReader query(request);
    LT_CHECK(query.finish());
    LT_TRY(const auto rows, services.accounts.departments(request.who()));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::DepartmentRow& row : rows) write(out, row.department);
    out.end_array().name("next_cursor").null().end_object();
    return json_response(200, out.take());
}

Result<Response> create_department(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string code = in.text("code", kCode);
    const std::string name = in.text("name", kName);
    LT_CHECK(in.finish());
    LT_TRY(const auto department, services.accounts.add_department(request.who(), code, name));
    return versioned_json(department.version, json_of(department), 201);
}

Result<Response> change_department(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::DepartmentChange change;
    change.name = in.optional_text("name", kNewName);
    change.active = in.optional_boolean("active");
    LT_CHECK(in.finish());
    auto changed = services.accounts.change_department(request.who(), id, version, change);
    if (changed) return versioned_json(changed->version, json_of(*changed));
    return stale_or_error(std::move(changed).error(), request, [&]() -> Result<std::string> {
        LT_TRY(const auto rows, services.accounts.departments(request.who()));
        for (const core::DepartmentRow& row : rows)
            if (row.department.id == id) return json_of(row.department);
        return core::fail(core::ErrorCode::not_found, "access.not_found");
    });
}

Result<Response> list_users(const Request& request, Services& services) {
    QueryReader query(request);
    core::UserFilter filter;
    filter.query = query.text("query").value_or("");
    filter.department_id = query.id("department_id");
    filter.active = query.optional_flag("active");
    filter.after_login = query.cursor().value_or("");
    filter.limit = query.limit();
    LT_CHECK(query.finish());
    LT_TRY(const auto rows, services.accounts.users(request.who(), filter));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::UserRow& row : rows) write(out, row);
    const bool full = rows.size() == static_cast<std::size_t>(filter.limit);
    out.end_array().member("next_cursor",
                           full ? std::optional(rows.back().user.login) : std::nullopt);
    out.end_object();
    return json_response(200, out.take());
}

Result<Response> list_people(const Request& request, Services& services) {
    LT_TRY(const auto people, services.accounts.people(request.who()));
    JsonWriter out;
    out.begin_array();
    for (const core::PersonRow& person : people)
        out.begin_object()
            .id_member("id", person.id)
            .member("name", person.name)
            .id_member("department_id", person.department_id)
            .member("department_name", person.department_name)
            .end_object();
    out.end_array();
    return json_response(200, out.take());
}

void write_link(JsonWriter& out, const std::string& token) {
    out.member("link_token", token).member("link_path", "/#/link/" + token);
}

Result<Response> create_user(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::UserDraft draft;
    draft.login = in.text("login", kLogin);
    draft.name = in.text("name", kName);
    draft.department_id = in.id("department_id");
    LT_CHECK(in.finish());
    LT_TRY(const auto made, services.accounts.add_user(request.who(), draft));
    JsonWriter out;
    out.begin_object().name("user");
    write(out, made.user);
    write_link(out, made.link_token);
    out.end_object();
    return versioned_json(made.user.user.version, out.take(), 201);
}

Result<Response> user_answer(Result<core::UserRow> changed, const Request& request,
                             Services& services, core::Id id) {
    if (changed) return versioned_json(changed->user.version, json_of(*changed));
    return stale_or_error(std::move(changed).error(), request, [&]() -> Result<std::string> {
        LT_TRY(const auto row, services.accounts.user(request.who(), id));
        return json_of(row);
    });
}

Result<Response> change_user(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::UserChange change;
    change.name = in.optional_text("name", kNewName);
    change.department_id = in.optional_id("department_id");
    change.active = in.optional_boolean("active");
    LT_CHECK(in.finish());
    return user_answer(services.accounts.change_user(request.who(), id, version, change), request,
                       services, id);
}

Result<Response> create_user_link(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const std::string token, services.accounts.new_link(request.who(), id));
    JsonWriter out;
    out.begin_object();
    write_link(out, token);
    out.end_object();
    return json_response(201, out.take());
}

Result<Response> change_rights(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::Rights rights;
    rights.roles = in.choices<core::Role>("roles");
    rights.clearance = in.level("clearance");
    rights.clearance_until = in.optional_date("clearance_until");
    LT_CHECK(in.finish());
    return user_answer(services.accounts.set_rights(request.who(), id, version, rights), request,
                       services, id);
}

Result<Response> list_positions(const Request& request, Services& services) {
    LT_TRY(const auto rows, services.positions.list(request.who()));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::PositionRow& row : rows) write(out, row);
    out.end_array().name("next_cursor").null().end_object();
    return json_response(200, out.take());
}

Result<Response> create_position(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::PositionDraft draft;
    draft.kind = in.choice<core::PositionKind>("kind");
    draft.department_id = in.optional_id("department_id");
    draft.user_id = in.id("user_id");
    draft.from = in.date("from");
    draft.to = in.optional_date("to");
    LT_CHECK(in.finish());
    LT_TRY(const auto row, services.positions.add(request.who(), draft));
    return versioned_json(row.position.version, json_of(row), 201);
}

Result<Response> change_position(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    if (!in.mentions("to")) in.fault("to", "request.field_missing");
    const auto to = in.optional_date("to");
    LT_CHECK(in.finish());
    auto changed = services.positions.set_end(request.who(), id, version, to);
    if (changed) return versioned_json(changed->position.version, json_of(*changed));
    return stale_or_error(std::move(changed).error(), request, [&]() -> Result<std::string> {
        LT_TRY(const auto rows, services.positions.list(request.who()));
        for (const core::PositionRow& row : rows)
            if (row.position.id == id) return json_of(row);
        return core::fail(core::ErrorCode::not_found, "access.not_found");
    });
}

Result<Response> add_deputy(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::DeputyDraft draft;
    draft.user_id = in.id("user_id");
    draft.from = in.date("from");
    draft.to = in.date("to");
    LT_CHECK(in.finish());
    LT_TRY(const auto row, services.positions.add_deputy(request.who(), id, draft));
    return versioned_json(row.position.version, json_of(row), 201);
}

Result<Response> remove_deputy(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::Id deputy_id, request.id("deputy_id"));
    LT_TRY(const auto row, services.positions.remove_deputy(request.who(), id, deputy_id));
    return versioned_json(row.position.version, json_of(row));
}

}  // namespace

std::span<const Route> people_routes() {
    static const Route kRoutes[] = {
        {"GET", "/api/v1/departments", "list_departments", Permission::signed_in(),
         list_departments, Body::none},
        {"POST", "/api/v1/departments", "create_department", Action::manage_accounts,
         create_department},
        {"PATCH", "/api/v1/departments/{id}", "change_department", Action::manage_accounts,
         change_department},
        {"GET", "/api/v1/users", "list_users", Action::view_people, list_users, Body::none},
        {"POST", "/api/v1/users", "create_user", Action::manage_accounts, create_user, Body::json,
         kSecret},
        {"PATCH", "/api/v1/users/{id}", "change_user", Action::manage_accounts, change_user},
        {"POST", "/api/v1/users/{id}/link", "create_user_link", Action::manage_accounts,
         create_user_link, Body::none, kSecret},
        {"PUT", "/api/v1/users/{id}/rights", "change_rights", Action::manage_rights, change_rights},
        {"GET", "/api/v1/positions", "list_positions", Action::view_people, list_positions,
         Body::none},
        {"POST", "/api/v1/positions", "create_position", Action::manage_rights, create_position},
        {"PATCH", "/api/v1/positions/{id}", "change_position", Action::manage_rights,
         change_position},
        {"POST", "/api/v1/positions/{id}/deputies", "add_deputy", Action::manage_rights,
         add_deputy},
        {"DELETE", "/api/v1/positions/{id}/deputies/{deputy_id}", "remove_deputy",
         Action::manage_rights, remove_deputy, Body::none},
        {"GET", "/api/v1/people", "list_people", Permission::signed_in(), list_people, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
