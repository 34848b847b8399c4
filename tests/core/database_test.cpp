#include "core/db/database.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>

#include "tests/support/temp_dir.hpp"

namespace lantai::core {
namespace {

class DatabaseTest : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(db_->script(
            "CREATE TABLE parents(id INTEGER PRIMARY KEY) STRICT;"
            "CREATE TABLE things(id INTEGER PRIMARY KEY, name TEXT UNIQUE,"
            " needed TEXT NOT NULL DEFAULT 'x', level INTEGER CHECK (level BETWEEN 0 AND 4),"
            " parent_id INTEGER REFERENCES parents(id), ratio REAL) STRICT"));
    }
    Result<std::int64_t> add(std::int64_t id, const std::string& name) {
        return db_->execute("INSERT INTO things(id, name) VALUES (:id, :name)",
                            {{"id", id}, {"name", name}});
    }
    std::int64_t count() { return db_integer(*db_, "SELECT count(*) FROM things").value(); }

    test::TempDir dir_;
    std::filesystem::path file_ = dir_.path() / "a.db";
    std::unique_ptr<Database> db_ = open_sqlite(file_, DbMode::writer).value();
};

TEST_F(DatabaseTest, GivesBackWhatItWasGiven) {
    const std::string text("兰台\0档案\"';--", 18);
    ASSERT_TRUE(db_->execute(
        "INSERT INTO things(id, name, ratio, level) VALUES (:id, :name, :ratio, :level)",
        {{"id", std::numeric_limits<std::int64_t>::min()},
         {"name", text},
         {"ratio", 0.1},
         {"level", std::optional<std::int64_t>()}}));
    int rows = 0;
    ASSERT_TRUE(db_->query("SELECT id, name, ratio, level, 1 FROM things", {},
                           [&](const DbRow& row) -> Result<void> {
                               ++rows;
                               EXPECT_EQ(row.columns(), 5);
                               EXPECT_EQ(row.integer(0), std::numeric_limits<std::int64_t>::min());
                               EXPECT_EQ(row.text(1), text);
                               EXPECT_EQ(row.real(2), 0.1);
                               EXPECT_TRUE(row.is_null(3));
                               EXPECT_EQ(row.optional_integer(3), std::nullopt);
                               EXPECT_EQ(row.optional_text(3), std::nullopt);
                               EXPECT_TRUE(row.boolean(4));
                               return {};
                           }));
    EXPECT_EQ(rows, 1);
}

TEST_F(DatabaseTest, AStoredValueOfAnotherTypeIsDamage) {
    ASSERT_TRUE(db_->script("CREATE TABLE loose(v); INSERT INTO loose VALUES ('three'), (NULL)"));
    const std::function<void(const DbRow&)> kReads[] = {
        [](const DbRow& row) { (void)row.integer(0); },
        [](const DbRow& row) { (void)row.boolean(0); },
        [](const DbRow& row) { row.is_null(0) ? (void)row.text(0) : void(); },
        [](const DbRow& row) { row.is_null(0) ? (void)row.real(0) : void(); },
    };
    for (const auto& read : kReads) {
        const auto done =
            db_->query("SELECT v FROM loose ORDER BY v DESC", {}, [&](const DbRow& row) {
                read(row);
                return Result<void>();
            });
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, ErrorCode::corrupt);
        EXPECT_EQ(done.error().key, "db.corrupt");
    }
    EXPECT_EQ(db_integer(*db_, "SELECT count(*) FROM loose").value(), 2);  // still of use
}

