// What two people change in closed boxes: reopening, corrections, late replies.
#include "core/service/boxes.hpp"
#include "core/rules/arrangement.hpp"
#include "core/service/codes.hpp"
#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

/// WS by item; wang arranges and asks, li checks and decides.
class BoxChangesTest : public ::testing::Test {
protected:
    BoxChangesTest() {
        FondsService fonds(archive_.store());
        FondsCategory settings = fonds.category(wang_, archive_.fonds.id, "WS").value();
        settings.arrangement = Arrangement::item;
        settings.year_policy = usual_year_policy(Arrangement::item);
        EXPECT_TRUE(fonds.set_category(wang_, settings));
    }
    Item paper(const std::string& title, const std::string& date, ItemKind kind = ItemKind::general,
               std::vector<LinkDraft> links = {}) {
        ItemDraft draft = archive_.draft(title, date, kind);
        draft.item.pages = 10;
        draft.links = std::move(links);
        return archive_.file(draft);
    }
    Id open_box(const std::vector<Id>& items, int year) {
        Box draft;
        draft.fonds_id = archive_.fonds.id;
        draft.department_id = archive_.zjb;
        draft.filing_year = year;
        draft.retention_class = "D30";
        draft.spine_mm = 10;
        const auto made = boxes_.create(wang_, draft);
        EXPECT_TRUE(made) << made.error().key;
        const auto full = boxes_.add_items(wang_, made->entry.box.id, 1, items);
        EXPECT_TRUE(full) << full.error().key;
        return made->entry.box.id;
    }
    BoxDetail look(Id id) { return boxes_.get(wang_, id).value(); }
    int version(Id id) { return look(id).entry.box.version; }
    Id closed_box(const std::vector<Id>& items, int year = 2023) {
        const Id id = open_box(items, year);
        EXPECT_TRUE(boxes_.submit(wang_, id, version(id)));
        EXPECT_TRUE(boxes_.check(li_, id, version(id), true, ""));
        return id;
    }
    Result<ChangeDetail> ask(ChangeKind kind, ChangeTarget target, Id id, int seen,
                             std::vector<ChangeField> fields = {}) {
        ChangeDraft draft;
        draft.kind = kind;
        draft.target = target;
        draft.object_id = id;
        draft.object_version = seen;
        draft.reason = "清点更正";
        draft.fields = std::move(fields);
        return archive_.changes().create(wang_, draft);
    }
    Result<ChangeDetail> approve(const ChangeDetail& asked) {
        const ChangeRequest& change = asked.entry.change;
        return archive_.changes().decide(li_, change.id, change.version, true, "");
    }
    ChangeDetail open_move() {
        ChangeFilter filter;
        filter.kind = ChangeKind::move_group;
        const auto page = archive_.changes().list(li_, filter).value();
        EXPECT_EQ(page.changes.size(), 1U);
        return page.changes.empty() ? ChangeDetail() : page.changes[0];
    }
    static bool has(const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    }

    test::FilingArchive archive_;
    BoxService boxes_{archive_.store(), archive_.denials};
    Caller wang_ = archive_.caller("wang");
    Caller li_ = archive_.caller("li");
};

