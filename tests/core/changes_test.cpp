#include "core/service/changes.hpp"

#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

/// wang asks, li decides.
class ChangesTest : public ::testing::Test {
protected:
    Item paper(const std::string& title, const std::string& date = "2023-03-01",
               ItemKind kind = ItemKind::general, std::vector<LinkDraft> links = {}) {
        ItemDraft draft = archive_.draft(title, date, kind);
        draft.links = std::move(links);
        return archive_.file(draft);
    }
    ChangeDraft about(const Item& item, ChangeKind kind) {
        ChangeDraft draft;
        draft.kind = kind;
        draft.target = ChangeTarget::item;
        draft.object_id = item.id;
        draft.object_version = archive_.stored(item.id).version;
        draft.reason = "笔误";
        return draft;
    }
    ChangeDraft reopening(const VolumeDetail& detail) {
        ChangeDraft draft;
        draft.object_id = detail.entry.volume.id;
        draft.object_version = detail.entry.volume.version;
        draft.reason = "漏装一件";
        return draft;
    }
    ChangeDetail asked(const ChangeDraft& draft) {
        auto made = archive_.changes().create(wang_, draft);
        EXPECT_TRUE(made) << (made ? "" : made.error().key);
        return made ? *made : ChangeDetail();
    }
    Result<ChangeDetail> decided(const ChangeDetail& change, const Caller& who, bool approve = true,
                                 const std::string& reason = "") {
        return archive_.changes().decide(who, change.entry.change.id, change.entry.change.version,
                                         approve, reason);
    }
    ChangeDetail open_move() {
        ChangeFilter filter;
        filter.kind = ChangeKind::move_group;
        filter.state = ChangeState::open;
        const auto page = archive_.changes().list(li_, filter).value();
        EXPECT_EQ(page.changes.size(), 1U);
        return page.changes.empty() ? ChangeDetail() : page.changes[0];
    }
    std::string last_note(Id volume_id) {
        const auto notes = archive_.look(volume_id).notes;
        return notes.empty() ? "" : notes.back().note.text;
    }
    test::FilingArchive archive_;
    Caller wang_ = archive_.caller("wang");
    Caller li_ = archive_.caller("li");
};

TEST_F(ChangesTest, CountsTheOpenRequestsThatWaitForThisPerson) {
    const auto counted = [&](const Caller& who) { return archive_.changes().waiting(who).value(); };
    EXPECT_EQ(counted(li_), 0);
    ChangeDraft draft = about(paper("密级一", "2023-03-01"), ChangeKind::change_level);
    draft.level = Level::secret;
    const ChangeDetail first = asked(draft);
    draft = about(paper("密级二", "2023-03-01"), ChangeKind::change_level);
    draft.level = Level::confidential;
    asked(draft);
    EXPECT_EQ(counted(li_), 2);
    EXPECT_EQ(counted(wang_), 0) << "nobody decides the own request";
    ASSERT_TRUE(decided(first, li_));
    EXPECT_EQ(counted(li_), 1);
    archive_.add_user("low", archive_.zjb, {Role::archivist}, Level::secret);
    EXPECT_EQ(counted(archive_.caller("low")), 0) << "the new level is above the clearance";
}

