// Small image files made by the tests.
#pragma once
#include <png.h>

#include <stdexcept>
#include <string>

namespace lantai::test {

/// A PNG of one colour, square if no height is given; `alpha` below 255 makes it transparent.
inline std::string png_file(int width, int red, int green, int blue, int alpha = 255,
                            int height = 0) {
    if (height == 0) height = width;
    const char pixel[] = {static_cast<char>(red), static_cast<char>(green), static_cast<char>(blue),
                          static_cast<char>(alpha)};
    std::string pixels;
    for (int i = 0; i < width * height; ++i) pixels.append(pixel, 4);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGBA;
    png_alloc_size_t size = 0;
    std::string file;
    for (int pass = 0; pass < 2; ++pass) {  // the first measures
        if (!png_image_write_to_memory(&image, pass ? file.data() : nullptr, &size, 0,
                                       pixels.data(), 0, nullptr))
            throw std::runtime_error(image.message);
        file.resize(size);
    }
    return file;
}

/// A grey JPEG of 8 × 8 pixels.
inline const std::string& jpeg_file() {
    static const std::string file = [] {
        const std::string hex =
            "FFD8FFE000104A46494600010100000100010000FFDB004300080606070605080707070909080A0C"
            "140D0C0B0B0C1912130F141D1A1F1E1D1A1C1C20242E2720222C231C1C2837292C30313434341F27"
            "393D38323C2E333432FFC0000B080008000801011100FFC400140001000000000000000000000000"
            "00000007FFC40014100100000000000000000000000000000000FFDA0008010100003F003B7FFFD9";
        std::string bytes;
        for (std::size_t i = 0; i < hex.size(); i += 2)
            bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
        return bytes;
    }();
    return file;
}

}  // namespace lantai::test
