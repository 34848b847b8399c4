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
};
/// Level and R-24 of the box after its items were changed or taken out. A closed box keeps a level
/// above that of what stays, which its printed list goes on naming, and gets the note with its day
/// below the description. Errors: conflict box.top_secret_apart.
Result<void> follow_items(UnitOfWork& unit, const BoxContent& before, const BoxEffect& effect);

}  // namespace lantai::core
