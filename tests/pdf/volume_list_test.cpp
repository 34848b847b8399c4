#include "pdf/forms/volume_list.hpp"

#include "tests/pdf/form_checks.hpp"

namespace lantai::pdf {
namespace {

using test::inside;

VolumeList list_of(int rows) {
    VolumeList list;
    list.head.company = "云岭置业有限公司";
    list.head.content_date = core::Date(2022, 3, 5);
    list.fonds_no = "0001";
    list.category = "文书";
    list.year = "2021";
    list.retention = "永久";
    for (int i = 1; i <= rows; ++i) {
        VolumeListRow row;
        row.volume_no = std::to_string(i);
        row.title = "客户投诉处理办法及实施材料";
        row.first_date = core::Date(2021, 1, 8);
        row.last_date = core::Date(2021, 12, 30);
        row.items = 12;
        row.pages = 148;
        row.retention = "永久";
        list.rows.push_back(row);
    }
    return list;
}

PrintedForm printed(const VolumeList& list) {
    auto form = print_volume_list(test::fonts(), list);
    EXPECT_TRUE(form) << form.error().detail;
    return *form;
}

// domain.md 2.11.
constexpr double kEdges[] = {25, 37, 115, 145, 157, 169, 183, 195};

std::string cell(const std::vector<test::Word>& words, int row, int column) {
    return inside(words, kEdges[column], row == 0 ? 35 : 39.8 + 15 * row, kEdges[column + 1],
                  55.2 + 15 * row);
}

TEST(VolumeListTest, EveryTextStandsInItsCell) {
    VolumeList list = list_of(2);
    list.rows[1].last_date = list.rows[1].first_date;
    list.rows[1].remarks = "缺页";
    const test::PdfFile file(printed(list).pdf);
    EXPECT_EQ(file.complaints(), "");
    const auto words = file.words(1);
    const char* const kHead[] = {"案卷号", "题名", "起止日期", "件数", "页数", "期限", "备注"};
    const char* const kFirst[] = {
        "1", "客户投诉处理办法及实施材料", "20210108–20211230", "12", "148", "永久", ""};
    for (int i = 0; i < 7; ++i) EXPECT_EQ(cell(words, 0, i), kHead[i]);
    for (int i = 0; i < 7; ++i) EXPECT_EQ(cell(words, 1, i), kFirst[i]);
    EXPECT_EQ(cell(words, 2, 2), "20210108");  // one day is printed once
    EXPECT_EQ(cell(words, 2, 6), "缺页");
    EXPECT_EQ(inside(words, 90, 14, 140, 25), "案卷目录");
    EXPECT_EQ(inside(words, 24, 27, 130, 35), "全宗号：0001门类：文书年度：2021保管期限：永久");
    EXPECT_EQ(inside(words, 130, 27, 196, 35), "单位：云岭置业有限公司");
    EXPECT_EQ(inside(words, 24, 281, 90, 292), "最后修改：2022年3月5日");
    EXPECT_EQ(inside(words, 90, 281, 140, 292), "第1页共1页");
    const test::Picture picture = file.picture(1, 150);
    for (const double x : kEdges) EXPECT_GT(picture.ink(x - 0.3, 200, x + 0.3, 275), 0.1) << x;
    EXPECT_EQ(picture.ink(0, 281, 24, 297), 0);
}

TEST(VolumeListTest, OldHoldingsWithoutPagesOrDatesLeaveTheirCellsEmpty) {
    VolumeList list = list_of(3);
    list.rows[0].pages.reset();
    list.rows[0].last_date.reset();
    list.rows[1].first_date.reset();
    list.rows[2] = {};
    list.retention.clear();
    const auto words = test::PdfFile(printed(list).pdf).words(1);
    EXPECT_EQ(cell(words, 1, 2), "20210108");
    EXPECT_EQ(cell(words, 1, 4), "");
    EXPECT_EQ(cell(words, 2, 2), "20211230");
    for (int i = 0; i < 7; ++i) EXPECT_EQ(cell(words, 3, i), "") << i;
    EXPECT_EQ(inside(words, 24, 27, 130, 35), "全宗号：0001门类：文书年度：2021");
}

TEST(VolumeListTest, LongAndRareTextsStayInTheirCells) {
    VolumeList list = list_of(1);
    list.rows[0].title = "王𠮷、李㛃、龚䶮、𬭊";
    for (int i = 0; i < 8; ++i) list.rows[0].title += "关于客户投诉的";
    list.rows[0].remarks = "1至3页破损😀";
    const PrintedForm form = printed(list);
    EXPECT_EQ(form.missing, (std::vector<MissingGlyph>{{1, "remarks", U'😀'}}));
    const auto words = test::PdfFile(form.pdf).words(1);
    EXPECT_EQ(cell(words, 1, 1), list.rows[0].title);
    EXPECT_EQ(cell(words, 1, 6), "1至3页破损〓");
}

TEST(VolumeListTest, TheMarkStandsOnEveryPage) {
    VolumeList list = list_of(16);
    list.head.level = core::Level::confidential;
    EXPECT_EQ(print_volume_list(test::fonts(), list).error().field, "level_mark");
    list.head.level_mark = "机密★10年";
    const test::PdfFile file(printed(list).pdf);
    for (const int page : {1, 2}) {
        EXPECT_EQ(inside(file.words(page), 24, 5, 80, 20), "机密★10年") << page;
        EXPECT_EQ(cell(file.words(page), 0, 1), "题名") << page;
    }
    EXPECT_EQ(cell(file.words(2), 1, 0), "16");
}

TEST(VolumeListTest, TenThousandRowsComeOutWholeAndTheSame) {
    const PrintedForm form = printed(list_of(10'000));
    EXPECT_EQ(form.pages, 667);
    EXPECT_TRUE(form.pdf == printed(list_of(10'000)).pdf);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(file.complaints(), "");
    EXPECT_EQ(cell(file.words(667), 10, 0), "10000");
    EXPECT_EQ(printed(list_of(0)).pages, 1);
}

}  // namespace
}  // namespace lantai::pdf
