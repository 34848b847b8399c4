#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/support/test_app.hpp"

namespace lantai {
namespace {

using core::Level;
using core::Role;
using test::Answer;
using test::Json;

/// Filing and composing over HTTP; every answer is checked against openapi.json by TestApp.
class ItemsTest : public ::testing::Test {
protected:
    ItemsTest() {
        app_.add_person({"wang", {Role::archivist}, Level::top_secret, "ZJB"});
        app_.add_person({"li", {Role::archivist}, Level::top_secret, "ZJB"});
        app_.add_person({"qian", {Role::employee}, Level::internal, "CWB"});
        const Answer fonds = app_.post(
            "wang", "/api/v1/fonds",
            {{"fonds_no", "Q001"},
             {"name", "兰台公司"},
             {"creating_body", "兰台有限公司"},
             {"year_policy", "volume"},
             {"draft_order", "draft_first"},
             {"item_code_template", "{fonds}-{category}·{year}-{retention}-{dept}-{item:4}"},
             {"volume_code_template", "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}"}});
        EXPECT_EQ(fonds.status, 201) << fonds.text;
        fonds_ = fonds.body.value("id", "");
    }
    Json draft(const std::string& title) {
        return {{"fonds_id", fonds_},
                {"department_id", std::to_string(app_.department("ZJB"))},
                {"category", "WS"},
                {"kind", "general"},
                {"title", title},
                {"creator", "总经理办公室"},
                {"document_date", "2023-03-01"},
                {"retention_class", "D30"},
                {"level", 1},
                {"pages", 2},
                {"copies", 1},
                {"medium", "paper"}};
    }
    Json filed(const Json& body) {
        const Answer answer = app_.post("wang", "/api/v1/items", body);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.body;
    }
    static std::string path(const Json& record, const std::string& kind = "items") {
        return "/api/v1/" + kind + "/" + record.at("id").get<std::string>();
    }
    test::TestApp app_;
    std::string fonds_;
};

TEST_F(ItemsTest, ProposesAndFilesWithAnUpload) {
    const Answer upload = app_.upload("wang", "/api/v1/uploads?name=a.txt", "客户投诉");
    ASSERT_EQ(upload.status, 201) << upload.text;
    Json body = draft("客户投诉处理办法");
    body["uploads"] = {upload.body.at("id")};
    const Answer proposal = app_.post("wang", "/api/v1/items/proposal", body);
    ASSERT_EQ(proposal.status, 200) << proposal.text;
    EXPECT_EQ(proposal.body["archival_code"], "Q001-WS·2023-D30-ZJB-0001");
    const Json item = filed(body);
    EXPECT_EQ(item["archival_code"], "Q001-WS·2023-D30-ZJB-0001");
    ASSERT_EQ(item["files"].size(), 1U);
    const std::string file =
        path(item) + "/files/" + item["files"][0]["id"].get<std::string>() + "/content";
    const Answer shown = app_.get("wang", file + "?disposition=inline");
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.header("Content-Disposition").substr(0, 6), "inline");
    EXPECT_EQ(app_.get("qian", file).key(), "access.request_loan");
    EXPECT_EQ(app_.get("qian", path(item)).body["access"], "catalogue");
}

TEST_F(ItemsTest, T5_TellsTheMarkAndTheLastDayOfSecrecy) {
    Json body = draft("投标底价");
    body["document_date"] = "2015-06-01";
    body["level"] = 3;
    const Json unmarked = filed(body);
    EXPECT_EQ(unmarked["secrecy_mark"], "机密");
    EXPECT_EQ(unmarked["secrecy_until"], "2035-06-01");
    body["secrecy_months"] = 120;
    const Json marked = filed(body);
    EXPECT_EQ(marked["secrecy_mark"], "机密★10年");
    EXPECT_EQ(marked["secrecy_until"], "2025-06-01");
    EXPECT_TRUE(filed(draft("通知"))["secrecy_until"].is_null());
}

TEST_F(ItemsTest, ServesNoBytesOtherThanThoseThatWereFiled) {
    const Answer upload = app_.upload("wang", "/api/v1/uploads?name=a.txt", "客户投诉");
    Json body = draft("客户投诉处理办法");
    body["uploads"] = {upload.body.at("id")};
    const Json item = filed(body);
    const std::string content =
        path(item) + "/files/" + item["files"][0]["id"].get<std::string>() + "/content";
    EXPECT_EQ(app_.get("wang", content).status, 200);
    const auto blob = core::BlobId::parse(upload.body.at("sha256").get<std::string>()).value();
    const auto stored = app_.store().blobs().path_of(blob);
    std::filesystem::permissions(stored, std::filesystem::perms::owner_all);
    std::ofstream(stored) << "客户投诫";
    for (const test::Headers& headers : {test::Headers{}, test::Headers{{"Range", "bytes=3-5"}}}) {
        const Answer refused = app_.call("wang", "GET", content, nullptr, headers);
        EXPECT_EQ(refused.status, 500);
        EXPECT_EQ(refused.key(), "storage.damaged");
    }
    EXPECT_EQ(app_.get("qian", content).key(), "access.request_loan");  // tells nothing of it
    EXPECT_EQ(app_.get("wang", path(item)).status, 200);  // logged after what was noted before
    const Json log = app_.get("wang", path(item) + "/history").body.at("items");
    const auto noted = std::count_if(log.begin(), log.end(), [](const Json& row) {
        return row.at("action") == "file.damaged" && row.at("outcome") == "failed" &&
               row.at("reason") == "storage.damaged";
    });
    EXPECT_EQ(noted, 1);  // its repetitions are counted
    std::ofstream(stored) << "客户投诉";
    EXPECT_EQ(app_.get("wang", content).status, 200);
}

TEST_F(ItemsTest, ReportsEveryFaultWithItsField) {
    Json body = draft("");
    body["level"] = 9;
    body["nonsense"] = 1;
    const Answer refused = app_.post("wang", "/api/v1/items", body);
    EXPECT_EQ(refused.status, 422);
    EXPECT_GE(refused.body["errors"].size(), 2U);
}

TEST_F(ItemsTest, AnswersAStaleChangeWithTheStoredRecord) {
    const Json item = filed(draft("通知"));
    EXPECT_EQ(app_.call("wang", "PUT", path(item), draft("改")).status, 428);
    ASSERT_EQ(app_.change("wang", "PUT", path(item), 1, draft("通知(改)")).status, 200);
    const Answer stale = app_.change("li", "PUT", path(item), 1, draft("通知(又改)"));
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.body["current"]["title"], "通知(改)");
}

