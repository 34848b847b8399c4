#include "core/repo/position_repo.hpp"

#include <map>

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

const char* const kPositionSelect =
    "SELECT p.id, p.kind, p.department_id, p.user_id, p.from_date, p.to_date, p.version,"
    " coalesce(d.name, ''), u.name FROM positions p JOIN users u ON u.id = p.user_id"
    " LEFT JOIN departments d ON d.id = p.department_id ";

Result<PositionRow> read_position(const DbRow& row) {
    PositionRow out;
    Position& position = out.position;
    const auto kind = from_text<PositionKind>(row.text(1));
    if (!kind) return fail(ErrorCode::corrupt, "db.corrupt", "unknown position kind");
    position.id = row.integer(0);
    position.kind = *kind;
    position.department_id = row.optional_integer(2);
    position.user_id = row.integer(3);
    LT_TRY(position.from, row_date(row, 4));
    if (!row.is_null(5)) {
        LT_TRY(position.to, row_date(row, 5));
    }
    position.version = static_cast<int>(row.integer(6));
    out.department_name = row.text(7);
    out.user_name = row.text(8);
    return out;
}

Result<void> add_deputies(Database& db, const std::string& where, const DbParams& params,
                          std::vector<PositionRow>& rows) {
    std::map<Id, PositionRow*> by_id;
    for (PositionRow& row : rows) by_id[row.position.id] = &row;
    return db.query(
        "SELECT x.id, x.user_id, x.from_date, x.to_date, u.name, p.id FROM position_deputies x"
        " JOIN positions p ON p.id = x.position_id JOIN users u ON u.id = x.user_id " +
            where + " ORDER BY x.from_date, x.id",
        params, [&](const DbRow& row) -> Result<void> {
            Deputy deputy;
            deputy.id = row.integer(0);
            deputy.user_id = row.integer(1);
            LT_TRY(deputy.from, row_date(row, 2));
            LT_TRY(deputy.to, row_date(row, 3));
            const auto post = by_id.find(row.integer(5));
            if (post == by_id.end()) return {};
            post->second->position.deputies.push_back(deputy);
            post->second->deputy_names.push_back(row.text(4));
            return {};
        });
}

/// `where` names only columns of p.
Result<std::vector<PositionRow>> positions_where(Database& db, const std::string& where,
                                                 const DbParams& params) {
    std::vector<PositionRow> rows;
    LT_CHECK(db.query(kPositionSelect + where + " ORDER BY p.kind, d.code, p.from_date, p.id",
                      params, [&](const DbRow& row) -> Result<void> {
                          LT_TRY(PositionRow position, read_position(row));
                          rows.push_back(std::move(position));
                          return {};
                      }));
    LT_CHECK(add_deputies(db, where, params, rows));
    return rows;
}

Result<void> changed_one(Result<std::int64_t> changed, Error otherwise) {
    LT_TRY(const auto rows, std::move(changed));
    if (rows != 1) return otherwise;
    return {};
}

Error stale() { return fail(ErrorCode::stale, "request.stale"); }

}  // namespace

Result<std::vector<PositionRow>> list_positions(Database& db) {
    return positions_where(db, "", {});
}

Result<std::vector<PositionRow>> list_positions_on(Database& db, const Date& day) {
    return positions_where(db,
                           "WHERE p.from_date <= :day AND (p.to_date IS NULL OR p.to_date >= :day)",
                           {{"day", day.iso()}});
}

Result<std::optional<PositionRow>> find_position(Database& db, Id id) {
    LT_TRY(auto rows, positions_where(db, "WHERE p.id = :id", {{"id", id}}));
    if (rows.empty()) return std::optional<PositionRow>();
    return std::optional(std::move(rows.front()));
}

Result<void> insert_position(Database& db, const Position& position) {
    return changed_one(
        db.execute("INSERT INTO positions(id, kind, department_id, user_id, from_date, to_date)"
                   " VALUES (:id, :kind, :department_id, :user_id, :from_date, :to_date)",
                   {{"id", position.id},
                    {"kind", to_text(position.kind)},
                    {"department_id", position.department_id},
                    {"user_id", position.user_id},
                    {"from_date", position.from.iso()},
                    {"to_date", iso(position.to)}}),
        stale());
}

