// Volumes in the database.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/volume_entry.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

Result<std::optional<VolumeEntry>> find_volume_entry(Database& db, Id id);
Result<std::optional<VolumeEntry>> find_volume_by_code(Database& db, const std::string& code);
Result<void> insert_volume(Database& db, const Volume& volume);
/// Every field that may change (level, title, state, signatures, texts, reasons); raises the
/// version. `volume.version` is the version before. False: no longer that version.
Result<bool> update_volume(Database& db, const Volume& volume);

/// By archival code, at most `limit` after `after`. The predicate is over `v`.
Result<std::vector<VolumeEntry>> list_volume_page(Database& db, const VolumeFilter& filter,
                                                  const AccessPredicate& scope,
                                                  const std::optional<PageEnd>& after, int limit);

/// All of them, row by row; an error of `each` ends it.
Result<void> each_volume(Database& db, const VolumeFilter& filter, const AccessPredicate& scope,
                         const std::function<Result<void>(VolumeEntry&)>& each);
Result<std::int64_t> count_volumes(Database& db, const VolumeFilter& filter,
                                   const AccessPredicate& scope);

/// How often form.printed was logged for the volume, and the last time.
Result<PrintCount> count_prints(Database& db, Id volume_id);

}  // namespace lantai::core
