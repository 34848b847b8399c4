#include <gtest/gtest.h>

#include "core/model/names.hpp"
#include "core/rules/loan_rules.hpp"

namespace lantai::core {
namespace {

enum : Id { kAdmin = 1, kFinance = 2 };  // departments 行政部, 财务部
enum : Id {
    kClerk = 10,
    kAdminLeader = 11,
    kFinanceLeader = 12,
    kHead = 13,
    kManager = 14,
    kGeneral = 15,
    kDeputyUser = 16
};
const Date kToday(2023, 3, 6);

Holder holder(Id user, PositionKind position, std::optional<Id> department = std::nullopt,
              Level clearance = Level::top_secret) {
    return {user, position, department, clearance, false, user};
}
Holder deputy(Id user, Id acting_for, PositionKind position, std::optional<Id> department) {
    return {user, position, department, Level::top_secret, true, acting_for};
}
std::vector<Holder> company() {
    return {holder(kAdminLeader, PositionKind::department_leader, kAdmin),
            holder(kFinanceLeader, PositionKind::department_leader, kFinance),
            holder(kHead, PositionKind::archive_head), holder(kManager, PositionKind::manager),
            holder(kGeneral, PositionKind::general_manager)};
}
LoanStep leader_step() {
    LoanStep step;
    step.department_id = kAdmin;
    step.rule = "R-38";
    return step;
}

Loan two_step_loan() {
    Loan loan;
    loan.requester_id = kClerk;
    loan.steps = {leader_step(), leader_step()};
    loan.steps[1].ordinal = 2;
    loan.steps[1].position = PositionKind::archive_head;
    loan.steps[1].department_id.reset();
    return loan;
}

TEST(LoanDecidersTest, EveryStepIsDecidedByAPersonOfItsOwn) {
    // The leader of the department stands in for the archive head.
    auto holders = company();
    holders.push_back(deputy(kAdminLeader, kHead, PositionKind::archive_head, std::nullopt));
    Loan loan = two_step_loan();
    const auto second = [&] {
        const auto found = resolve_step(loan, loan.steps[1], Level::confidential, holders);
        if (!found) return found.error().key;
        std::string text(to_text(found->position));
        for (const Holder& one : found->deciders) text += " " + std::to_string(one.user_id);
        for (const Escalation& e : found->escalations) text += " | " + e.reason;
        return text;
    };
    const auto key = [&](Id user) {
        const auto result = check_decision(loan, user, Level::confidential, holders);
        return result ? std::string() : result.error().key;
    };
    EXPECT_EQ(second(), "archive_head 13");  // nobody else can decide the first step
    loan.steps[0].decision = StepDecision::approved;
    loan.steps[0].decided_by = kAdminLeader;
    EXPECT_EQ(second(), "archive_head 13");
    EXPECT_EQ(key(kAdminLeader), "loan.decided_before");
    EXPECT_EQ(key(kHead), "");
    // The archive head is away: the position above decides.
    holders.erase(holders.begin() + 2);
    EXPECT_EQ(second(), "manager 14 | loan.escalated_decided");
    // With a second leader the first step is open, so the deputy may still be the one of the
    // second.
    loan.steps[0].decision.reset();
    loan.steps[0].decided_by.reset();
    holders.push_back(holder(18, PositionKind::department_leader, kAdmin));
    EXPECT_EQ(second(), "archive_head 11");
    // Nobody is left at all: known before the request is made.
    holders = {holder(kAdminLeader, PositionKind::department_leader, kAdmin),
               deputy(kAdminLeader, kHead, PositionKind::archive_head, std::nullopt)};
    EXPECT_EQ(second(), "loan.no_approver");
}

TEST(LoanDecidersTest, WhomThePolicyWouldRefuseHoldsNoPosition) {  // DECISIONS 3
    User leader;
    leader.id = kAdminLeader;
    User stand_in;
    stand_in.id = kDeputyUser;
    Position position;
    position.department_id = kAdmin;
    position.user_id = kAdminLeader;
    position.from = Date(2023, 3, 1);
    position.deputies = {{1, kDeputyUser, Date(2023, 3, 1), Date(2023, 3, 31)}};
    const Position positions[] = {position};
    const auto held = [&] {
        const User users[] = {leader, stand_in};
        std::vector<Id> ids;
        for (const Holder& one : holders_on(positions, users, kToday)) ids.push_back(one.user_id);
        return ids;
    };
    EXPECT_EQ(held(), std::vector<Id>({kAdminLeader, kDeputyUser}));
    for (const Role role : {Role::system_admin, Role::security_admin, Role::audit_admin}) {
        leader.roles = {role};
        EXPECT_EQ(held(), std::vector<Id>({kDeputyUser})) << to_text(role);
        stand_in.roles = {role};
        EXPECT_TRUE(held().empty()) << to_text(role);
        stand_in.roles.clear();
    }
    leader.roles = {Role::employee};
    leader.rights_held = true;
    EXPECT_EQ(held(), std::vector<Id>({kDeputyUser}));
}

TEST(LoanDecidersTest, NothingIsApprovedOrIssuedForATimeThatHasPassed) {
    Loan loan;
    loan.due_date = Date(2023, 3, 20);
    loan.state = LoanState::approved;
    EXPECT_TRUE(check_period(loan, Date(2023, 3, 20)));
    EXPECT_EQ(check_period(loan, Date(2023, 3, 21)).error().key, "loan.due_date_past");
    EXPECT_TRUE(is_open(loan, Date(2023, 3, 20)));
    EXPECT_FALSE(is_open(loan, Date(2023, 3, 21)));
    for (const LoanState out : {LoanState::requested, LoanState::issuing, LoanState::on_loan,
                                LoanState::returning, LoanState::incident}) {
        loan.state = out;
        EXPECT_TRUE(is_open(loan, Date(2023, 3, 21))) << to_text(out);
    }
    for (const LoanState ended : {LoanState::refused, LoanState::withdrawn, LoanState::returned}) {
        loan.state = ended;
        EXPECT_FALSE(is_open(loan, Date(2023, 3, 20))) << to_text(ended);
    }
}

TEST(LoanDecidersTest, TheReportGoesToSomebodyElseWhoLeads) {
    Loan loan;
    loan.requester_id = kFinanceLeader;
    LoanIncident incident;
    const auto fault = [&](Id told) {
        incident.reported_to = told;
        const auto done = check_report(loan, incident, kHead, company());
        return done ? std::string() : done.error().field + " " + done.error().key;
    };
    EXPECT_TRUE(check_report(loan, incident, kHead, company()));  // not reported yet
    EXPECT_EQ(fault(kManager), "");
    const std::string refused = "reported_to loan.reported_to_leader";
    EXPECT_EQ(fault(kClerk), refused);          // leads nobody
    EXPECT_EQ(fault(99), refused);              // nobody
    EXPECT_EQ(fault(kHead), refused);           // who writes it down
    EXPECT_EQ(fault(kFinanceLeader), refused);  // the borrower
}

}  // namespace
}  // namespace lantai::core
