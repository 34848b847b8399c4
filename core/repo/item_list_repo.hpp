// Lists over items within what a person may know.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/event.hpp"
#include "core/model/item_entry.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

/// At most `limit` rows after `after`. The predicate is over `i`.
Result<std::vector<ItemEntry>> list_entries(Database& db, const ItemFilter& filter,
                                            const AccessPredicate& scope,
                                            const std::optional<PageEnd>& after, int limit);
/// All of them, row by row; an error of `each` ends it.
Result<void> each_entry(Database& db, const ItemFilter& filter, const AccessPredicate& scope,
                        const std::function<Result<void>(ItemEntry&)>& each);
Result<std::int64_t> count_entries(Database& db, const ItemFilter& filter,
                                   const AccessPredicate& scope);
/// The end of a page whose last row is `entry`.
PageEnd page_end(const ItemEntry& entry, ItemSort sort);

Result<std::vector<TreeCount>> count_tree(Database& db, const AccessPredicate& scope);

/// Filed items that may be the same document: same folded number, same title and date, or one of
/// the file hashes. The rules judge the first two.
Result<std::vector<ItemEntry>> list_lookalikes(Database& db, const Item& item,
                                               const std::vector<std::string>& hashes,
                                               const AccessPredicate& scope);
/// Does the item have a file with one of these hashes?
Result<bool> has_file_of(Database& db, Id item_id, const std::vector<std::string>& hashes);

/// Did this person open the file after `since`?
Result<bool> was_read_since(Database& db, Id user_id, Id item_id, Id file_id, Timestamp since);

}  // namespace lantai::core
