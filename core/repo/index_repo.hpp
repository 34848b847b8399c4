// What the index is made from: the feed of changes and the items as they are now.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/item.hpp"

namespace lantai::core {

struct OutboxRow {
    std::int64_t seq = 0;
    Id item_id = 0;
};

/// The oldest rows for items, at most `limit`.
Result<std::vector<OutboxRow>> outbox_batch(Database& db, int limit);
/// The items with a row in the feed: their entries in the index may be of an older state.
Result<std::vector<Id>> pending_item_ids(Database& db);
/// Forgets the rows up to `seq`: one writer gives the numbers out in the order of commits, so
/// nothing below a row once seen can appear later.
Result<void> outbox_forget(Database& db, std::int64_t seq);

/// An item with its files, as it is filed now; only what the index holds is filled in.
struct IndexedItem {
    /// archival_code: the code of today and, after blanks, those that it once had, so that an old
    /// code finds it.
    Item item;
    std::vector<ItemFile> files;  // in the order of their ordinals
};
/// Nothing when there is no such item. Withdrawn items are returned with their state.
Result<std::optional<IndexedItem>> find_indexed_item(Database& db, Id id);

/// All items that are not withdrawn, by id.
Result<std::vector<Id>> indexable_item_ids(Database& db);

/// Notes whether a file has full text; `reason` is a message key or empty. The item's version
/// does not change: this is no change of the record.
Result<void> set_text_state(Database& db, Id file_id, TextState state, const std::string& reason);

/// Changes with every restore of the archive, so that an index of another state is noticed; empty
/// when the archive has none yet.
Result<std::string> archive_epoch(Database& db);

}  // namespace lantai::core
