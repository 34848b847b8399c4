#include "indexer/tokens.hpp"

#include <gtest/gtest.h>

#include "indexer/fold.hpp"

namespace lantai::indexer {
namespace {

std::vector<std::string> terms(std::string_view text) {
    std::vector<std::string> list;
    for_each_term(fold(text), [&](std::string_view term) { list.emplace_back(term); });
    return list;
}

using Terms = std::vector<std::string>;

TEST(TokensTest, GivesEveryCharacterAndEveryPairOfAChineseRun) {
    EXPECT_EQ(terms("客户投诉"), (Terms{"客", "客户", "户", "户投", "投", "投诉", "诉"}));
    EXPECT_EQ(terms("客，户"), (Terms{"客", "户"}));
    EXPECT_EQ(terms("𠮷野"), (Terms{"𠮷", "𠮷野", "野"}));
}

TEST(TokensTest, GivesWholeWordsAndNumbers) {
    EXPECT_EQ(terms("ISO9001标准 Quality-Plan"),
              (Terms{"iso", "9001", "标", "标准", "准", "quality", "plan"}));
    EXPECT_EQ(terms("——。"), Terms{});
}

TEST(TokensTest, CutsWordsBeforeTheLimitOfTheIndexBetweenCharacters) {
    std::string word;
    for (int i = 0; i < 100; ++i) word += "ж";  // two bytes each
    const auto list = terms("a" + word);
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].size(), kMaxWordBytes - 1);
    EXPECT_TRUE(piece_terms(fold("a" + word)).verify);
}

struct PieceCase {
    const char* piece;
    Terms terms;
    bool verify;
};

TEST(TokensTest, AsksTheTextOnlyWhereTermsAreNotExact) {
    const PieceCase cases[] = {
        {"客", {"客"}, false},
        {"客户", {"客户"}, false},
        {"客户投", {"客户", "户投"}, true},
        {"report", {"report"}, false},
        {"7天", {"7", "天"}, true},
        {"人人人", {"人人"}, true},
        {"iso9001", {"9001", "iso"}, true},
        {"客户。", {"客户"}, true},
        {"——", {}, true},
    };
    for (const auto& c : cases) {
        const auto piece = piece_terms(fold(c.piece));
        EXPECT_EQ(piece.terms, c.terms) << c.piece;
        EXPECT_EQ(piece.verify, c.verify) << c.piece;
    }
}

TEST(TokensTest, EndsWordsAndNumbersWhereThePieceEnds) {
    EXPECT_TRUE(contains_piece("接到投诉7天结案", "7天"));
    EXPECT_FALSE(contains_piece("接到投诉17天结案", "7天"));
    EXPECT_TRUE(contains_piece("17天或7天", "7天"));
    EXPECT_FALSE(contains_piece("reports", "report"));
    EXPECT_TRUE(contains_piece("iso9001", "9001"));
    EXPECT_FALSE(contains_piece("iso9001", "900"));
    EXPECT_TRUE(contains_piece("办发[2024]12号", "[2024]12"));
    EXPECT_FALSE(contains_piece("客户", ""));
    EXPECT_EQ(find_piece("人人人", "人人", 1), 3u);
}

}  // namespace
}  // namespace lantai::indexer
