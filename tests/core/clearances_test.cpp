#include "core/service/clearances.hpp"

#include "core/rules/clearance_rules.hpp"
#include "core/service/worklists.hpp"
#include "tests/support/collecting.hpp"

namespace lantai::core {
namespace {

class ClearancesTest : public ::testing::Test {
protected:
    Caller who(const std::string& login) { return archive_.caller(login); }
    ClearanceDetail asked(const std::string& login) {
        Clearance draft;
        draft.kind = ClearanceKind::travel;
        draft.subject = "上海，供应商验厂";
        draft.from = Date(2024, 3, 4);
        draft.to = Date(2024, 3, 8);
        return service_.ask(who(login), draft).value();
    }
    Result<ClearanceDetail> sign(const std::string& login, const ClearanceDetail& detail,
                                 const ClearanceSignature& signature) {
        const Clearance& clearance = detail.row.clearance;
        return service_.sign(who(login), clearance.id, clearance.version, signature);
    }
    void deactivate(const std::string& login, bool active = false) {
        Accounts accounts(archive_.store());
        const Caller admin = operator_caller(Role::system_admin);
        UserFilter filter;
        filter.query = login;
        const UserRow row = accounts.users(admin, filter).value().front();
        UserChange change;
        change.active = active;
        ASSERT_TRUE(accounts.change_user(admin, row.user.id, row.user.version, change));
    }
    LeavingEntry only_leaving() {
        const auto all = service_.leavings(who("wang"), std::nullopt).value();
        EXPECT_EQ(all.size(), 1U);
        return all.empty() ? LeavingEntry() : all.front();
    }
    test::CollectingArchive archive_;
    Clearances service_{archive_.store(), archive_.denials};
};

TEST_F(ClearancesTest, R9_T13_ATripClaimIsBlockedUntilTheArchivistSigned) {
    const ClearanceDetail claim = asked("zhao");
    const Clearance& clearance = claim.row.clearance;
    EXPECT_EQ(clearance.clearance_no, "JQ2024-0001");
    EXPECT_EQ(service_.status(who("qian"), "JQ2024-0001").value().clearance.state,
              ClearanceState::blocked);
    EXPECT_EQ(service_.for_certificate(who("zhao"), clearance.id).error().key, "clearance.blocked");
    const auto signed_one = sign("zhou", claim, {true, {}, ""});
    ASSERT_TRUE(signed_one) << signed_one.error().key;
    EXPECT_EQ(service_.status(who("qian"), "JQ2024-0001").value().clearance.state,
              ClearanceState::cleared);
    EXPECT_EQ(service_.for_certificate(who("zhao"), clearance.id).value().signer_name,
              "Name of zhou");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ClearancesTest, R9_OnlyTheAppointedArchivistOfTheDepartmentSigns) {
    const ClearanceDetail claim = asked("zhao");
    EXPECT_EQ(sign("he", claim, {true, {}, ""}).error().code, ErrorCode::not_found);
    EXPECT_EQ(sign("wang", claim, {true, {}, ""}).error().code, ErrorCode::forbidden);
    EXPECT_EQ(sign("zhao", claim, {true, {}, ""}).error().code, ErrorCode::forbidden);
    const ClearanceDetail own = asked("zhou");
    EXPECT_EQ(sign("zhou", own, {true, {}, ""}).error().key, "access.own_work");
}

TEST_F(ClearancesTest, R9_PapersOrNothingAndOnlyWhatTheArchivistHas) {
    const ClearanceDetail claim = asked("zhao");
    EXPECT_EQ(sign("zhou", claim, {false, {}, ""}).error().key, "clearance.nothing_or_papers");
    const RegisterEntry open =
        archive_.entered(archive_.paper("验厂报告", archive_.zjb, "zhao"), "zhou");
    EXPECT_EQ(sign("zhou", claim, {false, {open.id}, ""}).error().key, "clearance.paper");
    archive_.acted(open.id, RegisterAct::conclude, "zhao");
    archive_.acted(open.id, RegisterAct::collect, "zhou");
    EXPECT_EQ(sign("zhou", claim, {true, {open.id}, ""}).error().key,
              "clearance.nothing_or_papers");
    const auto done = sign("zhou", claim, {false, {open.id}, ""});
    ASSERT_TRUE(done) << done.error().key;
    EXPECT_EQ(done->row.clearance.entry_ids, std::vector<Id>{open.id});
    EXPECT_EQ(sign("zhou", *done, {true, {}, ""}).error().key, "clearance.not_blocked");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ClearancesTest, R9_WhoAskedWithdrawsOthersDoNot) {
    const ClearanceDetail claim = asked("zhao");
    const Id id = claim.row.clearance.id;
    EXPECT_EQ(service_.withdraw(who("zhou"), id, 1).error().key, "access.not_yours");
    EXPECT_TRUE(service_.withdraw(who("zhao"), id, 1));
    EXPECT_EQ(service_.list(who("qian"), {}).value().clearances.size(), 0U);
    EXPECT_EQ(service_.list(who("zhou"), {}).value().clearances.size(), 1U);
}

TEST_F(ClearancesTest, R5_TheLoginIsOffAtOnceAndTheCertificateWaitsForEverything) {
    const RegisterEntry paper =
        archive_.entered(archive_.paper("通知", archive_.zjb, "zhao"), "zhou");
    deactivate("zhao");
    EXPECT_FALSE(caller_by_login(archive_.store(), "zhao", test::kOrigin));
    LeavingEntry leaving = only_leaving();
    EXPECT_EQ(leaving.leaving.leaving_no, "LZ2024-0001");
    ASSERT_EQ(leaving.held.size(), 1U);
    EXPECT_EQ(leaving.held[0].number, paper.register_no);
    const Id id = leaving.leaving.id;
    const Error early = service_.receive_leaving(who("li"), id, 1).error();
    EXPECT_EQ(early.key, "leaving.leaver_not_signed");
    ASSERT_EQ(early.others.size(), 1U);
    EXPECT_EQ(early.others[0].key, "leaving.still_held");
    const Upload list = archive_.upload("wang", "清单.pdf", "%PDF-1.4 signed");
    ASSERT_TRUE(service_.leaver_signs(who("wang"), id, 1, list.id));
    EXPECT_EQ(service_.receive_leaving(who("li"), id, 2).error().key, "leaving.still_held");
    ASSERT_TRUE(
        archive_.papers.hand_on(who("zhou"), paper.id, 1, archive_.id_of("zhou"), "离职移交"));
    EXPECT_EQ(service_.receive_leaving(who("wang"), id, 2).error().key, "access.own_work");
    EXPECT_EQ(service_.for_leaving_certificate(who("wang"), id).error().key, "leaving.not_cleared");
    const auto cleared = service_.receive_leaving(who("li"), id, 2);
    ASSERT_TRUE(cleared) << cleared.error().key;
    EXPECT_EQ(cleared->leaving.state, LeavingState::cleared);
    EXPECT_EQ(service_.for_leaving_certificate(who("wang"), id).value().receiver_name,
              "Name of li");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ClearancesTest, R5_ALoanHoldsTheCertificateUp) {
    const Item item = archive_.file(archive_.draft("甲", "2023-03-01"));
    ASSERT_TRUE(archive_.sql(
        "INSERT INTO loans(id, request_no, requester_id, reader_kind, item_id, mode, purpose,"
        " due_date, state, pieces, created_at) VALUES (900001, 'JY2024-0009', " +
        std::to_string(archive_.id_of("zhao")) + ", 'inside', " + std::to_string(item.id) +
        ", 'take_out', 'p', '2024-03-20', 'on_loan', 1, 0)"));
    deactivate("zhao");
    const LeavingEntry leaving = only_leaving();
    ASSERT_EQ(leaving.held.size(), 1U);
    EXPECT_EQ(leaving.held[0].kind, HeldKind::loan);
    EXPECT_EQ(leaving.held[0].number, "JY2024-0009");
    EXPECT_EQ(leaving.held[0].title, item.archival_code);
}

TEST_F(ClearancesTest, R5_WhoComesBackLeavesNothingOpen) {
    deactivate("zhao");
    deactivate("zhao", true);
    EXPECT_EQ(only_leaving().leaving.state, LeavingState::cancelled);
    deactivate("zhao");
    EXPECT_EQ(service_.leavings(who("wang"), LeavingState::open).value().size(), 1U);
}

TEST_F(ClearancesTest, R5_AChangeOfPostIsClearedWithoutSuspension) {
    const auto opened = service_.open_leaving(who("wang"), archive_.id_of("zhou"), "调往销售部");
    ASSERT_TRUE(opened);
    ASSERT_EQ(opened->held.size(), 1U);  // the appointment as archivist
    EXPECT_EQ(opened->held[0].kind, HeldKind::post);
    EXPECT_EQ(service_.open_leaving(who("wang"), archive_.id_of("zhou"), "又").error().key,
              "leaving.already_open");
    EXPECT_EQ(service_.open_leaving(who("zhou"), archive_.id_of("zhao"), "x").error().code,
              ErrorCode::forbidden);
    EXPECT_TRUE(service_.cancel_leaving(who("wang"), opened->leaving.id, 1, "不调了"));
}

}  // namespace
}  // namespace lantai::core
