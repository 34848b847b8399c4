#include "pdf/table.hpp"

#include <algorithm>

#include "pdf/finish.hpp"
#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

constexpr TableGeometry kSmall{kA4Portrait, 20, 30, 20, 15, 4};

GlyphRun shaped(std::string_view text) {
    std::vector<char32_t> missing;
    return test::fonts()->shape(text, missing);
}

Table small_table() {
    return {*test::fonts(),
            kSmall,
            {{shaped("号"), 20, Align::centre}, {shaped("题名"), 50, Align::left}}};
}

std::string many(std::string_view text, int times) {
    std::string out;
    while (times-- > 0) out += text;
    return out;
}

std::string printed(Table& table) {
    Canvas canvas(test::fonts());
    table.draw(canvas, [](Canvas&, int, int) {});
    auto drawn = std::move(canvas).save();
    EXPECT_TRUE(drawn);
    return finish(*drawn, {"表", "公司"}).value();
}

/// Is there a rule across the second column at this height?
bool ruled(const test::Picture& picture, double y) {
    return picture.ink(30, y - 0.3, 60, y + 0.3) > 0.1;
}

TEST(TableTest, APageIsRuledToItsLastRowAlsoWithoutText) {
    Table table = small_table();
    EXPECT_EQ(table.pages(), 1);
    const test::PdfFile file(printed(table));
    EXPECT_EQ(file.words().size(), 2u);  // the head
    const test::Picture picture = file.picture(1, 150);
    for (const double y : {30.0, 50.0, 65.0, 80.0, 95.0, 110.0})
        EXPECT_TRUE(ruled(picture, y)) << y;
    for (const double y : {57.0, 72.0, 87.0, 102.0, 118.0, 125.0})
        EXPECT_FALSE(ruled(picture, y)) << y;
}

TEST(TableTest, FullPagesFollowEachOtherWithTheHeadOnEach) {
    Table table = small_table();
    for (int i = 1; i <= 9; ++i) table.add_row({shaped(std::to_string(i)), shaped("文件")});
    EXPECT_EQ(table.pages(), 3);
    const test::PdfFile file(printed(table));
    for (int page = 1; page <= 3; ++page)
        EXPECT_NE(file.text(page).find("题名"), std::string::npos) << page;
    const auto last = file.words(3);
    ASSERT_EQ(last.size(), 4u);
    for (const test::Word& word : last) {
        if (word.text == "9") {
            EXPECT_NEAR((word.top + word.bottom) / 2, 57.5, 1);  // middle of the first row
            EXPECT_NEAR((word.left + word.right) / 2, 30, 0.2);  // middle of its column
        } else if (word.text == "文件") {
            EXPECT_NEAR(word.left, 40 + kCellPaddingMm, 0.1);
        } else {
            EXPECT_TRUE(word.text == "号" || word.text == "题名") << word.text;
        }
    }
}

TEST(TableTest, ALongTextMakesItsRowAWholeNumberOfRowsHigh) {
    Table table = small_table();
    table.add_row({shaped("1"), shaped(many("档案管理", 15))});  // 60 characters: two rows
    table.add_row({shaped("2"), shaped("文件")});
    EXPECT_EQ(table.pages(), 1);
    const test::PdfFile file(printed(table));
    const test::Picture picture = file.picture(1, 150);
    EXPECT_TRUE(ruled(picture, 80));
    const auto words = file.words();
    const auto second = std::find_if(words.begin(), words.end(),
                                     [](const test::Word& word) { return word.text == "2"; });
    ASSERT_NE(second, words.end());
    EXPECT_NEAR((second->top + second->bottom) / 2, 87.5, 1);
}

/// The words of a page from top to bottom, each in brackets.
std::string order(const std::vector<test::Word>& words) {
    std::vector<test::Word> sorted = words;
    std::sort(sorted.begin(), sorted.end(), [](const test::Word& a, const test::Word& b) {
        return std::abs(a.top - b.top) > 3 ? a.top < b.top : a.left < b.left;
    });
    std::string text;
    for (const test::Word& word : sorted) text += "[" + word.text + "]";
    return text;
}

/// The height of the first word with this text.
double height_of(const std::vector<test::Word>& words, std::string_view text) {
    for (const test::Word& word : words)
        if (word.text == text) return word.bottom - word.top;
    ADD_FAILURE() << text;
    return 0;
}

TEST(TableTest, OneTextThatNeedsASmallerSizeMakesItsWholeColumnSmallerAlsoAbove) {
    Table table = small_table();
    table.add_row({shaped("1"), shaped("文件")});
    table.add_row({shaped("2"), shaped(many("档案管理", 10))});  // 40 characters: three lines at 9
    table.add_row({shaped("3"), shaped("目录")});
    table.add_row({shaped("4"), shaped(many("档案管理", 15))});  // takes two rows, counts for none
    EXPECT_EQ(table.pages(), 2);
    const test::PdfFile file(printed(table));
    const auto words = file.words(1);
    EXPECT_NEAR(height_of(words, "文件"), height_of(words, "目录"), 0.01);
    EXPECT_NEAR(height_of(words, "文件") / height_of(words, "1"), 9 / 10.5, 0.01);
}

TEST(TableTest, CentredColumnsShareOneSizeAlsoInTheRowThatNeedsTheSmallerOne) {
    Table table(*test::fonts(), kSmall,
                {{shaped("日期"), 20, Align::centre}, {shaped("页号"), 10, Align::centre}});
    table.add_row({shaped("20210207"), shaped("1")});
    table.add_row({shaped("20210208"), shaped("1234–1243")});
    const auto words = test::PdfFile(printed(table)).words();
    EXPECT_NEAR(height_of(words, "20210208"), height_of(words, "20210207"), 0.01);
    EXPECT_NEAR(height_of(words, "20210208"), height_of(words, "1234–"), 0.01);
}

