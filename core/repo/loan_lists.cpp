#include "core/repo/loan_lists.hpp"

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

// States in which the thing is not in its place; the same set as the unique indexes.
constexpr const char* kOut = "('issuing', 'on_loan', 'returning', 'incident')";

// Only what has left the desk can come back late.
constexpr const char* kLate = " l.due_date < :today AND l.issued_at IS NOT NULL AND l.state IN ";

// An approval ends by itself with its last day: reading is closed, nothing is issued any more.
constexpr const char* kOpen =
    "(l.state NOT IN ('refused', 'withdrawn', 'returned')"
    " AND NOT (l.state = 'approved' AND l.due_date < :today))";

// Of l with its item i and its volume v. An empty volume has no files either.
constexpr const char* kFileOnly =
    "(coalesce(i.medium = 'electronic', 0) OR (l.volume_id IS NOT NULL"
    " AND EXISTS(SELECT 1 FROM items x WHERE x.volume_id = l.volume_id)"
    " AND NOT EXISTS(SELECT 1 FROM items x WHERE x.volume_id = l.volume_id"
    " AND x.medium <> 'electronic')))";

constexpr const char* kFrom =
    " FROM loans l JOIN users u ON u.id = l.requester_id"
    " LEFT JOIN items i ON i.id = l.item_id LEFT JOIN volumes v ON v.id = l.volume_id";

std::int64_t start_of(Date day, const LoanFilter& filter) {
    return std::int64_t{day.days_since(Date(1970, 1, 1))} * 86'400'000 -
           std::int64_t{filter.utc_offset_minutes} * 60'000;
}

std::string states_sql(const std::vector<LoanState>& states) {
    std::string list;
    for (const LoanState state : states)
        list += (list.empty() ? "'" : ", '") + std::string(to_text(state)) + "'";
    return list.empty() ? "" : " AND l.state IN (" + list + ")";
}

/// The condition of a filter over kFrom, and its parameters.
struct Where {
    std::string sql = " WHERE 1 = 1";
    DbParams params;
};

void add_marks(const LoanFilter& filter, Where& where) {
    where.sql += states_sql(filter.states);
    if (filter.open_only) where.sql += std::string(" AND ") + kOpen;
    if (filter.issued_only) where.sql += " AND l.issued_at IS NOT NULL";
    if (filter.paper_only) where.sql += std::string(" AND NOT ") + kFileOnly;
    if (filter.overdue_only) where.sql += std::string(" AND") + kLate + kOut;
    if (filter.open_only || filter.overdue_only)
        where.params.push_back({"today", filter.today.iso()});
    if (filter.visible) {
        where.sql += " AND " + filter.visible->sql;
        for (const auto& [name, value] : filter.visible->params)
            where.params.push_back({name, value});
    }
}

Where where_of(const LoanFilter& filter) {
    Where where;
    add_marks(filter, where);
    if (filter.requester_id) {
        where.sql += " AND l.requester_id = :requester";
        where.params.push_back({"requester", *filter.requester_id});
    }
    if (filter.from) {
        where.sql += " AND l.created_at >= :from_time";
        where.params.push_back({"from_time", start_of(*filter.from, filter)});
    }
    if (filter.to) {
        where.sql += " AND l.created_at < :to_time";
        where.params.push_back({"to_time", start_of(filter.to->plus_days(1), filter)});
    }
    if (!filter.query.empty()) {
        where.sql +=
            " AND (instr(l.request_no, :query) > 0 OR instr(u.name, :query) > 0"
            " OR instr(l.outside_name, :query) > 0"
            " OR instr(coalesce(i.archival_code, v.archival_code), :query) > 0"
            " OR instr(coalesce(i.title, v.title), :query) > 0)";
        where.params.push_back({"query", filter.query});
    }
    return where;
}

void add_before(const LoanFilter& filter, Where& where) {
    if (!filter.before_id) return;
    where.sql += " AND l.id < :before";
    where.params.push_back({"before", *filter.before_id});
}

Id first_id(const DbRow& row) { return row.integer(0); }

constexpr const char* kPostPeople =
    "(SELECT user_id FROM positions UNION SELECT user_id FROM position_deputies)";

}  // namespace

Result<std::vector<Id>> list_loan_ids(Database& db, const LoanFilter& filter) {
    Where where = where_of(filter);
    add_before(filter, where);
    where.params.push_back({"limit", filter.limit});
    return db_list<Id>(
        db, std::string("SELECT l.id") + kFrom + where.sql + " ORDER BY l.id DESC LIMIT :limit",
        where.params, first_id);
}

Result<int> count_loans(Database& db, const LoanFilter& filter) {
    const Where where = where_of(filter);
    LT_TRY(const auto count,
           db_integer(db, std::string("SELECT count(*)") + kFrom + where.sql, where.params));
    return static_cast<int>(count);
}

