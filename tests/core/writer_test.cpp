#include "core/db/writer.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "tests/support/temp_dir.hpp"

namespace lantai::core {
namespace {

class WriterTest : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(writer_->prepare([](Database& db) {
            return db.script("CREATE TABLE things(id INTEGER PRIMARY KEY) STRICT");
        }));
    }
    static Result<void> insert(Database& db, std::int64_t id) {
        LT_TRY(const auto rows, db.execute("INSERT INTO things(id) VALUES (:id)", {{"id", id}}));
        return rows == 1 ? Result<void>() : fail(ErrorCode::internal, "test.rows");
    }
    std::vector<std::int64_t> ids() {
        std::vector<std::int64_t> found;
        EXPECT_TRUE(readers_.read([&](Database& db) -> Result<void> {
            LT_TRY(found, db_list<std::int64_t>(db, "SELECT id FROM things ORDER BY id", {},
                                                [](const DbRow& row) { return row.integer(0); }));
            return {};
        }));
        return found;
    }
    /// Holds the writer in one unit until `count` more wait, then lets them all go.
    void together(std::size_t count, const std::function<Result<void>(std::size_t)>& unit) {
        std::promise<void> started, go;
        std::thread holder([&] {
            EXPECT_TRUE(writer_->run([&](Database&) -> Result<void> {
                started.set_value();
                go.get_future().wait();
                return {};
            }));
        });
        started.get_future().wait();
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < count; ++i)
            threads.emplace_back([&, i] { outcomes_[i] = unit(i); });
        while (writer_->waiting() < count) std::this_thread::yield();
        go.set_value();
        holder.join();
        for (auto& thread : threads) thread.join();
    }

    test::TempDir dir_;
    std::filesystem::path file_ = dir_.path() / "a.db";
    std::unique_ptr<DbWriter> writer_ = DbWriter::open(file_).value();
    DbReaders readers_{file_, 2};
    std::vector<Result<void>> outcomes_ = std::vector<Result<void>>(32);
};

TEST_F(WriterTest, WhatWasAnsweredIsSeenByEveryReader) {
    ASSERT_TRUE(writer_->run([](Database& db) { return insert(db, 1); }));
    EXPECT_EQ(ids(), std::vector<std::int64_t>{1});
    EXPECT_EQ(writer_->commits(), 1U);
}

TEST_F(WriterTest, UnitsThatWaitTogetherShareOneCommit) {
    together(16, [&](std::size_t i) {
        return writer_->run([i](Database& db) { return insert(db, static_cast<int>(i)); });
    });
    for (std::size_t i = 0; i < 16; ++i) EXPECT_TRUE(outcomes_[i]) << i;
    EXPECT_EQ(ids().size(), 16U);
    EXPECT_EQ(writer_->commits(), 2U);  // the one that held, the sixteen
}

TEST_F(WriterTest, AFailingUnitUndoesOnlyItself) {
    together(8, [&](std::size_t i) {
        return writer_->run([i](Database& db) -> Result<void> {
            LT_CHECK(insert(db, static_cast<int>(i)));
            if (i % 2 == 1) return fail(ErrorCode::stale, "test.odd");
            return {};
        });
    });
    for (std::size_t i = 0; i < 8; ++i) {
        ASSERT_EQ(outcomes_[i].has_value(), i % 2 == 0) << i;
        EXPECT_EQ(outcomes_[i] ? "" : outcomes_[i].error().key, i % 2 == 0 ? "" : "test.odd");
    }
    EXPECT_EQ(ids(), (std::vector<std::int64_t>{0, 2, 4, 6}));
}

TEST_F(WriterTest, AUnitThatFindsSomethingCorruptHarmsNoNeighbour) {
    together(4, [&](std::size_t i) {
        return writer_->run([i](Database& db) -> Result<void> {
            LT_CHECK(insert(db, static_cast<int>(i)));
            if (i == 2) return fail(ErrorCode::corrupt, "test.corrupt");
            return {};
        });
    });
    EXPECT_EQ(outcomes_[2].error().key, "test.corrupt");
    EXPECT_EQ(ids(), (std::vector<std::int64_t>{0, 1, 3}));
}

