// The search against brute force over the folded texts, and the independence of its order.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "indexer/fold.hpp"
#include "indexer/utf8.hpp"
#include "tests/indexer/test_archive.hpp"

namespace lantai::indexer {
namespace {

using core::SearchScope;
using test::Id;
using test::Level;

// The same numbers on every machine.
class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t limit) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>(state_ >> 33) % limit;
    }

private:
    std::uint64_t state_;
};

std::u32string decoded(std::string_view text) {
    std::u32string chars;
    for (std::size_t at = 0; at < text.size();) chars += next_char(text, at);
    return chars;
}

std::string encoded(std::u32string_view chars) {
    std::string text;
    for (const char32_t c : chars) append_char(text, c);
    return text;
}

// Words that share their characters, in both scripts, so that pairs alone often mislead.
const std::vector<std::string>& words() {
    static const std::vector<std::string> kWords = {
        "客户",         "投诉",     "客戶",      "投訴", "管理", "理事", "事务", "务实",
        "实施",         "施工",     "工作",      "作业", "业务", "務實", "档案", "案卷",
        "檔案",         "归档",     "档期",      "期限", "限期", "期满", "一",   "二",
        "的",           "了",       "在",        "不",   "人人", "人",   "天天", "天",
        "ISO9001",      "report",   "Reports",   "A4",   "7",    "17",   "2024", "１２",
        "〔2024〕12号", "（试行）", "規(guī)定", "规定", "，",   "。",   "、",   "：",
        "\n",           " ",        "　",        "-",    "号",   "第",   "条",   "年度",
        "度假",         "计划",
    };
    return kWords;
}

std::string random_text(Numbers& numbers, std::size_t words_count) {
    std::string text;
    for (std::size_t i = 0; i < words_count; ++i) text += words()[numbers.below(words().size())];
    return text;
}

// A plain second reading of the contract, sharing only the fold with the program.
bool same_word(char32_t a, char32_t b) {
    const auto letter = [](char32_t c) { return c >= U'a' && c <= U'z'; };
    const auto digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    return (letter(a) && letter(b)) || (digit(a) && digit(b));
}

bool holds(const std::u32string& text, const std::u32string& piece) {
    for (std::size_t at = text.find(piece); at != text.npos; at = text.find(piece, at + 1)) {
        const std::size_t end = at + piece.size();
        const bool cut_before = at > 0 && same_word(text[at - 1], text[at]);
        const bool cut_after = end < text.size() && same_word(text[end - 1], text[end]);
        if (!cut_before && !cut_after) return true;
    }
    return false;
}

struct OracleItem {
    Id id;
    int level;
    Id department;
    std::u32string title;
    std::u32string body;
};

bool searchable(const std::u32string& piece) {
    return std::any_of(piece.begin(), piece.end(), [](char32_t c) {
        const CharClass kind = char_class(c);
        return kind != CharClass::other && kind != CharClass::space;
    });
}

std::vector<Id> brute_force(const std::vector<OracleItem>& items, const std::string& query,
                            const SearchScope& scope) {
    std::vector<std::u32string> pieces;
    std::u32string piece;
    for (const char32_t c : decoded(query) + U" ") {
        if (c != U' ' && c != U'\n' && c != 0x3000) {
            piece += c;
            continue;
        }
        const auto folded = decoded(fold(encoded(piece)));
        if (searchable(folded)) pieces.push_back(folded);
        piece.clear();
    }
    std::vector<Id> found;
    if (pieces.empty()) return found;
    for (const OracleItem& item : items) {
        if (item.level > static_cast<int>(scope.clearance)) continue;
        const auto& departments = scope.content_departments;
        const bool content = scope.all_content || scope.granted_items.count(item.id) ||
                             std::count(departments.begin(), departments.end(), item.department);
        const bool all = std::all_of(pieces.begin(), pieces.end(), [&](const auto& p) {
            return holds(item.title, p) || (content && holds(item.body, p));
        });
        if (all) found.push_back(item.id);
    }
    return found;
}

class SearchContractTest : public testing::Test {
protected:
    static constexpr Id kItems = 2000;

    void fill() {
        Numbers numbers(20240315);
        archive_.at_once([&] {
            for (Id id = 1; id <= kItems; ++id) {
                test::TestItem item{.id = id};
                item.title = random_text(numbers, 3);
                item.body = random_text(numbers, 20 + numbers.below(60));
                item.level = static_cast<Level>(numbers.below(5));
                item.department = 1 + static_cast<Id>(numbers.below(5));
                archive_.add(item);
                items_.push_back({id, static_cast<int>(item.level), item.department,
                                  decoded(fold(item.title)), decoded(fold(item.body))});
                sources_.push_back(decoded(item.body));
            }
            archive_.sql("DELETE FROM outbox");  // the rebuild sees them all
        });
        archive_.index();
    }

