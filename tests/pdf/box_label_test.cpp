#include "pdf/forms/box_label.hpp"

#include <cmath>
#include <set>

#include "tests/pdf/form_checks.hpp"
#include "tests/pdf/qr_reader.hpp"

namespace lantai::pdf {
namespace {

using test::inside;

Boxes boxes_of(int count) {
    Boxes boxes;
    boxes.head.company = "云岭置业有限公司";
    for (int i = 1; i <= count; ++i) {
        BoxTexts box;
        box.fonds_no = "0001";
        box.year = "2021";
        box.retention = "30年";
        box.organization = "总经理办公室";
        box.first_item = "0001";
        box.last_item = "0120";
        box.box_no = std::to_string(i);
        box.code = "0001-WS·2021-D30-BGS/" + std::to_string(i);
        boxes.boxes.push_back(box);
    }
    return boxes;
}

PrintedForm printed(const Boxes& boxes, const LabelSheet& sheet = kLabels70x37) {
    auto form = print_box_label(test::fonts(), boxes, sheet);
    EXPECT_TRUE(form) << form.error().key << form.error().field;
    return *form;
}

constexpr const char* kTexts =
    "云岭置业有限公司全宗号：0001年度：2021期限：30年盒号：1机构：总经理办公室件号：0001–0120"
    "0001-WS·2021-D30-BGS/1";

TEST(BoxLabelTest, ALabelSaysInLettersAndAsQrCodeWhichBoxItIs) {
    const test::PdfFile file(printed(boxes_of(5)).pdf);
    EXPECT_EQ(file.complaints(), "");
    const auto words = file.words(1);
    EXPECT_EQ(inside(words, 2, 2, 42, 36), kTexts);
    EXPECT_NE(inside(words, 72, 39, 112, 73).find("盒号：5"), std::string::npos);
    const test::Picture picture = file.picture(1, 300);
    EXPECT_EQ(test::read_qr_code(picture, 39.5, 0.5, 70, 37.5), "0001-WS·2021-D30-BGS/1");
    EXPECT_EQ(test::read_qr_code(picture, 109.5, 37.5, 140, 74.5), "0001-WS·2021-D30-BGS/5");
    EXPECT_EQ(picture.ink(0, 74.5, 210, 297), 0);
    EXPECT_EQ(picture.ink(67.6, 0, 72.3, 74), 0);  // between the labels nothing is drawn
}

TEST(BoxLabelTest, PrintingBeginsAtTheFirstFreeLabel) {
    LabelSheet sheet = kLabels70x37;
    sheet.first_place = 24;
    const PrintedForm form = printed(boxes_of(2), sheet);
    EXPECT_EQ(form.pages, 2);
    const test::PdfFile file(form.pdf);
    EXPECT_NE(inside(file.words(1), 142, 259, 182, 297).find("盒号：1"), std::string::npos);
    EXPECT_EQ(inside(file.words(2), 2, 2, 42, 14), "云岭置业有限公司全宗号：0001年度：2021");
}

TEST(BoxLabelTest, OtherSheetsOfLabelsWork) {
    const LabelSheet sheet{kA4Portrait, 7, 15, 63.5, 38.1, 2.5, 0, 3, 7, 1};
    const test::PdfFile file(printed(boxes_of(21), sheet).pdf);
    const test::Picture picture = file.picture(1, 300);
    EXPECT_EQ(test::read_qr_code(picture, 175, 243.5, 203, 282), "0001-WS·2021-D30-BGS/21");
    LabelSheet small = kLabels46x21;
    EXPECT_EQ(print_box_label(test::fonts(), boxes_of(1), small).error().key, "pdf.label_sheet");
    small = kLabels70x37;
    small.columns = 4;
    EXPECT_EQ(print_box_label(test::fonts(), boxes_of(1), small).error().field, "sheet");
}

TEST(BoxLabelTest, TheMarkStandsOnTheLabelsOfSecretBoxesOnly) {
    Boxes boxes = boxes_of(3);
    boxes.boxes[1].level = core::Level::confidential;
    const auto refused = print_box_label(test::fonts(), boxes);
    EXPECT_EQ(refused.error().key, "pdf.level_mark_missing");
    EXPECT_EQ(refused.error().field, "boxes[1].level_mark");
    boxes.boxes[1].level_mark = "机密★10年";
    boxes.boxes[2].level_mark = "机密★10年";  // not secret: not shown
    const test::PdfFile file(printed(boxes).pdf);
    const auto words = file.words(1);
    EXPECT_EQ(inside(words, 109, 0, 140, 10), "机密★10年");
    EXPECT_EQ(inside(words, 39, 0, 70, 10), "");
    EXPECT_EQ(inside(words, 179, 0, 210, 10), "");
    EXPECT_EQ(test::read_qr_code(file.picture(1, 300), 109.5, 0.5, 140, 37.5),
              "0001-WS·2021-D30-BGS/2");
}

TEST(BoxLabelTest, AwkwardTextsStayOnTheirLabelsOrAreRefusedByName) {
    Boxes boxes = boxes_of(3);
    boxes.head.company = "云岭城市更新投资发展集团有限责任公司城市更新事业部";
    boxes.boxes[0].organization = "安全生产管理办公室（问题）王𠮷";
    boxes.boxes[1] = {};
    boxes.boxes[2].organization = "龚䶮办😀";
    const PrintedForm form = printed(boxes);
    EXPECT_EQ(form.missing, (std::vector<MissingGlyph>{{3, "organization", U'😀'}}));
    const auto words = test::PdfFile(form.pdf).words(1);
    EXPECT_EQ(inside(words, 2, 2, 42, 37).find(boxes.head.company), 0u);
    EXPECT_NE(inside(words, 2, 2, 42, 37).find("机构：安全生产管理办公室（问题）王𠮷"),
              std::string::npos);
    EXPECT_EQ(inside(words, 72, 2, 140, 37), boxes.head.company);  // a box without texts
    for (int i = 0; i < 20; ++i) boxes.boxes[2].organization += "安全生产管理办公室";
    EXPECT_EQ(print_box_label(test::fonts(), boxes).error().field, "boxes[2].organization");
    boxes = boxes_of(2);
    boxes.boxes[1].code.assign(2400, 'x');
    EXPECT_EQ(print_box_label(test::fonts(), boxes).error().field, "boxes[1].code");
}

TEST(BoxLabelTest, AllTextsOfAllLabelsHaveOneSize) {
    Boxes boxes = boxes_of(4);
    boxes.boxes[1].organization = "城市更新事业部第二分公司";
    boxes.boxes[2].code = "Q001-WS·2025-长期-ZJB-00012";
    boxes.boxes[3].box_no = "1234";
    std::set<long> heights;  // of a line, in hundredths of a millimetre
    for (const test::Word& word : test::PdfFile(printed(boxes).pdf).words(1))
        heights.insert(std::lround((word.bottom - word.top) * 100));
    EXPECT_EQ(heights.size(), 1u);
    // Only a label with far longer texts has a smaller one, and leaves the others as they are.
    for (int i = 0; i < 5; ++i) boxes.boxes[1].organization += "城市更新事业部第二分公司";
    std::multiset<long> sizes;
    for (const test::Word& word : test::PdfFile(printed(boxes).pdf).words(1))
        if (word.text.find("全宗号") == 0)
            sizes.insert(std::lround((word.bottom - word.top) * 100));
    ASSERT_EQ(sizes.size(), 4u);
    EXPECT_EQ(sizes.count(*sizes.rbegin()), 3u);
}

TEST(BoxLabelTest, EachSheetThatIsSoldHasReadableCodes) {
    for (const SoldSheet& sold : kSoldSheets) {
        if (sold.sheet.label_width < 50) continue;  // of filing stamps only
        const auto count = static_cast<std::size_t>(sold.sheet.columns * sold.sheet.rows);
        Boxes boxes = boxes_of(static_cast<int>(count));
        boxes.boxes.back().code = "Q001-WS·2025-长期-ZJB-00012";
        const test::Picture picture = test::PdfFile(printed(boxes, sold.sheet).pdf).picture(1, 300);
        for (std::size_t i = 0; i < count; ++i) {
            const LabelPlace place = label_place(sold.sheet, i);
            const double right = place.left + sold.sheet.label_width;
            EXPECT_EQ(test::read_qr_code(picture, right - 0.46 * sold.sheet.label_width, place.top,
                                         right, place.top + sold.sheet.label_height),
                      boxes.boxes[i].code)
                << sold.id << " " << i;
        }
    }
}

TEST(BoxLabelTest, ThousandsOfLabelsComeOutWholeAndTheSame) {
    const PrintedForm form = printed(boxes_of(10'000));
    EXPECT_EQ(form.pages, 417);
    EXPECT_TRUE(form.pdf == printed(boxes_of(10'000)).pdf);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(file.complaints(), "");
    EXPECT_NE(file.text(417).find("0001-WS·2021-D30-BGS/10000"), std::string::npos);
    EXPECT_EQ(printed(boxes_of(0)).pages, 1);
}

}  // namespace
}  // namespace lantai::pdf
