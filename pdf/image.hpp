// Pictures that forms carry: the company's logo.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace lantai::pdf {

enum class ImageKind {
    rgb,   // rows from the top, three bytes a pixel
    jpeg,  // the file as it was, grey or colour
};

struct Image {
    ImageKind kind = ImageKind::rgb;
    int width = 0;  // pixels
    int height = 0;
    std::string bytes;
};

inline constexpr int kMaxImageSide = 4000;                // pixels
inline constexpr std::size_t kMaxImageBytes = 5'000'000;  // of the file

/// A PNG or JPEG file made ready to be drawn. What a PNG has of transparency is laid on white and
/// its depth becomes 8 bits, as PDF/A-1 knows neither. Pure; any thread. Errors: invalid_argument
/// "pdf.image_unreadable" (no such file, damaged, or a JPEG in the four colours of a press),
/// "pdf.image_too_large" (beyond the limits above).
core::Result<std::shared_ptr<const Image>> read_image(std::string_view file);

}  // namespace lantai::pdf
