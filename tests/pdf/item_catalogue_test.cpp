#include "pdf/forms/item_catalogue.hpp"

#include <algorithm>

#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

ItemCatalogue catalogue_of(int rows) {
    ItemCatalogue catalogue;
    catalogue.head.company = "云岭置业有限公司";
    catalogue.archival_code = "0001-WS-2021-Y-0003";
    catalogue.head.content_date = core::Date(2022, 3, 5);
    catalogue.head.sealed = true;
    for (int i = 1; i <= rows; ++i) {
        ItemCatalogueRow row;
        row.document_no = "云置发〔2021〕" + std::to_string(i) + "号";
        row.creator = "总经理办公室";
        row.title = "关于印发客户投诉处理办法的通知";
        row.date = core::Date(2021, 2, 8);
        row.first_page = 3 * i - 2;
        row.pages = 3;
        catalogue.rows.push_back(row);
    }
    return catalogue;
}

PrintedForm printed(const ItemCatalogue& catalogue) {
    auto form = print_item_catalogue(test::fonts(), catalogue);
    EXPECT_TRUE(form) << form.error().detail;
    return *form;
}

/// The words of a page that stand in a box, joined in reading order.
std::string inside(const std::vector<test::Word>& words, double left, double top, double right,
                   double bottom) {
    std::vector<test::Word> found;
    for (const auto& word : words)
        if (word.left >= left && word.right <= right && word.top >= top && word.bottom <= bottom)
            found.push_back(word);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::abs(a.top - b.top) > 1 ? a.top < b.top : a.left < b.left;
    });
    std::string text;
    for (const auto& word : found) text += word.text;
    return text;
}

// domain.md 2.11: left 25, head 35-55, columns 10 20 20 70 20 10 20, rows of 15.
constexpr double kEdges[] = {25, 35, 55, 75, 145, 165, 175, 195};

std::string cell(const std::vector<test::Word>& words, int row, int column) {
    // The blank half of an opening mark stands left of the padding.
    return inside(words, kEdges[column] - 0.5, row == 0 ? 35 : 40 + 15 * row, kEdges[column + 1],
                  55 + 15 * row);
}

TEST(ItemCatalogueTest, EveryTextStandsInItsCell) {
    ItemCatalogue catalogue = catalogue_of(2);
    catalogue.rows[1].remarks = "附图另存";
    const test::PdfFile file(printed(catalogue).pdf);
    const auto words = file.words(1);
    const char* const kHead[] = {"顺序号", "文号", "责任者", "题名", "日期", "页号", "备注"};
    for (int i = 0; i < 7; ++i) EXPECT_EQ(cell(words, 0, i), kHead[i]);
    const char* const kFirst[] = {
        "1", "云置发〔2021〕1号", "总经理办公室", "关于印发客户投诉处理办法的通知", "20210208", "1",
        ""};
    for (int i = 0; i < 7; ++i) EXPECT_EQ(cell(words, 1, i), kFirst[i]);
    EXPECT_EQ(cell(words, 2, 0), "2");
    EXPECT_EQ(cell(words, 2, 5), "4–6");  // the last row: first and last page
    EXPECT_EQ(cell(words, 2, 6), "附图另存");
    for (int i = 0; i < 7; ++i) EXPECT_EQ(cell(words, 3, i), "");
    EXPECT_EQ(inside(words, 90, 14, 140, 25), "卷内文件目录");
    EXPECT_EQ(inside(words, 24, 27, 90, 35), "档号：0001-WS-2021-Y-0003");
    EXPECT_EQ(inside(words, 100, 27, 196, 35), "单位：云岭置业有限公司");
    EXPECT_EQ(inside(words, 24, 281, 90, 292), "封卷日期：2022年3月5日");
    EXPECT_EQ(inside(words, 90, 281, 140, 292), "第1页共1页");
}