Result<std::vector<PendingLoan>> list_pending(Database& db, const LoanFilter& filter) {
    LoanFilter requested = filter;
    requested.states = {LoanState::requested};
    Where where = where_of(requested);
    add_before(filter, where);
    std::vector<PendingLoan> list;
    LT_CHECK(
        db.query(std::string("SELECT l.id, l.requester_id, coalesce(i.level, v.level), s.ordinal,"
                             " s.position, s.department_id, s.decision, s.decided_by") +
                     kFrom + " JOIN loan_steps s ON s.loan_id = l.id" + where.sql +
                     " ORDER BY l.id DESC, s.ordinal",
                 where.params, [&](const DbRow& row) -> Result<void> {
                     if (list.empty() || list.back().loan.id != row.integer(0)) {
                         PendingLoan& next = list.emplace_back();
                         next.loan.id = row.integer(0);
                         next.loan.requester_id = row.integer(1);
                         next.level = static_cast<Level>(row.integer(2));
                     }
                     LoanStep step;
                     step.ordinal = row_int(row, 3);
                     LT_TRY(step.position, row_enum<PositionKind>(row, 4));
                     step.department_id = row.optional_integer(5);
                     if (!row.is_null(6)) {
                         LT_TRY(step.decision, row_enum<StepDecision>(row, 6));
                     }
                     step.decided_by = row.optional_integer(7);
                     list.back().loan.steps.push_back(std::move(step));
                     return {};
                 }));
    return list;
}

Result<std::vector<Id>> list_unrecorded_overdue(Database& db, Date today) {
    return db_list<Id>(db,
                       std::string("SELECT l.id FROM loans l WHERE") + kLate + kOut +
                           " AND NOT EXISTS(SELECT 1 FROM loan_breaches b WHERE b.loan_id = l.id)"
                           " ORDER BY l.id",
                       {{"today", today.iso()}}, [](const DbRow& row) { return row.integer(0); });
}

Result<std::vector<Id>> list_ended_readings(Database& db, Date today) {
    return db_list<Id>(db,
                       std::string("SELECT l.id") + kFrom +
                           " WHERE l.state = 'approved' AND l.due_date < :today AND " + kFileOnly +
                           " ORDER BY l.id",
                       {{"today", today.iso()}}, first_id);
}

Result<std::vector<Id>> list_open_requests(Database& db, Id item_id) {
    return db_list<Id>(db,
                       "SELECT id FROM loans WHERE item_id = :item"
                       " AND state IN ('requested', 'approved') ORDER BY id",
                       {{"item", item_id}}, first_id);
}

Result<int> count_open_loans(Database& db, Id requester_id, Date today) {
    LT_TRY(
        const auto count,
        db_integer(
            db, std::string("SELECT count(*) FROM loans l WHERE l.requester_id = :id AND ") + kOpen,
            {{"id", requester_id}, {"today", today.iso()}}));
    return static_cast<int>(count);
}

Result<bool> has_overdue(Database& db, Id requester_id, Date today) {
    LT_TRY(const auto count,
           db_integer(db,
                      std::string("SELECT count(*) FROM loans l WHERE"
                                  " l.requester_id = :id AND l.reader_kind = 'inside' AND") +
                          kLate + kOut,
                      {{"id", requester_id}, {"today", today.iso()}}));
    return count > 0;
}

Result<bool> has_open_loan_of(Database& db, const Loan& loan, Date today) {
    LT_TRY(const auto count,
           db_integer(db,
                      std::string("SELECT count(*) FROM loans l WHERE l.requester_id = :requester"
                                  " AND l.reader_kind = 'inside' AND ") +
                          kOpen +
                          " AND coalesce(l.item_id, 0) = :item"
                          " AND coalesce(l.volume_id, 0) = :volume",
                      {{"requester", loan.requester_id},
                       {"today", today.iso()},
                       {"item", loan.item_id.value_or(0)},
                       {"volume", loan.volume_id.value_or(0)}}));
    return count > 0;
}

Result<std::vector<User>> list_post_people(Database& db) {
    std::map<Id, std::set<Role>> roles;
    LT_CHECK(db.query(
        std::string("SELECT user_id, role FROM user_roles WHERE user_id IN ") + kPostPeople, {},
        [&](const DbRow& row) -> Result<void> {
            LT_TRY(const Role role, row_enum<Role>(row, 1));
            roles[row.integer(0)].insert(role);
            return {};
        }));
    return read_list<User>(
        db,
        std::string("SELECT id, name, department_id, clearance, clearance_until, active,"
                    " rights_held FROM users WHERE id IN ") +
            kPostPeople + " ORDER BY id",
        {}, [&](const DbRow& row) -> Result<User> {
            User user;
            user.id = row.integer(0);
            user.name = row.text(1);
            user.department_id = row.integer(2);
            user.clearance = static_cast<Level>(row.integer(3));
            LT_TRY(user.clearance_until, row_optional_date(row, 4));
            user.active = row.boolean(5);
            user.rights_held = row.boolean(6);
            user.roles = roles[user.id];
            return user;
        });
}

Result<std::map<Id, LoanPerson>> loan_people(Database& db, const std::set<Id>& ids) {
    std::string list;
    for (const Id id : ids) list += (list.empty() ? "" : ", ") + std::to_string(id);
    std::map<Id, LoanPerson> people;
    LT_CHECK(db.query("SELECT id, name, department_id FROM users WHERE id IN (" + list + ")", {},
                      [&](const DbRow& row) -> Result<void> {
                          people[row.integer(0)] = {row.text(1), row.integer(2)};
                          return {};
                      }));
    return people;
}

Result<std::map<Id, std::string>> department_names(Database& db) {
    std::map<Id, std::string> found;
    LT_CHECK(
        db.query("SELECT id, name FROM departments", {}, [&](const DbRow& row) -> Result<void> {
            found[row.integer(0)] = row.text(1);
            return {};
        }));
    return found;
}

}  // namespace lantai::core
