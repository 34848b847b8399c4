#include "pdf/label_sheet.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace lantai::pdf {
namespace {

TEST(LabelSheetTest, LabelsFollowTheRowsFromTheFirstFreePlace) {
    LabelSheet sheet = kLabels46x21;
    struct Case {
        int first_place;
        std::size_t label;
        std::size_t page;
        double left;
        double top;
    };
    for (const Case& c : {Case{1, 0, 0, 9.85, 21.3},
                          {1, 1, 0, 58.05, 21.3},
                          {1, 4, 0, 9.85, 42.5},
                          {1, 47, 0, 154.45, 254.5},
                          {1, 48, 1, 9.85, 21.3},
                          {48, 0, 0, 154.45, 254.5},
                          {48, 1, 1, 9.85, 21.3},
                          {6, 0, 0, 58.05, 42.5},
                          {6, 43, 1, 9.85, 21.3}}) {
        sheet.first_place = c.first_place;
        const LabelPlace place = label_place(sheet, c.label);
        EXPECT_EQ(place.page, c.page) << c.first_place << " " << c.label;
        EXPECT_NEAR(place.left, c.left, 1e-9) << c.first_place << " " << c.label;
        EXPECT_NEAR(place.top, c.top, 1e-9) << c.first_place << " " << c.label;
    }
}

TEST(LabelSheetTest, PagesAreCountedWithTheUsedPlaces) {
    LabelSheet sheet = kLabels70x37;
    EXPECT_EQ(label_pages(sheet, 0), 1u);
    EXPECT_EQ(label_pages(sheet, 24), 1u);
    EXPECT_EQ(label_pages(sheet, 25), 2u);
    EXPECT_EQ(label_pages(sheet, 10'000), 417u);
    sheet.first_place = 24;
    EXPECT_EQ(label_pages(sheet, 1), 1u);
    EXPECT_EQ(label_pages(sheet, 2), 2u);
}

TEST(LabelSheetTest, ASheetWhoseLabelsDoNotFitIsRefused) {
    EXPECT_TRUE(check_label_sheet(kLabels70x37));
    EXPECT_TRUE(check_label_sheet(kLabels46x21));
    const auto changed = [](auto change) {
        LabelSheet sheet = kLabels70x37;
        change(sheet);
        return sheet;
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const LabelSheet& sheet :
         {changed([](LabelSheet& s) { s.columns = 4; }), changed([](LabelSheet& s) { s.rows = 9; }),
          changed([](LabelSheet& s) { s.gap_across = 0.1; }),
          changed([](LabelSheet& s) { s.gap_down = 1; }),
          changed([](LabelSheet& s) { s.left = 0.1; }), changed([](LabelSheet& s) { s.top = 2; }),
          changed([](LabelSheet& s) { s.top = -1; }), changed([&](LabelSheet& s) { s.top = nan; }),
          changed([](LabelSheet& s) { s.label_width = 0; }),
          changed([](LabelSheet& s) { s.rows = 0; }),
          changed([](LabelSheet& s) { s.columns = 2'000'000'000; }), changed([](LabelSheet& s) {
              s.page = {10, 10};
          }),
          changed([](LabelSheet& s) { s.page.height_mm = 1e9; }),
          changed([](LabelSheet& s) { s.first_place = 0; }),
          changed([](LabelSheet& s) { s.first_place = 25; })}) {
        const auto checked = check_label_sheet(sheet);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().key, "pdf.label_sheet");
        EXPECT_EQ(checked.error().field, "sheet");
    }
}

}  // namespace
}  // namespace lantai::pdf
