#include "core/base/date.hpp"

#include <gtest/gtest.h>

#include "core/base/clock.hpp"

namespace lantai::core {
namespace {

TEST(DateTest, RefusesWhatIsNoCalendarDay) {
    for (const char* text : {"2023-02-29", "2023-13-01", "2023-1-01", "20230101", "2023-01-1x", ""})
        EXPECT_FALSE(Date::parse(text)) << text;
    EXPECT_EQ(Date::parse("2024-02-29").value().iso(), "2024-02-29");
}

TEST(DateTest, ClampsMonthsToTheirLastDay) {  // Civil Code 202; T-5
    EXPECT_EQ(Date(2023, 8, 31).plus_months(6).iso(), "2024-02-29");
    EXPECT_EQ(Date(2024, 2, 29).plus_years(1).iso(), "2025-02-28");
    EXPECT_EQ(Date(2023, 12, 15).plus_months(1).iso(), "2024-01-15");
}

TEST(DateTest, CountsDaysBothWays) {
    EXPECT_EQ(Date(2023, 3, 21).days_since(Date(2023, 3, 20)), 1);
    EXPECT_EQ(Date(2023, 3, 20).days_since(Date(2023, 3, 21)), -1);
}

TEST(DateTest, TheCompanysDayBeginsAtItsOwnMidnight) {
    const Timestamp late = parse_rfc3339("2023-03-20T16:00:00Z").value();
    EXPECT_EQ(day_of(late, 480).iso(), "2023-03-21");
    EXPECT_EQ(day_of(late - 1, 480).iso(), "2023-03-20");
    EXPECT_EQ(to_rfc3339(late + 7), "2023-03-20T16:00:00.007Z");
}

}  // namespace
}  // namespace lantai::core
