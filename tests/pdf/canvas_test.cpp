#include "pdf/canvas.hpp"

#include <thread>

#include "pdf/finish.hpp"
#include "pdf/text_clean.hpp"
#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

GlyphRun shaped(std::string_view text) {
    std::vector<char32_t> missing;
    GlyphRun run = test::fonts()->shape(text, missing);
    EXPECT_TRUE(missing.empty()) << text;
    return run;
}

std::string finished(Canvas canvas, const DocumentInfo& info = {"题名", "公司"}) {
    auto drawn = std::move(canvas).save();
    EXPECT_TRUE(drawn) << drawn.error().detail;
    auto bytes = finish(*drawn, info);
    EXPECT_TRUE(bytes) << bytes.error().detail;
    return *bytes;
}

constexpr std::string_view kMixedText =
    "姓名：王𠮷、李㛃、龚䶮，𬭊号（档案）\\ Latin (a) 1–2";

std::string mixed_page() {
    Canvas canvas(test::fonts());
    canvas.add_page(kA4Portrait);
    canvas.text(25, 50, shaped(kMixedText), {12, false});
    return finished(std::move(canvas));
}

TEST(CanvasTest, TextExtractsAsItWasWrittenAlsoBeyondTheBmp) {
    const test::PdfFile file(mixed_page());
    EXPECT_NE(file.text().find(kMixedText), std::string::npos) << file.text();
    EXPECT_EQ(file.complaints(), "");
    EXPECT_EQ(file.warnings(), "");
}

TEST(CanvasTest, EveryPossibleCodeByteSurvivesTheString) {
    // Codes with the bytes of ( ) \ CR LF in either half.
    const std::string text = "⠀不丨丩乜世丽一下与專巜嬨嬩嬪尨屜";
    std::vector<char32_t> missing;
    std::string drawable;
    for (const char32_t c : clean_text(text))
        if (test::fonts()->find(c)) drawable += to_utf8(c);
    for (const unsigned low : {0x28U, 0x29U, 0x5CU, 0x0DU, 0x0AU})
        for (unsigned high = 0x4E; high < 0x5E; ++high) drawable += to_utf8(high << 8 | low);
    Canvas canvas(test::fonts());
    canvas.add_page(kA4Landscape);
    canvas.text(5, 50, test::fonts()->shape(drawable, missing), {6, false});
    EXPECT_TRUE(missing.empty());
    const test::PdfFile file(finished(std::move(canvas)));
    EXPECT_NE(file.text().find(drawable), std::string::npos) << file.text();
}

TEST(CanvasTest, PlacesTextAndLinesInMillimetresFromTheTopLeft) {
    Canvas canvas(test::fonts());
    canvas.add_page(kA4Portrait);
    canvas.text(100, 60, shaped("档案"), {10.5, false});
    canvas.line_width(1);
    canvas.line(20, 150, 60, 150);
    canvas.rectangle(100, 200, 50, 20);
    const test::PdfFile file(finished(std::move(canvas)));
    const auto words = file.words();
    ASSERT_EQ(words.size(), 1u);
    EXPECT_NEAR(words[0].left, 100, 0.1);
    EXPECT_NEAR(words[0].right, 100 + 2 * 10.5 * 25.4 / 72, 0.1);
    EXPECT_LT(words[0].top, 60);
    EXPECT_GT(words[0].bottom, 60);
    const test::Picture picture = file.picture(1, 150);
    EXPECT_GT(picture.ink(30, 149.8, 50, 150.2), 0.3);  // the line
    EXPECT_EQ(picture.ink(30, 151, 50, 160), 0);
    EXPECT_GT(picture.ink(99.8, 205, 100.2, 215), 0.3);   // the left side of the rectangle
    EXPECT_GT(picture.ink(105, 219.8, 145, 220.2), 0.3);  // its bottom
    EXPECT_EQ(picture.ink(105, 205, 145, 215), 0);        // it is not filled
}

