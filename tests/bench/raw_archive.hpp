// The work of the server as bare SQLite would do it, on a copy of the same database.
#pragma once
#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/report.hpp"

namespace lantai::bench {

class RawArchive {
public:
    explicit RawArchive(const std::filesystem::path& file) {
        require(sqlite3_open(file.c_str(), &db_) == SQLITE_OK, "open");
        run("PRAGMA journal_mode=WAL");
        run("PRAGMA synchronous=FULL");
    }
    RawArchive(const RawArchive&) = delete;
    RawArchive& operator=(const RawArchive&) = delete;
    ~RawArchive() { sqlite3_close(db_); }

    /// Rows per second of a loop that copies one item, each copy durable by itself.
    double insert_rate(int rows) {
        sqlite3_stmt* columns =
            prepare("SELECT group_concat(name) FROM pragma_table_info('items')");
        sqlite3_step(columns);
        std::string names = reinterpret_cast<const char*>(sqlite3_column_text(columns, 0));
        sqlite3_finalize(columns);
        std::string values = names;
        const auto put = [&values](const std::string& name, const std::string& value) {
            values.replace(values.find(name), name.size(), value);
        };
        put("id,", "?1,");
        put("archival_code", "?2");
        sqlite3_stmt* insert = prepare("INSERT INTO items(" + names + ") SELECT " + values +
                                       " FROM items WHERE id = (SELECT min(id) FROM items)");
        const double time = seconds([&] {
            for (int row = 1; row <= rows; ++row) {
                const std::string code = "bare-" + std::to_string(row);
                sqlite3_bind_int64(insert, 1, (std::int64_t{1} << 53) + row);
                sqlite3_bind_text(insert, 2, code.c_str(), -1, SQLITE_TRANSIENT);
                require(sqlite3_step(insert) == SQLITE_DONE, sqlite3_errmsg(db_));
                sqlite3_reset(insert);
            }
        });
        sqlite3_finalize(insert);
        return rows / time;
    }

    /// Seconds of one list: the 50 rows with their department, file count and volume, and the
    /// total.
    double list_seconds(const std::string& fonds_id, int times) {
        sqlite3_stmt* rows = prepare(
            "SELECT i.*, d.name, v.archival_code,"
            " (SELECT count(*) FROM item_files f WHERE f.item_id = i.id)"
            " FROM items i JOIN departments d ON d.id = i.department_id"
            " LEFT JOIN volumes v ON v.id = i.volume_id"
            " WHERE i.fonds_id = ?1 AND i.state = 'filed'"
            " ORDER BY i.archival_code, i.id LIMIT 50");
        sqlite3_stmt* total =
            prepare("SELECT count(*) FROM items WHERE fonds_id = ?1 AND state = 'filed'");
        std::vector<double> single;
        for (int i = 0; i < times; ++i)
            single.push_back(seconds([&] {
                run("BEGIN");
                for (sqlite3_stmt* statement : {rows, total}) {
                    sqlite3_bind_text(statement, 1, fonds_id.c_str(), -1, SQLITE_TRANSIENT);
                    while (sqlite3_step(statement) == SQLITE_ROW)
                        for (int c = 0; c < sqlite3_column_count(statement); ++c)
                            bytes_ += static_cast<std::size_t>(sqlite3_column_bytes(statement, c));
                    sqlite3_reset(statement);
                }
                run("COMMIT");
            }));
        require(bytes_ > 0, "rows to list");
        sqlite3_finalize(rows);
        sqlite3_finalize(total);
        return median(single);
    }

private:
    void run(const char* sql) {
        require(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
    }
    sqlite3_stmt* prepare(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        require(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK,
                sqlite3_errmsg(db_));
        return statement;
    }
    sqlite3* db_ = nullptr;
    std::size_t bytes_ = 0;
};

}  // namespace lantai::bench
