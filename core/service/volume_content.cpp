#include "core/service/volume_content.hpp"

#include <algorithm>
#include <set>

#include "core/base/json_text.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/volume_rules.hpp"
#include "core/service/guard.hpp"
#include "core/service/numbering.hpp"

namespace lantai::core {

Result<std::optional<VolumeContent>> load_content(Database& db, Id volume_id) {
    LT_TRY(auto entry, find_volume_entry(db, volume_id));
    if (!entry) return std::optional<VolumeContent>();
    LT_TRY(auto fonds, find_fonds(db, entry->volume.fonds_id));
    if (!fonds) return fail(ErrorCode::corrupt, "db.corrupt", "volume without fonds");
    LT_TRY(auto settings, category_settings(db, *fonds, entry->volume.category));
    VolumeContent content{*std::move(entry), *std::move(fonds), std::move(settings), {}, {}};
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

std::vector<Id> ids_of(const std::vector<ItemEntry>& entries) {
    std::vector<Id> ids;
    ids.reserve(entries.size());
    for (const ItemEntry& entry : entries) ids.push_back(entry.item.id);
    return ids;
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

Result<void> order_by_rule(Database& db, VolumeContent& content) {
    LT_TRY(const auto rows,
           volume_order(order_entries(content.items), content.links, content.fonds.draft_order));
    LT_CHECK(write_places(db, content, rows));
    return reload_items(db, content);
}

Result<void> order_joined(Database& db, VolumeContent& content, const std::vector<Id>& kept) {
    LT_TRY(const auto rows, joined_order(order_entries(content.items), kept, content.links,
                                         content.fonds.draft_order));
    LT_CHECK(write_places(db, content, rows));
    return reload_items(db, content);
}

Result<Level> judge_level(const VolumeContent& content) {
    if (content.items.empty()) return Level::open;
    JoinRequest again;
    again.volume = content.entry.volume;
    again.volume.state = VolumeState::open;
    again.joining = bare_items(content.items);
    for (Item& item : again.joining) item.volume_id.reset();
    again.links = content.links;
    again.year_reason = again.volume.year_reason;
    again.top_secret_reason = again.volume.top_secret_reason;
    LT_TRY(const JoinVerdict verdict, check_join(again));
    return verdict.level;
}

namespace {

/// The code of the item in its sealed volume; its own when it was bound there before.
Result<std::string> bound_code(Database& db, const CodeTemplate& pattern, CodeParts parts,
                               const Item& item) {
    const auto now = pattern.read(item.archival_code);
    if (now && now->volume == parts.volume) {
        CodeParts same = parts;
        same.item = now->item;
        same.page = now->page;
        LT_TRY(std::string code, pattern.format(same));
        if (code == item.archival_code) return code;
    }
    parts.page = item.start_page;
    parts.item = item.volume_position;
    const int last_page = item.start_page.value_or(0) + item.pages.value_or(1) - 1;
    while (true) {
        LT_TRY(std::string code, pattern.format(parts));
        LT_TRY(const bool taken, code_is_taken(db, code));
        if (!taken) return code;
        if (pattern.has(CodeField::item)) {
            parts.item = parts.item.value_or(0) + 1;
        } else if (parts.page && *parts.page < last_page) {
            ++*parts.page;  // another page of this paper still leads to it
        } else {
            Error error = fail(ErrorCode::conflict, "code.taken");
            error.params = {{"code", code}};
            return error;
        }
    }
}

}  // namespace

Result<void> bind_codes(UnitOfWork& unit, const VolumeContent& content) {
    const FondsCategory& settings = content.settings;
    // A volume of the old holdings has no number of ours that its items could carry.
    if (settings.bound_code_template.empty() || content.entry.volume.serial < 1) return {};
    LT_TRY(const CodeTemplate pattern, CodeTemplate::parse(settings.bound_code_template));
    const Volume& volume = content.entry.volume;
    CodeParts parts = code_parts(content.fonds, settings, volume.filing_year,
                                 volume.retention_class, content.entry.department_code);
    parts.volume = volume.serial;
    for (const ItemEntry& entry : content.items) {
        // The code would name the volume to people who may know the paper only.
        if (entry.item.level < volume.level && volume.level >= Level::secret) continue;
        LT_TRY(const std::string code, bound_code(unit.db(), pattern, parts, entry.item));
        if (code != entry.item.archival_code)
            LT_CHECK(renumber_item(unit, entry.item, code, volume.archival_code));
    }
    return {};
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