TEST_F(WriterTest, ALostTransactionIsNobodysSuccess) {
    // SQLite itself rolls back when the disk is full; ROLLBACK in a unit has the same effect.
    together(4, [&](std::size_t i) {
        return writer_->run([i](Database& db) -> Result<void> {
            LT_CHECK(insert(db, static_cast<int>(i)));
            if (i != 2) return {};
            LT_CHECK(db.script("ROLLBACK"));
            return fail(ErrorCode::io, "storage.full");
        });
    });
    for (std::size_t i = 0; i < 4; ++i) {
        ASSERT_FALSE(outcomes_[i]) << i;
        EXPECT_EQ(outcomes_[i].error().key, "storage.full") << i;
    }
    EXPECT_TRUE(ids().empty());
    EXPECT_EQ(writer_->commits(), 1U);
    EXPECT_TRUE(writer_->run([](Database& db) { return insert(db, 9); }));
    EXPECT_EQ(ids(), std::vector<std::int64_t>{9});
}

TEST_F(WriterTest, AReadSeesOneMomentWhateverIsWrittenMeanwhile) {
    ASSERT_TRUE(readers_.read([&](Database& db) -> Result<void> {
        LT_TRY(const auto before, db_integer(db, "SELECT count(*) FROM things"));
        EXPECT_EQ(before, 0);
        EXPECT_TRUE(writer_->run([](Database& w) { return insert(w, 1); }));
        LT_TRY(const auto after, db_integer(db, "SELECT count(*) FROM things"));
        EXPECT_EQ(after, 0);
        return {};
    }));
    EXPECT_EQ(ids().size(), 1U);
}

TEST_F(WriterTest, AReaderCannotWrite) {
    const auto done = readers_.read([](Database& db) { return insert(db, 1); });
    EXPECT_FALSE(done);
    EXPECT_TRUE(ids().empty());
}

TEST_F(WriterTest, MoreReadersThanTheLimitWaitTheirTurn) {
    std::vector<std::thread> threads;
    std::atomic<int> now = 0, most = 0, done = 0;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            EXPECT_TRUE(readers_.read([&](Database&) -> Result<void> {
                const int mine = ++now;
                for (int seen = most; seen < mine && !most.compare_exchange_weak(seen, mine);) {
                }
                --now;
                return {};
            }));
            ++done;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(done, 8);
    EXPECT_LE(most, 2);
}

TEST_F(WriterTest, AFailedReadGivesItsPlaceBack) {
    DbReaders missing(dir_.path() / "none.db", 1);
    for (int i = 0; i < 3; ++i)
        EXPECT_FALSE(missing.read([](Database&) -> Result<void> { return {}; }));
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(readers_
                      .read([](Database&) -> Result<void> {
                          return fail(ErrorCode::forbidden, "test.no");
                      })
                      .error()
                      .key,
                  "test.no");
    EXPECT_TRUE(ids().empty());
}

TEST_F(WriterTest, AUnitThatThrowsFailsAlone) {
    const auto thrown = writer_->run([](Database&) -> Result<void> { throw std::bad_alloc(); });
    ASSERT_FALSE(thrown);
    EXPECT_EQ(thrown.error().code, ErrorCode::internal);
    EXPECT_TRUE(writer_->run([](Database& db) { return insert(db, 1); }));
    for (int i = 0; i < 5; ++i)  // more often than there are readers
        EXPECT_FALSE(
            readers_.read([](Database&) -> Result<void> { throw std::runtime_error("broken"); }));
    EXPECT_EQ(ids(), std::vector<std::int64_t>{1});
}

TEST_F(WriterTest, AFullQueueIsBusyInsteadOfEndless) {
    std::promise<void> started, go;
    std::thread holder([&] {
        EXPECT_TRUE(writer_->run([&](Database&) -> Result<void> {
            started.set_value();
            go.get_future().wait();
            return {};
        }));
    });
    started.get_future().wait();
    std::atomic<int> kept = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 1000; ++i)
        threads.emplace_back([&, i] {
            if (writer_->run([i](Database& db) { return insert(db, i); })) ++kept;
        });
    while (writer_->waiting() < 1000) std::this_thread::yield();
    EXPECT_EQ(writer_->run([](Database& db) { return insert(db, 5000); }).error().key,
              "db.queue_full");
    go.set_value();
    holder.join();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(kept, 1000);
    EXPECT_EQ(ids().size(), 1000U);
}

}  // namespace
}  // namespace lantai::core
