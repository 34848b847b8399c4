// How many rows a table holds.
#pragma once
#include <cstdint>

#include "core/db/database.hpp"

namespace lantai::core {

enum class CountedTable { items, item_files, outbox };

Result<std::int64_t> count_rows(Database& db, CountedTable table);

}  // namespace lantai::core
