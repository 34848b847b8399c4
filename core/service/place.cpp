#include "core/service/place.hpp"

#include <utility>

#include "core/repo/box_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

using Known = std::optional<Place>;

Result<Known> place_of_item(Database& db, const Subject& reader, Id id) {
    LT_TRY(auto entry, find_entry(db, id));
    if (!entry || !may_know(reader, *entry)) return Known();
    hide_unknown(reader, *entry);
    return Known({std::move(entry->shelf), std::move(entry->location)});
}

Result<Known> place_of_volume(Database& db, const Subject& reader, Id id) {
    LT_TRY(auto entry, find_volume_entry(db, id));
    if (!entry || !decide(reader, Action::view_catalogue, access_object(entry->volume)).allow)
        return Known();
    return Known({std::move(entry->volume.shelf), std::move(entry->volume.location)});
}

Result<Known> place_of_box(Database& db, const Subject& reader, Id id) {
    LT_TRY(auto entry, find_box_entry(db, id));
    if (!entry || !decide(reader, Action::view_catalogue, access_object(entry->box)).allow)
        return Known();
    return Known({std::move(entry->box.shelf), ""});
}

}  // namespace

Result<Known> known_place(Database& db, const Subject& reader, ChangeTarget target, Id id) {
    switch (target) {
        case ChangeTarget::item:
            return place_of_item(db, reader, id);
        case ChangeTarget::volume:
            return place_of_volume(db, reader, id);
        case ChangeTarget::box:
            return place_of_box(db, reader, id);
    }
    return Known();
}

Result<Place> place_of(Database& db, const Subject& reader, const ChangeRequest& change) {
    LT_TRY(auto known, known_place(db, reader, change.target, change.object_id));
    return known ? *std::move(known) : Place{};
}

}  // namespace lantai::core
