// F-1 卷内文件目录, the catalogue of a volume's items, in front of them.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.hpp"
#include "pdf/form_frame.hpp"

namespace lantai::pdf {

struct ItemCatalogueRow {
    std::string document_no;         // 文号
    std::string creator;             // 责任者
    std::string title;               // 题名
    std::optional<core::Date> date;  // 日期, printed YYYYMMDD as GB/T 9705-2008 has it
    std::optional<int> first_page;   // 页号
    std::optional<int> pages;        // the last row's page number is printed first–last
    std::string remarks;             // 备注
    std::string date_text;           // an uncertain date as written, printed instead of the date
    std::optional<int> number;       // 顺序号; empty: the next one. A gap is where a paper left.
};

struct ItemCatalogue {
    FormHead head;
    std::string archival_code;           // 档号 of the volume
    std::vector<ItemCatalogueRow> rows;  // in volume order
};

/// Prints the form: A4, the geometry of domain.md 2.11, 15 rows a page. Report fields:
/// "company", "archival_code", "level_mark" with row 0, else the row's member names. Errors: those
/// of check_head, Canvas::save and finish.
core::Result<PrintedForm> print_item_catalogue(std::shared_ptr<const FontSet> fonts,
                                               const ItemCatalogue& catalogue);
core::Result<void> draw_item_catalogue(FormDrawing& drawing, const ItemCatalogue& catalogue);

}  // namespace lantai::pdf
