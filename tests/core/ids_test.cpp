#include "core/base/ids.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

namespace lantai::core {
namespace {

constexpr Id kSafeInJavaScript = (Id{1} << 53) - 1;

TEST(IdsTest, RiseStrictlyWhileTheClockStands) {
    const FakeClock clock;
    RandomIds ids(clock);
    Id last = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Id next = ids.next();
        ASSERT_GT(next, last);
        last = next;
    }
    EXPECT_LE(last, kSafeInJavaScript);
}

TEST(IdsTest, RiseStrictlyWhenTheClockIsPutBack) {
    FakeClock clock;
    RandomIds ids(clock);
    const Id before = ids.next();
    clock.advance_days(-400);
    EXPECT_GT(ids.next(), before);
}

TEST(IdsTest, FollowTheClock) {
    FakeClock clock;
    RandomIds ids(clock);
    const Id before = ids.next();
    clock.advance_ms(1000);
    EXPECT_GE(ids.next() - before, Id{999} << 12);
}

TEST(IdsTest, StayPositiveAndSafeFromAWrongClockToTheYear2089) {
    for (const Timestamp time : {Timestamp{0}, Timestamp{1'577'836'800'000},
                                 parse_rfc3339("2089-01-01T00:00:00Z").value()}) {
        const FakeClock clock(time);
        RandomIds ids(clock);
        const Id id = ids.next();
        EXPECT_GT(id, 0) << time;
        EXPECT_LE(id, kSafeInJavaScript) << time;
    }
}

TEST(IdsTest, DifferAcrossThreads) {
    const FakeClock clock;
    RandomIds ids(clock);
    std::vector<std::vector<Id>> found(4);
    std::vector<std::thread> threads;
    for (auto& mine : found)
        threads.emplace_back([&ids, &mine] {
            for (int i = 0; i < 2000; ++i) mine.push_back(ids.next());
        });
    for (auto& thread : threads) thread.join();
    std::set<Id> all;
    for (const auto& mine : found) {
        EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
        all.insert(mine.begin(), mine.end());
    }
    EXPECT_EQ(all.size(), 8000U);
}

TEST(IdsTest, TokensAreHexOfTheAskedLengthAndNeverRepeat) {
    const FakeClock clock;
    RandomIds ids(clock);
    std::set<std::string> all;
    for (int i = 0; i < 1000; ++i) {
        const std::string token = ids.token(16);
        ASSERT_EQ(token.size(), 32U);
        ASSERT_EQ(token.find_first_not_of("0123456789abcdef"), std::string::npos) << token;
        all.insert(token);
    }
    EXPECT_EQ(all.size(), 1000U);
    EXPECT_EQ(ids.token(0), "");
}

TEST(IdsTest, CountingIdsCountIdsAndTokensApart) {
    CountingIds ids;
    EXPECT_EQ(ids.next(), 1);
    EXPECT_EQ(ids.next(), 2);
    EXPECT_EQ(ids.token(4), "00000001");
    EXPECT_EQ(ids.token(4), "00000002");
    EXPECT_EQ(ids.next(), 3);
}

}  // namespace
}  // namespace lantai::core
