#include "core/rules/unit_rules.hpp"

#include <algorithm>
#include <map>

#include "core/rules/item_refusal.hpp"
#include "core/rules/text_rules.hpp"
#include "core/rules/volume_order.hpp"

namespace lantai::core {
namespace {

bool is_top_secret(const Item& item) { return item.level == Level::top_secret; }

std::map<Id, Id> groups_of(std::span<const Item> items, std::span<const ItemLink> links) {
    std::vector<Id> ids;
    for (const Item& item : items) ids.push_back(item.id);
    return link_groups(ids, links);
}

}  // namespace

bool JoinVerdict::set_aside(std::string_view rule) const {
    return std::find(overrides.begin(), overrides.end(), rule) != overrides.end();
}

void keep_reason(std::string& kept, const std::string& reason) {
    kept += (kept.empty() ? "" : "\n") + reason;
}

Level highest_level(std::span<const Item> items) {
    Level level = Level::open;
    for (const Item& item : items) level = std::max(level, item.level);
    return level;
}

void check_groups_whole(Faults& faults, const UnitKeys& keys, const std::set<Id>& moving,
                        const std::set<Id>& elsewhere, std::span<const ItemLink> links) {
    const std::vector<Id> ids(moving.begin(), moving.end());
    const auto groups = link_groups(ids, links);
    std::set<Id> concerned;
    for (const Id id : moving) concerned.insert(groups.at(id));
    std::string missing;
    for (const auto& [id, group] : groups)
        if (concerned.count(group) && !moving.count(id) && !elsewhere.count(id))
            missing += (missing.empty() ? "" : ", ") + std::to_string(id);
    if (missing.empty()) return;
    Error error = refusal(keys.group_split, "R-22");
    error.params[1].second = missing;
    faults.add(std::move(error));
}

bool check_top_secret(Faults& faults, const UnitKeys& keys, std::span<const Item> items,
                      std::span<const ItemLink> links, const std::string& reason) {
    const auto beside = beside_top_secret(items, links);
    const std::set<Id> apart(beside.begin(), beside.end());
    if (!apart.empty()) {
        Error error =
            refusal(keys.top_secret_apart, "R-24",
                    where(items, [&](const Item& item) { return apart.count(item.id) != 0; }));
        error.params.emplace_back("top_secret", codes_of(where(items, is_top_secret)));
        faults.add(std::move(error));
    }
    const auto many = many_with_top_secret(items, links);
    if (many.empty()) return false;
    if (is_blank(reason)) faults.add(refusal(keys.top_secret_reason, "R-25", many));
    return !is_blank(reason);
}

const std::string& reason_to_join(std::span<const Item> joining, const std::string& given,
                                  const std::string& kept) {
    const bool own =
        !is_blank(given) || !std::all_of(joining.begin(), joining.end(), is_top_secret);
    return own ? given : kept;
}

std::vector<Id> beside_top_secret(std::span<const Item> items, std::span<const ItemLink> links) {
    if (std::none_of(items.begin(), items.end(), is_top_secret)) return {};
    const std::map<Id, Id> groups = groups_of(items, links);
    std::set<Id> secret_groups;
    for (const Item& item : items)
        if (is_top_secret(item)) secret_groups.insert(groups.at(item.id));
    std::vector<Id> apart;
    for (const Item& item : items)
        if (!secret_groups.count(groups.at(item.id))) apart.push_back(item.id);
    return apart;
}

std::vector<const Item*> many_with_top_secret(std::span<const Item> items,
                                              std::span<const ItemLink> links) {
    const auto top_secret = std::count_if(items.begin(), items.end(), is_top_secret);
    if (top_secret == 0) return {};
    const auto beside = beside_top_secret(items, links);
    auto linked = where(items, [&](const Item& item) {
        return !is_top_secret(item) &&
               std::find(beside.begin(), beside.end(), item.id) == beside.end();
    });
    if (std::ssize(linked) < std::max<std::ptrdiff_t>(top_secret, 2)) linked.clear();
    return linked;
}

}  // namespace lantai::core
