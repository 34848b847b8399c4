#include "core/rules/volume_order.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace lantai::core {

namespace {

Id find_root(std::map<Id, Id>& parent, Id id) {
    while (parent.at(id) != id) {
        parent[id] = parent.at(parent.at(id));
        id = parent.at(id);
    }
    return id;
}

// Rank of a following paper beside its siblings: attachments, foreign texts, draft and final,
// originals, requests.
int rank_of(LinkKind kind) {
    switch (kind) {
        case LinkKind::main_attachment:
            return 0;
        case LinkKind::languages:
            return 1;
        case LinkKind::draft_final:
            return 2;
        case LinkKind::forward_original:
            return 3;
        case LinkKind::reply_request:
            return 4;
    }
    return 0;
}

struct Edge {
    Id before = 0;
    Id after = 0;
    LinkKind kind = LinkKind::main_attachment;
};

std::vector<Edge> directed(std::span<const ItemLink> links, DraftOrder order) {
    std::vector<Edge> edges;
    for (const ItemLink& link : links) {
        const bool turned = link.kind == LinkKind::draft_final && order == DraftOrder::final_first;
        edges.push_back(turned ? Edge{link.following_id, link.leading_id, link.kind}
                               : Edge{link.leading_id, link.following_id, link.kind});
    }
    return edges;
}

// What precedes one paper of a draft-final pair precedes the pair: otherwise the other one would
// stand alone at the front when only one of them is linked to the main document.
void keep_drafts_together(std::vector<Edge>& edges) {
    std::vector<Edge> added;
    for (const Edge& pair : edges) {
        if (pair.kind != LinkKind::draft_final) continue;
        for (const Edge& edge : edges) {
            if (edge.kind != LinkKind::main_attachment) continue;
            if (edge.after == pair.after && edge.before != pair.before)
                added.push_back({edge.before, pair.before, edge.kind});
            if (edge.after == pair.before && edge.before != pair.after)
                added.push_back({edge.before, pair.after, edge.kind});
        }
    }
    edges.insert(edges.end(), added.begin(), added.end());
}

// The papers that precede each other in a circle, and what follows them; empty without one.
std::vector<Id> circle_of(const std::vector<Edge>& edges) {
    std::map<Id, std::vector<Id>> followers;
    std::map<Id, int> waiting;
    for (const Edge& edge : edges) {
        followers[edge.before].push_back(edge.after);
        waiting.try_emplace(edge.before, 0);
        ++waiting[edge.after];
    }
    std::vector<Id> free;
    for (const auto& [id, count] : waiting)
        if (count == 0) free.push_back(id);
    while (!free.empty()) {
        const Id id = free.back();
        free.pop_back();
        waiting.erase(id);
        for (const Id next : followers[id])
            if (--waiting[next] == 0) free.push_back(next);
    }
    std::vector<Id> circle;
    for (const auto& entry : waiting) circle.push_back(entry.first);
    return circle;
}

// Emits the papers of one group so that each stands after all that must precede it and, among
// those, right behind the last of them.
class GroupWalk {
public:
    GroupWalk(const std::map<Id, const OrderEntry*>& entries, const std::vector<Edge>& edges)
        : entries_(entries) {
        for (const Edge& edge : edges) {
            if (!entries_.count(edge.before) || !entries_.count(edge.after)) continue;
            if (followers_[edge.before].insert(edge.after).second) ++waiting_[edge.after];
            // A paper linked in two ways stands with the later kind.
            auto [at, fresh] = rank_.try_emplace(edge.after, rank_of(edge.kind));
            if (!fresh) at->second = std::max(at->second, rank_of(edge.kind));
            // Drafts stand among the drafts even if they are attachments as well.
            if (edge.kind == LinkKind::draft_final) drafts_.insert({edge.before, edge.after});
        }
        for (const Id id : drafts_)
            if (rank_.count(id)) rank_[id] = std::max(rank_[id], rank_of(LinkKind::draft_final));
    }

    std::vector<Id> order(const std::vector<Id>& members) {
        std::vector<Id> roots;
        for (const Id id : members)
            if (waiting_[id] == 0) roots.push_back(id);
        sort(roots);
        for (const Id id : roots) visit(id);
        return std::move(out_);
    }

private:
    void visit(Id id) {
        out_.push_back(id);
        std::vector<Id> ready;
        for (const Id next : followers_[id])
            if (--waiting_[next] == 0) ready.push_back(next);
        sort(ready);
        for (const Id next : ready) visit(next);
    }

