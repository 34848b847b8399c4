#include "core/repo/handover_repo.hpp"

#include <cstdio>

#include "core/repo/fonds_repo.hpp"
#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

const std::string kSelectHandovers =
    "SELECT h.id, h.handover_no, h.department_id, h.giver_id, h.given_at, h.receiver_id,"
    " h.received_at, h.state, h.remarks, h.created_by, h.created_at, h.version,"
    " (SELECT name FROM departments WHERE id = h.department_id),"
    " (SELECT name FROM users WHERE id = h.giver_id),"
    " (SELECT name FROM users WHERE id = h.receiver_id),"
    " (SELECT name FROM users WHERE id = h.created_by) FROM handovers h";

Result<HandoverEntry> read_handover(const DbRow& row) {
    HandoverEntry entry;
    Handover& handover = entry.handover;
    handover.id = row.integer(0);
    handover.handover_no = row.text(1);
    handover.department_id = row.integer(2);
    handover.giver_id = row.optional_integer(3);
    handover.given_at = row.optional_integer(4);
    handover.receiver_id = row.optional_integer(5);
    handover.received_at = row.optional_integer(6);
    LT_TRY(handover.state, row_enum<HandoverState>(row, 7));
    handover.remarks = row.text(8);
    handover.created_by = row.integer(9);
    handover.created_at = row.integer(10);
    handover.version = row_int(row, 11);
    entry.department_name = row.text(12);
    entry.giver_name = row.optional_text(13).value_or("");
    entry.receiver_name = row.optional_text(14).value_or("");
    entry.created_by_name = row.text(15);
    return entry;
}

Result<void> insert_rows(Database& db, const Handover& handover) {
    for (const HandoverRow& row : handover.rows)
        LT_CHECK(
            run(db,
                "INSERT INTO handover_rows(id, handover_id, ordinal, item_id, volume_id,"
                " entry_id, paper, paper_received, file_sha256, remarks) VALUES (:id, :handover,"
                " :ordinal, :item, :volume, :entry, :paper, :received, :file, :remarks)",
                {{"id", row.id},
                 {"handover", handover.id},
                 {"ordinal", row.ordinal},
                 {"item", row.item_id},
                 {"volume", row.volume_id},
                 {"entry", row.entry_id},
                 {"paper", row.paper},
                 {"received", row.paper_received},
                 {"file", row.file_sha256.empty() ? std::nullopt : std::optional(row.file_sha256)},
                 {"remarks", row.remarks}}));
    return {};
}

Result<void> load_rows(Database& db, HandoverEntry& entry) {
    LT_TRY(entry.handover.rows,
           db_list<HandoverRow>(
               db,
               "SELECT id, ordinal, item_id, volume_id, paper, paper_received, file_sha256,"
               " remarks, entry_id FROM handover_rows WHERE handover_id = :id ORDER BY ordinal",
               {{"id", entry.handover.id}}, [](const DbRow& row) {
                   HandoverRow one;
                   one.id = row.integer(0);
                   one.ordinal = row_int(row, 1);
                   one.item_id = row.optional_integer(2);
                   one.volume_id = row.optional_integer(3);
                   one.paper = row.boolean(4);
                   one.paper_received = row.boolean(5);
                   one.file_sha256 = row.optional_text(6).value_or("");
                   one.remarks = row.text(7);
                   one.entry_id = row.optional_integer(8);
                   return one;
               }));
    for (const HandoverRow& row : entry.handover.rows) {
        LT_TRY(auto record, find_handed(db, row));
        if (!record) return fail(ErrorCode::corrupt, "db.corrupt", "handover of nothing");
        entry.records.push_back(*std::move(record));
    }
    return {};
}

}  // namespace

Result<std::string> next_handover_no(Database& db, int year) {
    LT_TRY(const int serial, take_serial(db, "handover:" + std::to_string(year)));
    char number[32];
    std::snprintf(number, sizeof number, "YJ%04d-%04d", year, serial);
    return std::string(number);
}

Result<void> insert_handover(Database& db, const Handover& handover) {
    LT_CHECK(run(db,
                 "INSERT INTO handovers(id, handover_no, department_id, state, remarks,"
                 " created_by, created_at) VALUES (:id, :no, :department, :state, :remarks, :by,"
                 " :at)",
                 {{"id", handover.id},
                  {"no", handover.handover_no},
                  {"department", handover.department_id},
                  {"state", to_text(handover.state)},
                  {"remarks", handover.remarks},
                  {"by", handover.created_by},
                  {"at", handover.created_at}}));
    return insert_rows(db, handover);
}

Result<bool> update_handover(Database& db, const Handover& handover) {
    LT_TRY(const auto rows,
           db.execute("UPDATE handovers SET giver_id = :giver, given_at = :given_at,"
                      " receiver_id = :receiver, received_at = :received_at, state = :state,"
                      " remarks = :remarks, version = version + 1"
                      " WHERE id = :id AND version = :version",
                      {{"giver", handover.giver_id},
                       {"given_at", handover.given_at},
                       {"receiver", handover.receiver_id},
                       {"received_at", handover.received_at},
                       {"state", to_text(handover.state)},
                       {"remarks", handover.remarks},
                       {"id", handover.id},
                       {"version", handover.version}}));
    if (rows != 1) return false;
    LT_CHECK(run(db, "DELETE FROM handover_rows WHERE handover_id = :id", {{"id", handover.id}}));
    LT_CHECK(insert_rows(db, handover));
    return true;
}

