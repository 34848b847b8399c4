// Counts behind the work lists and the monthly filing board.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/user.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

/// One department and the papers concluded there in one month.
struct BoardRow {
    Id department_id = 0;
    std::string department_code;
    std::string department_name;
    int concluded = 0;
    int in_time = 0;   // with a receipt up to the due day
    int too_late = 0;  // with a receipt after it
    int open = 0;      // without a receipt
    int late = 0;      // of all months, without a receipt, past their due day
};
/// `month`: its first day; `late_before` as register_rules says. The predicate is over `e`. Active
/// departments, by code; those without papers too when `all`.
struct BoardQuery {
    Date month;
    Date due;
    Date late_before;
    bool all = true;
};
Result<std::vector<BoardRow>> filing_board(Database& db, const BoardQuery& query,
                                           const AccessPredicate& scope);

Result<std::int64_t> count_handovers_to_receive(Database& db, const AccessPredicate& scope);
Result<std::int64_t> count_open_notices(Database& db);
Result<std::int64_t> count_departments_without_archivist(Database& db, const Date& today);
/// Things of the department that are out, up to the level; with `today` only overdue ones.
Result<std::int64_t> count_loans_of(Database& db, Id department_id, Level clearance,
                                    const std::optional<Date>& overdue_on);
Result<std::int64_t> count_blocked_clearances(Database& db, const AccessPredicate& scope);

}  // namespace lantai::core
