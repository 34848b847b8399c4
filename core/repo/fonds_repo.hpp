// Fonds, filing schemes and retention classes in the database.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/fonds.hpp"
#include "core/model/user.hpp"

namespace lantai::core {

Result<std::vector<Fonds>> list_fonds(Database& db);  // by fonds_no
Result<std::optional<Fonds>> find_fonds(Database& db, Id id);
Result<std::optional<Fonds>> find_fonds_by_no(Database& db, const std::string& fonds_no);
Result<void> insert_fonds(Database& db, const Fonds& fonds);
/// Raises the version; `fonds.version` is the version before. False: no longer that version.
Result<bool> update_fonds(Database& db, const Fonds& fonds);
/// Items or volumes carry its number.
Result<bool> fonds_is_used(Database& db, Id id);

/// The categories that have settings of their own, by category.
Result<std::vector<FondsCategory>> list_fonds_categories(Database& db, Id fonds_id);
/// Those of the category, or without a row those of the fonds (category_of_fonds()).
Result<FondsCategory> category_settings(Database& db, const Fonds& fonds,
                                        const std::string& category);
/// `settings.version` is that of the row to insert.
Result<void> insert_fonds_category(Database& db, const FondsCategory& settings);
/// Raises the version; `settings.version` is the version before. False: no longer that version.
Result<bool> update_fonds_category(Database& db, const FondsCategory& settings);
/// Volumes (by volume) or boxes (by item) of the category that are not sealed or closed yet.
Result<std::int64_t> count_unfinished(Database& db, const FondsCategory& settings);

Result<std::vector<RetentionClass>> list_retention_classes(Database& db);  // kept longest first

Result<std::vector<FilingSchemeClause>> list_clauses(Database& db, Id fonds_id, int filing_year);
Result<std::optional<FilingSchemeClause>> find_clause(Database& db, Id id);
Result<void> insert_clause(Database& db, const FilingSchemeClause& clause);
Result<bool> update_clause(Database& db, const FilingSchemeClause& clause);
/// Errors: conflict db.referenced when an item uses it.
Result<void> delete_clause(Database& db, Id id);
Result<bool> clause_is_used(Database& db, Id id);

/// The next number in a scope; numbers start at 1 and never come twice.
Result<int> take_serial(Database& db, const std::string& scope);
/// The number that take_serial would give now.
Result<int> peek_serial(Database& db, const std::string& scope);

Result<std::optional<Department>> find_department_of_record(Database& db, Id id);
Result<std::optional<Department>> find_department_by_code(Database& db, const std::string& code);

}  // namespace lantai::core
