// The small interface through which all SQL runs. The SQLite driver stands on SQLiteCpp; the
// statements keep to the subset that SQLite and PostgreSQL share (:name parameters, CAST,
// RETURNING, ON CONFLICT, TEXT dates, BIGINT ids, INTEGER 0/1).
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::core {

/// A value of a column or parameter; monostate is NULL.
using DbValue = std::variant<std::monostate, std::int64_t, double, std::string>;

/// One named parameter: {"title", item.title}. bool becomes 0/1, an empty optional NULL.
struct DbParam {
    template <class T>
    DbParam(std::string_view n, const T& v) : name(n), value(to_value(v)) {}  // NOLINT
    std::string name;
    DbValue value;

private:
    static DbValue to_value(const DbValue& v) { return v; }
    static DbValue to_value(bool v) { return std::int64_t{v}; }
    static DbValue to_value(int v) { return std::int64_t{v}; }
    static DbValue to_value(std::int64_t v) { return v; }
    static DbValue to_value(double v) { return v; }
    static DbValue to_value(const std::string& v) { return v; }
    static DbValue to_value(std::string_view v) { return std::string(v); }
    static DbValue to_value(const char* v) { return std::string(v); }
    template <class T>
    static DbValue to_value(const std::optional<T>& v) {
        if (!v) return std::monostate{};
        return to_value(*v);
    }
};
using DbParams = std::vector<DbParam>;

/// The row a query stands on; valid only inside the callback. Columns count from 0. Asking for
/// a type the column does not hold (NULL included) ends the query with corrupt "db.corrupt": the
/// file may have been altered by another hand.
class DbRow {
public:
    virtual ~DbRow() = default;
    virtual int columns() const = 0;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string text(int column) const = 0;  // integers too, as decimal text
    bool boolean(int column) const { return integer(column) != 0; }
    std::optional<std::int64_t> optional_integer(int column) const {
        return is_null(column) ? std::nullopt : std::optional(integer(column));
    }
    std::optional<std::string> optional_text(int column) const {
        return is_null(column) ? std::nullopt : std::optional(text(column));
    }
};

/// One connection. Threads: one at a time.
/// Errors of every method: conflict with key db.duplicate (UNIQUE), db.referenced (FOREIGN KEY),
/// db.missing (NOT NULL) or db.check (CHECK); busy "db.busy"; corrupt "db.corrupt"; io
/// "storage.full" or "db.io"; internal "db.error", also for a parameter without a value. `detail`
/// names the constraint, never a bound value.
class Database {
public:
    virtual ~Database() = default;
    /// One statement without rows. Returns how many rows changed.
    virtual Result<std::int64_t> execute(std::string_view sql, const DbParams& params = {}) = 0;
    /// One statement with rows (also INSERT … RETURNING). An error of `each` ends it.
    virtual Result<void> query(std::string_view sql, const DbParams& params,
                               const std::function<Result<void>(const DbRow&)>& each) = 0;
    /// Several statements without parameters, for migrations.
    virtual Result<void> script(std::string_view sql) = 0;
};

/// All rows of a query, each made by `make(row)` -> T.
template <class T, class Make>
Result<std::vector<T>> db_list(Database& db, std::string_view sql, const DbParams& params,
                               Make make) {
    std::vector<T> list;
    auto done = db.query(sql, params, [&](const DbRow& row) -> Result<void> {
        list.push_back(make(row));
        return {};
    });
    if (!done) return std::move(done).error();
    return list;
}

/// The first row of a query, or nothing.
template <class T, class Make>
Result<std::optional<T>> db_find(Database& db, std::string_view sql, const DbParams& params,
                                 Make make) {
    std::optional<T> found;
    auto done = db.query(sql, params, [&](const DbRow& row) -> Result<void> {
        if (!found) found.emplace(make(row));
        return {};
    });
    if (!done) return std::move(done).error();
    return found;
}

/// The integer in the first column of the first row; 0 when there is no row.
Result<std::int64_t> db_integer(Database& db, std::string_view sql, const DbParams& params = {});

enum class DbMode { writer, reader };

/// Opens (writer: creates) the file with WAL, synchronous=FULL, foreign_keys, busy_timeout 5 s,
/// trusted_schema=OFF and extended codes, and reads every pragma back. Readers are query_only.
/// Errors: io, corrupt.
Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file, DbMode mode);

/// BEGIN IMMEDIATE … COMMIT around `work`; any error of `work` rolls back and is returned.
Result<void> in_transaction(Database& db, const std::function<Result<void>()>& work);
/// A savepoint around `work`; an error of `work` undoes only it and is returned.
Result<void> in_savepoint(Database& db, const std::function<Result<void>()>& work);
/// A deferred read transaction: everything `work` reads belongs to one moment.
Result<void> in_snapshot(Database& db, const std::function<Result<void>()>& work);

/// Online copy of the whole database into a new file (SQLite backup API). Errors: io, conflict
/// when the target exists.
Result<void> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace lantai::core
