#include "core/service/loans.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "core/model/names.hpp"
#include "core/repo/audit_log.hpp"
#include "core/repo/state_digest.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::core {
namespace {

// Departments and people of the cases T-7 and T-8.
constexpr Id kAdmin = 1, kFinance = 2, kArchive = 3;
constexpr Id kClerk = 11, kLeader = 12, kDeputy = 13, kFinanceClerk = 21, kFinanceLeader = 22,
             kArchivist = 31, kHead = 32, kManager = 41, kGeneralManager = 42, kStranger = 23;
constexpr Id kItem = 101, kSecretItem = 102, kElectronicItem = 103, kVolume = 201, kInVolume = 104;

constexpr const char* kPeople = R"sql(
INSERT INTO departments(id, code, name) VALUES (1, 'XZB', '行政部'), (2, 'CWB', '财务部'),
    (3, 'DAS', '档案室');
INSERT INTO users(id, login, name, department_id, clearance, created_at) VALUES
    (11, 'clerk', '李文', 1, 2, 0), (12, 'leader', '王敏', 1, 3, 0), (13, 'deputy', '周正', 1, 3, 0),
    (21, 'fclerk', '钱多', 2, 2, 0), (22, 'fleader', '孙理', 2, 2, 0), (23, 'plain', '吴双', 2, 0, 0),
    (31, 'archivist', '陶然', 3, 3, 0), (32, 'head', '何静', 3, 4, 0),
    (41, 'manager', '郑强', 3, 4, 0), (42, 'gm', '冯总', 3, 4, 0);
INSERT INTO positions(id, kind, department_id, user_id, from_date) VALUES
    (1, 'department_leader', 1, 12, '2020-01-01'), (2, 'department_leader', 2, 22, '2020-01-01'),
    (3, 'archive_head', NULL, 32, '2020-01-01'), (4, 'manager', NULL, 41, '2020-01-01'),
    (5, 'general_manager', NULL, 42, '2020-01-01');
INSERT INTO position_deputies(id, position_id, user_id, from_date, to_date) VALUES
    (1, 1, 13, '2023-03-01', '2023-03-31');
INSERT INTO fonds(id, fonds_no, name, creating_body) VALUES (1, 'Q001', '公司', '公司');
INSERT INTO volumes(id, fonds_id, department_id, category, filing_year, retention_class, level,
    title, archival_code, serial, state, created_by, created_at, updated_at) VALUES
    (201, 1, 1, 'WS', 2022, 'Y', 1, '行政案卷', 'Q001-001', 1, 'sealed', 31, 0, 0);
)sql";

std::string item_sql(Id id, Level level, const char* medium, std::optional<Id> volume) {
    const std::string number = std::to_string(id);
    return "INSERT INTO items(id, fonds_id, department_id, category, kind, title, creator,"
           " document_date, filing_year, year_rule, retention_class, level, pages, copies, medium,"
           " archival_code, serial, group_id, state, volume_id, created_by, created_at, updated_at)"
           " VALUES (" +
           number + ", 1, 1, 'WS', 'general', '文件" + number +
           "', '行政部', '2022-05-01', 2022, 'R-31', 'Y', " +
           std::to_string(static_cast<int>(level)) + ", 30, 1, '" + medium + "', 'C-" + number +
           "', " + number + ", " + number + ", 'filed', " +
           (volume ? std::to_string(*volume) : "NULL") + ", 31, 0, 0)";
}

class LoansTest : public ::testing::Test {
protected:
    void SetUp() override {
        clock_.set(parse_rfc3339("2023-03-06T02:00:00Z").value());
        ASSERT_TRUE(store_->maintain([](Database& db) -> Result<void> {
            LT_CHECK(db.script(kPeople));
            LT_CHECK(db.script(item_sql(kItem, Level::internal, "paper", {})));
            LT_CHECK(db.script(item_sql(kSecretItem, Level::confidential, "paper", {})));
            LT_CHECK(db.script(item_sql(kElectronicItem, Level::internal, "electronic", {})));
            return db.script(item_sql(kInVolume, Level::internal, "paper", kVolume));
        }));
    }

