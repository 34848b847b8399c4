#include "core/base/json_text.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

TEST(JsonTextTest, ReadsBackTheTextsItWrote) {
    const std::string hard = "引\"号\\ \n\t\x01 and \x7F 𠮷";
    const std::string text =
        json_object({{"title", hard}, JsonField::raw("none", "null"), {"null", "null"}, {"", ""}});
    const auto read = read_json_texts(text);
    ASSERT_TRUE(read);
    const JsonTexts expected = {
        {"title", hard}, {"none", std::nullopt}, {"null", "null"}, {"", ""}};
    EXPECT_EQ(*read, expected);
    EXPECT_TRUE(read_json_texts("{}")->empty());
}

TEST(JsonTextTest, RefusesWhatItDidNotWrite) {
    for (const char* text :
         {"", "{", "[]", "{\"a\":1}", "{\"a\":\"b\"", "{\"a\":\"b\"}x", "{\"a\" :\"b\"}",
          "{\"a\":\"\\n\"}", "{\"a\":\"\\u00zz\"}", "{\"a\":\"\\u0", "{\"a\":\"b\"\"c\":\"d\"}"})
        EXPECT_EQ(read_json_texts(text).error().key, "db.corrupt") << text;
}

}  // namespace
}  // namespace lantai::core
