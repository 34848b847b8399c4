#include "core/rules/volume_rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace lantai::core {
namespace {

Volume open_volume() {
    Volume volume;
    volume.id = 100;
    volume.fonds_id = 1;
    volume.filing_year = 2023;
    volume.retention_class = "C";
    volume.title = "2023年行政文件";
    return volume;
}

Item item(Id id, Level level = Level::internal) {
    Item i;
    i.id = id;
    i.fonds_id = 1;
    i.filing_year = 2023;
    i.retention_class = "C";
    i.level = level;
    i.archival_code = "Q001-WS·2023-C-ZJB-" + std::to_string(1000 + id);
    i.pages = 2;
    i.copies = 1;
    return i;
}

JoinRequest joining(std::vector<Item> items) {
    JoinRequest request;
    request.volume = open_volume();
    request.joining = std::move(items);
    return request;
}

std::string param(const Error& error, const std::string& name) {
    for (const auto& [key, value] : error.params)
        if (key == name) return value;
    return "(none)";
}

// Keys of all faults, in order.
template <class T>
std::string keys(const Result<T>& result) {
    if (result) return "";
    std::string all = result.error().key;
    for (const Error& other : result.error().others) all += " " + other.key;
    return all;
}

TEST(VolumeRulesTest, AFittingItemJoins) {
    const auto verdict = check_join(joining({item(1), item(2, Level::secret)}));
    ASSERT_TRUE(verdict);
    EXPECT_EQ(verdict->level, Level::secret);
    EXPECT_TRUE(verdict->overrides.empty());
}

struct RefusalCase {
    const char* key;
    const char* rule;
    void (*spoil)(JoinRequest&);
};

TEST(VolumeRulesTest, EachRefusalNamesItsRuleAndTheItem) {
    const RefusalCase cases[] = {
        {"volume.not_open", "R-36", [](JoinRequest& r) { r.volume.state = VolumeState::sealed; }},
        {"volume.not_open", "R-36",
         [](JoinRequest& r) { r.volume.state = VolumeState::submitted; }},
        {"volume.other_fonds", "R-2", [](JoinRequest& r) { r.joining[0].fonds_id = 2; }},
        {"volume.other_year", "R-2", [](JoinRequest& r) { r.joining[0].filing_year = 2022; }},
        {"volume.other_retention", "R-20",
         [](JoinRequest& r) { r.joining[0].retention_class = "Y"; }},
        {"volume.item_withdrawn", "R-14",
         [](JoinRequest& r) { r.joining[0].state = ItemState::withdrawn; }},
        {"volume.item_elsewhere", "R-22", [](JoinRequest& r) { r.joining[0].volume_id = 99; }},
        {"volume.item_elsewhere", "R-22", [](JoinRequest& r) { r.joining[0].box_id = 7; }},
        {"volume.item_already_here", "R-22", [](JoinRequest& r) { r.joining[0].volume_id = 100; }},
    };
    for (const RefusalCase& c : cases) {
        JoinRequest request = joining({item(1)});
        c.spoil(request);
        const auto verdict = check_join(request);
        ASSERT_EQ(keys(verdict), c.key);
        EXPECT_EQ(verdict.error().code, ErrorCode::conflict);
        EXPECT_EQ(param(verdict.error(), "rule"), c.rule);
        if (std::string(c.key) == "volume.not_open") continue;
        EXPECT_EQ(param(verdict.error(), "ids"), "1");
        EXPECT_EQ(param(verdict.error(), "items"), request.joining[0].archival_code);
    }
}

TEST(VolumeRulesTest, AllFaultsComeTogether) {
    JoinRequest request = joining({item(1), item(2)});
    request.joining[0].filing_year = 2022;
    request.joining[1].retention_class = "Y";
    EXPECT_EQ(keys(check_join(request)), "volume.other_retention volume.other_year");
    EXPECT_EQ(keys(check_join(joining({}))), "volume.nothing_to_add");
}

TEST(VolumeRulesTest, R2_AnotherYearNeedsAReason) {  // R-2, domain.md section 6
    JoinRequest request = joining({item(1)});
    request.joining[0].filing_year = 2022;
    request.year_reason = " \n　";
    EXPECT_EQ(keys(check_join(request)), "volume.other_year");
    request.year_reason = "同一事项,总经理批示合并";
    const auto verdict = check_join(request);
    ASSERT_TRUE(verdict);
    EXPECT_EQ(verdict->overrides, std::vector<std::string>{"R-2"});
}

TEST(VolumeRulesTest, R22_AGroupIsNeverSplit) {
    const std::vector<ItemLink> links = {{1, 2, 1, LinkKind::reply_request},
                                         {2, 1, 3, LinkKind::main_attachment}};
    JoinRequest request = joining({item(1), item(2)});
    request.links = links;
    const auto split = check_join(request);
    ASSERT_EQ(keys(split), "volume.group_split");
    EXPECT_EQ(param(split.error(), "rule"), "R-22");
    EXPECT_EQ(param(split.error(), "ids"), "3");
    request.joining.push_back(item(3));
    EXPECT_TRUE(check_join(request));
    // The rest of the group may already be there.
    JoinRequest late = joining({item(3)});
    late.present = {item(1), item(2)};
    late.links = links;
    EXPECT_TRUE(check_join(late));
}

TEST(VolumeRulesTest, R23_LettersAndTelegramsShareAVolume) {
    JoinRequest request = joining({item(1), item(2), item(3)});
    request.present = {item(4)};
    request.joining[0].kind = ItemKind::letter;
    request.joining[1].kind = ItemKind::telegram;
    request.present[0].kind = ItemKind::telegram;
    EXPECT_TRUE(check_join(request));
}

TEST(VolumeRulesTest, R24_T6_TopSecretStandsApart) {  // T-6, R-24
    JoinRequest request = joining({item(5)});
    request.present = {item(1, Level::top_secret), item(2, Level::top_secret)};
    request.top_secret_reason = "有密切联系";  // a reason does not help an unlinked paper
    const auto refused = check_join(request);
    ASSERT_EQ(keys(refused), "volume.top_secret_apart");
    EXPECT_EQ(param(refused.error(), "rule"), "R-24");
    EXPECT_EQ(param(refused.error(), "ids"), "5");
    // The other way round: a top-secret paper among ordinary ones.
    JoinRequest reverse = joining({item(1, Level::top_secret)});
    reverse.present = {item(5), item(6)};
    const auto refused_too = check_join(reverse);
    ASSERT_EQ(keys(refused_too), "volume.top_secret_apart");
    // Both sides are named: one of them is the paper to take out.
    EXPECT_EQ(param(refused_too.error(), "top_secret"), item(1).archival_code);
    EXPECT_EQ(param(refused_too.error(), "items"),
              item(5).archival_code + ", " + item(6).archival_code);
}

TEST(VolumeRulesTest, R25_T6_FewLinkedOrdinaryPapersGoAlong) {  // T-6 with the correction, R-25
    JoinRequest request = joining({item(3)});
    request.present = {item(1, Level::top_secret), item(2, Level::top_secret)};
    request.links = {{1, 1, 3, LinkKind::forward_original}};
    const auto one = check_join(request);
    ASSERT_TRUE(one) << keys(one);
    EXPECT_EQ(one->level, Level::top_secret);
    EXPECT_TRUE(one->overrides.empty());

    request.present.push_back(item(3));
    request.joining = {item(4)};
    request.links.push_back({2, 2, 4, LinkKind::main_attachment});
    const auto second = check_join(request);
    ASSERT_EQ(keys(second), "volume.top_secret_reason");
    EXPECT_EQ(param(second.error(), "rule"), "R-25");
    EXPECT_EQ(param(second.error(), "ids"), "3, 4");
    request.top_secret_reason = "　";
    EXPECT_FALSE(check_join(request));
    request.top_secret_reason = "同一事项的往来电报";
    const auto with_reason = check_join(request);
    ASSERT_TRUE(with_reason);
    EXPECT_EQ(with_reason->overrides, std::vector<std::string>{"R-25"});
}

TEST(VolumeRulesTest, R25_ATopSecretRequestKeepsItsOrdinaryReply) {  // domain.md section 6
    JoinRequest request = joining({item(1, Level::top_secret), item(2)});
    request.links = {{1, 2, 1, LinkKind::reply_request}};
    EXPECT_TRUE(check_join(request));
}

TEST(VolumeRulesTest, R22_GroupsLeaveAsAWhole) {
    RemoveRequest request;
    request.volume = open_volume();
    request.present = {item(1), item(2, Level::secret), item(3)};
    request.links = {{1, 2, 1, LinkKind::reply_request}};
    request.leaving = {1};
    EXPECT_EQ(keys(check_remove(request)), "volume.group_split");
    request.leaving = {1, 2};
    const auto level = check_remove(request);
    ASSERT_TRUE(level);
    EXPECT_EQ(*level, Level::internal);
    request.leaving = {7};
    EXPECT_EQ(keys(check_remove(request)), "volume.item_not_here");
    request.leaving = {3};
    request.volume.state = VolumeState::sealed;
    EXPECT_EQ(keys(check_remove(request)), "volume.not_open");
}

TEST(VolumeRulesTest, AMemberThatIsStillMissingDoesNotKeepTheOthersIn) {
    RemoveRequest request;
    request.volume = open_volume();
    request.present = {item(1)};
    request.links = {{1, 2, 1, LinkKind::reply_request}};  // linked after 1 was composed
    request.leaving = {1};
    EXPECT_TRUE(check_remove(request));
}

std::vector<Item> catalogue() {
    std::vector<Item> items = {item(1), item(2), item(3)};
    int page = 1;
    int position = 1;
    for (Item& i : items) {
        i.volume_id = 100;
        i.volume_position = position++;
        i.start_page = page;
        page += *i.pages;
    }
    return items;
}

TEST(VolumeRulesTest, R21_R34_ACompleteVolumeIsReadyAndHasItsTotals) {
    auto items = catalogue();
    items[1].copies = 3;
    std::reverse(items.begin(), items.end());  // rows count by position, not by list
    const auto totals = check_ready(open_volume(), items, {});
    ASSERT_TRUE(totals) << keys(totals);
    EXPECT_EQ(*totals, (VolumeTotals{3, 5, 6}));
}

struct ReadyCase {
    const char* key;
    const char* rule;
    void (*spoil)(Volume&, std::vector<Item>&);
};

TEST(VolumeRulesTest, R21_R33_WhatIsIncompleteIsNotSealed) {
    const ReadyCase cases[] = {
        {"volume.pages_missing", "R-21",
         [](Volume&, std::vector<Item>& v) { v[2].pages = std::nullopt; }},
        {"volume.copies_missing", "R-21",
         [](Volume&, std::vector<Item>& v) { v[0].copies = std::nullopt; }},
        {"volume.empty", "R-21", [](Volume&, std::vector<Item>& v) { v.clear(); }},
        {"volume.catalogue_incomplete", "R-33",
         [](Volume&, std::vector<Item>& v) { v[1].volume_position = std::nullopt; }},
        {"volume.catalogue_incomplete", "R-33",
         [](Volume&, std::vector<Item>& v) { v[1].volume_position = 1; }},
        {"volume.catalogue_incomplete", "R-33",
         [](Volume&, std::vector<Item>& v) { v[2].volume_position = 4; }},
        {"volume.catalogue_incomplete", "R-33",
         [](Volume&, std::vector<Item>& v) { v[1].start_page = 4; }},
        {"volume.other_year", "R-2",
         [](Volume&, std::vector<Item>& v) { v[1].filing_year = 2024; }},
        {"volume.item_withdrawn", "R-14",
         [](Volume&, std::vector<Item>& v) { v[1].state = ItemState::withdrawn; }},
        {"volume.title_missing", "R-33", [](Volume& v, std::vector<Item>&) { v.title.clear(); }},
    };
    for (const ReadyCase& c : cases) {
        Volume volume = open_volume();
        auto items = catalogue();
        c.spoil(volume, items);
        const auto ready = check_ready(volume, items, {});
        ASSERT_EQ(keys(ready), c.key);
        EXPECT_EQ(param(ready.error(), "rule"), c.rule);
    }
    auto wrong = catalogue();
    wrong[1].start_page = 4;
    EXPECT_EQ(param(check_ready(open_volume(), wrong, {}).error(), "items"),
              wrong[1].archival_code);
    auto items = catalogue();
    items[1].filing_year = 2024;
    Volume volume = open_volume();
    volume.year_reason = "补归";
    EXPECT_TRUE(check_ready(volume, items, {}));
}

TEST(VolumeRulesTest, WhatCameApartSinceItJoinedIsNotSealed) {
    Volume volume = open_volume();
    auto items = catalogue();
    const std::vector<ItemLink> torn = {{1, 2, 9, LinkKind::reply_request}};
    EXPECT_EQ(keys(check_ready(volume, items, torn)), "volume.group_split");
    items[0].level = Level::top_secret;
    EXPECT_EQ(keys(check_ready(volume, items, {})), "volume.top_secret_apart");
    const std::vector<ItemLink> linked = {{1, 1, 2, LinkKind::main_attachment},
                                          {2, 1, 3, LinkKind::main_attachment}};
    EXPECT_EQ(keys(check_ready(volume, items, linked)), "volume.top_secret_reason");
    volume.top_secret_reason = "同一事项";
    EXPECT_TRUE(check_ready(volume, items, linked));
}

TEST(VolumeRulesTest, TakingTopSecretPapersOutDoesNotLeaveTooManyOrdinaryOnes) {
    RemoveRequest request;
    request.volume = open_volume();
    request.present = {item(1, Level::top_secret), item(2, Level::top_secret), item(3), item(4)};
    request.links = {{1, 2, 3, LinkKind::main_attachment}, {2, 2, 4, LinkKind::main_attachment}};
    request.leaving = {1};
    EXPECT_EQ(keys(check_remove(request)), "volume.top_secret_reason");
    request.volume.top_secret_reason = "同一事项";
    EXPECT_TRUE(check_remove(request));
}

TEST(VolumeRulesTest, R35_T14_TheCheckerIsNotTheCompiler) {  // R-35, T-14
    Volume volume = open_volume();
    volume.compiler_id = 7;
    EXPECT_EQ(keys(check_checker(volume, 8)), "volume.not_submitted");
    volume.state = VolumeState::submitted;
    EXPECT_TRUE(check_checker(volume, 8));
    EXPECT_EQ(keys(check_checker(volume, 7)), "volume.compiler_is_checker");
    EXPECT_EQ(keys(check_note(volume)), "volume.not_sealed");
    volume.state = VolumeState::sealed;
    EXPECT_TRUE(check_note(volume));
}

TEST(VolumeRulesTest, R20_OneRetentionClassInAVolume) {
    Item other = item(5);
    other.retention_class = "D30";
    const auto refused = check_join(joining({item(4), other}));
    EXPECT_EQ(keys(refused), "volume.other_retention");
    EXPECT_EQ(param(refused.error(), "rule"), "R-20");
    EXPECT_EQ(param(refused.error(), "ids"), "5");
    EXPECT_EQ(param(refused.error(), "items"), other.archival_code);
}

TEST(VolumeRulesTest, R34_TotalsAreTheSumsOfTheItems) {
    std::vector<Item> items = {item(1), item(2)};
    items[0].copies = 3;
    items[1].pages = 7;
    EXPECT_EQ(volume_totals(items), (VolumeTotals{2, 4, 9}));
}

TEST(VolumeRulesTest, R36_NotesAreForSealedVolumesOnly) {
    Volume volume = open_volume();
    for (const VolumeState state : {VolumeState::open, VolumeState::submitted}) {
        volume.state = state;
        const auto refused = check_note(volume);
        EXPECT_EQ(keys(refused), "volume.not_sealed");
        EXPECT_EQ(param(refused.error(), "rule"), "R-36");
    }
}

TEST(VolumeRulesTest, TheSpineFollowsThePages) {
    struct {
        int pages;
        int mm;
    } const cases[] = {{0, 10},   {80, 10},  {81, 15},  {130, 15}, {180, 20},
                       {280, 30}, {281, 40}, {480, 50}, {9999, 50}};
    for (const auto& c : cases) EXPECT_EQ(spine_for(c.pages), c.mm) << c.pages;
    for (const int mm : kSpines) EXPECT_TRUE(is_spine(mm));
    EXPECT_FALSE(is_spine(12));
}

TEST(VolumeRulesTest, APlaceHasFiveShortPartsWithoutDashes) {
    const auto fields = [](const Shelf& shelf) {
        Faults faults;
        check_shelf(shelf, faults);
        const auto result = std::move(faults).result();
        return result ? std::string() : result.error().field + " " + result.error().key;
    };
    EXPECT_EQ(fields({"一号库", "03", "2", "5", "12"}), "");
    EXPECT_EQ(fields({}), "");
    EXPECT_EQ(fields({"1-2", "", "", "", ""}), "shelf.room volume.shelf_dash");
    EXPECT_EQ(fields({"", "", "", "", std::string(21, 'x')}), "shelf.box text.too_long");
}

}  // namespace
}  // namespace lantai::core
