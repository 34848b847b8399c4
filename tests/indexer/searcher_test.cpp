#include "indexer/searcher.hpp"

#include "tests/indexer/test_archive.hpp"

namespace lantai::indexer {
namespace {

using core::RowAccess;
using core::SearchQuery;
using core::SearchResult;
using core::SearchScope;
using test::allow_content;
using test::Id;
using test::ids_of;
using test::Level;
using test::scope_of;
using test::shown;
using Ids = std::vector<Id>;

class SearcherTest : public testing::Test {
protected:
    SearchResult find(const std::string& text, const SearchScope& scope = scope_of(Level::open)) {
        return run({.text = text}, scope);
    }
    SearchResult run(const SearchQuery& query, const SearchScope& scope) {
        auto result = searcher_.search(query, scope, allow_content());
        EXPECT_TRUE(result) << result.error().key << " " << result.error().detail;
        return result ? *std::move(result) : SearchResult{};
    }

    test::TestArchive archive_;
    Searcher searcher_{archive_.data()};
};

TEST_F(SearcherTest, FindsARegulationByItsBodyInEitherScript) {
    archive_.add({.id = 1,
                  .title = "客户服务管理规定",
                  .body = "第二十六條　客戶投訴處理期限:至接到投訴\n7 天結案。"});
    archive_.add({.id = 2, .title = "客户投诉登记表", .body = "接到投诉17天结案"});
    archive_.index();
    for (const char* text : {"客户投诉 7天", "客戶投訴 7天", "客户投诉 ７天", "投诉7天"}) {
        const auto result = find(text);
        ASSERT_EQ(ids_of(result), Ids{1}) << text;
        EXPECT_EQ(result.total, 1);
        EXPECT_TRUE(result.total_exact);
        EXPECT_TRUE(result.hits[0].in_body);
        EXPECT_FALSE(result.hits[0].in_title);
        EXPECT_EQ(result.hits[0].file_id, 101);
        EXPECT_EQ(result.hits[0].page, std::nullopt);
    }
    EXPECT_EQ(shown(find("客户投诉 7天").hits[0].snippet),
              "第二十六條　[客戶投訴]處理期限:至接到投訴 [7 天]結案。");
    EXPECT_EQ(shown(find("投诉 登记表").hits[0].title), "客户[投诉登记表]");
}

TEST_F(SearcherTest, FindsOneCharacterAndWholeWordsOnly) {
    archive_.add({.id = 1, .title = "档案 ISO9001 report", .document_no = "办发〔2024〕12号"});
    archive_.index();
    for (const char* text : {"档", "iso", "9001", "ISO9001", "REPORT", "办发[2024]12号",
                             "（2024）12", "12号", "\"iso9001 report\""})
        EXPECT_EQ(ids_of(find(text)), Ids{1}) << text;
    for (const char* text : {"repo", "900", "12号档", "案档", "——", "\"report iso\""})
        EXPECT_EQ(ids_of(find(text)), Ids{}) << text;
}

TEST_F(SearcherTest, DoesNotFindAcrossFieldsOrFiles) {
    archive_.add({.id = 1, .title = "客户", .body = "投", .document_no = "投诉"});
    archive_.add_file(1, 2, "诉");
    archive_.index();
    EXPECT_EQ(ids_of(find("客户投诉")), Ids{});
    EXPECT_EQ(ids_of(find("投诉")), Ids{1});
    EXPECT_EQ(ids_of(find("户投诉")), Ids{});
}

TEST_F(SearcherTest, LooksIntoBodiesOnlyWithinTheContentScope) {
    archive_.add({.id = 1, .title = "甲规定", .department = 1, .body = "奖励办法细则"});
    archive_.add({.id = 2, .title = "乙规定", .department = 2, .body = "奖励办法细则"});
    archive_.add({.id = 3, .title = "丙奖励办法", .department = 2, .body = "别的"});
    archive_.index();
    SearchScope scope = scope_of(Level::open, false);
    EXPECT_EQ(ids_of(find("奖励办法", scope)), Ids{3});
    scope.content_departments = {1};
    EXPECT_EQ(ids_of(find("奖励办法", scope)), (Ids{3, 1}));
    scope.granted_items = {2};
    EXPECT_EQ(find("奖励办法", scope).total, 3);
    EXPECT_EQ(ids_of(find("奖励办法 乙", scope)), Ids{2});
    EXPECT_EQ(ids_of(find("规定", scope_of(Level::open, false))), (Ids{2, 1}));
}

TEST_F(SearcherTest, KnowsNothingAboveTheClearance) {
    for (int level = 0; level <= 4; ++level)
        archive_.add({.id = level + 1, .title = "计划", .level = static_cast<Level>(level)});
    archive_.index();
    for (int level = 0; level <= 4; ++level) {
        const auto result = find("计划", scope_of(static_cast<Level>(level)));
        EXPECT_EQ(result.total, level + 1);
        EXPECT_EQ(static_cast<int>(result.facets.levels.size()), level + 1);
    }
    // The databases above are not even needed.
    std::filesystem::remove_all(archive_.data() / "index" / "level-4");
    Searcher fresh(archive_.data());
    EXPECT_TRUE(fresh.search({.text = "计划"}, scope_of(Level::confidential), allow_content()));
    EXPECT_FALSE(fresh.search({.text = "计划"}, scope_of(Level::top_secret), allow_content()));
    SearchQuery above{.text = "计划"};
    above.filters.levels = {Level::secret};
    EXPECT_EQ(run(above, scope_of(Level::open)).total, 0);
}

TEST_F(SearcherTest, ShowsNoRowThatTheJudgeHidesAndDoesNotCountIt) {
    for (Id id = 1; id <= 5; ++id) archive_.add({.id = id, .title = "计划书", .body = "秘密内容"});
    archive_.index();
    std::vector<Id> asked;
    const core::RowJudge judge = [&](Id id) -> core::Result<RowAccess> {
        asked.push_back(id);
        if (id == 4) return RowAccess::hidden;
        return id == 2 ? RowAccess::catalogue : RowAccess::content;
    };
    auto result = searcher_.search({.text = "秘密内容"}, scope_of(Level::open), judge);
    ASSERT_TRUE(result);
    EXPECT_EQ(ids_of(*result), (Ids{5, 3, 1}));  // 2 may not be found by its body
    EXPECT_EQ(result->total, 3);
    EXPECT_EQ(asked.size(), 5u);
    result = searcher_.search({.text = "计划书"}, scope_of(Level::open), judge);
    ASSERT_TRUE(result);
    EXPECT_EQ(ids_of(*result), (Ids{5, 3, 2, 1}));
    EXPECT_EQ(result->facets.years, (std::vector<core::FacetCount>{{"2024", 4}}));
    result = searcher_.search({.text = "计划书"}, scope_of(Level::open), [](Id) {
        return core::Result<RowAccess>(core::fail(core::ErrorCode::io, "db.io"));
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().key, "db.io");
}

TEST_F(SearcherTest, GivesNoSnippetOfABodyThatMayNotBeRead) {
    archive_.add({.id = 1, .title = "内容提要", .body = "全部内容"});
    archive_.index();
    const auto result = searcher_.search({.text = "内容"}, scope_of(Level::open), [](Id) {
        return core::Result<RowAccess>(RowAccess::catalogue);
    });
    ASSERT_TRUE(result);
    ASSERT_EQ(ids_of(*result), Ids{1});
    EXPECT_TRUE(result->hits[0].snippet.empty());
    EXPECT_FALSE(result->hits[0].in_body);
    EXPECT_EQ(result->hits[0].file_id, std::nullopt);
}

TEST_F(SearcherTest, FiltersAndCountsFacets) {
    archive_.add({.id = 1, .title = "计划", .department = 1, .year = 2022, .retention = "Y"});
    archive_.add({.id = 2, .title = "计划", .department = 2, .year = 2023, .retention = "C"});
    archive_.add({.id = 3, .title = "计划", .department = 2, .year = 2023, .retention = "Y"});
    archive_.add({.id = 4, .title = "总结", .department = 2, .year = 2024, .retention = "Y"});
    archive_.index();
    const auto all = find("");
    EXPECT_EQ(all.total, 4);
    EXPECT_EQ(ids_of(all), (Ids{4, 3, 2, 1}));
    EXPECT_EQ(all.facets.years,
              (std::vector<core::FacetCount>{{"2023", 2}, {"2022", 1}, {"2024", 1}}));
    EXPECT_EQ(all.facets.departments, (std::vector<core::FacetCount>{{"2", 3}, {"1", 1}}));
    SearchQuery query{.text = "计划"};
    query.filters.years = {2022, 2023};
    query.filters.retention_classes = {"Y"};
    EXPECT_EQ(ids_of(run(query, scope_of(Level::open))), (Ids{3, 1}));
    query.filters.departments = {2};
    EXPECT_EQ(ids_of(run(query, scope_of(Level::open))), Ids{3});
    query.filters.kinds = {core::ItemKind::contract};
    EXPECT_EQ(run(query, scope_of(Level::open)).total, 0);
    query.filters = {};
    query.filters.fonds_id = 2;
    EXPECT_EQ(run(query, scope_of(Level::open)).total, 0);
    query.filters.fonds_id = 1;
    EXPECT_EQ(run(query, scope_of(Level::open)).total, 3);
}

TEST_F(SearcherTest, SortsByRelevanceDateAndCode) {
    archive_.add({.id = 1, .title = "别的", .body = "预算预算", .date = "2024-01-02"});
    archive_.add({.id = 2, .title = "预算", .date = "2020-01-01"});
    archive_.add({.id = 3, .title = "别的", .body = "预算", .date = "2024-01-03"});
    archive_.add({.id = 4, .title = "预算", .date = "2021-01-01"});
    archive_.index();
    SearchQuery query{.text = "预算"};
    EXPECT_EQ(ids_of(run(query, scope_of(Level::open))), (Ids{4, 2, 1, 3}));
    query.sort = core::SearchSort::date;
    EXPECT_EQ(ids_of(run(query, scope_of(Level::open))), (Ids{3, 1, 4, 2}));
    query.sort = core::SearchSort::code;
    EXPECT_EQ(ids_of(run(query, scope_of(Level::open))), (Ids{1, 2, 3, 4}));
}

TEST_F(SearcherTest, PagesWithoutGapsOrRepeats) {
    for (Id id = 1; id <= 55; ++id)
        archive_.add({.id = id, .title = id % 2 ? "年度计划" : "度年计划年度"});
    archive_.index();
    SearchQuery query{.text = "年度计划", .limit = 10};
    Ids seen;
    bool more = true;
    while (more) {
        const auto page = run(query, scope_of(Level::open));
        EXPECT_EQ(page.total, 28);
        const auto ids = ids_of(page);
        seen.insert(seen.end(), ids.begin(), ids.end());
        more = page.more;
        query.offset += 10;
        ASSERT_LE(query.offset, 30);
    }
    Ids expected;
    for (Id id = 55; id >= 1; id -= 2) expected.push_back(id);
    EXPECT_EQ(seen, expected);
}

TEST_F(SearcherTest, NamesThePageOfAPdfHit) {
    archive_.add({.id = 1, .title = "手册"});
    archive_.add_file(1, 1, "封面\f目录\f第三页 投诉\f");
    archive_.texts["hash-1-1"].paged = true;
    archive_.index();
    const auto result = find("投诉");
    ASSERT_EQ(ids_of(result), Ids{1});
    EXPECT_EQ(result.hits[0].page, 3);
}

TEST_F(SearcherTest, SaysWhatIsWrongWithARequest) {
    const auto error_of = [&](const SearchQuery& query) {
        return searcher_.search(query, scope_of(Level::open), allow_content()).error();
    };
    EXPECT_EQ(error_of({.text = "x"}).key, "index.missing");
    archive_.index();
    EXPECT_EQ(error_of({.text = "x", .offset = -1}).field, "offset");
    EXPECT_EQ(error_of({.text = "x", .offset = 10'001}).field, "offset");
    EXPECT_EQ(error_of({.text = "x", .limit = 0}).field, "limit");
    EXPECT_EQ(error_of({.text = "x", .limit = 201}).field, "limit");
    EXPECT_EQ(error_of({.text = std::string(1001, 'x')}).key, "search.too_long");
    std::string many;
    for (int i = 0; i < 17; ++i) many += "w" + std::to_string(i) + " ";
    EXPECT_EQ(error_of({.text = many}).key, "search.too_many_pieces");
}

}  // namespace
}  // namespace lantai::indexer
