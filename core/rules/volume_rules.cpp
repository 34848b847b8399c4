#include "core/rules/volume_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/rules/item_refusal.hpp"
#include "core/rules/secrecy.hpp"
#include "core/rules/text_rules.hpp"
#include "core/rules/volume_order.hpp"

namespace lantai::core {

namespace {

// Positions 1 … n each once, start pages as the pages make them: the papers whose row is not so.
std::vector<const Item*> incomplete_rows(std::span<const Item> items) {
    std::vector<const Item*> wrong;
    std::map<int, const Item*> rows;
    for (const Item& item : items)
        if (!item.volume_position || !rows.emplace(*item.volume_position, &item).second)
            wrong.push_back(&item);
    int position = 1;
    int page = 1;
    for (const auto& [at, item] : rows) {
        if (at != position++ || item->start_page != std::optional(page)) wrong.push_back(item);
        page += item->pages.value_or(0);
    }
    return wrong;
}

void check_fit(Faults& faults, const Volume& volume, std::span<const Item> items) {
    refuse_where(faults, "volume.item_withdrawn", "R-14", items,
                 [](const Item& item) { return item.state == ItemState::withdrawn; });
    refuse_where(faults, "volume.other_fonds", "R-2", items,
                 [&](const Item& item) { return item.fonds_id != volume.fonds_id; });
    refuse_where(faults, "volume.other_retention", "R-20", items,
                 [&](const Item& item) { return item.retention_class != volume.retention_class; });
}

}  // namespace

Result<JoinVerdict> check_join(const JoinRequest& request) {
    const Volume& volume = request.volume;
    Faults faults;
    JoinVerdict verdict;
    if (volume.state != VolumeState::open) faults.add(refusal("volume.not_open", "R-36"));
    if (request.joining.empty()) faults.add(refusal("volume.nothing_to_add", "R-21"));
    check_fit(faults, volume, request.joining);
    refuse_where(faults, "volume.item_elsewhere", "R-22", request.joining, [&](const Item& item) {
        return item.box_id || (item.volume_id && *item.volume_id != volume.id);
    });
    std::set<Id> inside;
    for (const Item& item : request.present) inside.insert(item.id);
    refuse_where(faults, "volume.item_already_here", "R-22", request.joining,
                 [&](const Item& item) {
                     return item.volume_id == std::optional(volume.id) || inside.count(item.id);
                 });
    const auto other_year = where(
        request.joining, [&](const Item& item) { return item.filing_year != volume.filing_year; });
    if (!other_year.empty() && is_blank(request.year_reason))
        faults.add(refusal("volume.other_year", "R-2", other_year));
    else if (!other_year.empty())
        verdict.overrides.push_back("R-2");

    std::set<Id> moving;
    for (const Item& item : request.joining) moving.insert(item.id);
    check_groups_whole(faults, kVolumeKeys, moving, inside, request.links);

    std::vector<Item> all = request.present;
    all.insert(all.end(), request.joining.begin(), request.joining.end());
    const std::string& reason =
        reason_to_join(request.joining, request.top_secret_reason, volume.top_secret_reason);
    if (check_top_secret(faults, kVolumeKeys, all, request.links, reason) &&
        !is_blank(request.top_secret_reason))
        verdict.overrides.push_back("R-25");
    LT_CHECK(std::move(faults).result());
    verdict.level = highest_level(all);
    return verdict;
}

Result<Level> check_remove(const RemoveRequest& request) {
    Faults faults;
    if (request.volume.state != VolumeState::open) faults.add(refusal("volume.not_open", "R-36"));
    std::set<Id> leaving(request.leaving.begin(), request.leaving.end());
    std::vector<Item> staying;
    std::set<Id> present;
    for (const Item& item : request.present) {
        present.insert(item.id);
        if (!leaving.count(item.id)) staying.push_back(item);
    }
    refuse_absent(faults, "volume.item_not_here", leaving, present);
    // A group leaves as a whole: members that stay behind are missing from `leaving`.
    std::set<Id> elsewhere;
    const std::vector<Id> ids(leaving.begin(), leaving.end());
    for (const auto& entry : link_groups(ids, request.links))
        if (!present.count(entry.first)) elsewhere.insert(entry.first);
    check_groups_whole(faults, kVolumeKeys, leaving, elsewhere, request.links);
    check_top_secret(faults, kVolumeKeys, staying, request.links, request.volume.top_secret_reason);
    LT_CHECK(std::move(faults).result());
    return highest_level(staying);
}

VolumeTotals volume_totals(std::span<const Item> items) {
    VolumeTotals totals;
    for (const Item& item : items) {
        ++totals.kinds;
        totals.copies += item.copies.value_or(0);
        totals.pages += item.pages.value_or(0);
    }
    return totals;
}

Result<VolumeTotals> check_ready(const Volume& volume, std::span<const Item> items,
                                 std::span<const ItemLink> links) {
    Faults faults;
    if (volume.title.empty()) faults.add(refusal("volume.title_missing", "R-33"));
    if (items.empty()) faults.add(refusal("volume.empty", "R-21"));
    refuse_where(faults, "volume.pages_missing", "R-21", items,
                 [](const Item& item) { return !item.pages; });
    refuse_where(faults, "volume.copies_missing", "R-21", items,
                 [](const Item& item) { return !item.copies; });
    check_fit(faults, volume, items);
    if (is_blank(volume.year_reason))
        refuse_where(faults, "volume.other_year", "R-2", items,
                     [&](const Item& item) { return item.filing_year != volume.filing_year; });
    std::set<Id> inside;
    for (const Item& item : items) inside.insert(item.id);
    check_groups_whole(faults, kVolumeKeys, inside, {}, links);
    check_top_secret(faults, kVolumeKeys, items, links, volume.top_secret_reason);
    if (const auto wrong = incomplete_rows(items); !wrong.empty())
        faults.add(refusal("volume.catalogue_incomplete", "R-33", wrong));
    LT_CHECK(std::move(faults).result());
    return volume_totals(items);
}

bool is_spine(int mm) { return std::find(kSpines.begin(), kSpines.end(), mm) != kSpines.end(); }

int spine_for(int pages) {
    constexpr int kSheetsPerMm = 10;
    constexpr int kCoverMm = 2;
    for (const int mm : kSpines)
        if (pages <= (mm - kCoverMm) * kSheetsPerMm) return mm;
    return kSpines.back();
}

void check_shelf(const Shelf& shelf, Faults& faults) {
    const auto check = [&](const char* field, const std::string& text) {
        faults.add(text_fault(field, text, {kMaxShelf, false, TextKind::line}));
        if (text.find('-') != std::string::npos)
            faults.add(field_error(field, "volume.shelf_dash"));
    };
    check("shelf.room", shelf.room);
    check("shelf.row", shelf.row);
    check("shelf.section", shelf.section);
    check("shelf.shelf", shelf.shelf);
    check("shelf.box", shelf.box);
}

Result<void> check_checker(const Volume& volume, Id checker) {
    Faults faults;
    if (volume.state != VolumeState::submitted) faults.add(refusal("volume.not_submitted", "R-35"));
    if (volume.compiler_id == std::optional(checker))
        faults.add(refusal("volume.compiler_is_checker", "R-35"));
    return std::move(faults).result();
}

Result<void> check_note(const Volume& volume) {
    if (volume.state != VolumeState::sealed) return refusal("volume.not_sealed", "R-36");
    return {};
}

}  // namespace lantai::core