TEST(ItemCatalogueTest, TheGridHasTheGeometryOfThePrintedForm) {
    const test::Picture picture = test::PdfFile(printed(catalogue_of(1)).pdf).picture(1, 150);
    for (const double x : kEdges)
        EXPECT_GT(picture.ink(x - 0.3, 200, x + 0.3, 275), 0.1) << "rule at x " << x;
    for (int row = 0; row <= 15; ++row) {
        const double y = 55 + 15 * row;
        EXPECT_GT(picture.ink(80, y - 0.3, 140, y + 0.3), 0.1) << "rule at y " << y;
    }
    EXPECT_GT(picture.ink(80, 34.7, 140, 35.3), 0.1);
    EXPECT_EQ(picture.ink(0, 281, 24, 297), 0);        // the margin
    EXPECT_EQ(picture.ink(196, 0, 210, 297), 0);       // the other one
    EXPECT_EQ(picture.ink(80, 200.5, 140, 204.5), 0);  // an empty row
}

TEST(ItemCatalogueTest, PagesAreCountedAndRepeatTheHeadAndTheMark) {
    struct Case {
        int rows;
        int pages;
    };
    for (const Case& c : {Case{0, 1}, {1, 1}, {15, 1}, {16, 2}, {45, 3}}) {
        ItemCatalogue catalogue = catalogue_of(c.rows);
        catalogue.head.level = core::Level::confidential;
        catalogue.head.level_mark = "机密★10年";
        const PrintedForm form = printed(catalogue);
        EXPECT_EQ(form.pages, c.pages) << c.rows;
        const test::PdfFile file(form.pdf);
        EXPECT_EQ(file.complaints(), "");
        for (int page = 1; page <= c.pages; ++page) {
            const auto words = file.words(page);
            EXPECT_EQ(inside(words, 90, 281, 140, 292),
                      "第" + std::to_string(page) + "页共" + std::to_string(c.pages) + "页");
            EXPECT_EQ(inside(words, 24, 5, 80, 20), "机密★10年");
            EXPECT_EQ(cell(words, 0, 3), "题名");
            EXPECT_EQ(cell(words, 1, 0), c.rows ? std::to_string(15 * page - 14) : "");
        }
    }
}

TEST(ItemCatalogueTest, TheMarkIsPrintedFromSecretOn) {
    for (const auto level : {core::Level::open, core::Level::internal, core::Level::secret,
                             core::Level::confidential, core::Level::top_secret}) {
        ItemCatalogue catalogue = catalogue_of(1);
        catalogue.head.level = level;
        catalogue.head.level_mark = "密级标志";
        const bool shown =
            test::PdfFile(printed(catalogue).pdf).text().find("密级标志") != std::string::npos;
        EXPECT_EQ(shown, level >= core::Level::secret) << int(level);
    }
}

TEST(ItemCatalogueTest, ASecretVolumeIsNotPrintedWithoutItsMark) {
    ItemCatalogue catalogue = catalogue_of(1);
    catalogue.head.level = core::Level::secret;
    const auto form = print_item_catalogue(test::fonts(), catalogue);
    ASSERT_FALSE(form);
    EXPECT_EQ(form.error().key, "pdf.level_mark_missing");
    EXPECT_EQ(form.error().field, "level_mark");
}

TEST(ItemCatalogueTest, LongTextsAboveTheTableDoNotMeet) {
    ItemCatalogue catalogue = catalogue_of(1);
    for (int i = 0; i < 5; ++i) catalogue.head.company += "城市更新事业部";
    for (int i = 0; i < 2; ++i) {
        const auto words = test::PdfFile(printed(catalogue).pdf).words(1);
        const std::string above = inside(words, 20, 24, 200, 35);
        EXPECT_NE(above.find("档号：" + catalogue.archival_code), std::string::npos) << above;
        for (const auto& word : words) {
            EXPECT_GE(word.left, 24.9) << word.text;
            EXPECT_LE(word.right, 195.1) << word.text;
        }
        catalogue.archival_code += "-0001-WS-2021-Y-0003-0001-WS-2021-Y-0003";  // the line is full
    }
}

TEST(ItemCatalogueTest, TheDateIsThatOfTheContent) {
    ItemCatalogue catalogue = catalogue_of(1);
    EXPECT_NE(test::PdfFile(printed(catalogue).pdf).text().find("封卷日期：2022年3月5日"),
              std::string::npos);
    catalogue.head.sealed = false;
    EXPECT_NE(test::PdfFile(printed(catalogue).pdf).text().find("最后修改：2022年3月5日"),
              std::string::npos);
}

