#include "core/service/appointments.hpp"

#include "core/service/handovers.hpp"
#include "core/service/positions.hpp"
#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

/// zhao and chen work in ZJB, qian in CWB; the clock stands on 2024-03-15.
class AppointmentsTest : public ::testing::Test {
protected:
    AppointmentsTest() {
        archive_.add_user("chen", archive_.zjb, {Role::employee}, Level::internal);
    }
    Result<PositionRow> appoint(const std::string& login, Id department, const Date& from,
                                std::optional<Date> to = std::nullopt) {
        return positions_.add(security_, {PositionKind::department_archivist, department,
                                          archive_.caller(login).subject.user_id, from, to});
    }
    std::string gaps() {
        std::string codes;
        const auto list = service_.list(archive_.caller("wang")).value();
        for (const auto& one : list)
            if (one.current.empty()) codes += one.department.code + " ";
        return codes;
    }
    std::vector<NoticeEntry> open_notices() {
        return service_.notices(archive_.caller("wang"), true, {}, 50).value().notices;
    }
    HandoverDetail drafted() {
        HandoverRowDraft row;
        row.item_id = archive_.file(archive_.draft("甲", "2023-03-01")).id;
        return handovers_.create(archive_.caller("wang"), {archive_.zjb, "", {row}}).value();
    }
    Result<HandoverDetail> sign(const std::string& login, const HandoverDetail& draft) {
        return handovers_.give(archive_.caller(login), draft.entry.handover.id,
                               draft.entry.handover.version);
    }

    test::FilingArchive archive_;
    Positions positions_{archive_.store()};
    Appointments service_{archive_.store()};
    HandoverService handovers_{archive_.store(), archive_.denials};
    Caller security_ = operator_caller(Role::security_admin);
};

TEST_F(AppointmentsTest, R3_DepartmentsWithoutAnArchivistAreListed) {
    EXPECT_EQ(gaps(), "CWB ZJB ");
    ASSERT_TRUE(appoint("zhao", archive_.zjb, Date(2024, 3, 15)));
    EXPECT_EQ(gaps(), "CWB ");
    ASSERT_TRUE(appoint("qian", archive_.cwb, Date(2024, 3, 16)));
    EXPECT_EQ(gaps(), "CWB ");  // begins tomorrow
    archive_.clock.advance_days(1);
    EXPECT_EQ(gaps(), "");
}

TEST_F(AppointmentsTest, R3_ADepartmentMayHaveSeveralArchivistsButNobodyTwice) {
    ASSERT_TRUE(appoint("zhao", archive_.zjb, Date(2024, 1, 1)));
    EXPECT_TRUE(appoint("chen", archive_.zjb, Date(2024, 1, 1)));
    EXPECT_EQ(appoint("zhao", archive_.zjb, Date(2024, 2, 1)).error().key, "position.taken");
}

TEST_F(AppointmentsTest, R3_TheArchivistBelongsToTheDepartmentAndIsNoAuditor) {
    EXPECT_EQ(appoint("qian", archive_.zjb, Date(2024, 1, 1)).error().key,
              "position.other_department");
    EXPECT_EQ(appoint("sun", archive_.cwb, Date(2024, 1, 1)).error().key, "user.auditor_writes");
    EXPECT_EQ(positions_
                  .add(security_, {PositionKind::department_archivist,
                                   std::nullopt,
                                   archive_.caller("zhao").subject.user_id,
                                   Date(2024, 1, 1),
                                   {}})
                  .error()
                  .key,
              "position.department");
}

TEST_F(AppointmentsTest, R4_TheOldHolderCanNoLongerSign) {
    const auto old = appoint("zhao", archive_.zjb, Date(2024, 1, 1)).value();
    ASSERT_TRUE(archive_.caller("zhao").subject.has(Role::dept_archivist));
    ASSERT_TRUE(positions_.set_end(security_, old.position.id, 1, Date(2024, 3, 14)));
    ASSERT_TRUE(appoint("chen", archive_.zjb, Date(2024, 3, 15)));
    EXPECT_FALSE(archive_.caller("zhao").subject.has(Role::dept_archivist));
    const HandoverDetail draft = drafted();
    EXPECT_FALSE(sign("zhao", draft));
    const auto signed_by_new = sign("chen", draft);
    ASSERT_TRUE(signed_by_new) << signed_by_new.error().key;
    EXPECT_EQ(signed_by_new->entry.giver_name, "Name of chen");
    // The history stays.
    const auto list = service_.list(archive_.caller("wang")).value();
    const auto zjb = std::find_if(list.begin(), list.end(), [&](const auto& one) {
        return one.department.id == archive_.zjb;
    });
    ASSERT_EQ(zjb->others.size(), 1U);
    EXPECT_EQ(zjb->others[0].user_name, "Name of zhao");
    EXPECT_EQ(zjb->others[0].position.to, Date(2024, 3, 14));
}

