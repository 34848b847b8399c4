#include "core/service/volume_content.hpp"

#include <algorithm>
#include <set>

#include "core/base/json_text.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {

Result<std::optional<VolumeContent>> load_content(Database& db, Id volume_id) {
    LT_TRY(auto entry, find_volume_entry(db, volume_id));
    if (!entry) return std::optional<VolumeContent>();
    LT_TRY(auto fonds, find_fonds(db, entry->volume.fonds_id));
    if (!fonds) return fail(ErrorCode::corrupt, "db.corrupt", "volume without fonds");
    VolumeContent content{*std::move(entry), *std::move(fonds), {}, {}};
    LT_CHECK(reload_items(db, content));
    return std::optional<VolumeContent>(std::move(content));
}

Result<void> reload_items(Database& db, VolumeContent& content) {
    LT_TRY(content.items, list_volume_entries(db, content.entry.volume.id));
    std::set<Id> groups;
    for (const ItemEntry& entry : content.items) groups.insert(entry.item.group_id);
    LT_TRY(content.links, list_group_links(db, std::vector<Id>(groups.begin(), groups.end())));
    return {};
}

std::vector<Item> bare_items(const std::vector<ItemEntry>& entries) {
    std::vector<Item> items;
    items.reserve(entries.size());
    for (const ItemEntry& entry : entries) items.push_back(entry.item);
    return items;
}

std::vector<OrderEntry> order_entries(const std::vector<ItemEntry>& entries) {
    std::vector<OrderEntry> list;
    list.reserve(entries.size());
    for (const ItemEntry& entry : entries)
        list.push_back({entry.item.id, entry.clause_no, entry.item.kind, entry.item.document_date,
                        entry.item.pages});
    return list;
}

Result<void> write_places(Database& db, const VolumeContent& content,
                          const std::vector<OrderedRow>& rows) {
    for (const OrderedRow& row : rows) {
        const auto there = std::find_if(content.items.begin(), content.items.end(),
                                        [&](const auto& one) { return one.item.id == row.id; });
        if (there != content.items.end() && there->item.volume_position == row.position &&
            there->item.start_page == row.start_page)
            continue;
        LT_CHECK(set_place(db, row.id, {content.entry.volume.id, row.position, row.start_page}));
    }
    return {};
}

Result<void> renumber(Database& db, VolumeContent& content) {
    LT_CHECK(write_places(db, content, number_rows(order_entries(content.items))));
    return reload_items(db, content);
}

Result<void> save_volume(UnitOfWork& unit, VolumeContent& content, Event event) {
    Volume& volume = content.entry.volume;
    volume.updated_at = unit.now();
    LT_TRY(const bool updated, update_volume(unit.db(), volume));
    if (!updated) return stale(volume.version);
    ++volume.version;
    unit.note(std::move(event));
    return {};
}

Event volume_event(std::string action, const Volume& volume) {
    Event event{std::move(action), "volume", volume.id, volume.archival_code, {}, {}, "{}"};
    event.details = json_object({{"filing_year", volume.filing_year},
                                 {"retention_class", volume.retention_class},
                                 {"level", static_cast<int>(volume.level)},
                                 {"state", to_text(volume.state)}});
    return event;
}

}  // namespace lantai::core
