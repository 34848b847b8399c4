#include "core/rules/filing_year.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

Date day(const char* iso) { return Date::parse(iso).value(); }
std::optional<Date> maybe(const char* iso) {
    if (!iso) return std::nullopt;
    return day(iso);
}
YearInput input(Id id, ItemKind kind, const char* date, const char* from = nullptr,
                const char* to = nullptr) {
    return {id, kind, day(date), maybe(from), maybe(to)};
}

struct YearCase {  // T-1
    const char* name;
    YearInput document;
    int by_volume;
    int by_item;
    const char* rule;
};

TEST(FilingYearTest, T1_SingleDocumentsFollowTheirRule) {
    const YearCase cases[] = {
        {"request without reply", input(1, ItemKind::request, "2022-12-20"), 2022, 2022, "R-27"},
        {"reply", input(1, ItemKind::reply, "2023-01-15"), 2023, 2023, "R-26"},
        {"plan", input(1, ItemKind::plan, "2020-12-10", "2021-01-01", "2025-12-31"), 2021, 2020,
         "R-28"},
        {"summary", input(1, ItemKind::summary, "2022-01-20", "2019-01-01", "2021-12-31"), 2021,
         2022, "R-29"},
        {"meeting", input(1, ItemKind::meeting, "2023-01-03", "2022-12-30", "2023-01-02"), 2022,
         2023, "R-30"},
        {"minutes of that meeting",
         input(1, ItemKind::minutes, "2023-01-05", "2022-12-30", "2023-01-02"), 2022, 2023, "R-30"},
        {"case", input(1, ItemKind::legal_case, "2021-03-01", "2021-03-01", "2023-02-10"), 2023,
         2023, "R-31"},
        {"notice", input(1, ItemKind::notice, "2023-12-31"), 2023, 2023, "R-31"},
        {"minutes without days", input(1, ItemKind::minutes, "2023-01-05"), 2023, 2023, "R-31"},
        {"report with a period", input(1, ItemKind::report, "2023-01-05", "2022-01-01"), 2023, 2023,
         "R-31"},
    };
    for (const YearCase& c : cases) {
        const YearProposal volume = filing_year(YearPolicy::volume, c.document);
        const YearProposal item = filing_year(YearPolicy::item, c.document);
        EXPECT_EQ(volume.year, c.by_volume) << c.name;
        EXPECT_EQ(item.year, c.by_item) << c.name;
        EXPECT_EQ(volume.rule, c.rule) << c.name;
        EXPECT_EQ(item.rule, c.rule) << c.name;
        EXPECT_EQ(volume.reason.substr(0, 5), "year.") << c.name;
    }
}

/// Year and rule by the by-volume policy of the seed.
std::pair<int, std::string> by_volume(const YearInput& document) {
    const YearProposal year = filing_year(YearPolicy::volume, document);
    return {year.year, year.rule};
}
using YearAndRule = std::pair<int, std::string>;

TEST(FilingYearTest, R27_ARequestWithoutReplyStaysInItsYear) {
    EXPECT_EQ(by_volume(input(1, ItemKind::request, "2022-12-20")), YearAndRule(2022, "R-27"));
}

TEST(FilingYearTest, R28_APlanIsFiledInTheFirstYearItCovers) {
    EXPECT_EQ(by_volume(input(1, ItemKind::plan, "2020-12-10", "2021-01-01", "2025-12-31")),
              YearAndRule(2021, "R-28"));
}

TEST(FilingYearTest, R29_ASummaryIsFiledInTheLastYearItCovers) {
    EXPECT_EQ(by_volume(input(1, ItemKind::summary, "2022-01-20", "2019-01-01", "2021-12-31")),
              YearAndRule(2021, "R-29"));
}

TEST(FilingYearTest, R30_MeetingPapersAreFiledInTheOpeningYear) {
    EXPECT_EQ(by_volume(input(1, ItemKind::meeting, "2023-01-03", "2022-12-30", "2023-01-02")),
              YearAndRule(2022, "R-30"));
}

TEST(FilingYearTest, R31_OtherPapersByTheirDateAndCasesByTheirClosing) {
    EXPECT_EQ(by_volume(input(1, ItemKind::notice, "2023-12-31")), YearAndRule(2023, "R-31"));
    EXPECT_EQ(by_volume(input(1, ItemKind::legal_case, "2021-03-01", "2021-03-01", "2023-02-10")),
              YearAndRule(2023, "R-31"));
}

TEST(FilingYearTest, WithoutThePeriodTheDocumentsDateCountsAndSaysSo) {
    struct {
        ItemKind kind;
        YearPolicy policy;
        bool missing;
    } const cases[] = {
        {ItemKind::plan, YearPolicy::volume, true},
        {ItemKind::plan, YearPolicy::item, false},
        {ItemKind::summary, YearPolicy::volume, true},
        {ItemKind::summary, YearPolicy::item, false},
        {ItemKind::meeting, YearPolicy::volume, true},
        {ItemKind::meeting, YearPolicy::item, true},
        {ItemKind::legal_case, YearPolicy::volume, true},
        {ItemKind::legal_case, YearPolicy::item, true},
    };
    for (const auto& c : cases) {
        const YearProposal year = filing_year(c.policy, input(1, c.kind, "2023-05-01"));
        EXPECT_EQ(year.year, 2023);
        EXPECT_EQ(year.reason == "year.period_missing", c.missing) << int(c.kind);
        if (c.missing) {
            EXPECT_EQ(year.rule, "R-31");
        }
    }
}