TEST_F(BoxChangesTest, R36_AClosedBoxIsReopenedByTwo) {
    const Item item = paper("一", "2023-03-01");
    const Id open = open_box({paper("二", "2023-03-01").id}, 2023);
    EXPECT_EQ(
        ask(ChangeKind::reopen_box, ChangeTarget::box, open, version(open)).error().key,
        "box.not_closed");
    const Id id = closed_box({item.id});
    EXPECT_EQ(boxes_.reopen(wang_, id, version(id), "漏装").error().key, "box.not_signed");
    EXPECT_EQ(ask(ChangeKind::reopen_box, ChangeTarget::box, id, 1).error().code,
              ErrorCode::stale);
    EXPECT_EQ(ask(ChangeKind::reopen_volume, ChangeTarget::box, id, version(id)).error().key,
              "change.object_type");
    const auto asked = ask(ChangeKind::reopen_box, ChangeTarget::box, id, version(id));
    ASSERT_TRUE(asked) << asked.error().key;
    EXPECT_EQ(asked->entry.object_code, look(id).entry.box.archival_code);
    EXPECT_EQ(archive_.changes()
                  .decide(wang_, asked->entry.change.id, 1, true, "")
                  .error()
                  .key,
              "access.own_work");
    EXPECT_EQ(look(id).entry.box.state, BoxState::closed);
    const auto done = approve(*asked);
    ASSERT_TRUE(done) << done.error().key;
    const BoxDetail box = look(id);
    EXPECT_EQ(box.entry.box.state, BoxState::open);
    EXPECT_FALSE(box.entry.box.arranger_id || box.entry.box.checker_id || box.entry.box.closed_at);
    ASSERT_EQ(box.notes.size(), 1U);
    EXPECT_TRUE(has(box.notes[0].note.text, "重新开盒")) << box.notes[0].note.text;
    EXPECT_TRUE(has(box.notes[0].note.text, "申请人：Name of wang，批准人：Name of li"));
    EXPECT_TRUE(boxes_.remove_item(wang_, id, version(id), item.id));
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxChangesTest, R36_PagesInAClosedBoxAreCorrectedByTwoAndStillHaveRoom) {
    const Item item = paper("一", "2023-03-01");
    const Id id = closed_box({item.id, paper("二", "2023-03-01").id});
    const auto correct = [&](const char* pages) {
        return ask(ChangeKind::correct_item, ChangeTarget::item, item.id,
                   archive_.stored(item.id).version, {{"pages", std::nullopt, pages}});
    };
    EXPECT_EQ(correct("0").error().key, "item.range");
    const auto thick = correct("91");
    ASSERT_TRUE(thick) << thick.error().key;
    const Error refused = approve(*thick).error();
    EXPECT_EQ(refused.key, "box.too_thick");
    EXPECT_EQ(archive_.stored(item.id).pages, 10);
    ASSERT_TRUE(archive_.changes().withdraw(wang_, thick->entry.change.id, 1));
    const auto done = approve(correct("12").value());
    ASSERT_TRUE(done) << done.error().key;
    EXPECT_EQ(archive_.stored(item.id).pages, 12);
    ASSERT_EQ(look(id).notes.size(), 1U);
    EXPECT_TRUE(has(look(id).notes[0].note.text, "《一》：页数由“10”更正为“12”"))
        << look(id).notes[0].note.text;
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxChangesTest, R36_NotesOnAClosedBoxAreSignedDatedAndStay) {
    const Id id = closed_box({paper("一", "2023-03-01").id});
    const Timestamp now = archive_.clock.now();
    ASSERT_TRUE(boxes_.add_note(li_, id, "第1件受潮"));
    ASSERT_TRUE(boxes_.add_note(wang_, id, "已晾干"));
    const auto notes = look(id).notes;
    ASSERT_EQ(notes.size(), 2U);
    EXPECT_EQ(notes[0].note.text, "第1件受潮");
    EXPECT_EQ(notes[0].signer_name, "Name of li");
    EXPECT_EQ(notes[0].note.signed_at, now);
    EXPECT_EQ(notes[1].signer_name, "Name of wang");
    const Id open = open_box({paper("二", "2023-03-01").id}, 2023);
    EXPECT_EQ(boxes_.add_note(wang_, open, "早了").error().key, "box.not_closed");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxChangesTest, T1_ALateReplyTakesTheRequestOutOfItsBox) {
    const Item request = paper("请示", "2022-12-20", ItemKind::request);
    const Item stays = paper("别件", "2022-12-25");
    const Id old = closed_box({request.id, stays.id}, 2022);
    ItemDraft draft = archive_.draft("批复", "2024-01-08", ItemKind::reply);
    draft.links = {{request.id, LinkKind::reply_request, false}};
    const auto proposal = archive_.items().propose(wang_, draft).value();
    EXPECT_TRUE(proposal.faults.empty());
    ASSERT_EQ(proposal.late.size(), 1U);
    EXPECT_EQ(proposal.late[0].request.box_code, look(old).entry.box.archival_code);
    const Item reply = archive_.file(draft);
    EXPECT_EQ(archive_.stored(request.id).box_id, old);  // until somebody decides
    const ChangeDetail move = open_move();
    EXPECT_EQ(move.entry.change.field("box")->from, look(old).entry.box.archival_code);
    EXPECT_FALSE(move.entry.change.field("volume"));
    const auto done = approve(move);
    ASSERT_TRUE(done) << done.error().key;

    const Item moved = archive_.stored(request.id);
    EXPECT_FALSE(moved.box_id);
    EXPECT_EQ(moved.filing_year, 2024);
    EXPECT_EQ(moved.group_id, archive_.stored(reply.id).group_id);
    EXPECT_NE(moved.archival_code, request.archival_code);
    // The old code leads to it and is given to nobody else.
    CodeService codes(archive_.store(), archive_.denials);
    EXPECT_EQ(codes.resolve(wang_, request.archival_code)->id, request.id);
    EXPECT_NE(paper("新件", "2022-12-28").archival_code, request.archival_code);
    EXPECT_EQ(archive_.stored(stays.id).archival_code, stays.archival_code);
    ASSERT_EQ(look(old).notes.size(), 1U);
    const std::string note = look(old).notes[0].note.text;
    EXPECT_TRUE(has(note, "《请示》") && has(note, "随复文" + reply.archival_code)) << note;
    EXPECT_EQ(look(old).entry.box.state, BoxState::closed);
    // Its next box tells where it came from.
    const Id next = open_box({reply.id}, 2024);
    ASSERT_EQ(look(next).items.size(), 2U);
    ASSERT_EQ(look(next).notes.size(), 1U);
    EXPECT_TRUE(has(look(next).notes[0].note.text,
                    "由档案盒" + look(old).entry.box.archival_code + "移来"))
        << look(next).notes[0].note.text;
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxChangesTest, T1_ARequestFollowsItsReplyIntoAnOpenBox) {
    const Item request = paper("请示", "2022-12-20", ItemKind::request);
    closed_box({request.id, paper("别件", "2022-12-25").id}, 2022);
    const Item reply = paper("批复", "2024-01-08", ItemKind::reply,
                             {{request.id, LinkKind::reply_request, false}});
    const Id target = open_box({reply.id}, 2024);
    const auto done = approve(open_move());
    ASSERT_TRUE(done) << done.error().key;
    EXPECT_EQ(archive_.stored(request.id).box_id, target);
    ASSERT_EQ(look(target).notes.size(), 1U);
    EXPECT_TRUE(has(look(target).notes[0].note.text, "《请示》由档案盒"));
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxChangesTest, T1_NothingJoinsABoxThatWasClosedMeanwhile) {
    const Item request = paper("请示", "2022-12-20", ItemKind::request);
    const Id old = closed_box({request.id}, 2022);
    const Item reply = paper("批复", "2024-01-08", ItemKind::reply,
                             {{request.id, LinkKind::reply_request, false}});
    closed_box({reply.id}, 2024);
    EXPECT_EQ(approve(open_move()).error().key, "change.target_sealed");
    EXPECT_EQ(archive_.stored(request.id).box_id, old);
    EXPECT_EQ(archive_.unproven(), "");
}

}  // namespace
}  // namespace lantai::core
