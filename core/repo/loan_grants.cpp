#include "core/repo/loan_grants.hpp"

namespace lantai::core {

Result<std::set<Id>> granted_items(Database& db, Id user_id, const Date& today) {
    std::set<Id> items;
    // Paper is open while it is lent. What exists as a file only is never handed out: the last
    // approval opens it, its last day closes it.
    LT_CHECK(db.query(
        "SELECT i.id FROM loans l JOIN items i"
        " ON i.id = l.item_id OR (l.volume_id IS NOT NULL AND i.volume_id = l.volume_id)"
        " WHERE l.requester_id = :user AND l.reader_kind = 'inside' AND l.due_date >= :today"
        " AND (l.state = 'on_loan' OR (l.state = 'approved' AND i.medium = 'electronic'))",
        {{"user", user_id}, {"today", today.iso()}}, [&](const DbRow& row) -> Result<void> {
            items.insert(row.integer(0));
            return {};
        }));
    return items;
}

}  // namespace lantai::core
