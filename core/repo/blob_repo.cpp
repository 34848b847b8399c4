#include "core/repo/blob_repo.hpp"

namespace lantai::core {

Result<std::vector<ItemBlob>> list_item_blobs(Database& db) {
    return db_list<ItemBlob>(db,
                             "SELECT f.item_id, CAST(f.blob_sha256 AS TEXT),"
                             " CAST(coalesce(b.size, -1) AS INTEGER) FROM item_files f"
                             " LEFT JOIN blobs b ON b.sha256 = f.blob_sha256"
                             " ORDER BY f.item_id, f.ordinal",
                             {}, [](const DbRow& row) {
                                 return ItemBlob{row.integer(0), row.text(1), row.integer(2)};
                             });
}

Result<std::vector<std::string>> database_faults(Database& db) {
    std::vector<std::string> faults;
    LT_CHECK(db.query("PRAGMA integrity_check", {}, [&](const DbRow& row) -> Result<void> {
        if (row.text(0) != "ok") faults.push_back(row.text(0));
        return {};
    }));
    LT_CHECK(db.query("PRAGMA foreign_key_check", {}, [&](const DbRow& row) -> Result<void> {
        faults.push_back("row " + (row.is_null(1) ? "?" : row.text(1)) + " of " + row.text(0) +
                         " refers to a missing row of " + row.text(2));
        return {};
    }));
    return faults;
}

Result<std::vector<TableCount>> count_tables(Database& db) {
    static constexpr const char* kTables[] = {
        "departments", "users",      "positions",   "fonds",          "filing_scheme_clauses",
        "volumes",     "items",      "item_links",  "item_files",     "blobs",
        "loans",       "loan_steps", "loan_counts", "loan_incidents", "audit_log"};
    std::vector<TableCount> counts;
    for (const char* table : kTables) {
        LT_TRY(const auto rows, db_integer(db, std::string("SELECT count(*) FROM ") + table));
        counts.push_back({table, rows});
    }
    return counts;
}

}  // namespace lantai::core
