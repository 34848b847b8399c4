#include "core/repo/loan_repo.hpp"

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

// States in which the thing is not in its place; the same set as the unique indexes.
constexpr const char* kOut = "('issuing', 'on_loan', 'returning', 'incident')";

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text + " ") {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

/// The columns that both kinds of targets share, in the same places; 9 is the state.
LoanTarget read_target(const DbRow& row) {
    LoanTarget target;
    target.id = row.integer(0);
    target.archival_code = row.text(1);
    target.title = row.text(2);
    target.level = static_cast<Level>(row.integer(3));
    target.department_id = row.integer(4);
    target.location = row.text(5);
    target.pieces = static_cast<int>(row.integer(6));
    if (const auto pages = row.optional_integer(7)) target.pages = static_cast<int>(*pages);
    target.electronic_only = row.boolean(8) && target.pieces > 0;
    target.out = row.boolean(10);
    target.shelf = {row.text(11), row.text(12), row.text(13), row.text(14), row.text(15)};
    return target;
}

Result<std::optional<LoanTarget>> item_target(Database& db, Id id) {
    return read_first<LoanTarget>(
        db,
        std::string("SELECT i.id, i.archival_code, i.title, i.level, i.department_id,"
                    " coalesce(v.location, ''), 1, i.pages, i.medium = 'electronic',"
                    " i.state,"
                    " EXISTS(SELECT 1 FROM loans l WHERE l.state IN ") +
            kOut +
            " AND (l.item_id = i.id OR (i.volume_id IS NOT NULL AND l.volume_id = i.volume_id))),"
            " coalesce(v.room, b.room, ''), coalesce(v.shelf_row, b.shelf_row, ''),"
            " coalesce(v.section, b.section, ''), coalesce(v.shelf, b.shelf, ''),"
            " coalesce(v.box, b.box, ''), coalesce(v.archival_code, b.archival_code, ''),"
            " coalesce(v.level, b.level)"
            " FROM items i LEFT JOIN volumes v ON v.id = i.volume_id"
            " LEFT JOIN boxes b ON b.id = i.box_id WHERE i.id = :id",
        {{"id", id}}, [](const DbRow& row) -> Result<LoanTarget> {
            LoanTarget target = read_target(row);
            LT_TRY(target.item_state, row_enum<ItemState>(row, 9));
            target.holder_code = row.text(16);
            if (!row.is_null(17)) target.holder_level = static_cast<Level>(row.integer(17));
            return target;
        });
}

Result<std::optional<LoanTarget>> volume_target(Database& db, Id id) {
    return read_first<LoanTarget>(
        db,
        std::string(
            "SELECT v.id, v.archival_code, v.title, v.level, v.department_id, v.location,"
            " (SELECT count(*) FROM items i WHERE i.volume_id = v.id),"
            " (SELECT CASE WHEN count(*) = count(i.pages) THEN sum(i.pages) END FROM items i"
            "  WHERE i.volume_id = v.id),"
            " NOT EXISTS(SELECT 1 FROM items i WHERE i.volume_id = v.id"
            "  AND i.medium <> 'electronic'), v.state,"
            " EXISTS(SELECT 1 FROM loans l WHERE l.state IN ") +
            kOut +
            " AND (l.volume_id = v.id OR l.item_id IN"
            "  (SELECT i.id FROM items i WHERE i.volume_id = v.id))),"
            " v.room, v.shelf_row, v.section, v.shelf, v.box"
            " FROM volumes v WHERE v.id = :id",
        {{"id", id}}, [](const DbRow& row) -> Result<LoanTarget> {
            LoanTarget target = read_target(row);
            target.is_volume = true;
            LT_TRY(target.volume_state, row_enum<VolumeState>(row, 9));
            return target;
        });
}

Result<Loan> read_loan(const DbRow& row) {
    Loan loan;
    loan.id = row.integer(0);
    loan.request_no = row.text(1);
    loan.requester_id = row.integer(2);
    LT_TRY(loan.reader_kind, row_enum<ReaderKind>(row, 3));
    loan.outside = {row.text(4), row.text(5), row.text(6), row.text(7)};
    loan.item_id = row.optional_integer(8);
    loan.volume_id = row.optional_integer(9);
    LT_TRY(loan.mode, row_enum<LoanMode>(row, 10));
    loan.purpose = row.text(11);
    LT_TRY(loan.due_date, row_date(row, 12));
    LT_TRY(loan.state, row_enum<LoanState>(row, 13));
    loan.pieces = static_cast<int>(row.integer(14));
    if (const auto pages = row.optional_integer(15)) loan.pages = static_cast<int>(*pages);
    loan.issued_at = row.optional_integer(16);
    loan.returned_at = row.optional_integer(17);
    loan.created_at = row.integer(18);
    loan.version = static_cast<int>(row.integer(19));
    LT_TRY(loan.overdue_since, row_optional_date(row, 20));
    return loan;
}

Result<LoanStep> read_step(const DbRow& row) {
    LoanStep step;
    step.id = row.integer(0);
    step.ordinal = static_cast<int>(row.integer(1));
    LT_TRY(step.position, row_enum<PositionKind>(row, 2));
    step.department_id = row.optional_integer(3);
    step.rule = row.text(4);
    if (!row.is_null(5)) {
        LT_TRY(step.decision, row_enum<StepDecision>(row, 5));
    }
    step.decided_by = row.optional_integer(6);
    step.as_deputy = row.boolean(7);
    step.reason = row.text(8);
    step.decided_at = row.optional_integer(9);
    return step;
}

Result<LoanCount> read_count(const DbRow& row) {
    LoanCount count;
    LT_TRY(count.phase, row_enum<CountPhase>(row, 0));
    LT_TRY(count.side, row_enum<CountSide>(row, 1));
    count.user_id = row.integer(2);
    count.pieces = static_cast<int>(row.integer(3));
    if (const auto pages = row.optional_integer(4)) count.pages = static_cast<int>(*pages);
    count.condition = split(row.text(5));
    count.remarks = row.text(6);
    count.counted_at = row.integer(7);
    return count;
}

Result<LoanIncident> read_incident(const DbRow& row) {
    LoanIncident incident;
    incident.id = row.integer(0);
    LT_TRY(incident.kind, row_enum<IncidentKind>(row, 1));
    incident.description = row.text(2);
    incident.opened_by = row.integer(3);
    incident.opened_at = row.integer(4);
    incident.search = row.text(5);
    incident.remedy = row.text(6);
    incident.reported_to = row.optional_integer(7);
    incident.outcome = row.text(8);
    incident.settled_by = row.optional_integer(9);
    incident.settled_at = row.optional_integer(10);
    incident.version = static_cast<int>(row.integer(11));
    return incident;
}

Result<void> insert_step(Database& db, Id loan_id, const LoanStep& step) {
    return run(db,
               "INSERT INTO loan_steps(id, loan_id, ordinal, position, department_id, rule)"
               " VALUES (:id, :loan_id, :ordinal, :position, :department_id, :rule)",
               {{"id", step.id},
                {"loan_id", loan_id},
                {"ordinal", step.ordinal},
                {"position", to_text(step.position)},
                {"department_id", step.department_id},
                {"rule", step.rule}});
}

}  // namespace

