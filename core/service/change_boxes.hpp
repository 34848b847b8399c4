// What a confirmed change of an item does to the box it lies in (DA/T 22, R-24, R-36).
#pragma once
#include <optional>
#include <string>

#include "core/rules/access_rules.hpp"
#include "core/service/box_content.hpp"

namespace lantai::core {

/// The box that the item lies in, if it lies in one, as it was before the change. Errors:
/// forbidden access.clearance when the decider may not know it; conflict box.being_checked (R-35:
/// its arranger signed, the checker gives it back first).
Result<std::optional<BoxContent>> box_to_change(Database& db, const Subject& decider,
                                                const ItemEntry& entry);

struct BoxEffect {
    const char* action;
    std::string reason;
    std::string note;
    Id signer = 0;
};
/// Level and R-24 of the box after its items were changed or taken out. A closed box keeps a level
/// above that of what stays, which its printed list goes on naming, still holds what lies in it
/// (check_box_ready) and gets the signed note. Errors: conflict box.top_secret_apart,
/// box.too_thick, box.pages_missing.
Result<void> follow_items(UnitOfWork& unit, const BoxContent& before, const BoxEffect& effect);

/// A closed box back to filling, with its note: who arranged and who checked it no longer stands
/// for what lies in it. Errors: those of check_box_reopen().
Result<void> reopen_closed_box(UnitOfWork& unit, Id box_id, const BoxEffect& effect);
/// May it be reopened now? A paper of it that is on loan is no longer what was counted.
Result<void> check_may_reopen(Database& db, const BoxContent& content);

}  // namespace lantai::core
