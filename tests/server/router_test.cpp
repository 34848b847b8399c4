#include "server/router.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <sstream>
#include <type_traits>
#include <utility>

#include "core/repo/audit_log.hpp"
#include "core/service/once.hpp"
#include "server/api/api.hpp"
#include "tests/support/test_app.hpp"

namespace lantai::server {
namespace {

using test::Json;

// A route without a permission does not compile.
template <class... Parts>
concept MakesRoute = requires(Parts... parts) {
    Route{parts...};
};
static_assert(MakesRoute<const char*, const char*, const char*, Permission, Handler>);
static_assert(!MakesRoute<const char*, const char*, const char*, Handler>);
static_assert(!MakesRoute<const char*, const char*, const char*>);
static_assert(!std::is_default_constructible_v<Permission>);

int handled = 0;
std::string object_code;              // of what make() makes
std::function<void()> before_change;  // runs once, in the next make()

Result<Response> echo(const Request& request, Services&) {
    ++handled;
    Json out = {{"method", request.method}, {"body", request.body}};
    for (const auto& [name, value] : request.params) out["params"][name] = value;
    if (request.caller) out["who"] = request.caller->subject.name;
    return json_response(200, out.dump());
}

Result<Response> throws(const Request&, Services&) { throw std::runtime_error("the secret cause"); }

Result<Response> count_stream(const Request& request, Services&) {
    std::ostringstream out;
    if (request.stream) out << request.stream->rdbuf();
    return json_response(200, std::to_string(out.str().size()));
}

/// Makes a department through the store, as a service would: one change, one audit entry.
Result<Response> make(const Request& request, Services& services) {
    ++handled;
    if (before_change) std::exchange(before_change, nullptr)();
    LT_CHECK(services.store.write(request.who().actor, [&](core::UnitOfWork& unit) {
        core::Event event;
        event.action = "test.made";
        event.object_type = "test";
        event.object_code = object_code;
        unit.note(std::move(event));
        return core::Result<void>{};
    }));
    if (request.body.find("broken") != std::string::npos)
        return core::fail(core::ErrorCode::io, "storage.io", "after the change");
    if (request.body.find("bare") != std::string::npos) return no_content();
    return versioned_json(7, R"({"number":)" + std::to_string(handled) + "}", 201)
        .header("Location", "/x/things/12")
        .header("Cache-Control", "no-store");
}

const Route kTable[] = {
    {"GET", "/x/things", "list_things", Permission::open_to_all(), echo},
    {"POST", "/x/things", "make_thing", core::Action::manage_accounts, make},
    {"POST", "/x/kept", "make_kept", Permission::signed_in(), make},
    {"POST", "/x/signed", "make_signed", Permission::signed_in(), make, Body::json, !kSecret,
     kOnceOnly},
    {"GET", "/x/things/{id}", "get_thing", Permission::signed_in(), echo},
    {"PUT", "/x/things/{id}", "change_thing", Permission::signed_in(), echo},
    {"GET", "/x/things/special", "get_special_thing", Permission::open_to_all(), echo},
    {"GET", "/x/things/{id}/pages/{page}.pdf", "get_page", Permission::open_to_all(), echo},
    {"POST", "/x/things/{id}/close", "close_thing", Permission::signed_in(), echo, Body::none},
    {"POST", "/x/public", "post_public", Permission::open_to_all(), echo},
    {"POST", "/x/stream", "post_stream", Permission::signed_in(), count_stream, Body::stream},
    {"GET", "/x/own", "get_own", Permission::own_session(), echo},
    {"GET", "/x/throws", "get_throws", Permission::open_to_all(), throws},
};

class RouterTest : public ::testing::Test {
protected:
    RouterTest()
        : log_(app_.clock, core::LogLevel::info,
               [this](const std::string& line) { lines_.push_back(line); }),
          router_({{kTable, upload_routes()},
                   app_.services(),
                   [this](const std::string& token, const core::Actor& origin) {
                       return app_.services().sessions.resolve(token, origin);
                   },
                   log_,
                   app_.clock,
                   app_.ids,
                   {.json_body = 100, .upload = 1000}}) {
        handled = 0;
        app_.add_person({.login = "admin", .roles = {core::Role::system_admin}});
        app_.add_person({.login = "zhao", .roles = {core::Role::employee}, .name = "赵"});
        app_.add_person({.login = "tao", .roles = {core::Role::archivist}});
        before_change = nullptr;
        object_code.clear();
    }

