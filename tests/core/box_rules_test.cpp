#include "core/rules/box_rules.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

Box open_box() {
    Box box;
    box.id = 100;
    box.fonds_id = 1;
    box.department_id = 5;
    box.filing_year = 2023;
    box.retention_class = "D30";
    box.spine_mm = 20;
    return box;
}

Item item(Id id, int pages = 10) {
    Item made;
    made.id = id;
    made.fonds_id = 1;
    made.department_id = 5;
    made.filing_year = 2023;
    made.retention_class = "D30";
    made.archival_code = "Q001-WS·2023-D30-ZJB-" + std::to_string(1000 + id);
    made.pages = pages;
    made.copies = 1;
    return made;
}

BoxJoin joining(std::vector<Item> items) { return {open_box(), {}, std::move(items), {}}; }

std::string param(const Error& error, const std::string& name) {
    for (const auto& [key, value] : error.params)
        if (key == name) return value;
    return "(none)";
}

TEST(BoxRulesTest, FittingPapersJoin) {
    Item secret = item(2);
    secret.level = Level::secret;
    EXPECT_EQ(check_box_join(joining({item(1), secret})).value().level, Level::secret);
}

TEST(BoxRulesTest, EachRefusalNamesItsRuleAndTheItem) {
    struct Case {
        const char* key;
        const char* rule;
        void (*spoil)(Item&);
    };
    const Case cases[] = {
        {"box.item_withdrawn", "R-14", [](Item& i) { i.state = ItemState::withdrawn; }},
        {"box.other_fonds", "R-2", [](Item& i) { i.fonds_id = 2; }},
        {"box.other_category", "DA/T 22", [](Item& i) { i.category = "KJ"; }},
        {"box.other_year", "R-2", [](Item& i) { i.filing_year = 2022; }},
        {"box.other_retention", "R-20", [](Item& i) { i.retention_class = "Y"; }},
        {"box.other_department", "DA/T 22", [](Item& i) { i.department_id = 6; }},
        {"box.item_elsewhere", "R-22", [](Item& i) { i.box_id = 101; }},
        {"box.item_elsewhere", "R-22", [](Item& i) { i.volume_id = 7; }},
        {"box.item_already_here", "R-22", [](Item& i) { i.box_id = 100; }},
    };
    for (const Case& one : cases) {
        Item bad = item(2);
        one.spoil(bad);
        const auto refused = check_box_join(joining({item(1), bad}));
        ASSERT_FALSE(refused) << one.key;
        EXPECT_EQ(refused.error().key, one.key);
        EXPECT_EQ(param(refused.error(), "rule"), one.rule);
        EXPECT_EQ(param(refused.error(), "ids"), "2");
        EXPECT_EQ(param(refused.error(), "items"), bad.archival_code);
        EXPECT_TRUE(refused.error().others.empty()) << one.key;
    }
    EXPECT_EQ(check_box_join(joining({})).error().key, "box.nothing_to_add");
}

TEST(BoxRulesTest, DepartmentsMayShareABoxThatKeepsNoneApart) {
    BoxJoin request = joining({item(1), item(2)});
    request.box.department_id.reset();
    request.joining[1].department_id = 6;
    EXPECT_TRUE(check_box_join(request));
}

TEST(BoxRulesTest, ASignedOrClosedBoxIsFixed) {
    BoxJoin request = joining({item(1)});
    request.box.arranger_id = 9;
    EXPECT_EQ(check_box_join(request).error().key, "box.not_open");
    request.box.arranger_id.reset();
    request.box.state = BoxState::closed;
    EXPECT_EQ(check_box_join(request).error().key, "box.not_open");
    EXPECT_EQ(check_box_remove({request.box, {item(1)}, {1}, {}}).error().key, "box.not_open");
}

TEST(BoxRulesTest, R22_a_group_lies_in_one_box) {
    BoxJoin request = joining({item(1)});
    request.links = {{1, 1, 2, LinkKind::main_attachment}};
    const auto refused = check_box_join(request);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "box.group_split");
    EXPECT_EQ(param(refused.error(), "ids"), "2");
    request.joining.push_back(item(2));
    EXPECT_TRUE(check_box_join(request));
    BoxRemoval removal{open_box(), {item(1), item(2)}, {1}, request.links};
    EXPECT_EQ(check_box_remove(removal).error().key, "box.group_split");
    removal.leaving = {1, 2};
    EXPECT_TRUE(check_box_remove(removal));
    removal.leaving = {3};
    EXPECT_EQ(check_box_remove(removal).error().key, "box.item_not_here");
}

