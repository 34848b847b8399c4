// Codes as services give them: by the category's settings, once, and never again.
#include "core/service/numbering.hpp"

#include <set>
#include <thread>

#include "core/repo/code_repo.hpp"
#include "core/rules/arrangement.hpp"
#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

class NumberingTest : public ::testing::Test {
protected:
    /// The settings of WS as a preset has them.
    Result<FondsCategory> use(std::string_view preset_id, const std::string& catalogue_no = "") {
        FondsCategory settings = fonds_.category(wang_, archive_.fonds.id, "WS").value();
        for (const CodePreset& preset : code_presets())
            if (preset.id == preset_id) {
                settings.arrangement = preset.arrangement;
                settings.year_policy = usual_year_policy(preset.arrangement);
                settings.item_code_template = preset.item_code_template;
                settings.volume_code_template = preset.volume_code_template;
                settings.bound_code_template = preset.bound_code_template;
                settings.box_code_template = preset.box_code_template;
            }
        settings.catalogue_no = catalogue_no;
        return fonds_.set_category(wang_, settings);
    }
    Item paper(const std::string& title) {
        return archive_.file(archive_.draft(title, "2023-03-01"));
    }
    int version_of(Id volume) { return archive_.look(volume).entry.volume.version; }
    void add(Id volume, const std::vector<Id>& items) {
        ASSERT_TRUE(archive_.volumes().add_items(wang_, volume, version_of(volume), items, ""));
    }
    Result<VolumeDetail> seal(Id volume) {
        LT_TRY(const auto submitted, archive_.volumes().submit(wang_, volume, version_of(volume)));
        return archive_.volumes().check(li_, volume, submitted.entry.volume.version, true, "");
    }
    std::string code_of(const Item& item) { return archive_.stored(item.id).archival_code; }

    test::FilingArchive archive_;
    FondsService fonds_{archive_.store()};
    Caller wang_ = archive_.caller("wang");
    Caller li_ = archive_.caller("li");
};

TEST_F(NumberingTest, TheSettingsOfTheCategoryGiveYearPolicyAndCodes) {
    ASSERT_TRUE(use("by_item"));
    ItemDraft plan = archive_.draft("五年规划", "2020-12-10", ItemKind::plan);
    plan.item.period_from = Date::parse("2021-01-01").value();
    plan.item.period_to = Date::parse("2025-12-31").value();
    EXPECT_EQ(archive_.file(plan).archival_code, "Q001-WS·2020-D30-ZJB-0001");  // DA/T 22
    plan.item.category = "KJ";                                                  // follows the fonds
    EXPECT_EQ(archive_.file(plan).archival_code, "Q001-KJ·2021-D30-ZJB-0001");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(NumberingTest, ACategoryByItemHasNoVolumes) {
    ASSERT_TRUE(use("by_item"));
    Volume draft;
    draft.fonds_id = archive_.fonds.id;
    draft.department_id = archive_.zjb;
    draft.filing_year = 2023;
    draft.retention_class = "D30";
    draft.title = "往来文书";
    const auto refused = archive_.volumes().create(wang_, draft);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "volume.by_item");
    draft.category = "KJ";
    EXPECT_TRUE(archive_.volumes().create(wang_, draft));
}

TEST_F(NumberingTest, TheArrangementStaysWhileAVolumeIsOpen) {
    const Volume volume = archive_.volume();
    EXPECT_EQ(use("by_item").error().key, "category.unfinished");
    add(volume.id, {paper("通知").id});
    ASSERT_TRUE(seal(volume.id));
    const auto changed = use("by_item");
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->version, 2);
    FondsCategory old = *changed;
    old.version = 1;
    EXPECT_EQ(fonds_.set_category(wang_, old).error().code, ErrorCode::stale);
}