    void sort(std::vector<Id>& ids) {
        const auto key = [this](Id id) {
            const OrderEntry& entry = *entries_.at(id);
            const auto rank = rank_.find(id);
            const int own = rank == rank_.end() ? 0 : rank->second;
            return std::tuple(own, entry.kind != ItemKind::reply, entry.date, id);
        };
        std::sort(ids.begin(), ids.end(), [&](Id a, Id b) { return key(a) < key(b); });
    }

    const std::map<Id, const OrderEntry*>& entries_;
    std::map<Id, std::set<Id>> followers_;
    std::map<Id, int> waiting_;
    std::map<Id, int> rank_;
    std::set<Id> drafts_;
    std::vector<Id> out_;
};

// "2.10" -> {2, 10}; what is no digit only separates.
std::vector<std::string> clause_numbers(std::string_view clause) {
    std::vector<std::string> numbers(1);
    for (const char c : clause) {
        if (c >= '0' && c <= '9') {
            if (numbers.back() == "0") numbers.back().clear();
            numbers.back().push_back(c);
        } else if (!numbers.back().empty()) {
            numbers.emplace_back();
        }
    }
    if (numbers.back().empty()) numbers.pop_back();
    return numbers;
}

struct ClauseKey {
    bool missing = true;
    std::vector<std::pair<std::size_t, std::string>> numbers;  // by length, then digits
    std::string text;
    auto operator<=>(const ClauseKey&) const = default;
};

ClauseKey clause_key(const std::string& clause) {
    ClauseKey key{clause.empty(), {}, clause};
    for (std::string& number : clause_numbers(clause))
        key.numbers.emplace_back(number.size(), std::move(number));
    return key;
}

std::string joined(const std::vector<Id>& ids) {
    std::string text;
    for (const Id id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
    return text;
}

Error link_fault(const char* key, const std::vector<Id>& ids) {
    Error error = fail(ErrorCode::invalid_argument, key);
    error.params = {{"rule", "R-22"}, {"ids", joined(ids)}};
    return error;
}

Error order_fault(const char* key, const std::vector<Id>& ids) {
    Error error = fail(ErrorCode::conflict, key);
    error.params = {{"rule", "R-32"}, {"ids", joined(ids)}};
    return error;
}

}  // namespace

std::map<Id, Id> link_groups(std::span<const Id> items, std::span<const ItemLink> links) {
    std::map<Id, Id> parent;
    std::set<Id> following;
    for (const Id id : items) parent.emplace(id, id);
    for (const ItemLink& link : links) {
        parent.emplace(link.leading_id, link.leading_id);
        parent.emplace(link.following_id, link.following_id);
        following.insert(link.following_id);
        parent[find_root(parent, link.following_id)] = find_root(parent, link.leading_id);
    }
    // The smallest id that follows no other; of a circle simply the smallest id.
    std::map<Id, std::pair<bool, Id>> leader;
    for (const auto& entry : parent) {
        const Id id = entry.first;
        const std::pair candidate{following.count(id) != 0, id};
        const auto [at, fresh] = leader.emplace(find_root(parent, id), candidate);
        if (!fresh) at->second = std::min(at->second, candidate);
    }
    std::map<Id, Id> groups;
    for (const auto& entry : parent)
        groups[entry.first] = leader.at(find_root(parent, entry.first)).second;
    return groups;
}

Result<void> check_links(std::span<const ItemLink> links, DraftOrder order) {
    std::set<std::pair<Id, Id>> pairs;
    for (const ItemLink& link : links) {
        if (link.leading_id == link.following_id) return link_fault("link.self", {link.leading_id});
        if (!pairs.insert(std::minmax(link.leading_id, link.following_id)).second)
            return link_fault("link.twice", {link.leading_id, link.following_id});
    }
    // As stored, and as volume_order() will take them.
    std::vector<Id> circle = circle_of(directed(links, DraftOrder::draft_first));
    if (circle.empty()) {
        std::vector<Edge> edges = directed(links, order);
        keep_drafts_together(edges);
        circle = circle_of(edges);
    }
    if (circle.empty()) return {};
    return link_fault("link.cycle", circle);
}

Result<std::vector<OrderedRow>> volume_order(std::span<const OrderEntry> entries,
                                             std::span<const ItemLink> links, DraftOrder order) {
    std::map<Id, const OrderEntry*> by_id;
    std::vector<Id> ids;
    for (const OrderEntry& entry : entries) {
        by_id[entry.id] = &entry;
        ids.push_back(entry.id);
    }
    std::vector<ItemLink> inside;
    for (const ItemLink& link : links)
        if (by_id.count(link.leading_id) && by_id.count(link.following_id)) inside.push_back(link);
    std::map<Id, std::vector<Id>> groups;
    for (const auto& [id, group] : link_groups(ids, inside)) groups[group].push_back(id);

    std::vector<Edge> edges = directed(inside, order);
    keep_drafts_together(edges);
    GroupWalk walk(by_id, edges);
    struct Placed {
        std::tuple<ClauseKey, Date, Id> key;
        std::vector<Id> members;
    };
    std::vector<Placed> placed;
    for (const auto& [group, members] : groups) {
        std::vector<Id> sorted = walk.order(members);
        if (sorted.size() != members.size()) return link_fault("link.cycle", members);
        const OrderEntry& first = *by_id.at(sorted.front());
        placed.push_back({{clause_key(first.clause_no), first.date, group}, std::move(sorted)});
    }
    std::sort(placed.begin(), placed.end(),
              [](const Placed& a, const Placed& b) { return a.key < b.key; });
    std::vector<OrderEntry> sorted;
    for (const Placed& group : placed)
        for (const Id id : group.members) sorted.push_back(*by_id.at(id));
    return number_rows(sorted);
}

Result<std::vector<OrderedRow>> joined_order(std::span<const OrderEntry> entries,
                                             std::span<const Id> kept,
                                             std::span<const ItemLink> links, DraftOrder order) {
    LT_TRY(const auto by_rule, volume_order(entries, links, order));
    std::vector<Id> ids;
    for (const OrderedRow& row : by_rule) ids.push_back(row.id);
    std::vector<ItemLink> inside;
    const std::set<Id> present(ids.begin(), ids.end());
    for (const ItemLink& link : links)
        if (present.count(link.leading_id) && present.count(link.following_id))
            inside.push_back(link);
    const std::map<Id, Id> group_of = link_groups(ids, inside);

    // Groups in the order of the rule, and in the order that was kept.
    std::vector<Id> ruled;
    std::map<Id, std::vector<Id>> members;
    for (const Id id : ids) {
        std::vector<Id>& group = members[group_of.at(id)];
        if (group.empty()) ruled.push_back(group_of.at(id));
        group.push_back(id);
    }
    std::vector<Id> placed;
    std::map<Id, std::vector<Id>> as_kept;
    for (const Id id : kept) {
        if (!present.count(id)) continue;
        std::vector<Id>& group = as_kept[group_of.at(id)];
        if (group.empty()) placed.push_back(group_of.at(id));
        group.push_back(id);
    }
    // From the last to the first, so that the one which follows by the rule has its place already.
    for (auto group = ruled.rbegin(); group != ruled.rend(); ++group) {
        if (as_kept.count(*group)) continue;
        const auto next = group == ruled.rbegin()
                              ? placed.end()
                              : std::find(placed.begin(), placed.end(), *std::prev(group));
        placed.insert(next, *group);
    }
    std::map<Id, const OrderEntry*> by_id;
    for (const OrderEntry& entry : entries) by_id[entry.id] = &entry;
    std::vector<OrderEntry> sorted;
    for (const Id group : placed) {
        // A group that got another paper takes the order of the rule within itself.
        const bool same = as_kept[group].size() == members[group].size();
        for (const Id id : same ? as_kept[group] : members[group]) sorted.push_back(*by_id.at(id));
    }
    return number_rows(sorted);
}

std::vector<OrderedRow> number_rows(std::span<const OrderEntry> in_order) {
    std::vector<OrderedRow> rows;
    std::optional<int> next = 1;
    for (const OrderEntry& entry : in_order) {
        OrderedRow row{entry.id, static_cast<int>(rows.size()) + 1, next, std::nullopt};
        if (next && entry.pages) row.end_page = *next + *entry.pages - 1;
        next = row.end_page ? std::optional(*row.end_page + 1) : std::nullopt;
        rows.push_back(row);
    }
    return rows;
}

Result<void> check_order(std::span<const Id> in_order, std::span<const ItemLink> links,
                         DraftOrder order) {
    std::map<Id, std::size_t> place;
    for (std::size_t i = 0; i < in_order.size(); ++i) place[in_order[i]] = i;
    std::vector<ItemLink> inside;
    for (const ItemLink& link : links)
        if (place.count(link.leading_id) && place.count(link.following_id)) inside.push_back(link);
    for (const Edge& edge : directed(inside, order))
        if (place.at(edge.before) > place.at(edge.after))
            return order_fault("volume.pair_order", {edge.before, edge.after});

    const std::map<Id, Id> groups = link_groups(in_order, inside);
    std::set<Id> closed;
    for (std::size_t i = 0; i < in_order.size(); ++i) {
        const Id group = groups.at(in_order[i]);
        const bool begins = i == 0 || groups.at(in_order[i - 1]) != group;
        if (begins && !closed.insert(group).second)
            return order_fault("volume.group_torn", {in_order[i]});
    }
    return {};
}

}  // namespace lantai::core
