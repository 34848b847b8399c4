#include "core/service/paper_register.hpp"

#include "tests/support/collecting.hpp"

namespace lantai::core {
namespace {

class PaperRegisterTest : public ::testing::Test {
protected:
    Caller who(const std::string& login) { return archive_.caller(login); }
    test::CollectingArchive archive_;
    PaperRegister& papers_ = archive_.papers;
};

TEST_F(PaperRegisterTest, R56_NumbersHaveNoGapPerDepartmentYearAndDirection) {
    const auto number = [&](const RegisterDraft& draft, const char* login) {
        return archive_.entered(draft, login).register_no;
    };
    RegisterDraft draft = archive_.paper("甲", archive_.zjb, "zhao");
    EXPECT_EQ(number(draft, "zhou"), "ZJB-2024-S-0001");
    RegisterDraft faulty = draft;
    faulty.entry.correspondent.clear();
    EXPECT_FALSE(papers_.enter(who("zhou"), faulty));
    EXPECT_EQ(number(draft, "zhou"), "ZJB-2024-S-0002");
    draft.entry.direction = RegisterDirection::outgoing;
    EXPECT_EQ(number(draft, "zhou"), "ZJB-2024-F-0001");
    draft.entry.direction = RegisterDirection::internal;
    draft.entry.registered_on = Date(2023, 12, 29);
    EXPECT_EQ(number(draft, "zhou"), "ZJB-2023-N-0001");
    EXPECT_EQ(number(archive_.paper("乙", archive_.cwb, "qian"), "he"), "CWB-2024-S-0001");
}

TEST_F(PaperRegisterTest, R16_EachStepHasItsActorAndTime) {
    const RegisterEntry entry = archive_.collected("通知");
    archive_.clock.advance_days(2);
    const Item item = archive_.file(archive_.filing_of(entry));
    const RegisterDetail filed = papers_.get(who("wang"), entry.id).value();
    EXPECT_EQ(filed.row.entry.state, RegisterState::placed);
    ASSERT_EQ(filed.steps.size(), 3U);
    EXPECT_EQ(filed.steps[0].act, RegisterAct::conclude);
    EXPECT_EQ(filed.steps[0].actor_name, "Name of zhao");
    EXPECT_EQ(filed.steps[1].actor_name, "Name of zhou");
    EXPECT_EQ(filed.steps[2].act, RegisterAct::file);
    EXPECT_EQ(filed.steps[2].actor_name, "Name of wang");
    EXPECT_EQ(filed.steps[2].at, archive_.clock.now());
    EXPECT_EQ(filed.steps[2].remarks, item.archival_code);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(PaperRegisterTest, R16_OthersDoNotTakeTheStepsOfThePaper) {
    const RegisterEntry entry =
        archive_.entered(archive_.paper("甲", archive_.zjb, "zhao"), "zhou");
    // qian is of another department and knows nothing of it.
    EXPECT_EQ(papers_.act(who("qian"), entry.id, 1, RegisterAct::conclude, "").error().key,
              "access.not_found");
    archive_.acted(entry.id, RegisterAct::conclude, "zhao");
    // The handler does not collect: the department's archivist signs.
    EXPECT_EQ(papers_.act(who("zhao"), entry.id, 2, RegisterAct::collect, "").error().code,
              ErrorCode::forbidden);
    EXPECT_EQ(papers_.act(who("zhou"), entry.id, 2, RegisterAct::file, "").error().key,
              "request.not_a_choice");
    EXPECT_EQ(papers_.act(who("zhou"), entry.id, 1, RegisterAct::collect, "").error().code,
              ErrorCode::stale);
    EXPECT_EQ(archive_.acted(entry.id, RegisterAct::collect, "zhou").state,
              RegisterState::collected);
}

TEST_F(PaperRegisterTest, R14_OnlyFinishedPapersAreFiled) {
    RegisterDraft draft = archive_.paper("甲", archive_.zjb, "zhao");
    draft.entry.document_no = "安〔2024〕7号";
    const RegisterEntry entry = archive_.entered(draft, "zhou");
    auto items = archive_.items();
    const auto refused = items.file(who("wang"), archive_.filing_of(entry));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "register.not_collected");
    EXPECT_EQ(refused.error().field, "entry_id");
    // Nor past the register.
    ItemDraft past = archive_.filing_of(entry);
    past.entry_id.reset();
    past.item.document_no = "安[2024]7号";
    EXPECT_EQ(items.file(who("wang"), past).error().key, "register.not_from_entry");
    archive_.acted(entry.id, RegisterAct::keep, "zhao");
    archive_.acted(entry.id, RegisterAct::collect, "zhou");
    EXPECT_TRUE(items.file(who("wang"), archive_.filing_of(entry)));
}

TEST_F(PaperRegisterTest, R17_ClauseAndDateAreWrittenBack) {
    const RegisterEntry entry = archive_.collected("通知");
    ItemDraft unplaced = archive_.filing_of(entry);
    unplaced.item.clause_id.reset();
    EXPECT_EQ(archive_.items().file(who("wang"), unplaced).error().key, "register.clause_missing");
    archive_.clock.advance_days(3);
    const Item item = archive_.file(archive_.filing_of(entry));
    const RegisterRow row = papers_.get(who("wang"), entry.id).value().row;
    EXPECT_EQ(row.clause_no, "2-1");
    EXPECT_EQ(row.entry.placed_on, Date(2024, 3, 18));
    EXPECT_EQ(row.item_code, item.archival_code);
    // A used clause stays, also for the register.
    EXPECT_EQ(
        FondsService(archive_.store()).remove_clause(who("wang"), archive_.clause.id).error().key,
        "clause.used");
}

TEST_F(PaperRegisterTest, R16_SealingAndTheReceiptArchiveThePaper) {
    const RegisterEntry entry = archive_.collected("通知");
    const Item item = archive_.file(archive_.filing_of(entry));
    const Volume volume = archive_.sealed({item.id}, 2024).entry.volume;
    EXPECT_EQ(archive_.stored_entry(entry.id).state, RegisterState::bound);
    HandoverRowDraft row;
    row.item_id = item.id;
    archive_.handed(archive_.zjb, {row}, "wang");
    EXPECT_EQ(archive_.stored_entry(entry.id).state, RegisterState::archived);
    EXPECT_EQ(archive_.stored_entry(entry.id).receipted_on, Date(2024, 3, 15));
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(PaperRegisterTest, R16_AReceiptBeforeTheSealIsRemembered) {
    const RegisterEntry entry = archive_.collected("通知");
    const Item item = archive_.file(archive_.filing_of(entry));
    HandoverRowDraft row;
    row.item_id = item.id;
    archive_.handed(archive_.zjb, {row}, "wang");
    EXPECT_EQ(archive_.stored_entry(entry.id).state, RegisterState::placed);
    archive_.sealed({item.id}, 2024);
    EXPECT_EQ(archive_.stored_entry(entry.id).state, RegisterState::archived);
}

TEST_F(PaperRegisterTest, AWithdrawnItemGivesItsPaperBackToTheArchivist) {
    const RegisterEntry entry = archive_.collected("通知");
    const Item item = archive_.file(archive_.filing_of(entry));
    ASSERT_TRUE(archive_.items().withdraw(who("wang"), item.id, item.version, "著录错误"));
    const RegisterEntry back = archive_.stored_entry(entry.id);
    EXPECT_EQ(back.state, RegisterState::collected);
    EXPECT_FALSE(back.item_id);
    EXPECT_FALSE(back.clause_id);
    EXPECT_TRUE(archive_.items().file(who("wang"), archive_.filing_of(back)));
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(PaperRegisterTest, R56_ACorrectionIsANewEntryAndTheOldOneStays) {
    const RegisterEntry entry =
        archive_.entered(archive_.paper("通只", archive_.zjb, "zhao"), "zhou");
    archive_.acted(entry.id, RegisterAct::conclude, "zhao");
    const auto corrected =
        papers_.correct(who("zhou"), entry.id, 2, archive_.paper("通知", archive_.zjb, "zhao"));
    ASSERT_TRUE(corrected) << corrected.error().key;
    EXPECT_EQ(corrected->row.entry.register_no, "ZJB-2024-S-0002");
    EXPECT_EQ(corrected->row.corrects_no, "ZJB-2024-S-0001");
    EXPECT_EQ(corrected->row.entry.state, RegisterState::concluded);
    EXPECT_EQ(corrected->steps.size(), 1U);
    const RegisterRow old = papers_.get(who("zhou"), entry.id).value().row;
    EXPECT_EQ(old.entry.title, "通只");
    EXPECT_EQ(old.corrected_by_no, "ZJB-2024-S-0002");
    EXPECT_EQ(papers_.act(who("zhou"), entry.id, 2, RegisterAct::collect, "").error().key,
              "register.corrected");
    EXPECT_EQ(papers_.correct(who("zhou"), entry.id, 2, archive_.paper("x", archive_.zjb, "zhao"))
                  .error()
                  .key,
              "register.corrected");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(PaperRegisterTest, R56_WhatWasWrittenIsNotOverwrittenEvenBySql) {
    const RegisterEntry entry =
        archive_.entered(archive_.paper("通知", archive_.zjb, "zhao"), "zhou");
    EXPECT_FALSE(archive_.sql("UPDATE register_entries SET title = 'x'"));
    EXPECT_FALSE(archive_.sql("DELETE FROM register_entries"));
    EXPECT_EQ(archive_.stored_entry(entry.id).title, "通知");
}

TEST_F(PaperRegisterTest, R7_ASecondDepartmentEntersACopy) {
    RegisterDraft lead = archive_.paper("联合检查的通知", archive_.zjb, "zhao");
    lead.entry.document_no = "安〔2024〕9号";
    const RegisterEntry original = archive_.entered(lead, "zhou");
    RegisterDraft second = archive_.paper("联合检查的通知", archive_.cwb, "qian");
    second.entry.document_no = "安[2024]9号";
    const auto refused = papers_.enter(who("he"), second);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "register.second_original");
    // Known to the archivist of the archive room, who names the lead department's entry.
    second.entry.copy_of = original.id;
    const auto copy = papers_.enter(who("wang"), second);
    ASSERT_TRUE(copy) << copy.error().key;
    EXPECT_EQ(copy->row.copy_of_no, "ZJB-2024-S-0001");
    archive_.acted(copy->row.entry.id, RegisterAct::conclude, "qian");
    archive_.acted(copy->row.entry.id, RegisterAct::collect, "he");
    ItemDraft filing = archive_.filing_of(copy->row.entry);
    filing.item.department_id = archive_.cwb;
    EXPECT_EQ(archive_.items().file(who("wang"), filing).error().key, "register.copy");
}

TEST_F(PaperRegisterTest, R8_AMeetingSetGoesToTheGeneralOfficeAgainstAReceipt) {
    RegisterDraft draft = archive_.paper("预算会议文件", archive_.cwb, "qian");
    draft.entry.direction = RegisterDirection::internal;
    draft.entry.origin = RegisterOrigin::meeting_set;
    const RegisterEntry entry = archive_.entered(draft, "he");
    HandoverRowDraft row;
    row.entry_id = entry.id;
    HandoverService handovers(archive_.store(), archive_.denials);
    const auto early = handovers.create(who("he"), {archive_.cwb, "", {row}}).value();
    EXPECT_EQ(handovers.give(who("he"), early.entry.handover.id, 1).error().key,
              "handover.not_ready");
    ASSERT_TRUE(handovers.cancel(who("he"), early.entry.handover.id, 1, "未办结"));
    archive_.acted(entry.id, RegisterAct::conclude, "qian");
    archive_.acted(entry.id, RegisterAct::collect, "he");
    EXPECT_EQ(archive_.items().file(who("wang"), archive_.filing_of(entry)).error().key,
              "register.no_receipt");
    const HandoverDetail receipt = archive_.handed(archive_.cwb, {row}, "he");
    EXPECT_EQ(receipt.entry.records[0].title, "预算会议文件");
    EXPECT_EQ(receipt.entry.records[0].archival_code, "CWB-2024-N-0001");
    ItemDraft own = archive_.filing_of(entry);
    own.item.department_id = archive_.cwb;
    EXPECT_EQ(archive_.items().file(who("wang"), own).error().key, "register.keeper");
    const Item item = archive_.file(archive_.filing_of(entry));
    EXPECT_EQ(item.department_id, archive_.zjb);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(PaperRegisterTest, R6_APaperIssuedByTheCompanyIsFiledByTheGeneralOffice) {
    RegisterDraft draft = archive_.paper("关于调整报销标准的通知", archive_.cwb, "qian");
    draft.entry.direction = RegisterDirection::outgoing;
    draft.entry.origin = RegisterOrigin::company_issued;
    const RegisterDetail made = papers_.enter(who("he"), draft).value();
    EXPECT_EQ(made.keeper_id, archive_.zjb);
}

TEST_F(PaperRegisterTest, R11_TheListOfLatePapersKnowsTheDueDay) {
    const RegisterEntry entry = archive_.collected("通知");  // concluded 2024-03-15
    archive_.clock.advance_days(26);                         // 2024-04-10
    EXPECT_EQ(papers_.get(who("wang"), entry.id).value().days_late, 0);
    archive_.clock.advance_days(2);
    const RegisterDetail late = papers_.get(who("wang"), entry.id).value();
    EXPECT_EQ(late.due, Date(2024, 4, 10));
    EXPECT_EQ(late.days_late, 2);
    RegisterFilter filter;
    filter.concluded_before = Date(2024, 4, 1);
    EXPECT_EQ(papers_.list(who("wang"), filter).value().total, 1);
    HandoverRowDraft row;
    row.entry_id = entry.id;
    archive_.handed(archive_.zjb, {row}, "zhou");
    EXPECT_EQ(papers_.list(who("wang"), filter).value().total, 0);
    archive_.clock.advance_days(9);
    EXPECT_EQ(papers_.get(who("wang"), entry.id).value().days_late, 2);  // of its receipt
}

TEST_F(PaperRegisterTest, ListsWhatTheReaderMayKnowInPages) {
    for (const char* title : {"甲", "乙", "丙"})
        archive_.entered(archive_.paper(title, archive_.zjb, "zhao"), "zhou");
    archive_.entered(archive_.paper("丁", archive_.cwb, "qian"), "he");
    RegisterDraft secret = archive_.paper("密", archive_.zjb, "zhao");
    secret.entry.level = Level::secret;
    archive_.entered(secret, "wang");
    RegisterFilter filter;
    filter.limit = 2;
    const RegisterPage first = papers_.list(who("zhou"), filter).value();
    EXPECT_EQ(first.total, 3);  // own department, up to the clearance
    ASSERT_TRUE(first.next);
    filter.before_id = first.next;
    const RegisterPage second = papers_.list(who("zhou"), filter).value();
    ASSERT_EQ(second.entries.size(), 1U);
    EXPECT_EQ(second.entries[0].row.entry.title, "甲");
    EXPECT_EQ(papers_.list(who("zhao"), {}).value().total, 4);  // the handler knows the own ones
    EXPECT_EQ(papers_.list(who("wang"), {}).value().total, 5);
    RegisterFilter by_text;
    by_text.query = "丁";
    EXPECT_EQ(papers_.list(who("wang"), by_text).value().total, 1);
    by_text.query = "%";
    EXPECT_EQ(papers_.list(who("wang"), by_text).value().total, 0);
}

TEST_F(PaperRegisterTest, APaperPassesToAnotherHandlerOfTheDepartment) {
    const RegisterEntry entry =
        archive_.entered(archive_.paper("甲", archive_.zjb, "zhao"), "zhou");
    EXPECT_EQ(papers_.hand_on(who("zhou"), entry.id, 1, archive_.id_of("qian"), "").error().key,
              "register.handler");
    const auto passed = papers_.hand_on(who("zhou"), entry.id, 1, archive_.id_of("zhou"), "调岗");
    ASSERT_TRUE(passed);
    EXPECT_EQ(passed->row.handler_name, "Name of zhou");
    EXPECT_EQ(passed->steps.back().act, RegisterAct::hand_on);
    EXPECT_EQ(passed->row.entry.state, RegisterState::in_hand);
}

}  // namespace
}  // namespace lantai::core
