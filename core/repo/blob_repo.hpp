// Which blobs the database knows, for checks and backups.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.hpp"
#include "core/db/database.hpp"

namespace lantai::core {

struct ItemBlob {
    Id item_id = 0;
    std::string sha256;
    std::int64_t size = 0;
};
/// One entry per file of an item, by item and ordinal.
Result<std::vector<ItemBlob>> list_item_blobs(Database& db);

/// What a full check finds wrong with the file of the database itself: one line per fault of
/// integrity and of references; empty when it is sound.
Result<std::vector<std::string>> database_faults(Database& db);

/// Rows per table that a backup has to reproduce, e.g. {"items", 61}.
struct TableCount {
    std::string table;
    std::int64_t rows = 0;
};
Result<std::vector<TableCount>> count_tables(Database& db);

}  // namespace lantai::core
