// What core/db costs over bare SQLite: group commit under 16 threads against a loop of single
// durable inserts, and a list of 50 rows against the same statement.
#include <sqlite3.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "core/db/database.hpp"
#include "core/db/writer.hpp"
#include "tests/bench/report.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::bench {
namespace {

constexpr int kThreads = 16;
constexpr int kRowsOfThread = 250;
constexpr int kLists = 2000;
const std::string kTitle = "关于进一步加强公司档案管理工作的通知";
const char* const kSchema =
    "CREATE TABLE things(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, title TEXT NOT NULL,"
    " year INTEGER NOT NULL, level INTEGER NOT NULL) STRICT;"
    "CREATE INDEX things_by_year ON things(year, id)";
const char* const kInsert =
    "INSERT INTO things(id, code, title, year, level) VALUES (:id, :code, :title, :year, :level)";
const char* const kList =
    "SELECT id, code, title, year, level FROM things WHERE year = :year AND id > :after"
    " ORDER BY id LIMIT 50";

std::string code_of(int id) { return "Z01-WS·2024-Y-" + std::to_string(id); }

class RawSqlite {
public:
    explicit RawSqlite(const std::filesystem::path& file) {
        require(sqlite3_open(file.c_str(), &db_) == SQLITE_OK, "open");
        run("PRAGMA journal_mode=WAL");
        run("PRAGMA synchronous=FULL");
    }
    RawSqlite(const RawSqlite&) = delete;
    RawSqlite& operator=(const RawSqlite&) = delete;
    ~RawSqlite() {
        sqlite3_finalize(insert_);
        sqlite3_finalize(list_);
        sqlite3_close(db_);
    }
    void run(const char* sql) {
        require(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
    }
    void insert(int id) {
        if (!insert_) sqlite3_prepare_v2(db_, kInsert, -1, &insert_, nullptr);
        const std::string code = code_of(id);
        sqlite3_bind_int64(insert_, 1, id);
        sqlite3_bind_text(insert_, 2, code.c_str(), -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(insert_, 3, kTitle.c_str(), -1, SQLITE_TRANSIENT);
        sqlite3_bind_int64(insert_, 4, 2024);
        sqlite3_bind_int64(insert_, 5, id % 5);
        require(sqlite3_step(insert_) == SQLITE_DONE, "insert");
        sqlite3_reset(insert_);
    }
    std::size_t list(int after) {
        if (!list_) sqlite3_prepare_v2(db_, kList, -1, &list_, nullptr);
        sqlite3_bind_int64(list_, 1, 2024);
        sqlite3_bind_int64(list_, 2, after);
        std::size_t bytes = 0;
        while (sqlite3_step(list_) == SQLITE_ROW)
            for (int column : {1, 2})
                bytes +=
                    std::string(reinterpret_cast<const char*>(sqlite3_column_text(list_, column)))
                        .size();
        sqlite3_reset(list_);
        return bytes;
    }

private:
    sqlite3* db_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
    sqlite3_stmt* list_ = nullptr;
};

core::Result<void> insert(core::Database& db, int id) {
    LT_TRY(const auto rows, db.execute(kInsert, {{"id", id},
                                                 {"code", code_of(id)},
                                                 {"title", kTitle},
                                                 {"year", 2024},
                                                 {"level", id % 5}}));
    return rows == 1 ? core::Result<void>() : core::fail(core::ErrorCode::internal, "bench.rows");
}

void bench_group_commit(const std::filesystem::path& folder) {
    constexpr int kRows = kThreads * kRowsOfThread;
    RawSqlite raw(folder / "raw.db");
    raw.run(kSchema);
    const double base = seconds([&] {
        for (int id = 1; id <= kRows; ++id) raw.insert(id);
    });
    auto writer = core::DbWriter::open(folder / "ours.db").value();
    require(writer->prepare([](core::Database& db) { return db.script(kSchema); }).has_value(),
            "schema");
    const double ours = seconds([&] {
        std::vector<std::thread> threads;
        for (int t = 0; t < kThreads; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < kRowsOfThread; ++i) {
                    const int id = 1 + t * kRowsOfThread + i;
                    const auto done =
                        writer->run([id](core::Database& db) { return insert(db, id); });
                    require(done.has_value(), "group commit");
                }
            });
        for (auto& thread : threads) thread.join();
    });
    report("db.group_commit_16_threads", kRows / ours, kRows / base, "rows/s", ">=0.5");
}

void bench_list(const std::filesystem::path& folder) {
    RawSqlite raw(folder / "raw.db");
    std::size_t raw_bytes = 0, our_bytes = 0;
    const double base = seconds([&] {
        for (int i = 0; i < kLists; ++i) raw_bytes += raw.list(i);
    });
    core::DbReaders readers(folder / "ours.db", 1);
    const double ours = seconds([&] {
        for (int i = 0; i < kLists; ++i)
            require(readers
                        .read([&](core::Database& db) {
                            return db.query(kList, {{"year", 2024}, {"after", i}},
                                            [&](const core::DbRow& row) -> core::Result<void> {
                                                our_bytes +=
                                                    row.text(1).size() + row.text(2).size();
                                                return {};
                                            });
                        })
                        .has_value(),
                    "list");
    });
    require(raw_bytes == our_bytes, "both lists hold the same");
    report("db.list_50_rows", ours / kLists * 1e6, base / kLists * 1e6, "us", "<=3");
}

}  // namespace
}  // namespace lantai::bench

int main() {
    const lantai::test::TempDir folder;
    lantai::bench::bench_group_commit(folder.path());
    lantai::bench::bench_list(folder.path());
}
