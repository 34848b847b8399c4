#include "core/db/migrate.hpp"

#include <gtest/gtest.h>

#include "tests/support/temp_dir.hpp"

namespace lantai::core {
namespace {

const Migration kFirst{1, "0001_first.sql", "CREATE TABLE a(x INTEGER) STRICT"};
const Migration kSecond{2, "0002_second.sql", "CREATE TABLE b(x INTEGER) STRICT"};

class MigrateTest : public ::testing::Test {
protected:
    bool has_table(const char* name) {
        return db_integer(*db_,
                          "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
                          " AND name = :name",
                          {{"name", name}})
                   .value() == 1;
    }
    test::TempDir dir_;
    std::unique_ptr<Database> db_ = open_sqlite(dir_.path() / "a.db", DbMode::writer).value();
};

TEST_F(MigrateTest, AnEmptyDatabaseHasNumberZero) {
    EXPECT_EQ(schema_number(*db_).value(), 0);
    ASSERT_TRUE(migrate(*db_, {}));
    EXPECT_EQ(schema_number(*db_).value(), 0);
}

TEST_F(MigrateTest, AppliesWhatIsMissingAndNothingTwice) {
    ASSERT_TRUE(migrate(*db_, {kFirst}));
    EXPECT_EQ(schema_number(*db_).value(), 1);
    ASSERT_TRUE(migrate(*db_, {kFirst, kSecond}));
    EXPECT_EQ(schema_number(*db_).value(), 2);
    ASSERT_TRUE(migrate(*db_, {kFirst, kSecond}));
    EXPECT_TRUE(has_table("a"));
    EXPECT_TRUE(has_table("b"));
}

TEST_F(MigrateTest, AFileThatWasEditedAfterwardsStopsTheStart) {
    ASSERT_TRUE(migrate(*db_, {kFirst}));
    Migration edited = kFirst;
    edited.sql = "CREATE TABLE a(x INTEGER, y INTEGER) STRICT";
    const auto done = migrate(*db_, {edited, kSecond});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::corrupt);
    EXPECT_EQ(done.error().key, "db.migration_edited");
    EXPECT_EQ(done.error().detail, "0001_first.sql");
    EXPECT_FALSE(has_table("b"));
}

TEST_F(MigrateTest, ADatabaseOfANewerProgramIsRefused) {
    ASSERT_TRUE(migrate(*db_, {kFirst, kSecond}));
    const auto done = migrate(*db_, {kFirst});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::conflict);
    EXPECT_EQ(done.error().key, "db.newer_schema");
}

TEST_F(MigrateTest, AFileThatFailsLeavesNothingOfItself) {
    const Migration broken{2, "0002_broken.sql",
                           "CREATE TABLE b(x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)"};
    ASSERT_FALSE(migrate(*db_, {kFirst, broken}));
    EXPECT_EQ(schema_number(*db_).value(), 1);
    EXPECT_FALSE(has_table("b"));
    EXPECT_TRUE(migrate(*db_, {kFirst, kSecond}));
}

TEST_F(MigrateTest, TheShippedFilesAreNumberedWithoutAGapAndApply) {
    int expected = 0;
    for (const Migration& migration : shipped_migrations())
        EXPECT_EQ(migration.number, ++expected) << migration.name;
    ASSERT_GT(expected, 0);
    const auto done = migrate(*db_, shipped_migrations());
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(schema_number(*db_).value(), expected);
    EXPECT_TRUE(has_table("items"));
    EXPECT_TRUE(has_table("audit_log"));
}

TEST_F(MigrateTest, EveryShippedTableIsStrict) {  // a text in an integer column must not pass
    ASSERT_TRUE(migrate(*db_, shipped_migrations()));
    const auto loose = db_list<std::string>(
        *db_,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND strict = 0 AND name NOT LIKE 'sqlite_%'",
        {}, [](const DbRow& row) { return row.text(0); });
    ASSERT_TRUE(loose);
    EXPECT_EQ(loose.value(), std::vector<std::string>{});
}

}  // namespace
}  // namespace lantai::core
