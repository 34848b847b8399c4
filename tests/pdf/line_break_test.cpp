#include "pdf/line_break.hpp"

#include <gtest/gtest.h>

#include "pdf/text_clean.hpp"

namespace lantai::pdf {
namespace {

/// A face in which Chinese is one em wide and everything below U+0100 half an em.
GlyphRun run_of(std::string_view utf8) {
    GlyphRun run;
    for (const char32_t c : clean_text(utf8))
        run.push_back({c, static_cast<std::uint16_t>(c),
                       static_cast<std::uint16_t>(c < 0x100 ? 500 : 1000), Face::song});
    return run;
}

std::string text_of(const GlyphRun& run, const LineRange& line) {
    std::string out;
    for (std::size_t i = line.begin; i < line.end; ++i) out += to_utf8(run[i].character);
    return out;
}

std::vector<std::string> broken(std::string_view text, double ems) {
    const GlyphRun run = run_of(text);
    std::vector<std::string> lines;
    for (const LineRange& line : break_lines(run, ems * 1000)) lines.push_back(text_of(run, line));
    return lines;
}

using Lines = std::vector<std::string>;

TEST(LineBreakTest, BreaksWhereChineseMayBreak) {
    struct Case {
        const char* text;
        double ems;
        Lines lines;
    };
    const Case cases[] = {
        {"", 5, {}},
        {"档案", 5, {"档案"}},
        {"一二三四五六七", 3, {"一二三", "四五六", "七"}},
        {"一二三，四五", 3, {"一二", "三，四", "五"}},      // no comma first
        {"一二三。」四五", 4, {"一二", "三。」四", "五"}},  // nor two closing marks
        {"一二（三）四五", 3, {"一二", "（三）", "四五"}},  // no opening mark last
        {"印发《办法》的通知", 3, {"印发", "《办", "法》的", "通知"}},
        {"甲——乙丙", 2, {"甲", "——", "乙丙"}},
        {"甲乙……丙", 3, {"甲乙", "……丙"}},
        {"用Latin词", 3, {"用", "Latin", "词"}},
        {"共1200元整", 2.5, {"共", "1200", "元整"}},
        {"见3.5节和A-12号", 3, {"见3.5", "节和", "A-12号"}},
        {"the old archive", 4, {"the old", "archive"}},
        {"甲 乙", 1, {"甲", "乙"}},
        {"上行\n下行", 9, {"上行", "下行"}},
        {"上行\n\n下行", 9, {"上行", "", "下行"}},
        {"120–135", 2.5, {"120–", "135"}},
    };
    for (const Case& c : cases) EXPECT_EQ(broken(c.text, c.ems), c.lines) << c.text;
}

TEST(LineBreakTest, NoMarkStandsOnTheWrongEdgeOfALine) {
    const std::string text =
        "关于印发《客户投诉处理办法（试行）》的通知：一、受理；二、调查“七天之内”；三、答复！"
        "各部门、各公司，请遵照执行。附件【三】份？『一』〔二〕";
    const std::u32string never_first = U"、。，．；：？！）」』】〕》”";
    const std::u32string never_last = U"（「『【〔《“";
    const GlyphRun run = run_of(text);
    for (double ems = 3; ems < 30; ems += 0.5)
        for (const LineRange& line : break_lines(run, ems * 1000)) {
            ASSERT_LT(line.begin, line.end);
            EXPECT_EQ(never_first.find(run[line.begin].character), never_first.npos) << ems;
            EXPECT_EQ(never_last.find(run[line.end - 1].character), never_last.npos) << ems;
        }
}

TEST(LineBreakTest, ADocumentNumbersTailStaysWholeWhereItFits) {
    EXPECT_EQ(broken("国办发〔2021〕12号", 6), (Lines{"国办发", "〔2021〕12号"}));
    EXPECT_EQ(broken("国办发[2021]第12号", 6), (Lines{"国办发", "[2021]第12号"}));
    EXPECT_EQ(broken("国办发〔2021〕12号", 8), (Lines{"国办发", "〔2021〕12号"}));
    EXPECT_EQ(broken("国办发〔2021〕12号", 9), (Lines{"国办发〔2021〕12号"}));
    // Too narrow: parted, but not inside its numbers.
    EXPECT_EQ(broken("国办发〔2021〕12号", 4), (Lines{"国办发", "〔2021〕", "12号"}));
    // No year, no number: an ordinary bracket.
    EXPECT_EQ(broken("国办发〔甲乙〕丙丁", 5), (Lines{"国办发〔甲", "乙〕丙丁"}));
}

TEST(LineBreakTest, ACodeIsPartedAfterItsHyphensOnly) {
    EXPECT_EQ(broken("Q001-WS·2025-长期-ZJB-00012", 9), (Lines{"Q001-WS·2025-长期-", "ZJB-00012"}));
    EXPECT_EQ(broken("Q001-WS·2025-长期-ZJB-00012", 8), (Lines{"Q001-WS·2025-", "长期-ZJB-00012"}));
    EXPECT_EQ(broken("见Q001-WS·2025-长期-ZJB-00012号文件", 20),
              (Lines{"见Q001-WS·2025-长期-ZJB-00012号文件"}));
    EXPECT_EQ(broken("长期-短期", 2), (Lines{"长", "期-", "短期"}));  // no hyphen first
}

TEST(LineBreakTest, ThePeriodOfAMarkStaysWhole) {
    EXPECT_EQ(broken("绝密★30年", 4), (Lines{"绝密", "★30年"}));
    EXPECT_EQ(broken("绝密★长期", 4), (Lines{"绝密", "★长期"}));
}

TEST(LineBreakTest, AnOpeningMarkAtTheBeginningOfALineTakesHalfItsWidth) {
    EXPECT_EQ(broken("国办发〔2021〕12号", 5.5), (Lines{"国办发", "〔2021〕12号"}));
    EXPECT_EQ(line_indent(run_of("《办法》")), 500);
    EXPECT_EQ(line_indent(run_of("办法")), 0);
    EXPECT_EQ(line_indent({}), 0);
}

TEST(LineBreakTest, BalancedLinesAreAsManyAndOfAboutOneLength) {
    const auto balanced = [](std::string_view text, double ems) {
        const GlyphRun run = run_of(text);
        Lines lines;
        for (const LineRange& line : balanced_lines(run, ems * 1000))
            lines.push_back(text_of(run, line));
        return lines;
    };
    EXPECT_EQ(balanced("总经理办公室", 5), (Lines{"总经理", "办公室"}));
    EXPECT_EQ(balanced("云岭置业有限公司", 7), (Lines{"云岭置业", "有限公司"}));
    EXPECT_EQ(balanced("市住房和城乡建设局", 4), (Lines{"市住房", "和城乡", "建设局"}));
    EXPECT_EQ(balanced("档案", 5), (Lines{"档案"}));
    EXPECT_EQ(balanced("", 5), Lines{});
    EXPECT_EQ(balanced("上行\n下", 5), (Lines{"上行", "下"}));
    EXPECT_EQ(balanced("Ministry of Housing", 6), (Lines{"Ministry", "of Housing"}));
}

TEST(LineBreakTest, WhatFitsNoLineIsPartedAndEveryGlyphIsKept) {
    EXPECT_EQ(broken("ABCDEFGH", 2), (Lines{"ABCD", "EFGH"}));
    EXPECT_EQ(broken("YL-HT-2021-0088", 6), (Lines{"YL-HT-2021-", "0088"}));
    EXPECT_EQ(broken("档案", 0.1), (Lines{"档", "案"}));
    EXPECT_EQ(broken("，，，，", 2), (Lines{"，，", "，，"}));
}

TEST(LineBreakTest, ShrinksBeforeItPartsAWordOrLeavesTheBox) {
    const auto fitted = [](const char* text, double width, double height) {
        const FittedText text_fit = fit_text(run_of(text), width, height);
        return std::pair(text_fit.size, text_fit.lines.size());
    };
    using Fit = std::pair<double, std::size_t>;
    EXPECT_EQ(fitted("档案", 42, 20), (Fit{10.5, 1}));
    EXPECT_EQ(fitted("档案管理办法", 42, 40), (Fit{10.5, 2}));        // the box has room for two
    EXPECT_EQ(fitted("档案管理办", 45, 20), (Fit{9.0, 1}));           // only for one: shrink
    EXPECT_EQ(fitted("Document", 37, 40), (Fit{9.0, 1}));             // the word is parted at 10.5
    EXPECT_EQ(fitted("国办发〔2021〕12号", 48, 42), (Fit{8.0, 2}));   // keeps 〔2021〕12号 whole
    EXPECT_EQ(fitted("YL-HT-2021-0088-17", 40, 42), (Fit{10.5, 3}));  // parted at any size
    EXPECT_EQ(fitted("档案管理办法档案管理办法", 24, 20), (Fit{8.0, 4}));  // leaves the box
    EXPECT_EQ(fitted("", 24, 20), (Fit{10.5, 0}));
}

}  // namespace
}  // namespace lantai::pdf
