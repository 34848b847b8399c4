#include "pdf/fonts.hpp"

#include "pdf/text_clean.hpp"
#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

std::vector<char32_t> missing_of(std::string_view text) {
    std::vector<char32_t> missing;
    (void)test::fonts()->shape(text, missing);
    return missing;
}

TEST(FontsTest, ChoosesTheFirstFaceThatHasTheCharacter) {
    struct Case {
        char32_t character;
        Face face;
    };
    const Case cases[] = {
        {U'档', Face::song}, {U'檔', Face::song},     {U'0', Face::song},    {U'〔', Face::song},
        {U'〓', Face::song}, {U'★', Face::song},      {U'㛃', Face::song},   {U'䶮', Face::song},
        {U'ǚ', Face::song},  {U'𠮷', Face::rare},     {U'𬭊', Face::rare}, {U'𫓧', Face::rare},
        {U'č', Face::kai},   {U'𠀎', Face::rare_kai},
    };
    for (const Case& c : cases) {
        const auto glyph = test::fonts()->find(c.character);
        ASSERT_TRUE(glyph) << to_utf8(c.character);
        EXPECT_EQ(glyph->face, c.face) << to_utf8(c.character);
        EXPECT_EQ(glyph->character, c.character);
        EXPECT_GT(glyph->advance, 0);
    }
}

TEST(FontsTest, KnowsAdvancesInThousandthsOfAnEm) {
    EXPECT_EQ(test::fonts()->find(U'档')->advance, 1000);
    EXPECT_EQ(test::fonts()->find(U'，')->advance, 1000);
    EXPECT_EQ(test::fonts()->find(U'𠮷')->advance, 1000);
    EXPECT_EQ(test::fonts()->find(U'8')->advance, 558);
}

TEST(FontsTest, HasEveryCharacterOfGbk) {
    std::vector<char32_t> missing;
    for (const auto& [first, last] : {std::pair{0x4E00, 0x9FA5}, {0x3400, 0x4DB5}})
        for (int c = first; c <= last; ++c)
            if (!test::fonts()->find(static_cast<char32_t>(c)))
                missing.push_back(static_cast<char32_t>(c));
    EXPECT_TRUE(missing.empty()) << missing.size() << " from " << to_utf8(missing[0]);
}

TEST(FontsTest, ReportsWhatNoFaceHasAndShowsTheGeta) {
    EXPECT_TRUE(missing_of("档案，王𠮷（副本）").empty());
    EXPECT_EQ(missing_of("甲😀乙\uE000😀"), (std::vector<char32_t>{U'😀', 0xE000, U'😀'}));
    std::vector<char32_t> missing;
    const GlyphRun run = test::fonts()->shape("甲😀", missing);
    ASSERT_EQ(run.size(), 2u);
    EXPECT_EQ(run[1].character, kGeta);
}

TEST(FontsTest, AFolderWithoutTypefacesIsAnErrorThatNamesTheFile) {
    const test::TempDir folder;
    const auto none = FontSet::load(folder.path());
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().key, "pdf.font_missing");
    EXPECT_NE(none.error().detail.find("LantaiSong.ttf"), std::string::npos);

    const auto from = default_font_folder();
    for (const auto& entry : std::filesystem::directory_iterator(from))
        std::filesystem::copy(entry, folder.path() / entry.path().filename());
    ASSERT_TRUE(FontSet::load(folder.path()));
    std::ofstream(folder.path() / "sRGB.icc") << "no profile";
    EXPECT_EQ(FontSet::load(folder.path()).error().key, "pdf.colour_profile_missing");
    std::filesystem::remove(folder.path() / "sRGB.icc");
    EXPECT_EQ(FontSet::load(folder.path()).error().key, "pdf.colour_profile_missing");
    std::ofstream(folder.path() / "rare_characters.txt") << "20BB7 nonsense\n";
    EXPECT_EQ(FontSet::load(folder.path()).error().key, "pdf.font_broken");
    std::ofstream(folder.path() / "LantaiSong.ttf") << "no font";
    EXPECT_EQ(FontSet::load(folder.path()).error().key, "pdf.font_broken");
}

}  // namespace
}  // namespace lantai::pdf
