#include "core/repo/clearance_repo.hpp"

#include <cstdio>

#include "core/repo/fonds_repo.hpp"
#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

const std::string kSelectClearances =
    "SELECT c.id, c.clearance_no, c.kind, c.requester_id, c.department_id, c.subject, c.from_date,"
    " c.to_date, c.state, c.nothing_to_file, c.signer_id, c.signed_at, c.remarks, c.created_at,"
    " c.version, (SELECT name FROM users WHERE id = c.requester_id),"
    " (SELECT name FROM departments WHERE id = c.department_id),"
    " (SELECT name FROM users WHERE id = c.signer_id) FROM clearances c";

Result<ClearanceRow> read_clearance(const DbRow& row) {
    ClearanceRow one;
    Clearance& clearance = one.clearance;
    clearance.id = row.integer(0);
    clearance.clearance_no = row.text(1);
    LT_TRY(clearance.kind, row_enum<ClearanceKind>(row, 2));
    clearance.requester_id = row.integer(3);
    clearance.department_id = row.integer(4);
    clearance.subject = row.text(5);
    LT_TRY(clearance.from, row_date(row, 6));
    LT_TRY(clearance.to, row_date(row, 7));
    LT_TRY(clearance.state, row_enum<ClearanceState>(row, 8));
    clearance.nothing_to_file = row.boolean(9);
    clearance.signer_id = row.optional_integer(10);
    clearance.signed_at = row.optional_integer(11);
    clearance.remarks = row.text(12);
    clearance.created_at = row.integer(13);
    clearance.version = row_int(row, 14);
    one.requester_name = row.text(15);
    one.department_name = row.text(16);
    one.signer_name = row.optional_text(17).value_or("");
    return one;
}

Result<void> load_papers(Database& db, ClearanceRow& row) {
    LT_TRY(row.clearance.entry_ids,
           db_list<Id>(db,
                       "SELECT entry_id FROM clearance_entries WHERE clearance_id = :id"
                       " ORDER BY entry_id",
                       {{"id", row.clearance.id}}, [](const DbRow& one) { return one.integer(0); }));
    return {};
}

Result<std::optional<ClearanceRow>> clearance_where(Database& db, const char* where,
                                                    const DbParams& params) {
    LT_TRY(auto row, read_first<ClearanceRow>(db, kSelectClearances + where, params,
                                              read_clearance));
    if (row) LT_CHECK(load_papers(db, *row));
    return row;
}

Result<std::string> next_number(Database& db, const char* scope, const char* letters, int year) {
    LT_TRY(const int serial, take_serial(db, scope + std::to_string(year)));
    char number[32];
    std::snprintf(number, sizeof number, "%s%04d-%04d", letters, year, serial);
    return std::string(number);
}

const std::string kSelectLeavings =
    "SELECT l.id, l.leaving_no, l.user_id, l.department_id, l.state, l.reason, l.leaver_paper,"
    " l.leaver_witness, l.leaver_signed_at, l.receiver_id, l.received_at, l.created_by,"
    " l.created_at, l.version, (SELECT name FROM users WHERE id = l.user_id),"
    " (SELECT name FROM departments WHERE id = l.department_id),"
    " (SELECT name FROM users WHERE id = l.leaver_witness),"
    " (SELECT name FROM users WHERE id = l.receiver_id) FROM leavings l";

Result<LeavingEntry> read_leaving(const DbRow& row) {
    LeavingEntry entry;
    Leaving& leaving = entry.leaving;
    leaving.id = row.integer(0);
    leaving.leaving_no = row.text(1);
    leaving.user_id = row.integer(2);
    leaving.department_id = row.integer(3);
    LT_TRY(leaving.state, row_enum<LeavingState>(row, 4));
    leaving.reason = row.text(5);
    leaving.leaver_paper = row.optional_text(6).value_or("");
    leaving.leaver_witness = row.optional_integer(7);
    leaving.leaver_signed_at = row.optional_integer(8);
    leaving.receiver_id = row.optional_integer(9);
    leaving.received_at = row.optional_integer(10);
    leaving.created_by = row.optional_integer(11).value_or(0);
    leaving.created_at = row.integer(12);
    leaving.version = row_int(row, 13);
    entry.user_name = row.text(14);
    entry.department_name = row.text(15);
    entry.witness_name = row.optional_text(16).value_or("");
    entry.receiver_name = row.optional_text(17).value_or("");
    return entry;
}

}  // namespace

