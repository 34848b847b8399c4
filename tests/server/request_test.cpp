#include "server/request.hpp"

#include <gtest/gtest.h>

#include "server/response.hpp"

namespace lantai::server {
namespace {

TEST(RequestTest, FindsHeadersInAnyCapitalisation) {
    Request request;
    request.headers = {{"If-None-Match", "\"1\""}};
    EXPECT_EQ(request.header("if-none-match"), "\"1\"");
    EXPECT_EQ(request.header("If-Match"), std::nullopt);
}

TEST(RequestTest, ReadsACookieAndRefusesAPlantedSecondOne) {
    Request request;
    request.headers = {{"cookie", "a=1; __Host-lt_sid=tok ; b=2"}};
    EXPECT_EQ(request.cookie("__Host-lt_sid"), "tok");
    EXPECT_EQ(request.cookie("lt_sid"), std::nullopt);
    request.headers = {{"Cookie", "s=1; s=2"}};
    EXPECT_EQ(request.cookie("s"), std::nullopt);
    request.headers = {{"Cookie", "s=1"}, {"Cookie", "s=2"}};
    EXPECT_EQ(request.cookie("s"), std::nullopt);
}

TEST(RequestTest, ReadsIfMatch) {
    struct Case {
        const char* field;
        int version;  // 0: refused
    };
    const Case kCases[] = {{"\"7\"", 7}, {" \"12\" ", 12},    {"W/\"3\"", 0},        {"7", 0},
                           {"*", 0},     {"\"\"", 0},         {"\"-1\"", 0},         {"\"7x\"", 0},
                           {"\"0\"", 0}, {"\"7\", \"8\"", 0}, {"\"99999999999\"", 0}};
    for (const Case& c : kCases) {
        Request request;
        request.headers = {{"If-Match", c.field}};
        const auto version = if_match(request);
        EXPECT_EQ(version ? *version : 0, c.version) << c.field;
        if (!version) {
            EXPECT_EQ(version.error().key, "request.if_match_bad");
        }
    }
    EXPECT_EQ(if_match(Request{}).error().key, "request.if_match_missing");
}

TEST(RequestTest, TakesAnIdThatIsNoneAsMissingRecord) {
    Request request;
    for (const char* text :
         {"", "0", "01", "-1", "1a", "9007199254740992", "99999999999999999999"}) {
        request.params = {{"id", text}};
        EXPECT_EQ(request.id().error().key, "access.not_found") << text;
    }
    request.params = {{"id", "9007199254740991"}};
    EXPECT_EQ(request.id().value(), 9007199254740991);
}

TEST(RequestTest, NamesFilesForEveryBrowser) {
    EXPECT_EQ(content_disposition("inline", "a-1.pdf"),
              "inline; filename=\"a-1.pdf\"; filename*=UTF-8''a-1.pdf");
    EXPECT_EQ(content_disposition("attachment", "合同\"\r\n.txt"),
              "attachment; filename=\"_____.txt\"; "
              "filename*=UTF-8''%E5%90%88%E5%90%8C%22%0D%0A.txt");
}

}  // namespace
}  // namespace lantai::server
