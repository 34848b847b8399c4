#include "indexer/fold.hpp"

#include <gtest/gtest.h>

namespace lantai::indexer {
namespace {

struct FoldCase {
    const char* text;
    const char* folded;
};

TEST(FoldTest, FoldsWritingHabitsToOneForm) {
    const FoldCase cases[] = {
        {"客戶投訴", "客户投诉"},
        {"看著 著作", "看着着作"},
        {"ＩＳＯ９００１", "iso9001"},
        {"⼒⾮⾏", "力非行"},
        {"㎡ ﬁle", "m2 file"},
        {"办发〔2024〕12号", "办发[2024]12号"},
        {"办发[2024]12号", "办发[2024]12号"},
        {"办发（２０２４）12号", "办发[2024]12号"},
        {"规定【试行】", "规定[试行]"},
        {"規(guī)定", "规定"},
        {"規（guī）定", "规定"},
        {"绩效(kpi)考核", "绩效[kpi]考核"},
        {"档 案\n管\t理", "档案管理"},
        {"档案　管理", "档案管理"},
        {"至接到投訴 7 天", "至接到投诉7天"},
        {"hello \r\n  World", "hello world"},
        {"客户，\n投诉", "客户,投诉"},
        {"  首尾 ", "首尾"},
        {"cafe\xCC\x81", "caf\xC3\xA9"},
        {"文\xC2\xAD档", "文档"},
        {"“引号”「引号」", "\"引号\"\"引号\""},
        {"A—B–C", "a-b-c"},
        // The separators of codes are one (T-3), whatever the keyboard gives.
        {"WS·2024", "ws.2024"},
        {"WS•2024", "ws.2024"},
        {"WS．2024", "ws.2024"},
        {"WS.2024", "ws.2024"},
        {"", ""},
        {" \n ", ""},
    };
    for (const auto& [text, folded] : cases) EXPECT_EQ(fold(text), folded) << text;
}

TEST(FoldTest, ShowsBrokenBytesInsteadOfLosingWhatFollows) {
    EXPECT_EQ(fold("客\xFF户"), "客\xEF\xBF\xBD户");
    EXPECT_EQ(fold("客户\xE5\xAE"), "客户\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(fold(std::string_view("a\0b", 3)), "ab");
}

TEST(FoldTest, ChangesNothingTheSecondTime) {
    for (char32_t c = 0x20; c < 0x30000; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text = "x";
        if (c < 0x80)
            text += char(c);
        else if (c < 0x800)
            text += {char(0xC0 | (c >> 6)), char(0x80 | (c & 63))};
        else if (c < 0x10000)
            text += {char(0xE0 | (c >> 12)), char(0x80 | ((c >> 6) & 63)), char(0x80 | (c & 63))};
        else
            text += {char(0xF0 | (c >> 18)), char(0x80 | ((c >> 12) & 63)),
                     char(0x80 | ((c >> 6) & 63)), char(0x80 | (c & 63))};
        const std::string once = fold(text);
        ASSERT_EQ(fold(once), once) << std::hex << std::uint32_t(c);
    }
}

TEST(FoldTest, FindsTheWayBackToTheOriginal) {
    const std::string text = "按 規(guī)定：\n客戶 投訴 ７ 天";
    const FoldedText folded = fold_with_map(text);
    EXPECT_EQ(folded.text, fold(text));
    const auto cut = [&](std::string_view piece) {
        const std::size_t at = folded.text.find(piece);
        const auto range = folded.original(at, at + piece.size());
        return text.substr(range.begin, range.end - range.begin);
    };
    EXPECT_EQ(cut("客户投诉"), "客戶 投訴");
    EXPECT_EQ(cut("7天"), "７ 天");
    EXPECT_EQ(cut("规定"), "規(guī)定");
    EXPECT_EQ(cut("定"), "定");
    EXPECT_EQ(cut("按"), "按");
}

TEST(FoldTest, MapsEveryCharacterOfAnExpansionToItsSource) {
    const FoldedText folded = fold_with_map("5㎡");
    ASSERT_EQ(folded.text, "5m2");
    EXPECT_EQ(folded.original(1, 2).begin, 1u);
    EXPECT_EQ(folded.original(1, 2).end, 4u);
    EXPECT_EQ(folded.original(2, 3).begin, 1u);
}

}  // namespace
}  // namespace lantai::indexer