    Request request(const std::string& method, const std::string& path, const std::string& login,
                    const std::string& body = "") {
        Request made;
        made.method = method;
        made.path = path;
        made.body = body;
        made.headers = {{"Host", "localhost"}};
        if (!body.empty()) made.headers.emplace_back("Content-Type", "application/json");
        if (!login.empty()) {
            const auto& session = app_.session(login);
            made.headers.emplace_back("Cookie", std::string(kSessionCookie) + "=" + session.token);
            made.headers.emplace_back("X-CSRF-Token", session.csrf);
        }
        return made;
    }
    Response send(Request made) { return router_.handle(made); }
    Response send(const std::string& method, const std::string& path, const std::string& login = "",
                  const std::string& body = "") {
        return send(request(method, path, login, body));
    }
    static std::string key(const Response& response) {
        return Json::parse(response.body).value("key", "");
    }
    std::vector<core::AuditEntry> audit() {
        std::vector<core::AuditEntry> all;
        EXPECT_TRUE(app_.store().maintain([](core::Database&) { return core::Result<void>(); }));
        EXPECT_TRUE(app_.store().read([&](core::Database& db) {
            return core::walk_audit(db, 1, [&](const core::AuditEntry& entry) {
                all.push_back(entry);
                return core::Result<void>{};
            });
        }));
        return all;
    }
    std::size_t count_audit(const std::string& action) {
        const auto all = audit();
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [&](const auto& e) { return e.event.action == action; }));
    }

    void sql(const std::string& text) {
        EXPECT_TRUE(app_.store().maintain([&](core::Database& db) { return db.script(text); }));
    }

    test::TestApp app_;
    std::vector<std::string> lines_;
    core::Log log_;
    Router router_;
};

TEST_F(RouterTest, FindsTheRouteAndItsParameters) {
    const auto thing = Json::parse(send("GET", "/x/things/12", "zhao").body);
    EXPECT_EQ(thing["params"], Json({{"id", "12"}}));
    EXPECT_EQ(thing["who"], "赵");
    const auto page = Json::parse(send("GET", "/x/things/12/pages/3.pdf").body);
    EXPECT_EQ(page["params"], Json({{"id", "12"}, {"page", "3"}}));
}

TEST_F(RouterTest, PrefersALiteralSegmentToAParameter) {
    EXPECT_EQ(send("GET", "/x/things/special").status, 200);  // without a session
    EXPECT_EQ(send("GET", "/x/things/other").status, 401);
}

TEST_F(RouterTest, AnswersUnknownPathsAndMethods) {
    for (const char* path : {"/", "/x", "/x/thing", "/x/things/1/2", "/x/things/1/pages/3.png",
                             "/x/things/1/pages/.pdf", "/a/b/c/d/e/f/g/h"}) {
        const Response response = send("GET", path);
        EXPECT_EQ(response.status, 404) << path;
        EXPECT_EQ(key(response), "request.unknown_route") << path;
    }
    const Response wrong = send("DELETE", "/x/things/1");
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.find_header("Allow"), "GET, PUT");
}

TEST_F(RouterTest, AnswersHeadAsGet) { EXPECT_EQ(send("HEAD", "/x/things").status, 200); }

TEST_F(RouterTest, AsksForASession) {
    EXPECT_EQ(key(send("GET", "/x/things/1")), "session.required");
    Request forged = request("GET", "/x/things/1", "");
    forged.headers.emplace_back("Cookie", std::string(kSessionCookie) + "=" + std::string(64, 'a'));
    EXPECT_EQ(send(forged).status, 401);
}

