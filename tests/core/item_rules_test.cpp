#include "core/rules/item_rules.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

const RetentionClass kClasses[] = {{"Y", "永久", 50, std::nullopt, true},
                                   {"C", "长期", 40, std::nullopt, false}};
const Date kToday(2024, 3, 15);

Item good_item() {
    Item item;
    item.fonds_id = 1;
    item.department_id = 2;
    item.title = "关于调整档案工作的通知";
    item.document_no = "兰发〔2023〕12号";
    item.creator = "总经理办公室";
    item.document_date = Date(2023, 5, 6);
    item.filing_year = 2023;
    item.retention_class = "C";
    item.keywords = {"档案", "通知"};
    return item;
}

Result<void> check(const Item& item, YearPolicy policy = YearPolicy::volume, int proposed = 2023) {
    return check_item(item, policy, kClasses, proposed, kToday);
}

// "field:key" of every fault.
std::string faults(const Result<void>& result) {
    if (result) return "";
    const Error& first = result.error();
    std::string all = first.field + ":" + first.key;
    for (const Error& other : first.others) all += " " + other.field + ":" + other.key;
    return all;
}

std::string repeat(const char* text, std::size_t times) {
    std::string all;
    while (times-- > 0) all += text;
    return all;
}

struct ItemCase {
    const char* fault;
    void (*change)(Item&);
};

TEST(ItemRulesTest, AGoodItemHasNoFault) {
    EXPECT_EQ(faults(check(good_item())), "");
    Item item = good_item();
    item.pages = kMaxPages;
    item.copies = 1;
    item.level = Level::confidential;
    item.secrecy_months = 120;
    item.remarks = "第一行\n第二行";
    EXPECT_EQ(faults(check(item)), "");
}

TEST(ItemRulesTest, EachFaultIsNamedByItsField) {
    const ItemCase cases[] = {
        {"title:text.required", [](Item& i) { i.title = "　"; }},
        {"title:text.not_utf8", [](Item& i) { i.title = "\xB5\xB5\xB0\xB8"; }},
        {"title:text.control", [](Item& i) { i.title = std::string("a\0b", 3); }},
        {"title:text.bidi", [](Item& i) { i.title = "通知\u202Efdp"; }},
        {"title:text.control", [](Item& i) { i.title = "一\n二"; }},
        {"title:text.too_long", [](Item& i) { i.title = repeat("档", kMaxTitle + 1); }},
        {"document_no:text.too_long", [](Item& i) { i.document_no = repeat("1", 101); }},
        {"creator:text.required", [](Item& i) { i.creator.clear(); }},
        {"creator:text.too_long", [](Item& i) { i.creator = repeat("司", 201); }},
        {"remarks:text.too_long", [](Item& i) { i.remarks = repeat("注", 1001); }},
        {"category:item.category", [](Item& i) { i.category = "ws"; }},
        {"category:item.category", [](Item& i) { i.category = ""; }},
        {"keywords:item.too_many_keywords",
         [](Item& i) { i.keywords.assign(kMaxKeywords + 1, "词"); }},
        {"keywords[1]:text.too_long", [](Item& i) { i.keywords[1] = repeat("词", 31); }},
        {"keywords[1]:item.keyword_blank", [](Item& i) { i.keywords[1] = "两 词"; }},
        {"keywords[1]:item.keyword_twice", [](Item& i) { i.keywords[1] = "档案"; }},
        {"keywords[0]:text.required", [](Item& i) { i.keywords[0] = ""; }},
        {"document_date:item.date_in_future", [](Item& i) { i.document_date = Date(2024, 3, 16); }},
        {"document_date:item.date_too_early",
         [](Item& i) { i.document_date = Date(1799, 12, 31); }},
        {"period_to:item.period_order",
         [](Item& i) {
             i.period_from = Date(2023, 2, 1);
             i.period_to = Date(2023, 1, 31);
         }},
        {"period_from:item.range",
         [](Item& i) {
             i.period_from = Date(1700, 1, 1);
             i.period_to = Date(2023, 1, 31);
         }},
        {"fonds_id:item.fonds_missing", [](Item& i) { i.fonds_id = 0; }},
        {"department_id:item.department_missing", [](Item& i) { i.department_id = 0; }},
        {"retention_class:item.retention_unknown", [](Item& i) { i.retention_class = "D99"; }},
        {"retention_class:item.retention_unknown", [](Item& i) { i.retention_class.clear(); }},
        {"secrecy_months:item.secrecy_not_needed", [](Item& i) { i.secrecy_months = 12; }},
        {"pages:item.range", [](Item& i) { i.pages = 0; }},
        {"pages:item.range", [](Item& i) { i.pages = kMaxPages + 1; }},
        {"copies:item.range", [](Item& i) { i.copies = -1; }},
    };
    for (const ItemCase& c : cases) {
        Item item = good_item();
        c.change(item);
        EXPECT_EQ(faults(check(item)), c.fault);
    }
}

