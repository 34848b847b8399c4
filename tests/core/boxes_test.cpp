// Boxes and proposals as services make them.
#include "core/service/boxes.hpp"
#include "core/rules/archival_code.hpp"

#include "core/rules/arrangement.hpp"
#include "core/service/codes.hpp"
#include "core/service/proposals.hpp"
#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

class BoxesTest : public ::testing::Test {
protected:
    BoxesTest() { arrange(Arrangement::item); }

    void arrange(Arrangement arrangement) {
        FondsCategory settings = fonds_.category(wang_, archive_.fonds.id, "WS").value();
        settings.arrangement = arrangement;
        settings.year_policy = usual_year_policy(arrangement);
        EXPECT_TRUE(fonds_.set_category(wang_, settings));
    }
    Box draft(int year = 2023) {
        Box made;
        made.fonds_id = archive_.fonds.id;
        made.department_id = archive_.zjb;
        made.filing_year = year;
        made.retention_class = "D30";
        return made;
    }
    Box box() { return boxes_.create(wang_, draft()).value().entry.box; }
    Item paper(const std::string& title, int pages = 10, std::vector<LinkDraft> links = {},
               Level level = Level::internal) {
        ItemDraft made = archive_.draft(title, "2023-03-01");
        made.item.pages = pages;
        made.item.level = level;
        made.links = std::move(links);
        return archive_.file(made);
    }
    BoxDetail look(Id id) { return boxes_.get(wang_, id).value(); }
    Result<BoxDetail> add(Id id, const std::vector<Id>& items) {
        return boxes_.add_items(wang_, id, look(id).entry.box.version, items);
    }

    test::FilingArchive archive_;
    FondsService fonds_{archive_.store()};
    BoxService boxes_{archive_.store(), archive_.denials};
    ProposalService proposals_{archive_.store()};
    CodeService codes_{archive_.store(), archive_.denials};
    Caller wang_ = archive_.caller("wang");
    Caller li_ = archive_.caller("li");
    Caller qian_ = archive_.caller("qian");
};

TEST_F(BoxesTest, NumbersBoxesByTheirTemplate) {
    EXPECT_EQ(box().archival_code, "Q001-WS·2023-D30-ZJB-H001");
    EXPECT_EQ(box().archival_code, "Q001-WS·2023-D30-ZJB-H002");
    Box shared = draft();
    shared.department_id.reset();  // the template wants a department
    EXPECT_EQ(boxes_.create(wang_, shared).error().key, "code.component_missing");
    EXPECT_EQ(boxes_.get_by_code(wang_, "Q001-WS.2023-D30-ZJB-H002")->entry.box.box_no, 2);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, ACategoryByVolumeHasNoBoxes) {
    Box other = draft();
    other.category = "KJ";
    EXPECT_EQ(boxes_.create(wang_, other).error().key, "box.by_volume");
    other.retention_class = "none";
    other.spine_mm = 60;
    EXPECT_EQ(boxes_.create(wang_, other).error().others.size(), 1U);
}

TEST_F(BoxesTest, R25_the_box_keeps_the_reason_for_many_ordinary_papers_beside_top_secret_ones) {
    const Item secret = paper("绝密请示", 10, {}, Level::top_secret);
    paper("附件一", 10, {{secret.id, LinkKind::main_attachment, true}});
    paper("附件二", 10, {{secret.id, LinkKind::main_attachment, true}});
    Box described = draft();
    described.description = "附件随请示装盒";
    const Box made = boxes_.create(wang_, described).value().entry.box;
    EXPECT_EQ(add(made.id, {secret.id}).error().key, "box.top_secret_reason");
    const auto filled = boxes_.add_items(wang_, made.id, 1, {secret.id}, "同一事项");
    ASSERT_TRUE(filled) << filled.error().key;
    EXPECT_EQ(filled->entry.box.top_secret_reason, "同一事项");
    EXPECT_EQ(filled->entry.box.description, "附件随请示装盒");
    EXPECT_TRUE(boxes_.submit(wang_, made.id, filled->entry.box.version));
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, R18_only_the_archivist_fills_boxes) {
    const Box made = box();
    EXPECT_EQ(boxes_.create(qian_, draft()).error().code, ErrorCode::forbidden);
    EXPECT_EQ(boxes_.add_items(qian_, made.id, 1, {paper("一").id}).error().code,
              ErrorCode::forbidden);
    EXPECT_TRUE(boxes_.get(qian_, made.id));
}

