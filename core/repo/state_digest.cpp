#include "core/repo/state_digest.hpp"

#include "core/base/hash.hpp"

namespace lantai::core {

namespace {

// Left out on purpose: text_state (the index's business), volume_id, box_id and group_id of items
// (they belong to the volume, the box and the links), sessions and throttles.
const std::vector<StateParts> kParts = {
    {"item",
     "items",
     {"SELECT id, fonds_id, department_id, category, clause_id, kind, title, document_no,"
      " creator, document_date, period_from, period_to, filing_year, year_rule, year_reason,"
      " retention_class, level, secrecy_months, pages, copies, keywords, medium, remarks,"
      " archival_code, serial, state, withdrawn_reason, created_by, created_at"
      " FROM items WHERE id = :id",
      "SELECT id, ordinal, name, media_type, blob_sha256, added_by, added_at FROM item_files"
      " WHERE item_id = :id ORDER BY ordinal",
      "SELECT id, following_id, kind FROM item_links WHERE leading_id = :id ORDER BY id"},
     {"SELECT origin, date_text FROM items WHERE id = :id"
      " AND (origin <> 'regular' OR date_text <> '')",
      "SELECT id, old_code, reason, changed_at FROM code_redirects"
      " WHERE object_type = 'item' AND object_id = :id ORDER BY id",
      "SELECT schedule_id, scope_reason FROM items WHERE id = :id"
      " AND (schedule_id IS NOT NULL OR scope_reason <> '')",
      "SELECT carrier, duration_s, dimensions, maker, made_on FROM item_audiovisual"
      " WHERE item_id = :id"}},
    {"volume",
     "volumes",
     {"SELECT id, fonds_id, department_id, category, filing_year, retention_class, level,"
      " title, archival_code, serial, state, compiler_id, compiled_at, checker_id, sealed_at,"
      " description, location, year_reason, top_secret_reason, created_by, created_at FROM "
      "volumes WHERE id = :id",
      "SELECT id, volume_position, start_page FROM items WHERE volume_id = :id"
      " ORDER BY volume_position",
      "SELECT id, text, signer_id, signed_at FROM volume_notes WHERE volume_id = :id"
      " ORDER BY id"},
     {"SELECT origin, date_text, old_items, old_pages FROM volumes WHERE id = :id"
      " AND (origin <> 'regular' OR date_text <> '' OR old_items IS NOT NULL"
      " OR old_pages IS NOT NULL)",
      "SELECT bound, spine_mm FROM volumes WHERE id = :id"
      " AND (bound <> 1 OR spine_mm IS NOT NULL)",
      "SELECT room, shelf_row, section, shelf, box FROM volumes WHERE id = :id"
      " AND room || shelf_row || section || shelf || box <> ''",
      "SELECT id, old_code, reason, changed_at FROM code_redirects"
      " WHERE object_type = 'volume' AND object_id = :id ORDER BY id",
      "SELECT id, level FROM volume_notes WHERE volume_id = :id AND level IS NOT NULL"
      " ORDER BY id"}},
    {"box",
     "boxes",
     {"SELECT id, fonds_id, department_id, category, filing_year, retention_class, box_no,"
      " archival_code, level, spine_mm, state, description, arranger_id, arranged_at,"
      " checker_id, closed_at, room, shelf_row, section, shelf, created_by, created_at"
      " FROM boxes WHERE id = :id",
      "SELECT id FROM items WHERE box_id = :id ORDER BY id"},
     {"SELECT id, old_code, reason, changed_at FROM code_redirects"
      " WHERE object_type = 'box' AND object_id = :id ORDER BY id",
      "SELECT id, text, level, signer_id, signed_at FROM box_notes WHERE box_id = :id"
      " ORDER BY id",
      "SELECT box FROM boxes WHERE id = :id AND box <> ''",
      "SELECT top_secret_reason FROM boxes WHERE id = :id AND top_secret_reason <> ''"}},
    {"change_request",
     "change_requests",
     {"SELECT id, kind, object_type, object_id, object_version, payload, reason, state,"
      " requested_by, requested_at, decided_by, decided_at, decision_reason"
      " FROM change_requests WHERE id = :id"},
     {"SELECT level FROM change_requests WHERE id = :id AND level IS NOT NULL"}},
    {"handover",
     "handovers",
     {"SELECT id, handover_no, department_id, giver_id, given_at, receiver_id, received_at,"
      " state, remarks, created_by, created_at FROM handovers WHERE id = :id",
      "SELECT id, ordinal, item_id, volume_id, paper, paper_received, file_sha256, remarks"
      " FROM handover_rows WHERE handover_id = :id ORDER BY ordinal"},
     {"SELECT ordinal, entry_id FROM handover_rows WHERE handover_id = :id"
      " AND entry_id IS NOT NULL ORDER BY ordinal"}},
    {"register_entry",
     "register_entries",
     {"SELECT id, register_no, department_id, year, direction, origin, number, registered_on,"
      " document_no, correspondent, title, level, copies, pages, handler_id, remarks, copy_of,"
      " corrects, state, concluded_on, receipted_on, clause_id, placed_on, item_id, created_by,"
      " created_at FROM register_entries WHERE id = :id",
      "SELECT id, ordinal, act, from_state, to_state, actor_id, at, remarks FROM register_steps"
      " WHERE entry_id = :id ORDER BY ordinal"}},
    {"fonds_category",
     "fonds_categories",
     {"SELECT id, fonds_id, category, arrangement, year_policy, catalogue_no,"
      " item_code_template, volume_code_template, bound_code_template, box_code_template,"
      " page_limit FROM fonds_categories WHERE id = :id"}},
    {"loan",
     "loans",
     {"SELECT id, request_no, requester_id, reader_kind, outside_name, outside_workplace,"
      " outside_letter_no, outside_id_document, item_id, volume_id, mode, purpose, due_date,"
      " state, pieces, pages, issued_at, returned_at, created_at FROM loans WHERE id = :id",
      "SELECT id, ordinal, position, department_id, rule, decision, decided_by, as_deputy,"
      " reason, decided_at FROM loan_steps WHERE loan_id = :id ORDER BY ordinal",
      "SELECT id, phase, side, user_id, pieces, pages, condition, remarks, counted_at"
      " FROM loan_counts WHERE loan_id = :id ORDER BY id",
      "SELECT id, kind, description, opened_by, opened_at, search, remedy, reported_to,"
      " outcome, settled_by, settled_at FROM loan_incidents WHERE loan_id = :id ORDER BY id",
      "SELECT kind, since FROM loan_breaches WHERE loan_id = :id ORDER BY id"}},
    {"user",
     "users",
     {"SELECT id, login, name, department_id, clearance, clearance_until, active, created_at,"
      " password_hash, must_change_password FROM users WHERE id = :id",
      "SELECT role FROM user_roles WHERE user_id = :id ORDER BY role"},
     {"SELECT rights_held FROM users WHERE id = :id AND rights_held <> 0"}},
    {"position",
     "positions",
     {"SELECT id, kind, department_id, user_id, from_date, to_date FROM positions"
      " WHERE id = :id",
      "SELECT id, user_id, from_date, to_date FROM position_deputies WHERE position_id = :id"
      " ORDER BY id"}},
    {"appointment_notice",
     "appointment_notices",
     {"SELECT id, position_id, kind, made_by, made_at, acknowledged_by, acknowledged_at"
      " FROM appointment_notices WHERE id = :id"}},
    {"department",
     "departments",
     {"SELECT id, code, name, active FROM departments WHERE id = :id"}},
    {"fonds",
     "fonds",
     {"SELECT id, fonds_no, name, creating_body, year_policy, draft_order,"
      " item_code_template, volume_code_template FROM fonds WHERE id = :id"},
     {"SELECT blob_sha256, media_type FROM fonds_logos WHERE fonds_id = :id"}},
    {"clause",
     "filing_scheme_clauses",
     {"SELECT id, fonds_id, filing_year, clause_no, title, scope, retention_class"
      " FROM filing_scheme_clauses WHERE id = :id"},
     {"SELECT department_id FROM filing_scheme_clauses WHERE id = :id"
      " AND department_id IS NOT NULL"}},
    {"clearance",
     "clearances",
     {"SELECT id, clearance_no, kind, requester_id, department_id, subject, from_date, to_date,"
      " state, nothing_to_file, signer_id, signed_at, remarks, created_at FROM clearances"
      " WHERE id = :id",
      "SELECT entry_id FROM clearance_entries WHERE clearance_id = :id ORDER BY entry_id"}},
    {"leaving",
     "leavings",
     {"SELECT id, leaving_no, user_id, department_id, state, reason, leaver_paper, leaver_witness,"
      " leaver_signed_at, receiver_id, received_at, created_by, created_at FROM leavings"
      " WHERE id = :id"}},
    {"schedule_row",
     "schedule_rows",
     {"SELECT id, code, scope, title, retention_class, level, active FROM schedule_rows"
      " WHERE id = :id"}},
};

/// All values of all rows, each with its length.
Result<std::string> digest_input(Database& db, const char* select, std::int64_t id) {
    std::string bytes;
    LT_CHECK(db.query(select, {{"id", id}}, [&](const DbRow& row) -> Result<void> {
        for (int column = 0; column < row.columns(); ++column) {
            const auto value = row.is_null(column) ? "N" : "V" + row.text(column);
            bytes += std::to_string(value.size()) + ":" + value;
        }
        bytes += '\n';
        return {};
    }));
    return bytes;
}

}  // namespace

const std::vector<StateParts>& state_parts() { return kParts; }

Result<std::string> state_digest(Database& db, const std::string& object_type, std::int64_t id) {
    std::string bytes;
    bool found = false;
    for (const StateParts& parts : state_parts()) {
        if (object_type != parts.object_type) continue;
        for (const char* select : parts.selects) {
            LT_TRY(const std::string rows, digest_input(db, select, id));
            found = found || !rows.empty();
            bytes += rows + '\f';
        }
        for (std::size_t i = 0; i < parts.later.size(); ++i) {
            LT_TRY(const std::string rows, digest_input(db, parts.later[i], id));
            if (!rows.empty()) bytes += "later " + std::to_string(i) + '\n' + rows + '\f';
        }
    }
    return found ? sha256_hex(bytes) : std::string();
}

Result<std::vector<std::int64_t>> object_ids(Database& db, const StateParts& parts) {
    return db_list<std::int64_t>(db, std::string("SELECT id FROM ") + parts.table + " ORDER BY id",
                                 {}, [](const DbRow& row) { return row.integer(0); });
}

}  // namespace lantai::core
