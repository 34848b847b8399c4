#include "core/rules/loan_rules.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/model/names.hpp"

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
    kDeputyUser = 16,
    kArchivist = 17
};
const Date kToday(2023, 3, 6);

LoanRequest request(Id requester, Id owner, LoanMode mode) {
    LoanRequest r;
    r.requester_department = requester;
    r.owner_department = owner;
    r.mode = mode;
    r.level = Level::internal;
    r.purpose = "核对合同";
    r.due_date = Date(2023, 3, 20);
    return r;
}

LoanRequest lawyer() {
    LoanRequest r = request(0, kAdmin, LoanMode::in_room);
    r.reader = ReaderKind::outside;
    r.outside = {"王律师", "某律师事务所", "介字第5号", "身份证尾号1234"};
    return r;
}

std::string route_text(const Result<std::vector<LoanStep>>& route) {
    if (!route) {
        std::string all = route.error().field;
        for (const Error& other : route.error().others) all += " " + other.field;
        return "refused: " + all;
    }
    std::string all;
    int ordinal = 1;
    for (const LoanStep& step : *route) {
        EXPECT_EQ(step.ordinal, ordinal++);
        EXPECT_FALSE(step.decision);
        all += (all.empty() ? "" : " > ") + std::string(to_text(step.position));
        if (step.department_id) all += "@" + std::to_string(*step.department_id);
        all += " " + step.rule;
    }
    return all;
}