TEST_F(BoxesTest, PapersComeWithTheirGroupAndLieByCode) {
    const Box made = box();
    const Item first = paper("一");
    const Item second = paper("二", 10, {{first.id, LinkKind::main_attachment, true}});
    const Item third = paper("三");
    ASSERT_TRUE(add(made.id, {third.id}));
    const auto filled = add(made.id, {second.id});
    ASSERT_TRUE(filled);
    std::vector<Id> order;
    for (const ItemEntry& entry : filled->items) order.push_back(entry.item.id);
    EXPECT_EQ(order, (std::vector<Id>{first.id, second.id, third.id}));
    EXPECT_EQ(filled->thickness_mm, 3);
    EXPECT_EQ(archive_.stored(first.id).box_id, made.id);
    const auto emptied = boxes_.remove_item(wang_, made.id, filled->entry.box.version, first.id);
    ASSERT_TRUE(emptied);
    EXPECT_EQ(emptied->items.size(), 1U);
    EXPECT_FALSE(archive_.stored(second.id).box_id);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, TheSpineHasRoomForItsPapers) {
    const Box made = box();  // 30 mm
    ASSERT_TRUE(add(made.id, {paper("一", 200).id}));
    EXPECT_EQ(add(made.id, {paper("二", 101).id}).error().key, "box.too_thick");
    BoxChange thin;
    thin.spine_mm = 10;
    const int version = look(made.id).entry.box.version;
    EXPECT_EQ(boxes_.change(wang_, made.id, version, thin).error().key, "box.too_thick");
    thin.spine_mm = 20;
    EXPECT_EQ(boxes_.change(wang_, made.id, version, thin)->entry.box.spine_mm, 20);
}

TEST_F(BoxesTest, R35_another_person_closes_the_box) {
    const Box made = box();
    EXPECT_EQ(boxes_.submit(wang_, made.id, 1).error().key, "box.empty");
    const Item item = paper("一");
    ASSERT_TRUE(add(made.id, {item.id}));
    const auto sign = boxes_.submit(wang_, made.id, look(made.id).entry.box.version);
    ASSERT_TRUE(sign);
    const int version = sign->entry.box.version;
    EXPECT_EQ(boxes_.check(wang_, made.id, version, true, "").error().key, "access.own_work");
    EXPECT_EQ(add(made.id, {paper("二").id}).error().key, "box.not_open");
    const auto back = boxes_.check(li_, made.id, version, false, "页数不符");
    ASSERT_TRUE(back);
    EXPECT_FALSE(back->entry.box.arranger_id);
    const auto again = boxes_.submit(wang_, made.id, back->entry.box.version);
    const auto closed = boxes_.check(li_, made.id, again->entry.box.version, true, "");
    ASSERT_TRUE(closed);
    EXPECT_EQ(closed->entry.box.state, BoxState::closed);
    EXPECT_EQ(closed->entry.checker_name, "Name of li");
    // Its papers are fixed; only where it stands may change.
    const auto edit =
        archive_.items().withdraw(wang_, item.id, archive_.stored(item.id).version, "误归");
    EXPECT_EQ(edit.error().key, "box.closed");
    BoxChange place;
    place.shelf = Shelf{"一", "03", "2", "5", "12"};
    EXPECT_EQ(boxes_.change(wang_, made.id, closed->entry.box.version, place)->entry.box.shelf,
              *place.shelf);
    EXPECT_EQ(archive_.items().get(wang_, item.id)->entry.shelf, *place.shelf);
    place.shelf->row = "0-3";
    EXPECT_EQ(boxes_.change(wang_, made.id, look(made.id).entry.box.version, place).error().key,
              "volume.shelf_dash");
    BoxChange text;
    text.description = "x";
    EXPECT_EQ(boxes_.change(wang_, made.id, look(made.id).entry.box.version, text).error().key,
              "box.not_open");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, ABoxAboveTheClearanceDoesNotExist) {
    const Box made = box();
    ASSERT_TRUE(add(made.id, {paper("密", 1, {}, Level::secret).id}));
    EXPECT_EQ(look(made.id).entry.box.level, Level::secret);
    EXPECT_EQ(boxes_.get(qian_, made.id).error().key, "access.not_found");
    EXPECT_TRUE(boxes_.list(qian_, {}, std::nullopt, 10)->boxes.empty());
    EXPECT_EQ(codes_.resolve(archive_.caller("zhao"), made.archival_code).error().key,
              "access.not_found");
    EXPECT_EQ(codes_.resolve(qian_, "Q001-none").error().key, "access.not_found");
    ASSERT_TRUE(archive_.denials.flush());
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_log WHERE outcome = 'denied'"
                             " AND action = 'box.viewed' AND object_id IS NOT NULL"),
              2);  // one looked at it, one asked for its code
    EXPECT_EQ(codes_.resolve(wang_, made.archival_code)->id, made.id);
    const auto small = codes_.resolve(wang_, fold_code(made.archival_code));
    ASSERT_TRUE(small) << "whatever the case of its letters";
    EXPECT_EQ(small->id, made.id);
    EXPECT_FALSE(small->redirected);
}

