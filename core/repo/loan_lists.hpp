// Which loans there are: lists, counters, open and overdue ones, and the people a loan names. All
// in the caller's transaction.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/loan.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

struct LoanFilter {
    std::optional<Id> requester_id;
    std::vector<LoanState> states;           // empty: all
    bool open_only = false;                  // as count_open_loans
    bool issued_only = false;                // handed out or, without paper, opened for reading
    bool paper_only = false;                 // not what exists as a file only
    std::optional<AccessPredicate> visible;  // over "l"
    std::optional<Date> from;                // created on or after
    std::optional<Date> to;                  // created on or before
    bool overdue_only = false;               // out and past `today`
    Date today;
    std::string query;            // part of request number, code, title or reader's name
    std::optional<Id> before_id;  // keyset: only older loans
    int limit = 50;
    int utc_offset_minutes = 480;
};
/// Newest first.
Result<std::vector<Id>> list_loan_ids(Database& db, const LoanFilter& filter);
/// All that match; before_id and limit are not read.
Result<int> count_loans(Database& db, const LoanFilter& filter);

/// A requested loan with what decides who may decide it.
struct PendingLoan {
    Loan loan;  // id, requester_id, state, and of each step ordinal, position, department, decision
    Level level = Level::open;
};
/// Requested loans that match, newest first; limit is not read. One statement.
Result<std::vector<PendingLoan>> list_pending(Database& db, const LoanFilter& filter);

/// Loans that are out, past their day and without a breach record.
Result<std::vector<Id>> list_unrecorded_overdue(Database& db, Date today);
/// Approved loans of what exists as a file only, past their last day.
Result<std::vector<Id>> list_ended_readings(Database& db, Date today);
/// Loans of this item alone that are requested or approved.
Result<std::vector<Id>> list_open_requests(Database& db, Id item_id);

/// Loans of this reader that are open: not refused, withdrawn or returned, and not approved for a
/// time that has passed.
Result<int> count_open_loans(Database& db, Id requester_id, Date today);
/// Has the reader an open loan of the same thing?
Result<bool> has_open_loan_of(Database& db, const Loan& loan, Date today);
Result<bool> has_overdue(Database& db, Id requester_id, Date today);

/// Everybody who holds a post or stands in for a holder, whenever; left people too: id, name,
/// department, roles, clearance and activity.
Result<std::vector<User>> list_post_people(Database& db);

struct LoanPerson {
    std::string name;
    Id department_id = 0;
};
/// Name and department by id; left people too.
Result<std::map<Id, LoanPerson>> loan_people(Database& db, const std::set<Id>& ids);
/// Department names by id.
Result<std::map<Id, std::string>> department_names(Database& db);

}  // namespace lantai::core
