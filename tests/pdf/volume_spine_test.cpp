#include "pdf/forms/volume_spine.hpp"

#include <algorithm>

#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

SpineStrip strip(double width) {
    return {width, "2021-3", "0001", "02", "2021", "0003", "永久", "0001-WS-2021-Y-0003", ""};
}

VolumeSpines sample(const std::vector<double>& widths) {
    VolumeSpines spines;
    spines.head.company = "云岭置业有限公司";
    spines.head.content_date = core::Date(2022, 3, 5);
    for (const double width : widths) spines.strips.push_back(strip(width));
    return spines;
}

PrintedForm printed(const VolumeSpines& spines) {
    auto result = print_volume_spine(test::fonts(), spines);
    EXPECT_TRUE(result) << result.error().detail;
    return *result;
}

std::string without_spaces(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
    return text;
}

TEST(VolumeSpineTest, EachWidthHasAllItsTextsWithinItsLines) {
    for (const double width : {10.0, 12.5, 15.0, 20.0, 30.0, 50.0}) {
        const test::PdfFile file(printed(sample({width})).pdf);
        EXPECT_EQ(file.warnings(), "");
        const std::string text = without_spaces(file.text());
        for (const char* part : {"归档号", "全宗号", "0001", "目录号", "02", "年度", "2021",
                                 "案卷号", "0003", "永久", "0001-WS-2021-Y-0003"})
            EXPECT_NE(text.find(part), std::string::npos) << part << " at " << width;
        const test::Picture picture = file.picture(1, 150);
        const double right = 10 + width;
        EXPECT_GT(picture.ink(9.7, 20, 10.3, 196), 0.1);
        EXPECT_GT(picture.ink(right - 0.3, 20, right + 0.3, 196), 0.1);
        EXPECT_EQ(picture.ink(right + 0.6, 19, right + 80, 196), 0) << width;
        EXPECT_EQ(picture.ink(0, 19, 9.4, 196), 0) << width;
    }
}

TEST(VolumeSpineTest, StripsStandSideBySideWithCutMarks) {
    const PrintedForm form = printed(sample({10, 20, 50, 50, 50, 50, 40, 20}));
    EXPECT_EQ(form.pages, 2);  // 277 mm a sheet: 270 on the first
    const test::Picture first = test::PdfFile(form.pdf).picture(1, 150);
    double x = 10;
    for (const double width : {0, 10, 20, 50, 50, 50, 50, 40}) {
        x += width;
        EXPECT_GT(first.ink(x - 0.2, 14.5, x + 0.2, 17.5), 0.2) << "above " << x;
        EXPECT_GT(first.ink(x - 0.2, 198.5, x + 0.2, 201.5), 0.2) << "below " << x;
    }
    EXPECT_EQ(first.ink(281, 10, 297, 210), 0);
    EXPECT_GT(test::PdfFile(form.pdf).picture(2, 150).ink(29.7, 20, 30.3, 196), 0.1);
}

TEST(VolumeSpineTest, NarrowStripsStackChineseAndTurnWhatIsLatin) {
    VolumeSpines spines = sample({10});
    spines.strips[0].retention = "长期保管";
    const auto words = test::PdfFile(printed(spines).pdf).words(1);
    // Each of the four stands in a line of its own, centred.
    double last = 0;
    for (const char* text : {"长", "期", "保", "管"}) {
        const auto at = std::find_if(words.begin(), words.end(), [&](const test::Word& word) {
            return word.text == text && word.top > last;
        });
        ASSERT_NE(at, words.end()) << text;
        EXPECT_NEAR((at->left + at->right) / 2, 15, 0.2);
        last = at->top;
    }
    const auto turned = std::find_if(words.begin(), words.end(), [](const test::Word& word) {
        return word.text == "0001-WS-2021-Y-0003";
    });
    ASSERT_NE(turned, words.end());
    EXPECT_GT(turned->bottom - turned->top, 4 * (turned->right - turned->left));
}

TEST(VolumeSpineTest, EmptyValuesLeaveTheirFieldsEmpty) {
    VolumeSpines spines = sample({20});
    spines.strips[0] = {20, "", "", "", "", "", "", "", ""};
    const std::string text = without_spaces(test::PdfFile(printed(spines).pdf).text());
    EXPECT_NE(text.find("归档号"), std::string::npos);
    EXPECT_EQ(text.find("0001"), std::string::npos);
}

TEST(VolumeSpineTest, TheMarkStandsOnTheSheetAndOnItsStrip) {
    VolumeSpines spines = sample({20, 20});
    spines.head.level = core::Level::secret;
    EXPECT_EQ(print_volume_spine(test::fonts(), spines).error().key, "pdf.level_mark_missing");
    spines.head.level_mark = spines.strips[1].level_mark = "秘密★10年";
    const auto words = test::PdfFile(printed(spines).pdf).words(1);
    int marks = 0;
    for (const test::Word& word : words)
        if (word.text == "秘密★10年") ++marks;
    EXPECT_EQ(marks, 2);
}

TEST(VolumeSpineTest, WidthsBeyondTheCoversAreRefused) {
    for (const double width : {9.9, 50.1, 0.0, -20.0}) {
        const auto form = print_volume_spine(test::fonts(), sample({20, width}));
        ASSERT_FALSE(form) << width;
        EXPECT_EQ(form.error().key, "pdf.spine_width");
        EXPECT_EQ(form.error().field, "strips[1].width_mm");
    }
    EXPECT_EQ(print_volume_spine(test::fonts(), sample({})).error().key, "pdf.nothing_to_print");
}

}  // namespace
}  // namespace lantai::pdf
