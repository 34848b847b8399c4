// The box (档案盒) of items kept by item, as its spine and its label show it.
// Source: DA/T 22-2015 (domain.md 2.3): box 310 x 220 mm, spine 20/30/40/50 mm with 全宗号, 年度,
// 保管期限, 机构, 起止件号, 盒号.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/form_frame.hpp"
#include "pdf/qr_code.hpp"

namespace lantai::pdf {

struct BoxTexts {
    std::string fonds_no;      // 全宗号
    std::string year;          // 年度
    std::string retention;     // 保管期限, e.g. 30年
    std::string organization;  // 机构(问题); may be empty
    std::string first_item;    // 起止件号
    std::string last_item;
    std::string box_no;  // 盒号
    std::string code;    // what the QR code says, e.g. 0001-WS·2021-D30-BGS/12; empty: no QR code
    core::Level level = core::Level::internal;
    std::string level_mark;  // 密级 as printed; only from Level::secret on
    double spine_mm = 30;    // 20, 30, 40 or 50
};

struct Boxes {
    FormHead head;  // its company stands on every label, its level is the highest of the boxes
    std::vector<BoxTexts> boxes;
};

/// "boxes[2].level_mark": a member as errors name it; boxes count from 0.
std::string box_field(std::size_t box, std::string_view member);

/// Errors: "pdf.level_mark_missing" for the first secret box without its mark.
core::Result<void> check_box_marks(const Boxes& boxes);

/// The QR code of a box that has a code. Errors: "pdf.qr_text" at its "code".
core::Result<QrCode> box_code(const Boxes& boxes, std::size_t box);

}  // namespace lantai::pdf
