#include "indexer/outbox_worker.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <future>
#include <utility>

#include "tests/indexer/test_archive.hpp"

namespace lantai::indexer {
namespace {

using test::Id;
using test::Level;
using test::scope_of;

class OutboxWorkerTest : public testing::Test {
protected:
    std::int64_t total(const std::string& text, Level clearance = Level::top_secret) {
        const auto result =
            searcher_.search({.text = text}, scope_of(clearance), test::allow_content());
        EXPECT_TRUE(result) << result.error().key;
        return result ? result->total : -1;
    }
    std::int64_t documents() {
        std::int64_t sum = 0;
        for (const auto count : index_status(archive_.data()).documents) sum += count;
        return sum;
    }

    test::TestArchive archive_;
    Searcher searcher_{archive_.data()};
};

TEST_F(OutboxWorkerTest, MakesAChangeVisibleToOpenReadersAndEmptiesTheFeed) {
    archive_.index();
    EXPECT_EQ(total("年度计划"), 0);
    archive_.add({.id = 1, .title = "年度计划"});
    archive_.index();
    EXPECT_EQ(total("年度计划"), 1);
    EXPECT_EQ(archive_.integer("SELECT count(*) FROM outbox"), 0);
}

TEST_F(OutboxWorkerTest, LeavesOneLiveCopyWhenTheLevelChanges) {
    archive_.add({.id = 1, .title = "计划", .level = Level::open});
    archive_.index();
    for (const int level : {3, 1, 4, 0}) {
        archive_.sql("UPDATE items SET level = :level WHERE id = 1", {{"level", level}});
        archive_.feed(1);
        archive_.index();
        const auto counts = index_status(archive_.data()).documents;
        for (int i = 0; i < 5; ++i) EXPECT_EQ(counts[std::size_t(i)], i == level ? 1 : 0) << level;
        EXPECT_EQ(total("计划", static_cast<Level>(level)), 1);
        if (level > 0) {
            EXPECT_EQ(total("计划", static_cast<Level>(level - 1)), 0);
        }
    }
}

TEST_F(OutboxWorkerTest, ForgetsWithdrawnItems) {
    archive_.add({.id = 1, .title = "计划"});
    archive_.index();
    archive_.sql("UPDATE items SET state = 'withdrawn' WHERE id = 1");
    archive_.feed(1);
    archive_.index();
    EXPECT_EQ(total("计划"), 0);
    EXPECT_EQ(documents(), 0);
}

TEST_F(OutboxWorkerTest, DoesAgainWhatWasCommittedButNotForgotten) {
    for (Id id = 1; id <= 20; ++id) archive_.add({.id = id, .title = "计划"});
    {
        // Killed after the index commit, before the feed is emptied.
        auto source = archive_.source();
        auto lost = source;
        lost.maintain = [](const IndexSource::DbWork&) -> core::Result<void> {
            return core::fail(core::ErrorCode::io, "killed");
        };
        OutboxWorker worker(archive_.data(), lost, archive_.log());
        archive_.sql("DELETE FROM outbox WHERE seq > 10");
        EXPECT_FALSE(worker.prepare() && worker.run_once());
    }
    EXPECT_EQ(archive_.integer("SELECT count(*) FROM outbox"), 10);
    for (Id id = 11; id <= 20; ++id) archive_.feed(id);
    archive_.index();
    EXPECT_EQ(documents(), 20);
    EXPECT_EQ(total("计划"), 20);
    EXPECT_EQ(archive_.integer("SELECT count(*) FROM outbox"), 0);
}

// Where a kill -9 strikes the worker: in the n-th extraction, or between the commit of the index
// and the emptying of the feed.
struct KillPoint {
    const char* name;
    int extractions;  // 0: in the write transaction
};

TEST_F(OutboxWorkerTest, LosesNothingWhenItIsKilled) {
    archive_.index();
    Id next = 1;
    for (const KillPoint point : {KillPoint{"first extraction", 1}, KillPoint{"third", 3},
                                  KillPoint{"before the feed is emptied", 0}}) {
        for (int i = 0; i < 5; ++i, ++next)
            archive_.add({.id = next,
                          .title = "计划",
                          .level = static_cast<Level>(next % 5),
                          .body = "正文" + std::to_string(next)});
        archive_.sql("UPDATE items SET level = (level + 1) % 5");
        for (Id id = 1; id < next; ++id) archive_.feed(id);
        const int ended = archive_.in_child([&](test::TestArchive& archive) {
            IndexSource source = archive.source();
            const auto extract = source.extract;
            source.extract = [&, extract](const core::ItemFile& file) {
                if (archive.extractions + 1 == point.extractions) ::raise(SIGKILL);
                return extract(file);
            };
            source.maintain = [](const IndexSource::DbWork&) -> core::Result<void> {
                ::raise(SIGKILL);
                return {};
            };
            archive.extractions = 0;
            OutboxWorker worker(archive.data(), source, archive.log());
            return worker.prepare() && worker.run_once() ? 0 : 1;
        });
        ASSERT_EQ(ended, -SIGKILL) << point.name;
        EXPECT_GT(archive_.integer("SELECT count(*) FROM outbox"), 0) << point.name;
        archive_.index();
        EXPECT_EQ(documents(), next - 1) << point.name;
        EXPECT_EQ(total("计划"), next - 1) << point.name;
        for (Id id = 1; id < next; ++id)
            EXPECT_EQ(total("正文" + std::to_string(id)), 1) << point.name << id;
    }
}

TEST_F(OutboxWorkerTest, ExtractsAFileOnceHoweverOftenItsRecordChanges) {
    archive_.add({.id = 1, .title = "计划", .body = "正文内容"});
    archive_.index();
    EXPECT_EQ(archive_.extractions, 1);
    archive_.sql("UPDATE items SET title = '总结', level = 2 WHERE id = 1");
    archive_.feed(1);
    archive_.index();
    EXPECT_EQ(archive_.extractions, 1);
    EXPECT_EQ(total("总结"), 1);
    EXPECT_EQ(total("正文内容"), 1);
    archive_.add_file(1, 2, "附件内容");
    archive_.feed(1);
    archive_.index();
    EXPECT_EQ(archive_.extractions, 2);
    EXPECT_EQ(total("附件内容"), 1);
}

TEST_F(OutboxWorkerTest, NotesWhichFilesHaveNoTextAndWhy) {
    archive_.add({.id = 1, .title = "计划", .body = "正文"});
    archive_.add_file(1, 2, "x");
    archive_.texts["hash-1-2"] = no_text("application/pdf", text_reason::kEncrypted);
    archive_.index();
    EXPECT_EQ(archive_.integer("SELECT count(*) FROM item_files WHERE id = 101 AND "
                               "text_state = 'indexed' AND text_reason = ''"),
              1);
    EXPECT_EQ(archive_.integer("SELECT count(*) FROM item_files WHERE id = 102 AND "
                               "text_state = 'none' AND text_reason = 'text.encrypted'"),
              1);
}

TEST_F(OutboxWorkerTest, BuildsAnewForAnotherStateOfTheArchive) {
    archive_.add({.id = 1, .title = "计划"});
    archive_.add({.id = 2, .title = "计划"});
    archive_.index();
    EXPECT_EQ(total("计划"), 2);
    archive_.sql("DELETE FROM items WHERE id = 2");  // as a restore may leave it: no feed
    archive_.set_epoch("two");
    archive_.index();
    EXPECT_EQ(total("计划"), 1);
    EXPECT_EQ(index_status(archive_.data()).epoch, "two");
}

TEST_F(OutboxWorkerTest, BuildsAnewWhenTheIndexIsDamagedOrGone) {
    archive_.add({.id = 1, .title = "计划", .body = "正文"});
    archive_.index();
    for (const auto& entry :
         std::filesystem::directory_iterator(archive_.data() / "index" / "level-0"))
        std::ofstream(entry.path(), std::ios::trunc) << "damaged";
    EXPECT_FALSE(index_status(archive_.data()).usable);
    archive_.index();
    EXPECT_EQ(total("正文"), 1);
    std::filesystem::remove_all(archive_.data() / "index");
    archive_.index();
    EXPECT_EQ(total("正文"), 1);
}

TEST_F(OutboxWorkerTest, ARebuiltIndexEqualsTheGrownOne) {
    for (Id id = 1; id <= 30; ++id)
        archive_.add({.id = id,
                      .title = "计划" + std::to_string(id),
                      .level = static_cast<Level>(id % 5),
                      .body = "正文" + std::to_string(id % 7)});
    archive_.index();
    for (Id id = 1; id <= 30; id += 3) {
        archive_.sql("UPDATE items SET title = title || '改', level = 4 - level WHERE id = :id",
                     {{"id", id}});
        archive_.feed(id);
    }
    archive_.index();
    const auto answers = [&] {
        std::vector<std::vector<Id>> list;
        for (int level = 0; level < 5; ++level)
            for (const char* text : {"计划", "改", "正文3", ""}) {
                const auto result =
                    searcher_.search({.text = text, .limit = 100},
                                     scope_of(static_cast<Level>(level)), test::allow_content());
                list.push_back(test::ids_of(result.value()));
            }
        return list;
    };
    const auto grown = answers();
    const auto report = rebuild_index(archive_.data(), archive_.source());
    ASSERT_TRUE(report) << report.error().key;
    EXPECT_EQ(report->items, 30);
    EXPECT_EQ(answers(), grown);  // through readers that were open before the swap
}

TEST_F(OutboxWorkerTest, LetsOnlyOneWriteTheIndex) {
    const auto lock = IndexLock::take(archive_.data());
    ASSERT_TRUE(lock);
    OutboxWorker worker(archive_.data(), archive_.source(), archive_.log());
    const auto started = worker.start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().key, "index.locked");
}

TEST_F(OutboxWorkerTest, LeavesADamagedRecordOutAndGoesOn) {
    archive_.add({.id = 1, .title = "计划"});
    archive_.add({.id = 2, .title = "计划"});
    archive_.sql("UPDATE items SET kind = 'nonsense' WHERE id = 1");
    archive_.index();
    EXPECT_EQ(total("计划"), 1);
    archive_.log_lines.clear();
    archive_.feed(1);
    archive_.index();
    EXPECT_EQ(archive_.integer("SELECT count(*) FROM outbox"), 0);
    ASSERT_EQ(archive_.log_lines.size(), 1u);
    EXPECT_NE(archive_.log_lines[0].find("index.item_unreadable"), std::string::npos);
}

TEST_F(OutboxWorkerTest, WorksOnItsThreadWhenCalled) {
    archive_.add({.id = 1, .title = "计划"});
    std::promise<void> emptied;
    auto source = archive_.source();
    const auto maintain = source.maintain;
    source.maintain = [&](const IndexSource::DbWork& work) {
        auto done = maintain(work);
        emptied.set_value();
        return done;
    };
    OutboxWorker worker(archive_.data(), source, archive_.log());
    ASSERT_TRUE(worker.start());
    worker.notify();
    emptied.get_future().wait();  // the suite's time limit ends a hanging thread
    EXPECT_EQ(total("计划"), 1);
    worker.stop();
    EXPECT_TRUE(IndexLock::take(archive_.data()));
}

TEST_F(OutboxWorkerTest, GathersForAQuarterOfASecondInsteadOfCommittingEachChange) {
    archive_.add({.id = 1, .title = "计划"});
    std::promise<std::chrono::steady_clock::time_point> second;
    int rounds = 0;
    auto source = archive_.source();
    OutboxWorker* called = nullptr;
    source.maintain = [&, maintain = source.maintain](const IndexSource::DbWork& work) {
        auto done = maintain(work);
        if (++rounds == 1) {
            archive_.add({.id = 2, .title = "规划"});
            called->notify();
        } else if (rounds == 2) {
            second.set_value(std::chrono::steady_clock::now());
        }
        return done;
    };
    OutboxWorker worker(archive_.data(), source, archive_.log());
    called = &worker;
    ASSERT_TRUE(worker.prepare());
    const auto begun = std::chrono::steady_clock::now();
    ASSERT_TRUE(worker.start());
    EXPECT_GE(second.get_future().get() - begun, std::chrono::milliseconds(250));
    worker.stop();
}

TEST_F(OutboxWorkerTest, FindsSoonWhatAnotherProgramFed) {
    archive_.add({.id = 1, .title = "计划"});
    std::promise<void> second;
    int rounds = 0;
    bool fed = false;
    auto source = archive_.source();
    source.maintain = [&, maintain = source.maintain](const IndexSource::DbWork& work) {
        auto done = maintain(work);
        if (++rounds == 2) second.set_value();
        return done;
    };
    // The look that finds nothing after the first round; nobody calls notify() after it.
    source.read = [&, read = source.read](const IndexSource::DbWork& work) {
        auto done = read(work);
        if (rounds == 1 && !std::exchange(fed, true)) archive_.add({.id = 2, .title = "规划"});
        return done;
    };
    OutboxWorker worker(archive_.data(), source, archive_.log());
    ASSERT_TRUE(worker.start());
    EXPECT_EQ(second.get_future().wait_for(std::chrono::seconds(3)), std::future_status::ready);
    worker.stop();
}

}  // namespace
}  // namespace lantai::indexer
