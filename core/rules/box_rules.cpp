#include "core/rules/box_rules.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "core/rules/item_refusal.hpp"
#include "core/rules/text_rules.hpp"
#include "core/rules/volume_order.hpp"

namespace lantai::core {
namespace {

void refuse_too_thick(Faults& faults, const Box& box, std::span<const Item> items) {
    const int thickness = thickness_mm(items);
    if (thickness <= box.spine_mm) return;
    Error error = refusal("box.too_thick", "DA/T 22");
    error.params.emplace_back("thickness", std::to_string(thickness));
    error.params.emplace_back("spine", std::to_string(box.spine_mm));
    faults.add(std::move(error));
}

void refuse_strangers(Faults& faults, const Box& box, std::span<const Item> items) {
    refuse_where(faults, "box.item_withdrawn", "R-14", items,
                 [](const Item& item) { return item.state == ItemState::withdrawn; });
    refuse_where(faults, "box.other_fonds", "R-2", items,
                 [&](const Item& item) { return item.fonds_id != box.fonds_id; });
    refuse_where(faults, "box.other_category", "DA/T 22", items,
                 [&](const Item& item) { return item.category != box.category; });
    refuse_where(faults, "box.other_year", "R-2", items,
                 [&](const Item& item) { return item.filing_year != box.filing_year; });
    refuse_where(faults, "box.other_retention", "R-20", items,
                 [&](const Item& item) { return item.retention_class != box.retention_class; });
    refuse_where(faults, "box.other_department", "DA/T 22", items, [&](const Item& item) {
        return box.department_id && item.department_id != *box.department_id;
    });
}

bool is_open(const Box& box) { return box.state == BoxState::open && !box.arranger_id; }

}  // namespace

int thickness_mm(std::span<const Item> items) {
    int sheets = 0;
    for (const Item& item : items) sheets += item.pages.value_or(0);
    return (sheets + kSheetsPerMm - 1) / kSheetsPerMm;
}

int box_pages(int spine_mm) { return spine_mm * kSheetsPerMm; }

Result<JoinVerdict> check_box_join(const BoxJoin& request) {
    Faults faults;
    const Box& box = request.box;
    if (!is_open(box)) faults.add(refusal("box.not_open", "R-36"));
    if (request.joining.empty()) faults.add(refusal("box.nothing_to_add", "R-21"));
    refuse_strangers(faults, box, request.joining);
    refuse_where(faults, "box.item_elsewhere", "R-22", request.joining, [&](const Item& item) {
        return item.volume_id || (item.box_id && *item.box_id != box.id);
    });
    std::set<Id> inside;
    for (const Item& item : request.present) inside.insert(item.id);
    refuse_where(faults, "box.item_already_here", "R-22", request.joining, [&](const Item& item) {
        return item.box_id == std::optional(box.id) || inside.count(item.id) != 0;
    });
    std::set<Id> moving;
    for (const Item& item : request.joining) moving.insert(item.id);
    check_groups_whole(faults, kBoxKeys, moving, inside, request.links);
    std::vector<Item> all = request.present;
    all.insert(all.end(), request.joining.begin(), request.joining.end());
    const std::string& reason =
        reason_to_join(request.joining, request.top_secret_reason, box.top_secret_reason);
    JoinVerdict verdict;
    if (check_top_secret(faults, kBoxKeys, all, request.links, reason) &&
        !is_blank(request.top_secret_reason))
        verdict.overrides.push_back("R-25");
    refuse_too_thick(faults, box, all);
    LT_CHECK(std::move(faults).result());
    verdict.level = highest_level(all);
    return verdict;
}

Result<Level> check_box_remove(const BoxRemoval& request) {
    Faults faults;
    if (!is_open(request.box)) faults.add(refusal("box.not_open", "R-36"));
    const std::set<Id> leaving(request.leaving.begin(), request.leaving.end());
    std::set<Id> elsewhere;
    std::set<Id> present;
    std::vector<Item> staying;
    for (const Item& item : request.present) {
        present.insert(item.id);
        if (!leaving.count(item.id)) staying.push_back(item);
    }
    refuse_absent(faults, "box.item_not_here", leaving, present);
    const std::vector<Id> ids(leaving.begin(), leaving.end());
    for (const auto& entry : link_groups(ids, request.links))
        if (!present.count(entry.first)) elsewhere.insert(entry.first);
    check_groups_whole(faults, kBoxKeys, leaving, elsewhere, request.links);
    check_top_secret(faults, kBoxKeys, staying, request.links, request.box.top_secret_reason);
    LT_CHECK(std::move(faults).result());
    return highest_level(staying);
}

Result<void> check_box_ready(const Box& box, std::span<const Item> items,
                             std::span<const ItemLink> links) {
    Faults faults;
    if (items.empty()) faults.add(refusal("box.empty", "R-21"));
    refuse_where(faults, "box.pages_missing", "R-21", items,
                 [](const Item& item) { return !item.pages; });
    refuse_where(faults, "box.copies_missing", "R-21", items,
                 [](const Item& item) { return !item.copies; });
    refuse_strangers(faults, box, items);
    std::set<Id> inside;
    for (const Item& item : items) inside.insert(item.id);
    check_groups_whole(faults, kBoxKeys, inside, {}, links);
    check_top_secret(faults, kBoxKeys, items, links, box.top_secret_reason);
    refuse_too_thick(faults, box, items);
    return std::move(faults).result();
}

Result<void> check_box_note(const Box& box) { return check_box_reopen(box, false); }

Result<void> check_box_reopen(const Box& box, bool out) {
    const bool closed = box.state == BoxState::closed;
    if (closed && !out) return {};
    Error error = refusal(closed ? "box.on_loan" : "box.not_closed", "R-36");
    error.params.emplace_back("box", box.archival_code);
    return error;
}

}  // namespace lantai::core
