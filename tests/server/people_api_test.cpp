#include <gtest/gtest.h>

#include "tests/support/test_app.hpp"

namespace lantai::test {
namespace {

using core::Role;

class PeopleApiTest : public ::testing::Test {
protected:
    PeopleApiTest() {
        app_.add_person({"sys", {Role::system_admin}});
        app_.add_person({"sec", {Role::security_admin}});
        app_.add_person({"aud", {Role::audit_admin}});
        app_.add_person({"wang", {Role::employee}});
        app_.add_person({"zhou", {Role::employee}});
    }
    std::string id(const std::string& login) { return std::to_string(app_.id_of(login)); }
    Json user(const std::string& login) {
        return app_.get("sys", "/api/v1/users?query=" + login).body["items"][0];
    }
    TestApp app_;
};

TEST_F(PeopleApiTest, MakesAPersonWhoSignsInByLinkAndGetsRightsFromTheOtherAdministrator) {
    const auto made = app_.post("sys", "/api/v1/users",
                                {{"login", "zhang"},
                                 {"name", "张三"},
                                 {"department_id", std::to_string(app_.department("YFB"))}});
    ASSERT_EQ(made.status, 201) << made.text;
    const Json rights = {{"roles", {"employee"}}, {"clearance", 2}, {"clearance_until", nullptr}};
    const std::string target =
        "/api/v1/users/" + made.body["user"]["id"].get<std::string>() + "/rights";
    EXPECT_EQ(app_.change("sys", "PUT", target, 1, rights).status, 403);
    ASSERT_EQ(app_.change("sec", "PUT", target, 1, rights).status, 200);
    const auto weak =
        app_.post("", "/api/v1/session/link",
                  {{"token", made.body["link_token"]}, {"new_password", "1234567890"}});
    EXPECT_EQ(weak.status, 422);
    EXPECT_EQ(weak.field(), "new_password");
    const auto session =
        app_.post("", "/api/v1/session/link",
                  {{"token", made.body["link_token"]}, {"new_password", "nine lanterns on water"}});
    ASSERT_EQ(session.status, 200) << session.text;
    EXPECT_EQ(session.body["clearance"], 2);
    EXPECT_EQ(session.body["user"]["login"], "zhang");
    const std::string cookie = session.header("Set-Cookie");
    EXPECT_EQ(cookie.rfind("__Host-lt_sid=", 0), 0u);
    for (const char* flag : {"; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"})
        EXPECT_NE(cookie.find(flag), std::string::npos) << flag;
}

TEST_F(PeopleApiTest, AnswersAWrongPasswordAndAnUnknownLoginWithTheSameBytes) {
    const auto text = [&](const std::string& login) {
        auto body = app_.post("", "/api/v1/session", {{"login", login}, {"password", "wrong one"}});
        EXPECT_EQ(body.status, 401);
        body.body.erase("request_id");
        return body.body.dump();
    };
    EXPECT_EQ(text("wang"), text("nobody"));
}

TEST_F(PeopleApiTest, TellsAThrottledPersonHowLongToWait) {
    Answer answer;
    for (int i = 0; i < 4; ++i)
        answer = app_.post("", "/api/v1/session", {{"login", "wang"}, {"password", "wrong one"}});
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.key(), "login.throttled");
    EXPECT_EQ(answer.body["params"]["seconds"], "2");
}

TEST_F(PeopleApiTest, ADeactivatedPersonsNextRequestIsRefused) {
    ASSERT_EQ(app_.get("wang", "/api/v1/session").status, 200);
    const auto gone = app_.change("sys", "PATCH", "/api/v1/users/" + id("wang"),
                                  user("wang")["version"].get<int>(), {{"active", false}});
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(app_.get("wang", "/api/v1/session").status, 401);
}

TEST_F(PeopleApiTest, RefusesRightsThatExcludeEachOtherAndTheOwnOnes) {
    const Json both = {{"roles", {"system_admin", "archivist"}}, {"clearance", 0}};
    const auto refused = app_.change("sec", "PUT", "/api/v1/users/" + id("wang") + "/rights",
                                     user("wang")["version"].get<int>(), both);
    EXPECT_EQ(refused.key(), "user.roles_exclusive");
    const auto own = app_.change("sec", "PUT", "/api/v1/users/" + id("sec") + "/rights",
                                 user("sec")["version"].get<int>(), both);
    EXPECT_EQ(own.status, 403);
}

TEST_F(PeopleApiTest, GivesAStaleChangeTheStoredRecord) {
    const auto stale =
        app_.change("sys", "PATCH", "/api/v1/users/" + id("wang"), 99, {{"name", "王二"}});
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.body["current"]["login"], "wang");
}

TEST_F(PeopleApiTest, GivesAPostWithADeputyAndTakesItBack) {
    const auto post =
        app_.post("sec", "/api/v1/positions",
                  {{"kind", "general_manager"}, {"user_id", id("wang")}, {"from", "2020-01-01"}});
    ASSERT_EQ(post.status, 201) << post.text;
    const std::string target = "/api/v1/positions/" + post.body["id"].get<std::string>();
    const auto with =
        app_.post("sec", target + "/deputies",
                  {{"user_id", id("zhou")}, {"from", "2020-02-01"}, {"to", "2020-02-10"}});
    ASSERT_EQ(with.status, 201) << with.text;
    const std::string deputy = with.body["deputies"][0]["id"];
    // Its time has ended; what is over stays as it was.
    EXPECT_EQ(app_.call("sec", "DELETE", target + "/deputies/" + deputy).status, 409);
    EXPECT_EQ(app_.change("sec", "PATCH", target, 2, {{"to", "2020-12-31"}}).status, 200);
    EXPECT_EQ(app_.get("sec", "/api/v1/positions").body["items"].size(), 1u);
}

TEST_F(PeopleApiTest, ShowsAndProvesTheAuditLogToAuditorsOnly) {
    EXPECT_EQ(app_.get("wang", "/api/v1/audit").status, 403);
    const auto page = app_.get("aud", "/api/v1/audit?limit=2");
    ASSERT_EQ(page.status, 200) << page.text;
    EXPECT_EQ(page.body["items"].size(), 2u);
    EXPECT_EQ(app_.get("aud", "/api/v1/audit?limit=2&cursor=" +
                                  page.body["next_cursor"].get<std::string>())
                  .body["items"][0]["seq"],
              page.body["items"][1]["seq"].get<int>() - 1);
    const auto proof = app_.post("aud", "/api/v1/audit/verify");
    ASSERT_EQ(proof.status, 200) << proof.text;
    EXPECT_EQ(proof.body["result"], "proven") << proof.text;
    EXPECT_EQ(app_.get("aud", "/api/v1/audit/head").body["seq"].get<int>(),
              proof.body["entries"].get<int>() + 1);
}

}  // namespace
}  // namespace lantai::test
