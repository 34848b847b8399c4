// F-4 案卷脊背, strips for the spines of volumes (GB/T 9705-2008), several on a sheet.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "pdf/form_frame.hpp"

namespace lantai::pdf {

inline constexpr double kLeastSpineMm = 10;
inline constexpr double kMostSpineMm = 50;

struct SpineStrip {
    double width_mm = 20;       // the thickness of the volume
    std::string filing_code;    // 归档号
    std::string fonds_code;     // 全宗号
    std::string catalogue_no;   // 目录号
    std::string year;           // 年度
    std::string volume_no;      // 案卷号
    std::string retention;      // 保管期限
    std::string archival_code;  // 档号
    std::string level_mark;     // 密级 of this volume from secret on, else empty
};

struct VolumeSpines {
    FormHead head;  // its level is the highest of the strips
    std::vector<SpineStrip> strips;
};

/// Prints strips side by side on A4 landscape sheets with cut marks; their lines are where to cut.
/// A value that is too wide for its strip stands one character above the other when it is
/// Chinese, and is turned otherwise. Report fields: the members' names with the strip's number.
/// Errors: those of check_head, Canvas::save and finish; invalid_argument "pdf.nothing_to_print"
/// without a strip, "pdf.spine_width" at "strips[i].width_mm".
core::Result<PrintedForm> print_volume_spine(std::shared_ptr<const FontSet> fonts,
                                             const VolumeSpines& spines);
core::Result<void> draw_volume_spine(FormDrawing& drawing, const VolumeSpines& spines);

}  // namespace lantai::pdf
