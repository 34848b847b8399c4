#include "core/repo/volume_repo.hpp"

#include "core/model/code_key.hpp"
#include "core/repo/rows.hpp"
#include "core/rules/archival_code.hpp"

namespace lantai::core {
namespace {

const std::string kSelectVolumes =
    "SELECT v.id, v.fonds_id, v.department_id, v.category, v.filing_year, v.retention_class,"
    " v.level, v.title, v.archival_code, v.serial, v.state, v.compiler_id, v.compiled_at,"
    " v.checker_id, v.sealed_at, v.description, v.location, v.year_reason, v.top_secret_reason,"
    " v.created_by, v.created_at, v.updated_at, v.version, v.room, v.shelf_row, v.section,"
    " v.shelf, v.box, v.bound, v.spine_mm, v.origin, v.date_text, v.old_items, v.old_pages,"
    " (SELECT fonds_no FROM fonds WHERE id = v.fonds_id), d.name, d.code,"
    " (SELECT name FROM retention_classes WHERE code = v.retention_class),"
    " (SELECT name FROM users WHERE id = v.compiler_id),"
    " (SELECT name FROM users WHERE id = v.checker_id),"
    " (SELECT count(*) FROM items WHERE volume_id = v.id),"
    // A part of an old volume's pages is not told as the whole.
    " (SELECT CASE WHEN v.origin = 'old' AND count(*) > count(pages) THEN 0"
    " ELSE COALESCE(sum(pages), 0) END FROM items WHERE volume_id = v.id)"
    " FROM volumes v JOIN departments d ON d.id = v.department_id";

Result<VolumeEntry> read_volume(const DbRow& row) {
    VolumeEntry entry;
    Volume& volume = entry.volume;
    volume.id = row.integer(0);
    volume.fonds_id = row.integer(1);
    volume.department_id = row.integer(2);
    volume.category = row.text(3);
    volume.filing_year = row_int(row, 4);
    volume.retention_class = row.text(5);
    volume.level = static_cast<Level>(row.integer(6));
    volume.title = row.text(7);
    volume.archival_code = row.text(8);
    volume.serial = row_int(row, 9);
    LT_TRY(volume.state, row_enum<VolumeState>(row, 10));
    volume.compiler_id = row.optional_integer(11);
    volume.compiled_at = row.optional_integer(12);
    volume.checker_id = row.optional_integer(13);
    volume.sealed_at = row.optional_integer(14);
    volume.description = row.text(15);
    volume.location = row.text(16);
    volume.year_reason = row.text(17);
    volume.top_secret_reason = row.text(18);
    volume.created_by = row.optional_integer(19).value_or(0);
    volume.created_at = row.integer(20);
    volume.updated_at = row.integer(21);
    volume.version = row_int(row, 22);
    volume.shelf = {row.text(23), row.text(24), row.text(25), row.text(26), row.text(27)};
    volume.bound = row.boolean(28);
    volume.spine_mm = row_optional_int(row, 29);
    LT_TRY(volume.origin, row_enum<Origin>(row, 30));
    volume.date_text = row.text(31);
    volume.old_items = row_optional_int(row, 32);
    volume.old_pages = row_optional_int(row, 33);
    entry.fonds_no = row.text(34);
    entry.department_name = row.text(35);
    entry.department_code = row.text(36);
    entry.retention_name = row.text(37);
    entry.compiler_name = row.optional_text(38).value_or("");
    entry.checker_name = row.optional_text(39).value_or("");
    entry.item_count = row_int(row, 40);
    entry.pages = row_int(row, 41);
    return entry;
}

/// The place from room to box, as a prefix narrows it: "1-03-2-5-12".
const std::string kShelfText =
    "(v.room || '-' || v.shelf_row || '-' || v.section || '-' || v.shelf || '-' || v.box)";

/// `text` as a LIKE pattern that finds it anywhere.
std::string anywhere(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

}  // namespace

Result<std::optional<VolumeEntry>> find_volume_entry(Database& db, Id id) {
    return read_first<VolumeEntry>(db, kSelectVolumes + " WHERE v.id = :id", {{"id", id}},
                                   read_volume);
}

Result<std::optional<VolumeEntry>> find_volume_by_code(Database& db, const std::string& code) {
    return read_first<VolumeEntry>(db, kSelectVolumes + " WHERE v.archival_code = :code",
                                   {{"code", code}}, read_volume);
}

namespace {

/// What both writing statements hold.
DbParams volume_params(const Volume& volume) {
    return {{"id", volume.id},
            {"level", static_cast<int>(volume.level)},
            {"retention", volume.retention_class},
            {"title", volume.title},
            {"state", to_text(volume.state)},
            {"compiler", volume.compiler_id},
            {"compiled_at", volume.compiled_at},
            {"checker", volume.checker_id},
            {"sealed_at", volume.sealed_at},
            {"description", volume.description},
            {"location", volume.location},
            {"room", volume.shelf.room},
            {"shelf_row", volume.shelf.row},
            {"section", volume.shelf.section},
            {"shelf", volume.shelf.shelf},
            {"box", volume.shelf.box},
            {"bound", volume.bound},
            {"spine_mm", volume.spine_mm}};
}

}  // namespace

Result<void> insert_volume(Database& db, const Volume& volume) {
    DbParams params = volume_params(volume);
    const DbParams more = {
        {"fonds", volume.fonds_id},       {"department", volume.department_id},
        {"category", volume.category},    {"year", volume.filing_year},
        {"code", volume.archival_code},   {"code_key", code_key(volume.archival_code)},
        {"serial", volume.serial},        {"origin", to_text(volume.origin)},
        {"date_text", volume.date_text},  {"old_items", volume.old_items},
        {"old_pages", volume.old_pages},  {"created_by", or_null(volume.created_by)},
        {"created_at", volume.created_at}};
    params.insert(params.end(), more.begin(), more.end());
    return run(
        db,
        "INSERT INTO volumes(id, fonds_id, department_id, category, filing_year,"
        " retention_class, level, title, archival_code, code_key, serial, state, compiler_id,"
        " compiled_at, checker_id, sealed_at, description, location, room, shelf_row,"
        " section, shelf, box, bound, spine_mm, origin, date_text, old_items, old_pages,"
        " created_by, created_at, updated_at, version) VALUES (:id, :fonds, :department,"
        " :category, :year, :retention, :level, :title, :code, :code_key, :serial, :state,"
        " :compiler, :compiled_at, :checker, :sealed_at, :description, :location, :room, "
        ":shelf_row,"
        " :section, :shelf, :box, :bound, :spine_mm, :origin, :date_text, :old_items,"
        " :old_pages, :created_by, :created_at, :created_at, 1)",
        params);
}

Result<bool> update_volume(Database& db, const Volume& volume) {
    DbParams params = volume_params(volume);
    const DbParams more = {{"year_reason", volume.year_reason},
                           {"top_secret_reason", volume.top_secret_reason},
                           {"updated_at", volume.updated_at},
                           {"version", volume.version}};
    params.insert(params.end(), more.begin(), more.end());
    LT_TRY(const auto rows,
           db.execute("UPDATE volumes SET level = :level, retention_class = :retention,"
                      " title = :title, state = :state, compiler_id = :compiler,"
                      " compiled_at = :compiled_at, checker_id = :checker,"
                      " sealed_at = :sealed_at, description = :description,"
                      " location = :location, room = :room, shelf_row = :shelf_row,"
                      " section = :section, shelf = :shelf, box = :box, bound = :bound,"
                      " spine_mm = :spine_mm, year_reason = :year_reason,"
                      " top_secret_reason = :top_secret_reason,"
                      " updated_at = :updated_at, version = version + 1"
                      " WHERE id = :id AND version = :version",
                      params));
    return rows == 1;
}

namespace {

struct Where {
    std::string sql;
    DbParams params;
};

Where conditions(const VolumeFilter& filter, const AccessPredicate& scope) {
    Where where{"(" + scope.sql + ")", {}};
    for (const auto& [name, value] : scope.params) where.params.emplace_back(name, value);
    const auto equal = [&](const char* column, const auto& value) {
        if (!value) return;
        where.sql += std::string(" AND v.") + column + " = :" + column;
        where.params.emplace_back(column, *value);
    };
    equal("fonds_id", filter.fonds_id);
    equal("category", filter.category);
    equal("department_id", filter.department_id);
    equal("filing_year", filter.filing_year);
    equal("retention_class", filter.retention_class);
    if (filter.state) equal("state", std::optional(to_text(*filter.state)));
    if (filter.origin) equal("origin", std::optional(to_text(*filter.origin)));
    if (!filter.location.empty()) {
        where.sql += " AND " + kShelfText + " LIKE :place ESCAPE '\\'";
        where.params.emplace_back("place", anywhere(filter.location).substr(1));
    }
    if (!filter.query.empty()) {
        where.sql +=
            " AND (v.title LIKE :q ESCAPE '\\' OR v.archival_code LIKE :q_code ESCAPE '\\'"
            " OR EXISTS (SELECT 1 FROM code_redirects r WHERE r.object_type = 'volume'"
            " AND r.object_id = v.id AND r.old_code LIKE :q_code ESCAPE '\\'))";
        where.params.emplace_back("q", anywhere(filter.query));
        where.params.emplace_back("q_code", anywhere(normalise_code(filter.query)));
    }
    return where;
}

std::string sorted_volumes(const Where& where) {
    return kSelectVolumes + " WHERE " + where.sql + " ORDER BY v.code_key, v.id";
}

}  // namespace

Result<std::vector<VolumeEntry>> list_volume_page(Database& db, const VolumeFilter& filter,
                                                  const AccessPredicate& scope,
                                                  const std::optional<PageEnd>& after, int limit) {
    Where where = conditions(filter, scope);
    if (after) {
        where.sql += " AND (v.code_key, v.id) > (:after, :after_id)";
        where.params.emplace_back("after", after->value);
        where.params.emplace_back("after_id", after->id);
    }
    where.params.emplace_back("limit", limit);
    return read_list<VolumeEntry>(db, sorted_volumes(where) + " LIMIT :limit", where.params,
                                  read_volume);
}

Result<void> each_volume(Database& db, const VolumeFilter& filter, const AccessPredicate& scope,
                         const std::function<Result<void>(VolumeEntry&)>& each) {
    const Where where = conditions(filter, scope);
    return db.query(sorted_volumes(where), where.params, [&](const DbRow& row) -> Result<void> {
        LT_TRY(VolumeEntry entry, read_volume(row));
        return each(entry);
    });
}

Result<std::int64_t> count_volumes(Database& db, const VolumeFilter& filter,
                                   const AccessPredicate& scope) {
    const Where where = conditions(filter, scope);
    return db_integer(db, "SELECT count(*) FROM volumes v WHERE " + where.sql, where.params);
}

Result<PrintCount> count_prints(Database& db, Id volume_id) {
    PrintCount prints;
    LT_CHECK(
        db.query("SELECT actor_name, at, reason FROM audit_log WHERE object_type = 'volume'"
                 " AND object_id = :volume AND action = 'form.printed' AND outcome = 'done'"
                 " ORDER BY seq",
                 {{"volume", volume_id}}, [&](const DbRow& row) -> Result<void> {
                     ++prints.count;
                     ++prints.by_form[row.text(2)];
                     prints.last_by = row.text(0);
                     prints.last_at = row.integer(1);
                     return {};
                 }));
    return prints;
}

}  // namespace lantai::core
