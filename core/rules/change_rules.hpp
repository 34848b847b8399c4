// Changes that need a reason and a second person (R-36 corrections and reopening, level and class
// changes; T-1 late replies): what may be asked for, who may decide, and the line that the volume's
// notes form gets. Pure functions.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/change_request.hpp"
#include "core/model/fonds.hpp"
#include "core/model/item.hpp"
#include "core/model/volume.hpp"
#include "core/rules/faults.hpp"

namespace lantai::core {

/// The item with the values of a correction: title, document_no, creator, document_date,
/// date_text, period_from, period_to, copies, pages, keywords (separated by blanks), medium,
/// remarks. Errors (invalid_argument, field "fields.<name>", all at once): change.needs_reopening
/// for pages of a paper in a volume (the start pages of the later items would move; in a box each
/// paper counts its own), change.field_unknown, date.bad,
/// item.range, request.not_a_choice.
Result<Item> corrected(const Item& before, std::span<const ChangeField> fields);
/// The fields in which the two differ, as a correction names them.
std::vector<ChangeField> correction_fields(const Item& before, const Item& after);

/// Level and period as the fields "level" and "secrecy_months".
std::vector<ChangeField> level_fields(Level from, std::optional<int> from_months, Level to,
                                      std::optional<int> to_months);

/// Errors: conflict change.decided (params state).
Result<void> check_undecided(const ChangeRequest& change);

/// The second person: not the requester, and for a change of level cleared for both levels
/// (domain.md 2.6). Errors: forbidden access.own_work, access.clearance.
Result<void> check_decider(const ChangeRequest& change, const Subject& decider);

/// May a sealed volume be opened again? `out`: it or one of its items is on loan. Errors: conflict
/// volume.not_sealed, volume.old_stays (an old volume stays as it was found),
/// volume.on_loan.
Result<void> check_reopen(const Volume& volume, bool out);

/// May papers be taken out of the volume, or their catalogue rows corrected, by a confirmed change?
/// Errors: conflict volume.being_checked (submitted: the checker gives it back first).
Result<void> check_not_submitted(const Volume& volume);

/// Names that a note prints.
struct NotePeople {
    std::string requester;
    std::string decider;
};
/// One item as a note names it: its number in the volume, title (empty: not to be named), and its
/// new code if it moved.
struct NotedItem {
    std::optional<int> position;
    std::string title;
    std::string new_code;
};

/// The signed line for the notes form 备考表 of the volume concerned: what changed, from
/// what to what, why, who asked and who agreed. In Chinese, as the form is.
std::string change_note(const ChangeRequest& change, std::span<const NotedItem> items,
                        const NotePeople& people);
/// The line for the volume that a moved group came into (T-1: a note on both volumes). Names the
/// volume it came from only when whoever reads the notes may know that one.
std::string arrival_note(const ChangeRequest& change, std::span<const NotedItem> items,
                         bool name_volume);

}  // namespace lantai::core