TEST_F(RouterTest, ForgetsASessionThatHasEnded) {
    Request made = request("GET", "/x/things/1", "zhao");
    EXPECT_EQ(send(made).status, 200);
    app_.clock.advance_ms(31 * 60'000);
    EXPECT_EQ(send(made).status, 401);
}

TEST_F(RouterTest, RefusesWhoLacksTheActionAndLogsIt) {
    const Response refused = send("POST", "/x/things", "zhao", "{}");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(key(refused), "access.role_missing");
    EXPECT_EQ(handled, 0);
    const auto last = audit().back();
    EXPECT_EQ(last.event.action, "access.denied");
    EXPECT_EQ(last.event.object_code, "make_thing");
    EXPECT_EQ(last.event.outcome, core::Outcome::denied);
    EXPECT_EQ(last.actor.name, "赵");
    EXPECT_EQ(send("POST", "/x/things", "admin", "{}").status, 201);
}

TEST_F(RouterTest, HoldsBackWhoMustChangeThePassword) {
    Request action = request("POST", "/x/things", "admin", "{}");
    Request anything = request("GET", "/x/things/1", "admin");
    Request own = request("GET", "/x/own", "admin");
    sql("UPDATE users SET must_change_password = 1 WHERE login = 'admin'");
    EXPECT_EQ(key(send(action)), "session.must_change_password");
    EXPECT_EQ(key(send(anything)), "session.must_change_password");
    EXPECT_EQ(handled, 0);
    EXPECT_EQ(send(own).status, 200);
    sql("UPDATE users SET must_change_password = 0 WHERE login = 'admin'");
    EXPECT_EQ(send(anything).status, 200);
}

TEST_F(RouterTest, RefusesChangesWithoutTheRightCsrfToken) {
    for (const char* token :
         {"", "wrong", "0000000000000000000000000000000000000000000000000000"}) {
        Request made = request("PUT", "/x/things/1", "zhao", "{}");
        for (auto& [name, value] : made.headers)
            if (name == "X-CSRF-Token") value = token;
        EXPECT_EQ(key(send(made)), "session.csrf") << token;
    }
    EXPECT_EQ(send("PUT", "/x/things/1", "zhao", "{}").status, 200);
}

TEST_F(RouterTest, RefusesChangesThatComeFromAnotherSite) {
    const std::pair<const char*, const char*> kForeign[] = {
        {"Sec-Fetch-Site", "cross-site"},
        {"Sec-Fetch-Site", "same-site"},
        {"Origin", "http://evil.example"},
        {"Origin", "null"},
    };
    for (const auto& [name, value] : kForeign) {
        for (const char* path : {"/x/public", "/x/things"}) {
            Request made = request("POST", path, "admin", "{}");
            made.headers.emplace_back(name, value);
            EXPECT_EQ(key(send(made)), "request.cross_site") << name << value;
        }
    }
    Request own = request("POST", "/x/public", "", "{}");
    own.headers.emplace_back("Sec-Fetch-Site", "same-origin");
    own.headers.emplace_back("Origin", "http://localhost");
    EXPECT_EQ(send(own).status, 200);
}

TEST_F(RouterTest, TakesOnlyJsonWithinItsLimit) {
    Request form = request("POST", "/x/public", "", "a=1");
    form.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    EXPECT_EQ(send(form).status, 415);
    form.headers = {{"Content-Type", "text/plain"}};
    EXPECT_EQ(send(form).status, 415);
    form.headers = {};
    EXPECT_EQ(send(form).status, 415);
    form.headers = {{"Content-Type", "application/json; charset=utf-8"}};
    EXPECT_EQ(send(form).status, 200);
    EXPECT_EQ(send("POST", "/x/public", "", std::string(101, ' ')).status, 413);
    EXPECT_EQ(send("POST", "/x/public", "", std::string(100, ' ')).status, 200);
}

TEST_F(RouterTest, StopsReadingABodyThatIsLongerThanAnnounced) {
    std::istringstream in(std::string(500, ' '));
    Request made = request("POST", "/x/public", "");
    made.headers.emplace_back("Content-Type", "application/json");
    made.stream = &in;
    EXPECT_EQ(send(made).status, 413);
}

TEST_F(RouterTest, RefusesABodyWhereNoneBelongs) {
    EXPECT_EQ(key(send("POST", "/x/things/1/close", "zhao", "{}")), "request.body_not_expected");
    EXPECT_EQ(key(send("GET", "/x/things", "", "{}")), "request.body_not_expected");
    EXPECT_EQ(send("POST", "/x/things/1/close", "zhao").status, 200);
}

TEST_F(RouterTest, LeavesAStreamToItsHandler) {
    std::istringstream in(std::string(900, 'x'));
    Request made = request("POST", "/x/stream", "zhao");
    made.stream = &in;
    made.content_length = 900;
    EXPECT_EQ(send(made).body, "900");
    made.content_length = 1001;
    const Response refused = send(made);
    EXPECT_EQ(key(refused), "upload.too_large");
    EXPECT_NE(refused.body.find(R"("max":"1000")"), std::string::npos) << refused.body;
}

TEST_F(RouterTest, StopsAnUploadAtTheLimitOfTheSettings) {
    for (const std::size_t size : {1000u, 1001u}) {
        std::istringstream in(std::string(size, 'x'));
        Request made = request("POST", "/api/v1/uploads", "tao");
        made.query = {{"name", "a.txt"}};
        made.stream = &in;
        made.content_length = 10;  // less than what comes
        EXPECT_EQ(send(made).status, size > 1000 ? 413 : 201) << size;
    }
}

TEST_F(RouterTest, TurnsAnExceptionIntoANumberedAnswer) {
    const Response response = send("GET", "/x/throws");
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("secret"), std::string::npos);
    const std::string id = Json::parse(response.body)["request_id"];
    EXPECT_NE(lines_[0].find("the secret cause"), std::string::npos);
    EXPECT_NE(lines_[0].find(id), std::string::npos);
}

