// Collection over HTTP: the answers fit openapi.json and the rights hold.
#include <gtest/gtest.h>

#include "tests/support/test_app.hpp"

namespace lantai::test {
namespace {

using core::Level;
using core::Role;

/// tao keeps the archive room (DAS), sec grants; zhou, wu work in ZJB, qian in CWB; bai supervises.
class CollectionApiTest : public ::testing::Test {
protected:
    CollectionApiTest() {
        app_.add_person({"sec", {Role::security_admin}, Level::open, "DAS"});
        app_.add_person({"tao", {Role::archivist}, Level::top_secret, "DAS"});
        app_.add_person({"zhou", {Role::employee}, Level::internal, "ZJB"});
        app_.add_person({"wu", {Role::employee}, Level::internal, "ZJB"});
        app_.add_person({"qian", {Role::employee}, Level::internal, "CWB"});
        app_.add_person({"bai", {Role::supervisor}, Level::internal, "ZJB"});
    }
    std::string id(const std::string& login) { return std::to_string(app_.id_of(login)); }
    std::string department(const std::string& code) {
        return std::to_string(app_.department(code));
    }
    Json appoint(const std::string& login, const std::string& code) {
        const auto post = app_.post("sec", "/api/v1/positions",
                                    {{"kind", "department_archivist"},
                                     {"department_id", department(code)},
                                     {"user_id", id(login)},
                                     {"from", "2020-01-01"}});
        EXPECT_EQ(post.status, 201) << post.text;
        return post.body;
    }
    TestApp app_;
};

TEST_F(CollectionApiTest, R3_ListsAppointmentsAndGaps) {
    appoint("zhou", "ZJB");
    const auto list = app_.get("bai", "/api/v1/archivist-appointments");
    ASSERT_EQ(list.status, 200) << list.text;
    std::map<std::string, bool> gaps;
    for (const Json& one : list.body["items"]) gaps[one["department_code"]] = one["gap"];
    EXPECT_FALSE(gaps.at("ZJB"));
    EXPECT_TRUE(gaps.at("CWB"));
    EXPECT_EQ(app_.get("qian", "/api/v1/archivist-appointments").status, 403);
}

TEST_F(CollectionApiTest, R4_TheArchiveRoomAcknowledgesAnAppointment) {
    appoint("zhou", "ZJB");
    const auto notices = app_.get("tao", "/api/v1/appointment-notices?open=1");
    ASSERT_EQ(notices.body["items"].size(), 1u) << notices.text;
    const std::string target = "/api/v1/appointment-notices/" +
                               notices.body["items"][0]["id"].get<std::string>() + "/acknowledge";
    EXPECT_EQ(app_.post("bai", target).status, 403);
    EXPECT_EQ(app_.post("tao", target).status, 200);
    EXPECT_EQ(app_.post("tao", target).key(), "notice.acknowledged");
    EXPECT_TRUE(app_.get("tao", "/api/v1/appointment-notices?open=1").body["items"].empty());
}

TEST_F(CollectionApiTest, R16_APaperGoesThroughTheRegister) {
    appoint("zhou", "ZJB");
    const Json draft = {{"department_id", department("ZJB")},
                        {"direction", "incoming"},
                        {"origin", "ordinary"},
                        {"registered_on", "2020-03-01"},
                        {"document_no", "安〔2020〕7号"},
                        {"correspondent", "市应急局"},
                        {"title", "关于安全检查的通知"},
                        {"level", 1},
                        {"handler_id", id("wu")}};
    const auto made = app_.post("zhou", "/api/v1/register-entries", draft);
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.body["register_no"], "ZJB-2020-S-0001");
    const std::string target = "/api/v1/register-entries/" + made.body["id"].get<std::string>();
    const auto act = [&](const std::string& who, int version, const std::string& what) {
        return app_.change(who, "POST", target + "/acts", version, {{"act", what}});
    };
    EXPECT_EQ(act("zhou", 1, "collect").key(), "register.wrong_state");
    EXPECT_EQ(act("wu", 1, "conclude").status, 200);
    EXPECT_EQ(act("wu", 2, "collect").status, 403);
    const auto collected = act("zhou", 2, "collect");
    ASSERT_EQ(collected.status, 200) << collected.text;
    EXPECT_EQ(collected.body["steps"].size(), 2u);
    const auto list =
        app_.get("bai", "/api/v1/register-entries?state=collected&query=%E5%AE%89%E5%85%A8");
    EXPECT_EQ(list.body["total"], 1) << list.text;
    EXPECT_EQ(app_.get("qian", target).status, 404);
    Json corrected = draft;
    corrected.erase("department_id");
    corrected.erase("direction");
    corrected["title"] = "关于消防检查的通知";
    const auto correction = app_.change("zhou", "POST", target + "/correction", 3, corrected);
    ASSERT_EQ(correction.status, 201) << correction.text;
    EXPECT_EQ(correction.body["corrects_no"], "ZJB-2020-S-0001");
    EXPECT_EQ(app_.get("zhou", target).body["corrected_by_no"], "ZJB-2020-S-0002");
    EXPECT_EQ(app_.get("zhou", "/api/v1/register-entries?valid_only=1").body["total"], 1);
}

TEST_F(CollectionApiTest, R6_TheGeneralOfficeIsNamedByTheArchivist) {
    EXPECT_TRUE(app_.get("zhou", "/api/v1/general-office").body["department_id"].is_null());
    const Json office = {{"department_id", department("ZJB")}};
    EXPECT_EQ(app_.call("zhou", "PUT", "/api/v1/general-office", office).status, 403);
    EXPECT_EQ(app_.call("tao", "PUT", "/api/v1/general-office", office).status, 200);
    EXPECT_EQ(app_.get("zhou", "/api/v1/general-office").body, office);
}

TEST_F(CollectionApiTest, R13_TheScheduleStandsUnderTheTenScopes) {
    EXPECT_EQ(app_.get("zhou", "/api/v1/filing-scopes").body.size(), 10u);
    const Json row = {{"code", "6.1"},
                      {"scope", 6},
                      {"title", "采购合同"},
                      {"retention_class", "D30"},
                      {"level", 1}};
    const auto made = app_.post("tao", "/api/v1/schedule-rows", row);
    ASSERT_EQ(made.status, 201) << made.text;
    const std::string target = "/api/v1/schedule-rows/" + made.body["id"].get<std::string>();
    Json closed = row;
    closed["active"] = false;
    EXPECT_EQ(app_.change("tao", "PUT", target, 1, closed).status, 200);
    const auto stale = app_.change("tao", "PUT", target, 1, closed);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.body["current"]["active"], false);
    EXPECT_EQ(app_.get("zhou", "/api/v1/schedule-rows").body["items"].size(), 1u);
    EXPECT_EQ(app_.call("tao", "DELETE", target).status, 204);
}

