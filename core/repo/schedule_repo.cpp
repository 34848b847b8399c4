#include "core/repo/schedule_repo.hpp"

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

const std::string kSelectRows =
    "SELECT id, code, scope, title, retention_class, level, active, version FROM schedule_rows";

ScheduleRow read_row(const DbRow& row) {
    return {row.integer(0), row.text(1),    row_int(row, 2),
            row.text(3),    row.text(4),    static_cast<Level>(row.integer(5)),
            row.boolean(6), row_int(row, 7)};
}

DbParams row_params(const ScheduleRow& row) {
    return {{"id", row.id},
            {"code", row.code},
            {"scope", row.scope},
            {"title", row.title},
            {"retention_class", row.retention_class},
            {"level", static_cast<int>(row.level)},
            {"active", row.active},
            {"version", row.version}};
}

}  // namespace

Result<std::vector<ScheduleRow>> list_schedule(Database& db, bool active_only) {
    return db_list<ScheduleRow>(
        db, kSelectRows + " WHERE active = 1 OR :active_only = 0 ORDER BY scope, code",
        {{"active_only", active_only}}, read_row);
}

Result<std::optional<ScheduleRow>> find_schedule_row(Database& db, Id id) {
    return db_find<ScheduleRow>(db, kSelectRows + " WHERE id = :id", {{"id", id}}, read_row);
}

Result<void> insert_schedule_row(Database& db, const ScheduleRow& row) {
    return run(db,
               "INSERT INTO schedule_rows(id, code, scope, title, retention_class, level, active,"
               " version) VALUES (:id, :code, :scope, :title, :retention_class, :level, :active,"
               " :version)",
               row_params(row));
}

Result<bool> update_schedule_row(Database& db, const ScheduleRow& row) {
    LT_TRY(const auto rows,
           db.execute("UPDATE schedule_rows SET code = :code, scope = :scope, title = :title,"
                      " retention_class = :retention_class, level = :level, active = :active,"
                      " version = version + 1 WHERE id = :id AND version = :version",
                      row_params(row)));
    return rows == 1;
}

Result<void> delete_schedule_row(Database& db, Id id) {
    return run(db, "DELETE FROM schedule_rows WHERE id = :id", {{"id", id}});
}

Result<bool> schedule_row_is_used(Database& db, Id id) {
    LT_TRY(const auto used,
           db_integer(db, "SELECT EXISTS (SELECT 1 FROM items WHERE schedule_id = :id)",
                      {{"id", id}}));
    return used != 0;
}

Result<bool> has_schedule(Database& db) {
    LT_TRY(const auto some,
           db_integer(db, "SELECT EXISTS (SELECT 1 FROM schedule_rows WHERE active = 1)", {}));
    return some != 0;
}

Result<void> save_audiovisual(Database& db, const Item& item) {
    LT_CHECK(run(db, "DELETE FROM item_audiovisual WHERE item_id = :id", {{"id", item.id}}));
    if (!item.audiovisual) return {};
    const Audiovisual& media = *item.audiovisual;
    return run(db,
               "INSERT INTO item_audiovisual(item_id, carrier, duration_s, dimensions, maker,"
               " made_on) VALUES (:id, :carrier, :duration, :dimensions, :maker, :made_on)",
               {{"id", item.id},
                {"carrier", to_text(media.carrier)},
                {"duration", media.duration_s},
                {"dimensions", media.dimensions},
                {"maker", media.maker},
                {"made_on", iso(media.made_on)}});
}

}  // namespace lantai::core
