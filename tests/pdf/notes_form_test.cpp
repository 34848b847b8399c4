#include "pdf/forms/notes_form.hpp"

#include <algorithm>

#include "tests/pdf/form_samples.hpp"
#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

NotesForm sample(int later = 0) {
    NotesForm form;
    form.head.company = "云岭置业有限公司";
    form.head.content_date = core::Date(2022, 3, 5);
    form.head.sealed = true;
    form.archival_code = "0001-WS-2021-Y-0003";
    form.documents = 12;
    form.copies = 15;
    form.pages = 136;
    form.description = "第3件缺附图一张。";
    form.compiler = "王𠮷";
    form.checker = "李㛃";
    form.compiled_on = core::Date(2022, 3, 5);
    for (int i = 1; i <= later; ++i)
        form.later.push_back(
            {"补入附图" + std::to_string(i), "签名人" + std::to_string(i), "2023-05-06"});
    return form;
}

PrintedForm printed(const NotesForm& form) {
    auto result = print_notes_form(test::fonts(), form);
    EXPECT_TRUE(result) << result.error().detail;
    return *result;
}

const test::Word* find_word(const std::vector<test::Word>& words, std::string_view text) {
    for (const test::Word& word : words)
        if (word.text.find(text) != std::string::npos) return &word;
    return nullptr;
}

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

TEST(NotesFormTest, R21_StatesDocumentsCopiesAndPages) {
    EXPECT_NE(
        without_spaces(test::PdfFile(printed(sample()).pdf).text()).find("本卷共12种15份136页。"),
        std::string::npos);
    NotesForm old = sample();
    old.pages.reset();  // old holdings: not known
    EXPECT_NE(without_spaces(test::PdfFile(printed(old).pdf).text()).find("15份页。"),
              std::string::npos);
}

TEST(NotesFormTest, R36_EachLaterNoteIsALineOfItsOwnWithSignerAndTime) {
    const test::PdfFile file(printed(sample(5)).pdf);
    const auto words = file.words(1);
    double last = 0;
    for (int i = 1; i <= 5; ++i) {
        const auto* text = find_word(words, "补入附图" + std::to_string(i));
        const auto* signer = find_word(words, "签名人" + std::to_string(i));
        ASSERT_TRUE(text && signer) << i;
        EXPECT_NEAR(text->top, signer->top, 0.3);
        EXPECT_GT(text->top, last + 5);
        const bool timed = std::any_of(words.begin(), words.end(), [&](const test::Word& word) {
            return word.text == "2023-05-06" && std::abs(word.top - text->top) < 0.3;
        });
        EXPECT_TRUE(timed) << i;
        last = text->top;
    }
    // Without later notes their head is not printed either.
    EXPECT_FALSE(find_word(test::PdfFile(printed(sample()).pdf).words(1), "封卷后的变动情况"));
}

TEST(NotesFormTest, TheSignaturesStandAtTheBottomRightOfTheFrame) {
    const test::PdfFile file(printed(sample()).pdf);
    const auto words = file.words(1);
    for (const char* text :
         {"立卷人：", "检查人：", "立卷时间：", "王𠮷", "李㛃", "2022年3月5日"}) {
        const auto at = std::find_if(words.begin(), words.end(),
                                     [&](const test::Word& word) { return word.text == text; });
        ASSERT_NE(at, words.end()) << text;
        EXPECT_GT(at->left, 110) << text;
        EXPECT_LT(at->right, 190) << text;
        EXPECT_GT(at->top, 235) << text;
        EXPECT_LT(at->bottom, 280) << text;
    }
    const test::Picture picture = file.picture(1, 150);
    for (const double x : {25.0, 195.0}) EXPECT_GT(picture.ink(x - 0.3, 100, x + 0.3, 200), 0.1);
    for (const double y : {35.0, 280.0}) EXPECT_GT(picture.ink(60, y - 0.3, 180, y + 0.3), 0.1);
    EXPECT_EQ(picture.ink(30, 100, 190, 200), 0);  // room for what comes later
}

TEST(NotesFormTest, ABoxHasItsOwnWordsAndDates) {
    NotesForm form = sample(1);
    form.kind = NotesKind::box;
    form.checked_on = core::Date(2022, 3, 8);
    const std::string text = without_spaces(test::PdfFile(printed(form).pdf).text());
    for (const char* part : {"备考表", "盒内文件情况说明：", "本盒共12件136页。", "整理人：王𠮷",
                             "整理日期：2022年3月5日", "检查人：李㛃", "检查日期：2022年3月8日"})
        EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
    EXPECT_EQ(text.find("卷内"), std::string::npos);
    EXPECT_NE(text.find("归档后的变动情况"), std::string::npos);
}

TEST(NotesFormTest, WhatDoesNotFitGoesOnOverPagesAndLosesNothing) {
    for (const int paragraphs : {1, 20, 26, 27, 28, 31, 32, 33, 60, 61, 62, 63, 64, 90}) {
        NotesForm form = sample(40);
        form.description.clear();
        for (int i = 1; i <= paragraphs; ++i)
            form.description += "情况说明之" + std::to_string(i) + "。\n";
        const PrintedForm result = printed(form);
        const auto words = test::PdfFile(result.pdf).words();
        for (int i = 1; i <= paragraphs; ++i)
            EXPECT_TRUE(find_word(words, "之" + std::to_string(i) + "。")) << i;
        int signatures = 0;
        for (const test::Word& word : words) {
            EXPECT_LE(word.bottom, word.top > 281 ? 292 : 280) << word.text;
            EXPECT_LE(word.right, 195.1) << word.text;
            if (word.text == "立卷人：") ++signatures;
            if (word.page > 1 || word.top > 240 || word.left < 120) continue;
            EXPECT_NE(word.text, "立卷人：");
        }
        EXPECT_EQ(signatures, 1) << paragraphs;
        for (int i = 1; i <= 40; ++i) {
            const bool found = std::any_of(words.begin(), words.end(), [&](const auto& word) {
                return word.text == "补入附图" + std::to_string(i);
            });
            EXPECT_TRUE(found) << i << " of " << paragraphs;
        }
    }
}

TEST(NotesFormTest, TheMarkStandsOnEveryPageAndItsAbsenceIsRefused) {
    NotesForm form = sample(100);
    form.head.level = core::Level::confidential;
    EXPECT_EQ(print_notes_form(test::fonts(), form).error().key, "pdf.level_mark_missing");
    form.head.level_mark = "机密★10年";
    const PrintedForm result = printed(form);
    EXPECT_GT(result.pages, 2);
    const test::PdfFile file(result.pdf);
    for (int page = 1; page <= result.pages; ++page)
        EXPECT_TRUE(find_word(file.words(page), "机密★10年")) << page;
}

TEST(NotesFormTest, MissingCharactersNameTheirNote) {
    NotesForm form = sample(2);
    form.later[1].text = "补入😀";
    form.checker = "李😀";
    EXPECT_EQ(printed(form).missing,
              (std::vector<MissingGlyph>{{2, "text", U'😀'}, {0, "checker", U'😀'}}));
}

}  // namespace
}  // namespace lantai::pdf
