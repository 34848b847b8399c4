#include <gtest/gtest.h>

#include "tests/support/served_archive.hpp"

namespace lantai::test {
namespace {

using core::Level;

class LoansApiTest : public ::testing::Test {
protected:
    Json draft() {
        return {{"item_id", std::to_string(item.id)},
                {"mode", "in_room"},
                {"purpose", "核对合同"},
                {"due_date", app.store().today().plus_days(7).iso()}};
    }
    /// Asked for by wu of another department.
    Json requested() {
        const Answer answer = app.post("wu", "/api/v1/loans", draft());
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.body;
    }
    static std::string path(const Json& loan, const std::string& rest = "") {
        return "/api/v1/loans/" + loan["id"].get<std::string>() + rest;
    }
    Answer decide(const std::string& login, const Json& loan, bool approve,
                  const std::string& reason = "") {
        return app.change(login, "POST", path(loan, "/decision"), loan["version"],
                          {{"approve", approve}, {"reason", reason}});
    }
    /// Every step by whoever it names first.
    Json approved() {
        Json loan = requested();
        while (loan["state"] == "requested") {
            for (const Json& step : loan["steps"]) {
                if (!step["decision"].is_null()) continue;
                const Answer answer = decide(step["holders"][0]["name"], loan, true);
                EXPECT_EQ(answer.status, 200) << answer.text;
                if (answer.status != 200) return loan;
                loan = answer.body;
                break;
            }
        }
        return loan;
    }
    Answer count(const std::string& login, const Json& loan, const char* phase, const char* side,
                 int pages = 3) {
        return app.change(login, "POST", path(loan, "/counts"), loan["version"],
                          {{"phase", phase},
                           {"side", side},
                           {"pieces", 1},
                           {"pages", pages},
                           {"condition", Json::array()},
                           {"remarks", ""}});
    }
    Json issued() {
        const Json first = count("tao", approved(), "issue", "archivist").body;
        return count("wu", first, "issue", "borrower").body;
    }
    std::size_t listed(const std::string& login, const std::string& scope) {
        const Answer answer = app.get(login, "/api/v1/loans?scope=" + scope);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.body["items"].size();
    }