Result<std::string> next_clearance_no(Database& db, int year) {
    return next_number(db, "clearance:", "JQ", year);
}

Result<void> insert_clearance(Database& db, const Clearance& clearance) {
    return run(db,
               "INSERT INTO clearances(id, clearance_no, kind, requester_id, department_id,"
               " subject, from_date, to_date, state, created_at) VALUES (:id, :no, :kind, :who,"
               " :department, :subject, :from, :to, :state, :at)",
               {{"id", clearance.id},
                {"no", clearance.clearance_no},
                {"kind", to_text(clearance.kind)},
                {"who", clearance.requester_id},
                {"department", clearance.department_id},
                {"subject", clearance.subject},
                {"from", clearance.from.iso()},
                {"to", clearance.to.iso()},
                {"state", to_text(clearance.state)},
                {"at", clearance.created_at}});
}

Result<bool> update_clearance(Database& db, const Clearance& clearance) {
    LT_TRY(const auto rows,
           db.execute("UPDATE clearances SET state = :state, nothing_to_file = :nothing,"
                      " signer_id = :signer, signed_at = :signed_at, remarks = :remarks,"
                      " version = version + 1 WHERE id = :id AND version = :version",
                      {{"state", to_text(clearance.state)},
                       {"nothing", clearance.nothing_to_file},
                       {"signer", clearance.signer_id},
                       {"signed_at", clearance.signed_at},
                       {"remarks", clearance.remarks},
                       {"id", clearance.id},
                       {"version", clearance.version}}));
    if (rows != 1) return false;
    for (const Id entry : clearance.entry_ids)
        LT_CHECK(run(db,
                     "INSERT INTO clearance_entries(clearance_id, entry_id) VALUES (:id, :entry)",
                     {{"id", clearance.id}, {"entry", entry}}));
    return true;
}

Result<std::optional<ClearanceRow>> find_clearance(Database& db, Id id) {
    return clearance_where(db, " WHERE c.id = :id", {{"id", id}});
}

Result<std::optional<ClearanceRow>> find_clearance_by_no(Database& db, const std::string& number) {
    return clearance_where(db, " WHERE c.clearance_no = :no", {{"no", number}});
}

Result<std::vector<ClearanceRow>> list_clearances(Database& db, const ClearanceFilter& filter,
                                                  const AccessPredicate& scope) {
    std::string where = " WHERE (" + scope.sql + ")";
    DbParams params = {{"limit", filter.limit}};
    for (const auto& [name, value] : scope.params) params.emplace_back(name, value);
    if (filter.state) {
        where += " AND c.state = :state";
        params.emplace_back("state", to_text(*filter.state));
    }
    if (filter.before_id) {
        where += " AND c.id < :before";
        params.emplace_back("before", *filter.before_id);
    }
    LT_TRY(auto rows, read_list<ClearanceRow>(
                          db, kSelectClearances + where + " ORDER BY c.id DESC LIMIT :limit",
                          params, read_clearance));
    for (ClearanceRow& row : rows) LT_CHECK(load_papers(db, row));
    return rows;
}

Result<std::string> next_leaving_no(Database& db, int year) {
    return next_number(db, "leaving:", "LZ", year);
}

Result<void> insert_leaving(Database& db, const Leaving& leaving) {
    return run(db,
               "INSERT INTO leavings(id, leaving_no, user_id, department_id, state, reason,"
               " created_by, created_at) VALUES (:id, :no, :user, :department, :state, :reason,"
               " :by, :at)",
               {{"id", leaving.id},
                {"no", leaving.leaving_no},
                {"user", leaving.user_id},
                {"department", leaving.department_id},
                {"state", to_text(leaving.state)},
                {"reason", leaving.reason},
                {"by", or_null(leaving.created_by)},
                {"at", leaving.created_at}});
}

