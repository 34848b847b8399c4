#include "core/service/handovers.hpp"

#include "core/service/positions.hpp"
#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

/// wang gives, li receives.
class HandoversTest : public ::testing::Test {
protected:
    Item paper(const std::string& title) {
        return archive_.file(archive_.draft(title, "2023-03-01"));
    }
    static HandoverRowDraft item_row(Id id) {
        HandoverRowDraft row;
        row.item_id = id;
        return row;
    }
    static HandoverRowDraft volume_row(Id id) {
        HandoverRowDraft row;
        row.volume_id = id;
        return row;
    }
    HandoverDetail drafted(std::vector<HandoverRowDraft> rows) {
        auto made = service_.create(wang_, {archive_.zjb, "", std::move(rows)});
        EXPECT_TRUE(made) << (made ? "" : made.error().key);
        return made ? *made : HandoverDetail();
    }
    HandoverDetail given(const HandoverDetail& draft) {
        const Handover& handover = draft.entry.handover;
        auto done = service_.give(wang_, handover.id, handover.version);
        EXPECT_TRUE(done) << (done ? "" : done.error().key);
        return done ? *done : HandoverDetail();
    }
    Result<HandoverDetail> received(const HandoverDetail& detail, const Caller& who,
                                    std::vector<Id> rows) {
        const Handover& handover = detail.entry.handover;
        return service_.receive(who, handover.id, handover.version, rows);
    }
    test::FilingArchive archive_;
    HandoverService service_{archive_.store(), archive_.denials};
    Caller wang_ = archive_.caller("wang");
    Caller li_ = archive_.caller("li");
};

TEST_F(HandoversTest, R56_NumbersHaveNoGap) {
    EXPECT_EQ(drafted({}).entry.handover.handover_no, "YJ2024-0001");
    EXPECT_FALSE(service_.create(wang_, {archive_.zjb, "", {item_row(77)}}));
    EXPECT_EQ(drafted({}).entry.handover.handover_no, "YJ2024-0002");
}