TEST(ItemCatalogueTest, AReprintIsByteIdentical) {
    const std::string first = printed(catalogue_of(40)).pdf;
    EXPECT_TRUE(first == printed(catalogue_of(40)).pdf);
    EXPECT_FALSE(first == printed(catalogue_of(39)).pdf);
}

TEST(ItemCatalogueTest, EmptyCellsStayEmpty) {
    ItemCatalogue catalogue = catalogue_of(3);
    catalogue.rows[1] = {};
    const auto words = test::PdfFile(printed(catalogue).pdf).words(1);
    EXPECT_EQ(cell(words, 2, 0), "2");
    for (int i = 1; i < 7; ++i) EXPECT_EQ(cell(words, 2, i), "");
    EXPECT_EQ(cell(words, 3, 5), "7–9");
    catalogue.rows[2].pages = 1;
    EXPECT_EQ(cell(test::PdfFile(printed(catalogue).pdf).words(1), 3, 5), "7");
    catalogue.rows[2].pages.reset();
    EXPECT_EQ(cell(test::PdfFile(printed(catalogue).pdf).words(1), 3, 5), "7");
}

TEST(ItemCatalogueTest, ATitleOf63CharactersShrinksItsColumnAndFourBodiesTakeASecondRow) {
    ItemCatalogue catalogue = catalogue_of(2);
    std::string title;
    for (int i = 0; i < 9; ++i) title += "关于客户投诉的";  // 63 characters
    catalogue.rows[0].title = title;
    catalogue.rows[0].creator = "市住房和城乡建设局、市自然资源局、市档案局";
    catalogue.rows[0].document_no = "云置办函〔2021〕第108号";
    catalogue.rows[1].first_page = 1200;
    catalogue.rows[1].pages = 36;
    const PrintedForm form = printed(catalogue);
    EXPECT_EQ(form.pages, 1);
    const auto words = test::PdfFile(form.pdf).words(1);
    EXPECT_EQ(inside(words, 34.5, 55, 55, 85), catalogue.rows[0].document_no);
    EXPECT_EQ(inside(words, 55, 55, 75, 85), catalogue.rows[0].creator);
    EXPECT_EQ(inside(words, 75, 55, 145, 85), title);
    EXPECT_EQ(cell(words, 3, 5), "1200–1235");
}

TEST(ItemCatalogueTest, AnOrdinaryDocumentNumberIsNotPartedInItsTail) {
    const auto words = test::PdfFile(printed(catalogue_of(12)).pdf).words(1);
    const auto tail = std::find_if(words.begin(), words.end(), [](const test::Word& word) {
        return word.text.find("〔2021〕12号") != std::string::npos;
    });
    EXPECT_NE(tail, words.end());
}

TEST(ItemCatalogueTest, RareNamesAreDrawnAndWhatNoFaceHasIsReported) {
    ItemCatalogue catalogue = catalogue_of(3);
    catalogue.rows[0].title = "王𠮷、李㛃、龚䶮、𬭊来信";
    catalogue.rows[1].title = "来信😀";
    catalogue.rows[2].creator = "\U0010FFFD公司";
    catalogue.head.company = "云岭😀公司";
    const PrintedForm form = printed(catalogue);
    EXPECT_EQ(form.missing,
              (std::vector<MissingGlyph>{
                  {0, "company", U'😀'}, {2, "title", U'😀'}, {3, "creator", 0x10FFFD}}));
    const auto words = test::PdfFile(form.pdf).words(1);
    EXPECT_EQ(cell(words, 1, 3), "王𠮷、李㛃、龚䶮、𬭊来信");
    EXPECT_EQ(cell(words, 2, 3), "来信〓");
    EXPECT_TRUE(printed(catalogue_of(3)).missing.empty());
}

TEST(ItemCatalogueTest, TenThousandRowsComeOutWhole) {
    const PrintedForm form = printed(catalogue_of(10'000));
    EXPECT_EQ(form.pages, 667);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(file.complaints(), "");
    const auto words = file.words(667);
    EXPECT_EQ(cell(words, 10, 0), "10000");
    EXPECT_EQ(cell(words, 10, 5), "29998–30000");
    EXPECT_EQ(cell(words, 11, 0), "");
    EXPECT_EQ(inside(words, 90, 281, 140, 292), "第667页共667页");
}

}  // namespace
}  // namespace lantai::pdf
