// What may stand in one volume and when a volume may be sealed (R-2, R-20 … … R-36).
// Letters and telegrams of one matter share a volume: the kind of a paper keeps nothing apart
// . Pure functions. Every refusal is a conflict and carries params: rule ("R-20"), ids and
// items (ids and archival codes of the papers at fault, separated by ", "); more faults in
// `others`.
#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/model/item.hpp"
#include "core/model/volume.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/unit_rules.hpp"

namespace lantai::core {

struct JoinRequest {
    Volume volume;
    std::vector<Item> present;  // the items that are in the volume now
    std::vector<Item> joining;  // the items to add; the members of a group come together
    /// Every link of the groups concerned, save those with a withdrawn item.
    std::vector<ItemLink> links;
    std::string year_reason;        // overrides R-2 ("一般不得"), logged
    std::string top_secret_reason;  // overrides "少数" of R-25, logged
};

/// May all of `joining` be added? Keys:
/// volume.not_open, volume.nothing_to_add, volume.item_withdrawn,
/// volume.item_elsewhere and volume.item_already_here, volume.other_fonds,
/// volume.other_year (R-2, unless year_reason), volume.other_retention,
/// volume.group_split (R-22; missing members by id), volume.top_secret_apart (R-24: an ordinary
/// item not linked to a top-secret one), volume.top_secret_reason (R-25, T-6 as corrected: one
/// linked ordinary item is always "few"; two or more have to be fewer than the top-secret ones or
/// need top_secret_reason).
Result<JoinVerdict> check_join(const JoinRequest& request);

struct RemoveRequest {
    Volume volume;
    std::vector<Item> present;
    std::vector<Id> leaving;
    std::vector<ItemLink> links;
};
/// May `leaving` be taken out? Level of the volume afterwards. Keys volume.not_open,
/// volume.group_split, volume.item_not_here, volume.top_secret_apart,
/// volume.top_secret_reason (R-25: what stays would need a reason that the volume does not have).
Result<Level> check_remove(const RemoveRequest& request);

struct VolumeTotals {  // 种数、份数、页数
    int kinds = 0;     // number of distinct documents: one per item
    int copies = 0;
    int pages = 0;  // of one copy each, as numbered in the volume
    bool operator==(const VolumeTotals&) const = default;
};

/// Unknown copies or pages count as 0; check_ready() tells whether they are complete.
VolumeTotals volume_totals(std::span<const Item> items);

/// Ready to be handed to the checker, and again when it is sealed. Keys: volume.empty,
/// volume.pages_missing and volume.copies_missing, volume.catalogue_incomplete (R-33:
/// positions 1 … n each once, with the start pages that follow from the pages),
/// volume.other_year / other_retention / other_fonds / item_withdrawn / group_split /
/// top_secret_apart / top_secret_reason when a member or its links were changed since it joined
/// (the volume's own reasons still set aside), volume.title_missing. `links`: every
/// link of the items' groups, save those with a withdrawn item.
Result<VolumeTotals> check_ready(const Volume& volume, std::span<const Item> items,
                                 std::span<const ItemLink> links);

/// Thicknesses of covers and boxes in mm (GB/T 9705-2008: 10, 15, 20; boxes up to 50).
inline constexpr std::array<int, 6> kSpines = {10, 15, 20, 30, 40, 50};
bool is_spine(int mm);
/// The thinnest spine that holds so many sheets with their cover: ten sheets of office paper are
/// about 1 mm, and a page counted is at most one sheet. Above the thickest: 50.
int spine_for(int pages);

/// Texts of a place: each at most kMaxShelf code points, no line breaks, no "-" (it separates them
/// when a list is narrowed). Fields shelf.room …
inline constexpr std::size_t kMaxShelf = 20;
void check_shelf(const Shelf& shelf, Faults& faults);

/// the checker differs from the compiler, the volume is submitted. Keys:
/// volume.not_submitted, volume.compiler_is_checker.
Result<void> check_checker(const Volume& volume, Id checker);

/// notes are added to sealed volumes only. Key volume.not_sealed.
Result<void> check_note(const Volume& volume);

}  // namespace lantai::core
