// Where a record stands (domain.md 2.10), as far as the reader may know it.
#pragma once
#include <optional>
#include <string>

#include "core/model/change_request.hpp"
#include "core/model/volume.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

class Database;

struct Place {
    Shelf shelf;
    std::string location;  // of a volume: the remark to the shelf
};

/// The place of a volume or box, of an item that of its volume or box. Empty where it has none or
/// the reader may not know of that volume or box; nothing when there is no such record or the
/// reader may not know of the record itself.
Result<std::optional<Place>> known_place(Database& db, const Subject& reader, ChangeTarget target,
                                         Id id);

/// The same with an empty place for nothing.
Result<Place> place_of(Database& db, const Subject& reader, const ChangeRequest& change);

}  // namespace lantai::core
