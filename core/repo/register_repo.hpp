// The handling register in the database.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/register_entry.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

/// Gives the next number of department, year and direction and the register number made of it.
Result<void> number_entry(Database& db, const std::string& department_code, RegisterEntry& entry);
Result<void> insert_entry(Database& db, const RegisterEntry& entry);
/// Handler, state, dates, clause and item. Raises the version; `entry.version` is the one before.
/// False: no longer that version.
Result<bool> update_entry(Database& db, const RegisterEntry& entry);
/// `step.ordinal` is given here.
Result<void> insert_step(Database& db, Id entry_id, Id step_id, const RegisterStep& step);
Result<std::vector<RegisterStep>> list_steps(Database& db, Id entry_id);  // oldest first

Result<std::optional<RegisterRow>> find_register_row(Database& db, Id id);
/// The entry that the item was filed from, if any.
Result<std::optional<RegisterRow>> find_register_row_of_item(Database& db, Id item_id);
/// Newest first. The predicate is over `e`.
Result<std::vector<RegisterRow>> list_register(Database& db, const RegisterFilter& filter,
                                               const AccessPredicate& scope);
Result<std::int64_t> count_register(Database& db, const RegisterFilter& filter,
                                    const AccessPredicate& scope);
/// Entries with this document number (folded) that nothing corrected.
Result<std::vector<RegisterRow>> list_register_by_no(Database& db, const std::string& key);
/// Entries of the items of a volume or box.
Result<std::vector<RegisterRow>> list_register_of_volume(Database& db, Id volume_id);
Result<std::vector<RegisterRow>> list_register_of_box(Database& db, Id box_id);
/// Papers that a person still has in hand: not collected and not corrected.
Result<std::vector<RegisterRow>> list_papers_in_hand(Database& db, Id handler_id);

/// The department that keeps what the company issues; 0: none is named.
Result<Id> general_office(Database& db);
Result<void> set_general_office(Database& db, Id department_id);

}  // namespace lantai::core
