// Log in and out, the own account, first login by a one-time link.
#include "core/rules/access_rules.hpp"
#include "core/service/status.hpp"
#include "server/api/api.hpp"
#include "server/json_codec.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::Action;

std::string cookie(const std::string& token, const char* rest) {
    return std::string(kSessionCookie) + "=" + token +
           "; Path=/; Secure; HttpOnly; SameSite=Strict" + rest;
}

Response with_cookie(Response response, const std::string& token) {
    return std::move(response).header("Set-Cookie", cookie(token, ""));
}

void write_rights(JsonWriter& out, const core::Subject& subject) {
    out.member("clearance", subject.clearance).name("roles").begin_array();
    for (const core::Role role : subject.roles) out.value(role);
    out.end_array().name("positions").begin_array();
    for (const core::HeldPosition& held : subject.positions)
        out.begin_object()
            .member("kind", held.kind)
            .id_member("department_id", held.department_id)
            .member("as_deputy", held.as_deputy)
            .end_object();
    out.end_array().name("allowed").begin_array();
    const auto actions = core::enum_texts<Action>();
    for (std::size_t i = 0; i < actions.size(); ++i)
        if (core::decide(subject, static_cast<Action>(i)).allow) out.value(actions[i]);
    out.end_array();
}

Result<void> write_person(JsonWriter& out, const core::Caller& caller, Services& services) {
    LT_TRY(const auto own, services.accounts.own(caller));
    out.name("user").begin_object();
    out.id_member("id", own.user.user.id).member("login", own.user.user.login);
    out.member("name", own.user.user.name).name("department").begin_object();
    out.id_member("id", own.department.id).member("name", own.department.name);
    out.member("code", own.department.code).end_object().end_object();
    return {};
}

Result<void> write_counts(JsonWriter& out, const core::Caller& caller, Services& services) {
    core::LoanCounters counts;
    if (core::decide(caller.subject, Action::view_loan).allow) {
        LT_TRY(counts, services.loans.waiting(caller));
    }
    int changes = 0;
    if (core::decide(caller.subject, Action::view_changes).allow) {
        LT_TRY(changes, services.changes.waiting(caller));
    }
    out.name("counts").begin_object().member("to_decide", counts.to_decide);
    out.member("my_loans", counts.mine).member("desk", counts.desk);
    out.member("changes", changes).end_object();
    return {};
}

Result<Response> session_answer(const core::OpenSession& session, Services& services) {
    LT_TRY(const auto facts, core::archive_facts(services.store));
    JsonWriter out;
    out.begin_object();
    LT_CHECK(write_person(out, session.caller, services));
    write_rights(out, session.caller.subject);
    out.member("csrf", session.csrf);
    out.member("must_change_password", session.must_change_password);
    out.member("company_name", facts.company_name).member("demo", facts.demo);
    LT_CHECK(write_counts(out, session.caller, services));
    out.end_object();
    return json_response(200, out.take());
}

Result<Response> create_session(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string login = in.text("login", {64, true, core::TextKind::line});
    const std::string password = in.secret("password");
    LT_CHECK(in.finish());
    LT_TRY(const auto opened, services.sessions.login(login, password, request.anonymous()));
    LT_TRY(Response response, session_answer(opened.session, services));
    return with_cookie(std::move(response), opened.token);
}

Result<Response> get_session(const Request& request, Services& services) {
    LT_TRY(const auto session,
           services.sessions.resolve(request.session_token, request.anonymous()));
    if (!session) return core::fail(core::ErrorCode::unauthenticated, "session.required");
    return session_answer(*session, services);
}

Result<Response> delete_session(const Request& request, Services& services) {
    LT_CHECK(services.sessions.logout(request.session_token, request.who().actor));
    return no_content().header("Set-Cookie", cookie("", "; Max-Age=0"));
}

Result<Response> use_link(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string token = in.text("token", {128, true, core::TextKind::line});
    const std::string password = in.secret("new_password");
    LT_CHECK(in.finish());
    LT_TRY(const auto opened, services.sessions.use_link(token, password, request.anonymous()));
    LT_TRY(Response response, session_answer(opened.session, services));
    return with_cookie(std::move(response), opened.token);
}

Result<Response> change_password(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string old_password = in.secret("old_password");
    const std::string new_password = in.secret("new_password");
    LT_CHECK(in.finish());
    LT_TRY(const auto opened,
           services.sessions.change_password(request.who(), request.session_token, old_password,
                                             new_password));
    return with_cookie(no_content(), opened.token);
}

}  // namespace

std::span<const Route> session_routes() {
    static const Route kRoutes[] = {
        {"POST", "/api/v1/session", "create_session", Permission::open_to_all(), create_session},
        {"GET", "/api/v1/session", "get_session", Permission::own_session(), get_session,
         Body::none},
        {"DELETE", "/api/v1/session", "delete_session", Permission::own_session(), delete_session,
         Body::none},
        {"POST", "/api/v1/session/link", "use_link", Permission::open_to_all(), use_link,
         Body::json, kSecret},
        {"POST", "/api/v1/session/password", "change_password", Permission::own_session(),
         change_password, Body::json, kSecret},
    };
    return kRoutes;
}

}  // namespace lantai::server
