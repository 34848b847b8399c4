#include "core/rules/code_report.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

UsedCode used(Id id, const std::string& code, int year = 2023) {
    UsedCode made;
    made.id = id;
    made.code = code;
    made.filing_year = year;
    return made;
}

std::string text(const CodeSeries& series) {
    static constexpr const char* kKinds[] = {"withdrawn", "redirect", "never"};
    std::string all = series.scope + " " + std::to_string(series.first) + "-" +
                      std::to_string(series.last) + " given " + std::to_string(series.given);
    for (const CodeGap& gap : series.gaps)
        all += ", " + std::to_string(gap.from) + "-" + std::to_string(gap.to) + " " +
               kKinds[static_cast<std::size_t>(gap.kind)];
    return all;
}

TEST(CodeReportTest, EveryMissingNumberHasItsReason) {
    std::vector<UsedCode> codes = {used(1, "A-0001"), used(2, "A-0003"), used(3, "A-0004"),
                                   used(4, "A-0006")};
    codes[1].withdrawn = true;
    codes[2].old = true;
    codes[2].leads_to = "A-007-0001";
    const auto series = code_series(codes, {"item:A-"}, std::nullopt);
    ASSERT_EQ(series.size(), 1U);
    EXPECT_EQ(text(series[0]), "A- 1-6 given 3, 2-2 never, 3-3 withdrawn, 4-4 redirect, 5-5 never");
    EXPECT_EQ(series[0].gaps[1].code, "A-0003");
    EXPECT_EQ(series[0].gaps[2].leads_to, "A-007-0001");
}

TEST(CodeReportTest, OldHoldingsBeginAtTheirLowestNumber) {
    const std::vector<UsedCode> codes = {used(1, "Q-7-21"), used(2, "Q-7-24"),
                                         used(3, "no number")};
    const auto series = code_series(codes, {}, std::nullopt);
    ASSERT_EQ(series.size(), 1U);
    EXPECT_EQ(text(series[0]), "Q-7- 21-24 given 2, 22-23 never");
}

TEST(CodeReportTest, RedirectsSideBySideAreOneGap) {
    std::vector<UsedCode> codes = {used(1, "A-1"), used(2, "A-2"), used(3, "A-3")};
    for (UsedCode& code : codes) code.old = true;
    const auto series = code_series(codes, {"item:A-"}, std::nullopt);
    EXPECT_EQ(text(series[0]), "A- 1-3 given 0, 1-3 redirect");
    EXPECT_EQ(series[0].gaps[0].id, 0);
}

TEST(CodeReportTest, AYearAsksForWholeSeriesThatHoldIt) {
    const std::vector<UsedCode> codes = {used(1, "Q-1-1", 2022), used(2, "Q-1-2", 2023),
                                         used(3, "Q-2-1", 2022)};
    const auto series = code_series(codes, {}, 2023);
    ASSERT_EQ(series.size(), 1U);
    EXPECT_EQ(text(series[0]), "Q-1- 1-2 given 2");
}

TEST(CodeReportTest, PageNumbersMakeNoSeries) {
    std::vector<UsedCode> codes = {used(1, "Q-1-0001-001"), used(2, "Q-1-0001-017")};
    for (UsedCode& code : codes) code.pages = true;
    EXPECT_TRUE(code_series(codes, {}, std::nullopt).empty());
}

TEST(CodeReportTest, CodesThatLookTheSameAreFound) {
    std::vector<UsedCode> codes = {used(1, "Q001-WS·1987-7"), used(2, "q001-ws-1987-007"),
                                   used(3, "Q001-WS·1987-8")};
    const auto same = same_codes(codes, std::nullopt);
    ASSERT_EQ(same.size(), 1U);
    EXPECT_EQ(same[0].records.size(), 2U);
    EXPECT_TRUE(same_codes(codes, 1900).empty());
    codes[1].owner = CodeOwner::volume;  // an item and a volume are no duplicates
    EXPECT_TRUE(same_codes(codes, std::nullopt).empty());
}

}  // namespace
}  // namespace lantai::core
