#include "pdf/qr_code.hpp"

#include "pdf/finish.hpp"
#include "tests/pdf/qr_reader.hpp"

namespace lantai::pdf {
namespace {

test::Picture page_with(const std::string& text, double side_mm, int dpi) {
    const auto code = make_qr_code(text);
    EXPECT_TRUE(code) << text;
    Canvas canvas(test::fonts());
    canvas.add_page({120, 120});
    draw_qr_code(canvas, *code, 10, 20, side_mm);
    auto drawn = std::move(canvas).save();
    EXPECT_TRUE(drawn);
    return test::PdfFile(finish(*drawn, {"码", "公司"}).value()).picture(1, dpi);
}

TEST(QrCodeTest, AReaderFindsTheTextThatWasPut) {
    struct Case {
        std::string text;
        double side_mm;
        int dpi;
    };
    std::string longest;
    for (int i = 0; i < 100; ++i) longest += "Q001-WS·2023-D30-ZJB-007 ";
    for (const Case& c : {Case{"0001-WS-2021-Y-0003", 15, 200},
                          {"Q001-WS·2023-D30-ZJB-0012", 20, 200},
                          {"0194-WS·2016-D30-BGS-0001/盒号12·𠮷", 20, 300},
                          {"A", 12, 200},
                          {longest.substr(0, 1500), 90, 300}})
        EXPECT_EQ(test::read_qr_code(page_with(c.text, c.side_mm, c.dpi), 0, 0, 120, 120), c.text);
}

TEST(QrCodeTest, TheCodeStandsInItsSquareWithAQuietZone) {
    const test::Picture picture = page_with("0001-WS-2021-Y-0003", 33, 300);
    // 25 modules (version 2) and 4 quiet ones on each side: one is a millimetre.
    EXPECT_EQ(make_qr_code("0001-WS-2021-Y-0003")->modules, 25);
    EXPECT_EQ(picture.ink(0, 0, 120, 23.8), 0);
    EXPECT_EQ(picture.ink(0, 0, 13.8, 120), 0);
    EXPECT_EQ(picture.ink(0, 49.2, 120, 120), 0);
    EXPECT_EQ(picture.ink(39.2, 0, 120, 120), 0);
    EXPECT_GT(picture.ink(14.1, 24.1, 20.9, 24.9), 0.99);  // the upper edge of the first eye
    EXPECT_EQ(picture.ink(15.2, 25.2, 15.8, 29.8), 0);
}

TEST(QrCodeTest, TheSameTextGivesTheSameCode) {
    EXPECT_EQ(make_qr_code("0001-WS-2021-Y-0003")->dark, make_qr_code("0001-WS-2021-Y-0003")->dark);
    EXPECT_NE(make_qr_code("0001-WS-2021-Y-0003")->dark, make_qr_code("0001-WS-2021-Y-0004")->dark);
}

TEST(QrCodeTest, WhatDoesNotFitACodeIsRefused) {
    for (const std::size_t length : {std::size_t(0), std::size_t(2332), std::size_t(100'000)}) {
        const auto code = make_qr_code(std::string(length, 'x'));
        ASSERT_FALSE(code) << length;
        EXPECT_EQ(code.error().key, "pdf.qr_text");
    }
    EXPECT_EQ(make_qr_code(std::string(2331, 'x'))->modules, 177);  // version 40
}

}  // namespace
}  // namespace lantai::pdf
