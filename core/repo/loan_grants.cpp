#include "core/repo/loan_grants.hpp"

namespace lantai::core {

Result<std::set<Id>> granted_items(Database& db, Id user_id, const Date& today) {
    std::set<Id> items;
    LT_CHECK(db.query(
        "SELECT l.item_id FROM loans l WHERE l.requester_id = :user AND l.reader_kind = 'inside'"
        " AND l.state = 'on_loan' AND l.due_date >= :today AND l.item_id IS NOT NULL"
        " UNION SELECT i.id FROM loans l JOIN items i ON i.volume_id = l.volume_id"
        " WHERE l.requester_id = :user AND l.reader_kind = 'inside' AND l.state = 'on_loan'"
        " AND l.due_date >= :today",
        {{"user", user_id}, {"today", today.iso()}}, [&](const DbRow& row) -> Result<void> {
            items.insert(row.integer(0));
            return {};
        }));
    return items;
}

}  // namespace lantai::core
