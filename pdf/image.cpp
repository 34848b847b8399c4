#include "pdf/image.hpp"

#include <png.h>

#include <optional>

namespace lantai::pdf {
namespace {

using core::ErrorCode;

core::Error unreadable(const std::string& why) {
    return core::fail(ErrorCode::invalid_argument, "pdf.image_unreadable", why);
}

bool too_large(std::uint32_t width, std::uint32_t height) {
    return width > kMaxImageSide || height > kMaxImageSide;
}

core::Error too_large_error() {
    return core::fail(ErrorCode::invalid_argument, "pdf.image_too_large");
}

/// libpng's simplified reader, closed at the end of its scope.
struct PngReader {
    png_image image{};
    explicit PngReader(std::string_view file) {
        image.version = PNG_IMAGE_VERSION;
        png_image_begin_read_from_memory(&image, file.data(), file.size());
    }
    ~PngReader() { png_image_free(&image); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
    bool failed() const { return PNG_IMAGE_FAILED(image); }
};

core::Result<std::shared_ptr<const Image>> read_png(std::string_view file) {
    PngReader reader(file);
    if (reader.failed()) return unreadable(reader.image.message);
    if (too_large(reader.image.width, reader.image.height)) return too_large_error();
    reader.image.format = PNG_FORMAT_RGB;
    auto image = std::make_shared<Image>();
    image->width = static_cast<int>(reader.image.width);
    image->height = static_cast<int>(reader.image.height);
    image->bytes.resize(PNG_IMAGE_SIZE(reader.image));
    const png_color white{255, 255, 255};
    if (!png_image_finish_read(&reader.image, &white, image->bytes.data(), 0, nullptr))
        return unreadable(reader.image.message);
    return std::shared_ptr<const Image>(std::move(image));
}

struct JpegFrame {
    std::uint32_t width;
    std::uint32_t height;
    unsigned depth;
    unsigned colours;
};

unsigned byte_at(std::string_view file, std::size_t at) {
    return static_cast<unsigned char>(file[at]);
}

/// The frame header (ITU-T T.81, B.2.2) of a baseline, extended or progressive JPEG.
std::optional<JpegFrame> frame_of(std::string_view file) {
    std::size_t at = 2;
    while (at + 4 <= file.size() && byte_at(file, at) == 0xFF) {
        const unsigned marker = byte_at(file, at + 1);
        const std::size_t length = byte_at(file, at + 2) << 8 | byte_at(file, at + 3);
        if (marker >= 0xC0 && marker <= 0xC2) {
            if (length < 8 || at + 10 > file.size()) return std::nullopt;
            return JpegFrame{byte_at(file, at + 7) << 8 | byte_at(file, at + 8),
                             byte_at(file, at + 5) << 8 | byte_at(file, at + 6),
                             byte_at(file, at + 4), byte_at(file, at + 9)};
        }
        at += 2 + length;
    }
    return std::nullopt;
}

core::Result<std::shared_ptr<const Image>> read_jpeg(std::string_view file) {
    const auto frame = frame_of(file);
    if (!frame || frame->width == 0 || frame->height == 0) return unreadable("no frame of a JPEG");
    if (frame->depth != 8 || (frame->colours != 1 && frame->colours != 3))
        return unreadable("a JPEG of " + std::to_string(frame->colours) + " colours");
    if (too_large(frame->width, frame->height)) return too_large_error();
    if (file.rfind("\xFF\xD9") == std::string_view::npos)
        return unreadable("a JPEG that was cut off");
    auto image = std::make_shared<Image>();
    *image = {ImageKind::jpeg, static_cast<int>(frame->width), static_cast<int>(frame->height),
              std::string(file)};
    return std::shared_ptr<const Image>(std::move(image));
}

}  // namespace

core::Result<std::shared_ptr<const Image>> read_image(std::string_view file) {
    if (file.size() > kMaxImageBytes) return too_large_error();
    if (file.starts_with("\x89PNG\r\n\x1A\n")) return read_png(file);
    if (file.starts_with("\xFF\xD8\xFF")) return read_jpeg(file);
    return unreadable("neither PNG nor JPEG");
}

}  // namespace lantai::pdf