TEST_F(CollectionApiTest, R9_ATripClaimIsPayableOnceSigned) {
    appoint("zhou", "ZJB");
    const auto asked = app_.post("wu", "/api/v1/clearances",
                                 {{"kind", "travel"},
                                  {"subject", "上海，供应商验厂"},
                                  {"from", "2020-03-04"},
                                  {"to", "2020-03-08"}});
    ASSERT_EQ(asked.status, 201) << asked.text;
    const std::string target = "/api/v1/clearances/" + asked.body["id"].get<std::string>();
    const std::string status =
        "/api/v1/clearances/status?clearance_no=" + asked.body["clearance_no"].get<std::string>();
    EXPECT_EQ(app_.get("qian", status).body["payable"], false);
    EXPECT_EQ(app_.get("wu", target + "/certificate.pdf").key(), "clearance.blocked");
    const Json nothing = {{"nothing_to_file", true}};
    EXPECT_EQ(app_.change("wu", "POST", target + "/sign", 1, nothing).status, 403);
    EXPECT_EQ(app_.change("zhou", "POST", target + "/sign", 1, nothing).status, 200);
    EXPECT_EQ(app_.get("qian", status).body["payable"], true);
    const auto pdf = app_.get("wu", target + "/certificate.pdf");
    ASSERT_EQ(pdf.status, 200) << pdf.text;
    EXPECT_EQ(pdf.text.substr(0, 5), "%PDF-");
    EXPECT_EQ(app_.get("wu", "/api/v1/clearances?state=cleared").body["items"].size(), 1u);
}

TEST_F(CollectionApiTest, R5_ALeaverIsClearedByTwoSignatures) {
    app_.add_person({"li", {Role::archivist}, Level::top_secret, "DAS"});
    const auto opened =
        app_.post("tao", "/api/v1/leavings", {{"user_id", id("wu")}, {"reason", "离职"}});
    ASSERT_EQ(opened.status, 201) << opened.text;
    const std::string target = "/api/v1/leavings/" + opened.body["id"].get<std::string>();
    EXPECT_EQ(app_.get("wu", target).status, 403);
    EXPECT_EQ(app_.change("li", "POST", target + "/receive", 1).key(), "leaving.leaver_not_signed");
    const auto scan = app_.upload("tao", "/api/v1/uploads?name=list.txt", "signed by hand");
    ASSERT_EQ(scan.status, 201) << scan.text;
    const auto leaver_signed =
        app_.change("tao", "POST", target + "/signature", 1, {{"upload_id", scan.body["id"]}});
    ASSERT_EQ(leaver_signed.status, 200) << leaver_signed.text;
    EXPECT_EQ(app_.get("tao", target + "/certificate.pdf").key(), "leaving.not_cleared");
    EXPECT_EQ(app_.change("li", "POST", target + "/receive", 2).status, 200);
    EXPECT_EQ(app_.get("tao", target + "/certificate.pdf").status, 200);
    EXPECT_EQ(app_.get("tao", "/api/v1/leavings?state=cleared").body["items"].size(), 1u);
}

TEST_F(CollectionApiTest, R1_WorkListsAndTheBoardAreCounted) {
    appoint("zhou", "ZJB");
    const auto lists = app_.get("bai", "/api/v1/worklists");
    ASSERT_EQ(lists.status, 200) << lists.text;
    EXPECT_EQ(lists.body[0]["group"], "supervisor");
    EXPECT_EQ(app_.get("sec", "/api/v1/worklists").body.size(), 0u);
    const auto board = app_.get("bai", "/api/v1/filing-board?month=2020-03-01");
    ASSERT_EQ(board.status, 200) << board.text;
    EXPECT_EQ(board.body["due"], "2020-04-10");
    EXPECT_EQ(app_.get("qian", "/api/v1/filing-board").status, 403);
}

}  // namespace
}  // namespace lantai::test
