// F-7 移交签收单, the receipt of records handed over: two copies, one for either side.
// Source: domain.md 2.11 (columns, widths, signatures, 纸质□电子□), R-37 (paper and electronic
// copies are both received), R-21 (documents, copies and pages are complete).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.hpp"
#include "pdf/form_frame.hpp"

namespace lantai::pdf {

struct HandoverRow {
    std::string code;           // 档号, or 文号 of what has none yet
    std::string title;          // 题名
    std::optional<int> copies;  // 份数
    std::optional<int> pages;   // 页数
    std::string retention;      // 期限
    std::string level;          // 密级 as printed
    std::string remarks;        // 备注
};

struct HandoverReceipt {
    FormHead head;            // its level is the highest of the rows
    std::string receipt_no;   // 编号
    std::string giver;        // 移交方: department or company
    std::string receiver;     // 接收方
    bool paper = false;       // 纸质: ticked
    bool electronic = false;  // 电子: ticked
    std::string given_by;     // 移交人; empty: left to the pen
    std::string received_by;  // 接收人
    std::optional<core::Date> given_on;
    std::optional<core::Date> received_on;
    std::vector<HandoverRow> rows;
};

/// Prints both copies one after the other, each with its own page numbers: A4, 11 rows a page, the
/// signatures on every page so that none can be exchanged. A last row has the totals; a sum is
/// left out when a row lacks its number. Report fields: row 0 with "receipt_no", "company" and
/// "level_mark" (each for either copy), "giver", "receiver", "given_by", "received_by", else the
/// row's member names. Errors: those of check_head, Canvas::save and finish.
core::Result<PrintedForm> print_handover_receipt(std::shared_ptr<const FontSet> fonts,
                                                 const HandoverReceipt& receipt);
core::Result<void> draw_handover_receipt(FormDrawing& drawing, const HandoverReceipt& receipt);

}  // namespace lantai::pdf
