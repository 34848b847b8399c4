#include "core/repo/register_repo.hpp"

#include <charconv>
#include <cstdio>

#include "core/repo/fonds_repo.hpp"
#include "core/repo/rows.hpp"
#include "core/repo/settings.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/register_rules.hpp"

namespace lantai::core {
namespace {

const std::string kSelectRows =
    "SELECT e.id, e.register_no, e.department_id, e.year, e.direction, e.origin, e.number,"
    " e.registered_on, e.document_no, e.correspondent, e.title, e.level, e.copies, e.pages,"
    " e.handler_id, e.remarks, e.copy_of, e.corrects, e.state, e.concluded_on, e.receipted_on,"
    " e.clause_id, e.placed_on, e.item_id, e.created_by, e.created_at, e.version,"
    " d.name, h.name, (SELECT name FROM users WHERE id = e.created_by),"
    " (SELECT clause_no FROM filing_scheme_clauses WHERE id = e.clause_id),"
    " (SELECT archival_code FROM items WHERE id = e.item_id), c.id, c.register_no,"
    " (SELECT register_no FROM register_entries WHERE id = e.corrects),"
    " (SELECT register_no FROM register_entries WHERE id = e.copy_of)"
    " FROM register_entries e JOIN departments d ON d.id = e.department_id"
    " JOIN users h ON h.id = e.handler_id LEFT JOIN register_entries c ON c.corrects = e.id";

Result<RegisterEntry> read_entry_of(const DbRow& row) {
    RegisterEntry entry;
    entry.id = row.integer(0);
    entry.register_no = row.text(1);
    entry.department_id = row.integer(2);
    entry.year = row_int(row, 3);
    LT_TRY(entry.direction, row_enum<RegisterDirection>(row, 4));
    LT_TRY(entry.origin, row_enum<RegisterOrigin>(row, 5));
    entry.number = row_int(row, 6);
    LT_TRY(entry.registered_on, row_date(row, 7));
    entry.document_no = row.text(8);
    entry.correspondent = row.text(9);
    entry.title = row.text(10);
    entry.level = static_cast<Level>(row.integer(11));
    entry.copies = row_optional_int(row, 12);
    entry.pages = row_optional_int(row, 13);
    entry.handler_id = row.integer(14);
    entry.remarks = row.text(15);
    entry.copy_of = row.optional_integer(16);
    entry.corrects = row.optional_integer(17);
    LT_TRY(entry.state, row_enum<RegisterState>(row, 18));
    LT_TRY(entry.concluded_on, row_optional_date(row, 19));
    LT_TRY(entry.receipted_on, row_optional_date(row, 20));
    entry.clause_id = row.optional_integer(21);
    LT_TRY(entry.placed_on, row_optional_date(row, 22));
    entry.item_id = row.optional_integer(23);
    entry.created_by = row.optional_integer(24).value_or(0);
    entry.created_at = row.integer(25);
    entry.version = row_int(row, 26);
    return entry;
}

Result<RegisterRow> read_row(const DbRow& row) {
    RegisterRow one;
    LT_TRY(one.entry, read_entry_of(row));
    one.department_name = row.text(27);
    one.handler_name = row.text(28);
    one.created_by_name = row.optional_text(29).value_or("");
    one.clause_no = row.optional_text(30).value_or("");
    one.item_code = row.optional_text(31).value_or("");
    one.corrected_by = row.optional_integer(32);
    one.corrected_by_no = row.optional_text(33).value_or("");
    one.corrects_no = row.optional_text(34).value_or("");
    one.copy_of_no = row.optional_text(35).value_or("");
    return one;
}

struct Where {
    std::string sql;
    DbParams params;
    void add(const char* condition) { sql += std::string(" AND ") + condition; }
    template <class T>
    void add(const char* condition, const char* name, const T& value) {
        add(condition);
        params.emplace_back(name, value);
    }
};

/// `%text%` with the wildcards of LIKE taken as they are.
std::string like_pattern(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

Where where_of(const RegisterFilter& filter, const AccessPredicate& scope) {
    Where where{"(" + scope.sql + ")", {}};
    for (const auto& [name, value] : scope.params) where.params.emplace_back(name, value);
    if (filter.department_id)
        where.add("e.department_id = :department", "department", *filter.department_id);
    if (filter.year) where.add("e.year = :year", "year", *filter.year);
    if (filter.direction)
        where.add("e.direction = :direction", "direction", to_text(*filter.direction));
    if (filter.origin) where.add("e.origin = :origin", "origin", to_text(*filter.origin));
    if (filter.handler_id) where.add("e.handler_id = :handler", "handler", *filter.handler_id);
    if (filter.before_id) where.add("e.id < :before", "before", *filter.before_id);
    if (!filter.with_corrected) where.add("c.id IS NULL");
    if (filter.concluded_before) {
        where.add("c.id IS NULL AND e.copy_of IS NULL AND e.receipted_on IS NULL");
        where.add("e.concluded_on < :concluded", "concluded", filter.concluded_before->iso());
    }
    if (!filter.query.empty())
        where.add("(e.title LIKE :query ESCAPE '\\' OR e.document_no LIKE :query ESCAPE '\\'"
                  " OR e.correspondent LIKE :query ESCAPE '\\'"
                  " OR e.register_no LIKE :query ESCAPE '\\')",
                  "query", like_pattern(filter.query));
    std::string states;
    for (const RegisterState state : filter.states)
        states += (states.empty() ? "'" : ", '") + std::string(to_text(state)) + "'";
    if (!states.empty()) where.sql += " AND e.state IN (" + states + ")";
    return where;
}

Result<std::vector<RegisterRow>> rows_where(Database& db, const std::string& where,
                                            const DbParams& params) {
    return read_list<RegisterRow>(db, kSelectRows + " WHERE " + where + " ORDER BY e.id", params,
                                  read_row);
}

constexpr const char* kGeneralOffice = "general_office";

}  // namespace

Result<void> number_entry(Database& db, const std::string& department_code, RegisterEntry& entry) {
    const std::string letter(direction_letter(entry.direction));
    LT_TRY(entry.number,
           take_serial(db, "register:" + std::to_string(entry.department_id) + ":" +
                               std::to_string(entry.year) + ":" + letter));
    char number[16];
    std::snprintf(number, sizeof number, "%04d", entry.number);
    entry.register_no =
        department_code + "-" + std::to_string(entry.year) + "-" + letter + "-" + number;
    return {};
}

Result<void> insert_entry(Database& db, const RegisterEntry& entry) {
    return run(db,
               "INSERT INTO register_entries(id, register_no, department_id, year, direction,"
               " origin, number, registered_on, document_no, document_no_key, correspondent, title,"
               " level, copies, pages, handler_id, remarks, copy_of, corrects, state, concluded_on,"
               " receipted_on, created_by, created_at) VALUES (:id, :register_no, :department,"
               " :year, :direction, :origin, :number, :registered_on, :document_no,"
               " :document_no_key, :correspondent, :title, :level, :copies, :pages, :handler,"
               " :remarks, :copy_of, :corrects, :state, :concluded_on, :receipted_on, :created_by,"
               " :created_at)",
               {{"id", entry.id},
                {"register_no", entry.register_no},
                {"department", entry.department_id},
                {"year", entry.year},
                {"direction", to_text(entry.direction)},
                {"origin", to_text(entry.origin)},
                {"number", entry.number},
                {"registered_on", entry.registered_on.iso()},
                {"document_no", entry.document_no},
                {"document_no_key", document_no_key(entry.document_no)},
                {"correspondent", entry.correspondent},
                {"title", entry.title},
                {"level", static_cast<int>(entry.level)},
                {"copies", entry.copies},
                {"pages", entry.pages},
                {"handler", entry.handler_id},
                {"remarks", entry.remarks},
                {"copy_of", entry.copy_of},
                {"corrects", entry.corrects},
                {"state", to_text(entry.state)},
                {"concluded_on", iso(entry.concluded_on)},
                {"receipted_on", iso(entry.receipted_on)},
                {"created_by", or_null(entry.created_by)},
                {"created_at", entry.created_at}});
}

Result<bool> update_entry(Database& db, const RegisterEntry& entry) {
    LT_TRY(const auto rows,
           db.execute("UPDATE register_entries SET handler_id = :handler, state = :state,"
                      " concluded_on = :concluded_on, receipted_on = :receipted_on,"
                      " clause_id = :clause, placed_on = :placed_on, item_id = :item,"
                      " version = version + 1 WHERE id = :id AND version = :version",
                      {{"handler", entry.handler_id},
                       {"state", to_text(entry.state)},
                       {"concluded_on", iso(entry.concluded_on)},
                       {"receipted_on", iso(entry.receipted_on)},
                       {"clause", entry.clause_id},
                       {"placed_on", iso(entry.placed_on)},
                       {"item", entry.item_id},
                       {"id", entry.id},
                       {"version", entry.version}}));
    return rows == 1;
}

Result<void> insert_step(Database& db, Id entry_id, Id step_id, const RegisterStep& step) {
    return run(db,
               "INSERT INTO register_steps(id, entry_id, ordinal, act, from_state, to_state,"
               " actor_id, at, remarks) SELECT :id, :entry, COALESCE(max(ordinal), 0) + 1, :act,"
               " :from, :to, :actor, :at, :remarks FROM register_steps WHERE entry_id = :entry",
               {{"id", step_id},
                {"entry", entry_id},
                {"act", to_text(step.act)},
                {"from", to_text(step.from)},
                {"to", to_text(step.to)},
                {"actor", or_null(step.actor_id)},
                {"at", step.at},
                {"remarks", step.remarks}});
}

Result<std::vector<RegisterStep>> list_steps(Database& db, Id entry_id) {
    return read_list<RegisterStep>(
        db,
        "SELECT ordinal, act, from_state, to_state, actor_id, at, remarks,"
        " (SELECT name FROM users WHERE id = actor_id) FROM register_steps WHERE entry_id = :id"
        " ORDER BY ordinal",
        {{"id", entry_id}}, [](const DbRow& row) -> Result<RegisterStep> {
            RegisterStep step;
            step.ordinal = row_int(row, 0);
            LT_TRY(step.act, row_enum<RegisterAct>(row, 1));
            LT_TRY(step.from, row_enum<RegisterState>(row, 2));
            LT_TRY(step.to, row_enum<RegisterState>(row, 3));
            step.actor_id = row.optional_integer(4).value_or(0);
            step.at = row.integer(5);
            step.remarks = row.text(6);
            step.actor_name = row.optional_text(7).value_or("");
            return step;
        });
}

Result<std::optional<RegisterRow>> find_register_row(Database& db, Id id) {
    return read_first<RegisterRow>(db, kSelectRows + " WHERE e.id = :id", {{"id", id}}, read_row);
}

Result<std::optional<RegisterRow>> find_register_row_of_item(Database& db, Id item_id) {
    return read_first<RegisterRow>(db, kSelectRows + " WHERE e.item_id = :id", {{"id", item_id}},
                                   read_row);
}

Result<std::vector<RegisterRow>> list_register(Database& db, const RegisterFilter& filter,
                                               const AccessPredicate& scope) {
    Where where = where_of(filter, scope);
    where.params.emplace_back("limit", filter.limit);
    return read_list<RegisterRow>(
        db, kSelectRows + " WHERE " + where.sql + " ORDER BY e.id DESC LIMIT :limit", where.params,
        read_row);
}

Result<std::int64_t> count_register(Database& db, const RegisterFilter& filter,
                                    const AccessPredicate& scope) {
    const Where where = where_of(filter, scope);
    return db_integer(db,
                      "SELECT count(*) FROM register_entries e"
                      " LEFT JOIN register_entries c ON c.corrects = e.id WHERE " +
                          where.sql,
                      where.params);
}

Result<std::vector<RegisterRow>> list_register_by_no(Database& db, const std::string& key) {
    return rows_where(db, "e.document_no_key = :key AND c.id IS NULL", {{"key", key}});
}

Result<std::vector<RegisterRow>> list_register_of_volume(Database& db, Id volume_id) {
    return rows_where(db, "e.item_id IN (SELECT id FROM items WHERE volume_id = :id)",
                      {{"id", volume_id}});
}

Result<std::vector<RegisterRow>> list_register_of_box(Database& db, Id box_id) {
    return rows_where(db, "e.item_id IN (SELECT id FROM items WHERE box_id = :id)",
                      {{"id", box_id}});
}

Result<std::vector<RegisterRow>> list_papers_in_hand(Database& db, Id handler_id) {
    return rows_where(
        db, "e.handler_id = :id AND e.state IN ('in_hand', 'concluded', 'kept') AND c.id IS NULL",
        {{"id", handler_id}});
}

Result<Id> general_office(Database& db) {
    LT_TRY(const std::string text, find_setting(db, kGeneralOffice));
    Id id = 0;
    const auto end = text.data() + text.size();
    if (!text.empty() && std::from_chars(text.data(), end, id).ptr != end)
        return fail(ErrorCode::corrupt, "db.corrupt", "general office");
    return id;
}

Result<void> set_general_office(Database& db, Id department_id) {
    return save_setting(db, kGeneralOffice, std::to_string(department_id));
}

}  // namespace lantai::core