TEST(ItemRulesTest, LimitsCountCodePoints) {
    Item item = good_item();
    item.title = repeat("𠮷", kMaxTitle);
    item.document_no = repeat("号", kMaxDocumentNo);
    item.creator = repeat("司", kMaxCreator);
    item.remarks = repeat("注", kMaxRemarks);
    item.keywords.clear();
    for (char c = 'a'; item.keywords.size() < kMaxKeywords; ++c)
        item.keywords.push_back(repeat("词", kMaxKeyword - 1) + c);
    EXPECT_EQ(faults(check(item)), "");
}

TEST(ItemRulesTest, AllFaultsComeAtOnce) {
    Item item;
    item.category.clear();
    item.pages = 0;
    EXPECT_EQ(faults(check(item)),
              "fonds_id:item.fonds_missing department_id:item.department_missing "
              "title:text.required creator:text.required category:item.category "
              "filing_year:item.range year_reason:item.year_reason_missing "
              "retention_class:item.retention_unknown pages:item.range");
}

TEST(ItemRulesTest, KindsNeedThePeriodTheirYearIsCountedBy) {
    struct {
        ItemKind kind;
        YearPolicy policy;
        const char* fault;
    } const cases[] = {
        {ItemKind::plan, YearPolicy::volume, "period_from:item.period_missing"},
        {ItemKind::plan, YearPolicy::item, ""},
        {ItemKind::summary, YearPolicy::volume, "period_to:item.period_missing"},
        {ItemKind::summary, YearPolicy::item, ""},
        {ItemKind::meeting, YearPolicy::volume, "period_from:item.period_missing"},
        {ItemKind::meeting, YearPolicy::item, "period_to:item.period_missing"},
        {ItemKind::legal_case, YearPolicy::volume, "period_to:item.period_missing"},
        {ItemKind::minutes, YearPolicy::volume, ""},
        {ItemKind::report, YearPolicy::item, ""},
    };
    for (const auto& c : cases) {
        Item item = good_item();
        item.kind = c.kind;
        EXPECT_EQ(faults(check(item, c.policy)), c.fault) << int(c.kind);
    }
}

TEST(ItemRulesTest, AnOverriddenYearNeedsAReason) {
    Item item = good_item();
    EXPECT_EQ(faults(check(item, YearPolicy::volume, 2022)),
              "year_reason:item.year_reason_missing");
    item.year_reason = "按来文单位要求归入办结年";
    EXPECT_EQ(faults(check(item, YearPolicy::volume, 2022)), "");
}

TEST(ItemRulesTest, VariantsOfADocumentNumberHaveOneKey) {
    const std::string key = document_no_key("兰发〔2021〕12号");
    for (const char* same : {"兰发[2021]12号", "兰发（2021）12号", "兰发(2021)12号",
                             "兰发【2021】12号", "兰发〔２０２１〕１２号", "兰发 〔2021〕 12 号",
                             "兰发［2021］12號", "兰发　〔2021〕12号"})
        EXPECT_EQ(document_no_key(same), key) << same;
    for (const char* other :
         {"兰发〔2021〕1号", "兰发〔2021〕2号", "兰发〔2021〕112号", "兰发〔2022〕12号",
          "兰办发〔2021〕12号", "兰发202112号", "兰发〔2021〕12"})
        EXPECT_NE(document_no_key(other), key) << other;
    EXPECT_EQ(document_no_key("LT-2021-A"), document_no_key("ｌｔ－2021－ａ"));
    EXPECT_EQ(document_no_key("  　"), "");
    EXPECT_EQ(document_no_key("\xFF"), "\xFF");
}

TEST(ItemRulesTest, ProbableDuplicatesAreFoundByNumberOrTitle) {
    Item a = good_item();
    a.id = 1;
    a.group_id = 1;
    Item b = a;
    b.id = 2;
    b.group_id = 2;
    b.document_no = "兰发[2023]12号";
    b.title = "别的题名";
    EXPECT_EQ(probable_duplicate(a, b), DuplicateKind::document_no);
    b.creator = "财务部";  // two bodies may count alike
    EXPECT_EQ(probable_duplicate(a, b), std::nullopt);
    b = a;
    b.id = 2;
    b.group_id = 2;
    b.document_no.clear();
    EXPECT_EQ(probable_duplicate(a, b), DuplicateKind::same_title);
    b.document_date = Date(2023, 5, 7);
    EXPECT_EQ(probable_duplicate(a, b), std::nullopt);
    b = a;
    b.id = 2;
    EXPECT_EQ(probable_duplicate(a, b), std::nullopt) << "same group: an attachment";
    b.group_id = 2;
    b.state = ItemState::withdrawn;
    EXPECT_EQ(probable_duplicate(a, b), std::nullopt);
    EXPECT_EQ(probable_duplicate(a, a), std::nullopt);
}

}  // namespace
}  // namespace lantai::core
