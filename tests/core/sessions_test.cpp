#include "core/service/sessions.hpp"

#include <gtest/gtest.h>

#include "tests/support/archive.hpp"

namespace lantai::core {
namespace {

constexpr const char* kGood = "brown horse by the lake";
constexpr const char* kOther = "nine lanterns on water";

class SessionsTest : public ::testing::Test {
protected:
    SessionsTest() {
        department_ = archive_.add_department("YFB", "研发部");
        made_ = archive_.add_user("lina", department_, {Role::employee}, Level::secret);
        opened_ = sessions_.use_link(made_.link_token, kGood, test::kOrigin).value();
    }
    Result<NewSession> login(const std::string& password, const std::string& name = "lina") {
        return sessions_.login(name, password, test::kOrigin);
    }
    bool is_open(const std::string& token) {
        return sessions_.resolve(token, test::kOrigin).value().has_value();
    }
    std::string seconds(const Result<NewSession>& answer) {
        return answer.error().key == "login.throttled" ? answer.error().params.at(0).second
                                                       : answer.error().key;
    }
    Id id() const { return made_.user.user.id; }

    test::Archive archive_;
    Passwords passwords_{Passwords::Cost::quick};
    DenialLog denials_{archive_.store()};
    Sessions sessions_{archive_.store(), passwords_, denials_};
    Id department_ = 0;
    NewUser made_;
    NewSession opened_;
};

TEST_F(SessionsTest, OpensASessionForTheRightPassword) {
    const auto session = login(kGood).value();
    EXPECT_EQ(session.token.size(), 64u);
    const auto found = sessions_.resolve(session.token, test::kOrigin).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->caller.subject.user_id, id());
    EXPECT_EQ(found->caller.subject.clearance, Level::secret);
    EXPECT_EQ(found->caller.actor.name, "Name of lina");
    EXPECT_EQ(found->csrf, session.session.csrf);
    EXPECT_FALSE(found->must_change_password);
}

TEST_F(SessionsTest, KeepsOnlyTheHashOfATokenAndALink) {
    const auto session = login(kGood).value();
    for (const std::string& secret : {session.token, made_.link_token})
        EXPECT_EQ(archive_.count("SELECT (SELECT count(*) FROM sessions WHERE token_hash = '" +
                                 secret + "') + (SELECT count(*) FROM one_time_links" +
                                 " WHERE token_hash = '" + secret + "')"),
                  0);
    EXPECT_EQ(archive_.count("SELECT count(*) FROM sessions"), 2);
}

TEST_F(SessionsTest, AnswersAWrongPasswordAnUnknownLoginAndALeaverAlike) {
    EXPECT_EQ(login("wrong password here").error().key, "login.failed");
    EXPECT_EQ(login(kGood, "nobody").error().key, "login.failed");
    Accounts accounts(archive_.store());
    const auto row = accounts.user(operator_caller(Role::system_admin), id()).value();
    ASSERT_TRUE(accounts.change_user(operator_caller(Role::system_admin), id(), row.user.version,
                                     {std::nullopt, std::nullopt, false}));
    EXPECT_EQ(login(kGood).error().key, "login.failed");
}

TEST_F(SessionsTest, KeepsNoTextThatWasTypedForAnUnknownLogin) {
    EXPECT_FALSE(login("x", "my-secret-typed-here"));
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_log WHERE action = 'login.failed'"), 1);
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_log WHERE object_code LIKE '%secret%'"
                             " OR details LIKE '%secret%' OR actor_name LIKE '%secret%'"),
              0);
}

TEST_F(SessionsTest, MakesAnAccountWaitLongerAfterEachFailure) {
    for (const char* expected : {"login.failed", "login.failed", "login.failed"})
        EXPECT_EQ(seconds(login("wrong password here")), expected);
    std::vector<std::string> waits;
    for (int i = 0; i < 9; ++i) {
        const auto answer = login(kGood);
        ASSERT_FALSE(answer);
        waits.push_back(seconds(answer));
        archive_.clock.advance_ms(std::stoll(waits.back()) * 1000);
        EXPECT_EQ(seconds(login("wrong password here")), "login.failed");
    }
    EXPECT_EQ(waits,
              (std::vector<std::string>{"2", "4", "8", "16", "32", "64", "128", "256", "300"}));
}

TEST_F(SessionsTest, MakesAnUnknownLoginWaitTheSame) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(seconds(login("wrong", "ghost")), "login.failed");
    EXPECT_EQ(seconds(login("wrong", "ghost")), "2");
}

TEST_F(SessionsTest, ForgetsFailuresAfterASuccess) {
    for (int i = 0; i < 2; ++i) EXPECT_FALSE(login("wrong password here"));
    EXPECT_TRUE(login(kGood));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(seconds(login("wrong password here")), "login.failed");
}

