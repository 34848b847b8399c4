// Arrangement, codes, boxes and proposals over HTTP; every answer is checked against openapi.json.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/test_app.hpp"

namespace lantai {
namespace {

using core::Level;
using core::Role;
using test::Answer;
using test::Json;

class ArrangementApiTest : public ::testing::Test {
protected:
    ArrangementApiTest() {
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
        zjb_ = std::to_string(app_.department("ZJB"));
    }
    std::string category(const std::string& code = "WS") {
        return "/api/v1/fonds/" + fonds_ + "/categories/" + code;
    }
    Json settings(const std::string& arrangement) {
        return {{"arrangement", arrangement},
                {"item_code_template", "{fonds}-{category}·{year}-{retention}-{dept}-{item:4}"},
                {"volume_code_template", "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}"},
                {"box_code_template", "{fonds}-{category}·{year}-{retention}-{dept}-H{box:3}"},
                {"page_limit", 150}};
    }
    Json filed(const std::string& title) {
        const Answer answer = app_.post("wang", "/api/v1/items",
                                        {{"fonds_id", fonds_},
                                         {"department_id", zjb_},
                                         {"category", "WS"},
                                         {"kind", "general"},
                                         {"title", title},
                                         {"creator", "总经理办公室"},
                                         {"document_date", "2023-03-01"},
                                         {"retention_class", "D30"},
                                         {"level", 1},
                                         {"pages", 2},
                                         {"copies", 1},
                                         {"medium", "paper"}});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.body;
    }
    void by_item() {
        ASSERT_EQ(app_.change("wang", "PUT", category(), 1, settings("item")).status, 200);
    }
    Json box() {
        const Answer made = app_.post("wang", "/api/v1/boxes",
                                      {{"fonds_id", fonds_},
                                       {"department_id", zjb_},
                                       {"category", "WS"},
                                       {"filing_year", 2023},
                                       {"retention_class", "D30"}});
        EXPECT_EQ(made.status, 201) << made.text;
        return made.body;
    }
    test::TestApp app_;
    std::string fonds_;
    std::string zjb_;
};

TEST_F(ArrangementApiTest, ACategoryFollowsItsFondsUntilItIsSet) {
    const Answer all = app_.get("qian", "/api/v1/fonds/" + fonds_ + "/categories");
    ASSERT_EQ(all.status, 200) << all.text;
    EXPECT_EQ(all.body["items"].size(), 9U);
    const Answer before = app_.get("wang", category());
    EXPECT_EQ(before.body["own"], false);
    EXPECT_EQ(before.etag(), "\"1\"");
    EXPECT_EQ(app_.change("qian", "PUT", category(), 1, settings("item")).status, 403);
    const Answer set = app_.change("wang", "PUT", category(), 1, settings("item"));
    ASSERT_EQ(set.status, 200) << set.text;
    EXPECT_EQ(set.body["year_policy"], "item");
    EXPECT_EQ(set.etag(), "\"2\"");
    EXPECT_EQ(app_.change("wang", "PUT", category(), 1, settings("volume")).status, 412);
    EXPECT_EQ(app_.get("wang", category("XX")).status, 404);
    Json bad = settings("item");
    bad["item_code_template"] = "{fonds}-{colour}";
    const Answer refused = app_.change("wang", "PUT", category(), 2, bad);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.field(), "item_code_template");
}

TEST_F(ArrangementApiTest, PreviewsATemplateOrSaysWhereItIsWrong) {
    const Json parts = {{"fonds", "Q001"},    {"category", "WS"}, {"year", 2023},
                        {"retention", "D30"}, {"dept", "ZJB"},    {"item", 12}};
    const auto preview = [&](const std::string& pattern) {
        const Answer answer =
            app_.post("wang", "/api/v1/codes/preview", {{"template", pattern}, {"parts", parts}});
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.body;
    };
    const Json good = preview("{fonds}-{category}·{year}-{retention}-{dept}-{item:4}");
    EXPECT_EQ(good["code"], "Q001-WS·2023-D30-ZJB-0012");
    EXPECT_TRUE(good["fault"].is_null());
    const Json bad = preview("{fonds}-{colour}-{item:4}");
    EXPECT_EQ(bad["code"], "");
    EXPECT_EQ(bad["fault"]["key"], "code.unknown_field");
    EXPECT_EQ(bad["fault"]["params"]["position"], "10");
    EXPECT_EQ(preview("{fonds}-{volume:3}")["fault"]["params"]["component"], "volume");
    const Answer presets = app_.get("wang", "/api/v1/code-presets");
    for (const char* locale : {"en", "zh-CN"}) {
        std::ifstream in(std::string(LANTAI_LOCALES) + "/" + locale + "/words.json");
        const Json words = Json::parse(in);
        for (const Json& preset : presets.body)
            EXPECT_FALSE(words.at("words").at("code_preset").value(preset["id"], "").empty())
                << locale << " " << preset["id"];
    }
    EXPECT_EQ(presets.status, 200) << presets.text;
    EXPECT_EQ(presets.body[2]["id"], "by_item");
}

TEST_F(ArrangementApiTest, FillsChecksAndClosesABox) {
    by_item();
    const Json item = filed("通知");
    Json box = this->box();
    const std::string path = "/api/v1/boxes/" + box["id"].get<std::string>();
    const Answer filled =
        app_.change("wang", "POST", path + "/items", box["version"], {{"item_ids", {item["id"]}}});
    ASSERT_EQ(filled.status, 200) << filled.text;
    EXPECT_EQ(filled.body["items"][0]["box_code"], "Q001-WS·2023-D30-ZJB-H001");
    const Answer shown = app_.get("wang", "/api/v1/items/" + item["id"].get<std::string>());
    EXPECT_EQ(shown.body["box"]["id"], box["id"]);
    const Answer placed = app_.change("wang", "PATCH", path, filled.body["version"],
                                      {{"shelf", {{"room", "一号库房"}, {"shelf", "3"}}}});
    ASSERT_EQ(placed.status, 200) << placed.text;
    const Answer sign = app_.change("wang", "POST", path + "/submit", placed.body["version"]);
    ASSERT_EQ(sign.status, 200) << sign.text;
    EXPECT_EQ(sign.body["signed"], true);
    const Answer back =
        app_.change("li", "POST", path + "/reopen", sign.body["version"], {{"reason", "页数不符"}});
    ASSERT_EQ(back.status, 200) << back.text;
    const Answer again = app_.change("wang", "POST", path + "/submit", back.body["version"]);
    const Answer closed =
        app_.change("li", "POST", path + "/check", again.body["version"], {{"approve", true}});
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(closed.body["state"], "closed");
    EXPECT_EQ(app_.change("wang", "DELETE", path + "/items/" + item["id"].get<std::string>(),
                          closed.body["version"])
                  .key(),
              "box.not_open");
    const Answer list = app_.get("qian", "/api/v1/boxes?filing_year=2023&state=closed");
    ASSERT_EQ(list.status, 200) << list.text;
    EXPECT_EQ(list.body["items"].size(), 1U);
    const Answer found = app_.get("wang", "/api/v1/codes?code=Q001-WS.2023-D30-ZJB-H001");
    ASSERT_EQ(found.status, 200) << found.text;
    EXPECT_EQ(found.body["owner"], "box");
    EXPECT_EQ(found.body["id"], box["id"]);
    EXPECT_EQ(app_.get("wang", "/api/v1/codes?code=nothing").status, 404);
}

TEST_F(ArrangementApiTest, ProposesAndMakesVolumes) {
    const Json first = filed("一");
    const Json second = filed("二");
    const Json query = {{"fonds_id", fonds_}, {"category", "WS"}, {"filing_year", 2023}};
    const Answer proposal = app_.post("wang", "/api/v1/volumes/proposals", query);
    ASSERT_EQ(proposal.status, 200) << proposal.text;
    ASSERT_EQ(proposal.body["units"].size(), 1U);
    const Json unit = proposal.body["units"][0];
    EXPECT_EQ(unit["item_ids"], Json({first["id"], second["id"]}));
    Json accept = query;
    accept["units"] = {{{"department_id", unit["department_id"]},
                        {"retention_class", unit["retention_class"]},
                        {"title", unit["title"]},
                        {"item_ids", unit["item_ids"]}}};
    EXPECT_EQ(app_.post("qian", "/api/v1/volumes/proposals/accept", accept).status, 403);
    const Answer made = app_.post("wang", "/api/v1/volumes/proposals/accept", accept);
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.body["items"][0]["archival_code"], "Q001-WS·2023-D30-ZJB-001");
    EXPECT_EQ(made.body["items"][0]["item_count"], 2);
    const Answer twice = app_.post("wang", "/api/v1/volumes/proposals/accept", accept);
    EXPECT_EQ(twice.status, 409);
    EXPECT_EQ(twice.key(), "volume.item_elsewhere");
}

TEST_F(ArrangementApiTest, ReportsTheGapsOfAYear) {
    filed("一");
    const Json second = filed("二");
    const Answer withdrawn = app_.change(
        "wang", "POST", "/api/v1/items/" + second["id"].get<std::string>() + "/withdraw",
        second["version"], {{"reason", "误归"}});
    ASSERT_EQ(withdrawn.status, 200) << withdrawn.text;
    const std::string path = "/api/v1/fonds/" + fonds_ + "/code-report";
    const Answer report = app_.get("wang", path + "?year=2023");
    ASSERT_EQ(report.status, 200) << report.text;
    const Json series = report.body["series"][0];
    EXPECT_EQ(series["scope"], "Q001-WS·2023-D30-ZJB-");
    EXPECT_EQ(series["gaps"][0]["kind"], "withdrawn");
    EXPECT_EQ(series["gaps"][0]["from"], 2);
    EXPECT_EQ(series["given"], 2);
    EXPECT_TRUE(app_.get("wang", path + "?year=1999").body["series"].empty());
    EXPECT_EQ(app_.get("qian", path).status, 403);
}

}  // namespace
}  // namespace lantai
