#include "core/repo/worklist_repo.hpp"

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

DbParams params_of(const AccessPredicate& scope) {
    DbParams params;
    for (const auto& [name, value] : scope.params) params.emplace_back(name, value);
    return params;
}

}  // namespace

Result<std::vector<BoardRow>> filing_board(Database& db, const BoardQuery& query,
                                           const AccessPredicate& scope) {
    DbParams params = params_of(scope);
    params.emplace_back("month", query.month.iso());
    params.emplace_back("next", query.month.plus_months(1).iso());
    params.emplace_back("due", query.due.iso());
    params.emplace_back("late_before", query.late_before.iso());
    params.emplace_back("all", query.all);
    const std::string sql =
        "SELECT d.id, d.code, d.name,"
        " COALESCE(sum(x.of_month), 0),"
        " COALESCE(sum(x.of_month AND x.receipted_on <= :due), 0),"
        " COALESCE(sum(x.of_month AND x.receipted_on > :due), 0),"
        " COALESCE(sum(x.of_month AND x.receipted_on IS NULL), 0),"
        " COALESCE(sum(x.receipted_on IS NULL AND x.concluded_on < :late_before), 0)"
        " FROM departments d LEFT JOIN (SELECT e.department_id, e.concluded_on, e.receipted_on,"
        " e.concluded_on >= :month AND e.concluded_on < :next AS of_month"
        " FROM register_entries e WHERE e.concluded_on IS NOT NULL AND e.copy_of IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM register_entries c WHERE c.corrects = e.id) AND (" +
        scope.sql +
        ")) x ON x.department_id = d.id WHERE d.active = 1"
        " GROUP BY d.id, d.code, d.name HAVING :all = 1 OR count(x.department_id) > 0"
        " ORDER BY d.code";
    return db_list<BoardRow>(db, sql, params, [](const DbRow& row) {
        BoardRow one;
        one.department_id = row.integer(0);
        one.department_code = row.text(1);
        one.department_name = row.text(2);
        one.concluded = row_int(row, 3);
        one.in_time = row_int(row, 4);
        one.too_late = row_int(row, 5);
        one.open = row_int(row, 6);
        one.late = row_int(row, 7);
        return one;
    });
}

Result<std::int64_t> count_handovers_to_receive(Database& db, const AccessPredicate& scope) {
    return db_integer(
        db, "SELECT count(*) FROM handovers h WHERE h.state = 'given' AND (" + scope.sql + ")",
        params_of(scope));
}

Result<std::int64_t> count_open_notices(Database& db) {
    return db_integer(db, "SELECT count(*) FROM appointment_notices WHERE acknowledged_at IS NULL",
                      {});
}

Result<std::int64_t> count_departments_without_archivist(Database& db, const Date& today) {
    return db_integer(db,
                      "SELECT count(*) FROM departments d WHERE d.active = 1 AND NOT EXISTS"
                      " (SELECT 1 FROM positions p WHERE p.kind = 'department_archivist'"
                      " AND p.department_id = d.id AND p.from_date <= :day"
                      " AND (p.to_date IS NULL OR p.to_date >= :day))",
                      {{"day", today.iso()}});
}

Result<std::int64_t> count_loans_of(Database& db, Id department_id, Level clearance,
                                    const std::optional<Date>& overdue_on) {
    return db_integer(db,
                      "SELECT count(*) FROM loans l LEFT JOIN items i ON i.id = l.item_id"
                      " LEFT JOIN volumes v ON v.id = l.volume_id"
                      " WHERE l.state IN ('on_loan', 'returning', 'incident')"
                      " AND COALESCE(i.department_id, v.department_id) = :department"
                      " AND COALESCE(i.level, v.level) <= :level"
                      " AND (:today IS NULL OR l.due_date < :today)",
                      {{"department", department_id},
                       {"level", static_cast<int>(clearance)},
                       {"today", iso(overdue_on)}});
}

Result<std::int64_t> count_blocked_clearances(Database& db, const AccessPredicate& scope) {
    return db_integer(
        db, "SELECT count(*) FROM clearances c WHERE c.state = 'blocked' AND (" + scope.sql + ")",
        params_of(scope));
}

}  // namespace lantai::core
