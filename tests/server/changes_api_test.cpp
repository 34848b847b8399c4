#include <gtest/gtest.h>

#include "tests/support/test_app.hpp"

namespace lantai {
namespace {

using core::Level;
using core::Role;
using test::Answer;
using test::Json;

/// Changes by two people, old holdings and handovers over HTTP; every answer is checked against
/// openapi.json by TestApp.
class ChangesApiTest : public ::testing::Test {
protected:
    ChangesApiTest() {
        app_.add_person({"wang", {Role::archivist}, Level::top_secret, "ZJB"});
        app_.add_person({"li", {Role::archivist}, Level::top_secret, "ZJB"});
        app_.add_person({"qian", {Role::employee}, Level::internal, "CWB"});
        zjb_ = std::to_string(app_.department("ZJB"));
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
    Json draft(const std::string& title, const std::string& kind = "general",
               const std::string& date = "2022-03-01") {
        return {{"fonds_id", fonds_},
                {"department_id", zjb_},
                {"category", "WS"},
                {"kind", kind},
                {"title", title},
                {"creator", "总经理办公室"},
                {"document_date", date},
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
    static std::string path(const std::string& kind, const Json& record) {
        return "/api/v1/" + kind + "/" + record.at("id").get<std::string>();
    }
    Answer step(const std::string& who, const std::string& kind, const Json& record,
                const std::string& verb, const Json& body = nullptr) {
        return app_.change(who, "POST", path(kind, record) + "/" + verb,
                           record.at("version").get<int>(), body);
    }
    Json sealed(const Json& item, const std::vector<Json>& more = {}) {
        Json volume = app_.post("wang", "/api/v1/volumes",
                                {{"fonds_id", fonds_},
                                 {"department_id", zjb_},
                                 {"category", "WS"},
                                 {"filing_year", 2022},
                                 {"retention_class", "D30"},
                                 {"title", "往来文书"}})
                          .body;
        Json ids = Json::array({item["id"]});
        for (const Json& id : more) ids.push_back(id);
        volume = step("wang", "volumes", volume, "items", {{"item_ids", ids}}).body;
        volume = step("wang", "volumes", volume, "submit").body;
        const Answer done = step("li", "volumes", volume, "check", {{"approve", true}});
        EXPECT_EQ(done.status, 200) << done.text;
        return done.body;
    }
    Json request(const std::string& kind, const std::string& type, const Json& record) {
        return {{"kind", kind},
                {"object_type", type},
                {"object_id", record["id"]},
                {"object_version", record["version"]},
                {"reason", "笔误"}};
    }
    test::TestApp app_;
    std::string zjb_;
    std::string fonds_;
};

TEST_F(ChangesApiTest, ReopensASealedVolumeByTwoPeople) {
    const Json volume = sealed(filed(draft("通知")));
    EXPECT_EQ(
        app_.post("qian", "/api/v1/change-requests", request("reopen_volume", "volume", volume))
            .key(),
        "access.role_missing");
    const Answer made =
        app_.post("wang", "/api/v1/change-requests", request("reopen_volume", "volume", volume));
    ASSERT_EQ(made.status, 201) << made.text;
    const Answer again =
        app_.post("li", "/api/v1/change-requests", request("reopen_volume", "volume", volume));
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.key(), "change.already_open");
    EXPECT_EQ(step("wang", "change-requests", made.body, "decision", {{"approve", true}}).key(),
              "access.own_work");
    const Answer inbox = app_.get("li", "/api/v1/change-requests?state=open&object_type=volume");
    ASSERT_EQ(inbox.body["items"].size(), 1U);
    EXPECT_EQ(inbox.body["items"][0]["can"], Json({"decide_change"}));
    EXPECT_TRUE(app_.get("li", "/api/v1/change-requests?mine=1").body["items"].empty());
    EXPECT_EQ(app_.get("qian", path("change-requests", made.body)).status, 404);
    const Answer done = step("li", "change-requests", made.body, "decision", {{"approve", true}});
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(done.body["state"], "approved");
    const Answer open = app_.get("wang", path("volumes", volume));
    EXPECT_EQ(open.body["state"], "open");
    EXPECT_EQ(open.body["notes"].size(), 1U);
    EXPECT_EQ(step("li", "change-requests", made.body, "decision", {{"approve", true}}).key(),
              "change.decided");
}

TEST_F(ChangesApiTest, CorrectsRefusesAndWithdraws) {
    const Json item = filed(draft("错题名"));
    sealed(item);
    const Json now = app_.get("wang", path("items", item)).body;
    EXPECT_EQ(app_.change("wang", "PUT", path("items", item), now["version"], draft("改")).key(),
              "volume.sealed");
    Json wanted = request("correct_item", "item", now);
    wanted["fields"] = {{"pages", "9"}};
    const Answer pages = app_.post("wang", "/api/v1/change-requests", wanted);
    EXPECT_EQ(pages.status, 422);
    EXPECT_EQ(pages.field(), "fields.pages");
    wanted["fields"] = {{"title", "正题名"}, {"remarks", nullptr}};
    Answer made = app_.post("wang", "/api/v1/change-requests", wanted);
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.body["fields"],
              Json::array({{{"name", "title"}, {"from", "错题名"}, {"to", "正题名"}}}));
    EXPECT_EQ(step("li", "change-requests", made.body, "decision", {{"approve", false}}).field(),
              "reason");
    EXPECT_EQ(step("li", "change-requests", made.body, "decision",
                   {{"approve", false}, {"reason", "无据"}})
                  .body["state"],
              "refused");
    made = app_.post("wang", "/api/v1/change-requests", wanted);
    EXPECT_EQ(step("wang", "change-requests", made.body, "withdraw").body["state"], "withdrawn");
    made = app_.post("wang", "/api/v1/change-requests", wanted);
    const Answer stale = app_.change("li", "POST", path("change-requests", made.body) + "/decision",
                                     7, {{"approve", true}});
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.body["current"]["id"], made.body["id"]);
    ASSERT_EQ(step("li", "change-requests", made.body, "decision", {{"approve", true}}).status,
              200);
    EXPECT_EQ(app_.get("wang", path("items", item)).body["title"], "正题名");
    wanted["object_version"] = now["version"];
    EXPECT_EQ(app_.post("wang", "/api/v1/change-requests", wanted).status, 412);
}

TEST_F(ChangesApiTest, LevelAndClassNeedASecondPerson) {
    const Json item = filed(draft("通知"));
    Json edit = draft("通知");
    edit["level"] = 2;
    const Answer refused = app_.change("wang", "PUT", path("items", item), item["version"], edit);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.key(), "item.needs_second_person");
    Json wanted = request("change_level", "item", item);
    wanted["level"] = 3;
    wanted["secrecy_months"] = 120;
    const Answer made = app_.post("wang", "/api/v1/change-requests", wanted);
    ASSERT_EQ(made.status, 201) << made.text;
    ASSERT_EQ(step("li", "change-requests", made.body, "decision", {{"approve", true}}).status,
              200);
    EXPECT_EQ(app_.get("wang", path("items", item)).body["level"], 3);
    EXPECT_EQ(app_.get("qian", path("items", item)).status, 404);
}

TEST_F(ChangesApiTest, ALateReplyProposesTheMoveOfItsRequest) {
    const Json asking = filed(draft("请示", "request", "2022-12-20"));
    const Json volume = sealed(asking);
    Json reply = draft("批复", "reply", "2023-01-15");
    reply["links"] = Json::array(
        {{{"item_id", asking["id"]}, {"kind", "reply_request"}, {"direction", "following"}}});
    const Answer proposal = app_.post("wang", "/api/v1/items/proposal", reply);
    EXPECT_TRUE(proposal.body["faults"].empty()) << proposal.text;
    EXPECT_EQ(proposal.body["late"][0]["volume_code"], volume["archival_code"]);
    EXPECT_EQ(filed(reply)["filing_year"], 2023);
    const Json move = app_.get("li", "/api/v1/change-requests?kind=move_group").body["items"][0];
    ASSERT_EQ(step("li", "change-requests", move, "decision", {{"approve", true}}).status, 200);
    EXPECT_EQ(app_.get("wang", path("items", asking)).body["filing_year"], 2023);
    EXPECT_EQ(app_.get("wang", path("volumes", volume)).body["notes"].size(), 1U);
}

TEST_F(ChangesApiTest, TakesOldVolumesAndSaysWhereTheyStand) {
    const Json old = {{"fonds_id", fonds_},
                      {"department_id", zjb_},
                      {"category", "WS"},
                      {"filing_year", 1987},
                      {"retention_class", "C"},
                      {"level", 1},
                      {"title", "基建往来"},
                      {"archival_code", "87-长期-3"},
                      {"date_text", "1986—1988"},
                      {"shelf", {{"room", "1"}, {"row", "03"}}},
                      {"items", 23},
                      {"pages", 180},
                      {"rows", Json::array({{{"title", "请示"}, {"date_text", "[1987年秋]"}}})}};
    const Answer made = app_.post("wang", "/api/v1/old-volumes", old);
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.body["origin"], "old");
    EXPECT_EQ(made.body["items"][0]["date_text"], "[1987年秋]");
    EXPECT_EQ(app_.post("wang", "/api/v1/old-volumes", old).status, 422);
    const Answer found = app_.get("qian", "/api/v1/volumes?location=1-03&origin=old");
    ASSERT_EQ(found.body["items"].size(), 1U);
    EXPECT_EQ(found.body["items"][0]["shelf"]["row"], "03");
    EXPECT_EQ(found.body["items"][0]["old_items"], 23);
    EXPECT_EQ(found.body["items"][0]["old_pages"], 180);
    const Answer moved =
        app_.change("wang", "PATCH", path("volumes", made.body), 1, {{"shelf", {{"room", "2"}}}});
    ASSERT_EQ(moved.status, 200) << moved.text;
    EXPECT_TRUE(app_.get("qian", "/api/v1/volumes?location=1-03").body["items"].empty());
    EXPECT_EQ(app_.change("wang", "PATCH", path("volumes", made.body), 2, {{"title", "改"}}).status,
              409);
}

