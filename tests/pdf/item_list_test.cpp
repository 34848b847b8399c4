#include "pdf/forms/item_list.hpp"

#include "tests/pdf/form_checks.hpp"

namespace lantai::pdf {
namespace {

using test::inside;

ItemList list_of(int rows) {
    ItemList list;
    list.head.company = "云岭置业有限公司";
    list.head.content_date = core::Date(2022, 3, 5);
    list.fonds_no = "0001";
    list.year = "2021";
    list.retention = "30年";
    list.organization = "总经理办公室";
    for (int i = 1; i <= rows; ++i) {
        ItemListRow row;
        row.archival_code = "0001-WS·2021-D30-BGS-" + std::to_string(i);
        row.document_no = "云置发〔2021〕" + std::to_string(i) + "号";
        row.creator = "总经理办公室";
        row.title = "关于印发客户投诉处理办法的通知";
        row.date = core::Date(2021, 2, 8);
        row.level = "内部";
        row.pages = 3;
        list.rows.push_back(row);
    }
    return list;
}

PrintedForm printed(const ItemList& list) {
    auto form = print_item_list(test::fonts(), list);
    EXPECT_TRUE(form) << form.error().detail;
    return *form;
}

// domain.md 2.11: landscape, table of 257 mm from 25.
constexpr double kEdges[] = {25, 37, 87, 122, 157, 217, 237, 250, 262, 282};

std::string cell(const std::vector<test::Word>& words, int row, int column) {
    const double top = row == 0 ? 35 : 40 + 15 * row;
    return inside(words, kEdges[column], top - 0.2, kEdges[column + 1], 55.2 + 15 * row);
}

TEST(ItemListTest, EveryTextStandsInItsCellBehindACover) {
    ItemList list = list_of(2);
    list.rows[1].title = "关于客户投诉的来信";
    list.rows[1].supplied_title = true;
    list.rows[1].level = "机密★10年";
    list.rows[1].remarks = "附图另存";
    const PrintedForm form = printed(list);
    EXPECT_EQ(form.pages, 2);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(file.complaints(), "");
    const auto words = file.words(2);
    const char* const kHead[] = {"序号", "档号", "文号", "责任者", "题名",
                                 "日期", "密级", "页数", "备注"};
    const char* const kFirst[] = {"1",
                                  "0001-WS·2021-D30-BGS-1",
                                  "云置发〔2021〕1号",
                                  "总经理办公室",
                                  "关于印发客户投诉处理办法的通知",
                                  "20210208",
                                  "内部",
                                  "3",
                                  ""};
    for (int i = 0; i < 9; ++i) EXPECT_EQ(cell(words, 0, i), kHead[i]);
    for (int i = 0; i < 9; ++i) EXPECT_EQ(cell(words, 1, i), kFirst[i]);
    EXPECT_EQ(cell(words, 2, 4), "[关于客户投诉的来信]");
    EXPECT_EQ(cell(words, 2, 6), "机密★10年");
    EXPECT_EQ(cell(words, 2, 8), "附图另存");
    for (int i = 0; i < 9; ++i) EXPECT_EQ(cell(words, 3, i), "");
    EXPECT_EQ(inside(words, 24, 27, 180, 35),
              "全宗号：0001年度：2021保管期限：30年机构（问题）：总经理办公室");
    EXPECT_EQ(inside(words, 180, 27, 283, 35), "单位：云岭置业有限公司");
    EXPECT_EQ(inside(words, 24, 193, 100, 205), "最后修改：2022年3月5日");
    EXPECT_EQ(inside(words, 130, 193, 180, 205), "第1页共1页");
}

TEST(ItemListTest, TheCoverNamesTheFondsYearRetentionAndOrganization) {
    const test::PdfFile file(printed(list_of(1)).pdf);
    const auto words = file.words(1);
    const char* const kValues[] = {"0001", "云岭置业有限公司", "2021", "30年", "总经理办公室"};
    const char* const kCaptions[] = {"全宗号", "全宗名称", "年度", "保管期限", "机构（问题）"};
    for (int i = 0; i < 5; ++i) {
        const double top = 88 + 17 * i;
        EXPECT_EQ(inside(words, 75, top, 118, top + 17), kCaptions[i]);
        EXPECT_EQ(inside(words, 118, top, 224, top + 17), kValues[i]);
    }
    EXPECT_EQ(inside(words, 100, 45, 200, 75), "归档文件目录");
    EXPECT_EQ(inside(words, 24, 193, 100, 205), "最后修改：2022年3月5日");
    const test::Picture picture = file.picture(1, 150);
    for (int i = 0; i < 5; ++i) {
        const double rule = 103 + 17 * i;
        EXPECT_GT(picture.ink(120, rule - 0.3, 220, rule + 0.3), 0.1) << i;
    }
    ItemList bare = list_of(1);
    bare.cover = false;
    EXPECT_EQ(printed(bare).pages, 1);
}

TEST(ItemListTest, TheGridHasTheGeometryOfTheForm) {
    const test::Picture picture = test::PdfFile(printed(list_of(1)).pdf).picture(2, 150);
    for (const double x : kEdges) EXPECT_GT(picture.ink(x - 0.3, 150, x + 0.3, 185), 0.1) << x;
    for (int row = 0; row <= 9; ++row)
        EXPECT_GT(picture.ink(160, 54.7 + 15 * row, 210, 55.3 + 15 * row), 0.1) << row;
    EXPECT_EQ(picture.ink(0, 0, 24.5, 210), 0);
    EXPECT_EQ(picture.ink(282.5, 0, 297, 210), 0);
    EXPECT_EQ(picture.ink(160, 191, 210, 192), 0);
}

TEST(ItemListTest, TheMarkStandsOnCoverAndEveryPage) {
    ItemList list = list_of(10);
    list.head.level = core::Level::secret;
    EXPECT_EQ(print_item_list(test::fonts(), list).error().key, "pdf.level_mark_missing");
    list.head.level_mark = "秘密★5年";
    const PrintedForm form = printed(list);
    EXPECT_EQ(form.pages, 3);
    const test::PdfFile file(form.pdf);
    for (const int page : {1, 2, 3})
        EXPECT_EQ(inside(file.words(page), 24, 5, 80, 20), "秘密★5年") << page;
    EXPECT_EQ(inside(file.words(3), 130, 193, 180, 205), "第2页共2页");
    EXPECT_EQ(cell(file.words(3), 0, 4), "题名");
    EXPECT_EQ(cell(file.words(3), 1, 0), "10");
}

TEST(ItemListTest, LongRareAndEmptyTextsStayInTheirCells) {
    ItemList list = list_of(3);
    list.rows[0].title.clear();
    for (int i = 0; i < 9; ++i) list.rows[0].title += "关于客户投诉的";  // 63 characters
    list.rows[0].supplied_title = true;
    list.rows[0].creator = "王𠮷、李㛃、龚䶮、𬭊";
    list.rows[0].remarks = "来信😀";
    list.rows[0].pages = 1200;
    list.rows[1] = {};
    const PrintedForm form = printed(list);
    EXPECT_EQ(form.missing, (std::vector<MissingGlyph>{{1, "remarks", U'😀'}}));
    const auto words = test::PdfFile(form.pdf).words(2);
    const auto first = [&](int column) {  // as high as two rows
        return inside(words, kEdges[column], 55, kEdges[column + 1], 85);
    };
    EXPECT_EQ(first(4), "[" + list.rows[0].title + "]");
    EXPECT_EQ(first(3), "王𠮷、李㛃、龚䶮、𬭊");
    EXPECT_EQ(first(7), "1200");
    EXPECT_EQ(first(8), "来信〓");
    EXPECT_EQ(cell(words, 3, 0), "2");
    for (int i = 1; i < 9; ++i) EXPECT_EQ(cell(words, 3, i), "") << i;
    EXPECT_EQ(printed(list_of(0)).pages, 2);
}

TEST(ItemListTest, TenThousandRowsComeOutWholeAndTheSame) {
    const PrintedForm form = printed(list_of(10'000));
    EXPECT_EQ(form.pages, 1113);
    EXPECT_TRUE(form.pdf == printed(list_of(10'000)).pdf);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(file.complaints(), "");
    EXPECT_EQ(cell(file.words(1113), 1, 0), "10000");
    EXPECT_EQ(cell(file.words(1113), 1, 1), "0001-WS·2021-D30-BGS-10000");
}

}  // namespace
}  // namespace lantai::pdf
