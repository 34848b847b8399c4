// Characters of UTF-8 that may be broken.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace lantai::indexer {

/// The character at `text[at]`, moving `at` behind it. A byte that belongs to no character gives
/// U+FFFD and moves by one (a real U+FFFD moves by three).
inline char32_t next_char(std::string_view text, std::size_t& at) {
    constexpr char32_t kBroken = 0xFFFD;
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
    };
    const std::uint32_t first = byte(at++);
    if (first < 0x80) return first;
    const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (first < 0xC2 || first > 0xF4) return kBroken;
    char32_t c = first & (0x3Fu >> more);
    for (std::size_t i = 0; i < more; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return kBroken;
        c = (c << 6) | (byte(at + i) & 0x3F);
    }
    const bool too_long = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
    if (too_long || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return kBroken;
    at += more;
    return c;
}

/// `c` must be a character (no surrogate, at most U+10FFFF).
inline void append_char(std::string& out, char32_t c) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace lantai::indexer