TEST(BoxRulesTest, R24_top_secret_papers_lie_apart) {
    BoxJoin request = joining({item(1), item(2), item(3)});
    request.joining[0].level = Level::top_secret;
    request.links = {{1, 1, 2, LinkKind::main_attachment}};
    const auto refused = check_box_join(request);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "box.top_secret_apart");
    EXPECT_EQ(param(refused.error(), "ids"), "3");
    request.joining.pop_back();
    EXPECT_EQ(check_box_join(request).value().level, Level::top_secret);
}

TEST(BoxRulesTest, R25_many_ordinary_papers_join_top_secret_ones_for_a_reason_only) {
    BoxJoin request = joining({item(1), item(2)});
    request.joining[0].level = Level::top_secret;
    request.links = {{1, 1, 2, LinkKind::main_attachment}, {2, 1, 3, LinkKind::main_attachment}};
    request.present = {item(3)};
    const auto refused = check_box_join(request);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "box.top_secret_reason");
    EXPECT_EQ(param(refused.error(), "rule"), "R-25");
    EXPECT_EQ(param(refused.error(), "ids"), "3, 2");
    request.box.top_secret_reason = "从前的理由";
    EXPECT_FALSE(check_box_join(request)) << "what joins needs its own reason";
    request.top_secret_reason = "同一事项的往来文件";
    const auto joined = check_box_join(request);
    ASSERT_TRUE(joined);
    EXPECT_TRUE(joined->set_aside("R-25"));
    BoxRemoval removal{open_box(), {item(1), item(2), item(3), item(4)}, {4}, request.links};
    removal.present[0].level = removal.present[3].level = Level::top_secret;
    EXPECT_EQ(check_box_remove(removal).error().key, "box.top_secret_reason");
    removal.box.top_secret_reason = "同一事项的往来文件";
    EXPECT_TRUE(check_box_remove(removal));
}

TEST(BoxRulesTest, ThePapersFitTheSpine) {
    EXPECT_EQ(thickness_mm(std::vector<Item>{item(1, 11)}), 2);
    EXPECT_EQ(box_pages(20), 200);
    EXPECT_TRUE(check_box_join(joining({item(1, 150), item(2, 50)})));
    const auto refused = check_box_join(joining({item(1, 150), item(2, 51)}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "box.too_thick");
    EXPECT_EQ(param(refused.error(), "thickness"), "21");
    EXPECT_EQ(param(refused.error(), "spine"), "20");
}

TEST(BoxRulesTest, OnlyAWholeBoxIsSigned) {
    EXPECT_EQ(check_box_ready(open_box(), {}, {}).error().key, "box.empty");
    std::vector<Item> items = {item(1), item(2)};
    EXPECT_TRUE(check_box_ready(open_box(), items, {}));
    // Pages corrected since they joined, or a thinner box chosen.
    items[1].pages = 191;
    EXPECT_EQ(check_box_ready(open_box(), items, {}).error().key, "box.too_thick");
    items[1].pages.reset();
    EXPECT_EQ(check_box_ready(open_box(), items, {}).error().key, "box.pages_missing");
}

TEST(BoxRulesTest, R21_R22_R24_R25_WhatNoLongerFitsIsNotSigned) {
    const std::vector<ItemLink> pair = {{1, 1, 2, LinkKind::reply_request}};
    Item uncounted = item(1);
    uncounted.copies.reset();
    Item top_secret = item(1);
    top_secret.level = Level::top_secret;
    struct Case {
        const char* key;
        const char* rule;
        std::vector<Item> items;
        std::vector<ItemLink> links;
        std::string at_fault;
    };
    const Case cases[] = {
        {"box.copies_missing", "R-21", {uncounted}, {}, "1"},
        {"box.group_split", "R-22", {item(1)}, pair, "2"},
        {"box.top_secret_apart", "R-24", {top_secret, item(2)}, {}, "2"},
        {"box.top_secret_reason",
         "R-25",
         {top_secret, item(2), item(3)},
         {pair[0], {2, 1, 3, LinkKind::main_attachment}},
         "2, 3"},
    };
    for (const Case& c : cases) {
        const auto ready = check_box_ready(open_box(), c.items, c.links);
        ASSERT_FALSE(ready) << c.key;
        EXPECT_EQ(ready.error().key, c.key);
        EXPECT_TRUE(ready.error().others.empty()) << c.key;
        EXPECT_EQ(param(ready.error(), "rule"), c.rule);
        EXPECT_EQ(param(ready.error(), "ids"), c.at_fault);
    }
    Box told = open_box();
    told.description = "附件与绝密请示密切相关，一并装盒。";
    EXPECT_FALSE(check_box_ready(told, cases[3].items, cases[3].links)) << "that is no reason";
    told.top_secret_reason = "同一事项的往来文件";
    EXPECT_TRUE(check_box_ready(told, cases[3].items, cases[3].links));
    EXPECT_TRUE(check_box_ready(open_box(), std::vector<Item>{top_secret, item(2)}, pair));
}

}  // namespace
}  // namespace lantai::core