TEST_F(BoxesTest, AChangedPaperHasToFitStill) {
    const Box made = box();
    const Item item = paper("一", 200);
    ASSERT_TRUE(add(made.id, {item.id, paper("二", 100).id}));
    ItemDraft draft = archive_.draft("一", "2023-03-01");
    const auto change = [&] {
        return archive_.items().update(wang_, item.id, archive_.stored(item.id).version, draft);
    };
    draft.item.pages = 201;
    EXPECT_EQ(change().error().key, "box.too_thick");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, R24_ALevelChangedByTwoHasToFitTheBox) {
    const Box made = box();
    const Item item = paper("一", 200);
    ASSERT_TRUE(add(made.id, {item.id, paper("二", 100).id}));
    const auto raised = [&](Level level) -> Result<ChangeDetail> {
        ChangeDraft draft;
        draft.kind = ChangeKind::change_level;
        draft.target = ChangeTarget::item;
        draft.object_id = item.id;
        draft.object_version = archive_.stored(item.id).version;
        draft.reason = "重新定密";
        draft.level = level;
        LT_TRY(const ChangeDetail asked, archive_.changes().create(wang_, draft));
        const ChangeRequest& change = asked.entry.change;
        auto done =
            archive_.changes().decide(archive_.caller("li"), change.id, change.version, true, "");
        if (!done) {
            LT_CHECK(archive_.changes().withdraw(wang_, change.id, change.version));
        }
        return done;
    };
    // The other one is not linked to it.
    EXPECT_EQ(raised(Level::top_secret).error().key, "box.top_secret_apart");
    ASSERT_TRUE(raised(Level::secret));
    EXPECT_EQ(look(made.id).entry.box.level, Level::secret);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, R36_AClosedBoxNotesWhatTwoPeopleChangedInIt) {
    const Box made = box();
    const Item item = paper("错题名", 20);
    ASSERT_TRUE(add(made.id, {item.id, paper("二", 10).id}));
    ASSERT_TRUE(boxes_.submit(wang_, made.id, look(made.id).entry.box.version));
    const Caller li = archive_.caller("li");
    ASSERT_TRUE(boxes_.check(li, made.id, look(made.id).entry.box.version, true, ""));
    const auto done = [&](const std::function<void(ChangeDraft&)>& wanted) -> Result<ChangeDetail> {
        ChangeDraft draft;
        draft.target = ChangeTarget::item;
        draft.object_id = item.id;
        draft.object_version = archive_.stored(item.id).version;
        draft.reason = "笔误";
        wanted(draft);
        LT_TRY(const ChangeDetail asked, archive_.changes().create(wang_, draft));
        const ChangeRequest& change = asked.entry.change;
        return archive_.changes().decide(li, change.id, change.version, true, "");
    };
    ASSERT_TRUE(done([](ChangeDraft& draft) {
        draft.kind = ChangeKind::correct_item;
        draft.fields = {{"title", {}, "正题名"}};
    }));
    EXPECT_EQ(archive_.stored(item.id).title, "正题名");
    ASSERT_EQ(look(made.id).notes.size(), 1U);
    EXPECT_NE(look(made.id).notes[0].note.text.find("题名由“错题名”更正为“正题名”"),
              std::string::npos);
    EXPECT_EQ(look(made.id).notes[0].signer_name, "Name of li");
    ASSERT_TRUE(done([](ChangeDraft& draft) {
        draft.kind = ChangeKind::change_retention;
        draft.retention_class = "Y";
    }));
    EXPECT_FALSE(archive_.stored(item.id).box_id);
    ASSERT_EQ(look(made.id).notes.size(), 2U);
    EXPECT_NE(look(made.id).notes[1].note.text.find("改为“永久”，移出本盒；其余各件档号不变"),
              std::string::npos);
    EXPECT_EQ(look(made.id).entry.box.description, "");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, ARefusalNamesNoHiddenBox) {
    archive_.add_user("zhou", archive_.zjb, {Role::dept_archivist}, Level::internal);
    const Box made = box();
    const Item secret = paper("密", 10, {}, Level::secret);
    const Item ordinary = paper("平", 10);
    ASSERT_TRUE(add(made.id, {secret.id, ordinary.id}));
    ASSERT_TRUE(boxes_.submit(wang_, made.id, look(made.id).entry.box.version));
    const auto refused = archive_.items().update(archive_.caller("zhou"), ordinary.id,
                                                 archive_.stored(ordinary.id).version,
                                                 archive_.draft("平", "2023-03-01"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "box.closed");
    for (const auto& [name, value] : refused.error().params)
        EXPECT_EQ(value.find(made.archival_code), std::string::npos) << name;
}

TEST_F(BoxesTest, AWithdrawnPaperLeavesItsBox) {
    const Box made = box();
    const Item item = paper("密", 1, {}, Level::secret);
    ASSERT_TRUE(add(made.id, {item.id}));
    ASSERT_TRUE(
        archive_.items().withdraw(wang_, item.id, archive_.stored(item.id).version, "误归"));
    EXPECT_TRUE(look(made.id).items.empty());
    EXPECT_EQ(look(made.id).entry.box.level, Level::open);
    const auto report = codes_.report(wang_, archive_.fonds.id, 2023).value();
    EXPECT_EQ(report.series.front().gaps.front().kind, GapKind::withdrawn);
    EXPECT_EQ(report.series.front().gaps.front().id, item.id);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, AProposalOfBoxesIsMadeAtOnce) {
    const Item first = paper("一", 200);
    const Item second = paper("二", 200);
    const Item third = paper("三", 50);
    ComposeQuery query{archive_.fonds.id, "WS", 2023, {}, {}, {}, 30};
    const auto answer = proposals_.propose(wang_, query).value();
    EXPECT_EQ(answer.page_limit, 300);
    ASSERT_EQ(answer.proposal.units.size(), 2U);
    EXPECT_EQ(answer.proposal.units[1].items, (std::vector<Id>{second.id, third.id}));
    AcceptQuery accept{archive_.fonds.id, "WS", 2023, 30, {}};
    for (const ProposedUnit& unit : answer.proposal.units)
        accept.units.push_back(
            {unit.department_id, unit.retention_class, unit.title, "", unit.items});
    const auto made = proposals_.accept(wang_, accept).value();
    ASSERT_EQ(made.boxes.size(), 2U);
    EXPECT_EQ(made.boxes[1].box.archival_code, "Q001-WS·2023-D30-ZJB-H002");
    EXPECT_EQ(made.boxes[1].item_count, 2);
    EXPECT_TRUE(proposals_.propose(wang_, query)->proposal.units.empty());
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, AProposalOfVolumesIsMadeWhollyOrNotAtAll) {
    arrange(Arrangement::volume);
    const Item first = paper("一");
    const Item second = paper("二", 10, {{first.id, LinkKind::main_attachment, true}});
    const Item secret = paper("绝密", 10, {}, Level::top_secret);
    ComposeQuery query{archive_.fonds.id, "WS", 2023, archive_.zjb, "D30", 50, 30};
    const auto answer = proposals_.propose(wang_, query).value();
    ASSERT_EQ(answer.proposal.units.size(), 2U);
    EXPECT_EQ(answer.proposal.units[0].title, "2023年总经理办公室其他文件");
    // Below the clearance of the caller there is nothing else.
    const auto below = proposals_.propose(archive_.caller("li"), query).value();
    EXPECT_EQ(below.items.size(), 3U);
    AcceptQuery accept{archive_.fonds.id, "WS", 2023, 30, {}};
    accept.units.push_back({archive_.zjb, "D30", "甲", "", {first.id, second.id}});
    accept.units.push_back({archive_.zjb, "Y", "乙", "", {secret.id}});  // another class
    const auto refused = proposals_.accept(wang_, accept);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "volume.other_retention");
    EXPECT_EQ(refused.error().field, "units[1]");
    EXPECT_EQ(archive_.count("SELECT count(*) FROM volumes"), 0);
    accept.units[1].retention_class = "D30";
    const auto made = proposals_.accept(wang_, accept).value();
    ASSERT_EQ(made.volumes.size(), 2U);
    EXPECT_EQ(made.volumes[0].volume.archival_code, "Q001-WS·2023-D30-ZJB-001");
    EXPECT_EQ(made.volumes[0].item_count, 2);
    EXPECT_EQ(made.volumes[1].volume.level, Level::top_secret);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(BoxesTest, AGroupWithAPaperAboveTheClearanceIsNotProposed) {
    arrange(Arrangement::volume);
    archive_.add_user("zhou", archive_.zjb, {Role::archivist}, Level::internal);
    const Item open = paper("一");
    paper("二", 10, {{open.id, LinkKind::main_attachment, true}}, Level::secret);
    const Item single = paper("三");
    ComposeQuery query{archive_.fonds.id, "WS", 2023, {}, {}, {}, 30};
    const auto answer = proposals_.propose(archive_.caller("zhou"), query).value();
    ASSERT_EQ(answer.items.size(), 1U);
    EXPECT_EQ(answer.items[0].item.id, single.id);
    EXPECT_EQ(proposals_.propose(qian_, query).error().code, ErrorCode::forbidden);
}

}  // namespace
}  // namespace lantai::core
