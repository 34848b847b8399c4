#include "core/rules/compose_proposal.hpp"

#include <algorithm>
#include <tuple>

#include "core/model/code_key.hpp"
#include "core/rules/volume_order.hpp"

namespace lantai::core {
namespace {

/// A linked group, or a single paper, which is never taken apart.
struct Group {
    std::vector<const ItemEntry*> members;  // the leading one first
    bool top_secret = false;
    int pages = 0;
};

/// What the papers of one unit have in common; also the order of the units.
struct Section {
    std::string department_code;
    std::string retention_class;
    bool without_clause = false;
    std::string clause_key;
    bool top_secret = false;
    auto operator<=>(const Section&) const = default;
};

bool agree(const Group& group) {
    const Item& first = group.members.front()->item;
    return std::all_of(group.members.begin(), group.members.end(), [&](const ItemEntry* one) {
        return one->item.department_id == first.department_id &&
               one->item.retention_class == first.retention_class &&
               one->item.filing_year == first.filing_year && one->item.category == first.category;
    });
}

std::vector<Group> groups_of(const ComposeRequest& request) {
    std::vector<Id> ids;
    for (const ItemEntry& entry : request.items) ids.push_back(entry.item.id);
    const auto leaders = link_groups(ids, request.links);
    std::map<Id, Group> groups;
    for (const ItemEntry& entry : request.items) {
        const Id leader = leaders.at(entry.item.id);
        Group& group = groups[leader];
        const auto at = entry.item.id == leader ? group.members.begin() : group.members.end();
        group.members.insert(at, &entry);
        group.top_secret = group.top_secret || entry.item.level == Level::top_secret;
        group.pages += entry.item.pages.value_or(0);
    }
    std::vector<Group> list;
    for (auto& [leader, group] : groups) list.push_back(std::move(group));
    return list;
}

Section shelf_of(const Group& group, Arrangement arrangement) {
    const ItemEntry& leader = *group.members.front();
    Section shelf{leader.department_code, leader.item.retention_class, true, "", group.top_secret};
    if (arrangement == Arrangement::item) return shelf;
    shelf.without_clause = leader.clause_no.empty();
    shelf.clause_key = code_key(leader.clause_no);
    return shelf;
}

/// Groups in the order in which they fill the units: by clause and date as in a volume, or by code.
Result<std::vector<Group>> in_order(std::vector<Group> groups, const ComposeRequest& request) {
    std::map<Id, int> position;
    std::vector<const ItemEntry*> all;
    for (const Group& group : groups)
        all.insert(all.end(), group.members.begin(), group.members.end());
    if (request.arrangement == Arrangement::volume) {
        std::vector<OrderEntry> entries;
        for (const ItemEntry* one : all)
            entries.push_back({one->item.id, one->clause_no, one->item.kind,
                               one->item.document_date, one->item.pages});
        LT_TRY(const auto rows, volume_order(entries, request.links, request.draft_order));
        for (const OrderedRow& row : rows) position[row.id] = row.position;
    } else {
        std::sort(all.begin(), all.end(), [](const ItemEntry* a, const ItemEntry* b) {
            return std::tuple(code_key(a->item.archival_code), a->item.id) <
                   std::tuple(code_key(b->item.archival_code), b->item.id);
        });
        int next = 0;
        for (const ItemEntry* one : all) position[one->item.id] = ++next;
    }
    const auto before = [&](const ItemEntry* a, const ItemEntry* b) {
        return position[a->item.id] < position[b->item.id];
    };
    for (Group& group : groups) std::sort(group.members.begin(), group.members.end(), before);
    std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) {
        return before(a.members.front(), b.members.front());
    });
    return groups;
}

void put(const Group& group, ProposedUnit& unit) {
    for (const ItemEntry* one : group.members) {
        unit.items.push_back(one->item.id);
        unit.level = std::max(unit.level, one->item.level);
        unit.pages += one->item.pages.value_or(0);
        unit.pages_unknown = unit.pages_unknown || !one->item.pages;
    }
}

std::string chinese_number(std::size_t number) {
    static const char* const kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (number >= 100) return std::to_string(number);
    std::string text;
    if (number >= 20) text = kDigits[number / 10];
    if (number >= 10) text += "十";
    return text + kDigits[number % 10];
}

std::string title_of(const ItemEntry& leader, const ComposeRequest& request) {
    std::string title = std::to_string(leader.item.filing_year) + "年" + leader.department_name;
    const auto clause = leader.item.clause_id ? request.clause_titles.find(*leader.item.clause_id)
                                              : request.clause_titles.end();
    return title + (clause == request.clause_titles.end() ? "其他文件" : clause->second);
}

void fill(std::vector<Group> groups, const std::string& clause_no, const ComposeRequest& request,
          const std::string& title, std::vector<ProposedUnit>& units) {
    const std::size_t first = units.size();
    for (const Group& group : groups) {
        const bool full = units.size() > first && !units.back().items.empty() &&
                          units.back().pages + group.pages > request.page_limit;
        if (units.size() == first || full) {
            ProposedUnit unit;
            const Item& item = group.members.front()->item;
            unit.department_id = item.department_id;
            unit.retention_class = item.retention_class;
            unit.clause_no = clause_no;
            unit.over_limit = group.pages > request.page_limit;
            units.push_back(std::move(unit));
        }
        put(group, units.back());
    }
    const std::size_t parts = units.size() - first;
    for (std::size_t part = 0; part < parts && !title.empty(); ++part)
        units[first + part].title =
            title + (parts > 1 ? "（" + chinese_number(part + 1) + "）" : "");
}

}  // namespace

Result<ComposeProposal> compose_proposal(const ComposeRequest& request) {
    ComposeProposal proposal;
    struct Content {
        std::vector<Group> groups;
        std::string clause_no;
        std::string title;
    };
    std::map<Section, Content> shelves;
    for (Group& group : groups_of(request)) {
        if (!agree(group)) {
            for (const ItemEntry* one : group.members) proposal.left.push_back(one->item.id);
            continue;
        }
        Content& content = shelves[shelf_of(group, request.arrangement)];
        if (request.arrangement == Arrangement::volume) {
            content.clause_no = group.members.front()->clause_no;
            content.title = title_of(*group.members.front(), request);
        }
        content.groups.push_back(std::move(group));
    }
    for (auto& [shelf, content] : shelves) {
        LT_TRY(std::vector<Group> groups, in_order(std::move(content.groups), request));
        fill(std::move(groups), content.clause_no, request, content.title, proposal.units);
    }
    return proposal;
}

}  // namespace lantai::core
