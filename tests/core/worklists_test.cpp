#include "core/service/worklists.hpp"

#include "tests/support/collecting.hpp"

namespace lantai::core {
namespace {

class WorklistsTest : public ::testing::Test {
protected:
    WorklistsTest() { archive_.add_user("bai", archive_.zjb, {Role::supervisor}, Level::internal); }
    std::int64_t count(const std::string& login, const std::string& group,
                       const std::string& list) {
        const auto counts = service_.counts(archive_.caller(login)).value();
        for (const WorkCount& one : counts)
            if (one.group == group && one.list == list) return one.count;
        return -1;
    }
    BoardRow row(const FilingBoard& board, const std::string& code) {
        for (const BoardRow& one : board.departments)
            if (one.department_code == code) return one;
        ADD_FAILURE() << "no " << code;
        return {};
    }
    test::CollectingArchive archive_;
    Worklists service_{archive_.store()};
};

TEST_F(WorklistsTest, R1_R11_TheSupervisorSeesAllDepartmentsByTheDayTheReceiptCame) {
    const RegisterEntry early = archive_.collected("甲");  // concluded 2024-03-15
    const RegisterEntry late = archive_.collected("乙");
    archive_.collected("丙");
    const RegisterEntry other = archive_.entered(archive_.paper("丁", archive_.cwb, "qian"), "he");
    archive_.acted(other.id, RegisterAct::keep, "qian");
    archive_.clock.advance_days(26);  // 2024-04-10, the last day in time
    HandoverRowDraft first;
    first.entry_id = early.id;
    archive_.handed(archive_.zjb, {first}, "zhou");
    EXPECT_EQ(count("bai", "supervisor", "late"), 0);
    archive_.clock.advance_days(1);
    EXPECT_EQ(count("bai", "supervisor", "late"), 3);
    HandoverRowDraft second;
    second.entry_id = late.id;
    archive_.handed(archive_.zjb, {second}, "zhou");
    const FilingBoard board = service_.board(archive_.caller("bai"), std::nullopt).value();
    EXPECT_EQ(board.month, Date(2024, 3, 1));
    EXPECT_EQ(board.due, Date(2024, 4, 10));
    const BoardRow zjb = row(board, "ZJB");
    EXPECT_EQ(zjb.concluded, 3);
    EXPECT_EQ(zjb.in_time, 1);
    EXPECT_EQ(zjb.too_late, 1);
    EXPECT_EQ(zjb.open, 1);
    EXPECT_EQ(zjb.late, 1);
    EXPECT_EQ(row(board, "CWB").late, 1);
    const FilingBoard april = service_.board(archive_.caller("bai"), Date(2024, 4, 20)).value();
    EXPECT_EQ(row(april, "ZJB").concluded, 0);
    EXPECT_EQ(row(april, "ZJB").late, 1);  // late is late in every month's board
}

TEST_F(WorklistsTest, R1_TheSupervisorNeedsNoContentRight) {
    const Item item = archive_.file(archive_.draft("甲", "2023-03-01"));
    const auto detail = archive_.items().get(archive_.caller("bai"), item.id).value();
    EXPECT_EQ(detail.access, ItemAccess::catalogue);
    EXPECT_TRUE(service_.board(archive_.caller("bai"), std::nullopt));
    EXPECT_FALSE(service_.board(archive_.caller("zhao"), std::nullopt));
}

TEST_F(WorklistsTest, R10_TheDepartmentsArchivistSeesTheOwnDepartment) {
    archive_.collected("甲");
    const RegisterEntry other = archive_.entered(archive_.paper("丁", archive_.cwb, "qian"), "he");
    archive_.acted(other.id, RegisterAct::conclude, "qian");
    EXPECT_EQ(count("zhou", "department_archivist", "to_collect"), 0);
    EXPECT_EQ(count("zhou", "department_archivist", "collected"), 1);
    EXPECT_EQ(count("he", "department_archivist", "to_collect"), 1);
    const FilingBoard board = service_.board(archive_.caller("he"), Date(2024, 3, 1)).value();
    ASSERT_EQ(board.departments.size(), 1U);
    EXPECT_EQ(board.departments[0].department_code, "CWB");
}

TEST_F(WorklistsTest, TheArchivistSeesWhatToReceiveAndWhatToCatalogue) {
    const RegisterEntry entry = archive_.collected("甲");
    EXPECT_EQ(count("wang", "archivist", "to_catalogue"), 1);
    EXPECT_EQ(count("wang", "archivist", "to_receive"), 0);
    EXPECT_EQ(count("wang", "archivist", "notices"), 2);  // two appointments of the set-up
    EXPECT_EQ(count("wang", "archivist", "gaps"), 0);
    HandoverService handovers(archive_.store(), archive_.denials);
    HandoverRowDraft row;
    row.entry_id = entry.id;
    const auto made = handovers.create(archive_.caller("zhou"), {archive_.zjb, "", {row}}).value();
    ASSERT_TRUE(handovers.give(archive_.caller("zhou"), made.entry.handover.id, 1));
    EXPECT_EQ(count("wang", "archivist", "to_receive"), 1);
    ItemDraft incomplete = archive_.filing_of(entry);
    incomplete.item.pages.reset();
    archive_.file(incomplete);
    EXPECT_EQ(count("wang", "archivist", "to_catalogue"), 0);
    EXPECT_EQ(count("wang", "archivist", "incomplete"), 1);
    ItemFilter filter;
    filter.incomplete = true;
    const auto page = archive_.items().list(archive_.caller("wang"), filter, {}, 10).value();
    ASSERT_EQ(page.items.size(), 1U);
    EXPECT_EQ(page.items[0].item.title, "甲");
}

TEST_F(WorklistsTest, TheLeaderSeesLateLentAndOverdueThingsOfTheDepartment) {
    archive_.add_user("luo", archive_.zjb, {Role::employee}, Level::internal);
    ASSERT_TRUE(Positions(archive_.store())
                    .add(operator_caller(Role::security_admin),
                         {PositionKind::department_leader, archive_.zjb, archive_.id_of("luo"),
                          Date(2024, 1, 1), std::nullopt}));
    const Item item = archive_.file(archive_.draft("甲", "2023-03-01"));
    ASSERT_TRUE(archive_.sql(
        "INSERT INTO loans(id, request_no, requester_id, reader_kind, item_id, mode, purpose,"
        " due_date, state, pieces, created_at) VALUES (900001, 'JY2024-0009', " +
        std::to_string(archive_.id_of("zhao")) + ", 'inside', " + std::to_string(item.id) +
        ", 'take_out', 'p', '2024-03-15', 'on_loan', 1, 0)"));
    EXPECT_EQ(count("luo", "leader", "on_loan"), 1);
    EXPECT_EQ(count("luo", "leader", "overdue"), 0);
    archive_.clock.advance_days(1);
    EXPECT_EQ(count("luo", "leader", "overdue"), 1);
    EXPECT_EQ(count("luo", "leader", "late"), 0);
    EXPECT_EQ(count("qian", "leader", "on_loan"), -1);
}

TEST_F(WorklistsTest, EachHandlerSeesTheOwnPapers) {
    archive_.entered(archive_.paper("甲", archive_.zjb, "zhao"), "zhou");
    EXPECT_EQ(count("zhao", "handler", "in_hand"), 1);
    EXPECT_EQ(count("qian", "handler", "in_hand"), 0);
}

}  // namespace
}  // namespace lantai::core