Result<void> set_position_end(Database& db, Id id, const std::optional<Date>& to, int version) {
    return changed_one(db.execute("UPDATE positions SET to_date = :to_date, version = version + 1"
                                  " WHERE id = :id AND version = :version",
                                  {{"id", id}, {"to_date", iso(to)}, {"version", version}}),
                       stale());
}

Result<void> insert_deputy(Database& db, Id position_id, const Deputy& deputy) {
    return changed_one(
        db.execute("INSERT INTO position_deputies(id, position_id, user_id, from_date, to_date)"
                   " VALUES (:id, :position_id, :user_id, :from_date, :to_date)",
                   {{"id", deputy.id},
                    {"position_id", position_id},
                    {"user_id", deputy.user_id},
                    {"from_date", deputy.from.iso()},
                    {"to_date", deputy.to.iso()}}),
        stale());
}

Result<void> set_deputy_end(Database& db, Id position_id, Id deputy_id, const Date& to) {
    return changed_one(
        db.execute("UPDATE position_deputies SET to_date = :to_date"
                   " WHERE id = :id AND position_id = :position_id",
                   {{"to_date", to.iso()}, {"id", deputy_id}, {"position_id", position_id}}),
        fail(ErrorCode::not_found, "access.not_found"));
}

Result<void> touch_position(Database& db, Id id, int version) {
    return changed_one(db.execute("UPDATE positions SET version = version + 1"
                                  " WHERE id = :id AND version = :version",
                                  {{"id", id}, {"version", version}}),
                       stale());
}

Result<std::vector<HeldPosition>> held_positions(Database& db, Id user_id, const Date& day) {
    std::vector<HeldPosition> held;
    LT_CHECK(
        db.query("SELECT p.kind, p.department_id, 0 FROM positions p WHERE p.user_id = :user"
                 " AND p.from_date <= :day AND (p.to_date IS NULL OR p.to_date >= :day)"
                 " UNION ALL SELECT p.kind, p.department_id, 1 FROM position_deputies x"
                 " JOIN positions p ON p.id = x.position_id WHERE x.user_id = :user"
                 " AND x.from_date <= :day AND x.to_date >= :day"
                 " AND p.from_date <= :day AND (p.to_date IS NULL OR p.to_date >= :day)"
                 " ORDER BY 3, 1, 2",
                 {{"user", user_id}, {"day", day.iso()}}, [&](const DbRow& row) -> Result<void> {
                     const auto kind = from_text<PositionKind>(row.text(0));
                     if (!kind)
                         return fail(ErrorCode::corrupt, "db.corrupt", "unknown position kind");
                     held.push_back({*kind, row.optional_integer(1), row.boolean(2)});
                     return {};
                 }));
    return held;
}

Result<bool> has_post_from(Database& db, Id user_id, const Date& day) {
    LT_TRY(const auto posts,
           db_integer(db,
                      "SELECT (SELECT count(*) FROM positions WHERE user_id = :user"
                      " AND (to_date IS NULL OR to_date >= :day))"
                      " + (SELECT count(*) FROM position_deputies WHERE user_id = :user"
                      " AND to_date >= :day)",
                      {{"user", user_id}, {"day", day.iso()}}));
    return posts > 0;
}

Result<std::vector<PositionHolder>> holders_of(Database& db, PositionKind kind,
                                               std::optional<Id> department_id, const Date& day) {
    const std::string post =
        "p.kind = :kind AND p.department_id IS :department AND p.from_date <= :day"
        " AND (p.to_date IS NULL OR p.to_date >= :day) AND u.active = 1";
    return db_list<PositionHolder>(
        db,
        "SELECT u.id, u.name, 0 FROM positions p JOIN users u ON u.id = p.user_id WHERE " + post +
            " UNION SELECT u.id, u.name, 1 FROM position_deputies x"
            " JOIN positions p ON p.id = x.position_id JOIN users u ON u.id = x.user_id WHERE " +
            post + " AND x.from_date <= :day AND x.to_date >= :day ORDER BY 3, 1",
        {{"kind", to_text(kind)}, {"department", department_id}, {"day", day.iso()}},
        [](const DbRow& row) {
            return PositionHolder{row.integer(0), row.text(1), row.boolean(2)};
        });
}

}  // namespace lantai::core
