// Sheets of labels of one size: where each label stands.
#pragma once
#include <cstddef>

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
