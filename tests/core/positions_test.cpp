#include "core/service/positions.hpp"

#include <gtest/gtest.h>

#include "tests/support/archive.hpp"

namespace lantai::core {
namespace {

class PositionsTest : public ::testing::Test {
protected:
    PositionsTest() {
        department_ = archive_.add_department("YFB", "研发部");
        for (const char* login : {"chen", "zhao", "qian"})
            ids_[login] = archive_.add_user(login, department_, {Role::employee}).user.user.id;
    }
    Result<PositionRow> give(const std::string& login, const Date& from, std::optional<Date> to) {
        return positions_.add(
            admin_, {PositionKind::department_leader, department_, ids_[login], from, to});
    }
    std::string names(const Date& day) {
        std::string out;
        const auto holders =
            positions_.holders(PositionKind::department_leader, department_, day).value();
        for (const auto& holder : holders)
            out += holder.name.substr(8) + (holder.as_deputy ? "(deputy) " : " ");
        return out;
    }

    test::Archive archive_;
    Positions positions_{archive_.store()};
    Caller admin_ = operator_caller(Role::security_admin);
    Id department_ = 0;
    std::map<std::string, Id> ids_;
};

TEST_F(PositionsTest, APostIsHeldFromItsFirstToItsLastDay) {
    ASSERT_TRUE(give("chen", Date(2024, 1, 1), Date(2024, 6, 30)));
    ASSERT_TRUE(give("zhao", Date(2024, 7, 1), std::nullopt));
    EXPECT_EQ(names(Date(2023, 12, 31)), "");
    EXPECT_EQ(names(Date(2024, 1, 1)), "chen ");
    EXPECT_EQ(names(Date(2024, 6, 30)), "chen ");
    EXPECT_EQ(names(Date(2024, 7, 1)), "zhao ");
    EXPECT_EQ(names(Date(2030, 1, 1)), "zhao ");
}

TEST_F(PositionsTest, ADeputyStandsInOnTheDaysGiven) {
    const auto post = give("chen", Date(2024, 1, 1), std::nullopt).value();
    ASSERT_TRUE(positions_.add_deputy(admin_, post.position.id,
                                      {ids_["qian"], Date(2024, 3, 10), Date(2024, 3, 20)}));
    EXPECT_EQ(names(Date(2024, 3, 9)), "chen ");
    EXPECT_EQ(names(Date(2024, 3, 10)), "chen qian(deputy) ");
    EXPECT_EQ(names(Date(2024, 3, 20)), "chen qian(deputy) ");
    EXPECT_EQ(names(Date(2024, 3, 21)), "chen ");
    const auto held = archive_.caller("qian").subject.positions;
    ASSERT_EQ(held.size(), 1u);
    EXPECT_TRUE(held[0].as_deputy);
    EXPECT_EQ(held[0].department_id, department_);
}

TEST_F(PositionsTest, ARemovedDeputyNoLongerCounts) {
    const auto post = give("chen", Date(2024, 1, 1), std::nullopt).value();
    const auto with = positions_
                          .add_deputy(admin_, post.position.id,
                                      {ids_["qian"], Date(2024, 3, 1), Date(2024, 3, 31)})
                          .value();
    const auto without =
        positions_.remove_deputy(admin_, post.position.id, with.position.deputies[0].id).value();
    // the deputyship stays in the history with its last day.
    ASSERT_EQ(without.position.deputies.size(), 1u);
    EXPECT_EQ(without.position.deputies[0].from, Date(2024, 3, 1));
    EXPECT_EQ(without.position.deputies[0].to, Date(2024, 3, 14));
    EXPECT_TRUE(archive_.caller("qian").subject.positions.empty());
    EXPECT_EQ(names(Date(2024, 3, 14)), "chen qian(deputy) ");
    EXPECT_EQ(names(Date(2024, 3, 15)), "chen ");
    EXPECT_EQ(positions_.remove_deputy(admin_, post.position.id, with.position.deputies[0].id)
                  .error()
                  .key,
              "position.deputy_ended");
    EXPECT_EQ(positions_.remove_deputy(admin_, post.position.id, 9999).error().code,
              ErrorCode::not_found);
}

TEST_F(PositionsTest, ADeputyshipThatHasNotBegunNeverRuns) {
    const auto post = give("chen", Date(2024, 1, 1), std::nullopt).value();
    const auto with = positions_
                          .add_deputy(admin_, post.position.id,
                                      {ids_["qian"], Date(2024, 4, 1), Date(2024, 4, 30)})
                          .value();
    ASSERT_TRUE(positions_.remove_deputy(admin_, post.position.id, with.position.deputies[0].id));
    EXPECT_EQ(names(Date(2024, 4, 10)), "chen ");
}

TEST_F(PositionsTest, TheSeparatedAdministratorsHoldNoPosition) {  // DECISIONS 3
    const auto post = give("chen", Date(2024, 1, 1), std::nullopt).value();
    for (const Role role : {Role::system_admin, Role::security_admin, Role::audit_admin}) {
        const std::string login = "admin-" + std::to_string(static_cast<int>(role));
        ids_[login] = archive_.add_user(login, department_, {role}).user.user.id;
        const auto deputy = positions_.add_deputy(
            admin_, post.position.id, {ids_[login], Date(2024, 3, 1), Date(2024, 3, 31)});
        EXPECT_EQ(deputy.error().key, "position.separated") << login;
        EXPECT_EQ(deputy.error().field, "user_id") << login;
        const auto own = positions_.add(admin_, {PositionKind::manager, std::nullopt, ids_[login],
                                                 Date(2024, 3, 1), std::nullopt});
        EXPECT_EQ(own.error().key, "position.separated") << login;
    }
}

TEST_F(PositionsTest, WhoHoldsAPositionDoesNotBecomeASeparatedAdministrator) {
    const auto post = give("chen", Date(2024, 1, 1), Date(2024, 6, 30)).value();
    ASSERT_TRUE(positions_.add_deputy(admin_, post.position.id,
                                      {ids_["qian"], Date(2024, 4, 1), Date(2024, 4, 30)}));
    Accounts accounts(archive_.store());
    const auto grant = [&](const std::string& login, Role role) {
        const auto row = accounts.user(operator_caller(Role::system_admin), ids_[login]).value();
        return accounts.set_rights(admin_, ids_[login], row.user.version,
                                   {{role}, Level::open, std::nullopt});
    };
    EXPECT_EQ(grant("chen", Role::security_admin).error().key, "user.holds_position");
    EXPECT_EQ(grant("qian", Role::audit_admin).error().field, "roles");  // stands in next month
    EXPECT_TRUE(grant("chen", Role::archivist));
    EXPECT_TRUE(grant("zhao", Role::security_admin));
    ASSERT_TRUE(positions_.set_end(admin_, post.position.id, 2, Date(2024, 3, 14)));
    EXPECT_TRUE(grant("chen", Role::security_admin));
}

TEST_F(PositionsTest, AnEndedAppointmentStaysInTheHistoryAndNoLongerSigns) {
    const auto post = give("chen", Date(2024, 1, 1), std::nullopt).value();
    ASSERT_EQ(archive_.caller("chen").subject.positions.size(), 1u);
    ASSERT_TRUE(positions_.set_end(admin_, post.position.id, 1, Date(2024, 3, 14)));
    EXPECT_TRUE(archive_.caller("chen").subject.positions.empty());
    ASSERT_TRUE(give("zhao", Date(2024, 3, 15), std::nullopt));
    EXPECT_EQ(positions_.list(admin_).value().size(), 2u);
}

TEST_F(PositionsTest, APostHasOneHolderAtATime) {
    ASSERT_TRUE(give("chen", Date(2024, 1, 1), Date(2024, 6, 30)));
    EXPECT_EQ(give("zhao", Date(2024, 6, 30), std::nullopt).error().key, "position.taken");
    EXPECT_EQ(give("zhao", Date(2023, 1, 1), std::nullopt).error().key, "position.taken");
    EXPECT_TRUE(give("zhao", Date(2023, 1, 1), Date(2023, 12, 31)));
}

TEST_F(PositionsTest, ADeactivatedHolderIsNotAskedToDecide) {
    ASSERT_TRUE(give("chen", Date(2024, 1, 1), std::nullopt));
    Accounts accounts(archive_.store());
    const Caller admin = operator_caller(Role::system_admin);
    const auto row = accounts.user(admin, ids_["chen"]).value();
    ASSERT_TRUE(accounts.change_user(admin, row.user.id, row.user.version, {{}, {}, false}));
    EXPECT_EQ(names(Date(2024, 3, 15)), "");
}

TEST_F(PositionsTest, NamesEveryFaultOfADraft) {
    const auto bad = positions_.add(admin_, {PositionKind::general_manager, department_, 999,
                                             Date(2024, 2, 1), Date(2024, 1, 1)});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().field, "user_id");
    ASSERT_EQ(bad.error().others.size(), 2u);
    EXPECT_EQ(bad.error().others[0].field, "department_id");
    EXPECT_EQ(bad.error().others[1].field, "to");
    const auto nobodys = positions_.add(
        admin_, {PositionKind::department_leader, {}, ids_["chen"], Date(2024, 2, 1), {}});
    EXPECT_EQ(nobodys.error().key, "position.department");
}

TEST_F(PositionsTest, ADeputyMustFitTheHoldersTime) {
    const auto post = give("chen", Date(2024, 1, 1), Date(2024, 6, 30)).value();
    const auto add = [&](const std::string& login, const Date& from, const Date& to) {
        return positions_.add_deputy(admin_, post.position.id, {ids_[login], from, to});
    };
    EXPECT_EQ(add("chen", Date(2024, 3, 1), Date(2024, 3, 2)).error().key, "position.own_deputy");
    EXPECT_EQ(add("qian", Date(2024, 3, 2), Date(2024, 3, 1)).error().key, "position.dates");
    EXPECT_EQ(add("qian", Date(2023, 12, 31), Date(2024, 3, 1)).error().key, "position.outside");
    EXPECT_EQ(add("qian", Date(2024, 6, 1), Date(2024, 7, 1)).error().key, "position.outside");
}

TEST_F(PositionsTest, NobodyGivesThemselvesAPost) {
    archive_.add_user("sec", department_, {Role::security_admin});
    const Caller sec = archive_.caller("sec");
    EXPECT_EQ(positions_
                  .add(sec, {PositionKind::general_manager, std::nullopt, sec.subject.user_id,
                             Date(2024, 1, 1), std::nullopt})
                  .error()
                  .key,
              "access.own_rights");
}

}  // namespace
}  // namespace lantai::core
