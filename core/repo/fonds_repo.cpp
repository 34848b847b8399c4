#include "core/repo/fonds_repo.hpp"

#include "core/repo/rows.hpp"
#include "core/rules/arrangement.hpp"

namespace lantai::core {
namespace {

const std::string kFondsColumns =
    "id, fonds_no, name, creating_body, year_policy, draft_order, item_code_template,"
    " volume_code_template, version";
const std::string kCategoryColumns =
    "id, fonds_id, category, arrangement, year_policy, catalogue_no, item_code_template,"
    " volume_code_template, bound_code_template, box_code_template, page_limit, version";
const std::string kClauseColumns =
    "id, fonds_id, filing_year, clause_no, title, scope, retention_class, version,"
    " department_id";

Result<Fonds> read_fonds(const DbRow& row) {
    Fonds fonds;
    fonds.id = row.integer(0);
    fonds.fonds_no = row.text(1);
    fonds.name = row.text(2);
    fonds.creating_body = row.text(3);
    LT_TRY(fonds.year_policy, row_enum<YearPolicy>(row, 4));
    LT_TRY(fonds.draft_order, row_enum<DraftOrder>(row, 5));
    fonds.item_code_template = row.text(6);
    fonds.volume_code_template = row.text(7);
    fonds.version = row_int(row, 8);
    return fonds;
}

DbParams fonds_params(const Fonds& fonds) {
    return {{"id", fonds.id},
            {"fonds_no", fonds.fonds_no},
            {"name", fonds.name},
            {"creating_body", fonds.creating_body},
            {"year_policy", to_text(fonds.year_policy)},
            {"draft_order", to_text(fonds.draft_order)},
            {"item_template", fonds.item_code_template},
            {"volume_template", fonds.volume_code_template},
            {"version", fonds.version}};
}

Result<FondsCategory> read_category(const DbRow& row) {
    FondsCategory settings;
    settings.id = row.integer(0);
    settings.fonds_id = row.integer(1);
    settings.category = row.text(2);
    LT_TRY(settings.arrangement, row_enum<Arrangement>(row, 3));
    LT_TRY(settings.year_policy, row_enum<YearPolicy>(row, 4));
    settings.catalogue_no = row.text(5);
    settings.item_code_template = row.text(6);
    settings.volume_code_template = row.text(7);
    settings.bound_code_template = row.text(8);
    settings.box_code_template = row.text(9);
    settings.page_limit = row_int(row, 10);
    settings.version = row_int(row, 11);
    return settings;
}

DbParams category_params(const FondsCategory& settings) {
    return {{"id", settings.id},
            {"arrangement", to_text(settings.arrangement)},
            {"year_policy", to_text(settings.year_policy)},
            {"catalogue", settings.catalogue_no},
            {"item_template", settings.item_code_template},
            {"volume_template", settings.volume_code_template},
            {"bound_template", settings.bound_code_template},
            {"box_template", settings.box_code_template},
            {"page_limit", settings.page_limit},
            {"version", settings.version}};
}

FilingSchemeClause read_clause(const DbRow& row) {
    return {row.integer(0),       row.integer(1),  row_int(row, 2),
            row.text(3),          row.text(4),     row_int(row, 5),
            row.optional_text(6), row_int(row, 7), row.optional_integer(8)};
}

DbParams clause_params(const FilingSchemeClause& clause) {
    return {{"id", clause.id},
            {"fonds_id", clause.fonds_id},
            {"filing_year", clause.filing_year},
            {"clause_no", clause.clause_no},
            {"title", clause.title},
            {"scope", clause.scope},
            {"retention_class", clause.retention_class},
            {"version", clause.version},
            {"department", clause.department_id}};
}

Department read_department(const DbRow& row) {
    return {row.integer(0), row.text(1), row.text(2), row.boolean(3), row_int(row, 4)};
}

}  // namespace

Result<std::vector<Fonds>> list_fonds(Database& db) {
    return read_list<Fonds>(db, "SELECT " + kFondsColumns + " FROM fonds ORDER BY fonds_no", {},
                            read_fonds);
}

Result<std::optional<Fonds>> find_fonds(Database& db, Id id) {
    return read_first<Fonds>(db, "SELECT " + kFondsColumns + " FROM fonds WHERE id = :id",
                             {{"id", id}}, read_fonds);
}

Result<std::optional<Fonds>> find_fonds_by_no(Database& db, const std::string& fonds_no) {
    return read_first<Fonds>(db, "SELECT " + kFondsColumns + " FROM fonds WHERE fonds_no = :no",
                             {{"no", fonds_no}}, read_fonds);
}

Result<void> insert_fonds(Database& db, const Fonds& fonds) {
    return run(db,
               "INSERT INTO fonds(id, fonds_no, name, creating_body, year_policy, draft_order,"
               " item_code_template, volume_code_template, version) VALUES (:id, :fonds_no, :name,"
               " :creating_body, :year_policy, :draft_order, :item_template, :volume_template,"
               " :version)",
               fonds_params(fonds));
}

Result<bool> update_fonds(Database& db, const Fonds& fonds) {
    LT_TRY(const auto rows,
           db.execute("UPDATE fonds SET fonds_no = :fonds_no, name = :name,"
                      " creating_body = :creating_body, year_policy = :year_policy,"
                      " draft_order = :draft_order, item_code_template = :item_template,"
                      " volume_code_template = :volume_template, version = version + 1"
                      " WHERE id = :id AND version = :version",
                      fonds_params(fonds)));
    return rows == 1;
}

Result<bool> fonds_is_used(Database& db, Id id) {
    LT_TRY(const auto count, db_integer(db,
                                        "SELECT (SELECT count(*) FROM items WHERE fonds_id = :id)"
                                        " + (SELECT count(*) FROM volumes WHERE fonds_id = :id)",
                                        {{"id", id}}));
    return count > 0;
}

Result<std::vector<FondsCategory>> list_fonds_categories(Database& db, Id fonds_id) {
    return read_list<FondsCategory>(db,
                                    "SELECT " + kCategoryColumns +
                                        " FROM fonds_categories WHERE fonds_id = :fonds"
                                        " ORDER BY category",
                                    {{"fonds", fonds_id}}, read_category);
}

Result<FondsCategory> category_settings(Database& db, const Fonds& fonds,
                                        const std::string& category) {
    LT_TRY(auto found,
           read_first<FondsCategory>(db,
                                     "SELECT " + kCategoryColumns +
                                         " FROM fonds_categories WHERE fonds_id = :fonds"
                                         " AND category = :category",
                                     {{"fonds", fonds.id}, {"category", category}}, read_category));
    return found ? *std::move(found) : category_of_fonds(fonds, category);
}

Result<void> insert_fonds_category(Database& db, const FondsCategory& settings) {
    DbParams params = category_params(settings);
    params.emplace_back("fonds", settings.fonds_id);
    params.emplace_back("category", settings.category);
    return run(db,
               "INSERT INTO fonds_categories(id, fonds_id, category, arrangement, year_policy,"
               " catalogue_no, item_code_template, volume_code_template, bound_code_template,"
               " box_code_template, page_limit, version) VALUES (:id, :fonds, :category,"
               " :arrangement, :year_policy, :catalogue, :item_template, :volume_template,"
               " :bound_template, :box_template, :page_limit, :version)",
               params);
}

Result<bool> update_fonds_category(Database& db, const FondsCategory& settings) {
    LT_TRY(const auto rows,
           db.execute("UPDATE fonds_categories SET arrangement = :arrangement,"
                      " year_policy = :year_policy, catalogue_no = :catalogue,"
                      " item_code_template = :item_template,"
                      " volume_code_template = :volume_template,"
                      " bound_code_template = :bound_template, box_code_template = :box_template,"
                      " page_limit = :page_limit, version = version + 1"
                      " WHERE id = :id AND version = :version",
                      category_params(settings)));
    return rows == 1;
}

Result<std::int64_t> count_unfinished(Database& db, const FondsCategory& settings) {
    const char* sql = settings.arrangement == Arrangement::volume
                          ? "SELECT count(*) FROM volumes WHERE fonds_id = :fonds"
                            " AND category = :category AND state <> 'sealed'"
                          : "SELECT count(*) FROM boxes WHERE fonds_id = :fonds"
                            " AND category = :category AND state <> 'closed'";
    return db_integer(db, sql, {{"fonds", settings.fonds_id}, {"category", settings.category}});
}

Result<std::vector<RetentionClass>> list_retention_classes(Database& db) {
    return db_list<RetentionClass>(
        db, "SELECT code, name, rank, years, permanent FROM retention_classes ORDER BY rank DESC",
        {}, [](const DbRow& row) {
            return RetentionClass{row.text(0), row.text(1), row_int(row, 2),
                                  row_optional_int(row, 3), row.boolean(4)};
        });
}

Result<std::vector<FilingSchemeClause>> list_clauses(Database& db, Id fonds_id, int filing_year) {
    return db_list<FilingSchemeClause>(
        db,
        "SELECT " + kClauseColumns +
            " FROM filing_scheme_clauses WHERE fonds_id = :fonds AND filing_year = :year"
            " ORDER BY scope, clause_no",
        {{"fonds", fonds_id}, {"year", filing_year}}, read_clause);
}

Result<std::optional<FilingSchemeClause>> find_clause(Database& db, Id id) {
    return db_find<FilingSchemeClause>(
        db, "SELECT " + kClauseColumns + " FROM filing_scheme_clauses WHERE id = :id", {{"id", id}},
        read_clause);
}

Result<void> insert_clause(Database& db, const FilingSchemeClause& clause) {
    return run(
        db,
        "INSERT INTO filing_scheme_clauses(id, fonds_id, filing_year, clause_no, title,"
        " scope, retention_class, version, department_id) VALUES (:id, :fonds_id, :filing_year,"
        " :clause_no, :title, :scope, :retention_class, :version, :department)",
        clause_params(clause));
}

Result<bool> update_clause(Database& db, const FilingSchemeClause& clause) {
    DbParams params;
    for (DbParam& param : clause_params(clause))
        if (param.name != "fonds_id" && param.name != "filing_year" && param.name != "department")
            params.push_back(std::move(param));
    LT_TRY(const auto rows,
           db.execute("UPDATE filing_scheme_clauses SET clause_no = :clause_no, title = :title,"
                      " scope = :scope, retention_class = :retention_class,"
                      " version = version + 1 WHERE id = :id AND version = :version",
                      params));
    return rows == 1;
}

Result<void> delete_clause(Database& db, Id id) {
    return run(db, "DELETE FROM filing_scheme_clauses WHERE id = :id", {{"id", id}});
}

Result<bool> clause_is_used(Database& db, Id id) {
    LT_TRY(const auto count,
           db_integer(db,
                      "SELECT (SELECT count(*) FROM items WHERE clause_id = :id)"
                      " + (SELECT count(*) FROM register_entries WHERE clause_id = :id)",
                      {{"id", id}}));
    return count > 0;
}

Result<int> take_serial(Database& db, const std::string& scope) {
    LT_TRY(const auto last,
           db_integer(db,
                      "INSERT INTO serials(scope, last) VALUES (:scope, 1)"
                      " ON CONFLICT (scope) DO UPDATE SET last = serials.last + 1 RETURNING last",
                      {{"scope", scope}}));
    return static_cast<int>(last);
}

Result<int> peek_serial(Database& db, const std::string& scope) {
    LT_TRY(const auto last,
           db_integer(db, "SELECT last FROM serials WHERE scope = :scope", {{"scope", scope}}));
    return static_cast<int>(last) + 1;
}

Result<std::optional<Department>> find_department_of_record(Database& db, Id id) {
    return db_find<Department>(
        db, "SELECT id, code, name, active, version FROM departments WHERE id = :id", {{"id", id}},
        read_department);
}

Result<std::optional<Department>> find_department_by_code(Database& db, const std::string& code) {
    return db_find<Department>(
        db, "SELECT id, code, name, active, version FROM departments WHERE code = :code",
        {{"code", code}}, read_department);
}

}  // namespace lantai::core