TEST_F(HandoversTest, R37_AVolumeIsTransferredOnPaperAndWithTheFileOfItsNotesForm) {
    const Volume volume = archive_.sealed({paper("甲").id}).entry.volume;
    HandoverRowDraft without_paper = volume_row(volume.id);
    without_paper.paper = false;
    const HandoverDetail unfit = drafted({without_paper});
    EXPECT_EQ(service_.give(wang_, unfit.entry.handover.id, 1).error().key,
              "handover.volume_on_paper");
    ASSERT_TRUE(service_.cancel(wang_, unfit.entry.handover.id, 1, "漏纸质件"));

    HandoverDetail handed = given(drafted({volume_row(volume.id)}));
    const Id row = handed.entry.handover.rows[0].id;
    EXPECT_EQ(received(handed, wang_, {row}).error().key, "access.own_work");
    const Error neither = received(handed, li_, {}).error();
    EXPECT_EQ(neither.key, "handover.paper_missing");
    ASSERT_EQ(neither.others.size(), 1U);
    EXPECT_EQ(neither.others[0].key, "handover.notes_form_missing");
    EXPECT_EQ(neither.params[0].second, "R-37");
    EXPECT_EQ(received(handed, li_, {row}).error().key, "handover.notes_form_missing");

    const Upload file = archive_.upload("wang", "备考表.pdf", "%PDF-1.4 notes");
    handed =
        service_
            .set_file(wang_, handed.entry.handover.id, handed.entry.handover.version, row, file.id)
            .value();
    EXPECT_EQ(handed.entry.handover.rows[0].file_sha256, file.sha256);
    EXPECT_EQ(received(handed, li_, {}).error().key, "handover.paper_missing");
    const auto done = received(handed, li_, {row});
    ASSERT_TRUE(done) << done.error().key;
    EXPECT_EQ(done->entry.handover.state, HandoverState::received);
    EXPECT_EQ(done->entry.giver_name, wang_.subject.name);
    EXPECT_EQ(done->entry.receiver_name, li_.subject.name);
    EXPECT_TRUE(done->entry.handover.rows[0].paper_received);
    EXPECT_TRUE(done->can.empty());
    EXPECT_EQ(
        service_
            .set_file(wang_, done->entry.handover.id, done->entry.handover.version, row, file.id)
            .error()
            .key,
        "handover.closed");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(HandoversTest, GivesOnlyWhatIsReady) {
    const Volume open = archive_.volume();
    const HandoverDetail draft = drafted({volume_row(open.id)});
    const Error error = service_.give(wang_, draft.entry.handover.id, 1).error();
    EXPECT_EQ(error.key, "handover.not_ready");
    EXPECT_EQ(error.params[1].second, "1");
    const HandoverDetail empty = drafted({});
    EXPECT_EQ(service_.give(wang_, empty.entry.handover.id, 1).error().key, "handover.empty");
    HandoverRowDraft nothing = item_row(paper("甲").id);
    nothing.paper = false;
    const HandoverDetail bare = drafted({nothing});
    EXPECT_EQ(service_.give(wang_, bare.entry.handover.id, 1).error().key,
              "handover.nothing_in_row");
}

TEST_F(HandoversTest, TakesEachRecordOnceAndOnlyOfTheDepartment) {
    const Item item = paper("甲");
    drafted({item_row(item.id)});
    const auto fault = [&](std::vector<HandoverRowDraft> rows, Id department) {
        return service_.create(wang_, {department, "", std::move(rows)}).error();
    };
    EXPECT_EQ(fault({item_row(item.id)}, archive_.zjb).key, "handover.elsewhere");
    EXPECT_EQ(fault({item_row(item.id)}, archive_.zjb).field, "rows[0].record");
    const Item other = paper("乙");
    EXPECT_EQ(fault({item_row(other.id), item_row(other.id)}, archive_.zjb).key, "handover.twice");
    EXPECT_EQ(fault({item_row(other.id)}, archive_.cwb).key, "handover.other_department");
    EXPECT_EQ(fault({HandoverRowDraft()}, archive_.zjb).key, "handover.record");
    EXPECT_EQ(fault({}, 99).key, "item.department_missing");
}

TEST_F(HandoversTest, AnElectronicItemGivesItsOwnFile) {
    const Upload upload = archive_.upload("wang", "a.txt", "正文");
    ItemDraft draft = archive_.draft("电子件", "2023-03-01");
    draft.item.medium = Medium::electronic;
    draft.uploads = {upload.id};
    HandoverRowDraft row = item_row(archive_.file(draft).id);
    row.paper = false;
    const HandoverDetail handed = given(drafted({row}));
    EXPECT_EQ(handed.entry.handover.rows[0].file_sha256, upload.sha256);
    EXPECT_TRUE(received(handed, li_, {}));
}

TEST_F(HandoversTest, ACancelledNumberStaysAndFreesItsRows) {
    const Item item = paper("甲");
    const HandoverDetail draft = drafted({item_row(item.id)});
    const Id id = draft.entry.handover.id;
    EXPECT_EQ(service_.cancel(wang_, id, 1, "").error().field, "reason");
    const auto done = service_.cancel(wang_, id, 1, "填错").value();
    EXPECT_EQ(done.entry.handover.state, HandoverState::cancelled);
    EXPECT_EQ(service_.cancel(wang_, id, done.entry.handover.version, "再").error().key,
              "handover.closed");
    EXPECT_EQ(drafted({item_row(item.id)}).entry.handover.handover_no, "YJ2024-0002");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(HandoversTest, ShowsOnlyWhatTheReaderMayKnow) {
    ItemDraft secret = archive_.draft("密件", "2023-03-01");
    secret.item.level = Level::confidential;
    HandoverRowDraft remarked = item_row(archive_.file(secret).id);
    remarked.remarks = "密件袋";
    drafted({remarked, item_row(paper("明件").id)});
    archive_.add_user("wu", archive_.zjb, {Role::dept_archivist}, Level::internal);
    ASSERT_TRUE(Positions(archive_.store())
                    .add(operator_caller(Role::security_admin),
                         {PositionKind::department_archivist, archive_.zjb,
                          archive_.caller("wu").subject.user_id, Date(2024, 1, 1), std::nullopt}));
    archive_.add_user("zhou", archive_.cwb, {Role::dept_archivist}, Level::internal);
    const auto page = service_.list(archive_.caller("wu"), {}).value();
    ASSERT_EQ(page.handovers.size(), 1U);
    EXPECT_EQ(page.handovers[0].hidden, (std::vector<bool>{true, false}));
    EXPECT_EQ(page.handovers[0].entry.records[0].title, "");
    EXPECT_FALSE(page.handovers[0].entry.handover.rows[0].item_id);
    EXPECT_EQ(page.handovers[0].entry.handover.rows[0].remarks, "");
    EXPECT_EQ(page.handovers[0].entry.records[1].title, "明件");
    const Id id = page.handovers[0].entry.handover.id;
    EXPECT_EQ(service_.give(archive_.caller("wu"), id, 1).error().key, "access.clearance");
    EXPECT_EQ(service_.update(archive_.caller("wu"), id, 1, {archive_.zjb, "", {}}).error().key,
              "access.clearance");
    EXPECT_TRUE(service_.list(archive_.caller("zhou"), {}).value().handovers.empty());
    EXPECT_EQ(service_.get(archive_.caller("zhou"), id).error().key, "access.not_found");
    EXPECT_EQ(service_.list(archive_.caller("zhao"), {}).error().key, "access.role_missing");
}

TEST_F(HandoversTest, AnswersAnOldVersionAsStale) {
    const HandoverDetail draft = drafted({});
    const Id id = draft.entry.handover.id;
    ASSERT_TRUE(service_.update(wang_, id, 1, {archive_.zjb, "备注", {item_row(paper("甲").id)}}));
    EXPECT_EQ(service_.update(wang_, id, 1, {archive_.zjb, "", {}}).error().code, ErrorCode::stale);
}

}  // namespace
}  // namespace lantai::core
