// 档案盒标签: labels with a QR code for boxes, on sheets of labels. See box.hpp.
#pragma once
#include <memory>

#include "pdf/forms/box.hpp"
#include "pdf/label_sheet.hpp"

namespace lantai::pdf {

/// Prints one label for each box: company and level mark, the texts of the box, its code in
/// letters and as a QR code. No frame is drawn, as the labels are cut already, and no date, as
/// there is no room around them. Report: row of the box from 1 with its member names, row 0 with
/// "company". Errors: invalid_argument "pdf.level_mark_missing" at "boxes[i].level_mark",
/// "pdf.label_sheet" at "sheet" (also for labels below 50 x 25 mm), "pdf.text_too_long" at the
/// member, "pdf.qr_text" at "boxes[i].code"; those of Canvas::save and finish.
core::Result<PrintedForm> print_box_label(std::shared_ptr<const FontSet> fonts, const Boxes& boxes,
                                          const LabelSheet& sheet = kLabels70x37);
core::Result<void> draw_box_label(FormDrawing& drawing, const Boxes& boxes,
                                  const LabelSheet& sheet = kLabels70x37);

}  // namespace lantai::pdf