TEST(FilingYearTest, R26_T1_RequestAndReplyAreFiledInTheReplysYear) {  // T-1 first line, R-26
    const YearInput group[] = {input(1, ItemKind::request, "2022-12-20"),
                               input(2, ItemKind::reply, "2023-01-15"),
                               input(3, ItemKind::general, "2022-12-01")};
    const ItemLink links[] = {{1, 2, 1, LinkKind::reply_request},
                              {2, 1, 3, LinkKind::main_attachment}};
    for (const YearPolicy policy : {YearPolicy::volume, YearPolicy::item}) {
        const YearProposal year = group_filing_year(policy, group, links);
        EXPECT_EQ(year.year, 2023);
        EXPECT_EQ(year.rule, "R-26");
        EXPECT_EQ(year.decided_by, 2);
    }
}

TEST(FilingYearTest, AReplyOfAnyKindCountsAsTheReply) {
    const YearInput group[] = {input(1, ItemKind::request, "2022-12-20"),
                               input(2, ItemKind::letter, "2023-01-15")};
    const ItemLink links[] = {{1, 2, 1, LinkKind::reply_request}};
    EXPECT_EQ(group_filing_year(YearPolicy::volume, group, links).rule, "R-26");
}

TEST(FilingYearTest, AGroupFollowsItsLeadingDocument) {
    struct {
        const char* name;
        LinkKind kind;
        Id decides;
    } const cases[] = {
        {"main before attachment", LinkKind::main_attachment, 1},
        {"final before draft", LinkKind::draft_final, 2},
        {"forwarding before original", LinkKind::forward_original, 1},
        {"Chinese before foreign", LinkKind::languages, 1},
    };
    for (const auto& c : cases) {
        const YearInput group[] = {input(1, ItemKind::notice, "2022-06-01"),
                                   input(2, ItemKind::notice, "2023-06-01")};
        const ItemLink links[] = {{1, 1, 2, c.kind}};
        EXPECT_EQ(group_filing_year(YearPolicy::volume, group, links).decided_by, c.decides)
            << c.name;
    }
}

TEST(FilingYearTest, APlanWithALateAttachmentStaysInItsFirstYear) {
    const YearInput group[] = {input(1, ItemKind::plan, "2020-12-10", "2021-01-01", "2025-12-31"),
                               input(2, ItemKind::general, "2022-03-01")};
    const ItemLink links[] = {{1, 1, 2, LinkKind::main_attachment}};
    EXPECT_EQ(group_filing_year(YearPolicy::volume, group, links).year, 2021);
    EXPECT_EQ(group_filing_year(YearPolicy::item, group, links).year, 2020);
}

TEST(FilingYearTest, TwoRepliesAreFiledWithTheLatestWhateverTheOrderGiven) {
    std::vector<YearInput> group = {input(2, ItemKind::reply, "2023-01-15"),
                                    input(3, ItemKind::reply, "2024-02-01"),
                                    input(1, ItemKind::request, "2022-12-20")};
    const ItemLink links[] = {{1, 2, 1, LinkKind::reply_request},
                              {2, 3, 1, LinkKind::reply_request}};
    for (int turn = 0; turn < 3; ++turn) {
        EXPECT_EQ(group_filing_year(YearPolicy::volume, group, links).year, 2024);
        std::rotate(group.begin(), group.begin() + 1, group.end());
    }
}

TEST(FilingYearTest, LinksOutOfTheGroupAndCirclesDoNoHarm) {
    const YearInput alone[] = {input(1, ItemKind::request, "2022-12-20")};
    const ItemLink outside[] = {{1, 9, 1, LinkKind::reply_request}};
    EXPECT_EQ(group_filing_year(YearPolicy::volume, alone, outside).rule, "R-27");
    const YearInput circle[] = {input(1, ItemKind::notice, "2022-12-20"),
                                input(2, ItemKind::notice, "2023-12-20")};
    const ItemLink round[] = {{1, 1, 2, LinkKind::main_attachment},
                              {2, 2, 1, LinkKind::main_attachment}};
    EXPECT_EQ(group_filing_year(YearPolicy::volume, circle, round).year, 2023);
}

TEST(FilingYearTest, T1_ALateReplyProposesTheMove) {  // T-1 last line
    const YearInput group[] = {input(1, ItemKind::request, "2022-12-20"),
                               input(2, ItemKind::reply, "2024-01-08")};
    const ItemLink links[] = {{1, 2, 1, LinkKind::reply_request}};
    const YearProposal now = group_filing_year(YearPolicy::volume, group, links);
    EXPECT_EQ(proposed_move(2022, now), 2024);
    EXPECT_EQ(proposed_move(2024, now), std::nullopt);
}

}  // namespace
}  // namespace lantai::core
