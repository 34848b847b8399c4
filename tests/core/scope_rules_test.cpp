#include "core/rules/scope_rules.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

std::string faults_of(Faults faults) {
    const auto checked = std::move(faults).result();
    if (checked) return "";
    std::string keys = checked.error().field + "=" + checked.error().key;
    for (const Error& other : checked.error().others) keys += " " + other.field + "=" + other.key;
    return keys;
}

std::string scope_faults(const Item& item, const std::optional<ScheduleRow>& row, bool in_use) {
    Faults faults;
    check_scope(item, row, in_use, faults);
    return faults_of(std::move(faults));
}

std::string media_faults(const Item& item) {
    Faults faults;
    check_audiovisual(item, faults);
    return faults_of(std::move(faults));
}

TEST(ScopeRulesTest, R13_ThereAreTenScopesCodedOneToTen) {
    ASSERT_EQ(filing_scopes().size(), 10U);
    for (int code = 1; code <= 10; ++code) {
        EXPECT_EQ(filing_scopes()[static_cast<std::size_t>(code) - 1].code, code);
        EXPECT_FALSE(filing_scopes()[static_cast<std::size_t>(code) - 1].name.empty());
    }
}

TEST(ScopeRulesTest, R13_OutsideTheScheduleAReasonIsNeeded) {
    Item item;
    EXPECT_EQ(scope_faults(item, std::nullopt, false), "");  // the company has no schedule yet
    EXPECT_EQ(scope_faults(item, std::nullopt, true), "schedule_id=schedule.missing");
    item.scope_reason = "  ";
    EXPECT_EQ(scope_faults(item, std::nullopt, true), "schedule_id=schedule.missing");
    item.scope_reason = "厂庆征集的纪念品说明";
    EXPECT_EQ(scope_faults(item, std::nullopt, true), "");
}

TEST(ScopeRulesTest, R13_ARowOfTheScheduleIsInUseAndNeedsNoReason) {
    Item item;
    item.schedule_id = 7;
    ScheduleRow row;
    row.id = 7;
    EXPECT_EQ(scope_faults(item, row, true), "");
    EXPECT_EQ(scope_faults(item, std::nullopt, true), "schedule_id=schedule.unknown");
    row.active = false;
    EXPECT_EQ(scope_faults(item, row, true), "schedule_id=schedule.unknown");
    row.active = true;
    item.scope_reason = "r";
    EXPECT_EQ(scope_faults(item, row, true), "scope_reason=schedule.not_both");
}

TEST(ScopeRulesTest, R19_PhotosSoundAndFilmSayWhatTheyAreKeptOn) {
    struct Case {
        const char* category;
        bool duration;
        bool dimensions;
        const char* faults;
    };
    for (const Case& one : {Case{"ZP", false, true, ""},
                            Case{"ZP", false, false, "audiovisual.dimensions=text.required"},
                            Case{"LY", true, false, ""},
                            Case{"LY", false, false, "audiovisual.duration_s=audiovisual.missing"},
                            Case{"LX", true, true, ""},
                            Case{"LX", false, true, "audiovisual.duration_s=audiovisual.missing"},
                            Case{"WS", true, true, "audiovisual=audiovisual.not_here"}}) {
        Item item;
        item.category = one.category;
        Audiovisual media;
        media.maker = "陶然";
        media.made_on = Date(2024, 3, 1);
        if (one.duration) media.duration_s = 90;
        if (one.dimensions) media.dimensions = "4000×3000";
        item.audiovisual = media;
        EXPECT_EQ(media_faults(item), one.faults) << one.category;
    }
}

TEST(ScopeRulesTest, R19_MakerAndDateAreNeeded) {
    Item item;
    item.category = "ZP";
    EXPECT_EQ(media_faults(item), "audiovisual=audiovisual.missing");
    Audiovisual media;
    media.dimensions = "6寸";
    item.audiovisual = media;
    EXPECT_EQ(media_faults(item),
              "audiovisual.maker=text.required audiovisual.made_on=audiovisual.missing");
    item.category = "WS";
    item.audiovisual.reset();
    EXPECT_EQ(media_faults(item), "");
}

}  // namespace
}  // namespace lantai::core
