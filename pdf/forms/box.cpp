#include "pdf/forms/box.hpp"

namespace lantai::pdf {

std::string box_field(std::size_t box, std::string_view member) {
    return std::string("boxes[").append(std::to_string(box)).append("].").append(member);
}

core::Result<void> check_box_marks(const Boxes& boxes) {
    for (std::size_t i = 0; i < boxes.boxes.size(); ++i)
        if (boxes.boxes[i].level >= core::Level::secret && boxes.boxes[i].level_mark.empty())
            return core::field_error(box_field(i, "level_mark"), "pdf.level_mark_missing");
    return {};
}

core::Result<QrCode> box_code(const Boxes& boxes, std::size_t box) {
    auto code = make_qr_code(boxes.boxes[box].code);
    if (!code && code.error().key == "pdf.qr_text")
        return core::field_error(box_field(box, "code"), "pdf.qr_text");
    return code;
}

}  // namespace lantai::pdf
