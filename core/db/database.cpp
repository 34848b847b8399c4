#include "core/db/database.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cerrno>
#include <new>
#include <unordered_map>

namespace lantai::core {
namespace fs = std::filesystem;
namespace {

/// The name of a constraint ("items.archival_code"), never a value: SQLite puts only names here.
Error constraint(int code, const std::string& detail) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
            return fail(ErrorCode::conflict, "db.duplicate", detail);
        case SQLITE_CONSTRAINT_FOREIGNKEY:
        case SQLITE_CONSTRAINT_TRIGGER:
            return fail(ErrorCode::conflict, "db.referenced", detail);
        case SQLITE_CONSTRAINT_NOTNULL:
            return fail(ErrorCode::conflict, "db.missing", detail);
        default:  // codes of SQLite, not an enum
            return fail(ErrorCode::conflict, "db.check", detail);
    }
}

/// `system` = errno of the operating system, 0 when it had no part in it.
Error translate(int extended, int system, const std::string& message) {
    if (system == ENOSPC || system == EDQUOT) return fail(ErrorCode::io, "storage.full", message);
    switch (extended & 0xFF) {
        case SQLITE_CONSTRAINT:
            return constraint(extended, message);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return fail(ErrorCode::busy, "db.busy", message);
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return fail(ErrorCode::corrupt, "db.corrupt", message);
        case SQLITE_FULL:
            return fail(ErrorCode::io, "storage.full", message);
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return fail(ErrorCode::io, "db.io", message);
        default:  // codes of SQLite, not an enum
            return fail(ErrorCode::internal, "db.error", message);
    }
}

/// Ends the reading of a row whose stored type is not the one asked for; caught in guarded().
struct WrongType {
    int column;
};

/// A prepared statement, close to SQLite: each filing takes some fifty of them, with hundreds of
/// values.
class Prepared {
public:
    Prepared(sqlite3* db, std::string_view sql) : db_(db) {
        expect(sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()),
                                  SQLITE_PREPARE_PERSISTENT, &handle_, nullptr));
    }
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    ~Prepared() { sqlite3_finalize(handle_); }

    sqlite3_stmt* handle() const { return handle_; }
    /// The values have to live until reset(). SQLite takes a parameter without a value for NULL;
    /// here it is an error.
    Result<void> bind(const DbParams& params) {
        if (static_cast<std::size_t>(sqlite3_bind_parameter_count(handle_)) != params.size())
            return fail(ErrorCode::internal, "db.error", "wrong number of parameters");
        for (std::size_t i = 0; i < params.size(); ++i)
            expect(bind_one(index_of(params[i].name, static_cast<int>(i) + 1), params[i].value));
        return {};
    }
    /// true: there is a row.
    bool step() {
        const int code = sqlite3_step(handle_);
        if (code != SQLITE_ROW && code != SQLITE_DONE) expect(code);
        return code == SQLITE_ROW;
    }
    void reset() {
        sqlite3_reset(handle_);  // tells the error of step() again
        sqlite3_clear_bindings(handle_);
    }

private:
    void expect(int code) const {
        if (code != SQLITE_OK) throw SQLite::Exception(db_, code);
    }
    /// Most callers name the parameters in the order of the statement.
    int index_of(const std::string& name, int likely) const {
        const char* there = sqlite3_bind_parameter_name(handle_, likely);
        if (there != nullptr && name == there + 1) return likely;
        return sqlite3_bind_parameter_index(handle_, (":" + name).c_str());
    }
    int bind_one(int index, const DbValue& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            return sqlite3_bind_int64(handle_, index, *number);
        if (const auto* real = std::get_if<double>(&value))
            return sqlite3_bind_double(handle_, index, *real);
        if (const auto* text = std::get_if<std::string>(&value))
            return sqlite3_bind_text64(handle_, index, text->data(), text->size(), SQLITE_STATIC,
                                       SQLITE_UTF8);
        return sqlite3_bind_null(handle_, index);
    }
    sqlite3* db_;
    sqlite3_stmt* handle_ = nullptr;
};

