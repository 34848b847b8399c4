// The company's schedule of what is filed and for how long.
#pragma once
#include <optional>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/fonds.hpp"
#include "core/model/item.hpp"

namespace lantai::core {

Result<std::vector<ScheduleRow>> list_schedule(Database& db, bool active_only);  // by scope, code
Result<std::optional<ScheduleRow>> find_schedule_row(Database& db, Id id);
/// Errors: conflict db.duplicate for a code that is there.
Result<void> insert_schedule_row(Database& db, const ScheduleRow& row);
/// Raises the version; `row.version` is the one before. False: no longer that version.
Result<bool> update_schedule_row(Database& db, const ScheduleRow& row);
Result<void> delete_schedule_row(Database& db, Id id);
Result<bool> schedule_row_is_used(Database& db, Id id);
Result<bool> has_schedule(Database& db);  // an active row

/// Writes or removes what the item says of its medium.
Result<void> save_audiovisual(Database& db, const Item& item);

}  // namespace lantai::core
