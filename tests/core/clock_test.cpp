#include "core/base/clock.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

TEST(ClockTest, WritesRfc3339InUtcWithThreeDecimals) {
    const struct {
        Timestamp time;
        const char* text;
    } cases[] = {
        {0, "1970-01-01T00:00:00.000Z"},
        {1, "1970-01-01T00:00:00.001Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {951'782'400'000, "2000-02-29T00:00:00.000Z"},
        {1'710'491'400'123, "2024-03-15T08:30:00.123Z"},
        {4'102'444'799'999, "2099-12-31T23:59:59.999Z"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(to_rfc3339(c.time), c.text);
        EXPECT_EQ(parse_rfc3339(c.text).value(), c.time) << c.text;
    }
}

TEST(ClockTest, ReadsTimesWithoutDecimals) {
    EXPECT_EQ(parse_rfc3339("2024-03-15T08:30:00Z").value(), 1'710'491'400'000);
}

TEST(ClockTest, RefusesWhatIsNoInstant) {
    for (const char* text :
         {"", "2024-03-15", "2024-03-15 08:30:00Z", "2024-03-15T08:30:00", "2024-03-15T08:30:00+08",
          "2024-02-30T08:30:00Z", "2024-03-15T24:00:00Z", "2024-03-15T08:60:00Z",
          "2024-03-15T08:30:60Z", "2024-03-15T08:30:00.12Z", "2024-03-15T08:30:00,123Z",
          "2024-03-15T08:30:00.12xZ", "2024-03-15T0x:30:00Z", "2024-03-15T08-30-00Z",
          "2024-03-15T08:30:00.1234Z", "２０24-03-15T08:30:0Z"}) {
        const auto parsed = parse_rfc3339(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().code, ErrorCode::invalid_argument) << text;
    }
}

TEST(ClockTest, TheCompanysDayStartsAtItsOwnMidnight) {
    const struct {
        const char* instant;
        int offset;
        const char* day;
    } cases[] = {
        {"2024-03-15T15:59:59Z", 480, "2024-03-15"}, {"2024-03-15T16:00:00Z", 480, "2024-03-16"},
        {"2023-12-31T16:00:00Z", 480, "2024-01-01"}, {"2024-03-15T23:59:59Z", 0, "2024-03-15"},
        {"2024-03-01T00:30:00Z", -60, "2024-02-29"}, {"1970-01-01T00:00:00Z", -1, "1969-12-31"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(day_of(parse_rfc3339(c.instant).value(), c.offset).iso(), c.day) << c.instant;
}

TEST(ClockTest, TheFakeClockStandsUntilItIsMoved) {
    FakeClock clock(1000);
    EXPECT_EQ(clock.now(), 1000);
    EXPECT_EQ(clock.now(), 1000);
    clock.advance_ms(5);
    EXPECT_EQ(clock.now(), 1005);
    clock.advance_days(1);
    EXPECT_EQ(clock.now(), 86'401'005);
    clock.set(7);
    EXPECT_EQ(clock.now(), 7);
}

TEST(ClockTest, TheSystemClockRunsInThisCentury) {
    const Timestamp now = SystemClock().now();
    EXPECT_GT(now, parse_rfc3339("2020-01-01T00:00:00Z").value());
    EXPECT_LT(now, parse_rfc3339("2100-01-01T00:00:00Z").value());
}

}  // namespace
}  // namespace lantai::core
