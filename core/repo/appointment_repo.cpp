#include "core/repo/appointment_repo.hpp"

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

const std::string kSelectNotices =
    "SELECT n.id, n.position_id, n.kind, n.made_by, n.made_at, n.acknowledged_by,"
    " n.acknowledged_at, (SELECT name FROM departments WHERE id = p.department_id), u.name,"
    " p.from_date, p.to_date, (SELECT name FROM users WHERE id = n.made_by),"
    " (SELECT name FROM users WHERE id = n.acknowledged_by)"
    " FROM appointment_notices n JOIN positions p ON p.id = n.position_id"
    " JOIN users u ON u.id = p.user_id";

Result<NoticeEntry> read_notice(const DbRow& row) {
    NoticeEntry entry;
    AppointmentNotice& notice = entry.notice;
    notice.id = row.integer(0);
    notice.position_id = row.integer(1);
    LT_TRY(notice.kind, row_enum<NoticeKind>(row, 2));
    notice.made_by = row.optional_integer(3).value_or(0);
    notice.made_at = row.integer(4);
    notice.acknowledged_by = row.optional_integer(5);
    notice.acknowledged_at = row.optional_integer(6);
    entry.department_name = row.optional_text(7).value_or("");
    entry.user_name = row.text(8);
    LT_TRY(entry.from, row_date(row, 9));
    LT_TRY(entry.to, row_optional_date(row, 10));
    entry.made_by_name = row.optional_text(11).value_or("");
    entry.acknowledged_by_name = row.optional_text(12).value_or("");
    return entry;
}

}  // namespace

Result<void> insert_notice(Database& db, const AppointmentNotice& notice) {
    return run(db,
               "INSERT INTO appointment_notices(id, position_id, kind, made_by, made_at)"
               " VALUES (:id, :position, :kind, :by, :at)",
               {{"id", notice.id},
                {"position", notice.position_id},
                {"kind", to_text(notice.kind)},
                {"by", or_null(notice.made_by)},
                {"at", notice.made_at}});
}

Result<std::vector<NoticeEntry>> list_notices(Database& db, bool open, std::optional<Id> before_id,
                                              int limit) {
    return read_list<NoticeEntry>(db,
                                  kSelectNotices +
                                      " WHERE (:open = 0 OR n.acknowledged_at IS NULL)"
                                      " AND (:before IS NULL OR n.id < :before)"
                                      " ORDER BY n.id DESC LIMIT :limit",
                                  {{"open", open}, {"before", before_id}, {"limit", limit}},
                                  read_notice);
}

Result<std::optional<NoticeEntry>> find_notice(Database& db, Id id) {
    return read_first<NoticeEntry>(db, kSelectNotices + " WHERE n.id = :id", {{"id", id}},
                                   read_notice);
}

Result<bool> acknowledge_notice(Database& db, Id id, Id user_id, Timestamp at) {
    LT_TRY(const auto rows,
           db.execute("UPDATE appointment_notices SET acknowledged_by = :by, acknowledged_at = :at"
                      " WHERE id = :id AND acknowledged_at IS NULL",
                      {{"by", user_id}, {"at", at}, {"id", id}}));
    return rows == 1;
}

}  // namespace lantai::core
