#include "pdf/booklet.hpp"

#include "tests/pdf/form_samples.hpp"
#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

/// Draws so many empty pages.
DrawForm pages_of(int pages, std::string_view text = "档案") {
    return [pages, text](FormDrawing& drawing) {
        for (int page = 0; page < pages; ++page) {
            drawing.canvas.add_page(kA4Portrait);
            drawing.canvas.text(20, 20, drawing.text.shape(text, 1, "title"), {12});
        }
        return core::Result<void>{};
    };
}

core::Result<void> refuse(FormDrawing&) {
    return core::field_error("level_mark", "pdf.level_mark_missing");
}

TEST(BookletTest, BookmarksNameTheVolumesAndTheirForms) {
    Booklet booklet(test::fonts(), {});
    ASSERT_TRUE(booklet.add("说明", pages_of(1)));
    booklet.section("0003 王𠮷来信 <与> & 复函");
    ASSERT_TRUE(booklet.add("案卷封面", pages_of(1)));
    ASSERT_TRUE(booklet.add("卷内文件目录", pages_of(3)));
    booklet.section("0004");
    ASSERT_TRUE(booklet.add("案卷封面", pages_of(1)));
    auto printed = std::move(booklet).finish({"多卷", "公司"});
    ASSERT_TRUE(printed) << printed.error().detail;
    EXPECT_EQ(printed->pages, 6);
    EXPECT_EQ(printed->forms, 4u);
    const test::PdfFile file(printed->pdf);
    EXPECT_EQ(file.complaints(), "");
    EXPECT_EQ(file.warnings(), "");
    EXPECT_EQ(file.outline(),
              "1 说明\n"
              "2 0003 王𠮷来信 <与> & 复函\n"
              "  2 案卷封面\n"
              "  3 卷内文件目录\n"
              "6 0004\n"
              "  6 案卷封面\n");
}

TEST(BookletTest, AStopWithinAFormDrawsNoFurtherPage) {
    std::stop_source stop;
    int last = -1;
    const auto page = [&](int pages) {
        last = pages;
        if (pages == 3) stop.request_stop();
    };
    Booklet booklet(test::fonts(), {{}, stop.get_token(), page});
    const auto added = booklet.add("长表", pages_of(10));
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().key, "pdf.cancelled");
    EXPECT_EQ(booklet.pages(), 3);
    EXPECT_EQ(last, 3);
}

TEST(BookletTest, EachFormCountsItsOwnPagesAndTypefacesAreStoredOnce) {
    const auto samples = test::volume_form_samples();
    Booklet booklet(test::fonts(), {});
    std::size_t single = 0;
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(booklet.add(std::to_string(i), samples[0].draw));
    single = print_one(test::fonts(), {"题名", "公司"}, samples[0].draw).value().pdf.size();
    auto printed = std::move(booklet).finish({"多卷", "公司"});
    ASSERT_TRUE(printed);
    EXPECT_EQ(printed->pages, 40);
    EXPECT_LT(printed->pdf.size(), 6 * single);
    std::string last = test::PdfFile(printed->pdf).text(40);
    std::erase(last, ' ');
    EXPECT_NE(last.find("第2页共2页"), std::string::npos) << last;
}

TEST(BookletTest, AFormThatIsRefusedLeavesNoTrace) {
    Booklet booklet(test::fonts(), {});
    booklet.section("0001");
    const auto refused = booklet.add("卷内文件目录", refuse);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "pdf.level_mark_missing");
    booklet.section("0002");
    ASSERT_TRUE(booklet.add("卷内文件目录", pages_of(1)));
    auto printed = std::move(booklet).finish({"多卷", "公司"});
    ASSERT_TRUE(printed);
    EXPECT_EQ(printed->pages, 1);
    EXPECT_EQ(test::PdfFile(printed->pdf).outline(), "1 0002\n  1 卷内文件目录\n");
}

TEST(BookletTest, MissingCharactersNameTheirForm) {
    Booklet booklet(test::fonts(), {});
    ASSERT_TRUE(booklet.add("一", pages_of(1)));
    ASSERT_TRUE(booklet.add("二", pages_of(1, "信😀")));
    auto printed = std::move(booklet).finish({"多卷", "公司"});
    ASSERT_TRUE(printed);
    ASSERT_EQ(printed->missing.size(), 1u);
    EXPECT_EQ(printed->missing[0].form, 2u);
    EXPECT_EQ(printed->missing[0].glyph, (MissingGlyph{1, "title", U'😀'}));
}

TEST(BookletTest, ProgressIsToldAndTheStopIsHeard) {
    std::stop_source stop;
    std::vector<std::size_t> told;
    BookletOptions options;
    options.stop = stop.get_token();
    options.progress = [&](std::size_t done) {
        told.push_back(done);
        if (done == 3) stop.request_stop();
    };
    Booklet booklet(test::fonts(), options);
    int drawn = 0;
    core::Result<void> last;
    while (last && drawn < 10) {
        last = booklet.add("卷", pages_of(1));
        if (last) ++drawn;
    }
    EXPECT_EQ(drawn, 3);
    ASSERT_FALSE(last);
    EXPECT_EQ(last.error().key, "pdf.cancelled");
    EXPECT_EQ(told, (std::vector<std::size_t>{1, 2, 3}));
    const auto printed = std::move(booklet).finish({"多卷", "公司"});
    ASSERT_FALSE(printed);  // the writer hears the stop too
    EXPECT_EQ(printed.error().key, "pdf.cancelled");
}

TEST(BookletTest, NothingToPrintIsSaid) {
    Booklet booklet(test::fonts(), {});
    booklet.section("0001");
    const auto printed = std::move(booklet).finish({"多卷", "公司"});
    ASSERT_FALSE(printed);
    EXPECT_EQ(printed.error().key, "pdf.nothing_to_print");
}

TEST(BookletTest, ThousandsOfVolumesMakeOneDocument) {
    constexpr int kVolumes = 3000;
    Booklet booklet(test::fonts(), {});
    for (int i = 1; i <= kVolumes; ++i) {
        booklet.section("第" + std::to_string(i) + "卷");
        ASSERT_TRUE(booklet.add("目录", pages_of(2)));
    }
    auto printed = std::move(booklet).finish({"多卷", "公司"});
    ASSERT_TRUE(printed) << printed.error().detail;
    EXPECT_EQ(printed->pages, 2 * kVolumes);
    const test::PdfFile file(printed->pdf);
    EXPECT_EQ(file.complaints(), "");
    const std::string outline = file.outline();
    EXPECT_NE(outline.find("5999 第3000卷\n  5999 目录\n"), std::string::npos);
}

}  // namespace
}  // namespace lantai::pdf
