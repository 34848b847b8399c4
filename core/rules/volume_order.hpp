// Linked groups and the order inside a volume (R-32, T-2). Pure functions.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/fonds.hpp"
#include "core/model/item.hpp"

namespace lantai::core {

/// Item id -> group id. The group id is the id of the group's leading item (the one that follows
/// no other; the smallest id of several); an unlinked item is its own group. Items that appear
/// only in `links` are grouped too, so that a missing member is noticed.
std::map<Id, Id> link_groups(std::span<const Id> items, std::span<const ItemLink> links);

/// Refuses links that cannot be ordered, with drafts on the side where the fonds puts them. Errors
/// (invalid_argument): link.self, link.twice (a pair linked twice, also the other way round),
/// link.cycle; params rule R-22, ids.
Result<void> check_links(std::span<const ItemLink> links, DraftOrder order);

struct OrderEntry {
    Id id = 0;
    std::string clause_no;  // of the filing scheme; empty sorts last
    ItemKind kind = ItemKind::general;
    Date date;
    std::optional<int> pages;
};

struct OrderedRow {
    Id id = 0;
    int position = 1;               // 1, 2, 3 … without a gap
    std::optional<int> start_page;  // empty after a document whose pages are unknown
    std::optional<int> end_page;
    bool operator==(const OrderedRow&) const = default;
};

/// The proposed order (R-32, T-2): groups by clause, then by the date of their first document, then
/// by group id; a group stays together. Inside a group every following paper stands after its
/// leading one: reply, its attachments, foreign texts, draft and final, originals, then the
/// request with its own papers. `order` turns draft and final round (final_first: national
/// practice). Papers alike in rank go by date, then id. Links with an end outside `entries` are
/// ignored. Clauses compare by their numbers: 2 before 10, 2.9 before 2.10.
/// Errors: invalid_argument link.cycle.
Result<std::vector<OrderedRow>> volume_order(std::span<const OrderEntry> entries,
                                             std::span<const ItemLink> links, DraftOrder order);

/// The order after papers joined: what was there keeps the order `kept`, which may have been made by
/// hand (domain.md section 6, R-32); each new group stands before the one that follows it by
/// volume_order(), at the end when none does. A group that got a further paper is ordered anew
/// within itself. `entries`: all, with the new ones. Errors: as volume_order().
Result<std::vector<OrderedRow>> joined_order(std::span<const OrderEntry> entries,
                                             std::span<const Id> kept,
                                             std::span<const ItemLink> links, DraftOrder order);

/// Positions and start pages for the entries as they stand (an order made by hand).
std::vector<OrderedRow> number_rows(std::span<const OrderEntry> in_order);

/// May the volume stand in this hand-made order? The pairs of R-32 keep their sides and a group is
/// not torn apart; all else is free (domain.md section 6). Errors: conflict volume.pair_order or
/// volume.group_torn; params rule R-32, ids.
Result<void> check_order(std::span<const Id> in_order, std::span<const ItemLink> links,
                         DraftOrder order);

}  // namespace lantai::core
