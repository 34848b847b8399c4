#include "core/repo/counts_repo.hpp"

namespace lantai::core {

Result<std::int64_t> count_rows(Database& db, CountedTable table) {
    switch (table) {
        case CountedTable::items:
            return db_integer(db, "SELECT count(*) FROM items");
        case CountedTable::item_files:
            return db_integer(db, "SELECT count(*) FROM item_files");
        case CountedTable::outbox:
            return db_integer(db, "SELECT count(*) FROM outbox");
    }
    return fail(ErrorCode::internal, "db.error", "unknown table");
}

}  // namespace lantai::core
