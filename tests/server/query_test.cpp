#include "server/query.hpp"

#include <gtest/gtest.h>

namespace lantai::server {
namespace {

Request with(NamedTexts query) {
    Request request;
    request.query = std::move(query);
    return request;
}

/// "field:key" of the first fault, or "".
std::string fault_of(NamedTexts parameters) {
    const Request request = with(std::move(parameters));
    QueryReader query(request);
    query.text("query", 5);
    query.id("fonds_id");
    query.integers("year", 1800, 2200);
    query.integer("offset", 0, 100);
    query.date("from");
    query.levels("level");
    query.flag("unassigned");
    query.choice<core::ItemState>("state");
    query.limit();
    const auto finished = query.finish();
    return finished ? "" : finished.error().field + ":" + finished.error().key;
}

TEST(QueryTest, RefusesEachBadParameter) {
    const std::pair<NamedTexts, const char*> kCases[] = {
        {{{"query", "一二三四五六"}}, "query:text.too_long"},
        {{{"query", "a\x01"}}, "query:text.control"},
        {{{"query", "a"}, {"query", "b"}}, "query:request.duplicate_field"},
        {{{"fonds_id", "x"}}, "fonds_id:request.field_type"},
        {{{"fonds_id", "1"}, {"fonds_id", "2"}}, "fonds_id:request.duplicate_field"},
        {{{"year", "2024"}, {"year", "abc"}}, "year:request.field_type"},
        {{{"year", "999"}}, "year:request.out_of_range"},
        {{{"offset", "1 "}}, "offset:request.field_type"},
        {{{"offset", "-1"}}, "offset:request.out_of_range"},
        {{{"offset", "99999999999"}}, "offset:request.field_type"},
        {{{"from", "2024-13-01"}}, "from:date.bad"},
        {{{"level", "5"}}, "level:request.out_of_range"},
        {{{"unassigned", "yes"}}, "unassigned:request.field_type"},
        {{{"state", "burnt"}}, "state:request.not_a_choice"},
        {{{"limit", "0"}}, "limit:request.out_of_range"},
        {{{"limit", "201"}}, "limit:request.out_of_range"},
        {{{"stat", "filed"}}, "stat:request.unknown_field"},
        {{{"a\nb", "filed"}}, "?:request.unknown_field"},
    };
    for (const auto& [parameters, fault] : kCases) EXPECT_EQ(fault_of(parameters), fault);
}

TEST(QueryTest, ReadsGoodParameters) {
    const Request request = with({{"year", "2023"},
                                  {"year", "2024"},
                                  {"state", "withdrawn"},
                                  {"unassigned", "1"},
                                  {"level", ""},
                                  {"sort", "recent"},
                                  {"cursor", "abc"}});
    QueryReader query(request);
    EXPECT_EQ(query.integers("year", 1800, 2200), (std::vector<int>{2023, 2024}));
    EXPECT_EQ(query.choice<core::ItemState>("state"), core::ItemState::withdrawn);
    EXPECT_TRUE(query.flag("unassigned"));
    EXPECT_EQ(query.level("level"), std::nullopt);  // empty counts as absent
    const std::string_view kSorts[] = {"code", "date", "recent"};
    EXPECT_EQ(query.pick("sort", kSorts), 2u);
    EXPECT_EQ(query.limit(), 50);
    EXPECT_EQ(query.cursor(), "abc");
    EXPECT_TRUE(query.finish());
}

}  // namespace
}  // namespace lantai::server
