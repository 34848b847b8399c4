// Loans with their steps, counts, incidents and breaches. All in the caller's transaction.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/item.hpp"
#include "core/model/loan.hpp"
#include "core/model/volume.hpp"

namespace lantai::core {

/// What is lent, as it stands now.
struct LoanTarget {
    bool is_volume = false;
    Id id = 0;
    std::string archival_code;
    std::string title;
    Level level = Level::open;
    Id department_id = 0;
    std::string location;     // remark to the shelf
    Shelf shelf;              // where it is fetched: of the volume, or of the item's volume or box
    std::string holder_code;  // of an item's volume or box
    std::optional<Level> holder_level;
    int pieces = 1;                           // items in the count
    std::optional<int> pages;                 // sum; nothing when one item's pages are unknown
    bool electronic_only = false;             // no paper: reading needs no issue
    ItemState item_state = ItemState::filed;  // of an item
    VolumeState volume_state = VolumeState::sealed;  // of a volume
    bool out = false;  // it, its volume or one of its items is out (issuing … incident)
};

/// Nothing when no such item or volume exists.
Result<std::optional<LoanTarget>> find_loan_target(Database& db, std::optional<Id> item_id,
                                                   std::optional<Id> volume_id);

/// Next number of the year, "JY2024-0001"; gap-free inside the transaction.
Result<std::string> next_request_no(Database& db, int year);

Result<void> insert_loan(Database& db, const Loan& loan);  // with its steps
Result<std::optional<Loan>> find_loan(Database& db, Id id);

/// Writes state, issued_at, returned_at and raises the version of the loan `expected_version`.
/// Errors: stale "loan.stale" when the version has changed since.
Result<void> update_loan(Database& db, const Loan& loan, int expected_version);
Result<void> update_step(Database& db, const LoanStep& step);
Result<void> insert_count(Database& db, Id count_id, Id loan_id, const LoanCount& count);
Result<void> insert_incident(Database& db, Id loan_id, const LoanIncident& incident);
Result<void> update_incident(Database& db, const LoanIncident& incident);
/// Once per loan; a second call changes nothing. True when it was written now.
Result<bool> insert_breach(Database& db, Id breach_id, Id loan_id, Date since);

}  // namespace lantai::core