TEST(CanvasTest, AreasStandBehindLinesAndTexts) {
    Canvas canvas(test::fonts());
    canvas.add_page(kA4Portrait);
    canvas.text(25, 30, shaped("档案"), {18, true});
    canvas.area(20, 20, 40, 15, {1, 1, 1});
    canvas.area(100, 100, 20, 10);
    canvas.line_width(1);
    canvas.line_dash(6);
    canvas.line(20, 150, 180, 150);
    canvas.line_dash(0);
    canvas.line(20, 160, 180, 160);
    canvas.text(25, 170, shaped("档案"), {18, true});
    const test::Picture picture = test::PdfFile(finished(std::move(canvas))).picture(1, 150);
    EXPECT_GT(picture.ink(25, 24, 37, 32), 0.05);  // the white field does not cover the text
    EXPECT_NEAR(picture.ink(100.5, 100.5, 119.5, 109.5), 1, 0.01);
    EXPECT_EQ(picture.ink(100, 111, 120, 120), 0);
    const double whole = picture.ink(20, 159.5, 180, 160.5);
    const double dashed = picture.ink(20, 149.5, 180, 150.5);
    EXPECT_GT(dashed, 0.25 * whole);
    EXPECT_LT(dashed, 0.65 * whole);
    EXPECT_GT(picture.ink(25, 164, 37, 172), 0.05);
}

TEST(CanvasTest, TurnedTextRunsDownAndTheNextIsUpright) {
    Canvas canvas(test::fonts());
    canvas.add_page({30, 120});
    canvas.text_down(10, 20, shaped("0001-WS-2021-Y-0003"), {12});
    canvas.text(5, 110, shaped("档案"), {10.5});
    const test::PdfFile file(finished(std::move(canvas)));
    EXPECT_NE(file.text().find("0001-WS-2021-Y-0003"), std::string::npos) << file.text();
    const test::Picture picture = file.picture(1, 150);
    const double length = 19 * 12 * 0.558 * 25.4 / 72;
    EXPECT_GT(picture.ink(10, 20, 13, 20 + length * 0.9), 0.05);
    EXPECT_EQ(picture.ink(15, 18, 30, 100), 0);  // right of the glyphs
    EXPECT_EQ(picture.ink(0, 18, 8.5, 100), 0);  // left of the baseline
    EXPECT_GT(picture.ink(5, 106, 12.4, 111), 0.05);
}

TEST(CanvasTest, AnImageIsStretchedToItsBoxAndStoredOnce) {
    auto image = std::make_shared<Image>();
    *image = {ImageKind::rgb, 2, 1, std::string("\xFF\0\0\0\0\xFF", 6)};  // red, blue
    Canvas canvas(test::fonts());
    for (int page = 0; page < 3; ++page) {
        canvas.add_page(kA4Portrait);
        canvas.image(50, 40, 40, 20, image);
    }
    const std::string bytes = finished(std::move(canvas));
    const test::PdfFile file(bytes);
    EXPECT_EQ(file.warnings(), "");
    const auto left = file.colour(3, 51, 41, 65, 59);
    EXPECT_GT(left.red, 0.9);
    EXPECT_LT(left.blue, 0.1);
    const auto right = file.colour(3, 75, 41, 89, 59);
    EXPECT_GT(right.blue, 0.9);
    EXPECT_LT(right.red, 0.1);
    EXPECT_EQ(file.picture(3, 72).ink(95, 40, 120, 60), 0);
    EXPECT_EQ(file.images(), 3);  // one object on three pages
}

TEST(CanvasTest, EveryGlyphLeavesInk) {
    const std::u32string text = clean_text(
        "档案管理文件目录题名责任者密级保管期限永久长期短期绝密机密秘密内部公开"
        "檔案管理與歸檔範圍㛃䶮𠮷𬭊𬬻𫓧𫖮𬸚𪨰𤧛𥔲𠅤𠙶𠀎č"
        "0123456789ABCxyz〔〕（）《》「」【】、。，；：？！“”‘’…—·★〓①㎡℃％№ǚé");
    constexpr std::size_t kPerLine = 20;
    constexpr double kCell = 8;  // millimetres
    Canvas canvas(test::fonts());
    canvas.add_page(kA4Portrait);
    for (std::size_t i = 0; i < text.size(); ++i)
        canvas.text(20 + kCell * double(i % kPerLine), 26 + kCell * double(i / kPerLine),
                    shaped(to_utf8(text[i])), {16, false});
    const test::Picture picture = test::PdfFile(finished(std::move(canvas))).picture(1, 150);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const double left = 20 + kCell * double(i % kPerLine) - 0.5;
        const double top = 26 + kCell * double(i / kPerLine) - 6;
        EXPECT_GT(picture.ink(left, top, left + kCell - 1, top + kCell), 0.002)
            << to_utf8(text[i]) << " left the paper blank";
    }
    // The measure sees a blank: the cell behind the last character.
    const double after = 20 + kCell * double(text.size() % kPerLine);
    const double last = 26 + kCell * double(text.size() / kPerLine);
    EXPECT_EQ(picture.ink(after, last - 6, after + kCell, last + 2), 0);
}

