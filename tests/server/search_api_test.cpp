#include <gtest/gtest.h>

#include <algorithm>

#include "core/repo/audit_log.hpp"
#include "core/repo/user_repo.hpp"
#include "tests/indexer/tiny_pdf.hpp"
#include "tests/support/served_archive.hpp"

namespace lantai::test {
namespace {

using core::Level;

constexpr const char* kQuery = "/api/v1/search?q=客户投诉+7天";
// 第七条 客户投诉须在7天内办结。
constexpr const char* kGb18030 =
    "\xb5\xda\xc6\xdf\xcc\xf5 \xbf\xcd\xbb\xa7\xcd\xb6\xcb\xdf\xd0\xeb\xd4\xda"
    "7\xcc\xec\xc4\xda\xb0\xec\xbd\xe1\xa1\xa3\n";

class SearchApiTest : public ::testing::Test {
protected:
    Json found(const std::string& login, const std::string& target = kQuery) {
        const Answer answer = app.get(login, target);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.body;
    }
    static std::vector<std::string> codes(const Json& answer) {
        std::vector<std::string> out;
        for (const Json& hit : answer["items"]) out.push_back(hit["item"]["archival_code"]);
        std::sort(out.begin(), out.end());
        return out;
    }
    static std::string shown(const Json& parts) {
        std::string out;
        for (const Json& part : parts) {
            const std::string text = part["text"];
            out += part["marked"] ? "[" + text + "]" : text;
        }
        return out;
    }
    /// 4 rows: three regulations that say it in their text, one paper that says it in its title.
    void file_regulations() {
        utf8 = app.file({.title = "售后服务管理规定",
                         .file_name = "规定.txt",
                         .bytes = "第六条 客户投诉应当在7天内答复。\n"});
        gb = app.file({.title = "质量管理规定", .file_name = "旧文.txt", .bytes = kGb18030});
        pdf = app.file({.title = "客服手册",
                        .file_name = "手册.pdf",
                        .bytes = tiny_pdf({u"目录", u"客户投诉，7天结案"})});
        titled = app.file(
            {.title = "客户投诉7天办结情况", .file_name = "情况.txt", .bytes = "全年情况良好。"});
        app.index();
    }

