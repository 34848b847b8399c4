#include "core/rules/arrangement.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

Fonds fonds() {
    Fonds made;
    made.fonds_no = "Q001";
    return made;
}

FondsCategory settings_of(const CodePreset& preset, const std::string& catalogue_no = "3") {
    FondsCategory settings;
    settings.category = "WS";
    settings.arrangement = preset.arrangement;
    settings.catalogue_no = catalogue_no;
    settings.item_code_template = preset.item_code_template;
    settings.volume_code_template = preset.volume_code_template;
    settings.bound_code_template = preset.bound_code_template;
    settings.box_code_template = preset.box_code_template;
    return settings;
}

FondsCategory by_volume() { return settings_of(code_presets().front()); }

std::vector<std::string> faults(const FondsCategory& settings) {
    const auto checked = check_category(fonds(), settings);
    std::vector<std::string> all;
    if (checked) return all;
    all.push_back(checked.error().field + ":" + checked.error().key);
    for (const Error& other : checked.error().others) all.push_back(other.field + ":" + other.key);
    return all;
}

TEST(ArrangementTest, EveryPresetIsWhole) {
    for (const CodePreset& preset : code_presets())
        EXPECT_EQ(faults(settings_of(preset)), std::vector<std::string>()) << preset.id;
}

TEST(ArrangementTest, T03_presets_give_the_codes_of_the_standards) {  // DA/T 13, domain.md 2.4
    const auto code = [](std::string_view id, const auto& pick) {
        for (const CodePreset& preset : code_presets())
            if (preset.id == id) {
                CodeParts parts{"Q001", "WS", 2023, "D30", "ZJB", 7, 12, "3", 21, 2};
                return CodeTemplate::parse(pick(preset)).value().format(parts).value();
            }
        return std::string("no such preset");
    };
    const auto item = [](const CodePreset& p) { return p.item_code_template; };
    const auto bound = [](const CodePreset& p) { return p.bound_code_template; };
    const auto box = [](const CodePreset& p) { return p.box_code_template; };
    EXPECT_EQ(code("by_item", item), "Q001-WS·2023-D30-ZJB-0012");
    EXPECT_EQ(code("by_item", box), "Q001-WS·2023-D30-ZJB-H002");
    EXPECT_EQ(code("by_volume", bound), "Q001-WS·2023-D30-ZJB-007-0012");
    EXPECT_EQ(code("by_volume_page", bound), "Q001-WS·2023-D30-ZJB-007-0021");
    EXPECT_EQ(code("form_1994_item", bound), "Q001-3-0007-012");
    EXPECT_EQ(code("form_1994_page", bound), "Q001-3-0007-021");
}

TEST(ArrangementTest, AFaultStandsAtItsField) {
    FondsCategory bad = by_volume();
    bad.item_code_template = "{fonds}-{volume:3}";  // no volume when an item is filed
    bad.volume_code_template = "{fonds}-{colour}-{volume:3}";
    bad.page_limit = 0;
    EXPECT_EQ(faults(bad), (std::vector<std::string>{"item_code_template:code.component_missing",
                                                     "volume_code_template:code.unknown_field",
                                                     "page_limit:request.out_of_range"}));
    bad = settings_of(code_presets()[3], "");
    EXPECT_EQ(faults(bad).front(), "item_code_template:code.component_missing");  // no catalogue
}

TEST(ArrangementTest, TheCodeOfABoundItemHoldsTheWholeCodeOfItsVolume) {
    FondsCategory settings = by_volume();
    settings.bound_code_template = "{fonds}-{volume:3}-{item:4}";
    EXPECT_EQ(faults(settings),
              std::vector<std::string>{"bound_code_template:code.bound_incomplete"});
    settings.bound_code_template = "";
    EXPECT_TRUE(faults(settings).empty());
}

TEST(ArrangementTest, ByItemNeedsACodeForItsBoxes) {
    FondsCategory settings = by_volume();
    settings.box_code_template = "";
    EXPECT_TRUE(faults(settings).empty());
    settings.arrangement = Arrangement::item;
    EXPECT_EQ(faults(settings).size(), 1U);
}

TEST(ArrangementTest, WithoutSettingsOfItsOwnACategoryFollowsTheFonds) {
    Fonds own = fonds();
    own.id = 7;
    own.year_policy = YearPolicy::item;
    own.item_code_template = "{fonds}-{item:4}";
    const FondsCategory settings = category_of_fonds(own, "KJ");
    EXPECT_EQ(settings.id, 0);
    EXPECT_EQ(settings.fonds_id, 7);
    EXPECT_EQ(settings.category, "KJ");
    EXPECT_EQ(settings.arrangement, Arrangement::volume);
    EXPECT_EQ(settings.year_policy, YearPolicy::item);
    EXPECT_EQ(settings.item_code_template, "{fonds}-{item:4}");
    EXPECT_EQ(usual_year_policy(Arrangement::item), YearPolicy::item);
    EXPECT_EQ(usual_year_policy(Arrangement::volume), YearPolicy::volume);
}

}  // namespace
}  // namespace lantai::core
