// An archive with the people of the cases T-7 and T-8, for tests of lending.
#pragma once
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/names.hpp"
#include "core/repo/audit_log.hpp"
#include "core/repo/state_digest.hpp"
#include "core/service/loans.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::core {

// Departments and people of the cases T-7 and T-8.
inline constexpr Id kAdmin = 1, kFinance = 2, kArchive = 3;
inline constexpr Id kClerk = 11, kLeader = 12, kDeputy = 13, kFinanceClerk = 21,
                    kFinanceLeader = 22, kArchivist = 31, kHead = 32, kManager = 41,
                    kGeneralManager = 42, kStranger = 23;
inline constexpr Id kItem = 101, kSecretItem = 102, kElectronicItem = 103, kVolume = 201,
                    kInVolume = 104;

inline constexpr const char* kPeople = R"sql(
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

inline std::string item_sql(Id id, Level level, const char* medium, std::optional<Id> volume) {
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

class LendingTest : public ::testing::Test {
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

}  // namespace lantai::core
