#include "core/rules/change_rules.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

Item paper() {
    Item item;
    item.id = 5;
    item.title = "关于采购的请示";
    item.creator = "财务部";
    item.document_date = Date::parse("2023-03-01").value();
    item.pages = 3;
    item.copies = 1;
    item.keywords = {"采购", "预算"};
    return item;
}

ChangeRequest change(ChangeKind kind, std::vector<ChangeField> fields) {
    ChangeRequest made;
    made.kind = kind;
    made.fields = std::move(fields);
    made.reason = "笔误";
    made.requested_by = 1;
    return made;
}

Subject archivist(Id id, Level clearance) {
    Subject subject;
    subject.user_id = id;
    subject.clearance = clearance;
    subject.roles = {Role::archivist};
    return subject;
}

TEST(ChangeRulesTest, R36_ACorrectionNamesWhatChangesFromWhatToWhat) {
    const std::vector<ChangeField> wanted = {{"title", {}, "关于采购设备的请示"},
                                             {"document_date", {}, "2023-03-02"},
                                             {"copies", {}, "2"},
                                             {"keywords", {}, "采购 设备"}};
    const auto after = corrected(paper(), wanted);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->title, "关于采购设备的请示");
    EXPECT_EQ(after->document_date, Date::parse("2023-03-02").value());
    EXPECT_EQ(after->copies, 2);
    EXPECT_EQ(after->keywords, (std::vector<std::string>{"采购", "设备"}));
    const std::vector<ChangeField> difference = correction_fields(paper(), *after);
    ASSERT_EQ(difference.size(), 4U);
    EXPECT_EQ(difference[0], (ChangeField{"title", "关于采购的请示", "关于采购设备的请示"}));
}

TEST(ChangeRulesTest, R36_ACorrectionNeverMovesThePagesOfOthers) {
    const std::vector<ChangeField> wanted = {{"pages", {}, "9"},
                                             {"level", {}, "3"},
                                             {"copies", {}, "0"},
                                             {"document_date", {}, "gestern"}};
    const Error error = corrected(paper(), wanted).error();
    EXPECT_EQ(error.key, "change.needs_reopening");
    EXPECT_EQ(error.field, "fields.pages");
    ASSERT_EQ(error.others.size(), 3U);
    EXPECT_EQ(error.others[0].key, "change.field_unknown");
    EXPECT_EQ(error.others[1].key, "item.range");
    EXPECT_EQ(error.others[2].key, "date.bad");
}

TEST(ChangeRulesTest, TheRequesterNeverDecides) {
    const ChangeRequest request = change(ChangeKind::reopen_volume, {});
    EXPECT_EQ(check_decider(request, archivist(1, Level::top_secret)).error().key,
              "access.own_work");
    EXPECT_TRUE(check_decider(request, archivist(2, Level::open)));
}

TEST(ChangeRulesTest, ALevelIsDecidedByWhoIsClearedForBoth) {
    const auto fields = level_fields(Level::internal, {}, Level::confidential, 120);
    const ChangeRequest up = change(ChangeKind::change_level, fields);
    EXPECT_EQ(check_decider(up, archivist(2, Level::secret)).error().key, "access.clearance");
    EXPECT_TRUE(check_decider(up, archivist(2, Level::confidential)));
    const ChangeRequest down = change(ChangeKind::change_level,
                                      level_fields(Level::confidential, 120, Level::internal, {}));
    EXPECT_FALSE(check_decider(down, archivist(2, Level::secret)));
}

TEST(ChangeRulesTest, WhatIsDecidedStaysDecided) {
    ChangeRequest request = change(ChangeKind::reopen_volume, {});
    EXPECT_TRUE(check_undecided(request));
    for (const ChangeState state :
         {ChangeState::approved, ChangeState::refused, ChangeState::withdrawn}) {
        request.state = state;
        EXPECT_EQ(check_undecided(request).error().key, "change.decided");
    }
}

TEST(ChangeRulesTest, R36_OnlyASealedVolumeInItsPlaceIsReopened) {
    Volume volume;
    EXPECT_EQ(check_reopen(volume, false).error().key, "volume.not_sealed");
    volume.state = VolumeState::sealed;
    EXPECT_TRUE(check_reopen(volume, false));
    EXPECT_EQ(check_reopen(volume, true).error().key, "volume.on_loan");
    volume.origin = Origin::old;
    EXPECT_EQ(check_reopen(volume, false).error().key, "volume.old_stays");
}

TEST(ChangeRulesTest, R36_TheNoteTellsWhatWhyAndWho) {
    const NotePeople people{"王一", "李二"};
    const std::vector<NotedItem> items = {{3, "关于采购的请示", "Q001-0007"}};
    EXPECT_EQ(change_note(change(ChangeKind::reopen_volume, {}), {}, people),
              "经批准重新开卷。原因：笔误。申请人：王一，批准人：李二。");
    EXPECT_EQ(change_note(change(ChangeKind::correct_item, {{"document_no", {}, "财〔2023〕2号"}}),
                          items, people),
              "第3件《关于采购的请示》：文号由空更正为“财〔2023〕2号”。原因：笔误。申请人：王一，"
              "批准人：李二。");
    EXPECT_EQ(change_note(change(ChangeKind::change_level,
                                 level_fields(Level::secret, 6, Level::confidential, 120)),
                          items, people),
              "第3件《关于采购的请示》密级由“秘密★6个月”改为“机密★10年”。原因：笔误。申请人：王一，"
              "批准人：李二。");
    EXPECT_EQ(change_note(change(ChangeKind::change_retention, {{"retention_class", "D30", "Y"}}),
                          items, people),
              "第3件《关于采购的请示》（现档号 "
              "Q001-0007）保管期限由“D30”改为“Y”，移出本卷；其余各件件号、"
              "页号不变。原因：笔误。申请人：王一，批准人：李二。");
    const ChangeRequest move = change(ChangeKind::move_group, {{"reply_code", {}, "Q001-0008"},
                                                               {"filing_year", "2022", "2024"},
                                                               {"volume", "Q001-001", {}}});
    EXPECT_EQ(
        change_note(move, items, people),
        "第3件《关于采购的请示》（现档号 Q001-0007）随复文Q001-0008移至2024年度；其余各件件号、"
        "页号不变。原因：笔误。申请人：王一，批准人：李二。");
    EXPECT_EQ(arrival_note(move, items, true),
              "第3件《关于采购的请示》由案卷Q001-001移来。原因：笔误。");
    EXPECT_EQ(arrival_note(move, items, false),
              "第3件《关于采购的请示》由另一案卷移来。原因：笔误。");
}

}  // namespace
}  // namespace lantai::core