TEST(CanvasTest, BoldIsDarkerAndOnlyWhereItIsAsked) {
    Canvas canvas(test::fonts());
    canvas.add_page(kA4Portrait);
    canvas.text(20, 50, shaped("卷内文件目录"), {18, false});
    canvas.text(20, 70, shaped("卷内文件目录"), {18, true});
    canvas.text(20, 90, shaped("卷内文件目录"), {18, false});
    const test::Picture picture = test::PdfFile(finished(std::move(canvas))).picture(1, 150);
    const auto ink = [&](double baseline) {
        return picture.ink(20, baseline - 7, 60, baseline + 2);
    };
    EXPECT_GT(ink(70), 1.25 * ink(50));
    EXPECT_NEAR(ink(90), ink(50), 0.005);
}

TEST(CanvasTest, TheDocumentNamesItsTitleAndLanguageAndCarriesNoDate) {
    Canvas canvas(test::fonts());
    canvas.add_page(kA4Portrait);
    canvas.text(20, 50, shaped("档案"), {12, false});
    const std::string bytes = finished(std::move(canvas), {"目录\x01<甲>\n& 𠮷", "华夏“云岭”公司"});
    const std::string info = test::PdfFile(bytes).info();
    EXPECT_NE(info.find("目录 <甲> & 𠮷"), std::string::npos) << info;
    EXPECT_NE(info.find("华夏“云岭”公司"), std::string::npos) << info;
    EXPECT_EQ(info.find("Date"), std::string::npos) << info;
}

TEST(CanvasTest, TheSameDrawingIsTheSameBytesOnAnyThread) {
    const std::string first = mixed_page();
    std::vector<std::string> others(4);
    std::vector<std::thread> threads;
    for (std::string& other : others) threads.emplace_back([&other] { other = mixed_page(); });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& other : others) EXPECT_TRUE(other == first);
}

TEST(CanvasTest, TheFirstErrorOfTheLibraryComesBackFromSave) {
    Canvas canvas(test::fonts());
    canvas.add_page({0.1, 297});  // narrower than libharu allows
    canvas.text(25, 50, shaped("档案"), {12, false});
    const auto drawn = std::move(canvas).save();
    ASSERT_FALSE(drawn);
    EXPECT_EQ(drawn.error().key, "pdf.draw_failed");
}

TEST(CanvasTest, WhatIsNoDocumentCannotBeFinished) {
    DrawnDocument drawn;
    drawn.bytes = "no document";
    const auto bytes = finish(drawn, {"题名", "公司"});
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().key, "pdf.finish_failed");
}

TEST(CanvasTest, ColourBelongsToWhatIsDrawnWithItAndToNothingAfter) {
    Canvas canvas(test::fonts());
    canvas.add_page(kA4Portrait);
    canvas.line_colour({1, 0, 0});
    canvas.line_width(1);
    canvas.line(10, 10, 60, 10);
    canvas.text(10, 30, shaped("红章"), {20, true, {1, 0, 0}});
    canvas.text(10, 60, shaped("黑字"), {20, true});
    canvas.area(10, 80, 20, 20);
    canvas.add_page(kA4Portrait);
    canvas.line_width(1);
    canvas.line(10, 10, 60, 10);
    const std::string pdf = finished(std::move(canvas));
    const test::PdfFile file(pdf);
    EXPECT_EQ(file.complaints(), "");
    const test::Picture red = file.channel(1, 100, test::Channel::red);
    const test::Picture green = file.channel(1, 100, test::Channel::green);
    const auto coloured = [&](double top, double bottom) {
        return green.ink(8, top, 62, bottom) > 0.01 && red.ink(8, top, 62, bottom) < 0.001;
    };
    EXPECT_TRUE(coloured(9, 11));
    EXPECT_TRUE(coloured(22, 33));
    EXPECT_FALSE(coloured(52, 63));
    EXPECT_GT(red.ink(8, 52, 62, 63), 0.01);
    EXPECT_GT(red.ink(10.5, 80.5, 29.5, 99.5), 0.99);  // the area
    EXPECT_GT(file.channel(2, 100, test::Channel::red).ink(12, 9.5, 58, 10.5), 0.1);
}

}  // namespace
}  // namespace lantai::pdf
