// Sheets of labels of one size: where each label stands.
#pragma once
#include <cstddef>
#include <string_view>

#include "core/base/result.hpp"
#include "pdf/canvas.hpp"

namespace lantai::pdf {

/// Millimetres. The labels are counted along the rows from the top left one, which is 1.
struct LabelSheet {
    PageSize page = kA4Portrait;
    double left = 0;  // of the first label
    double top = 0;
    double label_width = 0;
    double label_height = 0;
    double gap_across = 0;
    double gap_down = 0;
    int columns = 1;
    int rows = 1;
    int first_place = 1;  // where printing begins; the places before it are used up
};

/// 24 labels of 70 x 37 on A4.
inline constexpr LabelSheet kLabels70x37{kA4Portrait, 0, 0.5, 70, 37, 0, 0, 3, 8, 1};
/// 48 labels of 45.7 x 21.2 on A4, the small size that holds a filing stamp.
inline constexpr LabelSheet kLabels46x21{kA4Portrait, 9.85, 21.3, 45.7, 21.2, 2.5, 0, 4, 12, 1};

/// Sheets as they are sold for A4, by the size of a label. Their geometry follows from the size of
/// the label: equal margins at both sides.
struct SoldSheet {
    std::string_view id;  // "70x37", in routes and commands
    LabelSheet sheet;
};
inline constexpr SoldSheet kSoldSheets[] = {
    {"70x37", kLabels70x37},
    {"63x38", {kA4Portrait, 7.25, 15.15, 63.5, 38.1, 2.5, 0, 3, 7, 1}},
    {"99x38", {kA4Portrait, 4.65, 15.15, 99.1, 38.1, 2.5, 0, 2, 7, 1}},
    {"105x57", {kA4Portrait, 0, 6, 105, 57, 0, 0, 2, 5, 1}},
    {"105x74", {kA4Portrait, 0, 0.5, 105, 74, 0, 0, 2, 4, 1}},
    {"46x21", kLabels46x21},
};

/// Do the labels stand on the page without covering each other? Errors: invalid_argument
/// "pdf.label_sheet" with what is wrong as detail.
core::Result<void> check_label_sheet(const LabelSheet& sheet);

struct LabelPlace {
    std::size_t page;  // from 0
    double left;
    double top;
};
/// The place of a label counted from 0 on a sheet that check_label_sheet accepts.
LabelPlace label_place(const LabelSheet& sheet, std::size_t label);

/// Pages for so many labels: at least one, so that a sheet without labels can be looked at.
std::size_t label_pages(const LabelSheet& sheet, std::size_t labels);

}  // namespace lantai::pdf
