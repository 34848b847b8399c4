// Handovers and their rows in the database.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/handover.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

/// Next number of the year, "YJ2026-0001"; gap-free inside the transaction.
Result<std::string> next_handover_no(Database& db, int year);

Result<void> insert_handover(Database& db, const Handover& handover);  // with its rows
/// State, signatures and remarks, and the rows anew; raises the version. `handover.version` is the
/// version before. False: no longer that version.
Result<bool> update_handover(Database& db, const Handover& handover);

Result<std::optional<HandoverEntry>> find_handover(Database& db, Id id);
/// The id of the handover with this number.
Result<std::optional<Id>> find_handover_no(Database& db, const std::string& number);
/// Newest first, with rows. The predicate is over `h`.
Result<std::vector<HandoverEntry>> list_handovers(Database& db, const HandoverFilter& filter,
                                                  const AccessPredicate& scope);

/// What an item or volume is to a receipt; nothing when it does not exist.
Result<std::optional<HandedRecord>> find_handed(Database& db, const HandoverRow& row);
/// The number of another handover, not cancelled, that holds the same item or volume.
Result<std::optional<std::string>> other_handover_of(Database& db, const HandoverRow& row,
                                                     Id handover_id);

}  // namespace lantai::core
