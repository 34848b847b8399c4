#include "core/service/denial_log.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "core/repo/audit_log.hpp"
#include "tests/support/archive.hpp"

namespace lantai::core {
namespace {

using Lines = std::vector<std::string>;

class DenialLogTest : public testing::Test {
protected:
    static Event refusal(const std::string& code, const char* action = "item.viewed") {
        return {action, "item", std::nullopt, code, Outcome::denied, "access.not_found", "{}"};
    }
    void note(const Actor& actor, const std::string& code, int times = 1) {
        for (int i = 0; i < times; ++i) ASSERT_TRUE(denials_->note(actor, refusal(code)));
    }
    /// "who action object details" of each entry.
    Lines logged() {
        Lines lines;
        archive_.settle();
        EXPECT_TRUE(archive_.store().read([&](Database& db) {
            return walk_audit(db, 1, [&](const AuditEntry& entry) -> Result<void> {
                lines.push_back(entry.actor.name + " " + entry.event.action + " " +
                                entry.event.object_code + " " + entry.event.details);
                return {};
            });
        }));
        return lines;
    }

    test::Archive archive_;
    std::optional<DenialLog> denials_{archive_.store()};
    const Actor lina_{7, "李娜", "r1", "10.0.0.1"};
    const Actor wang_{8, "王敏", "r2", "10.0.0.1"};
};

TEST_F(DenialLogTest, LogsTheFirstAtOnceAndItsRepetitionsInOneNumber) {
    note(lina_, "C-1", 5);
    EXPECT_EQ(logged(), Lines{"李娜 item.viewed C-1 {}"});
    archive_.clock.advance_ms(59'999);
    ASSERT_TRUE(denials_->flush());
    EXPECT_EQ(logged().size(), 1u);  // the window is still open
    archive_.clock.advance_ms(1);
    ASSERT_TRUE(denials_->flush());
    ASSERT_TRUE(denials_->flush());
    const Lines now = logged();
    ASSERT_EQ(now.size(), 2u);
    EXPECT_EQ(now[1].find("李娜 item.viewed C-1 {\"repeated\":4,\"since\":\""), 0u) << now[1];
}

TEST_F(DenialLogTest, TheNextRefusalAlsoEndsAWindow) {
    note(lina_, "C-1", 3);
    archive_.clock.advance_ms(60'000);
    note(lina_, "C-2");
    const Lines now = logged();
    ASSERT_EQ(now.size(), 3u);
    EXPECT_NE(now[1].find("C-1 {\"repeated\":2"), std::string::npos);
    EXPECT_EQ(now[2], "李娜 item.viewed C-2 {}");
}

TEST_F(DenialLogTest, TellsPeopleActsAndObjectsApart) {
    note(lina_, "C-1", 2);
    note(wang_, "C-1", 2);  // from the same address
    note(lina_, "C-2", 2);
    ASSERT_TRUE(denials_->note(lina_, refusal("C-1", "file.viewed")));
    EXPECT_EQ(logged(), (Lines{"李娜 item.viewed C-1 {}", "王敏 item.viewed C-1 {}",
                               "李娜 item.viewed C-2 {}", "李娜 file.viewed C-1 {}"}));
}

TEST_F(DenialLogTest, BeyondTwentyDifferentOnesOnlyANumberIsLeft) {
    for (int i = 0; i < 100; ++i) note(lina_, "C-" + std::to_string(i), 2);
    note(wang_, "C-1");  // another person is not affected
    EXPECT_EQ(logged().size(), 21u);
    archive_.clock.advance_ms(60'000);
    ASSERT_TRUE(denials_->flush());
    const Lines now = logged();
    ASSERT_EQ(now.size(), 21u + 20u + 1u);  // one number for each that was logged, one for the rest
    EXPECT_EQ(now.back().find("李娜 denials.aggregated 李娜 {\"count\":160,"), 0u) << now.back();
}

TEST_F(DenialLogTest, NothingIsLostWhenTheProgramEnds) {
    note(lina_, "C-1", 3);
    denials_.reset();
    ASSERT_EQ(logged().size(), 2u);
    EXPECT_NE(logged()[1].find("\"repeated\":2"), std::string::npos);
}

TEST_F(DenialLogTest, KeepsWhatCouldNotBeWritten) {
    note(lina_, "C-1", 3);
    archive_.clock.advance_ms(60'000);
    ASSERT_TRUE(archive_.sql("ALTER TABLE audit_log RENAME TO away"));
    EXPECT_FALSE(denials_->flush());
    ASSERT_TRUE(archive_.sql("ALTER TABLE away RENAME TO audit_log"));
    ASSERT_TRUE(denials_->flush());
    ASSERT_EQ(logged().size(), 2u);
    EXPECT_NE(logged()[1].find("\"repeated\":2"), std::string::npos);
}

TEST_F(DenialLogTest, DoesNotWaitForTheDisk) {
    std::promise<void> release;
    std::promise<void> held;
    std::thread writer([&] {
        EXPECT_TRUE(archive_.store().maintain([&](Database&) -> Result<void> {
            held.set_value();
            release.get_future().wait();
            return {};
        }));
    });
    held.get_future().wait();
    auto noted = std::async(std::launch::async, [&] { note(lina_, "C-1"); });
    EXPECT_EQ(noted.wait_for(std::chrono::seconds(10)), std::future_status::ready);
    release.set_value();
    writer.join();
    noted.wait();
    EXPECT_EQ(logged(), Lines{"李娜 item.viewed C-1 {}"});
}

TEST_F(DenialLogTest, WritesLaterWhatTheWriterCouldNotTake) {
    ASSERT_TRUE(archive_.sql("ALTER TABLE audit_log RENAME TO away"));
    note(lina_, "C-1");
    ASSERT_TRUE(archive_.sql("ALTER TABLE away RENAME TO audit_log"));
    note(lina_, "C-2");
    EXPECT_EQ(logged(), (Lines{"李娜 item.viewed C-1 {}", "李娜 item.viewed C-2 {}"}));
}

TEST_F(DenialLogTest, AClockSetBackEndsTheWindow) {
    note(lina_, "C-1");
    archive_.clock.advance_ms(-3'600'000);
    note(lina_, "C-1");
    EXPECT_EQ(logged().size(), 2u);
}

TEST_F(DenialLogTest, CountsEveryOneOfManyThreads) {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) threads.emplace_back([this] { note(lina_, "C-1", 50); });
    for (std::thread& thread : threads) thread.join();
    denials_.reset();
    ASSERT_EQ(logged().size(), 2u);
    EXPECT_NE(logged()[1].find("\"repeated\":199"), std::string::npos);
}

}  // namespace
}  // namespace lantai::core
