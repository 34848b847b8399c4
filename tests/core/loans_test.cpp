#include "core/service/loans.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "tests/support/lending.hpp"

namespace lantai::core {
namespace {

class LoansTest : public LendingTest {};

TEST_F(LoansTest, TheRouteFollowsReaderDepartmentAndMode) {  // T-7
    using Steps = std::vector<std::string>;
    EXPECT_EQ(route(kClerk, draft(kItem)), Steps({"department_leader R-38"}));
    EXPECT_EQ(route(kFinanceClerk, draft(kItem)),
              Steps({"department_leader R-39", "archive_head R-39"}));
    EXPECT_EQ(route(kClerk, draft(kItem, LoanMode::take_out)),
              Steps({"department_leader R-38", "archive_head R-42"}));
    LoanDraft outside = draft(kItem);
    outside.reader_kind = ReaderKind::outside;
    outside.outside = {"赵律师", "某律师事务所", "介绍信 12 号", "身份证 1"};
    EXPECT_EQ(route(kArchivist, outside), Steps({"archive_head R-40", "manager R-40"}));
    outside.outside.id_document.clear();
    EXPECT_EQ(route(kArchivist, outside), Steps({"loan.outside_missing"}));
    EXPECT_EQ(route(kClerk, outside), Steps({"access.role_missing"}));
}

TEST_F(LoansTest, NobodyApprovesTheirOwnRequest) {
    const auto loan = loans_.request(as(kLeader), draft(kItem)).value();
    ASSERT_EQ(loan.steps.size(), 1u);
    EXPECT_EQ(loan.steps[0].deciders.position, PositionKind::archive_head);
    EXPECT_EQ(loan.steps[0].deciders.escalations.at(0).reason, "loan.escalated_own");
    EXPECT_EQ(loans_.decide(as(kLeader), loan.loan.id, loan.loan.version, {true, ""}).error().key,
              "loan.own_request");
    EXPECT_EQ(loans_.decide(as(kHead), loan.loan.id, loan.loan.version, {true, ""})->loan.state,
              LoanState::approved);
}

TEST_F(LoansTest, TheDeputyDecidesAndIsNamedAsSuch) {
    const auto loan = loans_.request(as(kClerk), draft(kItem)).value();
    const auto done =
        loans_.decide(as(kDeputy), loan.loan.id, loan.loan.version, {true, ""}).value();
    EXPECT_TRUE(done.steps[0].step.as_deputy);
    EXPECT_EQ(done.steps[0].decided_by_name, "周正");
}

TEST_F(LoansTest, ARefusalNeedsAReasonAndEndsTheRequest) {
    const auto loan = loans_.request(as(kClerk), draft(kItem)).value();
    const auto bare = loans_.decide(as(kLeader), loan.loan.id, loan.loan.version, {false, ""});
    EXPECT_EQ(bare.error().field, "reason");
    const auto refused =
        loans_.decide(as(kLeader), loan.loan.id, loan.loan.version, {false, "正在整理"}).value();
    EXPECT_EQ(refused.loan.state, LoanState::refused);
    EXPECT_EQ(count(kArchivist, refused, CountPhase::issue, CountSide::archivist).error().key,
              "loan.wrong_phase");
}

TEST_F(LoansTest, ASecondApproverIsToldThatTheFirstWasFaster) {
    const auto loan = loans_.request(as(kClerk), draft(kItem)).value();
    ASSERT_TRUE(loans_.decide(as(kLeader), loan.loan.id, loan.loan.version, {true, ""}));
    EXPECT_EQ(loans_.decide(as(kDeputy), loan.loan.id, loan.loan.version, {true, ""}).error().code,
              ErrorCode::stale);
}

TEST_F(LoansTest, BothSidesCountBeforeTheItemIsOut) {  // R-49, T-8
    auto loan = approved();
    EXPECT_EQ(count(kClerk, loan, CountPhase::issue, CountSide::archivist).error().key,
              "access.role_missing");
    loan = count(kArchivist, loan, CountPhase::issue, CountSide::archivist).value();
    EXPECT_EQ(loan.loan.state, LoanState::issuing);
    EXPECT_FALSE(count(kArchivist, loan, CountPhase::issue, CountSide::borrower));
    loan = count(kClerk, loan, CountPhase::issue, CountSide::borrower).value();
    EXPECT_EQ(loan.loan.state, LoanState::on_loan);
    EXPECT_TRUE(loan.loan.issued_at);
    EXPECT_TRUE(loan.reading_open);
    expect_provable();
}

TEST_F(LoansTest, OverdueBeginsTheDayAfterAndLeavesItsMark) {  // T-8, R-45
    auto loan = issued();
    clock_.set(parse_rfc3339("2023-03-20T15:00:00Z").value());  // 23:00 of the last day
    EXPECT_EQ(loans_.record_overdue().value(), 0);
    EXPECT_EQ(loans_.get(as(kClerk), loan.loan.id)->overdue_days, 0);
    clock_.set(parse_rfc3339("2023-03-20T17:00:00Z").value());  // 01:00 of the next
    EXPECT_EQ(loans_.record_overdue().value(), 1);
    EXPECT_EQ(loans_.record_overdue().value(), 0);
    EXPECT_EQ(loans_.get(as(kClerk), loan.loan.id)->overdue_days, 1);
    EXPECT_EQ(loans_.request(as(kClerk), draft(kElectronicItem)).error().key, "loan.due_date_past");
    LoanDraft later = draft(kElectronicItem);
    later.due_date = Date(2023, 4, 20);
    EXPECT_EQ(loans_.request(as(kClerk), later).error().key, "loan.blocked_overdue");
    clock_.set(parse_rfc3339("2023-03-25T02:00:00Z").value());
    loan = loans_.get(as(kClerk), loan.loan.id).value();
    loan = count(kArchivist, loan, CountPhase::give_back, CountSide::archivist).value();
    loan = count(kClerk, loan, CountPhase::give_back, CountSide::borrower).value();
    EXPECT_EQ(loan.loan.state, LoanState::returned);
    EXPECT_EQ(loan.loan.overdue_since, Date(2023, 3, 21));
    EXPECT_TRUE(loans_.request(as(kClerk), later));
    expect_provable();
}

TEST_F(LoansTest, AMissingPageOpensAnIncidentThatKeepsTheLoanOpen) {  // T-8, R-50
    auto loan = issued();
    loan = count(kArchivist, loan, CountPhase::give_back, CountSide::archivist, 28).value();
    loan = count(kClerk, loan, CountPhase::give_back, CountSide::borrower, 28).value();
    ASSERT_EQ(loan.loan.state, LoanState::incident);
    const Id incident = loan.loan.incidents.at(0).id;
    IncidentUpdate settle;
    settle.search = "查找两天";
    settle.settle = true;
    const auto refused =
        loans_.update_incident(as(kArchivist), loan.loan.id, incident, loan.loan.version, settle);
    EXPECT_EQ(refused.error().key, "loan.incident_missing");
    settle.remedy = "补印";
    settle.reported_to = kHead;
    settle.outcome = "已补齐";
    loan = loans_.update_incident(as(kArchivist), loan.loan.id, incident, loan.loan.version, settle)
               .value();
    EXPECT_EQ(loan.loan.state, LoanState::returned);
    expect_provable();
}

TEST_F(LoansTest, WhatIsOutCannotBeAskedForAgainNeitherItselfNorItsVolume) {
    issued(kInVolume);
    EXPECT_EQ(loans_.request(as(kFinanceClerk), draft(kInVolume)).error().key,
              "loan.not_available");
    LoanDraft volume = draft(kItem);
    volume.item_id.reset();
    volume.volume_id = kVolume;
    EXPECT_EQ(loans_.request(as(kFinanceClerk), volume).error().key, "loan.not_available");
}

TEST_F(LoansTest, AboveTheClearanceThereIsNothing) {
    LoanDraft hidden = draft(kSecretItem);
    const auto refused = loans_.request(as(kClerk), hidden);
    LoanDraft missing = draft(999);
    const auto absent = loans_.request(as(kClerk), missing);
    EXPECT_EQ(refused.error().key, absent.error().key);
    EXPECT_EQ(refused.error().code, ErrorCode::not_found);
    const auto loan = loans_.request(as(kHead), hidden).value();
    EXPECT_EQ(loans_.get(as(kClerk), loan.loan.id).error().code, ErrorCode::not_found);
}

TEST_F(LoansTest, EachScopeListsItsOwn) {
    const auto loan = loans_.request(as(kClerk), draft(kItem)).value();
    const auto listed = [&](Id user, LoanScope scope) {
        LoanQuery query;
        query.scope = scope;
        const auto page = loans_.list(as(user), query);
        return page ? static_cast<int>(page->loans.size()) : -1;
    };
    EXPECT_EQ(listed(kClerk, LoanScope::mine), 1);
    EXPECT_EQ(listed(kFinanceClerk, LoanScope::mine), 0);
    EXPECT_EQ(listed(kLeader, LoanScope::to_decide), 1);
    EXPECT_EQ(listed(kFinanceLeader, LoanScope::to_decide), 0);
    EXPECT_EQ(listed(kClerk, LoanScope::desk), -1);
    EXPECT_EQ(listed(kArchivist, LoanScope::desk), 0);
    ASSERT_TRUE(loans_.decide(as(kLeader), loan.loan.id, loan.loan.version, {true, ""}));
    EXPECT_EQ(listed(kArchivist, LoanScope::desk), 1);
    EXPECT_EQ(listed(kArchivist, LoanScope::register_), 0);
    EXPECT_EQ(loans_.waiting(as(kLeader))->to_decide, 0);
    EXPECT_EQ(loans_.waiting(as(kArchivist))->desk, 1);
}

TEST_F(LoansTest, EveryRefusalAboutWhatExistsIsLogged) {
    const auto loan = loans_.request(as(kClerk), draft(kItem)).value();
    const auto hidden = loans_.request(as(kHead), draft(kSecretItem)).value();
    LoanQuery desk;
    desk.scope = LoanScope::desk;
    LoanDraft outside = draft(kItem);
    outside.reader_kind = ReaderKind::outside;
    outside.outside = {"赵律师", "某律师事务所", "介绍信 12 号", "身份证 1"};
    const Id id = loan.loan.id;
    const int version = loan.loan.version;
    LoanCount desk_count;
    desk_count.side = CountSide::archivist;
    struct Case {
        const char* name;
        std::function<bool()> refused;
        const char* logged;  // action, object and reason; empty: nothing
    };
    const Case cases[] = {
        {"a hidden thing", [&] { return !loans_.request(as(kClerk), draft(kSecretItem)); },
         "loan.requested item C-102 access.not_found"},
        {"nothing", [&] { return !loans_.request(as(kClerk), draft(999)); }, ""},
        {"without the desk", [&] { return !loans_.preview(as(kClerk), outside); },
         "loan.requested item C-101 access.role_missing"},
        {"a hidden loan", [&] { return !loans_.get(as(kClerk), hidden.loan.id); },
         "loan.viewed loan JY2023-0002 access.not_found"},
        {"no loan", [&] { return !loans_.get(as(kClerk), 999); }, ""},
        {"somebody else's", [&] { return !loans_.withdraw(as(kLeader), id, version); },
         "loan.withdrawn loan JY2023-0001 access.not_yours"},
        {"not the decider",
         [&] {
             return !loans_.decide(as(kHead), id, version, {true, ""});
         },
         "loan.approved loan JY2023-0001 loan.not_your_step"},
        {"the wrong side", [&] { return !loans_.count(as(kClerk), id, version, desk_count); },
         "loan.counted_issue loan JY2023-0001 access.role_missing"},
        {"no incidents of theirs",
         [&] { return !loans_.update_incident(as(kClerk), id, 1, version, {}); },
         "loan.incident_changed loan JY2023-0001 access.role_missing"},
        {"the desk's list", [&] { return !loans_.list(as(kClerk), desk); },
         "access.denied operation loan_desk access.role_missing"},
        {"an old version", [&] { return !loans_.withdraw(as(kClerk), id, version + 1); }, ""},
    };
    for (const Case& one : cases) {
        const auto before = denied().size();
        EXPECT_TRUE(one.refused()) << one.name;
        const auto after = denied();
        ASSERT_EQ(after.size(), before + (*one.logged ? 1u : 0u)) << one.name;
        if (*one.logged) {
            EXPECT_EQ(after.back(), one.logged) << one.name;
        }
    }
}

TEST_F(LoansTest, TwoRequestsAtOnceGetNumbersWithoutAGap) {
    std::vector<std::thread> threads;
    for (const Id item : {kItem, kElectronicItem, kInVolume})
        threads.emplace_back(
            [this, item] { ASSERT_TRUE(loans_.request(as(kClerk), draft(item))); });
    for (std::thread& thread : threads) thread.join();
    std::set<std::string> numbers;
    LoanQuery query;
    const LoanPage page = loans_.list(as(kClerk), query).value();
    for (const LoanView& view : page.loans) numbers.insert(view.loan.request_no);
    EXPECT_EQ(numbers, std::set<std::string>({"JY2023-0001", "JY2023-0002", "JY2023-0003"}));
}

TEST_F(LoansTest, ElectronicReadingOpensWithTheApproval) {
    const auto loan = approved(kElectronicItem);
    EXPECT_TRUE(loan.target.electronic_only);
    EXPECT_TRUE(loans_.get(as(kClerk), loan.loan.id)->reading_open);
    EXPECT_EQ(count(kArchivist, loan, CountPhase::issue, CountSide::archivist).error().key,
              "loan.electronic_only");
}

}  // namespace
}  // namespace lantai::core
