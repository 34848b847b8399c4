#include <gtest/gtest.h>

#include <functional>

#include "core/db/migrate.hpp"

#include "tests/support/test_app.hpp"

namespace lantai::test {
namespace {

TEST(SystemTest, SaysThatItIsAlive) {
    TestApp app;
    EXPECT_EQ(app.get("", "/healthz").body["status"], "ok");
}

/// Holds every reader of the store, one inside the other, while `then` runs.
core::Result<void> hold_readers(core::Store& store, std::size_t left,
                                const std::function<void()>& then) {
    if (left == 0) {
        then();
        return {};
    }
    return store.read([&](core::Database&) { return hold_readers(store, left - 1, then); });
}

TEST(SystemTest, SaysThatItIsIllWhenTheDatabaseCannotBeRead) {
    TestApp app;
    ASSERT_TRUE(hold_readers(app.store(), core::Store::Options().readers, [&] {
        const Answer ill = app.get("", "/healthz");
        EXPECT_EQ(ill.status, 503);
        EXPECT_EQ(ill.key(), "db.busy");
    }));
    EXPECT_EQ(app.get("", "/healthz").status, 200);  // a bad answer is not trusted
}

TEST(SystemTest, TrustsAGoodAnswerOfTheDatabaseForASecondAndABadOneNever) {
    TestApp app;
    const auto rename = [&](const char* from, const char* to) {
        ASSERT_TRUE(app.store().maintain([&](core::Database& db) {
            return db.script(std::string("ALTER TABLE ") + from + " RENAME TO " + to);
        }));
    };
    EXPECT_EQ(app.get("", "/healthz").status, 200);
    rename("schema_migrations", "away");
    app.clock.advance_ms(999);
    EXPECT_EQ(app.get("", "/healthz").status, 200);
    app.clock.advance_ms(1);
    EXPECT_EQ(app.get("", "/healthz").status, 503);
    rename("away", "schema_migrations");
    EXPECT_EQ(app.get("", "/healthz").status, 200);
    rename("schema_migrations", "away");
    app.clock.advance_ms(-500);  // nor the time of a clock that was set back
    EXPECT_EQ(app.get("", "/healthz").status, 503);
}

TEST(SystemTest, ShowsItsOwnDescription) {
    TestApp app;
    EXPECT_EQ(app.get("", "/api/v1/openapi.json").body["openapi"], "3.1.0");
}

TEST(SystemTest, CountsForTheSystemAdministratorOnly) {
    TestApp app;
    app.add_person({.login = "admin", .roles = {core::Role::system_admin}});
    app.add_person({.login = "zhao", .roles = {core::Role::archivist}});
    const Answer status = app.get("admin", "/api/v1/system/status");
    EXPECT_EQ(status.status, 200);
    EXPECT_EQ(status.body["items"], 0);
    EXPECT_EQ(status.body["schema"], core::shipped_migrations().back().number);
    EXPECT_EQ(app.get("zhao", "/api/v1/system/status").status, 403);
    EXPECT_EQ(app.get("", "/api/v1/system/status").status, 401);
}

}  // namespace
}  // namespace lantai::test