    ServedArchive app;
    core::Item utf8, gb, pdf, titled;
};

TEST_F(SearchApiTest, T3_FindsACodeHoweverItsSeparatorsAreTyped) {
    file_regulations();
    for (const std::string_view mark : {"·", ".", "．", "•", "・"}) {
        std::string typed = utf8.archival_code;
        const std::size_t at = typed.find("·");
        ASSERT_NE(at, std::string::npos) << typed;
        typed.replace(at, std::string_view("·").size(), mark);
        const Json answer = found("qian", "/api/v1/search?q=" + typed);
        EXPECT_EQ(codes(answer), std::vector{utf8.archival_code}) << typed;
    }
}

TEST_F(SearchApiTest, FindsARegulationByItsTextInEitherScript) {
    file_regulations();
    for (const char* target : {kQuery, "/api/v1/search?q=客戶投訴+7天"}) {
        const Json answer = found("qian", target);
        EXPECT_EQ(answer["total"], 4);
        EXPECT_EQ(answer["total_exact"], true);
        EXPECT_EQ(codes(answer), (std::vector{utf8.archival_code, gb.archival_code,
                                              pdf.archival_code, titled.archival_code}));
        for (const Json& hit : answer["items"]) {
            EXPECT_EQ(hit["access"], "content");
            EXPECT_TRUE(hit["content_reason"].is_null());
            const std::string code = hit["item"]["archival_code"];
            EXPECT_EQ(hit["in_title"], code == titled.archival_code);
            EXPECT_EQ(hit["in_body"], code != titled.archival_code);
            EXPECT_EQ(hit["page"], code == pdf.archival_code ? Json(2) : Json());
            EXPECT_EQ(hit["file_id"].is_null(), code == titled.archival_code);
            if (code == utf8.archival_code) {
                EXPECT_EQ(shown(hit["snippet"]), "第六条 [客户投诉]应当在[7天]内答复。");
            }
        }
    }
}

TEST_F(SearchApiTest, ShowsOnlyTheCatalogueToOtherDepartmentsAndQuotesNoText) {
    file_regulations();
    const Json answer = found("wu");
    ASSERT_EQ(codes(answer), (std::vector{titled.archival_code}));
    const Json& hit = answer["items"][0];
    EXPECT_EQ(answer["total"], 1);
    EXPECT_EQ(hit["access"], "catalogue");
    EXPECT_EQ(hit["content_reason"], "access.request_loan");
    EXPECT_EQ(shown(hit["title"]), "[客户投诉7天]办结情况");
    EXPECT_TRUE(hit["snippet"].empty());
    EXPECT_TRUE(hit["file_id"].is_null());
    // The text of what may not be read finds nothing and counts nowhere.
    EXPECT_EQ(found("wu", "/api/v1/search?q=全年情况良好")["total"], 0);
    EXPECT_EQ(found("qian", "/api/v1/search?q=全年情况良好")["total"], 1);
}

TEST_F(SearchApiTest, AnswersAboveTheClearanceAsIfThereWereNothing) {
    const std::string before = app.get("wu", "/api/v1/search").text;
    app.index();
    const std::string empty = app.get("wu", "/api/v1/search").text;
    file_regulations();
    app.file({.title = "客户投诉 7天 绝密", .department = "XSB", .level = Level::top_secret});
    app.index();
    for (const char* target :
         {kQuery, "/api/v1/search", "/api/v1/search?level=4", "/api/v1/search?q=绝密&sort=date"})
        EXPECT_EQ(app.get("liu", target).text, empty) << target;
    EXPECT_NE(before, empty);  // without an index it is said that there is none
    EXPECT_EQ(app.get("wu", "/api/v1/search?q=绝密").text, empty);
    EXPECT_EQ(found("tao", "/api/v1/search?q=绝密")["total"], 1);
}

TEST_F(SearchApiTest, CountsAWithdrawnRightAtTheNextRequest) {
    file_regulations();
    const core::Id qian = app.id_of("qian");
    EXPECT_EQ(found("qian")["total"], 4);
    const auto set = [&](const std::function<void(core::User&)>& change) {
        ASSERT_TRUE(app.store().maintain([&](core::Database& db) -> core::Result<void> {
            LT_TRY(auto row, core::find_user(db, qian));
            change(row->user);
            LT_CHECK(core::replace_roles(db, qian, row->user.roles));
            return core::update_user(db, row->user);
        }));
    };
    set([&](core::User& user) { user.department_id = app.department("XSB"); });
    EXPECT_EQ(codes(found("qian")), (std::vector{titled.archival_code}));
    set([](core::User& user) { user.clearance = Level::open; });
    EXPECT_EQ(found("qian")["total"], 0);
    set([](core::User& user) { user.roles = {core::Role::security_admin}; });
    const Answer refused = app.get("qian", kQuery);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.key(), "access.role_missing");
}

TEST_F(SearchApiTest, DropsWhatTheIndexDoesNotYetKnowToBeHidden) {
    file_regulations();
    // The row became secret and another was withdrawn; the index has not heard of either.
    core::ChangeDraft raise;
    raise.kind = core::ChangeKind::change_level;
    raise.target = core::ChangeTarget::item;
    raise.object_id = utf8.id;
    raise.object_version = utf8.version;
    raise.reason = "定密";
    raise.level = Level::confidential;
    const auto asked = app.services().changes.create(app.caller("tao"), raise);
    ASSERT_TRUE(asked) << asked.error().key;
    app.add_person({"second", {core::Role::archivist}, Level::top_secret});
    ASSERT_TRUE(
        app.services().changes.decide(app.caller("second"), asked->entry.change.id, 1, true, ""));
    ASSERT_TRUE(app.services().items.withdraw(app.caller("tao"), gb.id, gb.version, "误归"));
    const Json answer = found("qian");
    EXPECT_EQ(codes(answer), (std::vector{pdf.archival_code, titled.archival_code}));
    EXPECT_EQ(answer["total"], 2);
    app.index();
    EXPECT_EQ(codes(found("qian")), codes(answer));
}

TEST_F(SearchApiTest, FiltersAndFacetsAgreeToTheRow) {
    app.file({.title = "通知一", .date = "2021-02-01"});
    app.file({.title = "通知二", .department = "XSB", .date = "2021-03-01"});
    app.file({.title = "通知三", .level = Level::open, .date = "2022-03-01"});
    app.file({.title = "通知四", .retention_class = "Y"});
    app.file({.title = "通知五", .level = Level::confidential});
    app.index();
    const Json all = found("wu", "/api/v1/search?q=通知");
    EXPECT_EQ(all["total"], 4);
    struct Case {
        const char* facet;
        const char* parameter;
        std::map<std::string, int> counts;
    };
    const Case cases[] = {
        {"year", "year", {{"2021", 2}, {"2022", 1}, {"2023", 1}}},
        {"retention_class", "retention_class", {{"D30", 3}, {"Y", 1}}},
        {"level", "level", {{"0", 1}, {"1", 3}}},
        {"department",
         "department_id",
         {{std::to_string(app.department("CWB")), 3}, {std::to_string(app.department("XSB")), 1}}},
        {"kind", "kind", {{"general", 4}}},
        {"fonds", "fonds_id", {{std::to_string(app.fonds.id), 4}}},
    };
    for (const Case& one : cases) {
        std::map<std::string, int> counted;
        for (const Json& row : all["facets"][one.facet]) counted[row["value"]] = row["count"];
        EXPECT_EQ(counted, one.counts) << one.facet;
        for (const auto& [value, count] : one.counts)
            EXPECT_EQ(found("wu", std::string("/api/v1/search?q=通知&") + one.parameter + "=" +
                                      value)["total"],
                      count)
                << one.parameter << " " << value;
    }
    EXPECT_EQ(found("wu", "/api/v1/search?year=2021&year=2022")["total"], 3);
    EXPECT_EQ(found("wu", "/api/v1/search?year=2021&level=0")["total"], 0);
}

TEST_F(SearchApiTest, SortsAndPagesWithoutLossOrRepetition) {
    for (int i = 1; i <= 5; ++i)
        app.file(
            {.title = "会议" + std::to_string(i), .date = "2023-0" + std::to_string(i) + "-01"});
    app.index();
    const auto titles = [](const Json& answer) {
        std::string out;
        for (const Json& hit : answer["items"]) out += hit["item"]["title"].get<std::string>();
        return out;
    };
    EXPECT_EQ(titles(found("wu", "/api/v1/search?sort=date")), "会议5会议4会议3会议2会议1");
    EXPECT_EQ(titles(found("wu", "/api/v1/search?sort=code")), "会议1会议2会议3会议4会议5");
    std::string paged;
    for (const char* offset : {"0", "2", "4"}) {
        const Json page =
            found("wu", std::string("/api/v1/search?sort=code&limit=2&offset=") + offset);
        EXPECT_EQ(page["total"], 5);
        EXPECT_EQ(page["more"], std::string(offset) != "4");
        paged += titles(page);
    }
    EXPECT_EQ(paged, "会议1会议2会议3会议4会议5");
}

TEST_F(SearchApiTest, RefusesWhatItDoesNotUnderstandAndNamesTheField) {
    app.index();
    const std::pair<const char*, const char*> kCases[] = {
        {"yeer=2021", "yeer"},  {"year=x", "year"},    {"level=5", "level"},
        {"kind=novel", "kind"}, {"sort=size", "sort"}, {"offset=10001", "offset"},
        {"limit=201", "limit"}, {"limit=0", "limit"},  {"department_id=CWB", "department_id"},
        {"q=a&q=b", "q"},
    };
    for (const auto& [query, field] : kCases) {
        const Answer answer = app.get("wu", std::string("/api/v1/search?") + query);
        EXPECT_EQ(answer.status, 422) << query;
        EXPECT_EQ(answer.field(), field) << query;
    }
    EXPECT_EQ(app.get("admin", "/api/v1/search").status, 403);
    EXPECT_EQ(app.get("", "/api/v1/search").status, 401);
}

TEST_F(SearchApiTest, LogsEverySearchWithItsTextAndTotal) {
    file_regulations();
    found("wu");
    core::AuditEntry last;
    ASSERT_TRUE(app.store().read([&](core::Database& db) {
        return core::walk_audit(db, 1, [&](const core::AuditEntry& entry) {
            last = entry;
            return core::Result<void>();
        });
    }));
    EXPECT_EQ(last.event.action, "search.run");
    EXPECT_EQ(last.actor.user_id, app.id_of("wu"));
    const Json details = Json::parse(last.event.details);
    EXPECT_EQ(details["query"], "客户投诉 7天");
    EXPECT_EQ(details["total"], 1);
}

TEST_F(SearchApiTest, SaysThatTheIndexIsBeingMadeInsteadOfFindingNothing) {
    const Answer answer = app.get("wu", kQuery);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.key(), "index.missing");
}

}  // namespace
}  // namespace lantai::test
