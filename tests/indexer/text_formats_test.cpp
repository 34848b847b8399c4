#include "indexer/text_formats.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/indexer/tiny_pdf.hpp"

namespace lantai::indexer {
namespace {

using namespace std::string_view_literals;

constexpr const char* kSentence = "第二十六条 客户投诉处理期限：接到投诉7天内结案，并记录在案。\n";

TEST(TextFormatsTest, ReadsTheEncodingsOfChineseOffices) {
    const std::pair<const char*, std::string_view> files[] = {
        {"客户", "\xEF\xBB\xBF\xE5\xAE\xA2\xE6\x88\xB7"sv},  // UTF-8 with BOM
        {"客户", "\xE5\xAE\xA2\xE6\x88\xB7"sv},              // UTF-8
        {"客户", "\xFF\xFE\xA2\x5B\x37\x62"sv},              // UTF-16LE with BOM
        {"客户", "\xFE\xFF\x5B\xA2\x62\x37"sv},              // UTF-16BE with BOM
        {"客户", "\x84\x31\x95\x33\xBF\xCD\xBB\xA7"sv},      // GB18030 with BOM
        {"客户投诉处理期限", "\xBF\xCD\xBB\xA7\xCD\xB6\xCB\xDF\xB4\xA6\xC0\xED\xC6\xDA\xCF\xDE"sv},
        {"客戶投訴處理期限接到投訴",  // Big5
         "\xAB\xC8\xA4\xE1\xA7\xEB\xB6\x44\xB3\x42\xB2\x7A\xB4\xC1\xAD\xAD\xB1\xB5\xA8\xEC\xA7\xEB"
         "\xB6\x44"sv},
    };
    for (const auto& [text, bytes] : files) {
        const auto read = read_text(bytes);
        EXPECT_EQ(read.text, text);
        EXPECT_EQ(read.media_type, "text/plain");
        EXPECT_EQ(read.reason, "");
        EXPECT_FALSE(read.paged);
    }
}

TEST(TextFormatsTest, ReadsUtf16WithoutBom) {
    const std::u16string text =
        u"第二十六条 客户投诉处理期限：接到投诉7天内结案，并记录在案。\n"
        u"客户投诉由客服部门登记，三日内答复客户。\n";
    std::string little;
    std::string big;
    for (const char16_t unit : text) {
        little += {char(unit & 0xFF), char(unit >> 8)};
        big += {char(unit >> 8), char(unit & 0xFF)};
    }
    EXPECT_NE(read_text(little).text.find("客户投诉处理期限"), std::string::npos);
    EXPECT_NE(read_text(big).text.find("客户投诉处理期限"), std::string::npos);
}

TEST(TextFormatsTest, ReadsAFileWithAFewDamagedBytes) {
    std::string bytes;
    for (int i = 0; i < 20; ++i) bytes += kSentence;
    bytes[100] = '\xFF';
    bytes.resize(bytes.size() - 2);  // cut inside the last character
    const auto read = read_text(bytes);
    EXPECT_EQ(read.reason, "");
    EXPECT_NE(read.text.find("接到投诉7天内结案"), std::string::npos);
}

TEST(TextFormatsTest, KeepsPagesApart) {
    const auto read = read_text(test::tiny_pdf({u"客户投诉", u"", u"7天结案"}));
    EXPECT_EQ(read.media_type, "application/pdf");
    ASSERT_TRUE(read.paged);
    const std::size_t first = read.text.find("客户投诉");
    const std::size_t third = read.text.find("7天结案");
    ASSERT_NE(first, std::string::npos);
    ASSERT_NE(third, std::string::npos);
    EXPECT_EQ(std::count(read.text.begin(), read.text.begin() + long(third), '\f'), 2);
    EXPECT_EQ(std::count(read.text.begin(), read.text.end(), '\f'), 3);
}

TEST(TextFormatsTest, KnowsTheCharacterMapsThatAPdfOnlyNames) {
    std::ifstream file(LANTAI_FIXTURES "/named_character_map.pdf");  // GBK-EUC-H, no font inside
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto read = read_text(bytes);
    EXPECT_NE(read.text.find("客户投诉"), std::string::npos) << "is poppler-data installed?";
}

TEST(TextFormatsTest, NamesTheReasonWhenThereIsNoText) {
    const std::string pdf = test::tiny_pdf({u"text"});
    const std::pair<std::string, std::string_view> files[] = {
        {"", text_reason::kEmpty},
        {" \r\n\t ", text_reason::kEmpty},
        {test::tiny_pdf({u"", u""}), text_reason::kEmpty},
        {"%PDF-1.7\nnothing of the kind", text_reason::kBroken},
        {std::string("PK\x03\x04 and more"), text_reason::kUnsupported},
        {std::string("\x89PNG\r\n\x1A\n"), text_reason::kUnsupported},
        {std::string(1000, '\x01'), text_reason::kUnsupported},
        {std::string("\0\1\2\3\4\5\6\7\x8\xE\xF", 11), text_reason::kUnsupported},
        {"a" + std::string(kMaxTextBytes, 'b'), text_reason::kTooBig},
    };
    for (const auto& [bytes, reason] : files) {
        const auto read = read_text(bytes);
        EXPECT_EQ(read.reason, reason) << bytes.substr(0, 20);
        EXPECT_EQ(read.text, "");
    }
}

TEST(TextFormatsTest, SurvivesEveryCutOfAPdf) {
    const std::string pdf = test::tiny_pdf({u"客户投诉", u"7天结案"});
    for (std::size_t length = 0; length < pdf.size(); length += 7) {
        const auto read = read_text(std::string_view(pdf).substr(0, length));
        EXPECT_NE(read.text.empty(), read.reason.empty()) << length;
    }
}

TEST(TextFormatsTest, NeverPutsNulIntoText) {
    const auto read = read_text("\xFF\xFE\xA2\x5B\0\0\x37\x62"sv);
    EXPECT_EQ(read.text, "客户");
}

}  // namespace
}  // namespace lantai::indexer