TEST_F(RouterTest, LogsEveryRequestWithoutTokensAndQueries) {
    Request made = request("GET", "/x/things/7", "zhao");
    made.query = {{"q", "客户投诉"}};
    send(made);
    ASSERT_EQ(lines_.size(), 1u);
    const auto line = Json::parse(lines_[0]);
    EXPECT_EQ(line["event"], "http.request");
    EXPECT_EQ(line["operation"], "get_thing");
    EXPECT_EQ(line["status"], 200);
    EXPECT_EQ(line["user"], app_.id_of("zhao"));
    EXPECT_EQ(lines_[0].find(app_.session("zhao").token), std::string::npos);
    EXPECT_EQ(lines_[0].find("客户投诉"), std::string::npos);
}

// ---- Idempotency-Key

Request keyed(Request made, const std::string& key) {
    made.headers.emplace_back("Idempotency-Key", key);
    return made;
}

TEST_F(RouterTest, WhatCannotBeTakenBackWantsAKey) {
    const Response bare = send("POST", "/x/signed", "zhao", "{}");
    EXPECT_EQ(bare.status, 422);
    EXPECT_EQ(key(bare), "request.key_missing");
    EXPECT_EQ(handled, 0);
    const Request once = keyed(request("POST", "/x/signed", "zhao", "{}"), "k-9");
    EXPECT_EQ(send(once).status, 201);
    EXPECT_EQ(send(once).find_header("Idempotency-Replayed"), "true");
    EXPECT_EQ(handled, 1);
}

TEST_F(RouterTest, RunsARepeatedPostOnce) {
    const Request made = keyed(request("POST", "/x/things", "admin", "{}"), "k-1");
    const Response first = send(made);
    const Response second = send(made);
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(first.find_header("Idempotency-Replayed"), std::nullopt);
    EXPECT_EQ(second.find_header("Idempotency-Replayed"), "true");
    EXPECT_EQ(second.content_type, first.content_type);
    for (const char* name : {"ETag", "Location"}) {
        EXPECT_TRUE(first.find_header(name)) << name;
        EXPECT_EQ(second.find_header(name), first.find_header(name)) << name;
    }
    EXPECT_EQ(count_audit("test.made"), 1u);
}

TEST_F(RouterTest, RepeatsAnAnswerWithoutABody) {
    const Request made = keyed(request("POST", "/x/things", "admin", R"({"bare":1})"), "k-1");
    send(made);
    const Response second = send(made);
    EXPECT_EQ(second.status, 204);
    EXPECT_EQ(second.body, "");
    EXPECT_EQ(second.content_type, "");
    EXPECT_EQ(second.find_header("Idempotency-Replayed"), "true");
    EXPECT_EQ(count_audit("test.made"), 1u);
}

