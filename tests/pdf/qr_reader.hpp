// Reads QR codes with a library of another make than the one that draws them.
#pragma once
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <cmath>
#include <string>

#include "tests/pdf/pdf_tools.hpp"

namespace lantai::test {

/// The text of the one code in a box of millimetres, "nothing" when there is none.
inline std::string read_qr_code(const Picture& picture, double left, double top, double right,
                                double bottom) {
    const auto pixel = [&](double mm) {
        return static_cast<int>(std::lround(mm * picture.per_mm));
    };
    const ZXing::ImageView whole(reinterpret_cast<const std::uint8_t*>(picture.grey.data()),
                                 picture.width, picture.height, ZXing::ImageFormat::Lum);
    const ZXing::Result found = ZXing::ReadBarcode(
        whole.cropped(pixel(left), pixel(top), pixel(right - left), pixel(bottom - top)),
        ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true));
    return found.isValid() ? found.text() : "nothing";
}

}  // namespace lantai::test
