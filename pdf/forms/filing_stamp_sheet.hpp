// 归档章: the filing stamp of items kept by item, printed instead of stamped and filled in by hand.
// Source: DA/T 22-2015 (domain.md 2.3): 45 x 16 mm, two rows of three equal cells, red, at the top
// centre of the first page; 全宗号, 年度, 件号 / 机构(问题), 保管期限, 页数; only 机构(问题) may be
// left out. As the stamp has it, the cells hold the values only.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pdf/form_frame.hpp"
#include "pdf/label_sheet.hpp"
#include "pdf/row_source.hpp"

namespace lantai::pdf {

struct FilingStamp {
    std::string fonds_no;      // 全宗号
    std::string year;          // 年度, four digits
    std::string item_no;       // 件号 as in the archival code, e.g. 0012
    std::string organization;  // 机构(问题); may be empty
    std::string retention;     // 保管期限, e.g. 30年 or D30
    std::optional<int> pages;  // 页数
};

struct FilingStamps {
    FormHead head;
    std::vector<FilingStamp> stamps;  // in the order of the item numbers
};

/// Stamps on a sheet of labels, each in the middle of its label. The margin above the labels
/// carries form, company, level mark, date and page number when it is 12 mm or more; a narrower
/// one stays empty. Report: row 0 for that line, else the stamp's number and member names. Errors:
/// invalid_argument "pdf.label_sheet" (also for labels smaller than the stamp), those of
/// check_head, "pdf.margin_for_mark" for secret stamps on a sheet without room for the mark,
/// "pdf.text_too_long" at e.g. "stamps[2].organization"; those of Canvas::save and finish.
core::Result<PrintedForm> print_filing_stamp_sheet(std::shared_ptr<const FontSet> fonts,
                                                   const FilingStamps& stamps,
                                                   const LabelSheet& sheet = kLabels46x21);
core::Result<void> draw_filing_stamp_sheet(FormDrawing& drawing, const FilingStamps& stamps,
                                           const LabelSheet& sheet = kLabels46x21);
/// With these stamps, gone through twice, instead of `stamps`. Errors: also those of `rows`.
core::Result<void> draw_filing_stamp_sheet(FormDrawing& drawing, const FormHead& head,
                                           const RowSource<FilingStamp>& rows,
                                           const LabelSheet& sheet);

/// Where print_filing_stamp_pages puts the stamp's upper edge, millimetres below the page's.
inline constexpr double kStampTopMm = 8;

/// One A4 page for each stamp with nothing but the stamp at the top centre, `top_mm` (0 to 281)
/// below the edge, to be printed over the first page of the document, which carries its own level
/// mark. Errors: invalid_argument "pdf.label_sheet" at "top_mm", "pdf.text_too_long"; those of
/// Canvas::save and finish.
core::Result<PrintedForm> print_filing_stamp_pages(std::shared_ptr<const FontSet> fonts,
                                                   const FilingStamps& stamps,
                                                   double top_mm = kStampTopMm);
core::Result<void> draw_filing_stamp_pages(FormDrawing& drawing, const FilingStamps& stamps,
                                           double top_mm = kStampTopMm);
core::Result<void> draw_filing_stamp_pages(FormDrawing& drawing, const RowSource<FilingStamp>& rows,
                                           double top_mm = kStampTopMm);

}  // namespace lantai::pdf
