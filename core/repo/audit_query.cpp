#include <algorithm>
#include <utility>

#include "core/base/json_text.hpp"
#include "core/model/names.hpp"
#include "core/repo/audit_log.hpp"

namespace lantai::core {
namespace {

// What a damaged file may hold in place of the declared types must not stop the reading.
const char* const kScan =
    "SELECT seq, CAST(coalesce(at, 0) AS INTEGER), CAST(actor_id AS INTEGER),"
    " CAST(coalesce(actor_name, '') AS TEXT), CAST(coalesce(action, '') AS TEXT),"
    " CAST(coalesce(object_type, '') AS TEXT), CAST(object_id AS INTEGER),"
    " CAST(coalesce(object_code, '') AS TEXT), CAST(coalesce(outcome, '') AS TEXT),"
    " CAST(coalesce(reason, '') AS TEXT), CAST(coalesce(details, '') AS TEXT),"
    " CAST(coalesce(request_id, '') AS TEXT), CAST(coalesce(ip, '') AS TEXT),"
    " CAST(coalesce(state, '') AS TEXT), CAST(coalesce(leaf, '') AS TEXT),"
    " CAST(coalesce(chain, '') AS TEXT),"
    " typeof(at) = 'integer' AND typeof(actor_id) IN ('integer', 'null')"
    " AND typeof(actor_name) = 'text' AND typeof(action) = 'text'"
    " AND typeof(object_type) = 'text' AND typeof(object_id) IN ('integer', 'null')"
    " AND typeof(object_code) = 'text' AND typeof(outcome) = 'text'"
    " AND typeof(reason) = 'text' AND typeof(details) = 'text'"
    " AND typeof(request_id) = 'text' AND typeof(ip) = 'text' AND typeof(state) = 'text'"
    " AND typeof(leaf) = 'text' AND typeof(chain) = 'text'"
    " FROM audit_log ORDER BY seq";

// The level of the record an entry is about, while it exists.
const char* const kLevel =
    "CASE a.object_type"
    " WHEN 'item' THEN (SELECT i.level FROM items i WHERE i.id = a.object_id)"
    " WHEN 'volume' THEN (SELECT v.level FROM volumes v WHERE v.id = a.object_id)"
    " WHEN 'box' THEN (SELECT b.level FROM boxes b WHERE b.id = a.object_id)"
    " WHEN 'change_request' THEN (SELECT CASE WHEN c.level > coalesce(i.level, v.level, b.level)"
    " THEN c.level ELSE coalesce(i.level, v.level, b.level) END FROM change_requests c"
    " LEFT JOIN items i ON c.object_type = 'item' AND i.id = c.object_id"
    " LEFT JOIN volumes v ON c.object_type = 'volume' AND v.id = c.object_id"
    " LEFT JOIN boxes b ON c.object_type = 'box' AND b.id = c.object_id"
    " WHERE c.id = a.object_id)"
    " WHEN 'loan' THEN (SELECT coalesce(i.level, v.level) FROM loans l"
    " LEFT JOIN items i ON i.id = l.item_id LEFT JOIN volumes v ON v.id = l.volume_id"
    " WHERE l.id = a.object_id) END";

std::string select_rows() {
    return std::string("SELECT ") + kAuditColumns + ", " + kLevel + " AS level FROM audit_log a";
}

/// The highest level of the records that these codes lead to.
Result<std::optional<Level>> highest_of(Database& db, const std::vector<std::string>& codes) {
    DbParams params;
    std::string list;
    for (const std::string& code : codes) {
        const std::string name = "code" + std::to_string(params.size());
        list += (list.empty() ? ":" : ", :") + name;
        params.emplace_back(name, code);
    }
    std::string sql;
    for (const auto& [type, table] :
         {std::pair("item", "items"), std::pair("volume", "volumes"), std::pair("box", "boxes")}) {
        const std::string from = std::string("SELECT o.level FROM ") + table + " o";
        sql += (sql.empty() ? "" : " UNION ALL ") + from + " WHERE o.archival_code IN (" + list +
               ") UNION ALL " + from + " JOIN code_redirects r ON r.object_id = o.id WHERE" +
               " r.object_type = '" + type + "' AND r.old_code IN (" + list + ")";
    }
    std::optional<Level> highest;
    LT_CHECK(db.query("SELECT max(level) FROM (" + sql + ") named", params,
                      [&](const DbRow& row) -> Result<void> {
                          if (!row.is_null(0)) highest = static_cast<Level>(row.integer(0));
                          return {};
                      }));
    return highest;
}

/// A number of every code's form is in it; longer texts are titles.
bool may_be_code(const std::string& text) {
    constexpr std::size_t kLongestCode = 200;
    return text.size() <= kLongestCode && text.find_first_of("0123456789") != std::string::npos;
}

/// The level that the object of an entry had when it was written.
std::optional<Level> level_then(const std::string& details) {
    const auto level = json_integer(details, "level");
    if (!level || *level < 0 || *level > static_cast<int>(Level::top_secret)) return std::nullopt;
    return static_cast<Level>(*level);
}

Result<std::vector<AuditRow>> rows(Database& db, const std::string& sql, const DbParams& params) {
    LT_TRY(auto found, db_list<AuditRow>(db, sql, params, [](const DbRow& row) {
               AuditRow out{read_audit_row(row), std::nullopt, std::nullopt};
               if (!row.is_null(16)) out.object_level = static_cast<Level>(row.integer(16));
               return out;
           }));
    for (AuditRow& row : found) {
        std::vector<std::string> codes;
        for (std::string& text : json_strings(row.entry.event.details))
            if (may_be_code(text)) codes.push_back(std::move(text));
        if (!codes.empty()) {
            LT_TRY(row.named_level, highest_of(db, codes));
        }
        // What was said of a secret thing stays secret when the thing has come down since.
        if (const auto then = level_then(row.entry.event.details))
            row.named_level = std::max(row.named_level.value_or(Level::open), *then);
    }
    return found;
}

}  // namespace

Result<void> scan_audit(Database& db,
                        const std::function<Result<void>(const AuditEntry&, bool sound)>& each) {
    return db.query(kScan, {}, [&](const DbRow& row) {
        const bool sound = row.boolean(16) && from_text<Outcome>(row.text(8)).has_value();
        return each(read_audit_row(row), sound);
    });
}

Result<std::vector<AuditRow>> list_audit(Database& db, const AuditFilter& filter,
                                         std::optional<Level> visible) {
    std::string where = " WHERE 1 = 1";
    DbParams params = {{"limit", filter.limit}};
    const auto narrow = [&](const char* condition, const char* name, DbValue value) {
        where += condition;
        params.emplace_back(name, value);
    };
    if (filter.before_seq) narrow(" AND a.seq < :before", "before", *filter.before_seq);
    if (filter.from) narrow(" AND a.at >= :from", "from", *filter.from);
    if (filter.to) narrow(" AND a.at < :to", "to", *filter.to);
    if (filter.actor_id) narrow(" AND a.actor_id = :actor", "actor", *filter.actor_id);
    if (!filter.action.empty()) narrow(" AND a.action = :action", "action", filter.action);
    if (!filter.object_type.empty())
        narrow(" AND a.object_type = :object_type", "object_type", filter.object_type);
    if (filter.outcome)
        narrow(" AND a.outcome = :outcome", "outcome", std::string(to_text(*filter.outcome)));
    if (filter.object_id) {
        narrow(" AND a.object_id = :object_id", "object_id", *filter.object_id);
        if (visible) {
            where += std::string(" AND coalesce(") + kLevel + ", 0) <= :visible";
            params.emplace_back("visible", static_cast<int>(*visible));
        }
    }
    return rows(db, select_rows() + where + " ORDER BY a.seq DESC LIMIT :limit", params);
}

Result<std::vector<AuditRow>> list_audit_upwards(Database& db, std::int64_t from_seq, int limit) {
    return rows(db, select_rows() + " WHERE a.seq >= :from ORDER BY a.seq LIMIT :limit",
                {{"from", from_seq}, {"limit", limit}});
}

Result<std::vector<AuditRow>> list_item_history(Database& db, Id item_id,
                                                std::optional<std::int64_t> before_seq, int limit) {
    std::string sql = select_rows() +
                      " WHERE ((a.object_type = 'item' AND a.object_id = :item)"
                      " OR (a.object_type = 'volume' AND a.object_id ="
                      " (SELECT volume_id FROM items WHERE id = :item))"
                      " OR (a.object_type = 'box' AND a.object_id ="
                      " (SELECT box_id FROM items WHERE id = :item))"
                      " OR (a.object_type = 'loan' AND a.object_id IN (SELECT id FROM loans"
                      " WHERE item_id = :item OR volume_id ="
                      " (SELECT volume_id FROM items WHERE id = :item))))";
    DbParams params = {{"item", item_id}, {"limit", limit}};
    if (before_seq) {
        sql += " AND a.seq < :before";
        params.emplace_back("before", *before_seq);
    }
    return rows(db, sql + " ORDER BY a.seq DESC LIMIT :limit", params);
}

Result<AuditHead> audit_head(Database& db) {
    LT_TRY(auto head,
           db_find<AuditHead>(db, "SELECT seq, chain, at FROM audit_log ORDER BY seq DESC LIMIT 1",
                              {}, [](const DbRow& row) {
                                  return AuditHead{row.integer(0), row.text(1), row.integer(2)};
                              }));
    return head.value_or(AuditHead{0, kFirstChain, std::nullopt});
}

Result<void> walk_leaves(Database& db, std::int64_t from_seq, std::int64_t to_seq,
                         const std::function<void(const std::string&)>& each) {
    return db.query("SELECT leaf FROM audit_log WHERE seq BETWEEN :from AND :to ORDER BY seq",
                    {{"from", from_seq}, {"to", to_seq}}, [&](const DbRow& row) -> Result<void> {
                        each(row.text(0));
                        return {};
                    });
}

Result<std::vector<AuditCheckpoint>> list_checkpoints(Database& db) {
    return db_list<AuditCheckpoint>(
        db,
        "SELECT seq, CAST(root AS TEXT), CAST(at AS INTEGER) FROM audit_checkpoints ORDER BY seq",
        {}, [](const DbRow& row) {
            return AuditCheckpoint{row.integer(0), row.text(1), row.integer(2)};
        });
}

Result<void> insert_checkpoint(Database& db, const AuditCheckpoint& checkpoint) {
    LT_TRY(const auto rows_added,
           db.execute("INSERT INTO audit_checkpoints(seq, root, at) VALUES (:seq, :root, :at)"
                      " ON CONFLICT(seq) DO NOTHING",
                      {{"seq", checkpoint.seq}, {"root", checkpoint.root}, {"at", checkpoint.at}}));
    (void)rows_added;
    return {};
}

}  // namespace lantai::core