TEST_F(NumberingTest, T03_sealed_papers_take_the_code_of_their_volume) {
    ASSERT_TRUE(use("by_volume"));
    archive_.volume();
    const Volume volume = archive_.volume();
    const Item first = paper("一");
    const Item second = paper("二");
    add(volume.id, {second.id, first.id});
    ASSERT_TRUE(seal(volume.id));
    EXPECT_EQ(code_of(first), "Q001-WS·2023-D30-ZJB-002-0001");
    EXPECT_EQ(code_of(second), "Q001-WS·2023-D30-ZJB-002-0002");
    // The old code leads to the paper, in any spelling, and is never given again.
    const auto found = archive_.items().get_by_code(wang_, "Q001-WS.2023-D30-ZJB-0001");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->entry.item.id, first.id);
    EXPECT_EQ(paper("三").archival_code, "Q001-WS·2023-D30-ZJB-0003");
    ItemFilter by_old_code;
    by_old_code.query = "ZJB-0002";
    EXPECT_EQ(archive_.items().list(wang_, by_old_code, std::nullopt, 10)->items.size(), 1U);
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_log WHERE action = 'item.renumbered'"), 2);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(NumberingTest, APaperBelowItsClassifiedVolumeIsNotNamedAfterIt) {
    ASSERT_TRUE(use("by_volume"));
    ItemDraft draft = archive_.draft("绝密", "2023-03-01");
    draft.item.level = Level::top_secret;
    const Item secret = archive_.file(draft);
    draft = archive_.draft("附件", "2023-03-02");
    draft.links = {{secret.id, LinkKind::main_attachment, true}};
    const Item ordinary = archive_.file(draft);
    const Volume volume = archive_.volume();
    add(volume.id, {secret.id, ordinary.id});
    ASSERT_TRUE(seal(volume.id));
    EXPECT_EQ(code_of(secret), "Q001-WS·2023-D30-ZJB-001-0001");
    EXPECT_EQ(code_of(ordinary), ordinary.archival_code);
    const auto seen = archive_.items().get(archive_.caller("zhao"), ordinary.id).value();
    EXPECT_EQ(seen.entry.volume_code, "");
    EXPECT_TRUE(seen.old_codes.empty());
}

TEST_F(NumberingTest, WithoutATemplateForBoundItemsTheyKeepTheirCode) {
    const Volume volume = archive_.volume();
    const Item item = paper("一");
    add(volume.id, {item.id});
    ASSERT_TRUE(seal(volume.id));
    EXPECT_EQ(code_of(item), item.archival_code);
}

TEST_F(NumberingTest, TheFormOf1994NumbersByCatalogueVolumeAndPage) {
    ASSERT_TRUE(use("form_1994_page", "2"));
    const Volume volume = archive_.volume();
    EXPECT_EQ(volume.archival_code, "Q001-2-0001");
    const Item first = paper("一");
    const Item second = paper("二");
    add(volume.id, {first.id, second.id});
    ASSERT_TRUE(seal(volume.id));
    EXPECT_EQ(code_of(first), "Q001-2-0001-001");
    EXPECT_EQ(code_of(second), "Q001-2-0001-003");  // two pages each
}

TEST_F(NumberingTest, APageNumberThatWasGivenIsNotGivenAgain) {
    ASSERT_TRUE(use("form_1994_page", "2"));
    const Volume volume = archive_.volume();
    const Item first = paper("一");
    const Item second = paper("二");
    add(volume.id, {first.id, second.id});
    const auto once_had = [&](const std::string& code) {
        return archive_.sql(
            "INSERT INTO code_redirects(id, old_code, object_type, object_id, reason, changed_at)"
            " VALUES (" +
            code.substr(code.size() - 3) + ", '" + code + "', 'item', 1, 'test', 0)");
    };
    ASSERT_TRUE(once_had("Q001-2-0001-003"));
    ASSERT_TRUE(once_had("Q001-2-0001-004"));
    const auto refused = seal(volume.id);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "code.taken");
    EXPECT_EQ(code_of(first), first.archival_code);  // all or none
    ASSERT_TRUE(archive_.sql("DELETE FROM code_redirects WHERE id = 4"));
    const auto again = archive_.volumes().check(li_, volume.id, version_of(volume.id), true, "");
    ASSERT_TRUE(again);
    EXPECT_EQ(code_of(first), "Q001-2-0001-001");
    EXPECT_EQ(code_of(second), "Q001-2-0001-004");  // its second page
}

TEST_F(NumberingTest, ACodeThatSomethingCarriesIsSkipped) {
    paper("一");
    ASSERT_TRUE(archive_.sql(
        "INSERT INTO code_redirects(id, old_code, object_type, object_id, reason, changed_at)"
        " VALUES (1, 'Q001-WS·2023-D30-ZJB-0002', 'item', 1, 'test', 0)"));
    EXPECT_EQ(archive_.items().propose(wang_, archive_.draft("二", "2023-03-01"))->archival_code,
              "Q001-WS·2023-D30-ZJB-0003");
    EXPECT_EQ(paper("二").archival_code, "Q001-WS·2023-D30-ZJB-0003");
}

