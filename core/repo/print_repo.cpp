#include "core/repo/print_repo.hpp"

#include "core/repo/rows.hpp"

namespace lantai::core {

Result<std::map<Id, std::pair<Date, Date>>> volume_spans(Database& db, Id fonds_id,
                                                         std::optional<int> filing_year) {
    std::string sql =
        "SELECT v.id, min(i.document_date), max(i.document_date) FROM volumes v"
        " JOIN items i ON i.volume_id = v.id WHERE v.fonds_id = :fonds";
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

}  // namespace lantai::core