Result<std::optional<LoanTarget>> find_loan_target(Database& db, std::optional<Id> item_id,
                                                   std::optional<Id> volume_id) {
    return item_id ? item_target(db, *item_id) : volume_target(db, volume_id.value_or(0));
}

Result<std::string> next_request_no(Database& db, int year) {
    LT_TRY(const auto last,
           db_find<std::int64_t>(db,
                                 "INSERT INTO serials(scope, last) VALUES (:scope, 1)"
                                 " ON CONFLICT (scope) DO UPDATE SET last = serials.last + 1"
                                 " RETURNING last",
                                 {{"scope", "loan:" + std::to_string(year)}},
                                 [](const DbRow& row) { return row.integer(0); }));
    std::string digits = std::to_string(last.value_or(1));
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    return "JY" + std::to_string(year) + "-" + digits;
}

Result<void> insert_loan(Database& db, const Loan& loan) {
    LT_CHECK(run(db,
                 "INSERT INTO loans(id, request_no, requester_id, reader_kind, outside_name,"
                 " outside_workplace, outside_letter_no, outside_id_document, item_id, volume_id,"
                 " mode, purpose, due_date, state, pieces, pages, created_at)"
                 " VALUES (:id, :request_no, :requester_id, :reader_kind, :outside_name,"
                 " :outside_workplace, :outside_letter_no, :outside_id_document, :item_id,"
                 " :volume_id, :mode, :purpose, :due_date, :state, :pieces, :pages, :created_at)",
                 {{"id", loan.id},
                  {"request_no", loan.request_no},
                  {"requester_id", loan.requester_id},
                  {"reader_kind", to_text(loan.reader_kind)},
                  {"outside_name", loan.outside.name},
                  {"outside_workplace", loan.outside.workplace},
                  {"outside_letter_no", loan.outside.letter_no},
                  {"outside_id_document", loan.outside.id_document},
                  {"item_id", loan.item_id},
                  {"volume_id", loan.volume_id},
                  {"mode", to_text(loan.mode)},
                  {"purpose", loan.purpose},
                  {"due_date", loan.due_date.iso()},
                  {"state", to_text(loan.state)},
                  {"pieces", loan.pieces},
                  {"pages", loan.pages},
                  {"created_at", loan.created_at}}));
    for (const LoanStep& step : loan.steps) LT_CHECK(insert_step(db, loan.id, step));
    return {};
}