TEST(LoanRulesTest, RoutesFollowT7) {
    struct {
        const char* name;
        LoanRequest request;
        const char* route;
    } cases[] = {
        {"own department in the room", request(kAdmin, kAdmin, LoanMode::in_room),
         "department_leader@1 R-38"},
        {"other department in the room", request(kFinance, kAdmin, LoanMode::in_room),
         "department_leader@2 R-39 > archive_head R-39"},
        {"outside with letter and document", lawyer(), "archive_head R-40 > manager R-40"},
        {"own volume taken out", request(kAdmin, kAdmin, LoanMode::take_out),
         "department_leader@1 R-38 > archive_head R-42"},
        {"other department's taken out", request(kFinance, kAdmin, LoanMode::take_out),
         "department_leader@2 R-39 > archive_head R-39"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(route_text(loan_route(c.request, kToday)), c.route) << c.name;
}

TEST(LoanRulesTest, CoreSecretsAreNotDecidedByOneAlone) {
    LoanRequest r = request(kAdmin, kAdmin, LoanMode::in_room);
    r.level = Level::secret;
    EXPECT_EQ(route_text(loan_route(r, kToday)), "department_leader@1 R-38");
    r.level = Level::confidential;
    EXPECT_EQ(route_text(loan_route(r, kToday)), "department_leader@1 R-38 > archive_head R-54");
}

TEST(LoanRulesTest, MissingFieldsAreNamed) {  // T-7 line 4, R-40, R-41, R-43
    LoanRequest r = lawyer();
    r.outside.id_document = "　";
    EXPECT_EQ(route_text(loan_route(r, kToday)), "refused: outside.id_document");
    EXPECT_EQ(loan_route(r, kToday).error().key, "loan.outside_missing");
    r.outside = {};
    r.purpose.clear();
    r.due_date.reset();
    EXPECT_EQ(route_text(loan_route(r, kToday)),
              "refused: outside.name outside.workplace outside.letter_no outside.id_document "
              "purpose due_date");
    LoanRequest out = request(kAdmin, kAdmin, LoanMode::take_out);
    out.due_date = Date(2023, 3, 5);
    EXPECT_EQ(loan_route(out, kToday).error().key, "loan.due_date_past");
    out.due_date = kToday;
    EXPECT_TRUE(loan_route(out, kToday));
}

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

// "position: users" and the reasons of every escalation.
std::string deciders(const LoanStep& step, Id requester, Level level,
                     const std::vector<Holder>& holders) {
    Loan loan;
    loan.requester_id = requester;
    loan.steps = {step};
    const auto result = resolve_step(loan, loan.steps.front(), level, holders);
    if (!result) return result.error().key;
    std::string text(to_text(result->position));
    for (const Holder& h : result->deciders) text += " " + std::to_string(h.user_id);
    for (const Escalation& e : result->escalations)
        text += " | " + std::string(to_text(e.passed)) + " " + e.reason;
    return text;
}

TEST(LoanRulesTest, ThePositionItselfDecidesWhenItCan) {
    EXPECT_EQ(deciders(leader_step(), kClerk, Level::internal, company()), "department_leader 11");
}

TEST(LoanRulesTest, TheRequesterNeverDecidesTheNextPositionDoes) {  // DECISIONS 3
    EXPECT_EQ(deciders(leader_step(), kAdminLeader, Level::internal, company()),
              "archive_head 13 | department_leader loan.escalated_own");
    LoanStep head;
    head.position = PositionKind::archive_head;
    head.rule = "R-42";
    EXPECT_EQ(deciders(head, kHead, Level::internal, company()),
              "manager 14 | archive_head loan.escalated_own");
    LoanStep general;
    general.position = PositionKind::general_manager;
    EXPECT_EQ(deciders(general, kGeneral, Level::internal, company()), "loan.no_approver");
}

TEST(LoanRulesTest, DeputiesDecideButNotForTheRequesterTheyStandFor) {
    auto holders = company();
    holders.push_back(deputy(kDeputyUser, kAdminLeader, PositionKind::department_leader, kAdmin));
    EXPECT_EQ(deciders(leader_step(), kClerk, Level::internal, holders), "department_leader 11 16");
    // The deputy borrows: the leader decides. The leader borrows: nobody of that position does.
    EXPECT_EQ(deciders(leader_step(), kDeputyUser, Level::internal, holders),
              "department_leader 11");
    EXPECT_EQ(deciders(leader_step(), kAdminLeader, Level::internal, holders),
              "archive_head 13 | department_leader loan.escalated_own");
    // A second leader is nobody's deputy and may decide.
    holders.push_back(holder(18, PositionKind::department_leader, kAdmin));
    EXPECT_EQ(deciders(leader_step(), kAdminLeader, Level::internal, holders),
              "department_leader 18");
}

TEST(LoanRulesTest, WhoMayNotReadItMayNotDecideIt) {
    auto holders = company();
    holders[0].clearance = Level::internal;
    holders[2].clearance = Level::secret;
    EXPECT_EQ(deciders(leader_step(), kClerk, Level::confidential, holders),
              "manager 14 | department_leader loan.escalated_clearance | archive_head "
              "loan.escalated_clearance");
}

TEST(LoanRulesTest, AVacantPositionIsPassedOnWithANote) {
    const std::vector<Holder> holders = {holder(kManager, PositionKind::manager)};
    EXPECT_EQ(deciders(leader_step(), kClerk, Level::open, holders),
              "manager 14 | department_leader loan.escalated_vacant | archive_head "
              "loan.escalated_vacant");
    EXPECT_EQ(deciders(leader_step(), kClerk, Level::open, {}), "loan.no_approver");
}

TEST(LoanRulesTest, HoldersCountByDateBothEndsIncluded) {
    User leader;
    leader.id = kAdminLeader;
    leader.clearance = Level::secret;
    leader.clearance_until = Date(2023, 3, 10);
    User second;
    second.id = kDeputyUser;
    User gone = second;
    gone.id = 19;
    gone.active = false;
    Position position;
    position.department_id = kAdmin;
    position.user_id = kAdminLeader;
    position.from = Date(2023, 3, 1);
    position.to = Date(2023, 3, 31);
    position.deputies = {{1, kDeputyUser, Date(2023, 3, 5), Date(2023, 3, 6)},
                         {2, 19, Date(2023, 3, 1), Date(2023, 3, 31)}};
    const Position positions[] = {position};
    const User users[] = {leader, second, gone};
    const auto on = [&](Date day) { return holders_on(positions, users, day); };
    EXPECT_TRUE(on(Date(2023, 2, 28)).empty());
    EXPECT_EQ(on(Date(2023, 3, 1)).size(), 1U);
    EXPECT_EQ(on(Date(2023, 3, 5)).size(), 2U);
    EXPECT_EQ(on(Date(2023, 3, 6)).size(), 2U);
    EXPECT_EQ(on(Date(2023, 3, 7)).size(), 1U);
    EXPECT_EQ(on(Date(2023, 3, 31)).size(), 1U);
    EXPECT_TRUE(on(Date(2023, 4, 1)).empty());
    EXPECT_EQ(on(Date(2023, 3, 6))[1].acting_for, kAdminLeader);
    EXPECT_TRUE(on(Date(2023, 3, 6))[1].as_deputy);
    EXPECT_EQ(on(Date(2023, 3, 10))[0].clearance, Level::secret);
    EXPECT_EQ(on(Date(2023, 3, 11))[0].clearance, Level::open);
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

TEST(LoanRulesTest, StepsAreDecidedInOrderByTheRightPerson) {
    Loan loan = two_step_loan();
    const auto key = [&](Id user) {
        const auto result = check_decision(loan, user, Level::internal, company());
        return result ? std::string() : result.error().key;
    };
    EXPECT_EQ(key(kAdminLeader), "");
    EXPECT_EQ(key(kHead), "loan.not_your_step");
    EXPECT_EQ(key(kClerk), "loan.own_request");
    loan.steps[0].decision = StepDecision::approved;
    EXPECT_EQ(pending_step(loan), &loan.steps[1]);
    EXPECT_EQ(key(kAdminLeader), "loan.not_your_step");
    EXPECT_EQ(key(kHead), "");
    loan.steps[1].decision = StepDecision::approved;
    EXPECT_EQ(pending_step(loan), nullptr);
    EXPECT_EQ(key(kHead), "loan.not_pending");
    loan.steps[0].decision = StepDecision::refused;
    loan.steps[1].decision.reset();
    EXPECT_EQ(pending_step(loan), nullptr);
    loan = two_step_loan();
    loan.state = LoanState::withdrawn;
    EXPECT_EQ(key(kAdminLeader), "loan.not_pending");
}

TEST(LoanRulesTest, OnlyTheTablesMovesArePossible) {
    using S = LoanState;
    using E = LoanEvent;
    const std::map<std::pair<S, E>, S> moves = {
        {{S::requested, E::step_approved}, S::requested},
        {{S::requested, E::route_approved}, S::approved},
        {{S::requested, E::refused}, S::refused},
        {{S::requested, E::withdrawn}, S::withdrawn},
        {{S::approved, E::withdrawn}, S::withdrawn},
        {{S::approved, E::issue_counted}, S::issuing},
        {{S::issuing, E::withdrawn}, S::withdrawn},
        {{S::issuing, E::issue_agreed}, S::on_loan},
        {{S::issuing, E::incident_opened}, S::incident},
        {{S::on_loan, E::return_counted}, S::returning},
        {{S::on_loan, E::incident_opened}, S::incident},
        {{S::returning, E::return_agreed}, S::returned},
        {{S::returning, E::incident_opened}, S::incident},
        {{S::incident, E::incident_settled}, S::returned},
        {{S::incident, E::issue_dropped}, S::withdrawn},
        {{S::approved, E::reading_ended}, S::returned},
    };
    for (int s = 0; s <= int(S::incident); ++s) {
        for (int e = 0; e <= int(E::reading_ended); ++e) {
            const auto next = next_state(S(s), E(e));
            const auto expected = moves.find({S(s), E(e)});
            ASSERT_EQ(next.has_value(), expected != moves.end()) << s << " " << e;
            if (next) {
                EXPECT_EQ(*next, expected->second);
            } else {
                EXPECT_EQ(next.error().key, "loan.wrong_state");
            }
        }
    }
    const std::set<S> out = {S::issuing, S::on_loan, S::returning, S::incident};
    for (int s = 0; s <= int(S::incident); ++s) EXPECT_EQ(is_out(S(s)), out.count(S(s)) == 1);
}

TEST(LoanRulesTest, OverdueCountsFromTheDayAfter) {  // T-8, R-45
    Loan loan;
    loan.due_date = Date(2023, 3, 20);
    loan.state = LoanState::on_loan;
    loan.issued_at = Timestamp{1};
    EXPECT_EQ(overdue_days(loan.due_date, Date(2023, 3, 6)), 0);
    EXPECT_EQ(overdue_days(loan.due_date, Date(2023, 3, 20)), 0);
    EXPECT_EQ(overdue_days(loan.due_date, Date(2023, 3, 21)), 1);
    EXPECT_EQ(overdue_days(loan.due_date, Date(2023, 3, 25)), 5);
    EXPECT_FALSE(is_overdue(loan, Date(2023, 3, 20)));
    EXPECT_TRUE(is_overdue(loan, Date(2023, 3, 21)));
    EXPECT_FALSE(breach_since(loan, Date(2023, 3, 20)));
    loan.state = LoanState::returned;  // the breach stays
    EXPECT_FALSE(is_overdue(loan, Date(2023, 4, 21)));
    EXPECT_EQ(breach_since(loan, Date(2023, 3, 25))->iso(), "2023-03-21");
    loan.state = LoanState::refused;
    EXPECT_FALSE(breach_since(loan, Date(2023, 3, 25)));
    // The count at the desk differed: an incident, but nothing was ever taken away.
    loan.state = LoanState::incident;
    EXPECT_TRUE(is_overdue(loan, Date(2023, 3, 21)));
    loan.issued_at.reset();
    EXPECT_FALSE(is_overdue(loan, Date(2023, 3, 21)));
    EXPECT_FALSE(breach_since(loan, Date(2023, 3, 21)));
}

Subject person(Id id, std::set<Role> roles) {
    Subject subject;
    subject.user_id = id;
    subject.roles = std::move(roles);
    return subject;
}
Loan counted_loan(LoanState state) {
    Loan loan;
    loan.requester_id = kClerk;
    loan.state = state;
    loan.pieces = 1;
    loan.pages = 30;
    return loan;
}
LoanCount count(CountPhase phase, CountSide side, Id user, std::optional<int> pages = 30) {
    LoanCount c;
    c.phase = phase;
    c.side = side;
    c.user_id = user;
    c.pieces = 1;
    c.pages = pages;
    return c;
}
std::string verdict(const Loan& loan, const LoanCount& c, const Subject& who) {
    const auto result = judge_count(loan, c, who);
    if (!result) return result.error().key;
    std::string text = std::to_string(int(result->event));
    if (result->incident) text += " " + std::string(to_text(*result->incident));
    return text;
}
std::string event(LoanEvent e) { return std::to_string(int(e)); }

TEST(LoanRulesTest, BothSidesCountForThemselves) {  // R-49, T-8
    const Subject archivist = person(kArchivist, {Role::archivist});
    const Subject clerk = person(kClerk, {Role::employee});
    for (const bool issue : {true, false}) {
        const CountPhase phase = issue ? CountPhase::issue : CountPhase::give_back;
        Loan loan = counted_loan(issue ? LoanState::approved : LoanState::on_loan);
        EXPECT_EQ(verdict(loan, count(phase, CountSide::archivist, kClerk), clerk),
                  "loan.count_needs_archivist");
        EXPECT_EQ(verdict(loan, count(phase, CountSide::borrower, kArchivist), archivist),
                  "loan.count_not_borrower");
        EXPECT_EQ(verdict(loan, count(phase, CountSide::archivist, kArchivist), archivist),
                  event(issue ? LoanEvent::issue_counted : LoanEvent::return_counted));
        loan.counts = {count(phase, CountSide::archivist, kArchivist)};
        loan.state = issue ? LoanState::issuing : LoanState::returning;
        EXPECT_EQ(verdict(loan, count(phase, CountSide::archivist, kArchivist), archivist),
                  "loan.side_counted");
        EXPECT_EQ(verdict(loan, count(phase, CountSide::borrower, kClerk), clerk),
                  event(issue ? LoanEvent::issue_agreed : LoanEvent::return_agreed));
    }
}

TEST(LoanRulesTest, AnArchivistWhoBorrowsIsOnlyTheBorrower) {  // R-49
    Loan loan = counted_loan(LoanState::approved);
    loan.requester_id = kArchivist;
    const Subject archivist = person(kArchivist, {Role::archivist, Role::employee});
    EXPECT_EQ(verdict(loan, count(CountPhase::issue, CountSide::archivist, kArchivist), archivist),
              "loan.count_same_account");
    // Nothing is issued before the desk has counted it.
    EXPECT_EQ(verdict(loan, count(CountPhase::issue, CountSide::borrower, kArchivist), archivist),
              "loan.archivist_first");
    loan.state = LoanState::issuing;
    loan.counts = {count(CountPhase::issue, CountSide::archivist, kArchivist + 1)};
    EXPECT_EQ(verdict(loan, count(CountPhase::issue, CountSide::borrower, kArchivist), archivist),
              event(LoanEvent::issue_agreed));
}

TEST(LoanRulesTest, ForAnOutsideReaderASecondEmployeeConfirms) {  // DECISIONS 6
    Loan loan = counted_loan(LoanState::issuing);
    loan.reader_kind = ReaderKind::outside;
    loan.requester_id = kArchivist;
    loan.counts = {count(CountPhase::issue, CountSide::archivist, kArchivist)};
    EXPECT_EQ(verdict(loan, count(CountPhase::issue, CountSide::borrower, kArchivist),
                      person(kArchivist, {Role::archivist})),
              "loan.count_same_account");
    EXPECT_EQ(verdict(loan, count(CountPhase::issue, CountSide::borrower, kClerk),
                      person(kClerk, {Role::employee})),
              event(LoanEvent::issue_agreed));
}

TEST(LoanRulesTest, APageShortOpensAnIncident) {  // R-50, T-8
    const Subject clerk = person(kClerk, {Role::employee});
    const std::string mismatch = event(LoanEvent::incident_opened) + " count_mismatch";
    struct {
        std::optional<int> expected, issued, archivist, borrower;
        bool agrees;
    } const cases[] = {
        {30, 30, 28, 28, false}, {30, 30, 30, 28, false},           {30, 30, 30, 30, true},
        {30, 30, 30, {}, false}, {{}, 30, 28, 28, false},           {{}, 30, 30, 30, true},
        {{}, {}, {}, {}, true},  {{}, std::nullopt, 30, 28, false},
    };
    for (const auto& c : cases) {
        Loan loan = counted_loan(LoanState::returning);
        loan.pages = c.expected;
        loan.counts = {count(CountPhase::issue, CountSide::archivist, kArchivist, c.issued),
                       count(CountPhase::issue, CountSide::borrower, kClerk, c.issued),
                       count(CountPhase::give_back, CountSide::archivist, kArchivist, c.archivist)};
        EXPECT_EQ(
            verdict(loan, count(CountPhase::give_back, CountSide::borrower, kClerk, c.borrower),
                    clerk),
            c.agrees ? event(LoanEvent::return_agreed) : mismatch);
    }
    Loan loan = counted_loan(LoanState::returning);
    loan.counts = {count(CountPhase::give_back, CountSide::archivist, kArchivist)};
    LoanCount short_piece = count(CountPhase::give_back, CountSide::borrower, kClerk);
    short_piece.pieces = 0;
    EXPECT_EQ(verdict(loan, short_piece, clerk), mismatch);
}

TEST(LoanRulesTest, ADefectAtReturnIsDamage) {  // R-46
    const Subject clerk = person(kClerk, {Role::employee});
    Loan loan = counted_loan(LoanState::returning);
    loan.counts = {count(CountPhase::give_back, CountSide::archivist, kArchivist)};
    loan.counts[0].condition = {"torn"};
    EXPECT_EQ(verdict(loan, count(CountPhase::give_back, CountSide::borrower, kClerk), clerk),
              event(LoanEvent::incident_opened) + " damage");
    // Known before issue: noted, no incident.
    Loan issue = counted_loan(LoanState::issuing);
    issue.counts = {count(CountPhase::issue, CountSide::archivist, kArchivist)};
    issue.counts[0].condition = {"torn"};
    EXPECT_EQ(verdict(issue, count(CountPhase::issue, CountSide::borrower, kClerk), clerk),
              event(LoanEvent::issue_agreed));
    LoanCount unknown = count(CountPhase::give_back, CountSide::borrower, kClerk);
    unknown.condition = {"eaten"};
    EXPECT_EQ(verdict(loan, unknown, clerk), "loan.condition_unknown");
}

TEST(LoanRulesTest, CountsBelongToTheirPhaseAndRange) {
    const Subject clerk = person(kClerk, {Role::employee});
    for (const LoanState state : {LoanState::requested, LoanState::refused, LoanState::withdrawn,
                                  LoanState::returned, LoanState::incident, LoanState::on_loan})
        EXPECT_EQ(verdict(counted_loan(state),
                          count(CountPhase::issue, CountSide::borrower, kClerk), clerk),
                  "loan.wrong_phase");
    EXPECT_EQ(verdict(counted_loan(LoanState::approved),
                      count(CountPhase::give_back, CountSide::borrower, kClerk), clerk),
              "loan.wrong_phase");
    LoanCount bad = count(CountPhase::issue, CountSide::borrower, kClerk, -1);
    EXPECT_EQ(verdict(counted_loan(LoanState::approved), bad, clerk), "loan.pages_range");
    bad.pieces = -1;
    EXPECT_EQ(verdict(counted_loan(LoanState::approved), bad, clerk), "loan.pieces_range");
}

TEST(LoanRulesTest, AnIncidentIsSettledOnlyWhenComplete) {  // R-50
    LoanIncident incident;
    const auto open = check_settlement(incident);
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().field, "search");
    EXPECT_EQ(open.error().others.size(), 3U);
    incident.search = "已查库房";
    incident.remedy = "复印件补入";
    incident.reported_to = kManager;
    incident.outcome = "口头批评";
    EXPECT_TRUE(check_settlement(incident));
}

}  // namespace
}  // namespace lantai::core
