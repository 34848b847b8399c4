// F-6 案卷目录, the list of the volumes of a fonds, category, year and retention class.
// Source: domain.md 2.11 (columns and widths), R-51 of domain.md 6 (检索工具, a finding aid).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.hpp"
#include "pdf/form_frame.hpp"
#include "pdf/row_source.hpp"

namespace lantai::pdf {

struct VolumeListRow {
    std::string volume_no;                 // 案卷号
    std::string title;                     // 题名
    std::optional<core::Date> first_date;  // 起止日期: of the earliest and the latest document;
    std::optional<core::Date> last_date;   //   one day that is both is printed once
    std::optional<int> items;              // 件数
    std::optional<int> pages;              // 页数; not known of old holdings
    std::string retention;                 // 期限, e.g. 永久
    std::string remarks;                   // 备注
    std::string date_text = {};  // 起止日期 as an old volume states it, instead of the dates
};

struct VolumeList {
    FormHead head;                    // its level is the highest of the rows
    std::string fonds_no;             // 全宗号
    std::string category;             // 门类, e.g. 文书
    std::string year;                 // 年度, or e.g. 2019—2021
    std::string retention;            // 保管期限; empty when the list holds several
    std::vector<VolumeListRow> rows;  // in the order of the volume numbers
};

/// Prints the form: A4, 15 rows a page. Report fields: row 0 with "company", "level_mark", "line"
/// (above the table), else the row's member names. Errors: those of check_head, Canvas::save and
/// finish.
core::Result<PrintedForm> print_volume_list(std::shared_ptr<const FontSet> fonts,
                                            const VolumeList& list);
core::Result<void> draw_volume_list(FormDrawing& drawing, const VolumeList& list);
/// With these rows instead of list.rows. Errors: also those of `rows`.
core::Result<void> draw_volume_list(FormDrawing& drawing, const VolumeList& list,
                                    const RowSource<VolumeListRow>& rows);

}  // namespace lantai::pdf
