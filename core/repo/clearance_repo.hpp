// Clearances of journeys and of leavers in the database.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/clearance.hpp"
#include "core/model/leaving.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

struct ClearanceRow {
    Clearance clearance;
    std::string requester_name;
    std::string department_name;
    std::string signer_name;  // empty: not yet
};

struct ClearanceFilter {
    std::optional<ClearanceState> state;
    std::optional<Id> before_id;  // newest first
    int limit = 50;
};

Result<std::string> next_clearance_no(Database& db, int year);
Result<void> insert_clearance(Database& db, const Clearance& clearance);
/// State, signature and papers. False: no longer that version.
Result<bool> update_clearance(Database& db, const Clearance& clearance);
Result<std::optional<ClearanceRow>> find_clearance(Database& db, Id id);
Result<std::optional<ClearanceRow>> find_clearance_by_no(Database& db, const std::string& number);
/// The predicate is over `c`.
Result<std::vector<ClearanceRow>> list_clearances(Database& db, const ClearanceFilter& filter,
                                                  const AccessPredicate& scope);

Result<std::string> next_leaving_no(Database& db, int year);
Result<void> insert_leaving(Database& db, const Leaving& leaving);
Result<bool> update_leaving(Database& db, const Leaving& leaving);
/// With what is held now.
Result<std::optional<LeavingEntry>> find_leaving(Database& db, Id id, const Date& today);
Result<std::optional<Id>> open_leaving_of(Database& db, Id user_id);
Result<std::vector<LeavingEntry>> list_leavings(Database& db, std::optional<LeavingState> state,
                                                const Date& today);
/// Loans, papers, drafted handovers and posts that hang on the person.
Result<std::vector<HeldThing>> list_held(Database& db, Id user_id, const Date& today);

}  // namespace lantai::core
