#include "pdf/text_clean.hpp"

#include <array>
#include <cstdint>

namespace lantai::pdf {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Range {
    char32_t first;
    char32_t last;
};

// Default_Ignorable_Code_Point of Unicode, without the Hangul fillers.
constexpr std::array<Range, 9> kInvisible = {{{0x00AD, 0x00AD},
                                              {0x034F, 0x034F},
                                              {0x180B, 0x180F},
                                              {0x200B, 0x200F},
                                              {0x202A, 0x202E},
                                              {0x2060, 0x206F},
                                              {0xFE00, 0xFE0F},
                                              {0xFEFF, 0xFEFF},
                                              {0xE0000, 0xE0FFF}}};

struct Accent {
    char32_t mark;
    std::u32string_view bases;
    std::u32string_view composed;
};

constexpr std::array<Accent, 9> kAccents = {{
    {0x0300, U"AEIOUaeiounNüÜ", U"ÀÈÌÒÙàèìòùǹǸǜǛ"},
    {0x0301, U"AEIOUYaeiouynNüÜ", U"ÁÉÍÓÚÝáéíóúýńŃǘǗ"},
    {0x0302, U"AEIOUaeiou", U"ÂÊÎÔÛâêîôû"},
    {0x0303, U"ANOano", U"ÃÑÕãñõ"},
    {0x0304, U"AEIOUaeiouüÜ", U"ĀĒĪŌŪāēīōūǖǕ"},
    {0x0308, U"AEIOUaeiouy", U"ÄËÏÖÜäëïöüÿ"},
    {0x030A, U"Aa", U"Åå"},
    {0x030C, U"AEIOUaeiounNüÜCSZcsz", U"ǍĚǏǑǓǎěǐǒǔňŇǚǙČŠŽčšž"},
    {0x0327, U"Cc", U"Çç"},
}};

bool invisible(char32_t c) {
    if (c < 0xAD) return false;
    for (const Range& range : kInvisible)
        if (c >= range.first && c <= range.last) return true;
    return false;
}

/// The composed letter, or 0 when `mark` does not combine with `base`.
char32_t compose(char32_t base, char32_t mark) {
    if (mark < 0x0300 || mark > 0x0327) return 0;
    for (const Accent& accent : kAccents) {
        if (accent.mark != mark) continue;
        const auto at = accent.bases.find(base);
        return at == std::u32string_view::npos ? 0 : accent.composed[at];
    }
    return 0;
}

/// Reads one code point at `at` and moves behind it; a broken byte is one kReplacement.
char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at++);
    if (lead < 0x80) return lead;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || at + std::size_t(more) > text.size()) return kReplacement;
    char32_t c = lead & (0x3F >> more);
    for (int i = 0; i < more; ++i) {
        const unsigned char next = byte(at + std::size_t(i));
        if ((next & 0xC0) != 0x80) return kReplacement;
        c = c << 6 | (next & 0x3F);
    }
    constexpr std::array<char32_t, 4> kLeast = {0, 0x80, 0x800, 0x10000};
    if (c < kLeast[std::size_t(more)] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return kReplacement;
    at += std::size_t(more);
    return c;
}

}  // namespace

std::u32string clean_text(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size() / 2);
    for (std::size_t at = 0; at < utf8.size();) {
        char32_t c = next_code_point(utf8, at);
        if (c == U'\r') {
            if (at < utf8.size() && utf8[at] == '\n') ++at;
            c = U'\n';
        }
        if (c != U'\n' && (c < 0x20 || (c >= 0x7F && c < 0xA0))) c = U' ';
        if (invisible(c)) continue;
        if (!out.empty())
            if (const char32_t composed = compose(out.back(), c)) {
                out.back() = composed;
                continue;
            }
        out.push_back(c);
    }
    return out;
}

std::string to_utf8(char32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = kReplacement;
    const auto tail = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), tail(c)};
    if (c < 0x10000) return {static_cast<char>(0xE0 | c >> 12), tail(c >> 6), tail(c)};
    return {static_cast<char>(0xF0 | c >> 18), tail(c >> 12), tail(c >> 6), tail(c)};
}

}  // namespace lantai::pdf
