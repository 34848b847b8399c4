// F-5 归档文件目录, the list of the items kept by item (A4 landscape), bound with its cover.
// Source: DA/T 22-2015 (domain.md 2.3): columns, A4, titles made by the archivist in [ ], cover
// with 全宗名称, 年度, 保管期限, 机构(问题); widths from domain.md 2.11.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.hpp"
#include "pdf/form_frame.hpp"
#include "pdf/row_source.hpp"

namespace lantai::pdf {

struct ItemListRow {
    std::string archival_code;       // 档号
    std::string document_no;         // 文号
    std::string creator;             // 责任者
    std::string title;               // 题名
    bool supplied_title = false;     // 自拟题名: printed in [ ]
    std::optional<core::Date> date;  // 日期, printed YYYYMMDD
    std::string level;               // 密级 as printed, e.g. 内部 or 机密★10年
    std::optional<int> pages;        // 页数
    std::string remarks;             // 备注
    std::string date_text = {};      // an uncertain date as written, printed instead of the date
};

struct ItemList {
    FormHead head;                  // its level is the highest of the rows
    std::string fonds_no;           // 全宗号
    std::string year;               // 年度
    std::string retention;          // 保管期限, e.g. 30年
    std::string organization;       // 机构(问题); may be empty
    bool cover = true;              // a cover sheet before the list
    std::vector<ItemListRow> rows;  // in the order of the item numbers
};

/// Prints the form, nine rows a page; the cover is not counted in its page numbers. Report fields:
/// row 0 with "company", "level_mark", "line" (above the table), else the row's member names.
/// Errors: those of check_head, Canvas::save and finish.
core::Result<PrintedForm> print_item_list(std::shared_ptr<const FontSet> fonts,
                                          const ItemList& list);
core::Result<void> draw_item_list(FormDrawing& drawing, const ItemList& list);
/// With these rows instead of list.rows. Errors: also those of `rows`.
core::Result<void> draw_item_list(FormDrawing& drawing, const ItemList& list,
                                  const RowSource<ItemListRow>& rows);

}  // namespace lantai::pdf