TEST_F(NumberingTest, T03_the_number_after_the_last_of_the_width_is_refused) {
    ASSERT_TRUE(archive_.sql(
        "INSERT INTO serials(scope, last) VALUES ('item:Q001-WS·2023-D30-ZJB-', 9999)"));
    const auto refused = archive_.items().file(wang_, archive_.draft("一", "2023-03-01"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "code.overflow");
    // The refusal took no number.
    EXPECT_EQ(archive_.count("SELECT last FROM serials"), 9999);
}

TEST_F(NumberingTest, AClassWithoutACodeIsRefused) {
    ASSERT_TRUE(archive_.sql(
        "INSERT INTO retention_classes(code, name, rank, permanent) VALUES ('', '未定', 1, 0)"));
    ItemDraft draft = archive_.draft("一", "2023-03-01");
    draft.item.retention_class = "";
    const auto refused = archive_.items().file(wang_, draft);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
    CodeParts parts = sample_parts("Q001", "WS", "");
    parts.retention.clear();
    const FondsCategory settings = fonds_.category(wang_, archive_.fonds.id, "WS").value();
    const auto scope = code_scope(CodeOwner::item, settings, parts);
    ASSERT_FALSE(scope);
    EXPECT_EQ(scope.error().key, "code.component_missing");
    EXPECT_EQ(scope.error().params.front().second, "retention");
}

TEST_F(NumberingTest, R23_letters_and_telegrams_have_no_series_of_their_own) {
    ItemDraft letter = archive_.draft("函", "2023-03-01", ItemKind::letter);
    ItemDraft telegram = archive_.draft("电报", "2023-03-02", ItemKind::telegram);
    const Item first = archive_.file(letter);
    const Item second = archive_.file(telegram);
    EXPECT_EQ(first.archival_code, "Q001-WS·2023-D30-ZJB-0001");
    EXPECT_EQ(second.archival_code, "Q001-WS·2023-D30-ZJB-0002");
    const Volume volume = archive_.volume();
    add(volume.id, {first.id, second.id});
    EXPECT_EQ(archive_.look(volume.id).items.size(), 2U);
}

TEST_F(NumberingTest, TwoClerksNeverGetTheSameVolumeNumber) {
    std::vector<std::thread> clerks;
    for (int clerk = 0; clerk < 4; ++clerk)
        clerks.emplace_back([this] {
            for (int i = 0; i < 10; ++i) archive_.volume();
        });
    for (std::thread& clerk : clerks) clerk.join();
    EXPECT_EQ(archive_.count("SELECT count(DISTINCT archival_code) FROM volumes"), 40);
    EXPECT_EQ(archive_.count("SELECT max(serial) FROM volumes"), 40);  // and none is left out
}

TEST_F(NumberingTest, TwoClerksNeverGetTheSameItemNumber) {
    std::vector<std::thread> clerks;
    for (const char* login : {"wang", "li", "wang", "li"})
        clerks.emplace_back([this, caller = archive_.caller(login)] {
            for (int i = 0; i < 10; ++i)
                EXPECT_TRUE(archive_.items().file(caller, archive_.draft("通知", "2023-03-01")));
        });
    for (std::thread& clerk : clerks) clerk.join();
    EXPECT_EQ(archive_.count("SELECT count(DISTINCT archival_code) FROM items"), 40);
    EXPECT_EQ(archive_.count("SELECT max(serial) FROM items"), 40);
}

TEST_F(NumberingTest, ListsStandInTheOrderOfTheComponents) {
    // Old codes of unequal width, entered by hand.
    int id = 0;
    for (const char* code : {"Q001-1-10", "Q001-1-9", "Q001-2-1", "Q001-1-002"})
        ASSERT_TRUE(archive_.sql(
            "INSERT INTO volumes(id, fonds_id, department_id, category, filing_year,"
            " retention_class, title, archival_code, serial, state, created_at, updated_at)"
            " VALUES (" +
            std::to_string(1'000'000 + ++id) + ", " + std::to_string(archive_.fonds.id) + ", " +
            std::to_string(archive_.zjb) + ", 'WS', 1999, 'Y', 't', '" + code +
            "', 1, 'open', 0, 0)"));
    archive_.reopen();  // fills in the order of codes that an earlier schema did not know
    std::vector<std::string> codes;
    std::optional<PageEnd> after;
    do {
        const auto page = archive_.volumes().list(wang_, {}, after, 2).value();
        for (const VolumeEntry& entry : page.volumes) codes.push_back(entry.volume.archival_code);
        after = page.next;
    } while (after);
    EXPECT_EQ(codes, (std::vector<std::string>{"Q001-1-002", "Q001-1-9", "Q001-1-10", "Q001-2-1"}));
}

}  // namespace
}  // namespace lantai::core
