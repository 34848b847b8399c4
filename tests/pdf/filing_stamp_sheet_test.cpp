#include "pdf/forms/filing_stamp_sheet.hpp"

#include "tests/pdf/form_checks.hpp"

namespace lantai::pdf {
namespace {

using test::inside;

FilingStamps stamps_of(int count) {
    FilingStamps stamps;
    stamps.head.company = "云岭置业有限公司";
    stamps.head.content_date = core::Date(2022, 3, 5);
    for (int i = 1; i <= count; ++i) {
        std::string number = std::to_string(i);
        number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
        stamps.stamps.push_back({"0001", "2021", number, "办公室", "30年", i % 90 + 1});
    }
    return stamps;
}

PrintedForm printed(const FilingStamps& stamps, const LabelSheet& sheet = kLabels46x21) {
    auto form = print_filing_stamp_sheet(test::fonts(), stamps, sheet);
    EXPECT_TRUE(form) << form.error().key << form.error().detail;
    return *form;
}

/// The cell of a stamp whose upper left corner is given; 0 to 5 along the rows.
std::string cell(const std::vector<test::Word>& words, double left, double top, int number) {
    const double x = left + 15 * (number % 3);
    const double y = top + 8 * (number / 3);
    return inside(words, x, y - 0.5, x + 15, y + 8.5);
}

constexpr double kLeft = 9.85 + 0.35;  // the stamp in the middle of the first label
constexpr double kTop = 21.3 + 2.6;

TEST(FilingStampSheetTest, TheSixValuesStandInTheOrderOfTheStandard) {
    const auto words = test::PdfFile(printed(stamps_of(5)).pdf).words(1);
    const char* const kFirst[] = {"0001", "2021", "0001", "办公室", "30年", "2"};
    for (int i = 0; i < 6; ++i) EXPECT_EQ(cell(words, kLeft, kTop, i), kFirst[i]) << i;
    EXPECT_EQ(cell(words, kLeft + 3 * 48.2, kTop, 2), "0004");
    EXPECT_EQ(cell(words, kLeft, kTop + 21.2, 2), "0005");
    EXPECT_EQ(inside(words, 8, 2, 100, 20), "归档章云岭置业有限公司");
    EXPECT_EQ(inside(words, 110, 2, 202, 20), "最后修改：2022年3月5日第1页共1页");
}

TEST(FilingStampSheetTest, TheStampIsRedAndHasItsMeasures) {
    const test::PdfFile file(printed(stamps_of(1)).pdf);
    const test::Picture green = file.channel(1, 200, test::Channel::green);
    const test::Picture red = file.channel(1, 200, test::Channel::red);
    for (const double x : {0.0, 15.0, 30.0, 45.0})
        EXPECT_GT(green.ink(kLeft + x - 0.3, kTop + 1, kLeft + x + 0.3, kTop + 2), 0.15) << x;
    for (const double y : {0.0, 8.0, 16.0})
        EXPECT_GT(green.ink(kLeft + 1, kTop + y - 0.3, kLeft + 2, kTop + y + 0.3), 0.15) << y;
    EXPECT_EQ(green.ink(0, kTop + 17, 210, 297), 0);
    EXPECT_EQ(green.ink(kLeft + 45.5, kTop - 1, 210, kTop + 20), 0);
    const double dark = green.ink(kLeft, kTop, kLeft + 45, kTop + 16);
    EXPECT_GT(dark, 0.03);
    EXPECT_LT(red.ink(kLeft, kTop, kLeft + 45, kTop + 16), dark * 0.25);
}

TEST(FilingStampSheetTest, PrintingBeginsAtTheFirstFreeLabel) {
    LabelSheet sheet = kLabels46x21;
    sheet.first_place = 48;
    const PrintedForm form = printed(stamps_of(2), sheet);
    EXPECT_EQ(form.pages, 2);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(cell(file.words(1), kLeft + 3 * 48.2, kTop + 11 * 21.2, 2), "0001");
    EXPECT_EQ(inside(file.words(1), 0, 22, 210, 250), "");
    EXPECT_EQ(cell(file.words(2), kLeft, kTop, 2), "0002");
    EXPECT_EQ(inside(file.words(2), 110, 2, 202, 20), "最后修改：2022年3月5日第2页共2页");
}

TEST(FilingStampSheetTest, OverprintingPutsTheStampAloneAtTheTopCentre) {
    const auto form = print_filing_stamp_pages(test::fonts(), stamps_of(2), 10);
    ASSERT_TRUE(form);
    EXPECT_EQ(form->pages, 2);
    const test::PdfFile file(form->pdf);
    EXPECT_EQ(file.complaints(), "");
    EXPECT_EQ(cell(file.words(2), 82.5, 10, 2), "0002");
    EXPECT_EQ(file.words(2).size(), 6u);
    const test::Picture picture = file.picture(2, 100);
    EXPECT_GT(picture.ink(82.3, 11, 82.7, 25), 0.1);
    EXPECT_GT(picture.ink(127.3, 11, 127.7, 25), 0.1);
    EXPECT_EQ(picture.ink(0, 0, 82, 297), 0);
    EXPECT_EQ(picture.ink(128, 0, 210, 297), 0);
    EXPECT_EQ(picture.ink(0, 26.5, 210, 297), 0);
    for (const double top : {-0.1, 281.1})
        EXPECT_EQ(print_filing_stamp_pages(test::fonts(), stamps_of(1), top).error().field,
                  "top_mm");
}

TEST(FilingStampSheetTest, TheMarkOfSecretStampsStandsOnEverySheet) {
    FilingStamps stamps = stamps_of(50);
    stamps.head.level = core::Level::confidential;
    EXPECT_EQ(print_filing_stamp_sheet(test::fonts(), stamps).error().key,
              "pdf.level_mark_missing");
    stamps.head.level_mark = "机密★10年";
    const test::PdfFile file(printed(stamps).pdf);
    for (const int page : {1, 2})
        EXPECT_EQ(inside(file.words(page), 8, 2, 36, 20), "机密★10年") << page;
    LabelSheet narrow = kLabels46x21;
    narrow.top = 10;
    EXPECT_EQ(print_filing_stamp_sheet(test::fonts(), stamps, narrow).error().key,
              "pdf.margin_for_mark");
    stamps.head.level = core::Level::internal;
    EXPECT_EQ(test::PdfFile(printed(stamps, narrow).pdf).text().find("机密"), std::string::npos);
}

TEST(FilingStampSheetTest, LabelsSmallerThanTheStampAreRefused) {
    LabelSheet sheet = kLabels46x21;
    sheet.label_width = 44.9;
    EXPECT_EQ(print_filing_stamp_sheet(test::fonts(), stamps_of(1), sheet).error().key,
              "pdf.label_sheet");
    sheet = kLabels46x21;
    sheet.rows = 14;
    EXPECT_EQ(print_filing_stamp_sheet(test::fonts(), stamps_of(1), sheet).error().key,
              "pdf.label_sheet");
}

TEST(FilingStampSheetTest, AValueThatNoSizeGetsIntoItsCellIsRefusedByName) {
    FilingStamps stamps = stamps_of(3);
    for (int i = 0; i < 4; ++i) stamps.stamps[1].organization += "安全生产管理办公室";
    for (const auto& form : {print_filing_stamp_sheet(test::fonts(), stamps),
                             print_filing_stamp_pages(test::fonts(), stamps)}) {
        EXPECT_EQ(form.error().key, "pdf.text_too_long");
        EXPECT_EQ(form.error().field, "stamps[1].organization");
    }
}

TEST(FilingStampSheetTest, AwkwardValuesStayInTheirCells) {
    FilingStamps stamps = stamps_of(3);
    stamps.head.company = std::string("云岭置业");
    for (int i = 0; i < 10; ++i) stamps.head.company += "城市更新事业部";
    stamps.stamps[0] = {"Q0001-A", "2021", "10000", "安全生产管理办公室（问题）", "定期30年", 1200};
    stamps.stamps[1] = {};
    stamps.stamps[2].organization = "𠮷办😀";
    const PrintedForm form = printed(stamps);
    EXPECT_EQ(form.missing, (std::vector<MissingGlyph>{{3, "organization", U'😀'}}));
    const test::PdfFile file(form.pdf);
    const auto words = file.words(1);
    const char* const kFirst[] = {"Q0001-A",  "2021", "10000", "安全生产管理办公室（问题）",
                                  "定期30年", "1200"};
    for (int i = 0; i < 6; ++i) EXPECT_EQ(cell(words, kLeft, kTop, i), kFirst[i]) << i;
    for (int i = 0; i < 6; ++i) EXPECT_EQ(cell(words, kLeft + 48.2, kTop, i), "") << i;
    EXPECT_EQ(cell(words, kLeft + 2 * 48.2, kTop, 3), "𠮷办〓");
    EXPECT_NE(inside(words, 8, 0, 140, 20).find(stamps.head.company), std::string::npos);
}

TEST(FilingStampSheetTest, TenThousandStampsComeOutWholeAndAReprintIsTheSame) {
    const PrintedForm form = printed(stamps_of(10'000));
    EXPECT_EQ(form.pages, 209);
    EXPECT_TRUE(form.pdf == printed(stamps_of(10'000)).pdf);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(file.complaints(), "");
    EXPECT_EQ(cell(file.words(209), kLeft + 3 * 48.2, kTop + 3 * 21.2, 2), "10000");
    EXPECT_EQ(printed(stamps_of(0)).pages, 1);
}

}  // namespace
}  // namespace lantai::pdf
