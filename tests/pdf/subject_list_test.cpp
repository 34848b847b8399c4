#include "pdf/forms/subject_list.hpp"

#include "tests/pdf/form_checks.hpp"

namespace lantai::pdf {
namespace {

using test::inside;

SubjectGroup group_of(std::string keyword, int entries) {
    SubjectGroup group{std::move(keyword), {}};
    for (int i = 1; i <= entries; ++i)
        group.entries.push_back({"关于云岭二期的请示" + std::to_string(i),
                                 "0001-WS·2021-D30-BGS-" + std::to_string(i),
                                 core::Date(2021, 2, 8)});
    return group;
}

SubjectList list_of(std::vector<SubjectGroup> groups) {
    SubjectList list;
    list.head.company = "云岭置业有限公司";
    list.head.content_date = core::Date(2022, 3, 5);
    list.scope = "全宗号：0001　年度：2021";
    list.groups = std::move(groups);
    return list;
}

PrintedForm printed(const SubjectList& list) {
    auto form = print_subject_list(test::fonts(), list);
    EXPECT_TRUE(form) << form.error().detail;
    return *form;
}

constexpr double kEdges[] = {25, 37, 125, 173, 195};

double row_top(int row) { return 37 + 10 * row; }

std::string cell(const std::vector<test::Word>& words, int row, int column) {
    return inside(words, kEdges[column], row_top(row) - 0.2, kEdges[column + 1],
                  row_top(row) + 10.2);
}

std::string across(const std::vector<test::Word>& words, int row) {
    return inside(words, 25, row_top(row) - 0.2, 195, row_top(row) + 10.2);
}

TEST(SubjectListTest, EntriesStandBelowTheirKeywordInTheGivenOrder) {
    const test::PdfFile file(
        printed(list_of({group_of("客户投诉", 2), group_of("空词", 0), group_of("安全", 1)})).pdf);
    EXPECT_EQ(file.complaints(), "");
    const auto words = file.words(1);
    EXPECT_EQ(across(words, 1), "客户投诉");
    const char* const kFirst[] = {"1", "关于云岭二期的请示1", "0001-WS·2021-D30-BGS-1", "20210208"};
    for (int i = 0; i < 4; ++i) EXPECT_EQ(cell(words, 2, i), kFirst[i]);
    EXPECT_EQ(cell(words, 3, 0), "2");
    EXPECT_EQ(across(words, 4), "安全");  // a keyword without entries is left out
    EXPECT_EQ(cell(words, 5, 0), "1");    // numbered within the keyword
    EXPECT_EQ(across(words, 6), "");
    EXPECT_EQ(inside(words, 24, 27, 130, 35), "全宗号：0001年度：2021");
    EXPECT_EQ(inside(words, 90, 14, 140, 25), "主题目录");
    EXPECT_EQ(inside(words, 24, 281, 90, 292), "最后修改：2022年3月5日");
    const test::Picture picture = file.picture(1, 150);
    EXPECT_GT(picture.ink(36.7, row_top(2) + 1, 37.3, row_top(2) + 9), 0.1);
    EXPECT_EQ(picture.ink(124.7, row_top(1) + 1, 125.3, row_top(1) + 9), 0);
}

TEST(SubjectListTest, AKeywordIsRepeatedWhereItGoesOn) {
    const test::PdfFile file(
        printed(list_of({group_of("客户投诉", 50), group_of("安全生产", 3)})).pdf);
    EXPECT_EQ(across(file.words(1), 1), "客户投诉");
    EXPECT_EQ(cell(file.words(1), 23, 0), "22");
    EXPECT_EQ(across(file.words(2), 1), "客户投诉（续）");
    EXPECT_EQ(cell(file.words(2), 2, 0), "23");
    EXPECT_EQ(across(file.words(3), 1), "客户投诉（续）");
    EXPECT_EQ(cell(file.words(3), 7, 0), "50");
    EXPECT_EQ(across(file.words(3), 8), "安全生产");
}

TEST(SubjectListTest, AKeywordIsNotLeftAloneAtTheEndOfAPage) {
    const test::PdfFile file(
        printed(list_of({group_of("客户投诉", 21), group_of("安全生产", 1)})).pdf);
    EXPECT_EQ(file.text(1).find("安全生产"), std::string::npos);
    EXPECT_EQ(across(file.words(2), 1), "安全生产");
    EXPECT_EQ(cell(file.words(2), 2, 0), "1");
}

TEST(SubjectListTest, LongRareAndEmptyTextsAreShownOrReported) {
    SubjectList list = list_of({group_of("客户投诉", 2), group_of("龚䶮、王𠮷😀", 3)});
    list.groups[0].entries[0] = {};
    list.groups[1].entries[1].title = "𬭊";
    for (int i = 0; i < 9; ++i) list.groups[1].entries[1].title += "关于客户投诉的";
    list.groups[1].entries[2].title = "来信😀";
    const PrintedForm form = printed(list);
    EXPECT_EQ(form.missing, (std::vector<MissingGlyph>{{3, "keyword", U'😀'}, {5, "title", U'😀'}}));
    const auto words = test::PdfFile(form.pdf).words(1);
    EXPECT_EQ(cell(words, 2, 0), "1");
    for (int i = 1; i < 4; ++i) EXPECT_EQ(cell(words, 2, i), "") << i;
    EXPECT_EQ(across(words, 4), "龚䶮、王𠮷〓");
    EXPECT_NE(test::PdfFile(form.pdf).text().find("𬭊关于客户投诉的"), std::string::npos);
    EXPECT_EQ(printed(list_of({})).pages, 1);
}

TEST(SubjectListTest, TheMarkStandsOnEveryPage) {
    SubjectList list = list_of({group_of("客户投诉", 30)});
    list.head.level = core::Level::secret;
    EXPECT_EQ(print_subject_list(test::fonts(), list).error().key, "pdf.level_mark_missing");
    list.head.level_mark = "秘密★5年";
    const test::PdfFile file(printed(list).pdf);
    for (const int page : {1, 2})
        EXPECT_EQ(inside(file.words(page), 24, 5, 80, 20), "秘密★5年") << page;
}

TEST(SubjectListTest, TenThousandEntriesComeOutWholeAndTheSame) {
    std::vector<SubjectGroup> groups;
    for (int i = 0; i < 100; ++i) groups.push_back(group_of("词" + std::to_string(i), 100));
    const PrintedForm form = printed(list_of(groups));
    EXPECT_TRUE(form.pdf == printed(list_of(groups)).pdf);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(file.complaints(), "");
    const std::string text = file.text();
    std::size_t found = 0;
    for (std::size_t at = text.find("关于云岭"); at != std::string::npos;
         at = text.find("关于云岭", at + 1))
        ++found;
    EXPECT_EQ(found, 10'000u);
}

}  // namespace
}  // namespace lantai::pdf
