#include "core/repo/state_digest.hpp"

#include "core/base/hash.hpp"

namespace lantai::core {

// Left out on purpose: text_state (the index's business), volume_id and group_id of items (they
// belong to the volume and to the links), sessions and throttles.
const std::vector<StateParts>& state_parts() {
    static const std::vector<StateParts> kParts = {
        {"item",
         "items",
         {"SELECT id, fonds_id, department_id, category, clause_id, kind, title, document_no,"
          " creator, document_date, period_from, period_to, filing_year, year_rule, year_reason,"
          " retention_class, level, secrecy_months, pages, copies, keywords, medium, remarks,"
          " archival_code, serial, state, withdrawn_reason, created_by, created_at"
          " FROM items WHERE id = :id",
          "SELECT id, ordinal, name, media_type, blob_sha256, added_by, added_at FROM item_files"
          " WHERE item_id = :id ORDER BY ordinal",
          "SELECT id, following_id, kind FROM item_links WHERE leading_id = :id ORDER BY id"}},
        {"volume",
         "volumes",
         {"SELECT id, fonds_id, department_id, category, filing_year, retention_class, level,"
          " title, archival_code, serial, state, compiler_id, compiled_at, checker_id, sealed_at,"
          " description, location, year_reason, top_secret_reason, created_by, created_at FROM "
          "volumes WHERE id = :id",
          "SELECT id, volume_position, start_page FROM items WHERE volume_id = :id"
          " ORDER BY volume_position",
          "SELECT id, text, signer_id, signed_at FROM volume_notes WHERE volume_id = :id"
          " ORDER BY id"}},
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
          "SELECT role FROM user_roles WHERE user_id = :id ORDER BY role"}},
        {"position",
         "positions",
         {"SELECT id, kind, department_id, user_id, from_date, to_date FROM positions"
          " WHERE id = :id",
          "SELECT id, user_id, from_date, to_date FROM position_deputies WHERE position_id = :id"
          " ORDER BY id"}},
        {"department",
         "departments",
         {"SELECT id, code, name, active FROM departments WHERE id = :id"}},
        {"fonds",
         "fonds",
         {"SELECT id, fonds_no, name, creating_body, year_policy, draft_order,"
          " item_code_template, volume_code_template FROM fonds WHERE id = :id"}},
        {"clause",
         "filing_scheme_clauses",
         {"SELECT id, fonds_id, filing_year, clause_no, title, scope, retention_class"
          " FROM filing_scheme_clauses WHERE id = :id"}},
    };
    return kParts;
}

Result<std::string> state_digest(Database& db, const std::string& object_type, std::int64_t id) {
    std::string bytes;
    bool found = false;
    for (const StateParts& parts : state_parts()) {
        if (object_type != parts.object_type) continue;
        for (const char* select : parts.selects) {
            LT_CHECK(db.query(select, {{"id", id}}, [&](const DbRow& row) -> Result<void> {
                found = true;
                for (int column = 0; column < row.columns(); ++column) {
                    const auto value = row.is_null(column) ? "N" : "V" + row.text(column);
                    bytes += std::to_string(value.size()) + ":" + value;
                }
                bytes += '\n';
                return {};
            }));
            bytes += '\f';
        }
    }
    return found ? sha256_hex(bytes) : std::string();
}

Result<std::vector<std::int64_t>> object_ids(Database& db, const StateParts& parts) {
    return db_list<std::int64_t>(db, std::string("SELECT id FROM ") + parts.table + " ORDER BY id",
                                 {}, [](const DbRow& row) { return row.integer(0); });
}

}  // namespace lantai::core
