// F-1 卷内文件目录, the catalogue of a volume's items, in front of them.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.hpp"
#include "core/model/user.hpp"
#include "pdf/form.hpp"

namespace lantai::pdf {

struct ItemCatalogueRow {
    std::string document_no;         // 文号
    std::string creator;             // 责任者
    std::string title;               // 题名
    std::optional<core::Date> date;  // 日期, printed YYYYMMDD as GB/T 9705-2008 has it
    std::optional<int> first_page;   // 页号
    std::optional<int> pages;        // the last row's page number is printed first–last
    std::string remarks;             // 备注
};

struct ItemCatalogue {
    std::string company;        // 单位, the fonds' creating body
    std::string archival_code;  // 档号 of the volume
    core::Level level = core::Level::internal;
    std::string level_mark;  // 密级 as printed, e.g. 机密★10年; only from Level::secret on
    /// The page's date is that of the content, never that of printing, so that a reprint is
    /// byte-identical: the day of sealing, or of the last change before that.
    core::Date content_date;
    bool sealed = false;
    std::vector<ItemCatalogueRow> rows;  // in volume order
};

/// Prints the form: A4, the geometry of domain.md 2.11, 15 rows a page. Report fields:
/// "company", "archival_code", "level_mark" with row 0, else the row's member names. Errors:
/// invalid_argument "pdf.level_mark_missing" for a secret volume without its mark, and those of
/// Canvas::save and finish.
core::Result<PrintedForm> print_item_catalogue(std::shared_ptr<const FontSet> fonts,
                                               const ItemCatalogue& catalogue);

}  // namespace lantai::pdf
