// One drawable character, and a text made of them.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace lantai::pdf {

/// The faces of a FontSet in the order in which a character is looked up.
enum class Face : std::uint8_t {
    song,      // LantaiSong: the text face
    rare,      // its characters beyond the BMP, in the private use area
    kai,       // the fallback face
    rare_kai,  // the fallback's characters beyond the BMP
};

inline constexpr double kPointsPerMm = 72.0 / 25.4;

/// A character as it is drawn.
struct Glyph {
    char32_t character;     // what text extraction returns; U+000A is a forced line end
    std::uint16_t code;     // code point in `face`: the character or its private use place
    std::uint16_t advance;  // in 1/1000 em
    Face face;
};

using GlyphRun = std::vector<Glyph>;

/// Advance of the whole run in points at `size` points.
inline double width_points(std::span<const Glyph> run, double size) {
    std::uint64_t sum = 0;
    for (const Glyph& glyph : run) sum += glyph.advance;
    return double(sum) * size / 1000.0;
}

}  // namespace lantai::pdf