TEST_F(ChangesApiTest, HandsOverAgainstTwoSignatures) {
    const Json volume = sealed(filed(draft("通知")));
    const Answer made =
        app_.post("wang", "/api/v1/handovers",
                  {{"department_id", zjb_},
                   {"rows", Json::array({{{"volume_id", volume["id"]}, {"paper", true}}})}});
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.body["handover_no"].get<std::string>().substr(0, 2), "YJ");
    Answer now = step("wang", "handovers", made.body, "give");
    ASSERT_EQ(now.status, 200) << now.text;
    const Json row = now.body["rows"][0]["id"];
    EXPECT_EQ(step("li", "handovers", now.body, "receive", {{"paper_received", {row}}}).key(),
              "handover.notes_form_missing");
    const Answer upload = app_.upload("wang", "/api/v1/uploads?name=notes.pdf", "%PDF-1.4");
    now = app_.change("wang", "PUT",
                      path("handovers", made.body) + "/rows/" + row.get<std::string>() + "/file",
                      now.body["version"], {{"upload_id", upload.body["id"]}});
    ASSERT_EQ(now.status, 200) << now.text;
    now = step("li", "handovers", now.body, "receive", {{"paper_received", {row}}});
    ASSERT_EQ(now.status, 200) << now.text;
    EXPECT_EQ(now.body["receiver_name"], "li");
    EXPECT_EQ(app_.get("wang", "/api/v1/handovers?state=received").body["items"].size(), 1U);
    EXPECT_EQ(step("wang", "handovers", now.body, "cancel", {{"reason", "误"}}).key(),
              "handover.closed");
    EXPECT_EQ(app_.get("qian", "/api/v1/handovers").status, 403);
}