    ServedArchive app;
    core::Item item = app.file({.title = "采购合同"});
};

TEST_F(LoansApiTest, ShowsTheRouteWithItsPeopleBeforeAsking) {
    const Answer answer = app.post("wu", "/api/v1/loans/route", draft());
    ASSERT_EQ(answer.status, 200) << answer.text;
    ASSERT_FALSE(answer.body["steps"].empty());
    for (const Json& step : answer.body["steps"]) {
        EXPECT_FALSE(step["rule"].get<std::string>().empty());
        EXPECT_FALSE(step["holders"].empty());
    }
    EXPECT_EQ(listed("wu", "mine"), 0u);  // nothing was stored
}

TEST_F(LoansApiTest, OnlyTheNamedPersonDecidesAndOthersLearnNothing) {
    const Json loan = requested();
    // qian has no position: not even the existence is told.
    const Answer hidden = decide("qian", loan, true);
    EXPECT_EQ(hidden.status, 403);  // no position that ever decides
    EXPECT_EQ(app.get("qian", path(loan)).status, 404);
    EXPECT_EQ(app.get("qian", path(loan)).key(), "access.not_found");
    EXPECT_EQ(decide("wu", loan, true).status, 403);  // nobody decides the own request
    EXPECT_EQ(app.get("wu", path(loan)).body["state"], "requested");
    EXPECT_EQ(decide("", loan, true).status, 401);
}

TEST_F(LoansApiTest, ASlowDecisionGetsTheLoanAsItIsNow) {
    const Json loan = requested();
    const std::string decider = loan["steps"][0]["holders"][0]["name"];
    ASSERT_EQ(decide(decider, loan, true).status, 200);
    const Answer late = decide(decider, loan, false, "不同意");
    EXPECT_EQ(late.status, 412) << late.text;
    EXPECT_EQ(late.body["current"]["id"], loan["id"]);
    EXPECT_GT(late.body["current"]["version"], loan["version"]);
    EXPECT_EQ(late.body["current"]["steps"][0]["decision"], "approved");
}

TEST_F(LoansApiTest, ADecisionNeedsTheVersionThatWasRead) {
    const Json loan = requested();
    const std::string decider = loan["steps"][0]["holders"][0]["name"];
    EXPECT_EQ(app.post(decider, path(loan, "/decision"), {{"approve", true}}).status, 428);
    const Answer silent = decide(decider, loan, false);
    EXPECT_EQ(silent.status, 422);
    EXPECT_EQ(silent.field(), "reason");
    const Answer refused = decide(decider, loan, false, "用途不明");
    EXPECT_EQ(refused.body["state"], "refused");
}

TEST_F(LoansApiTest, TwoPeopleCountAtIssueAndAtReturn) {
    const Json ready = approved();
    ASSERT_EQ(ready["state"], "approved");
    const Json one_side = count("tao", ready, "issue", "archivist").body;
    EXPECT_EQ(one_side["state"], "issuing");
    EXPECT_EQ(count("tao", one_side, "issue", "borrower").status, 403);  // not the same person
    const Json out = count("wu", one_side, "issue", "borrower").body;
    EXPECT_EQ(out["state"], "on_loan");
    EXPECT_EQ(app.get("tao", "/api/v1/items/" + std::to_string(item.id)).body["loan_state"],
              "on_loan");
    EXPECT_EQ(count("wu", out, "return", "archivist").status, 403);
    const Json back = count("wu", out, "return", "borrower").body;
    EXPECT_EQ(back["state"], "returning");
    const Json done = count("tao", back, "return", "archivist").body;
    EXPECT_EQ(done["state"], "returned");
    EXPECT_EQ(done["counts"].size(), 4u);
    EXPECT_FALSE(done["returned_at"].is_null());
}

TEST_F(LoansApiTest, ACountThatDiffersOpensAnIncidentToBeSettled) {
    const Json out = issued();
    const Json back = count("wu", out, "return", "borrower", 3).body;
    const Json open = count("tao", back, "return", "archivist", 2).body;
    ASSERT_EQ(open["state"], "incident");
    ASSERT_EQ(open["incidents"].size(), 1u);
    EXPECT_EQ(open["incidents"][0]["kind"], "count_mismatch");
    const std::string incident =
        path(open, "/incidents/" + open["incidents"][0]["id"].get<std::string>());
    const Answer early = app.change("tao", "PATCH", incident, open["version"], {{"settle", true}});
    EXPECT_EQ(early.status, 422);
    const Answer settled = app.change("tao", "PATCH", incident, open["version"],
                                      {{"search", "已查阅览室"},
                                       {"remedy", "补复印件"},
                                       {"reported_to", std::to_string(app.id_of("he"))},
                                       {"outcome", "已补齐"},
                                       {"settle", true}});
    ASSERT_EQ(settled.status, 200) << settled.text;
    EXPECT_EQ(settled.body["state"], "returned");
    EXPECT_FALSE(settled.body["incidents"][0]["settled_at"].is_null());
}

TEST_F(LoansApiTest, AnApprovedLoanOpensTheContentAndTheEndClosesIt) {
    // Without HTTP, whose sessions end long before the loan does.
    const auto access = [&] {
        return app.services().items.get(app.caller("wu"), item.id).value().access;
    };
    EXPECT_EQ(access(), core::ItemAccess::catalogue);
    issued();
    EXPECT_EQ(access(), core::ItemAccess::content);
    app.clock.advance_days(7);
    EXPECT_EQ(access(), core::ItemAccess::content);  // the last day counts
    app.clock.advance_days(1);
    EXPECT_EQ(access(), core::ItemAccess::catalogue);
}

TEST_F(LoansApiTest, TheRegisterIsForTheArchiveRoom) {
    const Json ready = approved();
    EXPECT_EQ(listed("wu", "mine"), 1u);
    EXPECT_EQ(listed("qian", "mine"), 0u);
    EXPECT_EQ(listed("tao", "desk"), 1u);
    EXPECT_EQ(listed("tao", "register"), 0u);  // it is of what went out
    const Json half = count("tao", ready, "issue", "archivist").body;
    const Json loan = count("wu", half, "issue", "borrower").body;
    EXPECT_EQ(listed("tao", "register"), 1u);
    EXPECT_EQ(app.get("wu", "/api/v1/loans?scope=register").status, 403);
    EXPECT_EQ(app.get("wu", "/api/v1/loans?scope=desk").status, 403);
    const std::string named = "/api/v1/loans?scope=register&query=";
    EXPECT_EQ(app.get("tao", named + loan["request_no"].get<std::string>()).body["items"].size(),
              1u);
    EXPECT_EQ(app.get("tao", named + "JY1999-0001").body["items"].size(), 0u);
}

TEST_F(LoansApiTest, NamesTheFieldsItDoesNotTake) {
    Json unknown = draft();
    unknown["prupose"] = "x";
    const Answer first = app.post("wu", "/api/v1/loans", unknown);
    EXPECT_EQ(first.status, 422);
    EXPECT_EQ(first.field(), "prupose");
    EXPECT_EQ(first.key(), "request.unknown_field");
    Json silent = draft();
    silent["purpose"] = "";
    EXPECT_EQ(app.post("wu", "/api/v1/loans", silent).field(), "purpose");
    Json wrong = draft();
    wrong["mode"] = "forever";
    EXPECT_EQ(app.post("wu", "/api/v1/loans", wrong).field(), "mode");
}

TEST_F(LoansApiTest, WhatIsAboveTheClearanceIsAnsweredAsMissing) {
    const core::Item secret = app.file({.title = "机密合同", .level = Level::top_secret});
    Json hidden = draft();
    hidden["item_id"] = std::to_string(secret.id);
    Json missing = draft();
    missing["item_id"] = "999999";
    for (const char* target : {"/api/v1/loans", "/api/v1/loans/route"}) {
        Answer a = app.post("wu", target, hidden);
        Answer b = app.post("wu", target, missing);
        a.body.erase("request_id");
        b.body.erase("request_id");
        EXPECT_EQ(a.status, 404);
        EXPECT_EQ(a.body, b.body);
    }
}

}  // namespace
}  // namespace lantai::test