TEST_F(ItemsTest, HidesWhatIsAboveTheClearance) {
    Json body = draft("机密文件");
    body["level"] = 3;
    const Json hidden = filed(body);
    const Answer a = app_.get("qian", path(hidden));
    const Answer b = app_.get("qian", "/api/v1/items/987654");
    EXPECT_EQ(a.status, 404);
    EXPECT_EQ(a.key(), b.key());
    EXPECT_EQ(app_.get("qian", "/api/v1/items").body["total"], 0);
    EXPECT_EQ(app_.get("wang", "/api/v1/tree").body["fonds"][0]["count"], 1);
    EXPECT_EQ(app_.get("qian", "/api/v1/tree").body["fonds"][0]["count"], 0);
}

TEST_F(ItemsTest, ListsInPages) {
    for (const char* title : {"一", "二", "三"}) filed(draft(title));
    const Answer first = app_.get("wang", "/api/v1/items?limit=2");
    ASSERT_EQ(first.body["items"].size(), 2U);
    EXPECT_EQ(first.body["total"], 3);
    const Answer rest = app_.get(
        "wang", "/api/v1/items?limit=2&cursor=" + first.body["next_cursor"].get<std::string>());
    ASSERT_EQ(rest.body["items"].size(), 1U);
    EXPECT_TRUE(rest.body["next_cursor"].is_null());
    EXPECT_EQ(app_.get("wang", "/api/v1/items?cursor=nonsense").field(), "cursor");
}

