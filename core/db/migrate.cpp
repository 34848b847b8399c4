#include "core/db/migrate.hpp"

#include "core/base/hash.hpp"

namespace lantai::core {
namespace {

Result<std::optional<std::string>> applied_hash(Database& db, int number) {
    return db_find<std::string>(db, "SELECT sha256 FROM schema_migrations WHERE number = :number",
                                {{"number", number}}, [](const DbRow& row) { return row.text(0); });
}

Result<void> apply(Database& db, const Migration& migration) {
    return in_transaction(db, [&]() -> Result<void> {
        LT_CHECK(db.script(migration.sql));
        LT_TRY(const auto rows, db.execute("INSERT INTO schema_migrations(number, name, sha256)"
                                           " VALUES (:number, :name, :sha256)",
                                           {{"number", migration.number},
                                            {"name", migration.name},
                                            {"sha256", sha256_hex(migration.sql)}}));
        (void)rows;
        return {};
    });
}

}  // namespace

Result<int> schema_number(Database& db) {
    LT_TRY(const auto table, db_integer(db,
                                        "SELECT count(*) FROM sqlite_master"
                                        " WHERE type = 'table' AND name = 'schema_migrations'"));
    if (table == 0) return 0;
    LT_TRY(const auto last, db_integer(db, "SELECT max(number) FROM schema_migrations"));
    return static_cast<int>(last);
}

Result<void> migrate(Database& db, const std::vector<Migration>& migrations) {
    LT_CHECK(
        db.script("CREATE TABLE IF NOT EXISTS schema_migrations("
                  "number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL)"
                  " STRICT"));
    LT_TRY(const int last, schema_number(db));
    const int newest = migrations.empty() ? 0 : migrations.back().number;
    if (last > newest)
        return fail(ErrorCode::conflict, "db.newer_schema",
                    "database has schema " + std::to_string(last) + ", this program knows " +
                        std::to_string(newest));
    for (const Migration& migration : migrations) {
        LT_TRY(const auto hash, applied_hash(db, migration.number));
        if (!hash) {
            LT_CHECK(apply(db, migration));
        } else if (*hash != sha256_hex(migration.sql)) {
            return fail(ErrorCode::corrupt, "db.migration_edited", migration.name);
        }
    }
    return {};
}

}  // namespace lantai::core
