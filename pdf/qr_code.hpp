// QR codes (GB/T 18284, ISO/IEC 18004) by libqrencode.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "pdf/canvas.hpp"

namespace lantai::pdf {

struct QrCode {
    int modules = 0;                 // along each side
    std::vector<std::uint8_t> dark;  // row by row from the top left corner; 1: dark
};

/// The text as UTF-8, error correction M (15 % may be worn off), the smallest version that holds
/// it. The same text gives the same code. Errors: invalid_argument "pdf.qr_text" for an empty text
/// and for one longer than 2,331 bytes.
core::Result<QrCode> make_qr_code(std::string_view text);

/// Draws the code in a square of millimetres, with the quiet zone of four modules inside it.
void draw_qr_code(Canvas& canvas, const QrCode& code, double left, double top, double side_mm);

}  // namespace lantai::pdf