TEST_F(ItemsTest, ComposesAndSealsAVolumeByTwoPeople) {
    const Json item = filed(draft("通知"));
    const Answer made = app_.post("wang", "/api/v1/volumes",
                                  {{"fonds_id", fonds_},
                                   {"department_id", std::to_string(app_.department("ZJB"))},
                                   {"category", "WS"},
                                   {"filing_year", 2023},
                                   {"retention_class", "D30"},
                                   {"title", "往来文书"}});
    ASSERT_EQ(made.status, 201) << made.text;
    const std::string volume = path(made.body, "volumes");
    const Answer added =
        app_.change("wang", "POST", volume + "/items", 1, {{"item_ids", {item["id"]}}});
    ASSERT_EQ(added.status, 200) << added.text;
    EXPECT_EQ(added.body["items"][0]["start_page"], 1);
    const Answer placed = app_.change("wang", "PATCH", volume, 2, {{"location", "一库2架"}});
    ASSERT_EQ(placed.status, 200) << placed.text;
    const Answer submitted = app_.change("wang", "POST", volume + "/submit", 3);
    ASSERT_EQ(submitted.status, 200) << submitted.text;
    EXPECT_EQ(app_.change("wang", "POST", volume + "/check", 4, {{"approve", true}}).key(),
              "access.own_work");
    const Answer sealed = app_.change("li", "POST", volume + "/check", 4, {{"approve", true}});
    ASSERT_EQ(sealed.status, 200) << sealed.text;
    EXPECT_EQ(sealed.body["state"], "sealed");
    EXPECT_EQ(app_.get("wang", volume + "/prints").body["count"], 0);
    EXPECT_EQ(app_.get("wang", "/api/v1/volumes?state=sealed").body["items"].size(), 1U);
    const Answer history = app_.get("wang", path(item) + "/history");
    EXPECT_EQ(history.body["items"].back()["action"], "item.filed");
}

TEST_F(ItemsTest, LinksWithdrawsAndClones) {
    const Json main = filed(draft("正件"));
    const Json annex = filed(draft("附件"));
    const Answer linked =
        app_.post("wang", path(annex) + "/links",
                  {{"item_id", main["id"]}, {"kind", "main_attachment"}, {"direction", "leading"}});
    ASSERT_EQ(linked.status, 201) << linked.text;
    const std::string link = linked.body["links"][0]["id"].get<std::string>();
    EXPECT_EQ(app_.call("wang", "DELETE", path(annex) + "/links/" + link).status, 200);
    const Answer gone =
        app_.change("wang", "POST", path(annex) + "/withdraw", 1, {{"reason", "归错"}});
    EXPECT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(gone.body["state"], "withdrawn");
    const std::string clauses = "/api/v1/fonds/" + fonds_ + "/clauses";
    ASSERT_EQ(
        app_.post("wang", clauses,
                  {{"filing_year", 2023}, {"clause_no", "1"}, {"title", "通知"}, {"scope", 4}})
            .status,
        201);
    EXPECT_EQ(app_.post("wang", clauses + "/clone", {{"from_year", 2023}, {"to_year", 2024}})
                  .body["items"]
                  .size(),
              1U);
    EXPECT_EQ(app_.get("wang", "/api/v1/levels").body.size(), 5U);
    EXPECT_EQ(app_.get("wang", "/api/v1/categories").body.size(), 9U);
    EXPECT_EQ(app_.get("wang", "/api/v1/retention-classes").body.size(), 5U);
    EXPECT_EQ(app_.get("wang", "/api/v1/forms").body[0]["id"], "item_catalogue");
}

}  // namespace
}  // namespace lantai
