#include "core/service/volumes.hpp"

#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

class VolumesTest : public ::testing::Test {
protected:
    Item paper(const std::string& title, int pages, ItemKind kind = ItemKind::general,
               std::vector<LinkDraft> links = {}) {
        ItemDraft draft = archive_.draft(title, "2023-03-01", kind);
        draft.item.pages = pages;
        draft.item.level = level_;
        draft.links = std::move(links);
        return archive_.file(draft);
    }
    VolumeDetail add(Id volume, std::vector<Id> items, const std::string& reason = "") {
        auto added = archive_.volumes().add_items(
            wang_, volume, archive_.look(volume).entry.volume.version, items, reason);
        EXPECT_TRUE(added) << (added ? "" : added.error().key);
        return added ? *added : VolumeDetail();
    }
    Error refusal(Id volume, std::vector<Id> items, const std::string& reason = "") {
        return archive_.volumes()
            .add_items(wang_, volume, archive_.look(volume).entry.volume.version, items, reason)
            .error();
    }
    std::vector<std::string> catalogue(const VolumeDetail& detail) {
        std::vector<std::string> rows;
        for (const ItemEntry& entry : detail.items)
            rows.push_back(entry.item.title + " " + std::to_string(*entry.item.start_page));
        return rows;
    }
    /// A volume with one item, submitted by wang.
    Volume submitted() {
        const Volume volume = archive_.volume();
        const auto added = add(volume.id, {paper("N", 2).id});
        return archive_.volumes()
            .submit(wang_, volume.id, added.entry.volume.version)
            .value()
            .entry.volume;
    }
    Level level_ = Level::internal;
    test::FilingArchive archive_;
    Caller wang_ = archive_.caller("wang");
    Caller li_ = archive_.caller("li");
};

TEST_F(VolumesTest, NumbersVolumesByTheirTemplate) {  // T-3
    EXPECT_EQ(archive_.volume().archival_code, "Q001-WS·2023-D30-ZJB-001");
    EXPECT_EQ(archive_.volume().archival_code, "Q001-WS·2023-D30-ZJB-002");
    EXPECT_EQ(archive_.volume(2022).archival_code, "Q001-WS·2022-D30-ZJB-001");
}

