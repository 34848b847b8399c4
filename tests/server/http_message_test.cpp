#include "server/http_message.hpp"

#include <gtest/gtest.h>

namespace lantai::server {
namespace {

HttpHead head(const std::string& method, const std::string& target, NamedTexts headers = {}) {
    headers.emplace_back("Host", "localhost");
    return {method, target, "HTTP/1.1", std::move(headers)};
}

std::string key_of(HttpHead made) {
    const auto request = make_request(std::move(made));
    return request ? "" : request.error().key;
}

TEST(HttpMessageTest, TakesPathAndQueryApart) {
    const auto request =
        make_request(head("GET", "/api/v1/search?q=%E5%85%B0+%E5%8F%B0&year=2024&year=2023&x"))
            .value();
    EXPECT_EQ(request.path, "/api/v1/search");
    EXPECT_EQ(request.query,
              (NamedTexts{{"q", "兰 台"}, {"year", "2024"}, {"year", "2023"}, {"x", ""}}));
    EXPECT_EQ(make_request(head("GET", "/%E5%85%B0")).value().path, "/兰");
    EXPECT_EQ(make_request(head("GET", "/")).value().path, "/");
}

TEST(HttpMessageTest, RefusesPathsThatAreNotNormal) {
    for (const std::string target : {"",         "*",      "api",         "http://localhost/",
                                     "//",       "/a//b",  "/a/",         "/a/../b",
                                     "/..",      "/./a",   "/%2e%2e/etc", "/a/%2E%2E",
                                     "/a%2fb",   "/a%5cb", "/a\\b",       "/a%00",
                                     "/a%0d%0a", "/a%09",  "/a%",         "/a%4",
                                     "/a%zz",    "/a%ff",  "/a%c0%af",    "/a#b",
                                     "/?q=%ff",  "/?q=%",  "/?%c0=1"})
        EXPECT_EQ(key_of(head("GET", target)), "request.bad_target") << target;
}

TEST(HttpMessageTest, RefusesMethodsItDoesNotKnow) {
    for (const char* method : {"OPTIONS", "TRACE", "CONNECT", "get", "BREW", ""})
        EXPECT_EQ(key_of(head(method, "/")), "request.method_unknown") << method;
    for (const char* method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
        EXPECT_EQ(key_of(head(method, "/")), "") << method;
}

TEST(HttpMessageTest, RefusesHeadersThatCouldBeReadInTwoWays) {
    const std::pair<NamedTexts, const char*> kCases[] = {
        {{{"Content-Length", "5"}, {"Content-Length", "5"}}, "request.bad_header"},
        {{{"Content-Length", "5"}, {"content-length", "6"}}, "request.bad_header"},
        {{{"Content-Length", "-5"}}, "request.bad_header"},
        {{{"Content-Length", "+5"}}, "request.bad_header"},
        {{{"Content-Length", "5, 5"}}, "request.bad_header"},
        {{{"Content-Length", "0x5"}}, "request.bad_header"},
        {{{"Content-Length", ""}}, "request.bad_header"},
        {{{"Content-Length", "99999999999999999999999"}}, "request.bad_header"},
        {{{"Transfer-Encoding", "chunked"}}, "request.length_required"},
        {{{"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}}, "request.length_required"},
        {{{"Transfer-Encoding", "identity"}}, "request.length_required"},
        {{{"X-A ", "1"}}, "request.bad_header"},
        {{{"X A", "1"}}, "request.bad_header"},
        {{{"", "1"}}, "request.bad_header"},
        {{{"X-A", std::string("a\0b", 3)}}, "request.bad_header"},
        {{{"X-A", "a\rb"}}, "request.bad_header"},
        {{{"X-A", "a\x7f"}}, "request.bad_header"},
        {{{"Host", "other"}}, "request.bad_header"},  // a second one
    };
    for (const auto& [headers, key] : kCases)
        EXPECT_EQ(key_of(head("POST", "/", headers)), key)
            << headers[0].first << ": " << headers[0].second;
}

TEST(HttpMessageTest, RefusesAMissingOrEmptyHostAndOldVersions) {
    EXPECT_EQ(key_of({"GET", "/", "HTTP/1.1", {}}), "request.bad_header");
    EXPECT_EQ(key_of({"GET", "/", "HTTP/1.1", {{"Host", ""}}}), "request.bad_header");
    EXPECT_EQ(key_of({"GET", "/", "HTTP/0.9", {{"Host", "a"}}}), "request.bad_version");
    EXPECT_EQ(key_of({"GET", "/", "HTTP/2.0", {{"Host", "a"}}}), "request.bad_version");
}

TEST(HttpMessageTest, RefusesMoreThan64Fields) {
    NamedTexts headers;
    for (int i = 0; i < 63; ++i) headers.emplace_back("X-" + std::to_string(i), "1");
    EXPECT_EQ(key_of(head("GET", "/", headers)), "");
    headers.emplace_back("X-63", "1");
    EXPECT_EQ(key_of(head("GET", "/", headers)), "request.header_too_large");
}

TEST(HttpMessageTest, ReadsSingleRanges) {
    struct Case {
        const char* field;
        std::uint64_t size;
        RangeKind kind;
        std::uint64_t first = 0;
        std::uint64_t last = 0;
    };
    const Case kCases[] = {
        {"bytes=0-0", 10, RangeKind::part, 0, 0},
        {"bytes=2-4", 10, RangeKind::part, 2, 4},
        {"bytes=2-", 10, RangeKind::part, 2, 9},
        {"bytes=2-99", 10, RangeKind::part, 2, 9},
        {"bytes=-3", 10, RangeKind::part, 7, 9},
        {"bytes=-99", 10, RangeKind::part, 0, 9},
        {"bytes=10-", 10, RangeKind::unsatisfiable},
        {"bytes=0-", 0, RangeKind::unsatisfiable},
        {"bytes=-0", 10, RangeKind::unsatisfiable},
        {"bytes=4-2", 10, RangeKind::whole},
        {"bytes=0-1,3-4", 10, RangeKind::whole},
        {"bytes=-", 10, RangeKind::whole},
        {"bytes=a-b", 10, RangeKind::whole},
        {"lines=0-1", 10, RangeKind::whole},
        {"bytes=18446744073709551616-", 10, RangeKind::whole},
    };
    for (const Case& c : kCases) {
        const RangeAnswer answer = parse_range(c.field, c.size);
        EXPECT_EQ(answer.kind, c.kind) << c.field;
        EXPECT_EQ(answer.range.first, c.first) << c.field;
        EXPECT_EQ(answer.range.last, c.last) << c.field;
    }
}

TEST(HttpMessageTest, GivesApiAndPagesTheirOwnPolicies) {
    Request request;
    const auto policy = [&](const char* path, const char* name) {
        request.path = path;
        for (const auto& [field, value] : security_headers(request, false))
            if (field == name) return value;
        return std::string();
    };
    EXPECT_EQ(policy("/api/v1/items", "Cache-Control"), "no-store");
    EXPECT_EQ(policy("/api/v1/items", "Content-Security-Policy"), "sandbox; default-src 'none'");
    EXPECT_EQ(policy("/", "Cache-Control"), "");
    EXPECT_NE(policy("/", "Content-Security-Policy").find("require-trusted-types-for 'script'"),
              std::string::npos);
    EXPECT_EQ(policy("/", "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(security_headers(request, true).back().first, "Strict-Transport-Security");
}

}  // namespace
}  // namespace lantai::server
