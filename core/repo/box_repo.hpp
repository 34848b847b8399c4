// Boxes of the arrangement by item in the database.
#pragma once
#include <optional>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/box.hpp"
#include "core/model/item_entry.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

Result<std::optional<BoxEntry>> find_box_entry(Database& db, Id id);
Result<void> insert_box(Database& db, const Box& box);
/// Every field that may change (level, spine, state, signatures, texts, place); raises the version.
/// `box.version` is the version before. False: no longer that version.
Result<bool> update_box(Database& db, const Box& box);

/// By archival code, at most `limit` after `after`. The predicate is over `b`.
Result<std::vector<BoxEntry>> list_box_page(Database& db, const BoxFilter& filter,
                                            const AccessPredicate& scope,
                                            const std::optional<PageEnd>& after, int limit);

}  // namespace lantai::core