    Caller as(Id user) {
        Caller caller;
        caller.subject.user_id = user;
        caller.actor = {user, "user " + std::to_string(user), "", ""};
        caller.subject.roles = {Role::employee};
        caller.subject.clearance = Level::secret;
        caller.subject.department_id = user < 20 ? kAdmin : user < 30 ? kFinance : kArchive;
        const auto hold = [&](PositionKind kind, std::optional<Id> department) {
            caller.subject.positions.push_back({kind, department, user == kDeputy});
        };
        if (user == kLeader || user == kDeputy) hold(PositionKind::department_leader, kAdmin);
        if (user == kFinanceLeader) hold(PositionKind::department_leader, kFinance);
        if (user == kHead) hold(PositionKind::archive_head, {});
        if (user == kManager) hold(PositionKind::manager, {});
        if (user == kGeneralManager) hold(PositionKind::general_manager, {});
        if (user == kArchivist) caller.subject.roles.insert(Role::archivist);
        if (user >= 30) caller.subject.clearance = Level::top_secret;
        if (user == kStranger) caller.subject.clearance = Level::open;
        return caller;
    }

    LoanDraft draft(Id item, LoanMode mode = LoanMode::in_room) {
        LoanDraft draft;
        draft.item_id = item;
        draft.mode = mode;
        draft.purpose = "核对";
        draft.due_date = Date(2023, 3, 20);
        return draft;
    }

    std::vector<std::string> route(Id requester, const LoanDraft& draft) {
        std::vector<std::string> steps;
        const auto view = loans_.preview(as(requester), draft);
        if (!view) return {view.error().key};
        for (const LoanStepView& step : view->steps)
            steps.push_back(std::string(to_text(step.step.position)) + " " + step.step.rule);
        return steps;
    }

    /// Requested by the clerk, approved by the leader.
    LoanView approved(Id item = kItem) {
        auto loan = loans_.request(as(kClerk), draft(item)).value();
        return loans_.decide(as(kLeader), loan.loan.id, loan.loan.version, {true, ""}).value();
    }

    Result<LoanView> count(Id user, const LoanView& loan, CountPhase phase, CountSide side,
                           int pages = 30) {
        LoanCount one;
        one.phase = phase;
        one.side = side;
        one.pieces = 1;
        one.pages = pages;
        return loans_.count(as(user), loan.loan.id, loan.loan.version, one);
    }

    LoanView issued(Id item = kItem) {
        auto loan = approved(item);
        loan = count(kArchivist, loan, CountPhase::issue, CountSide::archivist).value();
        return count(kClerk, loan, CountPhase::issue, CountSide::borrower).value();
    }

    std::vector<std::string> denied() {
        EXPECT_TRUE(store_->maintain([](Database&) { return Result<void>(); }));
        std::vector<std::string> list;
        EXPECT_TRUE(store_->read([&](Database& db) {
            return walk_audit(db, 1, [&](const AuditEntry& entry) -> Result<void> {
                const Event& event = entry.event;
                if (event.outcome == Outcome::denied)
                    list.push_back(event.action + " " + event.object_type + " " +
                                   event.object_code + " " + event.reason);
                return {};
            });
        }));
        return list;
    }

    /// Every loan's rows are as its last audit entry says.
    void expect_provable() {
        ASSERT_TRUE(store_->read([&](Database& db) -> Result<void> {
            std::map<Id, std::string> last;
            LT_CHECK(walk_audit(db, 1, [&](const AuditEntry& entry) -> Result<void> {
                if (entry.event.object_type == "loan") last[*entry.event.object_id] = entry.state;
                return {};
            }));
            EXPECT_FALSE(last.empty());
            for (const auto& [id, state] : last)
                EXPECT_EQ(state_digest(db, "loan", id).value(), state);
            return {};
        }));
    }

    test::TempDir dir_;
    FakeClock clock_;
    CountingIds ids_;
    std::unique_ptr<Store> store_ = Store::open({dir_.path(), 480, 4}, clock_, ids_).value();
    DenialLog denials_{*store_};
    Loans loans_{*store_, denials_};
};

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

TEST_F(LoansTest, EveryRefusalAboutWhatExistsIsLogged) {  // R-54
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