Result<std::optional<HandoverEntry>> find_handover(Database& db, Id id) {
    LT_TRY(auto entry, read_first<HandoverEntry>(db, kSelectHandovers + " WHERE h.id = :id",
                                                 {{"id", id}}, read_handover));
    if (entry) LT_CHECK(load_rows(db, *entry));
    return entry;
}

Result<std::optional<Id>> find_handover_no(Database& db, const std::string& number) {
    return db_find<Id>(db, "SELECT id FROM handovers WHERE handover_no = :no", {{"no", number}},
                       [](const DbRow& row) { return row.integer(0); });
}

Result<std::vector<HandoverEntry>> list_handovers(Database& db, const HandoverFilter& filter,
                                                  const AccessPredicate& scope) {
    std::string where = "(" + scope.sql + ")";
    DbParams params = {{"limit", filter.limit}};
    for (const auto& [name, value] : scope.params) params.emplace_back(name, value);
    if (filter.state) {
        where += " AND h.state = :state";
        params.emplace_back("state", to_text(*filter.state));
    }
    if (filter.department_id) {
        where += " AND h.department_id = :department";
        params.emplace_back("department", *filter.department_id);
    }
    if (filter.before_id) {
        where += " AND h.id < :before";
        params.emplace_back("before", *filter.before_id);
    }
    LT_TRY(auto list,
           read_list<HandoverEntry>(
               db, kSelectHandovers + " WHERE " + where + " ORDER BY h.id DESC LIMIT :limit",
               params, read_handover));
    for (HandoverEntry& entry : list) LT_CHECK(load_rows(db, entry));
    return list;
}

namespace {

const char* const kHandedItem =
    "SELECT i.archival_code, i.document_no, i.title, i.copies, i.pages,"
    " i.retention_class, i.level, i.department_id, i.state = 'filed',"
    " i.medium = 'electronic', COALESCE((SELECT blob_sha256 FROM item_files"
    " WHERE item_id = i.id ORDER BY ordinal LIMIT 1), ''), i.fonds_id, i.secrecy_months,"
    " (SELECT name FROM retention_classes WHERE code = i.retention_class)"
    " FROM items i WHERE i.id = :id";
const char* const kHandedVolume =
    "SELECT v.archival_code, '', v.title, 1,"
    // A part of an old volume's pages is not told as the whole.
    " COALESCE((SELECT CASE WHEN count(*) = count(pages) THEN sum(pages) END FROM items"
    "  WHERE volume_id = v.id), v.old_pages),"
    " v.retention_class, v.level, v.department_id, v.state = 'sealed', 0, '',"
    " v.fonds_id, NULL,"
    " (SELECT name FROM retention_classes WHERE code = v.retention_class)"
    " FROM volumes v WHERE v.id = :id";
// A paper that is not filed yet: with the archivist, the original, and not corrected.
const char* const kHandedEntry =
    "SELECT e.register_no, e.document_no, e.title, e.copies, e.pages, '', e.level,"
    " e.department_id, e.state = 'collected' AND e.copy_of IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM register_entries c WHERE c.corrects = e.id), 0, '', 0, NULL, ''"
    " FROM register_entries e WHERE e.id = :id";

}  // namespace

Result<std::optional<HandedRecord>> find_handed(Database& db, const HandoverRow& row) {
    const char* sql = row.item_id ? kHandedItem : row.volume_id ? kHandedVolume : kHandedEntry;
    const Id id = row.item_id     ? *row.item_id
                  : row.volume_id ? *row.volume_id
                                  : row.entry_id.value_or(0);
    return db_find<HandedRecord>(db, sql, {{"id", id}}, [](const DbRow& one) {
        HandedRecord record;
        record.archival_code = one.text(0);
        record.document_no = one.text(1);
        record.title = one.text(2);
        record.copies = row_optional_int(one, 3);
        record.pages = row_optional_int(one, 4);
        record.retention_class = one.text(5);
        record.level = static_cast<Level>(one.integer(6));
        record.department_id = one.integer(7);
        record.ready = one.boolean(8);
        record.electronic = one.boolean(9);
        record.first_file = one.text(10);
        record.fonds_id = one.integer(11);
        record.secrecy_months = row_optional_int(one, 12);
        record.retention_name = one.text(13);
        return record;
    });
}

Result<std::optional<std::string>> other_handover_of(Database& db, const HandoverRow& row,
                                                     Id handover_id) {
    return db_find<std::string>(
        db,
        "SELECT h.handover_no FROM handover_rows r JOIN handovers h ON h.id = r.handover_id"
        " WHERE h.id <> :self AND h.state <> 'cancelled'"
        " AND (r.item_id = :item OR r.volume_id = :volume OR r.entry_id = :entry) ORDER BY h.id",
        {{"self", handover_id},
         {"item", row.item_id},
         {"volume", row.volume_id},
         {"entry", row.entry_id}},
        [](const DbRow& one) { return one.text(0); });
}

}  // namespace lantai::core
