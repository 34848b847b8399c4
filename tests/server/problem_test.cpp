#include "server/problem.hpp"

#include <gtest/gtest.h>

#include "tests/support/openapi.hpp"

namespace lantai::server {
namespace {

using core::ErrorCode;

nlohmann::json body_of(const Response& response) { return nlohmann::json::parse(response.body); }

Request some_request() {
    Request request;
    request.request_id = "r-1";
    return request;
}

TEST(ProblemTest, GivesEveryCodeItsStatus) {
    const std::pair<ErrorCode, int> kCases[] = {
        {ErrorCode::invalid_argument, 400}, {ErrorCode::unauthenticated, 401},
        {ErrorCode::forbidden, 403},        {ErrorCode::not_found, 404},
        {ErrorCode::conflict, 409},         {ErrorCode::stale, 412},
        {ErrorCode::too_large, 413},        {ErrorCode::busy, 503},
        {ErrorCode::corrupt, 500},          {ErrorCode::io, 500},
        {ErrorCode::internal, 500},
    };
    for (const auto& [code, status] : kCases) {
        const Response response = problem(core::fail(code, "some.key"), some_request());
        EXPECT_EQ(response.status, status) << core::to_string(code);
        EXPECT_EQ(response.content_type, "application/problem+json");
        EXPECT_EQ(test::schema_fault("Problem", body_of(response)), "");
    }
}

TEST(ProblemTest, GivesSomeKeysTheirOwnStatus) {
    const std::pair<const char*, int> kCases[] = {
        {"request.if_match_missing", 428},
        {"login.throttled", 429},
        {"request.method_not_allowed", 405},
        {"request.content_type", 415},
    };
    for (const auto& [key, status] : kCases)
        EXPECT_EQ(http_status(core::fail(ErrorCode::invalid_argument, key)), status) << key;
}

TEST(ProblemTest, ShowsEveryFieldAtFault) {
    core::Error error = core::field_error("title", "text.too_long", {{"max", "500"}});
    error.others.push_back(core::field_error("links[0].kind", "request.not_a_choice"));
    const Response response = problem(error, some_request());
    EXPECT_EQ(response.status, 422);
    const auto body = body_of(response);
    EXPECT_EQ(body["field"], "title");
    EXPECT_EQ(body["key"], "text.too_long");
    EXPECT_EQ(body["params"]["max"], "500");
    EXPECT_EQ(body["request_id"], "r-1");
    ASSERT_EQ(body["errors"].size(), 2u);
    EXPECT_EQ(body["errors"][1]["field"], "links[0].kind");
    EXPECT_EQ(test::schema_fault("Problem", body), "");
}

TEST(ProblemTest, NeverShowsWhatFailedInside) {
    core::Error error = core::fail(ErrorCode::io, "storage.io", "/data/objects/ab: disk on fire");
    error.params = {{"path", "/data"}};
    const Response response = problem(error, some_request());
    EXPECT_EQ(body_of(response)["key"], "internal");
    EXPECT_EQ(response.body.find("fire"), std::string::npos);
    EXPECT_EQ(response.body.find("/data"), std::string::npos);
}

TEST(ProblemTest, SaysWhenTheDiskIsFull) {
    const Response response =
        problem(core::fail(ErrorCode::io, "storage.full", "/data/lantai.db"), some_request());
    EXPECT_EQ(response.status, 507);
    EXPECT_EQ(body_of(response)["key"], "storage.full");
    EXPECT_EQ(body_of(response)["title"], "Insufficient Storage");
}

TEST(ProblemTest, SaysWhenToTryAgain) {
    EXPECT_EQ(
        problem(core::fail(ErrorCode::busy, "db.busy"), some_request()).find_header("Retry-After"),
        "2");
    core::Error throttled = core::fail(ErrorCode::busy, "login.throttled");
    throttled.params = {{"seconds", "64"}};
    const Response response = problem(throttled, some_request());
    EXPECT_EQ(response.status, 429);
    EXPECT_EQ(response.find_header("Retry-After"), "64");
}

TEST(ProblemTest, CarriesTheStoredRecordWhenSomebodyWasFaster) {
    const auto answer =
        stale_or_error(core::fail(ErrorCode::stale, "request.stale"), some_request(),
                       [] { return core::Result<std::string>(std::string(R"({"version":8})")); });
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 412);
    EXPECT_EQ(body_of(*answer)["current"]["version"], 8);
    const auto other =
        stale_or_error(core::fail(ErrorCode::forbidden, "access.role_missing"), some_request(),
                       [] { return core::Result<std::string>(std::string("{}")); });
    EXPECT_EQ(other.error().key, "access.role_missing");
}

}  // namespace
}  // namespace lantai::server
