#include "core/rules/text_rules.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

using namespace std::string_literals;

std::string fault_key(const std::string& text, TextLimit limit) {
    const auto fault = text_fault("title", text, limit);
    if (!fault) return "";
    EXPECT_EQ(fault->field, "title");
    EXPECT_EQ(fault->code, ErrorCode::invalid_argument);
    return fault->key;
}

TEST(TextRulesTest, CountsCodePointsNotBytes) {
    EXPECT_EQ(code_points("档案a"), 3U);
    EXPECT_EQ(code_points("𠮷"), 1U);
    EXPECT_EQ(code_points(""), 0U);
    const std::string five = "档案档案档";
    EXPECT_EQ(fault_key(five, {5}), "");
    EXPECT_EQ(fault_key(five + "案", {5}), "text.too_long");
}

TEST(TextRulesTest, RefusesEveryWrongByteSequence) {
    for (const std::string& text :
         {"\x80"s, "\xC0\xAF"s, "\xC1\xBF"s, "\xE0\x80\x80"s, "\xED\xA0\x80"s, "\xF0\x80\x80\x80"s,
          "\xF4\x90\x80\x80"s, "\xF5\x80\x80\x80"s, "\xE6\xA1"s, "ab\xE6"s, "\xFF"s,
          "\xE6\xA1z"s}) {
        EXPECT_EQ(fault_key(text, {100}), "text.not_utf8");
        EXPECT_FALSE(code_points(text));
    }
}

TEST(TextRulesTest, RefusesControlAndInvisibleCharacters) {
    for (const std::string& text : {"a\0b"s, "a\x1b[31m"s, "a\x7f"s, "a\xC2\x85"s, "a\r"s})
        EXPECT_EQ(fault_key(text, {100, false, TextKind::lines}), "text.control");
    // Right-to-left override, isolate, zero-width space, byte order mark, noncharacter.
    for (const char* text :
         {"a\u202Eb", "a\u2066b", "a\u200Bb", "\uFEFFa", "a\u200Fb", "a\U000E0041", "\xEF\xBF\xBF"})
        EXPECT_EQ(fault_key(text, {100}), "text.bidi") << text;
}

TEST(TextRulesTest, LineBreaksOnlyWhereLinesAreAllowed) {
    EXPECT_EQ(fault_key("一\n二", {100, false, TextKind::line}), "text.control");
    EXPECT_EQ(fault_key("一\n\t二", {100, false, TextKind::lines}), "");
}

TEST(TextRulesTest, BlanksAloneAreNoText) {
    for (const char* text : {"", " ", "　", "\u00A0 "})
        EXPECT_EQ(fault_key(text, {100, true}), "text.required");
    EXPECT_EQ(fault_key("", {100, false}), "");
}

TEST(TextRulesTest, KnowsBlanksOfAllScripts) {
    for (const char* text : {"", " \n\t", "　", "\u00A0\u2003"})
        EXPECT_TRUE(is_blank(text)) << text;
    for (const char* text : {"　.", "\xFF", "\u200B"}) EXPECT_FALSE(is_blank(text)) << text;
}

TEST(TextRulesTest, AppendIsTheInverseOfReading) {
    for (const char32_t c : {0x41U, 0x7FFU, 0x800U, 0xFFFDU, 0x10000U, 0x10FFFFU}) {
        std::string text;
        append_utf8(text, c);
        std::string_view rest = text;
        EXPECT_EQ(next_code_point(rest), c);
        EXPECT_TRUE(rest.empty());
    }
}

}  // namespace
}  // namespace lantai::core
