// What any text of a record must be, whoever sends it. Pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace lantai::core {

/// `line`: no line break; `lines`: LF and TAB are allowed (remarks, descriptions).
enum class TextKind { line, lines };

struct TextLimit {
    std::size_t max = 0;  // in code points
    bool required = false;
    TextKind kind = TextKind::line;
};

/// The next code point of valid UTF-8 (no surrogates, no overlong forms, at most U+10FFFF);
/// moves `text` past it. Nothing when the bytes are not UTF-8 or `text` is empty.
std::optional<char32_t> next_code_point(std::string_view& text);
void append_utf8(std::string& out, char32_t code_point);

/// Number of code points; nothing when `text` is not valid UTF-8.
std::optional<std::size_t> code_points(std::string_view text);

/// Empty or only blanks, those of other scripts too (U+3000); false for what is not UTF-8.
bool is_blank(std::string_view text);

/// The fault of one request field, or nothing. Keys: text.required (empty or only blanks),
/// text.not_utf8, text.control (control characters, NUL included), text.bidi (bidirectional
/// controls, zero-width characters, byte order mark: they make two titles look alike),
/// text.too_long (params max, length).
std::optional<Error> text_fault(std::string field, std::string_view text, TextLimit limit);

}  // namespace lantai::core
