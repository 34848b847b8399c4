#include "server/forms/label_sheets.hpp"

#include <algorithm>

namespace lantai::server {
namespace {

constexpr std::string_view kBoxLabel = "box_label";
constexpr std::string_view kStamps = "filing_stamp_sheet";
constexpr std::string_view kSmallest = "46x21";

}  // namespace

std::vector<pdf::SoldSheet> label_sheets(std::string_view form) {
    std::vector<pdf::SoldSheet> sheets;
    if (form != kBoxLabel && form != kStamps) return sheets;
    sheets.assign(std::begin(pdf::kSoldSheets), std::end(pdf::kSoldSheets));
    const auto smallest = std::find_if(sheets.begin(), sheets.end(),
                                       [](const auto& sold) { return sold.id == kSmallest; });
    if (form == kStamps)
        std::rotate(sheets.begin(), smallest, smallest + 1);  // made for stamps
    else
        sheets.erase(smallest);  // too small for what a box says
    return sheets;
}

core::Result<pdf::LabelSheet> label_sheet(std::string_view form, const FormOptions& options) {
    const std::vector<pdf::SoldSheet> sheets = label_sheets(form);
    const auto chosen = std::find_if(sheets.begin(), sheets.end(), [&](const auto& sold) {
        return options.label_sheet.empty() || sold.id == options.label_sheet;
    });
    if (chosen == sheets.end()) return core::field_error("label_sheet", "pdf.label_sheet");
    pdf::LabelSheet sheet = chosen->sheet;
    sheet.first_place = options.first_place;
    if (!pdf::check_label_sheet(sheet)) return core::field_error("first_place", "pdf.label_sheet");
    return sheet;
}

}  // namespace lantai::server