TEST_F(ChangesTest, R36_ASealedVolumeIsReopenedByTwo) {
    const VolumeDetail volume = archive_.sealed({paper("甲").id});
    const ChangeDetail change = asked(reopening(volume));
    EXPECT_EQ(change.entry.change.state, ChangeState::open);
    EXPECT_EQ(archive_.look(volume.entry.volume.id).entry.volume.state, VolumeState::sealed);
    EXPECT_EQ(decided(change, wang_).error().key, "access.own_work");
    const auto done = decided(change, li_);
    ASSERT_TRUE(done) << done.error().key;
    EXPECT_EQ(done->entry.change.state, ChangeState::approved);
    EXPECT_EQ(done->entry.decided_by_name, li_.subject.name);
    const VolumeDetail open = archive_.look(volume.entry.volume.id);
    EXPECT_EQ(open.entry.volume.state, VolumeState::open);
    EXPECT_FALSE(open.entry.volume.compiler_id || open.entry.volume.sealed_at);
    ASSERT_EQ(open.notes.size(), 1U);
    EXPECT_EQ(open.notes[0].note.signer_id, li_.subject.user_id);
    EXPECT_NE(open.notes[0].note.text.find("漏装一件"), std::string::npos);
    EXPECT_EQ(decided(*done, li_).error().key, "change.decided");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, IsRefusedWithAReasonOrWithdrawn) {
    const VolumeDetail volume = archive_.sealed({paper("甲").id});
    const ChangeDetail first = asked(reopening(volume));
    EXPECT_EQ(archive_.changes().create(li_, reopening(volume)).error().key, "change.already_open");
    EXPECT_EQ(decided(first, li_, false).error().field, "reason");
    EXPECT_EQ(decided(first, li_, false, "不必").value().entry.change.state, ChangeState::refused);
    const ChangeDetail second = asked(reopening(volume));
    EXPECT_EQ(archive_.changes().withdraw(li_, second.entry.change.id, 1).error().key,
              "access.not_yours");
    EXPECT_EQ(
        archive_.changes().withdraw(wang_, second.entry.change.id, 1).value().entry.change.state,
        ChangeState::withdrawn);
    EXPECT_EQ(archive_.look(volume.entry.volume.id).entry.volume.state, VolumeState::sealed);
    EXPECT_TRUE(archive_.look(volume.entry.volume.id).notes.empty());
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, SaysWhatHappenedToTheRecordMeanwhile) {
    const VolumeDetail volume = archive_.sealed({paper("甲").id});
    ChangeDraft late = reopening(volume);
    ASSERT_TRUE(archive_.volumes().add_note(li_, volume.entry.volume.id, "有折痕"));
    EXPECT_EQ(archive_.changes().create(wang_, late).error().code, ErrorCode::stale);
    late.object_version = archive_.look(late.object_id).entry.volume.version;
    const ChangeDetail change = asked(late);
    ASSERT_TRUE(archive_.volumes().add_note(li_, volume.entry.volume.id, "已修复"));
    const Error error = decided(change, li_).error();
    EXPECT_EQ(error.key, "change.object_changed");
    EXPECT_EQ(error.params[2].second, "volume.annotated");
    EXPECT_EQ(archive_.changes().get(li_, change.entry.change.id)->entry.change.state,
              ChangeState::open);
}

TEST_F(ChangesTest, R36_AnItemInASealedVolumeIsCorrectedByTwo) {
    const Item item = paper("错题名");
    const VolumeDetail volume = archive_.sealed({item.id});
    ChangeDraft draft = about(item, ChangeKind::correct_item);
    EXPECT_EQ(archive_.changes().create(wang_, draft).error().key, "change.nothing");
    draft.fields = {{"pages", {}, "7"}};
    EXPECT_EQ(archive_.changes().create(wang_, draft).error().key, "change.needs_reopening");
    draft.fields = {{"document_date", {}, "2022-12-31"}};
    EXPECT_EQ(archive_.changes().create(wang_, draft).error().key, "change.year_differs");
    draft.fields = {{"title", {}, ""}};
    EXPECT_EQ(archive_.changes().create(wang_, draft).error().field, "fields.title");
    draft.fields = {{"title", {}, "正题名"}};
    const ChangeDetail change = asked(draft);
    EXPECT_EQ(change.entry.change.fields[0], (ChangeField{"title", "错题名", "正题名"}));
    ASSERT_TRUE(decided(change, li_));
    EXPECT_EQ(archive_.stored(item.id).title, "正题名");
    EXPECT_EQ(archive_.look(volume.entry.volume.id).entry.volume.state, VolumeState::sealed);
    EXPECT_NE(
        last_note(volume.entry.volume.id).find("第1件《错题名》：题名由“错题名”更正为“正题名”"),
        std::string::npos);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, AnUnboundItemIsEditedDirectly) {
    ChangeDraft draft = about(paper("甲"), ChangeKind::correct_item);
    draft.fields = {{"title", {}, "乙"}};
    EXPECT_EQ(archive_.changes().create(wang_, draft).error().key, "change.not_bound");
}

TEST_F(ChangesTest, LevelAndClassOfAFiledItemNeedASecondPerson) {
    const Item item = paper("甲");
    ItemDraft edit = archive_.draft("甲", "2023-03-01");
    edit.item.level = Level::secret;
    edit.item.retention_class = "Y";
    const Error error = archive_.items().update(wang_, item.id, item.version, edit).error();
    EXPECT_EQ(error.key, "item.needs_second_person");
    EXPECT_EQ(error.params[0].second, "level, retention_class");
}

