#include "core/repo/print_repo.hpp"

#include <algorithm>

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kIdsAtOnce = 1000;

std::string id_list(std::span<const Id> ids) {
    std::string list;
    for (const Id id : ids) list += (list.empty() ? "" : ", ") + std::to_string(id);
    return list;
}

/// `from` ends in the column of the ids, which are different from each other.
Result<bool> all_within(Database& db, const std::string& from, std::span<const Id> ids,
                        const AccessPredicate& scope) {
    DbParams params;
    for (const auto& [name, value] : scope.params) params.emplace_back(name, value);
    for (std::size_t begin = 0; begin < ids.size(); begin += kIdsAtOnce) {
        const auto some = ids.subspan(begin, std::min(kIdsAtOnce, ids.size() - begin));
        LT_TRY(const auto found, db_integer(db,
                                            "SELECT count(*) FROM " + from + " IN (" +
                                                id_list(some) + ") AND (" + scope.sql + ")",
                                            params));
        if (found != static_cast<std::int64_t>(some.size())) return false;
    }
    return true;
}

}  // namespace

Result<std::map<Id, std::pair<Date, Date>>> volume_spans(Database& db, Id fonds_id,
                                                         std::optional<int> filing_year) {
    std::string sql =
        "SELECT v.id, min(i.document_date), max(i.document_date) FROM volumes v"
        " JOIN items i ON i.volume_id = v.id WHERE v.fonds_id = :fonds AND i.date_text = ''";
    DbParams params = {{"fonds", fonds_id}};
    if (filing_year) {
        sql += " AND v.filing_year = :year";
        params.emplace_back("year", *filing_year);
    }
    std::map<Id, std::pair<Date, Date>> spans;
    LT_CHECK(db.query(sql + " GROUP BY v.id", params, [&](const DbRow& row) -> Result<void> {
        LT_TRY(const Date first, Date::parse(row.text(1)));
        LT_TRY(const Date last, Date::parse(row.text(2)));
        spans.emplace(row.integer(0), std::pair(first, last));
        return {};
    }));
    return spans;
}

Result<void> each_title(Database& db, std::span<const Id> ids,
                        const std::function<Result<void>(const ItemTitle&)>& each) {
    for (std::size_t begin = 0; begin < ids.size(); begin += kIdsAtOnce) {
        const auto some = ids.subspan(begin, std::min(kIdsAtOnce, ids.size() - begin));
        std::map<Id, ItemTitle> titles;
        LT_CHECK(db.query(
            "SELECT id, title, archival_code, document_date, date_text FROM items WHERE id IN (" +
                id_list(some) + ")",
            {}, [&](const DbRow& row) -> Result<void> {
                LT_TRY(const Date date, row_date(row, 3));
                titles[row.integer(0)] = {row.text(1), row.text(2), date, row.text(4)};
                return {};
            }));
        for (const Id id : some) LT_CHECK(each(titles[id]));
    }
    return {};
}

Result<bool> all_items_within(Database& db, std::span<const Id> ids, const AccessPredicate& scope) {
    return all_within(db, "items i WHERE i.id", ids, scope);
}

Result<bool> all_volumes_within(Database& db, std::span<const Id> ids,
                                const AccessPredicate& scope) {
    return all_within(db, "volumes v WHERE v.id", ids, scope);
}

namespace {

struct ChangedObject {
    std::string type;
    Id id = 0;
    std::optional<Id> volume;  // that a changed item lies in
    std::optional<Id> box;
};

bool shown_by(const PrintJob& job, const ChangedObject& changed) {
    const auto has = [](const std::vector<Id>& ids, std::optional<Id> id) {
        return id && std::find(ids.begin(), ids.end(), *id) != ids.end();
    };
    if (changed.type == "volume") return has(job.volumes, changed.id);
    if (changed.type == "box") return has(job.boxes, changed.id);
    if (changed.type == "item")
        return has(job.items, changed.id) || has(job.volumes, changed.volume) ||
               has(job.boxes, changed.box);
    return true;  // head, logo or a department's name of every form
}

}  // namespace

Result<bool> changed_since_printed(Database& db, const PrintJob& job) {
    LT_TRY(const auto all,
           db_list<ChangedObject>(
               db,
               "SELECT DISTINCT a.object_type, a.object_id, i.volume_id, i.box_id FROM audit_log a"
               " LEFT JOIN items i ON a.object_type = 'item' AND i.id = a.object_id"
               " WHERE a.seq > :seq AND a.outcome = 'done'"
               " AND a.object_type IN ('volume', 'box', 'item', 'fonds', 'department')"
               " AND a.action NOT IN ('item.viewed', 'volume.viewed', 'box.viewed', 'file.viewed',"
               " 'item.history_viewed', 'file.damaged', 'form.printed')",
               {{"seq", job.log_seq}}, [](const DbRow& row) {
                   return ChangedObject{row.text(0), row.optional_integer(1).value_or(0),
                                        row.optional_integer(2), row.optional_integer(3)};
               }));
    return std::any_of(all.begin(), all.end(),
                       [&](const ChangedObject& one) { return shown_by(job, one); });
}

}  // namespace lantai::core
