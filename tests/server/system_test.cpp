#include <gtest/gtest.h>
#include "core/db/migrate.hpp"

#include "tests/support/test_app.hpp"

namespace lantai::test {
namespace {

TEST(SystemTest, SaysThatItIsAlive) {
    TestApp app;
    EXPECT_EQ(app.get("", "/healthz").body["status"], "ok");
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
