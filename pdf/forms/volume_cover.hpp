// F-3 案卷封面, the cover of a volume (GB/T 9705-2008).
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "core/base/date.hpp"
#include "pdf/form_frame.hpp"

namespace lantai::pdf {

enum class CoverSize {
    a4,          // the soft cover
    hard_cover,  // 310 × 220 mm
};

struct VolumeCover {
    FormHead head;
    CoverSize size = CoverSize::a4;
    std::string fonds_name;                // 全宗名称, full or the accepted short name
    std::string category_name;             // 类目名称
    std::string title;                     // 案卷题名
    std::optional<core::Date> first_date;  // 时间: of the earliest and the latest document
    std::optional<core::Date> last_date;
    std::string date_text;  // of an old volume, as written on it; printed instead of the dates
    std::string retention;  // 保管期限 as printed: 永久, 30年
    /// A bound volume (装订) states its pages, another one its items (件).
    bool bound = true;
    int items = 0;
    std::optional<int> pages;   // nothing: not known
    std::string filing_code;    // 归档号
    std::string fonds_code;     // 全宗号
    std::string catalogue_no;   // 目录号
    std::string volume_no;      // 案卷号
    std::string archival_code;  // 档号
};

/// Prints the form on one page; it carries no page number. Report fields: the members' names,
/// "company" and "level_mark", with row 0. Errors: those of check_head, Canvas::save and finish.
core::Result<PrintedForm> print_volume_cover(std::shared_ptr<const FontSet> fonts,
                                             const VolumeCover& cover);
core::Result<void> draw_volume_cover(FormDrawing& drawing, const VolumeCover& cover);

}  // namespace lantai::pdf
