// Change requests in the database.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/change_request.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

Result<void> insert_change(Database& db, const ChangeRequest& change);
/// State and decision; raises the version. `change.version` is the version before. False: no
/// longer that version.
Result<bool> update_change(Database& db, const ChangeRequest& change);

Result<std::optional<ChangeEntry>> find_change(Database& db, Id id);
/// Newest first. The predicate is over `c`.
Result<std::vector<ChangeEntry>> list_changes(Database& db, const ChangeFilter& filter,
                                              const AccessPredicate& scope);
/// The undecided request of this kind about the object.
Result<std::optional<Id>> find_open_change(Database& db, ChangeKind kind, ChangeTarget target,
                                           Id object_id);
/// Approved moves of the item out of a volume (T-1), oldest first.
Result<std::vector<ChangeEntry>> list_moves_of(Database& db, Id item_id);

/// What was done to the object since the request, as the log names it, oldest first.
Result<std::vector<std::string>> list_acts_since(Database& db, const ChangeRequest& change);

}  // namespace lantai::core
