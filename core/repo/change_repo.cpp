#include "core/repo/change_repo.hpp"

#include <algorithm>

#include "core/base/json_text.hpp"
#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

const std::string kSelectChanges =
    "SELECT c.id, c.kind, c.object_type, c.object_id, c.object_version, c.payload, c.reason,"
    " c.state, c.requested_by, c.requested_at, c.decided_by, c.decided_at, c.decision_reason,"
    " c.version, COALESCE(i.archival_code, v.archival_code, b.archival_code),"
    " COALESCE(i.title, v.title, ''), COALESCE(i.level, v.level, b.level),"
    " COALESCE(i.department_id, v.department_id, b.department_id, 0),"
    " (SELECT name FROM users WHERE id = c.requested_by),"
    " (SELECT name FROM users WHERE id = c.decided_by), c.level"
    " FROM change_requests c"
    " LEFT JOIN items i ON c.object_type = 'item' AND i.id = c.object_id"
    " LEFT JOIN volumes v ON c.object_type = 'volume' AND v.id = c.object_id"
    " LEFT JOIN boxes b ON c.object_type = 'box' AND b.id = c.object_id";

constexpr const char* kWas = "was ";

/// {"was title": …, "title": …}: one object of texts.
std::string payload_text(const std::vector<ChangeField>& fields) {
    std::vector<JsonField> members;
    const auto add = [&](const std::string& name, const std::optional<std::string>& value) {
        members.push_back(value ? JsonField(name, *value) : JsonField::raw(name, "null"));
    };
    for (const ChangeField& field : fields) {
        add(kWas + field.name, field.from);
        add(field.name, field.to);
    }
    return json_object(members);
}

Result<std::vector<ChangeField>> read_payload(const std::string& text) {
    LT_TRY(const auto members, read_json_texts(text));
    std::vector<ChangeField> fields;
    for (std::size_t i = 0; i + 1 < members.size(); i += 2)
        fields.push_back({members[i + 1].first, members[i].second, members[i + 1].second});
    return fields;
}

Result<ChangeEntry> read_change(const DbRow& row) {
    ChangeEntry entry;
    ChangeRequest& change = entry.change;
    change.id = row.integer(0);
    LT_TRY(change.kind, row_enum<ChangeKind>(row, 1));
    LT_TRY(change.target, row_enum<ChangeTarget>(row, 2));
    change.object_id = row.integer(3);
    change.object_version = row_int(row, 4);
    LT_TRY(change.fields, read_payload(row.text(5)));
    change.reason = row.text(6);
    LT_TRY(change.state, row_enum<ChangeState>(row, 7));
    change.requested_by = row.integer(8);
    change.requested_at = row.integer(9);
    change.decided_by = row.optional_integer(10);
    change.decided_at = row.optional_integer(11);
    change.decision_reason = row.text(12);
    change.version = row_int(row, 13);
    entry.object_code = row.text(14);
    entry.object_title = row.text(15);
    entry.object_level = static_cast<Level>(row.integer(16));
    entry.department_id = row.integer(17);
    entry.requested_by_name = row.text(18);
    entry.decided_by_name = row.optional_text(19).value_or("");
    change.level = row.is_null(20) ? entry.object_level : static_cast<Level>(row.integer(20));
    entry.object_level = std::max(entry.object_level, change.level);
    return entry;
}

}  // namespace

Result<void> insert_change(Database& db, const ChangeRequest& change) {
    return run(db,
               "INSERT INTO change_requests(id, kind, object_type, object_id, object_version,"
               " payload, reason, state, requested_by, requested_at, level) VALUES (:id, :kind,"
               " :target, :object, :object_version, :payload, :reason, 'open', :by, :at, :level)",
               {{"id", change.id},
                {"kind", to_text(change.kind)},
                {"target", to_text(change.target)},
                {"object", change.object_id},
                {"object_version", change.object_version},
                {"payload", payload_text(change.fields)},
                {"reason", change.reason},
                {"by", change.requested_by},
                {"at", change.requested_at},
                {"level", static_cast<int>(change.level)}});
}

Result<bool> update_change(Database& db, const ChangeRequest& change) {
    LT_TRY(const auto rows,
           db.execute("UPDATE change_requests SET state = :state, decided_by = :by,"
                      " decided_at = :at, decision_reason = :reason, version = version + 1"
                      " WHERE id = :id AND version = :version",
                      {{"state", to_text(change.state)},
                       {"by", change.decided_by},
                       {"at", change.decided_at},
                       {"reason", change.decision_reason},
                       {"id", change.id},
                       {"version", change.version}}));
    return rows == 1;
}

Result<std::optional<ChangeEntry>> find_change(Database& db, Id id) {
    return read_first<ChangeEntry>(db, kSelectChanges + " WHERE c.id = :id", {{"id", id}},
                                   read_change);
}

Result<std::vector<ChangeEntry>> list_changes(Database& db, const ChangeFilter& filter,
                                              const AccessPredicate& scope) {
    std::string where = "(" + scope.sql + ")";
    DbParams params = {{"limit", filter.limit}};
    for (const auto& [name, value] : scope.params) params.emplace_back(name, value);
    const auto equal = [&](const char* column, const auto& value) {
        if (!value) return;
        where += std::string(" AND c.") + column + " = :" + column;
        params.emplace_back(column, *value);
    };
    if (filter.state) equal("state", std::optional(to_text(*filter.state)));
    if (filter.kind) equal("kind", std::optional(to_text(*filter.kind)));
    if (filter.target) equal("object_type", std::optional(to_text(*filter.target)));
    equal("object_id", filter.object_id);
    equal("requested_by", filter.requested_by);
    if (filter.before_id) {
        where += " AND c.id < :before";
        params.emplace_back("before", *filter.before_id);
    }
    return read_list<ChangeEntry>(
        db, kSelectChanges + " WHERE " + where + " ORDER BY c.id DESC LIMIT :limit", params,
        read_change);
}

Result<std::optional<Id>> find_open_change(Database& db, ChangeKind kind, ChangeTarget target,
                                           Id object_id) {
    return db_find<Id>(
        db,
        "SELECT id FROM change_requests WHERE state = 'open' AND kind = :kind"
        " AND object_type = :target AND object_id = :object",
        {{"kind", to_text(kind)}, {"target", to_text(target)}, {"object", object_id}},
        [](const DbRow& row) { return row.integer(0); });
}

Result<std::vector<ChangeEntry>> list_moves_of(Database& db, Id item_id) {
    return read_list<ChangeEntry>(db,
                                  kSelectChanges +
                                      " WHERE c.kind = 'move_group' AND c.state = 'approved'"
                                      " AND c.object_type = 'item' AND c.object_id = :item"
                                      " ORDER BY c.id",
                                  {{"item", item_id}}, read_change);
}

Result<std::vector<std::string>> list_acts_since(Database& db, const ChangeRequest& change) {
    return db_list<std::string>(
        db,
        "SELECT action FROM audit_log WHERE object_type = :target AND object_id = :object"
        " AND outcome = 'done' AND action NOT IN"
        " ('item.viewed', 'volume.viewed', 'box.viewed', 'file.viewed', 'form.printed')"
        " AND seq > (SELECT min(seq) FROM audit_log WHERE object_type = 'change_request'"
        " AND object_id = :change) ORDER BY seq LIMIT 20",
        {{"target", to_text(change.target)}, {"object", change.object_id}, {"change", change.id}},
        [](const DbRow& row) { return row.text(0); });
}

}  // namespace lantai::core