TEST_F(ChangesTest, T5_TheVolumeFollowsTheLevelOfItsItems) {
    const Item item = paper("甲");
    const VolumeDetail volume = archive_.sealed({item.id, paper("乙").id});
    ChangeDraft draft = about(item, ChangeKind::change_level);
    draft.level = Level::confidential;
    draft.secrecy_months = 13;
    EXPECT_EQ(archive_.changes().create(wang_, draft).error().key, "item.secrecy_years");
    draft.secrecy_months = 120;
    ASSERT_TRUE(decided(asked(draft), li_));
    EXPECT_EQ(archive_.stored(item.id).level, Level::confidential);
    const VolumeDetail now = archive_.look(volume.entry.volume.id);
    EXPECT_EQ(now.entry.volume.level, Level::confidential);
    EXPECT_NE(last_note(now.entry.volume.id).find("“内部”改为“机密★10年”"), std::string::npos);
    draft = about(item, ChangeKind::change_level);
    draft.level = Level::internal;
    ASSERT_TRUE(decided(asked(draft), li_));
    EXPECT_EQ(archive_.look(volume.entry.volume.id).entry.volume.level, Level::internal);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, R24_ALevelIsNotRaisedToTopSecretAmongOrdinaryPapers) {
    const Item item = paper("甲");
    const VolumeDetail volume = archive_.sealed({item.id, paper("乙").id});
    ChangeDraft draft = about(item, ChangeKind::change_level);
    draft.level = Level::top_secret;
    const ChangeDetail change = asked(draft);
    EXPECT_EQ(decided(change, li_).error().key, "volume.top_secret_apart");
    EXPECT_EQ(archive_.stored(item.id).level, Level::internal);
    EXPECT_TRUE(archive_.look(volume.entry.volume.id).notes.empty());
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, ALevelOfTheWholeGroupChangesTogether) {
    const Item main = paper("正件");
    const Item annex = paper("附件", "2023-03-01", ItemKind::general,
                             {{main.id, LinkKind::main_attachment, true}});
    ChangeDraft draft = about(main, ChangeKind::change_level);
    draft.level = Level::secret;
    draft.whole_group = true;
    ASSERT_TRUE(decided(asked(draft), li_));
    EXPECT_EQ(archive_.stored(main.id).level, Level::secret);
    EXPECT_EQ(archive_.stored(annex.id).level, Level::secret);
}

