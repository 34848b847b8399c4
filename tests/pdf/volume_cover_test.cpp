#include "pdf/forms/volume_cover.hpp"

#include "tests/pdf/form_samples.hpp"
#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

VolumeCover sample(CoverSize size = CoverSize::a4) {
    VolumeCover cover;
    cover.head.company = "云岭置业有限公司";
    cover.head.content_date = core::Date(2022, 3, 5);
    cover.size = size;
    cover.fonds_name = "云岭置业有限公司";
    cover.category_name = "文书档案";
    cover.title = "关于客户投诉处理的通知与批复";
    cover.first_date = core::Date(2021, 1, 8);
    cover.last_date = core::Date(2021, 12, 30);
    cover.retention = "永久";
    cover.items = 12;
    cover.pages = 136;
    cover.filing_code = "2021-3";
    cover.fonds_code = "0001";
    cover.catalogue_no = "02";
    cover.volume_no = "0003";
    cover.archival_code = "0001-WS-2021-Y-0003";
    return cover;
}

PrintedForm printed(const VolumeCover& cover) {
    auto result = print_volume_cover(test::fonts(), cover);
    EXPECT_TRUE(result) << result.error().detail;
    return *result;
}

std::string text_of(const VolumeCover& cover) {
    std::string text = test::PdfFile(printed(cover).pdf).text();
    std::erase(text, ' ');
    return text;
}

TEST(VolumeCoverTest, CarriesTheItemsOfTheStandard) {
    const std::string text = text_of(sample());
    for (const char* part : {"全宗名称", "云岭置业有限公司",
                             "类目名称", "文书档案",
                             "案卷题名", "关于客户投诉处理的通知与批复",
                             "时间",     "2021年1月8日至2021年12月30日",
                             "保管期限", "永久",
                             "件、页数", "归档号",
                             "2021-3",   "全宗号",
                             "0001",     "目录号",
                             "02",       "案卷号",
                             "0003",     "档号：0001-WS-2021-Y-0003"})
        EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
    EXPECT_EQ(text.find("第1页"), std::string::npos);  // a cover has no page number
}

TEST(VolumeCoverTest, ABoundVolumeStatesPagesAndAnotherItems) {
    VolumeCover cover = sample();
    EXPECT_NE(text_of(cover).find("本卷共136页"), std::string::npos);
    EXPECT_EQ(text_of(cover).find("12件"), std::string::npos);
    cover.bound = false;
    EXPECT_NE(text_of(cover).find("本卷共12件"), std::string::npos);
    EXPECT_EQ(text_of(cover).find("136页"), std::string::npos);
}

TEST(VolumeCoverTest, IsA4OrTheHardCover) {
    struct Case {
        CoverSize size;
        int width;
        int height;
    };
    for (const Case& c : {Case{CoverSize::a4, 210, 297}, {CoverSize::hard_cover, 220, 310}}) {
        const PrintedForm form = printed(sample(c.size));
        EXPECT_EQ(form.pages, 1);
        const test::PdfFile file(form.pdf);
        const test::Picture picture = file.picture(1, 100);
        EXPECT_NEAR(picture.width, c.width * picture.per_mm, 2);
        EXPECT_NEAR(picture.height, c.height * picture.per_mm, 2);
        EXPECT_EQ(picture.ink(0, 0, 24, c.height), 0);  // the binding side
        EXPECT_EQ(picture.ink(c.width - 14.0, 0, c.width, c.height), 0);
        for (const test::Word& word : file.words(1)) EXPECT_LT(word.bottom, c.height - 5);
    }
}

TEST(VolumeCoverTest, ALongTitleKeepsItsPlaceAndNoLineOfOneCharacter) {
    VolumeCover cover = sample();
    cover.title = test::long_title();
    const auto words = test::PdfFile(printed(cover).pdf).words(1);
    std::string title;
    for (const test::Word& word : words) {
        if (word.top < 105 || word.bottom > 190) continue;
        title += word.text;
        EXPECT_GE(word.left, 32);
        EXPECT_LE(word.right, 188);
        EXPECT_GT(word.right - word.left, 40) << word.text;
    }
    EXPECT_EQ(title, cover.title);
}

TEST(VolumeCoverTest, UncertainDatesLeaveRoomAndOneDayIsSaidOnce) {
    VolumeCover cover = sample();
    cover.last_date = cover.first_date;
    EXPECT_EQ(text_of(cover).find("至"), std::string::npos);
    cover.last_date.reset();
    EXPECT_NE(text_of(cover).find("2021年1月8日至"), std::string::npos);
    cover.first_date.reset();
    EXPECT_EQ(text_of(cover).find("至"), std::string::npos);
}

TEST(VolumeCoverTest, AnOldVolumeShowsItsDatesAsTheyWereWritten) {
    VolumeCover cover = sample();
    cover.date_text = "1986年冬—1987年";
    EXPECT_NE(text_of(cover).find("1986年冬—1987年"), std::string::npos);
    EXPECT_EQ(text_of(cover).find("2021年1月8日"), std::string::npos);
}

TEST(VolumeCoverTest, RareCharactersAreSeenAndReadAndTheMarkIsPrinted) {
    VolumeCover cover = sample();
    cover.title = test::kRareNames;
    cover.head.level = core::Level::top_secret;
    EXPECT_EQ(print_volume_cover(test::fonts(), cover).error().field, "level_mark");
    cover.head.level_mark = "绝密★20年";
    const PrintedForm form = printed(cover);
    EXPECT_TRUE(form.missing.empty());
    const test::PdfFile file(form.pdf);
    EXPECT_NE(file.text().find(test::kRareNames), std::string::npos);
    EXPECT_NE(file.text().find("绝密★20年"), std::string::npos);
    for (const test::Word& word : file.words(1)) {
        if (word.text != test::kRareNames) continue;
        const double step = (word.right - word.left) / 20;
        const test::Picture picture = file.picture(1, 150);
        for (double x = word.left; x < word.right; x += 3 * step)
            EXPECT_GT(picture.ink(x, word.top, x + 3 * step, word.bottom), 0.01);
    }
}

}  // namespace
}  // namespace lantai::pdf
