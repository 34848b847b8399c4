#include "server/commands/arguments.hpp"

#include <gtest/gtest.h>

namespace lantai::server {
namespace {

const Usage kUsage = {.with_value = {"--port"}, .flags = {"--yes"}, .min_words = 1, .max_words = 2};

TEST(ArgumentsTest, ReadsOptionsAndWordsInAnyOrder) {
    const auto read =
        parse_arguments({"a", "--port", "80", "--data=/d", "--json", "--yes", "--", "--b"}, kUsage);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->words, (std::vector<std::string>{"a", "--b"}));
    EXPECT_EQ(read->value("--port"), "80");
    EXPECT_EQ(read->data, "/d");
    EXPECT_TRUE(read->json);
    EXPECT_TRUE(read->has("--yes"));
    EXPECT_FALSE(read->has("--no"));
}

TEST(ArgumentsTest, RefusesWhatItDoesNotUnderstand) {
    const std::vector<std::string> kCases[] = {{},
                                               {"a", "b", "c"},
                                               {"a", "--bogus"},
                                               {"a", "--port"},
                                               {"a", "--port", "1", "--port=2"},
                                               {"a", "--yes=1"}};
    for (const auto& words : kCases)
        EXPECT_EQ(parse_arguments(words, kUsage).error().key, "usage.wrong");
}

TEST(ArgumentsTest, ReadsWholeNumbersWithinLimits) {
    EXPECT_EQ(parse_number("--port", "80", 0, 65535).value(), 80);
    for (const char* text : {"", "80x", "-1", "65536", "1.0", " 1"})
        EXPECT_FALSE(parse_number("--port", text, 0, 65535)) << text;
}

TEST(ArgumentsTest, TellsRefusalFromBeingUnableToLook) {
    using core::ErrorCode;
    EXPECT_EQ(report(core::fail(ErrorCode::forbidden, "x")), kRefused);
    EXPECT_EQ(report(core::fail(ErrorCode::corrupt, "x")), kRefused);
    EXPECT_EQ(report(core::fail(ErrorCode::io, "x")), kWrongUsage);
    EXPECT_EQ(report(core::fail(ErrorCode::invalid_argument, "usage.wrong")), kWrongUsage);
}

}  // namespace
}  // namespace lantai::server
