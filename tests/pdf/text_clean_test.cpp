#include "pdf/text_clean.hpp"

#include <gtest/gtest.h>

namespace lantai::pdf {
namespace {

TEST(TextCleanTest, RemovesWhatHasNoPictureAndComposesAccents) {
    struct Case {
        const char* text;
        const char32_t* clean;
    };
    const Case cases[] = {
        {"", U""},
        {"档案", U"档案"},
        {"王𠮷", U"王𠮷"},
        {"档\u200B案\uFEFF", U"档案"},
        {"葛\uFE00城\U000E0101", U"葛城"},  // variation selectors
        {"\u202E档案\u202C", U"档案"},      // direction marks
        {"档\u00AD案", U"档案"},            // soft hyphen
        {"Ame\u0301lie", U"Amélie"},        // NFC
        {"lu\u0308\u030C", U"lǚ"},          // two accents on one letter
        {"x\u0301", U"x\u0301"},            // no such letter
        {"一\t二\x01三", U"一 二 三"},
        {"一\r\n二\r三\n四", U"一\n二\n三\n四"},
        {"一\xFF二", U"一\uFFFD二"},  // broken bytes
        {"\xE6\xA1", U"\uFFFD\uFFFD"},
        {"\xED\xA0\x80", U"\uFFFD\uFFFD\uFFFD"},  // a surrogate is no character
    };
    for (const Case& c : cases) EXPECT_EQ(clean_text(c.text), c.clean) << c.text;
}

TEST(TextCleanTest, WritesEveryCodePointAsItWasRead) {
    for (const char32_t c : {U'a', U'é', U'档', U'𠮷', char32_t{0x10FFFF}})
        EXPECT_EQ(clean_text(to_utf8(c)), std::u32string(1, c));
    EXPECT_EQ(to_utf8(0xD800), "\xEF\xBF\xBD");
    EXPECT_EQ(to_utf8(0x110000), "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace lantai::pdf