// domain.md 2.10: a place is shown wherever its volume is, to whoever may know of the volume.
TEST_F(ChangesApiTest, TellsThePlaceInHandoversAndChanges) {
    app_.add_person({"sun", {Role::auditor}, Level::internal, "ZJB"});
    const Json item = filed(draft("通知"));
    Json secret = draft("标底");
    secret["level"] = 2;
    Json volume = sealed(item, {filed(secret)["id"]});
    const Answer placed =
        app_.change("wang", "PATCH", path("volumes", volume), volume["version"],
                    {{"shelf", {{"room", "1"}, {"box", "12"}}}, {"location", "靠窗"}});
    ASSERT_EQ(placed.status, 200) << placed.text;
    volume = placed.body;
    const auto rows = Json::array({{{"item_id", item["id"]}, {"paper", true}},
                                   {{"volume_id", volume["id"]}, {"paper", true}}});
    const Answer given = app_.post("wang", "/api/v1/handovers",
                                   {{"department_id", zjb_}, {"remarks", ""}, {"rows", rows}});
    ASSERT_EQ(given.status, 201) << given.text;
    const Json shown = app_.get("li", path("handovers", given.body)).body["rows"];
    for (const Json& row : shown) {
        EXPECT_EQ(row["shelf"]["box"], "12");
        EXPECT_EQ(row["location"], "靠窗");
    }
    const Json unknown = app_.get("sun", path("handovers", given.body)).body["rows"];
    EXPECT_FALSE(unknown[0]["hidden"].get<bool>());
    EXPECT_EQ(unknown[0]["shelf"]["box"], "");
    EXPECT_TRUE(unknown[1]["hidden"].get<bool>());
    EXPECT_EQ(unknown[1]["location"], "");

    Json correct = request("correct_item", "item", app_.get("wang", path("items", item)).body);
    correct["fields"] = {{"title", "通知（一）"}};
    const Answer asked = app_.post("wang", "/api/v1/change-requests", correct);
    ASSERT_EQ(asked.status, 201) << asked.text;
    EXPECT_EQ(asked.body["shelf"]["room"], "1");
    const Answer seen = app_.get("sun", path("change-requests", asked.body));
    ASSERT_EQ(seen.status, 200) << seen.text;
    EXPECT_EQ(seen.body["shelf"]["room"], "");
    EXPECT_EQ(seen.body["location"], "");
    const Answer reopen =
        app_.post("wang", "/api/v1/change-requests", request("reopen_volume", "volume", volume));
    ASSERT_EQ(reopen.status, 201) << reopen.text;
    EXPECT_EQ(reopen.body["location"], "靠窗");
}

}  // namespace
}  // namespace lantai
