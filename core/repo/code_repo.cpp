#include "core/repo/code_repo.hpp"

#include <utility>

#include "core/model/code_key.hpp"
#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

const std::string kSelectRedirects =
    "SELECT id, old_code, object_type, object_id, reason, changed_at FROM code_redirects";

Result<CodeRedirect> read_redirect(const DbRow& row) {
    CodeRedirect redirect;
    redirect.id = row.integer(0);
    redirect.old_code = row.text(1);
    LT_TRY(redirect.owner, row_enum<CodeOwner>(row, 2));
    redirect.object_id = row.integer(3);
    redirect.reason = row.text(4);
    redirect.changed_at = row.integer(5);
    return redirect;
}

const char* table_of(CodeOwner owner) {
    switch (owner) {
        case CodeOwner::item:
            return "items";
        case CodeOwner::volume:
            return "volumes";
        case CodeOwner::box:
            return "boxes";
    }
    return "items";
}

}  // namespace

Result<bool> code_is_taken(Database& db, const std::string& code) {
    LT_TRY(
        const auto count,
        db_integer(db,
                   "SELECT (SELECT count(*) FROM items WHERE lower(archival_code) = lower(:code))"
                   " + (SELECT count(*) FROM volumes WHERE lower(archival_code) = lower(:code))"
                   " + (SELECT count(*) FROM boxes WHERE lower(archival_code) = lower(:code))"
                   " + (SELECT count(*) FROM code_redirects WHERE lower(old_code) = lower(:code))",
                   {{"code", code}}));
    return count > 0;
}

Result<std::optional<Id>> find_by_code(Database& db, CodeOwner owner, const std::string& code) {
    return db_find<Id>(db,
                       std::string("SELECT id, archival_code <> :code AS differs, 0 AS old FROM ") +
                           table_of(owner) +
                           " WHERE lower(archival_code) = lower(:code)"
                           " UNION ALL SELECT object_id, old_code <> :code, 1 FROM code_redirects"
                           " WHERE lower(old_code) = lower(:code) AND object_type = :type"
                           " ORDER BY differs, old, id",
                       {{"code", code}, {"type", to_text(owner)}},
                       [](const DbRow& row) { return row.integer(0); });
}

Result<void> insert_redirect(Database& db, const CodeRedirect& redirect) {
    return run(db,
               "INSERT INTO code_redirects(id, old_code, object_type, object_id, reason,"
               " changed_at) VALUES (:id, :code, :type, :object, :reason, :at)",
               {{"id", redirect.id},
                {"code", redirect.old_code},
                {"type", to_text(redirect.owner)},
                {"object", redirect.object_id},
                {"reason", redirect.reason},
                {"at", redirect.changed_at}});
}

Result<std::optional<CodeRedirect>> find_redirect(Database& db, const std::string& old_code) {
    return read_first<CodeRedirect>(db, kSelectRedirects + " WHERE old_code = :code",
                                    {{"code", old_code}}, read_redirect);
}

Result<std::vector<CodeRedirect>> list_redirects(Database& db, CodeOwner owner, Id object_id) {
    return read_list<CodeRedirect>(
        db, kSelectRedirects + " WHERE object_type = :type AND object_id = :object ORDER BY id",
        {{"type", to_text(owner)}, {"object", object_id}}, read_redirect);
}

Result<std::vector<StoredCode>> list_codes(Database& db, Id fonds_id) {
    std::string sql;
    for (const CodeOwner owner : {CodeOwner::item, CodeOwner::volume, CodeOwner::box}) {
        const std::string type(to_text(owner));
        const std::string table = table_of(owner);
        const bool item = owner == CodeOwner::item;
        const std::string facts =
            std::string(", t.filing_year, ") + (item ? "t.state = 'withdrawn'" : "0") +
            ", t.category, t.level, " + (item ? "t.volume_id IS NOT NULL" : "0");
        sql += (sql.empty() ? "" : " UNION ALL ") + ("SELECT '" + type) +
               "', t.id, t.archival_code, 0, ''" + facts + " FROM " + table +
               " t WHERE t.fonds_id = :fonds UNION ALL SELECT '" + type +
               "', t.id, r.old_code, 1, t.archival_code" + facts + " FROM code_redirects r JOIN " +
               table + " t ON t.id = r.object_id WHERE r.object_type = '" + type +
               "' AND t.fonds_id = :fonds";
    }
    return read_list<StoredCode>(db, sql, {{"fonds", fonds_id}},
                                 [](const DbRow& row) -> Result<StoredCode> {
                                     StoredCode stored;
                                     UsedCode& code = stored.code;
                                     LT_TRY(code.owner, row_enum<CodeOwner>(row, 0));
                                     code.id = row.integer(1);
                                     code.code = row.text(2);
                                     code.old = row.boolean(3);
                                     code.leads_to = row.text(4);
                                     code.filing_year = row_int(row, 5);
                                     code.withdrawn = !code.old && row.boolean(6);
                                     stored.category = row.text(7);
                                     stored.level = static_cast<Level>(row.integer(8));
                                     stored.in_volume = row.boolean(9);
                                     return stored;
                                 });
}

Result<std::set<std::string>> list_scopes(Database& db) {
    std::set<std::string> scopes;
    LT_CHECK(db.query("SELECT scope FROM serials", {}, [&](const DbRow& row) -> Result<void> {
        scopes.insert(row.text(0));
        return {};
    }));
    return scopes;
}

Result<void> fill_code_keys(Database& db) {
    using Row = std::pair<Id, std::string>;
    for (const char* table : {"items", "volumes", "boxes"}) {
        const std::string name = table;
        LT_TRY(const auto rows,
               db_list<Row>(db, "SELECT id, archival_code FROM " + name + " WHERE code_key = ''",
                            {}, [](const DbRow& row) {
                                return Row{row.integer(0), row.text(1)};
                            }));
        for (const auto& [id, code] : rows)
            LT_CHECK(run(db, "UPDATE " + name + " SET code_key = :key WHERE id = :id",
                         {{"key", code_key(code)}, {"id", id}}));
    }
    return {};
}

}  // namespace lantai::core
