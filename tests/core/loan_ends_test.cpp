#include <gtest/gtest.h>

#include <algorithm>

#include "core/service/items.hpp"
#include "tests/support/lending.hpp"

namespace lantai::core {
namespace {

// How loans end, are counted and are seen by others.
class LoanEndsTest : public LendingTest {};

TEST_F(LoanEndsTest, ReadingWithoutPaperStandsInTheRegisterAndEndsWithItsLastDay) {
    const auto loan = approved(kElectronicItem);
    const auto listed = [&](LoanScope scope) {
        LoanQuery query;
        query.scope = scope;
        return loans_.list(as(scope == LoanScope::mine ? kClerk : kArchivist), query)->loans;
    };
    ASSERT_EQ(listed(LoanScope::register_).size(), 1u);
    EXPECT_TRUE(listed(LoanScope::register_)[0].loan.issued_at);
    EXPECT_TRUE(listed(LoanScope::desk).empty());
    EXPECT_EQ(loans_.waiting(as(kClerk))->mine, 1);
    clock_.set(parse_rfc3339("2023-03-20T15:00:00Z").value());  // 23:00 of the last day
    EXPECT_EQ(loans_.end_readings().value(), 0);
    EXPECT_TRUE(loans_.get(as(kClerk), loan.loan.id)->reading_open);
    clock_.set(parse_rfc3339("2023-03-20T17:00:00Z").value());  // 01:00 of the next
    EXPECT_EQ(loans_.waiting(as(kClerk))->mine, 0);             // before any round has run
    EXPECT_FALSE(loans_.get(as(kClerk), loan.loan.id)->reading_open);
    EXPECT_EQ(loans_.end_readings().value(), 1);
    EXPECT_EQ(loans_.end_readings().value(), 0);
    const auto ended = listed(LoanScope::register_).at(0).loan;
    EXPECT_EQ(ended.state, LoanState::returned);
    EXPECT_EQ(ended.returned_at, parse_rfc3339("2023-03-20T16:00:00Z").value());
    EXPECT_FALSE(ended.overdue_since);
    EXPECT_EQ(listed(LoanScope::mine).size(), 1u);
    expect_provable();
}

TEST_F(LoanEndsTest, PaperThatNobodyFetchedIsNotInTheRegisterAndEndsNoReading) {
    approved(kItem);
    clock_.set(parse_rfc3339("2023-03-21T02:00:00Z").value());
    EXPECT_EQ(loans_.end_readings().value(), 0);
    LoanQuery query;
    query.scope = LoanScope::register_;
    EXPECT_TRUE(loans_.list(as(kArchivist), query)->loans.empty());
    EXPECT_EQ(loans_.waiting(as(kArchivist))->desk, 0);
}

TEST_F(LoanEndsTest, WhatIsAFileOnlyCannotBeTakenOut) {
    const auto refused = loans_.request(as(kClerk), draft(kElectronicItem, LoanMode::take_out));
    EXPECT_EQ(refused.error().key, "loan.electronic_take_out");
    EXPECT_EQ(refused.error().field, "mode");
    EXPECT_TRUE(loans_.request(as(kClerk), draft(kItem, LoanMode::take_out)));
}

TEST_F(LoanEndsTest, ADifferenceAtIssueEndsAsNotIssued) {
    auto loan = approved();
    loan = count(kArchivist, loan, CountPhase::issue, CountSide::archivist).value();
    loan = count(kClerk, loan, CountPhase::issue, CountSide::borrower, 29).value();
    ASSERT_EQ(loan.loan.state, LoanState::incident);
    IncidentUpdate settle{"查找", "补印", kArchivist, "已补齐", true};
    const auto settled = [&] {
        return loans_.update_incident(as(kArchivist), loan.loan.id, loan.loan.incidents[0].id,
                                      loan.loan.version, settle);
    };
    for (const Id told : {kArchivist, kClerk, kFinanceClerk, Id(9999)}) {
        settle.reported_to = told;
        EXPECT_EQ(settled().error().key, "loan.reported_to_leader") << told;
        EXPECT_EQ(settled().error().field, "reported_to") << told;
    }
    settle.reported_to = kHead;
    loan = settled().value();
    EXPECT_EQ(loan.loan.state, LoanState::withdrawn);
    EXPECT_FALSE(loan.loan.issued_at);
    EXPECT_FALSE(loan.loan.returned_at);
    LoanQuery query;
    query.scope = LoanScope::register_;
    EXPECT_TRUE(loans_.list(as(kArchivist), query)->loans.empty());
    EXPECT_TRUE(loans_.request(as(kClerk), draft(kItem)));
    expect_provable();
}

TEST_F(LoanEndsTest, ALateReturnLeavesItsMarkWithoutADailyRun) {  // T-8
    auto loan = issued();
    clock_.set(parse_rfc3339("2023-03-25T02:00:00Z").value());
    EXPECT_EQ(loans_.get(as(kClerk), loan.loan.id)->overdue_days, 5);
    loan = count(kArchivist, loan, CountPhase::give_back, CountSide::archivist).value();
    loan = count(kClerk, loan, CountPhase::give_back, CountSide::borrower).value();
    EXPECT_EQ(loan.loan.state, LoanState::returned);
    EXPECT_EQ(loan.loan.overdue_since, Date(2023, 3, 21));
    expect_provable();
}

TEST_F(LoanEndsTest, AnApproverOrCounterWhoseClearanceSankNoLongerSeesIt) {
    LoanDraft secret = draft(kSecretItem);
    auto loan = loans_.request(as(kHead), secret).value();  // the head's own request
    ASSERT_EQ(loan.steps.at(0).deciders.position, PositionKind::manager);
    for (const Id decider : {kManager, kGeneralManager})
        loan = loans_.decide(as(decider), loan.loan.id, loan.loan.version, {true, ""}).value();
    ASSERT_EQ(loan.loan.state, LoanState::approved);
    Caller manager = as(kManager);
    EXPECT_TRUE(loans_.get(manager, loan.loan.id));
    manager.subject.clearance = Level::secret;
    EXPECT_EQ(loans_.get(manager, loan.loan.id).error().code, ErrorCode::not_found);
    Caller archivist = as(kArchivist);
    loan = count(kArchivist, loan, CountPhase::issue, CountSide::archivist).value();
    archivist.subject.clearance = Level::secret;
    EXPECT_EQ(loans_.get(archivist, loan.loan.id).error().code, ErrorCode::not_found);
}

TEST_F(LoanEndsTest, AWithdrawnItemEndsItsRequestsAndIsNotIssued) {
    const auto ready = approved();
    const auto asked = loans_.request(as(kFinanceClerk), draft(kItem)).value();
    const auto other = loans_.request(as(kFinanceClerk), draft(kInVolume)).value();
    ItemService items(*store_, denials_);
    Caller archivist = as(kArchivist);
    ASSERT_TRUE(items.withdraw(archivist, kItem, 1, "重复归档"));
    EXPECT_EQ(loans_.get(as(kClerk), ready.loan.id)->loan.state, LoanState::withdrawn);
    EXPECT_EQ(loans_.get(as(kFinanceClerk), asked.loan.id)->loan.state, LoanState::withdrawn);
    EXPECT_EQ(loans_.get(as(kFinanceClerk), other.loan.id)->loan.state, LoanState::requested);
    std::vector<std::string> reasons;
    ASSERT_TRUE(store_->read([&](Database& db) {
        return walk_audit(db, 1, [&](const AuditEntry& entry) -> Result<void> {
            if (entry.event.action == "loan.withdrawn") reasons.push_back(entry.event.reason);
            return {};
        });
    }));
    EXPECT_EQ(reasons, std::vector<std::string>({"重复归档", "重复归档"}));
    expect_provable();
}

TEST_F(LoanEndsTest, AnItemWithdrawnBesideItsApprovalIsNeitherApprovedNorIssued) {
    const auto ready = approved();
    const auto asked = loans_.request(as(kFinanceClerk), draft(kItem)).value();
    ASSERT_TRUE(store_->maintain([](Database& db) {
        return db.script("UPDATE items SET state = 'withdrawn' WHERE id = 101");
    }));
    EXPECT_EQ(count(kArchivist, ready, CountPhase::issue, CountSide::archivist).error().key,
              "loan.item_withdrawn");
    const auto decided = [&](bool approve) {
        return loans_.decide(as(kFinanceLeader), asked.loan.id, asked.loan.version,
                             {approve, approve ? "" : "已撤出"});
    };
    EXPECT_EQ(decided(true).error().key, "loan.item_withdrawn");
    EXPECT_TRUE(decided(false));
}

TEST_F(LoanEndsTest, AfterItsLastDayARequestIsOnlyRefusedOrWithdrawn) {
    const auto ready = approved();
    const auto asked = loans_.request(as(kFinanceClerk), draft(kItem)).value();
    clock_.set(parse_rfc3339("2023-03-21T02:00:00Z").value());
    EXPECT_EQ(count(kArchivist, ready, CountPhase::issue, CountSide::archivist).error().key,
              "loan.due_date_past");
    EXPECT_TRUE(loans_.get(as(kArchivist), ready.loan.id)->can.empty());
    const auto decided = [&](bool approve) {
        return loans_.decide(as(kFinanceLeader), asked.loan.id, asked.loan.version,
                             {approve, approve ? "" : "期限已过"});
    };
    EXPECT_EQ(decided(true).error().key, "loan.due_date_past");
    EXPECT_TRUE(decided(false));
    EXPECT_TRUE(loans_.withdraw(as(kClerk), ready.loan.id, ready.loan.version));
    LoanDraft anew = draft(kItem);
    anew.due_date = Date(2023, 4, 20);
    EXPECT_TRUE(loans_.request(as(kClerk), anew));
}

TEST_F(LoanEndsTest, TheSecondEmployeeOfAnOutsideReaderIsASecondArchivist) {  // DECISIONS 6
    LoanDraft outside = draft(kItem);
    outside.reader_kind = ReaderKind::outside;
    outside.outside = {"赵律师", "某律师事务所", "介绍信 12 号", "身份证 1"};
    auto loan = loans_.request(as(kArchivist), outside).value();
    for (const Id decider : {kHead, kManager})
        loan = loans_.decide(as(decider), loan.loan.id, loan.loan.version, {true, ""}).value();
    const auto can = [&](const Caller& who) { return loans_.get(who, loan.loan.id)->can; };
    const auto has = [&](const Caller& who, const std::string& act) {
        const auto acts = can(who);
        return std::find(acts.begin(), acts.end(), act) != acts.end();
    };
    Caller second = as(kStranger);
    second.subject.roles.insert(Role::archivist);
    second.subject.clearance = Level::secret;
    EXPECT_TRUE(has(as(kArchivist), "count_issue"));
    EXPECT_TRUE(has(second, "count_issue"));
    EXPECT_FALSE(has(second, "confirm_issue"));
    loan = count(kArchivist, loan, CountPhase::issue, CountSide::archivist).value();
    EXPECT_FALSE(has(as(kArchivist), "confirm_issue"));
    EXPECT_TRUE(has(second, "confirm_issue"));
    EXPECT_TRUE(has(as(kHead), "confirm_issue"));
    EXPECT_EQ(loans_.get(as(kFinanceClerk), loan.loan.id).error().code, ErrorCode::not_found);
    LoanCount one;
    one.side = CountSide::borrower;
    one.pieces = 1;
    one.pages = 30;
    EXPECT_EQ(loans_.count(second, loan.loan.id, loan.loan.version, one)->loan.state,
              LoanState::on_loan);
}

TEST_F(LoanEndsTest, ALeaderWhoBecameAnAdministratorHoldsUpNoLoan) {
    const auto loan = loans_.request(as(kFinanceClerk), draft(kItem)).value();
    ASSERT_EQ(loan.steps[0].deciders.position, PositionKind::department_leader);
    ASSERT_TRUE(store_->maintain([](Database& db) {
        return db.script("INSERT INTO user_roles(user_id, role) VALUES (22, 'security_admin')");
    }));
    const auto now = loans_.get(as(kFinanceClerk), loan.loan.id).value();
    EXPECT_EQ(now.steps[0].deciders.position, PositionKind::archive_head);
    EXPECT_EQ(now.steps[1].deciders.position, PositionKind::manager);  // not the head twice
    EXPECT_TRUE(loans_.decide(as(kHead), loan.loan.id, loan.loan.version, {true, ""}));
}

TEST_F(LoanEndsTest, CountersAreAsManyAsTheListsHave) {
    // More than one page of requests by alternating people, some of them above clearances.
    ASSERT_TRUE(store_->maintain([](Database& db) {
        return db.script(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 260)"
            " INSERT INTO loans(id, request_no, requester_id, reader_kind, item_id, mode, purpose,"
            " due_date, state, pieces, pages, created_at) SELECT 9000 + i, 'X-' || i,"
            " CASE WHEN i % 2 = 0 THEN 11 ELSE 21 END, 'inside',"
            " CASE WHEN i % 10 = 0 THEN 102 ELSE 101 END, 'in_room', 'x', '2023-03-20',"
            " CASE WHEN i % 13 = 0 THEN 'approved' WHEN i % 7 = 0 THEN 'withdrawn'"
            " ELSE 'requested' END, 1, 30, 0 FROM n;"
            "INSERT INTO loan_steps(id, loan_id, ordinal, position, department_id, rule)"
            " SELECT id * 10, id, 1, 'department_leader',"
            " CASE requester_id WHEN 11 THEN 1 ELSE 2 END, 'R-39' FROM loans;"
            "INSERT INTO loan_steps(id, loan_id, ordinal, position, rule)"
            " SELECT id * 10 + 1, id, 2, 'archive_head', 'R-39' FROM loans;"
            "UPDATE loan_steps SET decision = 'approved', decided_by = 22"
            " WHERE ordinal = 1 AND loan_id % 4 = 1;");
    }));
    const auto in_list = [&](Id user, LoanScope scope) {
        LoanQuery query;
        query.scope = scope;
        query.limit = 50;
        int open = 0;
        for (;;) {
            const auto page = loans_.list(as(user), query);
            if (!page) return 0;
            for (const LoanView& view : page->loans) {
                open += is_open(view.loan, Date(2023, 3, 6)) ? 1 : 0;
                if (scope == LoanScope::to_decide) {
                    EXPECT_FALSE(view.why_me.empty());
                }
            }
            if (!page->next_before_id) return open;
            query.before_id = page->next_before_id;
        }
    };
    for (const Id user : {kClerk, kLeader, kDeputy, kFinanceClerk, kFinanceLeader, kArchivist,
                          kHead, kManager, kGeneralManager, kStranger}) {
        const auto counters = loans_.waiting(as(user)).value();
        EXPECT_EQ(counters.mine, in_list(user, LoanScope::mine)) << user;
        EXPECT_EQ(counters.desk, in_list(user, LoanScope::desk)) << user;
        EXPECT_EQ(counters.to_decide, in_list(user, LoanScope::to_decide)) << user;
    }
    EXPECT_GT(loans_.waiting(as(kLeader))->to_decide, 50);
    EXPECT_GT(loans_.waiting(as(kHead))->to_decide, 30);
    EXPECT_GT(loans_.waiting(as(kClerk))->mine, 90);
    EXPECT_GT(loans_.waiting(as(kArchivist))->desk, 10);
    EXPECT_EQ(loans_.waiting(as(kStranger))->to_decide, 0);
}

}  // namespace
}  // namespace lantai::core