TEST(TableTest, ANarrowColumnHasLinesOfOneLengthAndNoLastOneOfOneCharacter) {
    Table table(*test::fonts(), kSmall,
                {{shaped("责任者"), 20, Align::left}, {shaped("题名"), 50, Align::left}});
    table.add_row({shaped("总经理办公室"), shaped("关于印发客户投诉处理办法案")});
    const test::PdfFile file(printed(table));
    EXPECT_EQ(order(file.words(1)), "[责任者][题名][总经理][关于印发客户投][办公室][诉处理办法案]");
}

TEST(TableTest, NoEmptyRowIsLeftBeforeARowThatDoesNotFitThePage) {
    Table table = small_table();
    for (int i = 1; i <= 3; ++i) table.add_row({shaped(std::to_string(i)), shaped("文件")});
    table.add_row({shaped("4"), shaped(many("档案管理", 15))});
    EXPECT_EQ(table.pages(), 2);
    const test::PdfFile file(printed(table));
    const test::Picture first = file.picture(1, 150);
    EXPECT_TRUE(ruled(first, 80));
    EXPECT_FALSE(ruled(first, 95));  // the third row is as high as two
    EXPECT_EQ(file.text(1).find("档案"), std::string::npos);
}

TEST(TableTest, ARowHigherThanAPageGoesOnOverTheNextOnes) {
    Table table = small_table();
    constexpr int kTimes = 300;  // 1,200 characters
    table.add_row({shaped("1"), shaped(many("档案管理", kTimes))});
    table.add_row({shaped("2"), shaped("后文")});
    EXPECT_GT(table.pages(), 2);
    const test::PdfFile file(printed(table));
    const std::string text = file.text();
    std::size_t found = 0;
    for (std::size_t at = text.find("管"); at != std::string::npos; at = text.find("管", at + 1))
        ++found;
    EXPECT_EQ(found, std::size_t(kTimes));
    EXPECT_NE(text.find("后文"), std::string::npos);
    for (const auto& word : file.words()) EXPECT_LT(word.bottom, 111) << word.text;
}

TEST(TableTest, AGroupsRowStandsAcrossAndIsRepeatedWhereItGoesOn) {
    Table table = small_table();
    table.begin_group(shaped("合同"), shaped("合同（续）"));
    for (int i = 1; i <= 4; ++i) table.add_row({shaped(std::to_string(i)), shaped("文件")});
    table.begin_group(shaped("基建"), shaped("基建（续）"));
    table.add_row({shaped("5"), shaped("文件")});
    EXPECT_EQ(table.pages(), 2);
    const test::PdfFile file(printed(table));
    EXPECT_EQ(order(file.words(1)), "[号][题名][合同][1][文件][2][文件][3][文件]");
    EXPECT_EQ(order(file.words(2)), "[号][题名][合同（续）][4][文件][基建][5][文件]");
    const test::Picture picture = file.picture(2, 150);
    const auto column_rule = [&](double middle) {
        return picture.ink(39.7, middle - 5, 40.3, middle + 5) > 0.1;
    };
    EXPECT_TRUE(column_rule(40));  // the head
    EXPECT_FALSE(column_rule(57.5));
    EXPECT_TRUE(column_rule(72.5));
    EXPECT_FALSE(column_rule(87.5));
    EXPECT_TRUE(column_rule(102.5));
}

TEST(TableTest, AGroupsRowIsNotPartedFromItsFirstRow) {
    Table table = small_table();
    table.begin_group(shaped("合同"), shaped("合同（续）"));
    for (int i = 1; i <= 2; ++i) table.add_row({shaped(std::to_string(i)), shaped("文件")});
    table.begin_group(shaped("基建"), shaped("基建（续）"));
    table.add_row({shaped("3"), shaped("文件")});
    EXPECT_EQ(table.pages(), 2);
    const test::PdfFile file(printed(table));
    EXPECT_EQ(order(file.words(1)), "[号][题名][合同][1][文件][2][文件]");
    EXPECT_EQ(order(file.words(2)), "[号][题名][基建][3][文件]");
    EXPECT_FALSE(ruled(file.picture(1, 150), 95));  // no empty row to be filled in by hand
}

TEST(TableTest, ARowHigherThanAPageKeepsItsGroupAboveEachPart) {
    Table table = small_table();
    constexpr int kTimes = 300;
    table.begin_group(shaped("合同"), shaped("续"));
    table.add_row({shaped("1"), shaped(many("档案管理", kTimes))});
    table.begin_group(shaped("空"), shaped("空续"));
    table.begin_group(shaped("基建"), shaped("基建续"));
    table.add_row({shaped("2"), shaped("后文")});
    const test::PdfFile file(printed(table));
    const std::string text = file.text();
    std::size_t found = 0;
    for (std::size_t at = text.find("管"); at != std::string::npos; at = text.find("管", at + 1))
        ++found;
    EXPECT_EQ(found, std::size_t(kTimes));
    for (int page = 2; page < table.pages(); ++page)
        EXPECT_EQ(order(file.words(page)).rfind("[号][题名][续]", 0), 0u) << page;
    EXPECT_NE(text.find("空"), std::string::npos);
    EXPECT_NE(text.find("后文"), std::string::npos);
    for (const auto& word : file.words()) EXPECT_LT(word.bottom, 111) << word.text;
}

}  // namespace
}  // namespace lantai::pdf
