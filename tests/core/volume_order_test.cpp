#include "core/rules/volume_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace lantai::core {
namespace {

enum : Id { kN = 10, kR = 20, kRa = 21, kP = 30, kPa = 31, kPd = 32, kPf = 33 };

std::vector<OrderEntry> t2_entries() {
    return {
        {kPf, "3", ItemKind::general, Date(2023, 1, 14), 3},
        {kR, "3", ItemKind::request, Date(2022, 12, 20), 2},
        {kPa, "3", ItemKind::general, Date(2023, 1, 15), 4},
        {kN, "2", ItemKind::notice, Date(2023, 5, 1), 2},
        {kPd, "3", ItemKind::general, Date(2023, 1, 10), 3},
        {kP, "3", ItemKind::reply, Date(2023, 1, 15), 3},
        {kRa, "3", ItemKind::general, Date(2022, 12, 20), 5},
    };
}

std::vector<ItemLink> t2_links(bool final_linked_to_reply) {
    std::vector<ItemLink> links = {
        {1, kP, kR, LinkKind::reply_request},    {2, kR, kRa, LinkKind::main_attachment},
        {3, kP, kPa, LinkKind::main_attachment}, {4, kP, kPd, LinkKind::main_attachment},
        {5, kPd, kPf, LinkKind::draft_final},
    };
    if (final_linked_to_reply) links.push_back({6, kP, kPf, LinkKind::main_attachment});
    return links;
}

std::vector<Id> ids(const std::vector<OrderedRow>& rows) {
    std::vector<Id> list;
    for (const OrderedRow& row : rows) list.push_back(row.id);
    return list;
}
std::vector<int> starts(const std::vector<OrderedRow>& rows) {
    std::vector<int> list;
    for (const OrderedRow& row : rows) list.push_back(row.start_page.value_or(-1));
    return list;
}

TEST(VolumeOrderTest, R32_T2_SeedOrderAndStartPages) {
    for (const bool both : {false, true}) {
        const auto rows = volume_order(t2_entries(), t2_links(both), DraftOrder::draft_first);
        ASSERT_TRUE(rows);
        EXPECT_EQ(ids(*rows), (std::vector<Id>{kN, kP, kPa, kPd, kPf, kR, kRa}));
        EXPECT_EQ(starts(*rows), (std::vector<int>{1, 3, 6, 10, 13, 16, 18}));
        EXPECT_EQ(rows->back().end_page, 22);
        EXPECT_EQ(rows->back().position, 7);
    }
}

TEST(VolumeOrderTest, R32_T2_NationalOrderPutsTheFinalFirst) {
    for (const bool both : {false, true}) {
        const auto rows = volume_order(t2_entries(), t2_links(both), DraftOrder::final_first);
        ASSERT_TRUE(rows);
        EXPECT_EQ(ids(*rows), (std::vector<Id>{kN, kP, kPa, kPf, kPd, kR, kRa}));
        EXPECT_EQ(starts(*rows), (std::vector<int>{1, 3, 6, 10, 13, 16, 18}));
    }
}

TEST(VolumeOrderTest, TheOrderDoesNotDependOnTheOrderGiven) {
    auto entries = t2_entries();
    auto links = t2_links(true);
    const auto first = volume_order(entries, links, DraftOrder::draft_first);
    std::sort(entries.begin(), entries.end(),
              [](const OrderEntry& a, const OrderEntry& b) { return a.id < b.id; });
    std::reverse(links.begin(), links.end());
    for (int turn = 0; turn < 5040; ++turn) {
        std::next_permutation(entries.begin(), entries.end(),
                              [](const OrderEntry& a, const OrderEntry& b) { return a.id < b.id; });
        ASSERT_EQ(*volume_order(entries, links, DraftOrder::draft_first), *first);
    }
}

TEST(VolumeOrderTest, R32_EveryPairHasItsFixedSides) {
    struct {
        LinkKind kind;
        bool turned;  // by final_first
    } const cases[] = {{LinkKind::main_attachment, false},
                       {LinkKind::draft_final, true},
                       {LinkKind::reply_request, false},
                       {LinkKind::forward_original, false},
                       {LinkKind::languages, false}};
    for (const auto& c : cases) {
        // The following paper is older and has the smaller id: only the link puts it second.
        const std::vector<OrderEntry> entries = {{1, "", ItemKind::general, Date(2020, 1, 1), 1},
                                                 {2, "", ItemKind::general, Date(2021, 1, 1), 1}};
        const std::vector<ItemLink> links = {{1, 2, 1, c.kind}};
        EXPECT_EQ(ids(*volume_order(entries, links, DraftOrder::draft_first)),
                  (std::vector<Id>{2, 1}));
        EXPECT_EQ(ids(*volume_order(entries, links, DraftOrder::final_first)),
                  c.turned ? (std::vector<Id>{1, 2}) : (std::vector<Id>{2, 1}));
    }
}

TEST(VolumeOrderTest, ClausesCompareByTheirNumbersAndMissingOnesComeLast) {
    std::vector<OrderEntry> entries;
    Id id = 1;
    for (const char* clause : {"", "10", "2.10", "2", "2.9", "3-1"})
        entries.push_back({id++, clause, ItemKind::general, Date(2023, 1, 1), 1});
    EXPECT_EQ(ids(*volume_order(entries, {}, DraftOrder::draft_first)),
              (std::vector<Id>{4, 5, 3, 6, 2, 1}));
}

TEST(VolumeOrderTest, PagesAfterAnUnknownNumberAreUnknown) {
    const std::vector<OrderEntry> entries = {{1, "1", ItemKind::general, Date(2023, 1, 1), 2},
                                             {2, "2", ItemKind::general, Date(2023, 1, 1), {}},
                                             {3, "3", ItemKind::general, Date(2023, 1, 1), 2}};
    const auto rows = *volume_order(entries, {}, DraftOrder::draft_first);
    EXPECT_EQ(rows[1].start_page, 3);
    EXPECT_EQ(rows[1].end_page, std::nullopt);
    EXPECT_EQ(rows[2].start_page, std::nullopt);
    EXPECT_EQ(rows[2].position, 3);
}

TEST(VolumeOrderTest, AnEmptyVolumeHasNoRows) {
    EXPECT_TRUE(volume_order({}, {}, DraftOrder::draft_first)->empty());
}

TEST(VolumeOrderTest, R22_GroupsAreNamedAfterTheirLeadingItem) {
    const std::vector<Id> items = {kN, kR, kRa, kP, kPa, kPd, kPf};
    const auto groups = link_groups(items, t2_links(false));
    EXPECT_EQ(groups.at(kN), kN);
    for (const Id id : {kR, kRa, kP, kPa, kPd, kPf}) EXPECT_EQ(groups.at(id), kP);
    // A member that was not named is found through the links.
    const std::vector<Id> one = {kR};
    EXPECT_EQ(link_groups(one, t2_links(false)).size(), 6U);
}

TEST(VolumeOrderTest, ALongChainIsOneGroup) {
    std::vector<ItemLink> links;
    for (Id id = 1; id < 20'000; ++id) links.push_back({id, id + 1, id, LinkKind::languages});
    const auto groups = link_groups({}, links);
    EXPECT_EQ(groups.size(), 20'000U);
    for (const auto& entry : groups) ASSERT_EQ(entry.second, 20'000);
}

TEST(VolumeOrderTest, LinksMustBeOrderableWhereTheFinalTextLeads) {
    // The draft 5, its final text 6, and 7 attached to the one and before the other.
    const ItemLink links[] = {{1, 5, 6, LinkKind::draft_final},
                              {2, 5, 7, LinkKind::main_attachment},
                              {3, 7, 6, LinkKind::main_attachment}};
    EXPECT_EQ(check_links(links, DraftOrder::final_first).error().key, "link.cycle");
    EXPECT_TRUE(check_links(t2_links(true), DraftOrder::final_first));
}

TEST(VolumeOrderTest, ImpossibleLinksAreRefused) {
    const ItemLink self[] = {{1, 5, 5, LinkKind::languages}};
    const ItemLink twice[] = {{1, 5, 6, LinkKind::languages}, {2, 6, 5, LinkKind::draft_final}};
    const ItemLink circle[] = {{1, 5, 6, LinkKind::languages},
                               {2, 6, 7, LinkKind::languages},
                               {3, 7, 5, LinkKind::languages}};
    EXPECT_EQ(check_links(self, DraftOrder::draft_first).error().key, "link.self");
    EXPECT_EQ(check_links(twice, DraftOrder::draft_first).error().key, "link.twice");
    EXPECT_EQ(check_links(circle, DraftOrder::draft_first).error().key, "link.cycle");
    EXPECT_TRUE(check_links(t2_links(true), DraftOrder::draft_first));
    const std::vector<OrderEntry> entries = {{5, "1", ItemKind::general, Date(2023, 1, 1), 1},
                                             {6, "1", ItemKind::general, Date(2023, 1, 1), 1},
                                             {7, "1", ItemKind::general, Date(2023, 1, 1), 1}};
    EXPECT_EQ(volume_order(entries, circle, DraftOrder::draft_first).error().key, "link.cycle");
}

TEST(VolumeOrderTest, R32_WhatJoinsLeavesTheOrderMadeByHand) {  // domain.md section 6, R-32
    const auto entry = [](Id id, int day) {
        return OrderEntry{id, "1", ItemKind::general, Date(2023, 1, day), 1};
    };
    const std::vector<OrderEntry> entries = {entry(1, 1), entry(2, 3), entry(3, 5), entry(4, 7),
                                             entry(5, 2)};
    const auto joined = [&](std::size_t count, std::vector<Id> kept,
                            std::vector<ItemLink> links = {}) {
        const std::vector<OrderEntry> some(entries.begin(),
                                           entries.begin() + static_cast<std::ptrdiff_t>(count));
        return ids(joined_order(some, kept, links, DraftOrder::draft_first).value());
    };
    // The one that follows nothing comes last; the one of day 2 before that of day 3.
    EXPECT_EQ(joined(4, {3, 1, 2}), (std::vector<Id>{3, 1, 2, 4}));
    EXPECT_EQ(joined(5, {3, 1, 2, 4}), (std::vector<Id>{3, 1, 5, 2, 4}));
    EXPECT_EQ(joined(5, {3, 1, 2}), (std::vector<Id>{3, 1, 5, 2, 4}));
    // In the order of the rule it is the rule's order.
    EXPECT_EQ(joined(5, {1, 2, 3, 4}), (std::vector<Id>{1, 5, 2, 3, 4}));
    EXPECT_EQ(joined(5, {}), (std::vector<Id>{1, 5, 2, 3, 4}));
    // A new paper of a group that is there: the group stays in place and is ordered within.
    const std::vector<ItemLink> annex = {{1, 3, 5, LinkKind::main_attachment}};
    EXPECT_EQ(joined(5, {4, 3, 1, 2}, annex), (std::vector<Id>{4, 3, 5, 1, 2}));
    // A group keeps the order that was made by hand within it.
    const std::vector<ItemLink> pair = {{1, 2, 1, LinkKind::main_attachment},
                                        {2, 2, 3, LinkKind::main_attachment}};
    EXPECT_EQ(joined(4, {2, 3, 1}, pair), (std::vector<Id>{2, 3, 1, 4}));
}

TEST(VolumeOrderTest, R32_ByHandThePairsStayAndGroupsStayTogether) {  // domain.md section 6, R-32
    const auto links = t2_links(false);
    const auto check = [&](std::vector<Id> order, DraftOrder drafts = DraftOrder::draft_first) {
        const auto result = check_order(order, links, drafts);
        return result ? std::string() : result.error().key;
    };
    EXPECT_EQ(check({kN, kP, kPa, kPd, kPf, kR, kRa}), "");
    EXPECT_EQ(check({kP, kPd, kPf, kPa, kR, kRa, kN}), "");  // rest of a group and groups are free
    EXPECT_EQ(check({kN, kR, kRa, kP, kPa, kPd, kPf}), "volume.pair_order");
    EXPECT_EQ(check({kN, kP, kPa, kPf, kPd, kR, kRa}), "volume.pair_order");
    EXPECT_EQ(check({kN, kP, kPa, kPf, kPd, kR, kRa}, DraftOrder::final_first), "");
    EXPECT_EQ(check({kP, kPa, kN, kPd, kPf, kR, kRa}), "volume.group_torn");
}

}  // namespace
}  // namespace lantai::core
