#include "core/rules/secrecy.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

TEST(SecrecyTest, T5_LastDaysOfSecrecy) {
    struct {
        Level level;
        std::optional<int> months;
        Date issued;
        const char* last;
    } const cases[] = {
        {Level::confidential, std::nullopt, Date(2015, 6, 1), "2035-06-01"},
        {Level::confidential, 120, Date(2015, 6, 1), "2025-06-01"},
        {Level::secret, 6, Date(2023, 8, 31), "2024-02-29"},
        {Level::secret, std::nullopt, Date(2024, 2, 29), "2034-02-28"},
        {Level::top_secret, std::nullopt, Date(2000, 1, 1), "2030-01-01"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(secrecy_last_day(c.level, c.months, c.issued)->iso(), c.last);
    EXPECT_FALSE(secrecy_last_day(Level::internal, std::nullopt, Date(2015, 6, 1)));
    EXPECT_FALSE(secrecy_last_day(Level::open, 12, Date(2015, 6, 1)));
}

TEST(SecrecyTest, TheMarkIsLevelStarPeriod) {
    EXPECT_EQ(secrecy_mark(Level::confidential, 120), "机密★10年");
    EXPECT_EQ(secrecy_mark(Level::secret, 6), "秘密★6个月");
    EXPECT_EQ(secrecy_mark(Level::secret, 12), "秘密★1年");
    EXPECT_EQ(secrecy_mark(Level::top_secret, std::nullopt), "绝密");
    EXPECT_EQ(secrecy_mark(Level::secret, 6, {"A", "B", "普通商密", "C", "D"}), "普通商密★6个月");
}

TEST(SecrecyTest, PeriodsStayWithinTheMaximumAndInWholeYears) {
    const auto key = [](Level level, std::optional<int> months) {
        const auto fault = secrecy_fault(level, months);
        return fault ? fault->key : std::string();
    };
    EXPECT_EQ(key(Level::internal, 12), "item.secrecy_not_needed");
    EXPECT_EQ(key(Level::internal, std::nullopt), "");
    EXPECT_EQ(key(Level::secret, 120), "");
    EXPECT_EQ(key(Level::secret, 132), "item.secrecy_range");
    EXPECT_EQ(key(Level::secret, 0), "item.secrecy_range");
    EXPECT_EQ(key(Level::confidential, 240), "");
    EXPECT_EQ(key(Level::top_secret, 361), "item.secrecy_range");
    EXPECT_EQ(key(Level::secret, 11), "");
    EXPECT_EQ(key(Level::secret, 18), "item.secrecy_years");
}

TEST(SecrecyTest, TheHighestLevelCounts) {
    const Level levels[] = {Level::internal, Level::top_secret, Level::open};
    EXPECT_EQ(highest_level(levels), Level::top_secret);
    EXPECT_EQ(highest_level({}), Level::open);
}

}  // namespace
}  // namespace lantai::core
