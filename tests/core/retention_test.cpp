#include "core/rules/retention.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

RetentionClass years(const char* code, int rank, int n) { return {code, code, rank, n, false}; }
const RetentionClass kPermanent{"Y", "永久", 50, std::nullopt, true};
const RetentionClass kLong{"C", "长期", 40, std::nullopt, false};

TEST(RetentionTest, T4_LastDayAndAppraisalDay) {
    struct {
        RetentionClass retention;
        int filing_year;
        const char* last;
        const char* appraisal;
    } const cases[] = {
        {years("D10", 10, 10), 2013, "2023-12-31", "2024-01-01"},
        {years("D30", 30, 30), 1996, "2026-12-31", "2027-01-01"},
        {years("D", 20, 15), 2000, "2015-12-31", "2016-01-01"},
    };
    for (const auto& c : cases) {
        const RetentionEnd end = retention_end(c.retention, c.filing_year);
        EXPECT_EQ(end.kind, RetentionKind::dated);
        EXPECT_EQ(end.last_day->iso(), c.last);
        EXPECT_EQ(end.appraisal_day->iso(), c.appraisal);
        EXPECT_FALSE(is_appraisable(end, *end.last_day));
        EXPECT_TRUE(is_appraisable(end, *end.appraisal_day));
    }
}

TEST(RetentionTest, PermanentNeverEndsAndLongHasNoPeriodSet) {
    const RetentionEnd never = retention_end(kPermanent, 1949);
    EXPECT_EQ(never.kind, RetentionKind::permanent);
    EXPECT_FALSE(is_appraisable(never, Date(9999, 12, 31)));
    const RetentionEnd unset = retention_end(kLong, 1949);
    EXPECT_EQ(unset.kind, RetentionKind::unset);
    EXPECT_FALSE(unset.last_day);
    EXPECT_FALSE(is_appraisable(unset, Date(9999, 12, 31)));
}

TEST(RetentionTest, OnLoanOrHeldIsAppraisableButNotDestroyable) {  // T-4
    const RetentionEnd end = retention_end(years("D10", 10, 10), 2013);
    const Date day(2024, 1, 1);
    EXPECT_TRUE(is_appraisable(end, day));
    EXPECT_FALSE(is_destroyable(end, day, true, false));
    EXPECT_FALSE(is_destroyable(end, day, false, true));
    EXPECT_TRUE(is_destroyable(end, day, false, false));
    EXPECT_FALSE(is_destroyable(end, Date(2023, 12, 31), false, false));
}

TEST(RetentionTest, AGroupTakesTheLongestClass) {
    const RetentionClass classes[] = {years("D10", 10, 10), kLong, years("D30", 30, 30)};
    EXPECT_EQ(longest_retention(classes)->code, "C");
    EXPECT_FALSE(longest_retention({}));
}

}  // namespace
}  // namespace lantai::core
