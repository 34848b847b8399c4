#include "core/service/accounts.hpp"

#include <gtest/gtest.h>

#include "tests/support/archive.hpp"

namespace lantai::core {
namespace {

class AccountsTest : public ::testing::Test {
protected:
    AccountsTest() {
        department_ = archive_.add_department("ZJB", "总经办");
        system_ = archive_.add_user("sys", department_, {Role::system_admin}).user;
        security_ = archive_.add_user("sec", department_, {Role::security_admin}).user;
        employee_ = archive_.add_user("wang", department_, {Role::employee}, Level::internal).user;
    }
    Caller as(const std::string& login) { return archive_.caller(login); }
    UserRow fresh(const UserRow& row) { return accounts_.user(as("sys"), row.user.id).value(); }
    Result<UserRow> grant(const std::string& who, const UserRow& row, Rights rights) {
        return accounts_.set_rights(as(who), row.user.id, fresh(row).user.version, rights);
    }
    Result<UserRow> change(const std::string& who, const UserRow& row, UserChange what) {
        return accounts_.change_user(as(who), row.user.id, fresh(row).user.version, what);
    }

    test::Archive archive_;
    Accounts accounts_{archive_.store()};
    Id department_ = 0;
    UserRow system_, security_, employee_;
};

TEST_F(AccountsTest, ANewAccountHasNoRightAndNoPassword) {
    const auto made = accounts_.add_user(as("sys"), {"Zhang.San", "张三", department_}).value();
    EXPECT_EQ(made.user.user.login, "zhang.san");
    EXPECT_TRUE(made.user.user.roles.empty());
    EXPECT_EQ(made.user.user.clearance, Level::open);
    EXPECT_TRUE(made.user.user.must_change_password);
    EXPECT_EQ(archive_.count("SELECT count(*) FROM users WHERE password_hash IS NOT NULL"), 0);
}

TEST_F(AccountsTest, NamesEveryFaultyFieldOfANewAccount) {
    const auto bad = accounts_.add_user(as("sys"), {"张三", "", department_});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().key, "user.login_form");
    ASSERT_EQ(bad.error().others.size(), 1u);
    EXPECT_EQ(bad.error().others[0].field, "name");
    const auto nowhere = accounts_.add_user(as("sys"), {"zhangsan", "张三", 999});
    EXPECT_EQ(nowhere.error().key, "department.unknown");
}

TEST_F(AccountsTest, ALoginBelongsToOnePerson) {
    const auto again = accounts_.add_user(as("sys"), {"WANG", "王五", department_});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().key, "user.login_taken");
    EXPECT_EQ(again.error().field, "login");
}

TEST_F(AccountsTest, ADepartmentCodeAndNameAreGivenOnce) {
    EXPECT_EQ(accounts_.add_department(as("sys"), "ZJB", "另一").error().field, "code");
    EXPECT_EQ(accounts_.add_department(as("sys"), "XYZ", "总经办").error().field, "name");
    // A code that no archival code could be read back from.
    EXPECT_EQ(accounts_.add_department(as("sys"), "中 文/", "别处").error().key,
              "code.component_bad");
    EXPECT_EQ(accounts_.add_department(as("sys"), "A-B", "别处").error().key, "code.component_bad");
}

TEST_F(AccountsTest, TheAdministratorsCannotDoEachOthersWork) {
    EXPECT_EQ(grant("sys", employee_, {{Role::archivist}, Level::open, {}}).error().code,
              ErrorCode::forbidden);
    EXPECT_EQ(accounts_.add_user(as("sec"), {"neu", "新人", department_}).error().code,
              ErrorCode::forbidden);
    EXPECT_EQ(change("sec", employee_, {{}, {}, false}).error().code, ErrorCode::forbidden);
    EXPECT_EQ(accounts_.users(as("wang"), {}).error().code, ErrorCode::forbidden);
}

TEST_F(AccountsTest, NobodyChangesTheirOwnRights) {
    EXPECT_EQ(grant("sec", security_, {{Role::security_admin}, Level::top_secret, {}}).error().key,
              "access.own_rights");
    EXPECT_EQ(change("sys", system_, {{}, {}, false}).error().key, "access.own_rights");
}

TEST_F(AccountsTest, SeparatedAdministratorsExcludeEachOtherAndBusinessRoles) {
    const std::vector<std::set<Role>> refused = {
        {Role::system_admin, Role::security_admin}, {Role::audit_admin, Role::system_admin},
        {Role::security_admin, Role::audit_admin},  {Role::audit_admin, Role::employee},
        {Role::system_admin, Role::archivist},      {Role::security_admin, Role::auditor}};
    for (const auto& roles : refused)
        EXPECT_EQ(grant("sec", employee_, {roles, Level::open, {}}).error().key,
                  "user.roles_exclusive");
    EXPECT_TRUE(grant("sec", employee_, {{Role::archivist, Role::employee}, Level::secret, {}}));
}

TEST_F(AccountsTest, TheAuditorWritesNoRecords) {  // DECISIONS 3
    for (const Role writing : {Role::archivist, Role::dept_archivist, Role::account_manager})
        EXPECT_EQ(grant("sec", employee_, {{Role::auditor, writing}, Level::open, {}}).error().key,
                  "user.auditor_writes");
    EXPECT_TRUE(grant("sec", employee_, {{Role::auditor, Role::supervisor}, Level::open, {}}));
}

