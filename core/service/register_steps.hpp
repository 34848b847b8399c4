// How other work moves entries of the handling register on: filing, sealing, receiving.
#pragma once
#include <string>

#include "core/model/handover.hpp"
#include "core/model/item.hpp"
#include "core/model/register_entry.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

Event register_event(std::string action, const RegisterRow& row);

/// One step of the state table, written with actor and time; the other members of `row.entry` are
/// written along. Errors: those of next_state(); stale.
Result<void> take_step(UnitOfWork& unit, const Caller& caller, RegisterRow& row, RegisterAct act,
                       const std::string& remarks);

/// The item was filed from this entry: clause and date are written back.
Result<void> entry_filed(UnitOfWork& unit, const Caller& caller, Id entry_id, const Item& item);
/// The clause of a filed item changed: number and date are written back.
Result<void> entry_reclassified(UnitOfWork& unit, const Caller& caller, const Item& item);
/// The item was withdrawn: its paper is with the archivist again.
Result<void> entry_taken_back(UnitOfWork& unit, const Caller& caller, const Item& item,
                              const std::string& reason);
/// The volume was sealed, the box closed (立卷); what has its receipt is archived with it (归档).
Result<void> volume_bound(UnitOfWork& unit, const Caller& caller, Id volume_id);
Result<void> box_bound(UnitOfWork& unit, const Caller& caller, Id box_id);
/// Both signatures stand on the handover: its papers have their receipt.
Result<void> handover_received(UnitOfWork& unit, const Caller& caller, const Handover& handover);

}  // namespace lantai::core