TEST_F(ChangesTest, R20_AnotherClassTakesTheWholeGroupOutOfTheVolume) {
    const Item main = paper("正件");
    const Item annex = paper("附件", "2023-03-01", ItemKind::general,
                             {{main.id, LinkKind::main_attachment, true}});
    const Item last = paper("尾件");
    const VolumeDetail volume = archive_.sealed({main.id, last.id});
    ChangeDraft draft = about(annex, ChangeKind::change_retention);
    draft.retention_class = "X";
    EXPECT_EQ(archive_.changes().create(wang_, draft).error().key, "item.retention_unknown");
    draft.retention_class = "Y";
    const ChangeDetail open = asked(draft);
    ASSERT_EQ(open.affected.size(), 1U) << "who decides sees what changes with it";
    EXPECT_EQ(open.affected[0].item.id, main.id);
    ASSERT_TRUE(decided(open, li_));
    for (const Id id : {main.id, annex.id}) {
        EXPECT_EQ(archive_.stored(id).retention_class, "Y");
        EXPECT_FALSE(archive_.stored(id).volume_id);
        EXPECT_NE(archive_.stored(id).archival_code.find("-Y-"), std::string::npos);
    }
    // The signed catalogue stays true: the others keep number and page.
    const Item stays = archive_.stored(last.id);
    EXPECT_EQ(stays.volume_position, 3);
    EXPECT_EQ(stays.start_page, 5);
    EXPECT_NE(last_note(volume.entry.volume.id).find("第1件《正件》"), std::string::npos);
    EXPECT_NE(last_note(volume.entry.volume.id).find("移出本卷"), std::string::npos);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, T1_ALateReplyIsFiledAndProposesTheMove) {
    const Item request = paper("请示", "2022-12-20", ItemKind::request);
    const Item other = paper("别件", "2022-12-25");
    const VolumeDetail old = archive_.sealed({request.id, other.id}, 2022);
    ItemDraft draft = archive_.draft("批复", "2024-01-08", ItemKind::reply);
    draft.links = {{request.id, LinkKind::reply_request, false}};
    const auto proposal = archive_.items().propose(wang_, draft).value();
    EXPECT_TRUE(proposal.faults.empty());
    EXPECT_EQ(proposal.filing_year, 2024);
    ASSERT_EQ(proposal.late.size(), 1U);
    EXPECT_EQ(proposal.late[0].request.volume_code, old.entry.volume.archival_code);
    const Item reply = archive_.file(draft);
    EXPECT_EQ(reply.filing_year, 2024);
    EXPECT_EQ(archive_.stored(request.id).filing_year, 2022);
    const ChangeDetail move = open_move();
    EXPECT_EQ(move.entry.change.field("filing_year")->to, "2024");
    EXPECT_EQ(decided(move, wang_).error().key, "access.own_work");

    const Volume target = archive_.volume(2024);
    ASSERT_TRUE(archive_.volumes().add_items(wang_, target.id, target.version, {reply.id}, ""));
    const auto done = decided(move, li_);
    ASSERT_TRUE(done) << done.error().key;
    const Item moved = archive_.stored(request.id);
    EXPECT_EQ(moved.filing_year, 2024);
    EXPECT_EQ(moved.volume_id, target.id);
    EXPECT_EQ(moved.group_id, archive_.stored(reply.id).group_id);
    EXPECT_NE(moved.archival_code, request.archival_code);
    EXPECT_EQ(archive_.stored(other.id).volume_position, 2);
    EXPECT_EQ(archive_.stored(other.id).start_page, 3);
    EXPECT_EQ(archive_.look(old.entry.volume.id).entry.volume.state, VolumeState::sealed);
    EXPECT_NE(last_note(old.entry.volume.id).find("随复文" + reply.archival_code + "移至2024年度"),
              std::string::npos);
    EXPECT_NE(last_note(target.id).find("由案卷" + old.entry.volume.archival_code + "移来"),
              std::string::npos);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, T1_TheNoteFollowsTheGroupIntoItsNextVolume) {
    const Item request = paper("请示", "2022-12-20", ItemKind::request);
    const VolumeDetail old = archive_.sealed({request.id, paper("别件", "2022-05-01").id}, 2022);
    const Item reply = paper("批复", "2024-01-08", ItemKind::reply);
    ASSERT_TRUE(
        archive_.items().add_link(wang_, reply.id, {request.id, LinkKind::reply_request, false}));
    EXPECT_EQ(archive_.items()
                  .add_link(wang_, reply.id, {request.id, LinkKind::reply_request, false})
                  .error()
                  .key,
              "change.already_open");
    ASSERT_TRUE(decided(open_move(), li_));
    EXPECT_FALSE(archive_.stored(request.id).volume_id);
    const Volume next = archive_.volume(2024);
    const auto full =
        archive_.volumes().add_items(wang_, next.id, next.version, {reply.id}, "").value();
    EXPECT_EQ(full.items.size(), 2U);
    EXPECT_NE(last_note(next.id).find("由案卷" + old.entry.volume.archival_code + "移来"),
              std::string::npos);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, T1_ARefusedMoveLeavesTheSealedVolumeAsItIs) {
    const Item request = paper("请示", "2022-12-20", ItemKind::request);
    const VolumeDetail old = archive_.sealed({request.id}, 2022);
    paper("批复", "2024-01-08", ItemKind::reply, {{request.id, LinkKind::reply_request, false}});
    ASSERT_TRUE(decided(open_move(), li_, false, "复文内容无关"));
    EXPECT_EQ(archive_.stored(request.id).volume_id, old.entry.volume.id);
    EXPECT_TRUE(archive_.look(old.entry.volume.id).notes.empty());
}

TEST_F(ChangesTest, NothingLeavesItsPlaceWhileItIsOnLoan) {
    const Item item = paper("甲");
    const VolumeDetail volume = archive_.sealed({item.id});
    const ChangeDetail reopen = asked(reopening(volume));
    ChangeDraft draft = about(item, ChangeKind::change_retention);
    draft.retention_class = "Y";
    const ChangeDetail retention = asked(draft);
    draft = about(item, ChangeKind::change_level);
    draft.level = Level::open;
    const ChangeDetail level = asked(draft);
    ASSERT_TRUE(archive_.sql(
        "INSERT INTO loans(id, request_no, requester_id, reader_kind, volume_id, mode, purpose,"
        " due_date, state, pieces, created_at) VALUES (900, 'JY2024-0900', " +
        std::to_string(wang_.subject.user_id) + ", 'inside', " +
        std::to_string(volume.entry.volume.id) +
        ", 'take_out', '核对', '2024-04-01', 'on_loan', 1, 0)"));
    EXPECT_EQ(decided(reopen, li_).error().key, "volume.on_loan");
    EXPECT_EQ(decided(retention, li_).error().key, "item.on_loan");
    EXPECT_EQ(decided(level, li_).error().key, "item.on_loan");
    EXPECT_EQ(archive_.changes().create(li_, reopening(volume)).error().key, "volume.on_loan");
}

