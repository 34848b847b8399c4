// When a journey is cleared for payment and when a leaver is (R-5, R-9, T-13). Pure functions.
#pragma once
#include <vector>

#include "core/model/clearance.hpp"
#include "core/model/leaving.hpp"
#include "core/model/register_entry.hpp"
#include "core/rules/faults.hpp"

namespace lantai::core {

inline constexpr std::size_t kMaxSubject = 200;

/// Field faults of a new request: subject, to (clearance.dates: before `from`).
Result<void> check_clearance(const Clearance& clearance);

/// may it be signed? Conflict clearance.not_blocked; faults entry_ids
/// clearance.nothing_or_papers (exactly one of "nothing to file" and papers), clearance.paper
/// (params register_no: a paper of somebody else, of another department, or not handed to the
/// archivist yet). `papers` are the entries named, as stored.
Result<void> check_sign(const Clearance& clearance, bool nothing_to_file,
                        const std::vector<RegisterRow>& papers);

/// The certificate is given for what is cleared only. Keys clearance.blocked, leaving.not_cleared.
Result<void> check_certificate(const Clearance& clearance);
Result<void> check_certificate(const Leaving& leaving);

/// the receiver signs last. Conflicts leaving.not_open, leaving.leaver_not_signed,
/// leaving.still_held (params count); forbidden access.own_work for the witness and the leaver.
Result<void> check_leaving_receipt(const LeavingEntry& entry, Id receiver);

}  // namespace lantai::core
