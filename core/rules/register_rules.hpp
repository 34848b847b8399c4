// The handling register: which step follows which, and what an entry has to say (R-6, R-7, R-8,
// Pure functions; "today" is an argument.
#pragma once
#include <span>
#include <string>

#include "core/base/result.hpp"
#include "core/model/register_entry.hpp"

namespace lantai::core {

inline constexpr std::size_t kMaxCorrespondent = 200;

/// One row of THE state table; what stands in no row is refused.
struct RegisterMove {
    RegisterState from;
    RegisterAct act;
    RegisterState to;
};
std::span<const RegisterMove> register_moves();

/// Where `act` leads from `state`. Errors: conflict register.wrong_state (params state, act, rule
/// R-16; R-14 for filing what is not finished).
Result<RegisterState> next_state(RegisterState state, RegisterAct act);

/// for filing: finished and with the archivist; no copy (register.copy,
/// R-7); papers of the general office need its receipt first unless its own department keeps them
/// (register.no_receipt, R-6 or R-8). All conflicts with params rule and register_no.
Result<void> check_file_entry(const RegisterEntry& entry, Id general_office);

/// Which department keeps the paper: the general office for what the company issues and
/// for meeting sets, else the lead department. 0: no general office is named.
Id keeper_of(const RegisterEntry& entry, Id general_office);

/// Field faults: title, document_no, correspondent (missing for incoming papers, over-long),
/// copies, pages, remarks, registered_on (register.in_future), origin (register.origin: a paper
/// that came in was not issued here, a meeting set is internal), general_office
/// register.no_general_office on origin when none is named.
Result<void> check_entry(const RegisterEntry& entry, Id general_office, const Date& today);

/// R-11, T-13: the 10th of the month after, inclusive.
Date filing_due(const Date& concluded_on);
/// Days after the due day; 0 when in time. `until`: the day of the receipt, or today.
int days_late(const Date& concluded_on, const Date& until);
/// The first day of the month whose papers are still in time on `today`: what was concluded before
/// it and has no receipt is late.
Date late_before(const Date& today);

/// "S" 收, "F" 发, "N" 内, as in register numbers.
std::string_view direction_letter(RegisterDirection direction);

}  // namespace lantai::core