TEST_F(ChangesTest, T1_AReplyAboveTheClearanceIsNotToldOf) {
    archive_.add_user("wu", archive_.zjb, {Role::dept_archivist}, Level::internal);
    const Item request = paper("请示", "2022-12-20", ItemKind::request);
    const VolumeDetail old = archive_.sealed({request.id}, 2022);
    ItemDraft draft = archive_.draft("密复", "2024-01-08", ItemKind::reply);
    draft.item.level = Level::secret;
    draft.links = {{request.id, LinkKind::reply_request, false}};
    const Item reply = archive_.file(draft);
    const auto seen = archive_.changes().list(archive_.caller("wu"), {}).value();
    ASSERT_EQ(seen.changes.size(), 1U);
    EXPECT_FALSE(seen.changes[0].entry.change.field("reply_code"));
    EXPECT_TRUE(open_move().entry.change.field("reply_code"));
    ASSERT_TRUE(decided(open_move(), li_));
    EXPECT_EQ(last_note(old.entry.volume.id).find(reply.archival_code), std::string::npos);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, WhoMayNotKnowTheVolumeDecidesNothingInIt) {
    archive_.add_user("gao", archive_.zjb, {Role::archivist}, Level::internal);
    const Item plain = paper("甲");
    ItemDraft draft = archive_.draft("密件", "2023-03-01");
    draft.item.level = Level::confidential;
    archive_.sealed({plain.id, archive_.file(draft).id});
    const Caller gao = archive_.caller("gao");
    ChangeDraft title = about(plain, ChangeKind::correct_item);
    title.fields = {{"title", {}, "乙"}};
    EXPECT_EQ(decided(asked(title), gao).error().key, "access.clearance");
    ChangeDraft retention = about(plain, ChangeKind::change_retention);
    retention.retention_class = "Y";
    EXPECT_EQ(decided(asked(retention), gao).error().key, "access.clearance");
    ChangeDraft level = about(plain, ChangeKind::change_level);
    level.level = Level::open;
    EXPECT_EQ(decided(asked(level), gao).error().key, "access.clearance");
    EXPECT_EQ(archive_.stored(plain.id).title, "甲");
}

TEST_F(ChangesTest, AChangeOfTheWholeGroupLeavesWhatIsAboveItsLevels) {
    const Item main = paper("正件");
    ItemDraft secret = archive_.draft("密附件", "2023-03-01");
    secret.item.level = Level::secret;
    secret.links = {{main.id, LinkKind::main_attachment, true}};
    const Item hidden = archive_.file(secret);
    ChangeDraft draft = about(main, ChangeKind::change_level);
    draft.level = Level::open;
    draft.whole_group = true;
    const ChangeDetail open = asked(draft);
    EXPECT_EQ(open.affected.size(), 1U);
    archive_.add_user("gao", archive_.zjb, {Role::archivist}, Level::internal);
    const auto seen = archive_.changes().get(archive_.caller("gao"), open.entry.change.id);
    EXPECT_TRUE(seen->affected.empty()) << "tells of a paper above the clearance";
    ASSERT_TRUE(decided(open, li_));
    EXPECT_EQ(archive_.stored(main.id).level, Level::open);
    EXPECT_EQ(archive_.stored(hidden.id).level, Level::secret);
}