TEST_F(AccountsTest, AMoveToAnotherDepartmentLetsTheRightsRestUntilTheyAreGrantedAgain) {
    const Id other = archive_.add_department("XSB", "销售部");
    const UserChange move{{}, other, {}};
    EXPECT_FALSE(change("sys", employee_, {"王二", department_, {}})->user.rights_held);
    EXPECT_TRUE(change("sys", employee_, move)->user.rights_held);
    EXPECT_TRUE(as("wang").subject.roles.empty());
    EXPECT_EQ(as("wang").subject.clearance, Level::open);
    ASSERT_TRUE(grant("sec", employee_, {{Role::employee}, Level::internal, {}}));
    EXPECT_EQ(as("wang").subject.roles, std::set<Role>{Role::employee});
    EXPECT_EQ(as("wang").subject.department_id, other);
}

TEST_F(AccountsTest, AMoveChangesNothingForWhomADepartmentOpensNothing) {
    const Id other = archive_.add_department("XSB", "销售部");
    const UserRow bare = archive_.add_user("neu", department_).user;
    for (const UserRow& row : {bare, security_, system_})
        EXPECT_FALSE(change("sys", row, {{}, other, {}})->user.rights_held) << row.user.login;
}

TEST_F(AccountsTest, TheLastAdministratorOfEachKindStays) {
    const UserRow audit = archive_.add_user("aud", department_, {Role::audit_admin}).user;
    const auto operator_admin = operator_caller(Role::system_admin);
    const auto operator_security = operator_caller(Role::security_admin);
    for (const UserRow& row : {system_, security_, audit}) {
        EXPECT_EQ(
            accounts_
                .change_user(operator_admin, row.user.id, fresh(row).user.version, {{}, {}, false})
                .error()
                .key,
            "user.last_admin");
        EXPECT_EQ(accounts_
                      .set_rights(operator_security, row.user.id, fresh(row).user.version,
                                  {{Role::employee}, Level::open, {}})
                      .error()
                      .key,
                  "user.last_admin");
    }
    archive_.add_user("sys2", department_, {Role::system_admin});
    EXPECT_TRUE(accounts_.change_user(operator_admin, system_.user.id, fresh(system_).user.version,
                                      {{}, {}, false}));
}

TEST_F(AccountsTest, AClearanceCannotEndInThePast) {
    const Date today = archive_.store().today();
    EXPECT_EQ(grant("sec", employee_, {{Role::employee}, Level::secret, today.plus_days(-1)})
                  .error()
                  .field,
              "clearance_until");
    EXPECT_TRUE(grant("sec", employee_, {{Role::employee}, Level::secret, today}));
}

TEST_F(AccountsTest, RefusesAChangeBasedOnAnOldVersion) {
    ASSERT_TRUE(change("sys", employee_, {"王二", {}, {}}));
    const auto late =
        accounts_.change_user(as("sys"), employee_.user.id, employee_.user.version, {"X", {}, {}});
    EXPECT_EQ(late.error().code, ErrorCode::stale);
}

TEST_F(AccountsTest, ADepartmentWithPeopleStaysActive) {
    const auto closed = accounts_.change_department(as("sys"), department_, 1, {{}, false});
    EXPECT_EQ(closed.error().key, "department.in_use");
    const Id empty = archive_.add_department("KONG", "空部");
    ASSERT_TRUE(accounts_.change_department(as("sys"), empty, 1, {{}, false}));
    EXPECT_EQ(accounts_.add_user(as("sys"), {"neu", "新人", empty}).error().key,
              "department.unknown");
}

TEST_F(AccountsTest, CountsTheArchivistsOfEachDepartment) {
    archive_.add_user("liu", department_, {Role::dept_archivist});
    const Id other = archive_.add_department("XSB", "销售部");
    const auto rows = accounts_.departments(as("sys")).value();
    ASSERT_EQ(rows.size(), 2u);
    for (const auto& row : rows) EXPECT_EQ(row.archivists, row.department.id == other ? 0 : 1);
}

TEST_F(AccountsTest, ListsPeoplePageByPage) {
    UserFilter filter;
    filter.limit = 2;
    const auto first = accounts_.users(as("sys"), filter).value();
    ASSERT_EQ(first.size(), 2u);
    filter.after_login = first.back().user.login;
    const auto second = accounts_.users(as("sys"), filter).value();
    ASSERT_EQ(second.size(), 1u);
    EXPECT_EQ(second[0].user.login, "wang");
    filter = {};
    filter.query = "of wa";
    EXPECT_EQ(accounts_.users(as("sec"), filter).value().size(), 1u);
}

TEST_F(AccountsTest, LogsWhatARightWasAndBecame) {
    ASSERT_TRUE(grant("sec", employee_, {{Role::archivist}, Level::secret, {}}));
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_log WHERE action = 'user.rights_changed'"
                             " AND actor_name = 'Name of sec' AND object_code = 'wang'"
                             " AND details LIKE '{\"before\":{\"roles\":[\"employee\"]%'"
                             " AND details LIKE '%\"after\":{\"roles\":[\"archivist\"]%'"),
              1);
}

}  // namespace
}  // namespace lantai::core
