// Handing over to the archive room (R-11, R-37, form F-7): what may be given and what makes the
// transfer complete. Pure functions. Refusals are conflicts with params rule and rows (their
// numbers, separated by ", ").
#pragma once
#include <string>

#include "core/model/handover.hpp"

namespace lantai::core {

/// The giver signs. Keys: handover.not_draft, handover.empty, handover.not_ready (an item that is
/// withdrawn, a volume that is not sealed: its notes form is not final yet, R-37, or a paper of
/// the register that its archivist has not collected, R-14),
/// handover.nothing_in_row (neither paper nor a file), handover.volume_on_paper (a volume goes over
/// on paper, R-37).
Result<void> check_give(const HandoverEntry& entry);

/// The receiver signs: another person than the giver. The transfer of a volume is complete only
/// when its paper was received and the file of its notes form is recorded with its hash.
/// Keys: handover.not_given, access.own_work (forbidden), handover.paper_missing (a row whose
/// paper was not ticked), handover.notes_form_missing.
Result<void> check_receive(const HandoverEntry& entry, Id receiver);

/// Before it is received. Key handover.closed.
Result<void> check_cancel(const Handover& handover);

/// May the receipt F-7 be printed? A cancelled one may not be taken for a receipt. Key
/// handover.cancelled.
Result<void> check_receipt(const Handover& handover);

/// Files are recorded until the handover is received. Key handover.closed.
Result<void> check_file(const Handover& handover);

}  // namespace lantai::core