    std::string random_query(Numbers& numbers) {
        if (numbers.below(5) == 0)  // words glued together, mostly found nowhere
            return random_text(numbers, 2);
        const std::u32string& source = sources_[numbers.below(sources_.size())];
        const std::size_t length = 1 + numbers.below(8);
        const std::size_t begin = numbers.below(source.size() - length);
        return encoded(source.substr(begin, length));
    }

    // Every hit over all pages, sorted by id.
    std::vector<Id> all_hits(const std::string& text, const SearchScope& scope,
                             std::int64_t& total) {
        std::vector<Id> ids;
        core::SearchQuery query;
        query.text = text;
        query.limit = 200;
        for (bool more = true; more; query.offset += 200) {
            query.with_counts = query.offset == 0;
            const auto page = searcher_.search(query, scope, test::allow_content());
            EXPECT_TRUE(page) << page.error().key;
            if (!page) return ids;
            if (query.offset == 0) total = page->total;
            for (const auto& hit : page->hits) ids.push_back(hit.item_id);
            more = page->more;
        }
        std::sort(ids.begin(), ids.end());
        return ids;
    }

    test::TestArchive archive_;
    Searcher searcher_{archive_.data()};
    std::vector<OracleItem> items_;
    std::vector<std::u32string> sources_;
};

TEST_F(SearchContractTest, AgreesWithBruteForceForEveryScope) {
    fill();
    SearchScope own_department = test::scope_of(Level::secret, false);
    own_department.content_departments = {2};
    SearchScope granted = test::scope_of(Level::top_secret, false);
    granted.content_departments = {1, 4};
    for (Id id = 3; id <= kItems; id += 17) granted.granted_items.insert(id);
    const std::array<SearchScope, 5> scopes = {
        test::scope_of(Level::top_secret), test::scope_of(Level::internal),
        test::scope_of(Level::confidential, false), own_department, granted};
    Numbers numbers(7);
    std::size_t found_in_all = 0;
    for (int round = 0; round < 400; ++round) {
        const std::string query = random_query(numbers);
        if (query.find('"') != std::string::npos || fold(query).empty()) continue;
        const SearchScope& scope = scopes[static_cast<std::size_t>(round) % scopes.size()];
        const auto expected = brute_force(items_, query, scope);
        std::int64_t total = 0;
        ASSERT_EQ(all_hits(query, scope, total), expected) << "[" << query << "]";
        ASSERT_EQ(total, static_cast<std::int64_t>(expected.size())) << "[" << query << "]";
        found_in_all += expected.size();
    }
    EXPECT_GT(found_in_all, 10'000u);  // the queries were worth asking
}

TEST_F(SearchContractTest, HiddenDocumentsDoNotShiftTheOrder) {
    Numbers numbers(99);
    const auto add = [&](Id first, Id last, Level level, Id department) {
        archive_.at_once([&] {
            for (Id id = first; id <= last; ++id)
                archive_.add({.id = id,
                              .title = random_text(numbers, 3),
                              .level = level,
                              .department = department,
                              .body = random_text(numbers, 40)});
        });
        archive_.index();
    };
    SearchScope scope = test::scope_of(Level::internal, false);
    scope.content_departments = {1};
    const std::array<const char*, 5> queries = {"客户", "管理", "report", "客户 投诉", "归档期限"};
    const auto orders = [&] {
        std::vector<std::vector<Id>> list;
        for (const char* query : queries) {
            core::SearchQuery ask;
            ask.text = query;
            ask.limit = 200;
            auto ids = test::ids_of(searcher_.search(ask, scope, test::allow_content()).value());
            ids.erase(std::remove_if(ids.begin(), ids.end(), [](Id id) { return id > 150; }),
                      ids.end());
            list.push_back(ids);
        }
        return list;
    };
    add(1, 150, Level::open, 1);
    const auto before = orders();
    EXPECT_GT(before[0].size(), 20u);
    add(1001, 1200, Level::top_secret, 1);  // above the clearance
    add(2001, 2200, Level::open, 2);        // bodies of another department
    EXPECT_EQ(orders(), before);
}

}  // namespace
}  // namespace lantai::indexer
