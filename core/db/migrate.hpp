// Brings a database to the schema of this program: numbered SQL files, forward only.
#pragma once
#include <string>
#include <vector>

#include "core/db/database.hpp"

namespace lantai::core {

struct Migration {
    int number;        // from the file name, 1, 2, 3 … without a gap
    const char* name;  // "0001_foundation.sql"
    const char* sql;
};

/// The files of core/db/sql, embedded at build time, in order.
const std::vector<Migration>& shipped_migrations();

/// Applies what is missing, each file in its own transaction, and remembers its SHA-256.
/// Errors: corrupt "db.migration_edited" when an applied file was changed since (the start must
/// stop); conflict "db.newer_schema" when the database is newer than this program.
Result<void> migrate(Database& db, const std::vector<Migration>& migrations);

/// The number of the last applied file; 0 for an empty database.
Result<int> schema_number(Database& db);

}  // namespace lantai::core
