#include "core/repo/print_repo.hpp"

#include <algorithm>

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kIdsAtOnce = 1000;

/// `from` ends in the column of the ids, which are different from each other.
Result<bool> all_within(Database& db, const std::string& from, std::span<const Id> ids,
                        const AccessPredicate& scope) {
    DbParams params;
    for (const auto& [name, value] : scope.params) params.emplace_back(name, value);
    for (std::size_t begin = 0; begin < ids.size(); begin += kIdsAtOnce) {
        const auto some = ids.subspan(begin, std::min(kIdsAtOnce, ids.size() - begin));
        std::string list;
        for (const Id id : some) list += (list.empty() ? "" : ", ") + std::to_string(id);
        LT_TRY(const auto found, db_integer(db,
                                            "SELECT count(*) FROM " + from + " IN (" + list +
                                                ") AND (" + scope.sql + ")",
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

Result<bool> all_items_within(Database& db, std::span<const Id> ids, const AccessPredicate& scope) {
    return all_within(db, "items i WHERE i.id", ids, scope);
}

Result<bool> all_volumes_within(Database& db, std::span<const Id> ids,
                                const AccessPredicate& scope) {
    return all_within(db, "volumes v WHERE v.id", ids, scope);
}

}  // namespace lantai::core
