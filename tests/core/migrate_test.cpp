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

TEST_F(MigrateTest, TablesWrittenAnewKeepTheirRowsAndWhatRefersToThem) {
    std::vector<Migration> before;
    for (const Migration& migration : shipped_migrations())
        if (migration.number < 7) before.push_back(migration);
    ASSERT_TRUE(migrate(*db_, before));
    ASSERT_TRUE(db_->script(
        "INSERT INTO departments(id, code, name) VALUES (1, 'ZJB', 'Z');"
        "INSERT INTO users(id, login, name, department_id, clearance, created_at)"
        " VALUES (2, 'u', 'U', 1, 0, 0);"
        "INSERT INTO fonds(id, fonds_no, name, creating_body) VALUES (3, 'Q001', 'F', 'B');"
        "INSERT INTO filing_scheme_clauses(id, fonds_id, filing_year, clause_no, title, scope)"
        " VALUES (4, 3, 2023, '2-1', 't', 2);"
        "INSERT INTO items(id, fonds_id, department_id, category, clause_id, kind, title, creator,"
        " document_date, filing_year, year_rule, retention_class, level, medium, archival_code,"
        " serial, group_id, state, created_at, updated_at) VALUES (5, 3, 1, 'WS', 4, 'general',"
        " 't', 'c', '2023-01-01', 2023, 'R-31', 'Y', 0, 'paper', 'C', 1, 5, 'filed', 0, 0);"
        "INSERT INTO handovers(id, handover_no, department_id, state, created_by, created_at)"
        " VALUES (6, 'YJ2023-0001', 1, 'draft', 2, 0);"
        "INSERT INTO handover_rows(id, handover_id, ordinal, item_id, paper, remarks)"
        " VALUES (7, 6, 1, 5, 1, 'r')"));
    const auto done = migrate(*db_, shipped_migrations());
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(db_integer(*db_,
                         "SELECT count(*) FROM items i JOIN filing_scheme_clauses c"
                         " ON c.id = i.clause_id WHERE c.clause_no = '2-1'"
                         " AND c.department_id IS NULL")
                  .value(),
              1);
    EXPECT_EQ(db_integer(*db_,
                         "SELECT count(*) FROM handover_rows WHERE item_id = 5 AND paper = 1"
                         " AND entry_id IS NULL AND remarks = 'r'")
                  .value(),
              1);
    EXPECT_EQ(db_integer(*db_, "SELECT count(*) FROM pragma_foreign_key_check").value(), 0);
    EXPECT_FALSE(db_->execute("DELETE FROM filing_scheme_clauses WHERE id = 4"));
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