TEST_F(VolumesTest, R32_T2_OrdersAUnitAndCountsItsPages) {  // T-2
    FondsService fonds(archive_.store());
    const auto clause = [&](const char* number) {
        FilingSchemeClause made;
        made.fonds_id = archive_.fonds.id;
        made.filing_year = 2023;
        made.clause_no = number;
        made.title = number;
        return fonds.add_clause(wang_, made).value().id;
    };
    const Id two = clause("2");
    const Id three = clause("3");
    const auto filed = [&](const char* title, int pages, ItemKind kind, Id in,
                           std::vector<LinkDraft> links) {
        ItemDraft draft = archive_.draft(title, "2023-03-01", kind);
        draft.item.pages = pages;
        draft.item.clause_id = in;
        draft.links = std::move(links);
        return archive_.file(draft).id;
    };
    const Id n = filed("N", 2, ItemKind::notice, two, {});
    const Id r = filed("R", 2, ItemKind::request, three, {});
    filed("Ra", 5, ItemKind::general, three, {{r, LinkKind::main_attachment, true}});
    const Id p = filed("P", 3, ItemKind::reply, three, {{r, LinkKind::reply_request, false}});
    filed("Pa", 4, ItemKind::general, three, {{p, LinkKind::main_attachment, true}});
    const Id pd = filed("Pd", 3, ItemKind::general, three, {{p, LinkKind::main_attachment, true}});
    filed("Pf", 3, ItemKind::general, three, {{pd, LinkKind::draft_final, true}});
    const Volume volume = archive_.volume();
    const auto detail = add(volume.id, {r, n});  // one member brings the whole unit
    EXPECT_EQ(catalogue(detail),
              (std::vector<std::string>{"N 1", "P 3", "Pa 6", "Pd 10", "Pf 13", "R 16", "Ra 18"}));
    EXPECT_EQ(detail.totals, (VolumeTotals{7, 7, 22}));
    EXPECT_TRUE(detail.findings.empty());
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(VolumesTest, R2_R20_RefusesAnotherYearOrClass) {  // R-2, R-20
    const Volume volume = archive_.volume(2022);
    const Item item = paper("N", 2);
    EXPECT_EQ(refusal(volume.id, {item.id}).key, "volume.other_year");
    EXPECT_EQ(refusal(archive_.volume(2023, "Y").id, {item.id}).key, "volume.other_retention");
    const auto detail = add(volume.id, {item.id}, "跨年事项");
    EXPECT_EQ(detail.entry.volume.year_reason, "跨年事项");
    EXPECT_TRUE(detail.findings.empty());
}

TEST_F(VolumesTest, R24_R25_T6_KeepsTopSecretPapersApart) {  // T-6, R-24, R-25
    const Volume volume = archive_.volume();
    level_ = Level::top_secret;
    const Item first = paper("密一", 1);
    const Item second = paper("密二", 1);
    level_ = Level::internal;
    const Item telegram =
        paper("电报", 1, ItemKind::telegram, {{first.id, LinkKind::main_attachment, true}});
    const Item notice = paper("通知", 1);
    const auto detail = add(volume.id, {first.id, second.id});
    EXPECT_EQ(detail.items.size(), 3U);  // with the linked telegram
    EXPECT_EQ(detail.entry.volume.level, Level::top_secret);
    EXPECT_EQ(refusal(volume.id, {notice.id}).key, "volume.top_secret_apart");
    const Volume ordinary = archive_.volume();
    add(ordinary.id, {notice.id});
    level_ = Level::top_secret;
    EXPECT_EQ(refusal(ordinary.id, {paper("密三", 1).id}).key, "volume.top_secret_apart");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(VolumesTest, R22_TakesAWholeUnitOutAndClosesTheGap) {  // R-22
    const Item main = paper("正件", 2);
    const Item annex =
        paper("附件", 3, ItemKind::general, {{main.id, LinkKind::main_attachment, true}});
    const Item last = paper("尾件", 4);
    const Volume volume = archive_.volume();
    const auto full = add(volume.id, {main.id, last.id});
    EXPECT_EQ(full.items.size(), 3U);
    const auto rest =
        archive_.volumes().remove_item(wang_, volume.id, full.entry.volume.version, annex.id);
    EXPECT_EQ(catalogue(rest.value()), (std::vector<std::string>{"尾件 1"}));
    EXPECT_FALSE(archive_.stored(main.id).volume_id);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(VolumesTest, R32_TakesAnOrderByHandButKeepsThePairs) {  // R-32
    const Item main = paper("正件", 2);
    const Item annex =
        paper("附件", 3, ItemKind::general, {{main.id, LinkKind::main_attachment, true}});
    const Item other = paper("别件", 4);
    const Volume volume = archive_.volume();
    int version = add(volume.id, {main.id, other.id}).entry.volume.version;
    const auto by_hand =
        archive_.volumes().set_order(wang_, volume.id, version, {other.id, main.id, annex.id});
    EXPECT_EQ(catalogue(by_hand.value()), (std::vector<std::string>{"别件 1", "正件 5", "附件 7"}));
    version = by_hand->entry.volume.version;
    const auto order = [&](std::vector<Id> ids) {
        return archive_.volumes().set_order(wang_, volume.id, version, ids).error().key;
    };
    EXPECT_EQ(order({other.id, annex.id, main.id}), "volume.pair_order");
    EXPECT_EQ(order({main.id, other.id, annex.id}), "volume.group_torn");
    const VolumeDetail more = add(volume.id, {paper("后到", 1).id});
    EXPECT_EQ(catalogue(more), (std::vector<std::string>{"别件 1", "正件 5", "附件 7", "后到 10"}));
    version = more.entry.volume.version;
    EXPECT_EQ(order({main.id, annex.id}), "volume.order_incomplete");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(VolumesTest, RenumbersWhenPagesChange) {
    const Item first = paper("甲", 2);
    const Item second = paper("乙", 3);
    const Volume volume = archive_.volume();
    add(volume.id, {first.id, second.id});
    ItemDraft draft = archive_.draft("甲", "2023-03-01");
    draft.item.pages = 10;
    ASSERT_TRUE(archive_.items().update(wang_, first.id, archive_.stored(first.id).version, draft));
    EXPECT_EQ(catalogue(archive_.look(volume.id)), (std::vector<std::string>{"甲 1", "乙 11"}));
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(VolumesTest, R21_IsNotHandedOverIncomplete) {  // R-21
    const Volume volume = archive_.volume();
    EXPECT_EQ(archive_.volumes().submit(wang_, volume.id, volume.version).error().key,
              "volume.empty");
    ItemDraft draft = archive_.draft("无页数", "2023-03-01");
    draft.item.pages.reset();
    const auto added = add(volume.id, {archive_.file(draft).id});
    ASSERT_FALSE(added.findings.empty());
    EXPECT_EQ(added.findings[0].key, "volume.pages_missing");
    EXPECT_FALSE(archive_.volumes().submit(wang_, volume.id, added.entry.volume.version));
}

TEST_F(VolumesTest, R35_IsCheckedByAnotherPerson) {  // R-35
    const Volume volume = submitted();
    const auto own = archive_.volumes().check(wang_, volume.id, volume.version, true, "");
    EXPECT_EQ(own.error().code, ErrorCode::forbidden);
    EXPECT_EQ(own.error().key, "access.own_work");
    const auto named = [](const Error& error) {
        for (const auto& [name, value] : error.params)
            if (name == "rule") return value;
        return std::string();
    };
    EXPECT_EQ(named(own.error()), "R-35");
    const auto clerk =
        archive_.volumes().check(archive_.caller("zhao"), volume.id, volume.version, true, "");
    EXPECT_EQ(clerk.error().key, "access.role_missing");
    EXPECT_EQ(named(clerk.error()), "R-18");
    const auto sealed = archive_.volumes().check(li_, volume.id, volume.version, true, "").value();
    EXPECT_EQ(sealed.entry.volume.state, VolumeState::sealed);
    EXPECT_EQ(sealed.entry.compiler_name, wang_.subject.name);
    EXPECT_EQ(sealed.entry.checker_name, li_.subject.name);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(VolumesTest, CanBeGivenBackWithAReason) {
    const Volume volume = submitted();
    EXPECT_EQ(archive_.volumes().check(li_, volume.id, volume.version, false, "").error().field,
              "reason");
    const auto back =
        archive_.volumes().check(li_, volume.id, volume.version, false, "缺页").value();
    EXPECT_EQ(back.entry.volume.state, VolumeState::open);
    EXPECT_FALSE(back.entry.volume.compiler_id);
}

TEST_F(VolumesTest, R36_NeverChangesOnceSealed) {  // R-36
    const Volume volume = submitted();
    const auto sealed = archive_.volumes().check(li_, volume.id, volume.version, true, "").value();
    const int version = sealed.entry.volume.version;
    const Item inside = sealed.items[0].item;
    EXPECT_EQ(refusal(volume.id, {paper("晚到", 1).id}).key, "volume.not_open");
    EXPECT_EQ(archive_.volumes().remove_item(wang_, volume.id, version, inside.id).error().code,
              ErrorCode::conflict);
    EXPECT_EQ(archive_.volumes().set_order(wang_, volume.id, version, {inside.id}).error().code,
              ErrorCode::conflict);
    EXPECT_EQ(archive_.volumes().reopen(wang_, volume.id, version, "改").error().code,
              ErrorCode::conflict);
    EXPECT_EQ(archive_.items()
                  .update(wang_, inside.id, inside.version, archive_.draft("改名", "2023-03-01"))
                  .error()
                  .key,
              "volume.sealed");
    EXPECT_EQ(archive_.items().withdraw(wang_, inside.id, inside.version, "错").error().key,
              "volume.sealed");
    const auto noted = archive_.volumes().add_note(li_, volume.id, "第2页有折痕").value();
    const auto again = archive_.volumes().add_note(wang_, volume.id, "已修复").value();
    ASSERT_EQ(again.notes.size(), 2U);
    EXPECT_EQ(again.notes[0].note.text, "第2页有折痕");
    EXPECT_EQ(again.notes[0].signer_name, li_.subject.name);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(VolumesTest, R36_TakesNotesOnlyWhenSealed) {  // R-36
    EXPECT_EQ(archive_.volumes().add_note(wang_, archive_.volume().id, "早").error().key,
              "volume.not_sealed");
}

TEST_F(VolumesTest, AnswersAnOldVersionAsStale) {
    const Volume volume = archive_.volume();
    add(volume.id, {paper("N", 1).id});
    EXPECT_EQ(archive_.volumes().submit(wang_, volume.id, volume.version).error().code,
              ErrorCode::stale);
}

TEST_F(VolumesTest, AReasonCountsForTheActItWasGivenFor) {  // R-2, domain.md: logged per act
    const Volume volume = archive_.volume(2022);
    const Item first = paper("甲", 1);
    const Item second = paper("乙", 1);
    add(volume.id, {first.id}, "跨年事项");
    EXPECT_EQ(refusal(volume.id, {second.id}).key, "volume.other_year");
    const auto both = add(volume.id, {second.id}, "又一跨年事项");
    EXPECT_EQ(both.entry.volume.year_reason, "跨年事项\n又一跨年事项");
    EXPECT_TRUE(both.findings.empty());
}

TEST_F(VolumesTest, KeepsTheReasonForFewWhenOnlyTopSecretPapersJoin) {  // R-25
    level_ = Level::top_secret;
    const Item secret = paper("密一", 1);
    const Item another = paper("密二", 1);
    level_ = Level::internal;
    const auto link = [&] {
        return std::vector<LinkDraft>{{secret.id, LinkKind::main_attachment, true}};
    };
    paper("附一", 1, ItemKind::general, link());
    paper("附二", 1, ItemKind::general, link());
    const Volume volume = archive_.volume();
    EXPECT_EQ(refusal(volume.id, {secret.id}).key, "volume.top_secret_reason");
    add(volume.id, {secret.id}, "同一事项");
    const auto more = add(volume.id, {another.id});
    EXPECT_EQ(more.items.size(), 4U);
    EXPECT_EQ(more.entry.volume.top_secret_reason, "同一事项");
    level_ = Level::top_secret;
    const Item third = paper("密三", 1);
    level_ = Level::internal;
    for (const char* title : {"附三", "附四"})
        paper(title, 1, ItemKind::general, {{third.id, LinkKind::main_attachment, true}});
    EXPECT_EQ(refusal(volume.id, {third.id}).key, "volume.top_secret_reason");
}

TEST_F(VolumesTest, ChangingAnItemJudgesItsOpenVolumeAnew) {  // R-24, R-25
    level_ = Level::secret;
    const Item first = paper("甲", 1);
    const Item second = paper("乙", 1);
    const Volume volume = archive_.volume();
    EXPECT_EQ(add(volume.id, {first.id, second.id}).entry.volume.level, Level::secret);
    const auto change = [&](const Item& item, Level level) -> Result<ChangeDetail> {
        ChangeDraft draft;
        draft.kind = ChangeKind::change_level;
        draft.target = ChangeTarget::item;
        draft.object_id = item.id;
        draft.object_version = archive_.stored(item.id).version;
        draft.reason = "定密";
        draft.level = level;
        LT_TRY(const ChangeDetail asked, archive_.changes().create(wang_, draft));
        return archive_.changes().decide(li_, asked.entry.change.id, 1, true, "");
    };
    ASSERT_TRUE(change(first, Level::confidential));
    EXPECT_EQ(archive_.look(volume.id).entry.volume.level, Level::confidential);
    EXPECT_EQ(change(first, Level::top_secret).error().key, "volume.top_secret_apart");
    EXPECT_EQ(archive_.stored(first.id).level, Level::confidential);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(VolumesTest, LogsWhatAChangeReplaced) {
    const Volume volume = archive_.volume();
    VolumeChange change;
    change.title = "新卷名";
    ASSERT_TRUE(archive_.volumes().change(wang_, volume.id, volume.version, change));
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_log WHERE action = 'volume.changed' AND"
                             " details = '{\"fields\":[\"title\"],\"changes\":{\"title\":"
                             "{\"before\":\"往来文书\",\"after\":\"新卷名\"}}}'"),
              1);
}

TEST_F(VolumesTest, HidesAVolumeAboveTheClearance) {
    level_ = Level::confidential;
    const Volume volume = archive_.volume();
    add(volume.id, {paper("密件", 1).id});
    const Caller zhao = archive_.caller("zhao");
    EXPECT_EQ(archive_.volumes().get(zhao, volume.id).error().code, ErrorCode::not_found);
    EXPECT_TRUE(archive_.volumes().list(zhao, {}, std::nullopt, 50).value().volumes.empty());
}

TEST_F(VolumesTest, T14_ALaterNoteKeepsTheEarlierWithSignerAndTime) {
    const Volume volume = submitted();
    ASSERT_TRUE(archive_.volumes().check(li_, volume.id, volume.version, true, ""));
    ASSERT_TRUE(archive_.volumes().add_note(li_, volume.id, "第2页有折痕"));
    archive_.clock.set(test::kMorning + 86'400'000);
    const auto notes = archive_.volumes().add_note(wang_, volume.id, "已修复")->notes;
    ASSERT_EQ(notes.size(), 2U);
    EXPECT_EQ(notes[0].note.text, "第2页有折痕");
    EXPECT_EQ(notes[0].signer_name, li_.subject.name);
    EXPECT_EQ(notes[0].note.signed_at, test::kMorning);
    EXPECT_EQ(notes[1].signer_name, wang_.subject.name);
    EXPECT_EQ(notes[1].note.signed_at, test::kMorning + 86'400'000);
}

TEST_F(VolumesTest, ASealedVolumeMovesOnTheShelfAndNothingElse) {
    const Volume volume = submitted();
    const auto sealed = archive_.volumes().check(li_, volume.id, volume.version, true, "").value();
    VolumeChange place;
    place.shelf = Shelf{"1", "03", "2", "5", "12"};
    place.location = "靠窗";
    const auto moved =
        archive_.volumes().change(wang_, volume.id, sealed.entry.volume.version, place).value();
    EXPECT_EQ(moved.entry.volume.shelf, *place.shelf);
    place.spine_mm = 20;
    EXPECT_EQ(
        archive_.volumes().change(wang_, volume.id, moved.entry.volume.version, place).error().key,
        "volume.not_open");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(VolumesTest, CountsEveryPrintAndPrintsOnlyForTheCleared) {
    const Volume volume = submitted();
    const VolumeDetail detail = archive_.volumes().for_print(wang_, volume.id).value();
    ASSERT_TRUE(archive_.volumes().note_print(wang_, detail, "item_catalogue", "{}"));
    ASSERT_TRUE(archive_.volumes().note_print(li_, detail, "item_catalogue", "{}"));
    ASSERT_TRUE(archive_.volumes().note_print(li_, detail, "notes_form", "{}"));
    const PrintCount prints = archive_.volumes().prints(wang_, volume.id).value();
    EXPECT_EQ(prints.count, 3);
    EXPECT_EQ(prints.by_form,
              (std::map<std::string, int>{{"item_catalogue", 2}, {"notes_form", 1}}));
    EXPECT_EQ(prints.last_by, li_.subject.name);
    EXPECT_EQ(archive_.volumes().for_print(archive_.caller("zhao"), volume.id).error().key,
              "access.role_missing");
}

}  // namespace
}  // namespace lantai::core