TEST_F(SessionsTest, SlowsDownAnAddressThatTriesManyLogins) {
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(seconds(login("wrong", "user" + std::to_string(i))), "login.failed");
    EXPECT_EQ(seconds(login("wrong", "another")), "2");
    const Actor elsewhere{std::nullopt, "", "req-2", "10.0.0.9"};
    EXPECT_TRUE(sessions_.login("lina", kGood, elsewhere));
}

TEST_F(SessionsTest, CannotBeMadeToFloodTheAuditLog) {
    const auto refusals = [&] {
        return archive_.count("SELECT count(*) FROM audit_log WHERE action = 'login.failed'");
    };
    for (int i = 0; i < 100; ++i) EXPECT_FALSE(login("wrong", "user" + std::to_string(i)));
    const auto at_once = refusals();
    EXPECT_GE(at_once, 1);
    EXPECT_LE(at_once, 20);
    archive_.clock.advance_ms(61'000);
    ASSERT_TRUE(denials_.flush());
    EXPECT_LE(refusals(), 2 * at_once);
    EXPECT_EQ(archive_.count("SELECT sum(1 + coalesce(json_extract(details, '$.repeated') - 1, 0))"
                             " FROM audit_log WHERE action = 'login.failed'"),
              100);
}

TEST_F(SessionsTest, EndsAnIdleSessionAfterHalfAnHour) {
    archive_.clock.advance_ms(29 * 60'000);
    EXPECT_TRUE(is_open(opened_.token));  // this request counts as activity
    archive_.clock.advance_ms(29 * 60'000);
    EXPECT_TRUE(is_open(opened_.token));
    archive_.clock.advance_ms(31 * 60'000);
    EXPECT_FALSE(is_open(opened_.token));
}

TEST_F(SessionsTest, EndsEverySessionAfterTenHours) {
    for (int i = 0; i < 24; ++i) {
        archive_.clock.advance_ms(25 * 60'000);
        EXPECT_TRUE(is_open(opened_.token)) << i;
    }
    archive_.clock.advance_ms(1);
    EXPECT_FALSE(is_open(opened_.token));
}

TEST_F(SessionsTest, AClockSetBackMakesNoSessionImmortal) {
    archive_.clock.advance_ms(-3'600'000);
    EXPECT_FALSE(is_open(opened_.token));
}

TEST_F(SessionsTest, AClockSetBackMakesNoWaitImmortal) {
    for (int i = 0; i < 3; ++i) (void)login("wrong password here");
    ASSERT_EQ(seconds(login(kGood)), "2");
    archive_.clock.advance_days(-365);
    EXPECT_TRUE(login(kGood));
}

TEST_F(SessionsTest, LogoutEndsTheSessionAndIsLogged) {
    ASSERT_TRUE(sessions_.logout(opened_.token, opened_.session.caller.actor));
    EXPECT_FALSE(is_open(opened_.token));
    EXPECT_TRUE(sessions_.logout(opened_.token, opened_.session.caller.actor));
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_log WHERE action = 'session.closed'"), 1);
}

TEST_F(SessionsTest, RefusesTheNextRequestOfADeactivatedPerson) {
    Accounts accounts(archive_.store());
    const Caller admin = operator_caller(Role::system_admin);
    const auto row = accounts.user(admin, id()).value();
    ASSERT_TRUE(
        accounts.change_user(admin, id(), row.user.version, {std::nullopt, std::nullopt, false}));
    EXPECT_FALSE(is_open(opened_.token));
    EXPECT_EQ(archive_.count("SELECT count(*) FROM sessions"), 0);
}

TEST_F(SessionsTest, CountsRightsAsTheyAreAtEachRequest) {
    Accounts accounts(archive_.store());
    const auto row = accounts.user(operator_caller(Role::system_admin), id()).value();
    ASSERT_TRUE(accounts.set_rights(operator_caller(Role::security_admin), id(), row.user.version,
                                    {{}, Level::open, std::nullopt}));
    const auto found = sessions_.resolve(opened_.token, test::kOrigin).value();
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->caller.subject.roles.empty());
    EXPECT_EQ(found->caller.subject.clearance, Level::open);
}

TEST_F(SessionsTest, CountsAClearanceOnlyToItsLastDay) {
    Accounts accounts(archive_.store());
    const auto row = accounts.user(operator_caller(Role::system_admin), id()).value();
    ASSERT_TRUE(accounts.set_rights(operator_caller(Role::security_admin), id(), row.user.version,
                                    {{Role::employee}, Level::secret, archive_.store().today()}));
    EXPECT_EQ(login(kGood).value().session.caller.subject.clearance, Level::secret);
    archive_.clock.advance_days(1);
    EXPECT_EQ(login(kGood).value().session.caller.subject.clearance, Level::open);
}

TEST_F(SessionsTest, ALinkWorksOnce) {
    EXPECT_EQ(sessions_.use_link(made_.link_token, kOther, test::kOrigin).error().key,
              "link.invalid");
    EXPECT_EQ(sessions_.use_link("guess", kOther, test::kOrigin).error().key, "link.invalid");
}

TEST_F(SessionsTest, ALinkWorksForThreeDays) {
    const auto second = archive_.add_user("wang", department_);
    archive_.clock.advance_ms(72 * 3'600'000);
    EXPECT_EQ(sessions_.use_link(second.link_token, kGood, test::kOrigin).error().key,
              "link.invalid");
}

TEST_F(SessionsTest, AResetClosesThePasswordTheSessionsAndEarlierLinks) {
    Accounts accounts(archive_.store());
    const Caller admin = operator_caller(Role::system_admin);
    const auto first = accounts.new_link(admin, id()).value();
    const auto second = accounts.new_link(admin, id()).value();
    EXPECT_FALSE(is_open(opened_.token));
    EXPECT_EQ(login(kGood).error().key, "login.failed");
    EXPECT_EQ(sessions_.use_link(first, kOther, test::kOrigin).error().key, "link.invalid");
    EXPECT_TRUE(sessions_.use_link(second, kOther, test::kOrigin));
    EXPECT_TRUE(login(kOther));
}

TEST_F(SessionsTest, AChangedPasswordEndsAllSessionsButTheNewOne) {
    const auto elsewhere = login(kGood).value();
    const auto changed =
        sessions_.change_password(opened_.session.caller, opened_.token, kGood, kOther).value();
    EXPECT_FALSE(is_open(elsewhere.token));
    EXPECT_FALSE(is_open(opened_.token));
    EXPECT_TRUE(is_open(changed.token));
    EXPECT_EQ(changed.session.csrf, opened_.session.csrf);
    EXPECT_FALSE(login(kGood));
    EXPECT_TRUE(login(kOther));
}

TEST_F(SessionsTest, ThrottlesTheOldPasswordLikeALogin) {
    const auto change = [&](const std::string& old_password) {
        return sessions_.change_password(opened_.session.caller, opened_.token, old_password,
                                         kOther);
    };
    for (int i = 0; i < 3; ++i) {
        const auto answer = change("wrong password here");
        EXPECT_EQ(answer.error().key, "password.wrong");
        EXPECT_EQ(answer.error().field, "old_password");
    }
    EXPECT_EQ(seconds(change(kGood)), "2");
}

TEST_F(SessionsTest, RefusesAWeakNewPassword) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"short1", "password.too_short"},
        {"九个字的密码啊啊啊", "password.too_short"},
        {std::string(257, 'x') + "y", "password.too_long"},
        {"1234567890", "password.common"},
        {"Password2024!", "password.common"},
        {"woaini5201314", "password.common"},
        {"qwertyuiop", "password.common"},
        {"ababababab", "password.common"},
        {"8392184722", "password.common"},
        {"lina-2024-x", "password.personal"},
        {"abc\xFFzzzzzzzz", "text.not_utf8"},
        {kGood, "password.same"},
    };
    for (const auto& [password, key] : cases) {
        const auto answer =
            sessions_.change_password(opened_.session.caller, opened_.token, kGood, password);
        ASSERT_FALSE(answer) << password;
        EXPECT_EQ(answer.error().key, key) << password;
        EXPECT_EQ(answer.error().field, "new_password");
    }
}

TEST_F(SessionsTest, TreatsDifferentSpellingsOfTheSameCharactersAsOnePassword) {
    const std::string composed = "caf\u00e9 by the lake";
    const std::string decomposed = "cafe\u0301 by the lake";
    ASSERT_TRUE(sessions_.change_password(opened_.session.caller, opened_.token, kGood, composed));
    EXPECT_TRUE(login(decomposed));
}

TEST_F(SessionsTest, StrengthensAnOldHashAtLogin) {
    Passwords normal(Passwords::Cost::normal);
    Sessions strong(archive_.store(), normal, denials_);
    const auto stored = [&] {
        return archive_.store()
            .read_value<std::string>([&](Database& db) { return password_hash(db, id()); })
            .value();
    };
    EXPECT_TRUE(normal.is_outdated(stored()));
    EXPECT_TRUE(strong.login("lina", kGood, test::kOrigin));
    EXPECT_FALSE(normal.is_outdated(stored()));
    EXPECT_NE(stored().find("$argon2id$v=19$m=65536,t=2,p=1$"), std::string::npos);
    EXPECT_TRUE(strong.login("lina", kGood, test::kOrigin));
}

TEST_F(SessionsTest, SweepForgetsWhatHasEnded) {
    archive_.add_user("wang", department_);
    EXPECT_FALSE(login("wrong password here"));
    archive_.clock.advance_days(5);
    ASSERT_TRUE(sessions_.sweep());
    EXPECT_EQ(archive_.count("SELECT (SELECT count(*) FROM sessions)"
                             " + (SELECT count(*) FROM login_throttles)"
                             " + (SELECT count(*) FROM one_time_links)"),
              0);
}

}  // namespace
}  // namespace lantai::core