TEST_F(ChangesTest, WhatLeavesASealedVolumeIsNotNamedBelowItsLevelAndTheVolumeKeepsItsMark) {
    ItemDraft draft = archive_.draft("密件题名", "2023-03-01");
    draft.item.level = Level::confidential;
    const Item hidden = archive_.file(draft);
    const Item plain = paper("明件");
    const VolumeDetail volume = archive_.sealed({hidden.id, plain.id});
    ChangeDraft retention = about(hidden, ChangeKind::change_retention);
    retention.retention_class = "Y";
    ASSERT_TRUE(decided(asked(retention), li_));
    const std::string note = last_note(volume.entry.volume.id);
    EXPECT_NE(note.find("件保管期限由“30年”改为“永久”"), std::string::npos) << note;
    EXPECT_EQ(note.find("密件题名"), std::string::npos) << note;
    EXPECT_EQ(archive_.look(volume.entry.volume.id).entry.volume.level, Level::confidential);
    ChangeDraft level = about(plain, ChangeKind::change_level);
    level.level = Level::open;
    ASSERT_TRUE(decided(asked(level), li_));
    EXPECT_EQ(archive_.look(volume.entry.volume.id).entry.volume.level, Level::confidential);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, T1_AVolumeAboveTheClearanceIsNotToldOf) {
    archive_.add_user("wu", archive_.zjb, {Role::dept_archivist}, Level::internal);
    const Item request = paper("请示", "2022-12-20", ItemKind::request);
    ItemDraft secret = archive_.draft("密件", "2022-05-01");
    secret.item.level = Level::secret;
    const VolumeDetail old = archive_.sealed({request.id, archive_.file(secret).id}, 2022);
    ItemDraft draft = archive_.draft("批复", "2024-01-08", ItemKind::reply);
    draft.links = {{request.id, LinkKind::reply_request, false}};
    const Caller wu = archive_.caller("wu");
    EXPECT_EQ(archive_.items().propose(wu, draft).value().late.at(0).request.volume_code, "");
    ASSERT_TRUE(archive_.items().file(wu, draft));
    const auto seen = archive_.changes().list(wu, {}).value();
    ASSERT_EQ(seen.changes.size(), 1U);
    EXPECT_FALSE(seen.changes[0].entry.change.field("volume"));
    EXPECT_EQ(seen.changes[0].entry.change.reason.find(old.entry.volume.archival_code),
              std::string::npos);
    EXPECT_EQ(open_move().entry.change.field("volume")->from, old.entry.volume.archival_code);
    ASSERT_TRUE(decided(open_move(), li_));
    const Volume next = archive_.volume(2024);
    const Id moved = request.id;
    ASSERT_TRUE(archive_.volumes().add_items(wang_, next.id, next.version, {moved}, ""));
    EXPECT_NE(last_note(next.id).find("由另一案卷移来"), std::string::npos) << last_note(next.id);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ChangesTest, RefusalsOfARequestAreLogged) {
    const Item item = paper("甲");
    ChangeDraft draft = about(item, ChangeKind::change_level);
    draft.level = Level::open;
    archive_.add_user("zhou", archive_.cwb, {Role::dept_archivist}, Level::secret);
    EXPECT_FALSE(archive_.changes().create(archive_.caller("zhou"), draft));
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_log WHERE action = 'change.requested'"
                             " AND outcome = 'denied' AND object_id = " +
                             std::to_string(item.id)),
              1);
}

TEST_F(ChangesTest, IsAskedForInTheOwnDepartmentAndSeenByWhoIsCleared) {
    archive_.add_user("zhou", archive_.cwb, {Role::dept_archivist}, Level::secret);
    archive_.add_user("wu", archive_.zjb, {Role::dept_archivist}, Level::internal);
    const Item item = paper("甲");
    const ChangeDraft draft = [&] {
        ChangeDraft made = about(item, ChangeKind::change_level);
        made.level = Level::open;
        return made;
    }();
    const Caller zhou = archive_.caller("zhou");
    const Caller wu = archive_.caller("wu");
    EXPECT_EQ(archive_.changes().create(zhou, draft).error().key, "access.other_department");
    EXPECT_EQ(archive_.changes().create(archive_.caller("zhao"), draft).error().key,
              "access.role_missing");
    ChangeDraft above = draft;
    above.level = Level::secret;
    EXPECT_EQ(archive_.changes().create(wu, above).error().key, "item.level_above_clearance");
    const auto made = archive_.changes().create(wu, draft).value();
    EXPECT_EQ(made.can, (std::vector<Action>{Action::request_change}));
    EXPECT_TRUE(archive_.changes().list(zhou, {}).value().changes.empty());
    EXPECT_EQ(archive_.changes().get(zhou, made.entry.change.id).error().key, "access.not_found");
    EXPECT_EQ(decided(made, wu).error().key, "access.role_missing");
    const auto inbox = archive_.changes().list(li_, {}).value();
    ASSERT_EQ(inbox.changes.size(), 1U);
    EXPECT_EQ(inbox.changes[0].can, (std::vector<Action>{Action::decide_change}));
    EXPECT_TRUE(decided(made, li_));
}

}  // namespace
}  // namespace lantai::core