Result<bool> update_leaving(Database& db, const Leaving& leaving) {
    const auto paper =
        leaving.leaver_paper.empty() ? std::nullopt : std::optional(leaving.leaver_paper);
    LT_TRY(const auto rows,
           db.execute("UPDATE leavings SET state = :state, reason = :reason,"
                      " leaver_paper = :paper, leaver_witness = :witness,"
                      " leaver_signed_at = :signed_at, receiver_id = :receiver,"
                      " received_at = :received_at, version = version + 1"
                      " WHERE id = :id AND version = :version",
                      {{"state", to_text(leaving.state)},
                       {"reason", leaving.reason},
                       {"paper", paper},
                       {"witness", leaving.leaver_witness},
                       {"signed_at", leaving.leaver_signed_at},
                       {"receiver", leaving.receiver_id},
                       {"received_at", leaving.received_at},
                       {"id", leaving.id},
                       {"version", leaving.version}}));
    return rows == 1;
}

Result<std::optional<LeavingEntry>> find_leaving(Database& db, Id id, const Date& today) {
    LT_TRY(auto entry, read_first<LeavingEntry>(db, kSelectLeavings + " WHERE l.id = :id",
                                                {{"id", id}}, read_leaving));
    if (entry) {
        LT_TRY(entry->held, list_held(db, entry->leaving.user_id, today));
    }
    return entry;
}

Result<std::optional<Id>> open_leaving_of(Database& db, Id user_id) {
    return db_find<Id>(db, "SELECT id FROM leavings WHERE user_id = :user AND state = 'open'",
                       {{"user", user_id}}, [](const DbRow& row) { return row.integer(0); });
}

Result<std::vector<LeavingEntry>> list_leavings(Database& db, std::optional<LeavingState> state,
                                                const Date& today) {
    const auto wanted = state ? std::optional(to_text(*state)) : std::nullopt;
    LT_TRY(auto list,
           read_list<LeavingEntry>(db,
                                   kSelectLeavings +
                                       " WHERE :state IS NULL OR l.state = :state"
                                       " ORDER BY l.id DESC LIMIT 500",
                                   {{"state", wanted}}, read_leaving));
    for (LeavingEntry& entry : list) {
        if (entry.leaving.state != LeavingState::open) continue;
        LT_TRY(entry.held, list_held(db, entry.leaving.user_id, today));
    }
    return list;
}

Result<std::vector<HeldThing>> list_held(Database& db, Id user_id, const Date& today) {
    return read_list<HeldThing>(
        db,
        "SELECT 'loan', l.id, l.request_no, COALESCE((SELECT archival_code FROM items"
        " WHERE id = l.item_id), (SELECT archival_code FROM volumes WHERE id = l.volume_id))"
        " FROM loans l WHERE l.requester_id = :user"
        " AND l.state IN ('issuing', 'on_loan', 'returning', 'incident')"
        " UNION ALL SELECT 'entry', e.id, e.register_no, e.document_no FROM register_entries e"
        " WHERE e.handler_id = :user AND e.state IN ('in_hand', 'concluded', 'kept')"
        " AND NOT EXISTS (SELECT 1 FROM register_entries c WHERE c.corrects = e.id)"
        " UNION ALL SELECT 'handover', h.id, h.handover_no, '' FROM handovers h"
        " WHERE h.created_by = :user AND h.state = 'draft'"
        " UNION ALL SELECT 'post', p.id, COALESCE(d.code, ''), p.kind FROM positions p"
        " LEFT JOIN departments d ON d.id = p.department_id WHERE p.user_id = :user"
        " AND p.from_date <= :day AND (p.to_date IS NULL OR p.to_date >= :day)"
        " ORDER BY 1, 2",
        {{"user", user_id}, {"day", today.iso()}}, [](const DbRow& row) -> Result<HeldThing> {
            HeldThing thing;
            LT_TRY(thing.kind, row_enum<HeldKind>(row, 0));
            thing.id = row.integer(1);
            thing.number = row.text(2);
            thing.title = row.text(3);
            return thing;
        });
}

}  // namespace lantai::core
