#include "indexer/snippet.hpp"

#include <gtest/gtest.h>

#include "tests/indexer/test_archive.hpp"

namespace lantai::indexer {
namespace {

using test::shown;

std::vector<QueryPiece> pieces(std::string_view text) { return parse_query(text).value().pieces; }

std::string repeated(const char* text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

TEST(SnippetTest, MergesMarksThatOverlapOrTouch) {
    EXPECT_EQ(shown(mark_all("客户投诉处理", pieces("客户投 户投诉"))), "[客户投诉]处理");
    EXPECT_EQ(shown(mark_all("客户投诉处理", pieces("客户 投诉"))), "[客户投诉]处理");
    EXPECT_EQ(shown(mark_all("客户的投诉", pieces("客户 投诉"))), "[客户]的[投诉]");
    EXPECT_EQ(shown(mark_all("天天天", pieces("天天"))), "[天天天]");
}

TEST(SnippetTest, ShowsTheOriginalAsItIsWritten) {
    EXPECT_EQ(shown(make_snippet("本規(guī)定適用於客戶\n  投訴", pieces("规定 客户投诉")).parts),
              "本[規(guī)定]適用於[客戶 投訴]");
}

TEST(SnippetTest, CutsAWindowAroundTheHit) {
    const std::string text = repeated("前", 300) + "客户投诉" + repeated("后", 300);
    const auto snippet = make_snippet(text, pieces("客户投诉"));
    EXPECT_EQ(shown(snippet.parts),
              "…" + repeated("前", 20) + "[客户投诉]" + repeated("后", 136) + "…");
    EXPECT_EQ(snippet.first_hit, 900u);
    EXPECT_EQ(snippet.pieces, 1u);
}

TEST(SnippetTest, ShowsTwoPlacesWhenOneWindowCannotShowAllPieces) {
    const std::string text = "客户" + repeated("中", 500) + "投诉" + repeated("后", 100);
    const auto snippet = make_snippet(text, pieces("投诉 客户"));
    const std::string all = shown(snippet.parts);
    EXPECT_EQ(snippet.pieces, 2u);
    EXPECT_EQ(all.find("[客户]中"), 0u);
    EXPECT_NE(all.find("…" + repeated("中", 20) + "[投诉]后"), std::string::npos);
    EXPECT_EQ(all.substr(all.size() - 3), "…");
}

TEST(SnippetTest, PrefersTheWindowWithMostPieces) {
    const std::string text =
        "客户" + repeated("中", 300) + "投诉客户" + repeated("后", 300) + "投诉";
    EXPECT_EQ(make_snippet(text, pieces("客户 投诉")).first_hit, 6u + 900u);
}

TEST(SnippetTest, IsEmptyWithoutAHit) {
    EXPECT_TRUE(make_snippet("客户", pieces("投诉")).parts.empty());
    EXPECT_TRUE(make_snippet("", pieces("投诉")).parts.empty());
}

TEST(SnippetTest, CutsAQueryIntoPieces) {
    const auto folded = [](std::string_view text) {
        std::vector<std::string> list;
        const auto parsed = pieces(text);
        for (const auto& piece : parsed) list.push_back(piece.folded);
        return list;
    };
    using List = std::vector<std::string>;
    EXPECT_EQ(folded(" 客戶　投訴\t7天\n"), (List{"客户", "投诉", "7天"}));
    EXPECT_EQ(folded("\"Service Level\" 客户 客戶"), (List{"service level", "客户"}));
    EXPECT_EQ(folded("他说\"好"), (List{"他说\"好"}));
    EXPECT_EQ(folded("\"未完"), (List{"\"未完"}));
    EXPECT_EQ(folded("—— 客户"), (List{"客户"}));
    EXPECT_TRUE(parse_query("——")->only_marks);
    EXPECT_FALSE(parse_query("  ")->only_marks);
}

}  // namespace
}  // namespace lantai::indexer