Result<std::optional<Loan>> find_loan(Database& db, Id id) {
    const DbParams by_id = {{"id", id}};
    LT_TRY(auto loan,
           read_first<Loan>(db,
                            "SELECT l.id, request_no, requester_id, reader_kind, outside_name,"
                            " outside_workplace, outside_letter_no, outside_id_document, item_id,"
                            " volume_id, mode, purpose, due_date, state, pieces, pages, issued_at,"
                            " returned_at, created_at, version, b.since FROM loans l"
                            " LEFT JOIN loan_breaches b ON b.loan_id = l.id AND b.kind = 'overdue'"
                            " WHERE l.id = :id",
                            by_id, read_loan));
    if (!loan) return loan;
    LT_TRY(loan->steps,
           read_list<LoanStep>(db,
                               "SELECT id, ordinal, position, department_id, rule, decision,"
                               " decided_by, as_deputy, reason, decided_at FROM loan_steps"
                               " WHERE loan_id = :id ORDER BY ordinal",
                               by_id, read_step));
    LT_TRY(loan->counts,
           read_list<LoanCount>(db,
                                "SELECT phase, side, user_id, pieces, pages, condition, remarks,"
                                " counted_at FROM loan_counts WHERE loan_id = :id ORDER BY id",
                                by_id, read_count));
    LT_TRY(loan->incidents,
           read_list<LoanIncident>(db,
                                   "SELECT id, kind, description, opened_by, opened_at, search,"
                                   " remedy, reported_to, outcome, settled_by, settled_at, version"
                                   " FROM loan_incidents WHERE loan_id = :id ORDER BY id",
                                   by_id, read_incident));
    return loan;
}

Result<void> update_loan(Database& db, const Loan& loan, int expected_version) {
    LT_TRY(const auto rows, db.execute("UPDATE loans SET state = :state, issued_at = :issued_at,"
                                       " returned_at = :returned_at, version = version + 1"
                                       " WHERE id = :id AND version = :version",
                                       {{"state", to_text(loan.state)},
                                        {"issued_at", loan.issued_at},
                                        {"returned_at", loan.returned_at},
                                        {"id", loan.id},
                                        {"version", expected_version}}));
    if (rows != 1) return fail(ErrorCode::stale, "loan.stale");
    return {};
}

Result<void> update_step(Database& db, const LoanStep& step) {
    std::optional<std::string_view> decision;
    if (step.decision) decision = to_text(*step.decision);
    return run(db,
               "UPDATE loan_steps SET decision = :decision, decided_by = :decided_by,"
               " as_deputy = :as_deputy, reason = :reason, decided_at = :decided_at"
               " WHERE id = :id AND decision IS NULL",
               {{"decision", decision},
                {"decided_by", step.decided_by},
                {"as_deputy", step.as_deputy},
                {"reason", step.reason},
                {"decided_at", step.decided_at},
                {"id", step.id}});
}

Result<void> insert_count(Database& db, Id count_id, Id loan_id, const LoanCount& count) {
    return run(db,
               "INSERT INTO loan_counts(id, loan_id, phase, side, user_id, pieces, pages,"
               " condition, remarks, counted_at) VALUES (:id, :loan_id, :phase, :side, :user_id,"
               " :pieces, :pages, :condition, :remarks, :counted_at)",
               {{"id", count_id},
                {"loan_id", loan_id},
                {"phase", to_text(count.phase)},
                {"side", to_text(count.side)},
                {"user_id", count.user_id},
                {"pieces", count.pieces},
                {"pages", count.pages},
                {"condition", join(count.condition)},
                {"remarks", count.remarks},
                {"counted_at", count.counted_at}});
}

Result<void> insert_incident(Database& db, Id loan_id, const LoanIncident& incident) {
    return run(db,
               "INSERT INTO loan_incidents(id, loan_id, kind, description, opened_by, opened_at)"
               " VALUES (:id, :loan_id, :kind, :description, :opened_by, :opened_at)",
               {{"id", incident.id},
                {"loan_id", loan_id},
                {"kind", to_text(incident.kind)},
                {"description", incident.description},
                {"opened_by", incident.opened_by},
                {"opened_at", incident.opened_at}});
}

Result<void> update_incident(Database& db, const LoanIncident& incident) {
    return run(db,
               "UPDATE loan_incidents SET search = :search, remedy = :remedy,"
               " reported_to = :reported_to, outcome = :outcome, settled_by = :settled_by,"
               " settled_at = :settled_at, version = version + 1 WHERE id = :id",
               {{"search", incident.search},
                {"remedy", incident.remedy},
                {"reported_to", incident.reported_to},
                {"outcome", incident.outcome},
                {"settled_by", incident.settled_by},
                {"settled_at", incident.settled_at},
                {"id", incident.id}});
}

Result<bool> insert_breach(Database& db, Id breach_id, Id loan_id, Date since) {
    LT_TRY(const auto rows,
           db.execute("INSERT INTO loan_breaches(id, loan_id, kind, since)"
                      " VALUES (:id, :loan_id, 'overdue', :since) ON CONFLICT DO NOTHING",
                      {{"id", breach_id}, {"loan_id", loan_id}, {"since", since.iso()}}));
    return rows == 1;
}

}  // namespace lantai::core