class SqliteRow : public DbRow {
public:
    explicit SqliteRow(const Prepared& statement) : handle_(statement.handle()) {}
    int columns() const override { return sqlite3_column_count(handle_); }
    bool is_null(int column) const override { return type(column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override {
        if (type(column) != SQLITE_INTEGER) throw WrongType{column};
        return sqlite3_column_int64(handle_, column);
    }
    double real(int column) const override {
        if (is_null(column)) throw WrongType{column};
        return sqlite3_column_double(handle_, column);
    }
    std::string text(int column) const override {
        if (is_null(column)) throw WrongType{column};
        const unsigned char* bytes = sqlite3_column_text(handle_, column);
        if (bytes == nullptr) throw std::bad_alloc();
        return {reinterpret_cast<const char*>(bytes),
                static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
    }

private:
    int type(int column) const { return sqlite3_column_type(handle_, column); }
    sqlite3_stmt* handle_;
};

class SqliteDatabase : public Database {
public:
    SqliteDatabase(const fs::path& file, int flags) : db_(file.string(), flags, 5000) {
        sqlite3_extended_result_codes(db_.getHandle(), 1);
    }

    Result<std::int64_t> execute(std::string_view sql, const DbParams& params) override {
        std::int64_t changed = 0;
        auto done = with_statement(sql, params, [&](Prepared& statement) -> Result<void> {
            while (statement.step()) {
            }
            changed = sqlite3_changes64(db_.getHandle());
            return {};
        });
        if (!done) return std::move(done).error();
        return changed;
    }

    Result<void> query(std::string_view sql, const DbParams& params,
                       const std::function<Result<void>(const DbRow&)>& each) override {
        return with_statement(sql, params, [&](Prepared& statement) -> Result<void> {
            const SqliteRow row(statement);
            while (statement.step()) LT_CHECK(each(row));
            return {};
        });
    }

    Result<void> script(std::string_view sql) override {
        return guarded([&]() -> Result<void> {
            db_.exec(std::string(sql));
            return {};
        });
    }

private:
    /// Prepared statements are kept by their text: preparing costs more than running.
    template <class Use>
    Result<void> with_statement(std::string_view sql, const DbParams& params, Use use) {
        return guarded([&]() -> Result<void> {
            Statements::node_type kept = take(sql);
            Prepared& statement = *kept.mapped();
            LT_CHECK(statement.bind(params));
            Result<void> done = guarded([&] { return use(statement); });
            statement.reset();
            if (statements_.size() >= 500) statements_.clear();
            statements_.insert(std::move(kept));
            return done;
        });
    }

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    using Statements =
        std::unordered_map<std::string, std::unique_ptr<Prepared>, TextHash, std::equal_to<>>;

    /// Out of the cache while in use, so that a nested query with the same text gets its own.
    Statements::node_type take(std::string_view sql) {
        if (const auto found = statements_.find(sql); found != statements_.end())
            return statements_.extract(found);
        Statements fresh;
        const auto made = fresh.emplace(sql, nullptr).first;
        made->second = std::make_unique<Prepared>(db_.getHandle(), sql);
        return fresh.extract(made);
    }

    template <class Use>
    Result<void> guarded(Use use) {
        try {
            return use();
        } catch (const SQLite::Exception& error) {
            const int extended = error.getExtendedErrorCode();
            const int code = extended > 0 ? extended : error.getErrorCode();
            // The handle remembers the errno of an earlier failure.
            const bool of_system = (code & 0xFF) == SQLITE_IOERR;
            const int system = of_system ? sqlite3_system_errno(db_.getHandle()) : 0;
            return translate(code, system, error.what());
        } catch (const WrongType& wrong) {
            return fail(ErrorCode::corrupt, "db.corrupt",
                        "column " + std::to_string(wrong.column) + " holds another type");
        }
    }

    SQLite::Database db_;
    Statements statements_;
};

Result<void> expect_pragma(Database& db, const std::string& name, const std::string& wanted) {
    std::string found;
    LT_CHECK(db.query("PRAGMA " + name, {}, [&](const DbRow& row) -> Result<void> {
        found = row.text(0);
        return {};
    }));
    if (found != wanted)
        return fail(ErrorCode::internal, "db.pragma", name + " is " + found + ", not " + wanted);
    return {};
}

/// A step of a transaction; kept prepared, because each unit and each reading takes several.
Result<void> step(Database& db, std::string_view sql) {
    LT_TRY([[maybe_unused]] const auto changed, db.execute(sql));
    return {};
}

}  // namespace

Result<std::int64_t> db_integer(Database& db, std::string_view sql, const DbParams& params) {
    LT_TRY(auto found, db_find<std::int64_t>(db, sql, params, [](const DbRow& row) {
               return row.optional_integer(0).value_or(0);
           }));
    return found.value_or(0);
}

Result<std::unique_ptr<Database>> open_sqlite(const fs::path& file, DbMode mode) {
    std::unique_ptr<Database> db;
    // SQLite's count of its memory, which nobody reads, would make all connections wait for one
    // lock at each allocation. Refused, without harm, once another connection was opened.
    static const int kUncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)kUncounted;
    try {
        // Without SQLite's own lock around each call: one thread at a time is our promise already.
        int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX;
        if (mode == DbMode::writer) flags |= SQLite::OPEN_CREATE;
        db = std::make_unique<SqliteDatabase>(file, flags);
    } catch (const SQLite::Exception& error) {
        return translate(error.getErrorCode(), 0, error.what());
    }
    if (mode == DbMode::writer) LT_CHECK(db->script("PRAGMA journal_mode=WAL"));
    LT_CHECK(
        db->script("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                   "PRAGMA trusted_schema=OFF; PRAGMA busy_timeout=5000"));
    // What undoes a savepoint waits in memory: a file would be made and removed with each group.
    if (mode == DbMode::writer) LT_CHECK(db->script("PRAGMA temp_store=MEMORY"));
    if (mode == DbMode::reader) LT_CHECK(db->script("PRAGMA query_only=ON"));
    LT_CHECK(expect_pragma(*db, "journal_mode", "wal"));
    LT_CHECK(expect_pragma(*db, "synchronous", "2"));
    LT_CHECK(expect_pragma(*db, "foreign_keys", "1"));
    LT_CHECK(expect_pragma(*db, "trusted_schema", "0"));
    LT_CHECK(expect_pragma(*db, "busy_timeout", "5000"));
    LT_CHECK(expect_pragma(*db, "query_only", mode == DbMode::reader ? "1" : "0"));
    return db;
}

Result<void> in_transaction(Database& db, const std::function<Result<void>()>& work) {
    LT_CHECK(step(db, "BEGIN IMMEDIATE"));
    Result<void> done = work();
    if (done) done = step(db, "COMMIT");
    if (!done) (void)step(db, "ROLLBACK");  // the first error is the one to report
    return done;
}

Result<void> in_savepoint(Database& db, const std::function<Result<void>()>& work) {
    LT_CHECK(step(db, "SAVEPOINT unit"));
    Result<void> done = work();
    if (!done) LT_CHECK(step(db, "ROLLBACK TO unit"));
    LT_CHECK(step(db, "RELEASE unit"));
    return done;
}

Result<void> in_snapshot(Database& db, const std::function<Result<void>()>& work) {
    LT_CHECK(step(db, "BEGIN"));
    Result<void> done = work();
    Result<void> ended = step(db, "COMMIT");
    return done ? std::move(ended) : std::move(done);
}

Result<void> copy_sqlite(const fs::path& from, const fs::path& to) {
    if (fs::exists(to)) return fail(ErrorCode::conflict, "backup.target_exists", to.string());
    try {
        SQLite::Database source(from.string(), SQLite::OPEN_READWRITE, 5000);
        SQLite::Database target(to.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        SQLite::Backup backup(target, source);
        while (backup.executeStep(1000) != SQLITE_DONE) {
        }
    } catch (const SQLite::Exception& error) {
        return translate(error.getErrorCode(), 0, error.what());
    }
    return {};
}

}  // namespace lantai::core
