#include "core/rules/archival_code.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace lantai::core {
namespace {

constexpr const char* kItemTemplate = "{fonds}-{category}·{year}-{retention}-{dept}-{item:4}";
constexpr const char* kVolumeTemplate = "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}";
constexpr const char* kBoth = "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}-{item:4}";

CodeParts parts() { return {"Q001", "WS", 2023, "D30", "ZJB", 7, 12}; }
CodeTemplate code_template(const char* text) { return CodeTemplate::parse(text).value(); }

TEST(ArchivalCodeTest, T03_formats_the_codes_of_item_and_volume) {
    EXPECT_EQ(code_template(kItemTemplate).format(parts()).value(), "Q001-WS·2023-D30-ZJB-0012");
    EXPECT_EQ(code_template(kBoth).format(parts()).value(), "Q001-WS·2023-D30-ZJB-007-0012");
    EXPECT_EQ(code_template(kVolumeTemplate).format(parts()).value(), "Q001-WS·2023-D30-ZJB-007");
}

TEST(ArchivalCodeTest, T03_a_number_too_long_for_its_width_is_refused) {  // T-3
    CodeParts p = parts();
    p.item = 9999;
    EXPECT_TRUE(code_template(kItemTemplate).format(p));
    p.item = 10000;
    const auto code = code_template(kItemTemplate).format(p);
    ASSERT_FALSE(code);
    EXPECT_EQ(code.error().key, "code.overflow");
    EXPECT_EQ(code.error().code, ErrorCode::conflict);
}

TEST(ArchivalCodeTest, AClassWithoutACodeCannotBeNumbered) {
    CodeParts p = parts();
    p.retention.clear();
    EXPECT_EQ(code_template(kItemTemplate).format(p).error().key, "code.component_missing");
    EXPECT_EQ(code_template(kItemTemplate).serial_scope(p).error().key, "code.component_missing");
    p = parts();
    p.item.reset();
    EXPECT_EQ(code_template(kItemTemplate).format(p).error().key, "code.component_missing");
}

TEST(ArchivalCodeTest, ComponentsCannotSmuggleInSeparators) {
    for (const char* bad : {"Q-1", "Q·1", "Q.1", "Q 1", "Ｑ1", "Q\n1", "{x}"}) {
        CodeParts p = parts();
        p.fonds = bad;
        EXPECT_EQ(code_template(kItemTemplate).format(p).error().key, "code.component_bad") << bad;
    }
    for (const int number : {0, -1}) {
        CodeParts p = parts();
        p.item = number;
        EXPECT_FALSE(code_template(kItemTemplate).format(p));
    }
    CodeParts p = parts();
    p.year = 999;
    EXPECT_EQ(code_template(kItemTemplate).format(p).error().key, "code.year");
}

TEST(ArchivalCodeTest, ReadsBackWhatItWrote) {
    const CodeTemplate both = code_template(kBoth);
    EXPECT_EQ(both.read(both.format(parts()).value()).value(), parts());
    for (const char* bad :
         {"", "Q001", "Q001-WS·2023-D30-ZJB-007-012", "Q001-WS·2023-D30-ZJB-007-0012x",
          "Q001-WS·23-D30-ZJB-007-0012", "-WS·2023-D30-ZJB-007-0012", "Q001-WS·2023-D30--007-0012",
          "Q001-WS·2023-D30-ZJB-007-00 1x"})
        EXPECT_EQ(both.read(bad).error().key, "code.no_match") << bad;
}

TEST(ArchivalCodeTest, T03_input_variants_find_the_same_record) {  // T-3
    const std::string stored = "Q001-WS·2023-D30-ZJB-0012";
    for (const char* typed :
         {"Q001-WS.2023-D30-ZJB-0012", "Q001-WS•2023-D30-ZJB-0012", "Q001-WS・2023-D30-ZJB-0012",
          "Q001-WS‧2023-D30-ZJB-0012", "Ｑ００１－ＷＳ．２０２３-D30-ZJB-0012",
          " Q001 - WS · 2023-D30-ZJB-0012　", "Q001–WS·2023—D30-ZJB-0012"}) {
        EXPECT_EQ(normalise_code(typed), stored) << typed;
        EXPECT_EQ(code_template(kItemTemplate).read(typed).value().item, 12) << typed;
    }
    EXPECT_NE(normalise_code("q001"), normalise_code("Q001"));
}

TEST(ArchivalCodeTest, T03_codes_sort_by_component) {  // T-3
    std::vector<std::string> codes = {
        "Q001-WS·2023-D30-ZJB-010", "Q001-WS·2023-D30-ZJB-002",      "Q001-WS·2024-D30-ZJB-001",
        "Q001-WS·2023-D30-ZJB-9",   "Q001-WS·2023-D30-ZJB-010-0002", "Q001-KJ·2023-D30-ZJB-011",
        "Q001-WS·2023-D30-ZJB-02",
    };
    std::sort(codes.begin(), codes.end(),
              [](const std::string& a, const std::string& b) { return compare_codes(a, b) < 0; });
    EXPECT_EQ(codes,
              (std::vector<std::string>{"Q001-KJ·2023-D30-ZJB-011", "Q001-WS·2023-D30-ZJB-02",
                                        "Q001-WS·2023-D30-ZJB-002", "Q001-WS·2023-D30-ZJB-9",
                                        "Q001-WS·2023-D30-ZJB-010", "Q001-WS·2023-D30-ZJB-010-0002",
                                        "Q001-WS·2024-D30-ZJB-001"}));
    EXPECT_EQ(compare_codes("A-1", "A-1"), std::strong_ordering::equal);
    EXPECT_TRUE(compare_codes("A-99999999999999999999998", "A-99999999999999999999999") < 0);
    EXPECT_TRUE(compare_codes("", "A") < 0);
}

TEST(ArchivalCodeTest, TheSerialScopeIsWhatStandsBeforeTheNumber) {
    CodeParts p = parts();
    p.item.reset();
    EXPECT_EQ(code_template(kItemTemplate).serial_scope(p).value(), "Q001-WS·2023-D30-ZJB-");
    EXPECT_EQ(code_template(kBoth).serial_scope(p).value(), "Q001-WS·2023-D30-ZJB-007-");
}

TEST(ArchivalCodeTest, BadTemplatesAreRefused) {
    for (const char* bad :
         {"", "plain", "{fonds}", "{item:4}", "{fonds}-{item}", "{fonds}-{item:0}",
          "{fonds}-{item:12}", "{fonds}-{item:x}", "{fonds}{item:4}", "{fonds}-{colour}-{item:4}",
          "{fonds}-{fonds}-{item:4}", "{fonds-{item:4}", "{fonds}-}item:4}", "{fonds}-{item:4",
          "{fonds:3}-{item:4}", "{item:4}-{fonds}"}) {
        const auto result = CodeTemplate::parse(bad);
        ASSERT_FALSE(result) << bad;
        EXPECT_EQ(result.error().params.size(), 1U) << bad;  // where the fault is
    }
    // Dots of a template are normalised as those of input are.
    EXPECT_EQ(code_template("{fonds}.{item:2}").format(parts()).value(), "Q001·12");
}

}  // namespace
}  // namespace lantai::core
