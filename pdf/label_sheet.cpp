#include "pdf/label_sheet.hpp"

#include <cmath>
#include <string>

namespace lantai::pdf {
namespace {

// What HPDF can draw (14,400 points) and a printer can feed.
constexpr double kLeastPageMm = 20;
constexpr double kMostPageMm = 2000;
constexpr double kToleranceMm = 0.05;
constexpr int kMostAcross = 1000;

std::string fault_of(const LabelSheet& sheet) {
    for (const double length :
         {sheet.page.width_mm, sheet.page.height_mm, sheet.left, sheet.top, sheet.label_width,
          sheet.label_height, sheet.gap_across, sheet.gap_down})
        if (!std::isfinite(length) || length < 0) return "a length is negative or no number";
    for (const double side : {sheet.page.width_mm, sheet.page.height_mm})
        if (side < kLeastPageMm || side > kMostPageMm) return "the page's size";
    if (sheet.label_width <= 0 || sheet.label_height <= 0) return "the label has no size";
    if (sheet.columns < 1 || sheet.columns > kMostAcross || sheet.rows < 1 ||
        sheet.rows > kMostAcross)
        return "the number of columns or rows";
    const double right =
        sheet.left + sheet.columns * sheet.label_width + (sheet.columns - 1) * sheet.gap_across;
    const double bottom =
        sheet.top + sheet.rows * sheet.label_height + (sheet.rows - 1) * sheet.gap_down;
    if (right > sheet.page.width_mm + kToleranceMm) return "the labels are wider than the page";
    if (bottom > sheet.page.height_mm + kToleranceMm) return "the labels are higher than the page";
    if (sheet.first_place < 1 || sheet.first_place > sheet.columns * sheet.rows)
        return "the first place is not on the sheet";
    return {};
}

}  // namespace

core::Result<void> check_label_sheet(const LabelSheet& sheet) {
    const std::string fault = fault_of(sheet);
    if (fault.empty()) return {};
    core::Error error = core::field_error("sheet", "pdf.label_sheet");
    error.detail = fault;
    return error;
}

LabelPlace label_place(const LabelSheet& sheet, std::size_t label) {
    const auto columns = static_cast<std::size_t>(sheet.columns);
    const std::size_t per_page = columns * static_cast<std::size_t>(sheet.rows);
    const std::size_t place = label + static_cast<std::size_t>(sheet.first_place - 1);
    const std::size_t on_page = place % per_page;
    return {place / per_page,
            sheet.left + double(on_page % columns) * (sheet.label_width + sheet.gap_across),
            sheet.top + double(on_page / columns) * (sheet.label_height + sheet.gap_down)};
}

std::size_t label_pages(const LabelSheet& sheet, std::size_t labels) {
    return labels == 0 ? 1 : label_place(sheet, labels - 1).page + 1;
}

}  // namespace lantai::pdf