TEST_F(AppointmentsTest, R4_TheRoleAloneFilesButDoesNotSign) {
    archive_.add_user("zhou", archive_.zjb, {Role::dept_archivist}, Level::internal);
    const HandoverDetail draft = drafted();
    const auto refused = sign("zhou", draft);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "access.role_missing");
    ASSERT_TRUE(appoint("zhou", archive_.zjb, Date(2024, 3, 15)));
    EXPECT_TRUE(sign("zhou", draft));
}

TEST_F(AppointmentsTest, R4_TheAppointmentEndsWithAMoveToAnotherDepartment) {
    ASSERT_TRUE(appoint("zhao", archive_.zjb, Date(2024, 1, 1)));
    Accounts accounts(archive_.store());
    const auto row =
        accounts.user(operator_caller(Role::system_admin), archive_.caller("zhao").subject.user_id)
            .value();
    UserChange change;
    change.department_id = archive_.cwb;
    const auto moved = accounts.change_user(operator_caller(Role::system_admin), row.user.id,
                                            row.user.version, change);
    ASSERT_TRUE(moved);
    ASSERT_TRUE(accounts.set_rights(security_, row.user.id, moved->user.version,
                                    {{Role::employee}, Level::internal, std::nullopt}));
    const Subject subject = archive_.caller("zhao").subject;
    EXPECT_FALSE(subject.has(Role::dept_archivist));
    EXPECT_TRUE(subject.positions.empty());
    EXPECT_FALSE(sign("zhao", drafted()));
}

TEST_F(AppointmentsTest, R4_TheArchiveRoomHearsOfEveryChangeAndTakesNoteOnce) {
    const auto post = appoint("zhao", archive_.zjb, Date(2024, 1, 1)).value();
    ASSERT_TRUE(positions_.add_deputy(
        security_, post.position.id,
        {archive_.caller("chen").subject.user_id, Date(2024, 3, 1), Date(2024, 3, 31)}));
    ASSERT_TRUE(positions_.set_end(security_, post.position.id, 2, Date(2024, 12, 31)));
    const auto notices = open_notices();
    ASSERT_EQ(notices.size(), 3U);
    EXPECT_EQ(notices[0].notice.kind, NoticeKind::end_set);
    EXPECT_EQ(notices[1].notice.kind, NoticeKind::deputy_added);
    EXPECT_EQ(notices[2].notice.kind, NoticeKind::appointed);
    EXPECT_EQ(notices[2].department_name, "总经理办公室");
    EXPECT_EQ(service_.acknowledge(archive_.caller("zhao"), notices[2].notice.id).error().code,
              ErrorCode::forbidden);
    const auto noted = service_.acknowledge(archive_.caller("wang"), notices[2].notice.id);
    ASSERT_TRUE(noted);
    EXPECT_EQ(noted->acknowledged_by_name, "Name of wang");
    EXPECT_EQ(service_.acknowledge(archive_.caller("li"), notices[2].notice.id).error().key,
              "notice.acknowledged");
    EXPECT_EQ(open_notices().size(), 2U);
    EXPECT_EQ(service_.notices(archive_.caller("wang"), false, {}, 50).value().notices.size(), 3U);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(AppointmentsTest, OtherPostsGiveNoNotice) {
    ASSERT_TRUE(positions_.add(
        security_, {PositionKind::department_leader, archive_.zjb,
                    archive_.caller("zhao").subject.user_id, Date(2024, 1, 1), std::nullopt}));
    EXPECT_TRUE(open_notices().empty());
}

}  // namespace
}  // namespace lantai::core
