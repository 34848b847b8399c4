#include "pdf/qr_code.hpp"

#include <qrencode.h>

#include <cmath>
#include <memory>
#include <string>

namespace lantai::pdf {
namespace {

constexpr std::size_t kMostBytes = 2331;  // version 40, level M, byte mode
constexpr int kQuietModules = 4;

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

core::Result<QrCode> make_qr_code(std::string_view text) {
    if (text.empty() || text.size() > kMostBytes)
        return core::fail(core::ErrorCode::invalid_argument, "pdf.qr_text",
                          std::to_string(text.size()) + " bytes");
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    const std::unique_ptr<QRcode, FreeCode> code(
        QRcode_encodeData(static_cast<int>(text.size()), bytes, 0, QR_ECLEVEL_M));
    if (!code) return core::fail(core::ErrorCode::internal, "pdf.draw_failed", "libqrencode");
    QrCode out;
    out.modules = code->width;
    const std::size_t count = static_cast<std::size_t>(out.modules * out.modules);
    out.dark.reserve(count);
    for (std::size_t i = 0; i < count; ++i) out.dark.push_back(code->data[i] & 1);
    return out;
}

void draw_qr_code(Canvas& canvas, const QrCode& code, double left, double top, double side_mm) {
    // Modules of whole hundredths of a point: rounding would leave light seams between them.
    const int across = code.modules + 2 * kQuietModules;
    const double module = std::floor(side_mm * kPointsPerMm * 100 / across) / 100 / kPointsPerMm;
    const double inset = (side_mm - module * code.modules) / 2;
    const auto dark = [&](int x, int y) {
        return x < code.modules && code.dark[static_cast<std::size_t>(y * code.modules + x)] != 0;
    };
    for (int y = 0; y < code.modules; ++y)
        for (int x = 0; x < code.modules; ++x) {
            if (!dark(x, y)) continue;
            const int first = x;
            while (dark(x, y)) ++x;
            canvas.area(left + inset + first * module, top + inset + y * module,
                        (x - first) * module, module);
        }
}

}  // namespace lantai::pdf
