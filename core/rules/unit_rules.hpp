// What volumes and boxes alike may hold: whole groups, top-secret papers apart but
// for a few linked ones, the highest level. Pure.
#pragma once
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/model/item.hpp"
#include "core/rules/faults.hpp"

namespace lantai::core {

/// The keys of the refusals, of a volume or of a box.
struct UnitKeys {
    const char* group_split;
    const char* top_secret_apart;
    const char* top_secret_reason;
};
inline constexpr UnitKeys kVolumeKeys = {"volume.group_split", "volume.top_secret_apart",
                                         "volume.top_secret_reason"};
inline constexpr UnitKeys kBoxKeys = {"box.group_split", "box.top_secret_apart",
                                      "box.top_secret_reason"};

struct JoinVerdict {
    Level level = Level::open;           // of the unit afterwards: its highest item
    std::vector<std::string> overrides;  // rules that a reason set aside: "R-2", "R-25"

    bool set_aside(std::string_view rule) const;
};

/// One reason more, each on a line of its own.
void keep_reason(std::string& kept, const std::string& reason);

Level highest_level(std::span<const Item> items);

/// refuses, with the ids of the missing ones, when a group of `moving` has members that are
/// neither among them nor in `elsewhere`.
void check_groups_whole(Faults& faults, const UnitKeys& keys, const std::set<Id>& moving,
                        const std::set<Id>& elsewhere, std::span<const ItemLink> links);

/// over all papers of the unit. True when the reason set "few" aside.
bool check_top_secret(Faults& faults, const UnitKeys& keys, std::span<const Item> items,
                      std::span<const ItemLink> links, const std::string& reason);

/// The reason that counts for papers that join: a reason counts for the act it is given for, so
/// what joins needs its own. Only where nothing ordinary joins do the papers that are there already
/// keep the one they came in with.
const std::string& reason_to_join(std::span<const Item> joining, const std::string& given,
                                  const std::string& kept);

/// the ordinary items that are not linked to a top-secret one among `items`, when one of them
/// is top secret.
std::vector<Id> beside_top_secret(std::span<const Item> items, std::span<const ItemLink> links);

/// the ordinary items linked to top-secret ones, when they are too many to go along without a
/// reason: as many as the top-secret ones, and two at least.
std::vector<const Item*> many_with_top_secret(std::span<const Item> items,
                                              std::span<const ItemLink> links);

}  // namespace lantai::core
