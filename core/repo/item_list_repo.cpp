#include "core/repo/item_list_repo.hpp"

#include "core/model/code_key.hpp"
#include "core/repo/audit_log.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/rows.hpp"
#include "core/rules/archival_code.hpp"
#include "core/rules/item_rules.hpp"

namespace lantai::core {
namespace {

struct Where {
    std::string sql;
    DbParams params;
    void add(const std::string& condition) { sql += (sql.empty() ? "" : " AND ") + condition; }
    template <class T>
    void equal(const char* column, const std::optional<T>& value) {
        if (!value) return;
        add(std::string("i.") + column + " = :" + column);
        params.emplace_back(column, *value);
    }
};

/// `text` as a LIKE pattern that finds it anywhere.
std::string anywhere(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

Where in_scope(const AccessPredicate& scope) {
    Where where;
    where.add("(" + scope.sql + ")");
    for (const auto& [name, value] : scope.params) where.params.emplace_back(name, value);
    return where;
}

constexpr const char* kIncomplete =
    "i.state = 'filed' AND i.origin = 'regular'"
    " AND (i.pages IS NULL OR i.copies IS NULL OR i.clause_id IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM volumes iv WHERE iv.id = i.volume_id AND iv.state = 'sealed')"
    " AND NOT EXISTS (SELECT 1 FROM boxes ib WHERE ib.id = i.box_id AND ib.state = 'closed')";

Where conditions(const ItemFilter& filter, const AccessPredicate& scope) {
    Where where = in_scope(scope);
    where.equal("fonds_id", filter.fonds_id);
    where.equal("filing_year", filter.filing_year);
    where.equal("retention_class", filter.retention_class);
    where.equal("department_id", filter.department_id);
    where.equal("volume_id", filter.volume_id);
    where.equal("box_id", filter.box_id);
    where.equal("category", filter.category);
    where.equal("clause_id", filter.clause_id);
    if (filter.level) where.equal("level", std::optional(static_cast<int>(*filter.level)));
    if (filter.state) where.equal("state", std::optional(to_text(*filter.state)));
    if (filter.kind) where.equal("kind", std::optional(to_text(*filter.kind)));
    if (filter.unassigned)
        where.add("i.volume_id IS NULL AND i.box_id IS NULL AND i.state = 'filed'");
    if (filter.incomplete) where.add(kIncomplete);
    if (!filter.query.empty()) {
        where.add(
            "(i.title LIKE :q ESCAPE '\\' OR i.creator LIKE :q ESCAPE '\\'"
            " OR i.document_no_key LIKE :q_number ESCAPE '\\'"
            " OR i.archival_code LIKE :q_code ESCAPE '\\'"
            " OR EXISTS (SELECT 1 FROM code_redirects r WHERE r.object_type = 'item'"
            " AND r.object_id = i.id AND r.old_code LIKE :q_code ESCAPE '\\'))");
        where.params.emplace_back("q", anywhere(filter.query));
        where.params.emplace_back("q_number", anywhere(document_no_key(filter.query)));
        where.params.emplace_back("q_code", anywhere(normalise_code(filter.query)));
    }
    return where;
}

const char* sort_column(ItemSort sort) {
    switch (sort) {
        case ItemSort::code:
            return "i.code_key";
        case ItemSort::date:
            return "i.document_date";
        case ItemSort::recent:
            return "i.created_at";
    }
    return "i.code_key";
}

void after_page(Where& where, ItemSort sort, const std::optional<PageEnd>& after) {
    if (!after) return;
    where.add(std::string("(") + sort_column(sort) + ", i.id) " +
              (sort == ItemSort::code ? ">" : "<") +
              (sort == ItemSort::recent ? " (CAST(:after AS INTEGER), :after_id)"
                                        : " (:after, :after_id)"));
    where.params.emplace_back("after", after->value);
    where.params.emplace_back("after_id", after->id);
}

/// "(:name0, :name1 …)" for a list of texts.
std::string text_list(const std::string& name, const std::vector<std::string>& texts,
                      DbParams& params) {
    std::string sql;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string param = name + std::to_string(i);
        sql += (i == 0 ? ":" : ", :") + param;
        params.emplace_back(param, texts[i]);
    }
    return "(" + sql + ")";
}

}  // namespace

namespace {

std::string sorted_entries(const Where& where, ItemSort sort) {
    const std::string order = sort == ItemSort::code ? "" : " DESC";
    return kSelectEntries + " WHERE " + where.sql + " ORDER BY " + sort_column(sort) + order +
           ", i.id" + order;
}

}  // namespace

Result<std::vector<ItemEntry>> list_entries(Database& db, const ItemFilter& filter,
                                            const AccessPredicate& scope,
                                            const std::optional<PageEnd>& after, int limit) {
    Where where = conditions(filter, scope);
    after_page(where, filter.sort, after);
    where.params.emplace_back("limit", limit);
    return read_list<ItemEntry>(db, sorted_entries(where, filter.sort) + " LIMIT :limit",
                                where.params, read_entry);
}

Result<void> each_entry(Database& db, const ItemFilter& filter, const AccessPredicate& scope,
                        const std::function<Result<void>(ItemEntry&)>& each) {
    const Where where = conditions(filter, scope);
    return db.query(sorted_entries(where, filter.sort), where.params,
                    [&](const DbRow& row) -> Result<void> {
                        LT_TRY(ItemEntry entry, read_entry(row));
                        return each(entry);
                    });
}

Result<std::int64_t> count_entries(Database& db, const ItemFilter& filter,
                                   const AccessPredicate& scope) {
    const Where where = conditions(filter, scope);
    return db_integer(db, "SELECT count(*) FROM items i WHERE " + where.sql, where.params);
}

PageEnd page_end(const ItemEntry& entry, ItemSort sort) {
    switch (sort) {
        case ItemSort::code:
            return {code_key(entry.item.archival_code), entry.item.id};
        case ItemSort::date:
            return {entry.item.document_date.iso(), entry.item.id};
        case ItemSort::recent:
            return {std::to_string(entry.item.created_at), entry.item.id};
    }
    return {};
}

Result<std::vector<TreeCount>> count_tree(Database& db, const AccessPredicate& scope) {
    const Where where = in_scope(scope);
    return db_list<TreeCount>(
        db,
        "SELECT i.fonds_id, i.filing_year, i.retention_class, count(*) FROM items i WHERE " +
            where.sql +
            " AND i.state = 'filed' GROUP BY i.fonds_id, i.filing_year, i.retention_class"
            " ORDER BY i.fonds_id, i.filing_year DESC, i.retention_class",
        where.params, [](const DbRow& row) {
            return TreeCount{row.integer(0), row_int(row, 1), row.text(2), row.integer(3)};
        });
}

Result<std::vector<ItemEntry>> list_lookalikes(Database& db, const Item& item,
                                               const std::vector<std::string>& hashes,
                                               const AccessPredicate& scope) {
    Where where = in_scope(scope);
    where.add("i.state = 'filed' AND i.id <> :self");
    where.params.emplace_back("self", item.id);
    std::string same = "(i.title = :title AND i.document_date = :date)";
    where.params.emplace_back("title", item.title);
    where.params.emplace_back("date", item.document_date.iso());
    if (const std::string key = document_no_key(item.document_no); !key.empty()) {
        same += " OR (i.document_no_key <> '' AND i.document_no_key = :number)";
        where.params.emplace_back("number", key);
    }
    if (!hashes.empty())
        same += " OR i.id IN (SELECT item_id FROM item_files WHERE blob_sha256 IN " +
                text_list("hash", hashes, where.params) + ")";
    where.add("(" + same + ")");
    return read_list<ItemEntry>(db,
                                kSelectEntries + " WHERE " + where.sql + " ORDER BY i.id LIMIT 20",
                                where.params, read_entry);
}

Result<bool> has_file_of(Database& db, Id item_id, const std::vector<std::string>& hashes) {
    if (hashes.empty()) return false;
    DbParams params = {{"item", item_id}};
    const std::string list = text_list("hash", hashes, params);
    LT_TRY(const auto count, db_integer(db,
                                        "SELECT count(*) FROM item_files WHERE item_id = :item"
                                        " AND blob_sha256 IN " +
                                            list,
                                        params));
    return count > 0;
}

Result<bool> was_read_since(Database& db, Id user_id, Id item_id, Id file_id, Timestamp since) {
    LT_TRY(const auto count,
           db_integer(db,
                      "SELECT count(*) FROM audit_log WHERE object_type = 'item'"
                      " AND object_id = :item AND actor_id = :user AND action = 'file.viewed'"
                      " AND outcome = 'done' AND at >= :since AND details LIKE :file",
                      {{"item", item_id},
                       {"user", user_id},
                       {"since", since},
                       {"file", "%\"file_id\":\"" + std::to_string(file_id) + "\"%"}}));
    return count > 0;
}

}  // namespace lantai::core
