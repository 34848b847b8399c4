// 档案盒脊: strips for the spines of boxes, side by side, to be cut along their frames. See
// box.hpp.
#pragma once
#include <memory>

#include "pdf/forms/box.hpp"

namespace lantai::pdf {

struct SpineSheet {
    PageSize page{297, 420};  // A3: the standard's strip is longer than A4
    double length_mm = 310;   // at least 200
};
inline constexpr SpineSheet kSpinesOnA3{{297, 420}, 310};
/// For printers up to A4: the same strip, 277 mm long.
inline constexpr SpineSheet kSpinesOnA4{kA4Portrait, 277};

/// Prints one strip for each box, with a QR code at its foot; a Chinese 机构 that is wider than the
/// strip stands one character below the other. The strips carry company and level mark; the
/// sheet, which is cut up, carries no date. Report: row of the box from 1 with its member names,
/// row 0 with "company". Errors: invalid_argument "pdf.level_mark_missing" at
/// "boxes[i].level_mark", "pdf.box_spine_width" at "boxes[i].spine_mm", "pdf.label_sheet" at
/// "sheet" (the strips do not fit the page), "pdf.text_too_long" at the member, "pdf.qr_text" at
/// "boxes[i].code"; those of Canvas::save and finish.
core::Result<PrintedForm> print_box_spine(std::shared_ptr<const FontSet> fonts, const Boxes& boxes,
                                          const SpineSheet& sheet = kSpinesOnA3);
core::Result<void> draw_box_spine(FormDrawing& drawing, const Boxes& boxes,
                                  const SpineSheet& sheet = kSpinesOnA3);

}  // namespace lantai::pdf