TEST_F(RouterTest, RefusesAKeyForAnotherRequest) {
    send(keyed(request("POST", "/x/things", "admin", "{}"), "k-1"));
    const Response other = send(keyed(request("POST", "/x/things", "admin", "{ }"), "k-1"));
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(key(other), "request.key_reused");
}

TEST_F(RouterTest, MakesNoSecondChangeWhenTheFirstAnswerWasLost) {
    const Request made = keyed(request("POST", "/x/things", "admin", R"({"broken":1})"), "k-1");
    EXPECT_EQ(send(made).status, 500);  // the change is made, the answer lost
    const Response again = send(made);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(key(again), "request.repeated");
    EXPECT_EQ(count_audit("test.made"), 1u);
}

TEST_F(RouterTest, NamesWhatWasMadeWhenTheFirstAnswerWasLost) {
    object_code = "Q001-1";
    const Request made = keyed(request("POST", "/x/things", "admin", R"({"broken":1})"), "k-1");
    EXPECT_EQ(send(made).status, 500);
    const Response again = send(made);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(key(again), "request.done_before");
    EXPECT_EQ(Json::parse(again.body)["params"], Json({{"type", "test"}, {"code", "Q001-1"}}));
    const Request whole = keyed(request("POST", "/x/things", "admin", "{}"), "k-2");
    EXPECT_EQ(send(whole).body, send(whole).body);  // an answer that was kept
    EXPECT_EQ(count_audit("test.made"), 2u);
}

TEST_F(RouterTest, MakesOneChangeWhenAKeyComesTwiceAtOnce) {
    const Request made = keyed(request("POST", "/x/things", "admin", "{}"), "k-1");
    Response other;
    // The second comes when the first has found the key free but has not changed anything yet.
    before_change = [&] { other = send(made); };
    const Response first = send(made);
    EXPECT_EQ(other.status, 201);
    EXPECT_EQ(first.status, 409);
    EXPECT_EQ(key(first), "request.repeated");
    EXPECT_EQ(count_audit("test.made"), 1u);
}

TEST_F(RouterTest, RepeatsNoAnswerToAPersonWhoseRightsHaveChanged) {
    app_.department("XSB");
    const char* const kChanges[] = {
        "UPDATE users SET clearance = 0 WHERE login = 'admin'",
        "UPDATE users SET department_id = (SELECT id FROM departments WHERE code = 'XSB')"
        " WHERE login = 'admin'",
        "INSERT INTO user_roles(user_id, role) SELECT id, 'employee' FROM users"
        " WHERE login = 'tao'",
    };
    int number = 0;
    for (const char* change : kChanges) {
        const std::string login = ++number == 3 ? "tao" : "admin";
        Request made = keyed(request("POST", "/x/kept", login, "{}"), "k" + std::to_string(number));
        ASSERT_EQ(send(made).status, 201);
        ASSERT_EQ(send(made).find_header("Idempotency-Replayed"), "true");
        sql(change);
        const Response after = send(made);
        EXPECT_EQ(key(after), "request.repeated") << change;
        EXPECT_EQ(after.body.find("number"), std::string::npos) << change;
    }
    EXPECT_EQ(count_audit("test.made"), 3u);
}

TEST_F(RouterTest, ForgetsKeysAfterADay) {
    const Request made = keyed(request("POST", "/x/things", "admin", "{}"), "k-1");
    send(made);
    app_.clock.advance_days(2);
    ASSERT_TRUE(core::sweep_answers(app_.store()));
    EXPECT_EQ(app_.store()
                  .read_value<std::int64_t>([](core::Database& db) {
                      return core::db_integer(db, "SELECT count(*) FROM idempotency_keys");
                  })
                  .value(),
              0);
}

TEST_F(RouterTest, RefusesBadKeys) {
    for (const std::string& bad :
         {std::string(), std::string("a b"), std::string("号"), std::string(65, 'x')})
        EXPECT_EQ(key(send(keyed(request("POST", "/x/things", "admin", "{}"), bad))),
                  "request.key_bad");
    EXPECT_EQ(count_audit("test.made"), 0u);
}

}  // namespace
}  // namespace lantai::server
