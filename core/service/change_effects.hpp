// Carries out an approved change. Used by ChangeService only.
#pragma once
#include "core/model/change_request.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// Everything that the approval of `entry` by `decider` means: the rows, the notes of the volumes
/// (signed by the decider), the events and the index. Errors: those of ChangeService::decide.
Result<void> carry_out(UnitOfWork& unit, const ChangeEntry& entry, const Caller& decider);

}  // namespace lantai::core