TEST_F(DatabaseTest, SaysWhenThereIsNoRoom) {
    ASSERT_TRUE(db_->script("PRAGMA max_page_count = 10"));
    const auto done = add(1, std::string(100'000, 'x'));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().key, "storage.full");
}

TEST_F(DatabaseTest, NamesTheKindOfAFaultAndTheConstraintButNeverAValue) {
    const std::string secret = "王小明的工资";
    ASSERT_TRUE(add(1, secret));
    const struct {
        const char* sql;
        DbParams params;
        const char* key;
        const char* named;
    } cases[] = {
        {"INSERT INTO things(id, name) VALUES (2, :name)",
         {{"name", secret}},
         "db.duplicate",
         "things.name"},
        {"INSERT INTO things(id, name) VALUES (1, :name)",
         {{"name", secret + "2"}},
         "db.duplicate",
         "things.id"},
        {"INSERT INTO things(id, needed, name) VALUES (2, NULL, :name)",
         {{"name", secret + "2"}},
         "db.missing",
         "things.needed"},
        {"INSERT INTO things(id, level, name) VALUES (2, 5, :name)",
         {{"name", secret + "2"}},
         "db.check",
         "level BETWEEN"},
        {"INSERT INTO things(id, level, needed) VALUES (2, :text, 'x')",
         {{"text", secret}},
         "db.check",
         "things.level"},
        {"INSERT INTO things(id, parent_id, name) VALUES (2, 77, :name)",
         {{"name", secret + "2"}},
         "db.referenced",
         "FOREIGN KEY"},
    };
    for (const auto& c : cases) {
        const auto done = db_->execute(c.sql, c.params);
        ASSERT_FALSE(done) << c.sql;
        EXPECT_EQ(done.error().code, ErrorCode::conflict) << c.sql;
        EXPECT_EQ(done.error().key, c.key) << c.sql;
        EXPECT_NE(done.error().detail.find(c.named), std::string::npos) << done.error().detail;
        EXPECT_EQ(done.error().detail.find("王小明"), std::string::npos) << done.error().detail;
    }
    EXPECT_EQ(count(), 1);
}

TEST_F(DatabaseTest, AParentThatIsStillReferredToStays) {
    ASSERT_TRUE(db_->script("INSERT INTO parents VALUES (1)"));
    ASSERT_TRUE(db_->script("INSERT INTO things(id, parent_id) VALUES (1, 1)"));
    EXPECT_EQ(db_->execute("DELETE FROM parents WHERE id = 1").error().key, "db.referenced");
}

TEST_F(DatabaseTest, WrongStatementsAreInternalErrorsWithoutValues) {
    const struct {
        const char* sql;
        DbParams params;
    } cases[] = {
        {"SELEC 1", {}},
        {"SELECT * FROM nowhere", {}},
        {"SELECT :a", {{"b", "秘密"}}},
        {"SELECT :a", {{"a", "秘密"}, {"b", "秘密"}}},
        {"SELECT :a, :b", {{"a", "秘密"}}},
        {"SELECT :a", {}},
    };
    for (const auto& c : cases) {
        const auto done =
            db_->query(c.sql, c.params, [](const DbRow&) -> Result<void> { return {}; });
        ASSERT_FALSE(done) << c.sql;
        EXPECT_EQ(done.error().code, ErrorCode::internal) << c.sql;
        EXPECT_EQ(done.error().detail.find("秘密"), std::string::npos) << done.error().detail;
    }
}

TEST_F(DatabaseTest, AStatementWorksAgainAfterItFailed) {
    ASSERT_TRUE(add(1, "a"));
    ASSERT_FALSE(add(1, "b"));
    EXPECT_TRUE(add(2, "b"));
    EXPECT_EQ(count(), 2);
}

TEST_F(DatabaseTest, ExecuteCountsTheRowsItChanged) {
    ASSERT_TRUE(add(1, "a"));
    ASSERT_TRUE(add(2, "b"));
    EXPECT_EQ(db_->execute("UPDATE things SET level = 1").value(), 2);
    EXPECT_EQ(db_->execute("UPDATE things SET level = 1 WHERE id = 9").value(), 0);
}

TEST_F(DatabaseTest, AnErrorOfTheCallbackEndsTheQuery) {
    ASSERT_TRUE(add(1, "a"));
    ASSERT_TRUE(add(2, "b"));
    int rows = 0;
    const auto done = db_->query("SELECT id FROM things", {}, [&](const DbRow&) -> Result<void> {
        ++rows;
        return fail(ErrorCode::forbidden, "test.enough");
    });
    EXPECT_EQ(done.error().key, "test.enough");
    EXPECT_EQ(rows, 1);
}

TEST_F(DatabaseTest, TheSameStatementCanRunInsideItself) {
    ASSERT_TRUE(add(1, "a"));
    ASSERT_TRUE(add(2, "b"));
    const char* sql = "SELECT id FROM things ORDER BY id";
    std::string order;
    ASSERT_TRUE(db_->query(sql, {}, [&](const DbRow& outer) -> Result<void> {
        return db_->query(sql, {}, [&](const DbRow& inner) -> Result<void> {
            order += std::to_string(outer.integer(0)) + std::to_string(inner.integer(0)) + " ";
            return {};
        });
    }));
    EXPECT_EQ(order, "11 12 21 22 ");
}

TEST_F(DatabaseTest, AFailedTransactionLeavesNothing) {
    const auto done = in_transaction(*db_, [&]() -> Result<void> {
        EXPECT_TRUE(add(1, "a"));
        return fail(ErrorCode::conflict, "test.no");
    });
    EXPECT_EQ(done.error().key, "test.no");
    EXPECT_EQ(count(), 0);
    EXPECT_TRUE(in_transaction(*db_, [&]() -> Result<void> {
        LT_TRY(const auto rows, add(1, "a"));
        EXPECT_EQ(rows, 1);
        return {};
    }));
    EXPECT_EQ(count(), 1);
}

TEST_F(DatabaseTest, AFailedSavepointUndoesOnlyItself) {
    ASSERT_TRUE(in_transaction(*db_, [&]() -> Result<void> {
        EXPECT_TRUE(add(1, "outer"));
        EXPECT_TRUE(in_savepoint(*db_, [&]() -> Result<void> {
            EXPECT_TRUE(add(2, "middle"));
            const auto inner = in_savepoint(*db_, [&]() -> Result<void> {
                EXPECT_TRUE(add(3, "inner"));
                return fail(ErrorCode::conflict, "test.inner");
            });
            EXPECT_EQ(inner.error().key, "test.inner");
            EXPECT_TRUE(add(4, "middle again"));
            return {};
        }));
        const auto failed = in_savepoint(*db_, [&]() -> Result<void> {
            EXPECT_TRUE(in_savepoint(*db_, [&]() -> Result<void> {
                EXPECT_TRUE(add(5, "kept by the inner"));
                return {};
            }));
            return fail(ErrorCode::conflict, "test.outer");
        });
        EXPECT_EQ(failed.error().key, "test.outer");
        return {};
    }));
    EXPECT_EQ(db_list<std::int64_t>(*db_, "SELECT id FROM things ORDER BY id", {},
                                    [](const DbRow& row) { return row.integer(0); })
                  .value(),
              (std::vector<std::int64_t>{1, 2, 4}));
}

TEST_F(DatabaseTest, AReaderCannotWriteAndSeesOneMoment) {
    ASSERT_TRUE(add(1, "a"));
    auto reader = open_sqlite(file_, DbMode::reader).value();
    EXPECT_FALSE(reader->execute("INSERT INTO things(id) VALUES (9)"));
    ASSERT_TRUE(in_snapshot(*reader, [&]() -> Result<void> {
        EXPECT_EQ(db_integer(*reader, "SELECT count(*) FROM things").value(), 1);
        EXPECT_TRUE(add(2, "b"));
        EXPECT_EQ(db_integer(*reader, "SELECT count(*) FROM things").value(), 1);
        return {};
    }));
    EXPECT_EQ(db_integer(*reader, "SELECT count(*) FROM things").value(), 2);
}

TEST_F(DatabaseTest, ASecondWriterMeetsBusyNotALostChange) {
    auto second = open_sqlite(file_, DbMode::writer).value();
    ASSERT_TRUE(second->script("PRAGMA busy_timeout=0"));
    ASSERT_TRUE(in_transaction(*db_, [&]() -> Result<void> {
        const auto met = in_transaction(*second, []() -> Result<void> { return {}; });
        EXPECT_EQ(met.error().code, ErrorCode::busy);
        EXPECT_EQ(met.error().key, "db.busy");
        return {};
    }));
}

TEST_F(DatabaseTest, FindAndIntegerTellNothingFromZero) {
    const auto first = [](const DbRow& row) { return row.integer(0); };
    EXPECT_EQ(db_find<std::int64_t>(*db_, "SELECT id FROM things", {}, first).value(),
              std::nullopt);
    ASSERT_TRUE(db_->script("INSERT INTO things(id) VALUES (0), (1)"));
    EXPECT_EQ(db_find<std::int64_t>(*db_, "SELECT id FROM things ORDER BY id", {}, first).value(),
              0);
    EXPECT_FALSE(db_integer(*db_, "SELECT nothing FROM things"));
}

TEST_F(DatabaseTest, AFileThatIsNoDatabaseIsCorrupt) {
    const auto bad = dir_.path() / "bad.db";
    std::ofstream(bad) << std::string(4096, 'x');
    const auto opened = open_sqlite(bad, DbMode::writer);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
}

TEST_F(DatabaseTest, AReaderMakesNoFileAndSaysSo) {
    const auto opened = open_sqlite(dir_.path() / "none.db", DbMode::reader);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::io);
    EXPECT_FALSE(std::filesystem::exists(dir_.path() / "none.db"));
}

TEST_F(DatabaseTest, ACopyHoldsTheCommittedRowsAndNeverOverwrites) {
    ASSERT_TRUE(add(1, "a"));
    const auto copy = dir_.path() / "copy.db";
    ASSERT_TRUE(copy_sqlite(file_, copy));
    auto opened = open_sqlite(copy, DbMode::writer).value();
    EXPECT_EQ(db_integer(*opened, "SELECT count(*) FROM things").value(), 1);
    EXPECT_EQ(copy_sqlite(file_, copy).error().key, "backup.target_exists");
}

}  // namespace
}  // namespace lantai::core
