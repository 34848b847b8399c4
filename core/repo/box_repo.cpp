#include "core/repo/box_repo.hpp"

#include "core/model/code_key.hpp"
#include "core/repo/rows.hpp"
#include "core/rules/archival_code.hpp"

namespace lantai::core {
namespace {

const std::string kSelectBoxes =
    "SELECT b.id, b.fonds_id, b.department_id, b.category, b.filing_year, b.retention_class,"
    " b.box_no, b.archival_code, b.level, b.spine_mm, b.state, b.description, b.arranger_id,"
    " b.arranged_at, b.checker_id, b.closed_at, b.room, b.shelf_row, b.section, b.shelf,"
    " b.created_by, b.created_at, b.updated_at, b.version, b.box, b.top_secret_reason,"
    " (SELECT fonds_no FROM fonds WHERE id = b.fonds_id), d.name, d.code,"
    " (SELECT name FROM retention_classes WHERE code = b.retention_class),"
    " (SELECT name FROM users WHERE id = b.arranger_id),"
    " (SELECT name FROM users WHERE id = b.checker_id),"
    " (SELECT count(*) FROM items WHERE box_id = b.id),"
    " (SELECT COALESCE(sum(pages), 0) FROM items WHERE box_id = b.id)"
    " FROM boxes b LEFT JOIN departments d ON d.id = b.department_id";

Result<BoxEntry> read_box(const DbRow& row) {
    BoxEntry entry;
    Box& box = entry.box;
    box.id = row.integer(0);
    box.fonds_id = row.integer(1);
    box.department_id = row.optional_integer(2);
    box.category = row.text(3);
    box.filing_year = row_int(row, 4);
    box.retention_class = row.text(5);
    box.box_no = row_int(row, 6);
    box.archival_code = row.text(7);
    box.level = static_cast<Level>(row.integer(8));
    box.spine_mm = row_int(row, 9);
    LT_TRY(box.state, row_enum<BoxState>(row, 10));
    box.description = row.text(11);
    box.arranger_id = row.optional_integer(12);
    box.arranged_at = row.optional_integer(13);
    box.checker_id = row.optional_integer(14);
    box.closed_at = row.optional_integer(15);
    box.shelf = {row.text(16), row.text(17), row.text(18), row.text(19), row.text(24)};
    box.created_by = row.optional_integer(20).value_or(0);
    box.created_at = row.integer(21);
    box.updated_at = row.integer(22);
    box.version = row_int(row, 23);
    box.top_secret_reason = row.text(25);
    entry.fonds_no = row.text(26);
    entry.department_name = row.optional_text(27).value_or("");
    entry.department_code = row.optional_text(28).value_or("");
    entry.retention_name = row.text(29);
    entry.arranger_name = row.optional_text(30).value_or("");
    entry.checker_name = row.optional_text(31).value_or("");
    entry.item_count = row_int(row, 32);
    entry.pages = row_int(row, 33);
    return entry;
}

/// What may change in the life of a box.
DbParams changing_params(const Box& box) {
    return {{"id", box.id},
            {"level", static_cast<int>(box.level)},
            {"spine", box.spine_mm},
            {"state", to_text(box.state)},
            {"description", box.description},
            {"top_secret_reason", box.top_secret_reason},
            {"arranger", box.arranger_id},
            {"arranged_at", box.arranged_at},
            {"checker", box.checker_id},
            {"closed_at", box.closed_at},
            {"room", box.shelf.room},
            {"shelf_row", box.shelf.row},
            {"section", box.shelf.section},
            {"shelf", box.shelf.shelf},
            {"box", box.shelf.box},
            {"updated_at", box.updated_at}};
}

std::string anywhere(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

}  // namespace

Result<std::optional<BoxEntry>> find_box_entry(Database& db, Id id) {
    return read_first<BoxEntry>(db, kSelectBoxes + " WHERE b.id = :id", {{"id", id}}, read_box);
}

Result<void> insert_box(Database& db, const Box& box) {
    return run(
        db,
        "INSERT INTO boxes(id, fonds_id, department_id, category, filing_year,"
        " retention_class, box_no, archival_code, code_key, level, spine_mm, state,"
        " description, room, shelf_row, section, shelf, box, created_by, created_at, updated_at,"
        " version) VALUES (:id, :fonds, :department, :category, :year, :retention, :box_no,"
        " :code, :code_key, :level, :spine, :state, :description, :room, :shelf_row,"
        " :section, :shelf, :box, :created_by, :created_at, :created_at, 1)",
        {{"id", box.id},
         {"fonds", box.fonds_id},
         {"department", box.department_id},
         {"category", box.category},
         {"year", box.filing_year},
         {"retention", box.retention_class},
         {"box_no", box.box_no},
         {"code", box.archival_code},
         {"code_key", code_key(box.archival_code)},
         {"level", static_cast<int>(box.level)},
         {"spine", box.spine_mm},
         {"state", to_text(box.state)},
         {"description", box.description},
         {"room", box.shelf.room},
         {"shelf_row", box.shelf.row},
         {"section", box.shelf.section},
         {"shelf", box.shelf.shelf},
         {"box", box.shelf.box},
         {"created_by", or_null(box.created_by)},
         {"created_at", box.created_at}});
}

Result<bool> update_box(Database& db, const Box& box) {
    DbParams params = changing_params(box);
    params.emplace_back("version", box.version);
    LT_TRY(const auto rows,
           db.execute("UPDATE boxes SET level = :level, spine_mm = :spine, state = :state,"
                      " description = :description, top_secret_reason = :top_secret_reason,"
                      " arranger_id = :arranger,"
                      " arranged_at = :arranged_at, checker_id = :checker,"
                      " closed_at = :closed_at, room = :room, shelf_row = :shelf_row,"
                      " section = :section, shelf = :shelf, box = :box, updated_at = :updated_at,"
                      " version = version + 1 WHERE id = :id AND version = :version",
                      params));
    return rows == 1;
}

Result<std::vector<BoxEntry>> list_box_page(Database& db, const BoxFilter& filter,
                                            const AccessPredicate& scope,
                                            const std::optional<PageEnd>& after, int limit) {
    std::string where = "(" + scope.sql + ")";
    DbParams params = {{"limit", limit}};
    for (const auto& [name, value] : scope.params) params.emplace_back(name, value);
    const auto equal = [&](const char* column, const auto& value) {
        if (!value) return;
        where += std::string(" AND b.") + column + " = :" + column;
        params.emplace_back(column, *value);
    };
    equal("fonds_id", filter.fonds_id);
    equal("category", filter.category);
    equal("filing_year", filter.filing_year);
    equal("retention_class", filter.retention_class);
    if (filter.state) equal("state", std::optional(to_text(*filter.state)));
    if (!filter.query.empty()) {
        where +=
            " AND (b.archival_code LIKE :q ESCAPE '\\'"
            " OR EXISTS (SELECT 1 FROM code_redirects r WHERE r.object_type = 'box'"
            " AND r.object_id = b.id AND r.old_code LIKE :q ESCAPE '\\'))";
        params.emplace_back("q", anywhere(normalise_code(filter.query)));
    }
    if (after) {
        where += " AND (b.code_key, b.id) > (:after, :after_id)";
        params.emplace_back("after", after->value);
        params.emplace_back("after_id", after->id);
    }
    return read_list<BoxEntry>(
        db, kSelectBoxes + " WHERE " + where + " ORDER BY b.code_key, b.id LIMIT :limit", params,
        read_box);
}

}  // namespace lantai::core
