// What may lie in one box of the arrangement by item and when it may be closed (DA/T 22-2015,
// Pure functions. Every refusal is a conflict and carries params: rule,
// ids and items (ids and archival codes of the papers at fault, separated by ", "); more faults in
// `others`.
#pragma once
#include <span>
#include <vector>

#include "core/model/box.hpp"
#include "core/model/item.hpp"
#include "core/rules/unit_rules.hpp"

namespace lantai::core {

/// Office paper of 80 g/m²: ten sheets are a millimetre. A page counts as a sheet, since most
/// papers are printed on one side; so a box is never promised more than it holds.
inline constexpr int kSheetsPerMm = 10;
inline constexpr int kMinSpineMm = 10;
inline constexpr int kMaxSpineMm = 50;

/// Millimetres that the papers fill, rounded up. Unknown pages count as nothing.
int thickness_mm(std::span<const Item> items);
/// Pages for which a spine has room.
int box_pages(int spine_mm);

struct BoxJoin {
    Box box;
    std::vector<Item> present;
    std::vector<Item> joining;  // the members of a group come together
    /// Every link of the groups concerned, save those with a withdrawn item.
    std::vector<ItemLink> links;
    std::string top_secret_reason = {};  // overrides "少数" of R-25, logged
};
/// May all of `joining` be added? Keys: box.not_open,
/// box.nothing_to_add, box.item_withdrawn, box.item_elsewhere (in another box or in a
/// volume) and box.item_already_here, box.other_fonds, box.other_category, box.other_year,
/// box.other_retention, box.other_department (only when the box keeps one apart),
/// box.group_split (R-22; the missing members by id), box.top_secret_apart,
/// box.top_secret_reason (R-25, as for volumes: check_join), box.too_thick (params thickness,
/// spine).
Result<JoinVerdict> check_box_join(const BoxJoin& request);

/// May `leaving` be taken out, whole groups? The level of the box afterwards. Keys box.not_open,
/// box.item_not_here, box.group_split, box.top_secret_apart, box.top_secret_reason
/// what stays would need a reason that the box does not have).
struct BoxRemoval {
    Box box;
    std::vector<Item> present;
    std::vector<Id> leaving;
    std::vector<ItemLink> links;
};
Result<Level> check_box_remove(const BoxRemoval& request);

/// Ready for the arranger to sign, and again when it is closed. Keys: box.empty, box.pages_missing
/// and box.copies_missing, box.too_thick, what no longer fits since it joined (the keys of
/// check_box_join; the box's own reason still sets R-25 aside).
Result<void> check_box_ready(const Box& box, std::span<const Item> items,
                             std::span<const ItemLink> links);

/// notes are added to closed boxes only. Key box.not_closed.
Result<void> check_box_note(const Box& box);
/// May a closed box be opened again? `out`: a paper in it is on loan. Keys box.not_closed,
/// box.on_loan.
Result<void> check_box_reopen(const Box& box, bool out);

}  // namespace lantai::core
