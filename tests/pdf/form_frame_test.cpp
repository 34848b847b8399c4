#include "pdf/form_frame.hpp"

#include "tests/pdf/pdf_tools.hpp"
#include "tests/pdf/sample_images.hpp"

namespace lantai::pdf {
namespace {

PrintedForm framed(FrameGeometry geometry, const FormHead& head, int pages = 1) {
    auto form = print_one(test::fonts(), {"题名", head.company}, [&](FormDrawing& drawing) {
        const FormFrame frame(drawing, geometry, head, "归档文件目录",
                              {"全宗号：0001", "fonds_code"});
        for (int page = 1; page <= pages; ++page) {
            drawing.canvas.add_page(geometry.page);
            frame.draw(page, pages);
        }
        return core::Result<void>{};
    });
    EXPECT_TRUE(form) << form.error().detail;
    return *form;
}

FormHead sample_head() {
    FormHead head;
    head.company = "云岭置业有限公司";
    head.content_date = core::Date(2022, 12, 31);
    return head;
}

const test::Word* find_word(const std::vector<test::Word>& words, std::string_view text) {
    for (const test::Word& word : words)
        if (word.text.find(text) != std::string::npos) return &word;
    return nullptr;
}

TEST(FormFrameTest, StandsAtTheEdgesOfItsPageUprightAndLyingDown) {
    for (const FrameGeometry& geometry : {kPortraitFrame, kLandscapeFrame}) {
        const test::PdfFile file(framed(geometry, sample_head(), 2).pdf);
        const auto words = file.words(2);
        const double right = geometry.left_mm + geometry.width_mm;
        const auto* title = find_word(words, "归档文件目录");
        const auto* company = find_word(words, "单位：云岭置业有限公司");
        const auto* line = find_word(words, "全宗号：0001");
        const auto* date = find_word(words, "最后修改：2022年12月31日");
        ASSERT_TRUE(title && company && line && date) << file.text(2);
        EXPECT_NEAR((title->left + title->right) / 2, (geometry.left_mm + right) / 2, 0.3);
        EXPECT_NEAR(company->right, right, 0.3);
        EXPECT_NEAR(line->left, geometry.left_mm, 0.3);
        EXPECT_LT(line->bottom, kBodyTopMm);
        EXPECT_LT(date->bottom, geometry.page.height_mm - 5);
        EXPECT_GT(date->top, geometry.page.height_mm - 15);
        std::string text = file.text(2);
        std::erase(text, ' ');
        EXPECT_NE(text.find("第2页共2页"), std::string::npos) << text;
    }
}

TEST(FormFrameTest, TheLogoStandsAtTheTopRightInItsProportions) {
    FormHead head = sample_head();
    head.logo = read_image(test::png_file(20, 0, 0, 200)).value();
    const test::PdfFile file(framed(kPortraitFrame, head).pdf);
    EXPECT_EQ(file.warnings(), "");
    const auto inside = file.colour(1, 183, 11, 194, 22);
    EXPECT_GT(inside.blue, 0.7);
    EXPECT_LT(inside.red, 0.1);
    EXPECT_EQ(file.picture(1, 100).ink(150, 5, 181, 23), 0);  // left of it
    const test::PdfFile without(framed(kPortraitFrame, sample_head()).pdf);
    EXPECT_EQ(without.picture(1, 100).ink(160, 5, 200, 23), 0);
}

TEST(FormFrameTest, ASecretRecordNeedsItsMark) {
    FormHead head = sample_head();
    EXPECT_TRUE(check_head(head));
    head.level = core::Level::secret;
    ASSERT_FALSE(check_head(head));
    EXPECT_EQ(check_head(head).error().key, "pdf.level_mark_missing");
    EXPECT_EQ(check_head(head).error().field, "level_mark");
    head.level_mark = "秘密★10年";
    EXPECT_TRUE(check_head(head));
    const test::PdfFile file(framed(kLandscapeFrame, head, 3).pdf);
    for (int page = 1; page <= 3; ++page) {
        const auto words = file.words(page);
        const auto* mark = find_word(words, "秘密★10年");
        ASSERT_TRUE(mark) << page;
        EXPECT_NEAR(mark->left, 25, 0.3);
    }
}

TEST(FormFrameTest, AFailureOfTheFormIsThatOfTheDocument) {
    const auto form = print_one(test::fonts(), {"题名", ""}, [](FormDrawing&) {
        return core::Result<void>(core::field_error("rows", "pdf.level_mark_missing"));
    });
    ASSERT_FALSE(form);
    EXPECT_EQ(form.error().field, "rows");
}

}  // namespace
}  // namespace lantai::pdf
