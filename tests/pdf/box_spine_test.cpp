#include "pdf/forms/box_spine.hpp"

#include "tests/pdf/form_checks.hpp"
#include "tests/pdf/qr_reader.hpp"

namespace lantai::pdf {
namespace {

using test::inside;

Boxes boxes_of(std::vector<double> widths) {
    Boxes boxes;
    boxes.head.company = "云岭置业有限公司";
    for (std::size_t i = 0; i < widths.size(); ++i) {
        BoxTexts box;
        box.fonds_no = "0001";
        box.year = "2021";
        box.retention = "30年";
        box.organization = "总经理办公室";
        box.first_item = "0001";
        box.last_item = "0120";
        box.box_no = std::to_string(i + 1);
        box.code = "0001-WS·2021-D30-BGS/" + std::to_string(i + 1);
        box.spine_mm = widths[i];
        boxes.boxes.push_back(box);
    }
    return boxes;
}

PrintedForm printed(const Boxes& boxes, const SpineSheet& sheet = kSpinesOnA3) {
    auto form = print_box_spine(test::fonts(), boxes, sheet);
    EXPECT_TRUE(form) << form.error().key << form.error().field;
    return *form;
}

// On A3 the strip of 310 begins at 55; its cells from the top: mark 12, company 22, 28, 28, 28, 84,
// 46, 32 and the QR code's 30.
constexpr double kTops[] = {55, 67, 89, 117, 145, 173, 257, 303, 335, 365};

std::string cell(const std::vector<test::Word>& words, double left, double width, int number) {
    return inside(words, left - 0.2, kTops[number], left + width + 0.2, kTops[number + 1]);
}

TEST(BoxSpineTest, AStripSaysWhichBoxItIs) {
    const test::PdfFile file(printed(boxes_of({50, 20})).pdf);
    EXPECT_EQ(file.complaints(), "");
    const auto words = file.words(1);
    const char* const kCells[] = {"",
                                  "云岭置业有限公司",
                                  "全宗号0001",
                                  "年度2021",
                                  "保管期限30年",
                                  "机构（问题）总经理办公室",
                                  "起止件号0001至0120",
                                  "盒号1"};
    for (int i = 0; i < 8; ++i) EXPECT_EQ(cell(words, 10, 50, i), kCells[i]) << i;
    EXPECT_EQ(cell(words, 64, 20, 5), "机构（问题）总经理办公室");
    const test::Picture picture = file.picture(1, 300);
    EXPECT_EQ(test::read_qr_code(picture, 10.5, 335.5, 59.5, 364.5), "0001-WS·2021-D30-BGS/1");
    EXPECT_EQ(test::read_qr_code(picture, 64.5, 335.5, 83.5, 364.5), "0001-WS·2021-D30-BGS/2");
}

TEST(BoxSpineTest, StripsHaveTheMeasuresOfTheBox) {
    const test::Picture picture =
        test::PdfFile(printed(boxes_of({20, 30, 40, 50})).pdf).picture(1, 150);
    double left = 10;
    for (const double width : {20.0, 30.0, 40.0, 50.0}) {
        for (const double x : {left, left + width})
            EXPECT_GT(picture.ink(x - 0.3, 100, x + 0.3, 300), 0.1) << x;
        for (const double y : {55.0, 89.0, 117.0, 145.0, 173.0, 257.0, 303.0, 335.0, 365.0})
            EXPECT_GT(picture.ink(left + 1, y - 0.3, left + width - 1, y + 0.3), 0.1) << y;
        EXPECT_EQ(picture.ink(left + width + 0.5, 50, left + width + 3.5, 370), 0) << width;
        left += width + 4;
    }
    EXPECT_EQ(picture.ink(0, 0, 297, 54.5), 0);
    EXPECT_EQ(picture.ink(0, 365.5, 297, 420), 0);
}

TEST(BoxSpineTest, AChineseNameTooWideForTheStripStandsUpright) {
    Boxes boxes = boxes_of({20, 20});
    boxes.boxes[1].organization = "办公室（综合）";
    const auto words = test::PdfFile(printed(boxes).pdf).words(1);
    for (const double left : {10.0, 34.0}) {
        int glyphs = 0;
        for (const test::Word& word : words) {
            if (word.left < left || word.right > left + 20 || word.top < 181 || word.bottom > 257)
                continue;
            ++glyphs;
            EXPECT_NEAR((word.left + word.right) / 2, left + 10, 0.5) << word.text;
        }
        EXPECT_EQ(glyphs, left < 20 ? 6 : 7);
    }
    EXPECT_EQ(cell(words, 34, 20, 5),
              "机构（问题）办公室（综合）");  // upright marks read as written
}

TEST(BoxSpineTest, StripsGoOnOverSheetsAndFitA4) {
    const PrintedForm large = printed(boxes_of(std::vector<double>(11, 50)));
    EXPECT_EQ(large.pages, 3);  // five on a sheet of A3
    EXPECT_EQ(cell(test::PdfFile(large.pdf).words(3), 10, 50, 7), "盒号11");
    const PrintedForm small = printed(boxes_of(std::vector<double>(4, 50)), kSpinesOnA4);
    EXPECT_EQ(small.pages, 2);
    const test::Picture picture = test::PdfFile(small.pdf).picture(1, 150);
    for (const double y : {10.0, 287.0}) EXPECT_GT(picture.ink(12, y - 0.3, 55, y + 0.3), 0.1);
    EXPECT_EQ(picture.ink(0, 0, 210, 9.5), 0);
    EXPECT_EQ(picture.ink(0, 287.5, 210, 297), 0);
    EXPECT_EQ(test::read_qr_code(test::PdfFile(small.pdf).picture(2, 300), 10, 250, 60, 287),
              "0001-WS·2021-D30-BGS/4");
}

TEST(BoxSpineTest, WhatNoBoxOrPageHasIsRefused) {
    Boxes boxes = boxes_of({30, 25});
    EXPECT_EQ(print_box_spine(test::fonts(), boxes).error().key, "pdf.box_spine_width");
    EXPECT_EQ(print_box_spine(test::fonts(), boxes).error().field, "boxes[1].spine_mm");
    boxes = boxes_of({30});
    for (const SpineSheet& sheet : {SpineSheet{kA4Portrait, 310}, SpineSheet{{297, 420}, 199},
                                    SpineSheet{{60, 420}, 310}, SpineSheet{{297, 1e9}, 310}})
        EXPECT_EQ(print_box_spine(test::fonts(), boxes, sheet).error().field, "sheet");
    for (int i = 0; i < 6; ++i) boxes.boxes[0].organization += "安全生产管理办公室";
    EXPECT_EQ(print_box_spine(test::fonts(), boxes).error().field, "boxes[0].organization");
}

TEST(BoxSpineTest, TheMarkStandsOnTheStripsOfSecretBoxesOnly) {
    Boxes boxes = boxes_of({20, 30});
    boxes.boxes[0].level = core::Level::top_secret;
    EXPECT_EQ(print_box_spine(test::fonts(), boxes).error().field, "boxes[0].level_mark");
    boxes.boxes[0].level_mark = "绝密★长期";
    const auto words = test::PdfFile(printed(boxes).pdf).words(1);
    EXPECT_EQ(cell(words, 10, 20, 0), "绝密★长期");
    EXPECT_EQ(cell(words, 34, 30, 0), "");
}

TEST(BoxSpineTest, RareAndEmptyTextsAreShownOrReportedAndAReprintIsTheSame) {
    Boxes boxes = boxes_of({20, 30, 40});
    boxes.boxes[0].organization = "王𠮷龚䶮工作室";
    boxes.boxes[1] = {};
    boxes.boxes[2].organization = "来信😀";
    const PrintedForm form = printed(boxes);
    EXPECT_EQ(form.missing, (std::vector<MissingGlyph>{{3, "organization", U'😀'}}));
    EXPECT_TRUE(form.pdf == printed(boxes).pdf);
    const auto words = test::PdfFile(form.pdf).words(1);
    EXPECT_EQ(cell(words, 10, 20, 5), "机构（问题）王𠮷龚䶮工作室");
    EXPECT_EQ(cell(words, 34, 30, 2), "全宗号");
    EXPECT_EQ(cell(words, 68, 40, 5), "机构（问题）来信〓");
    EXPECT_EQ(printed(boxes_of({})).pages, 1);
    EXPECT_EQ(printed(boxes_of(std::vector<double>(2000, 30))).pages, 250);
}

}  // namespace
}  // namespace lantai::pdf
