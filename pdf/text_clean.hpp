// Text as data has it -> code points that a typeface can draw. Pure.
#pragma once
#include <string>
#include <string_view>

namespace lantai::pdf {

/// Decodes UTF-8 (a broken byte becomes U+FFFD) and removes what has no picture of its own: zero
/// width characters, direction marks, variation selectors, soft hyphens. Composes Latin letters
/// with a following accent (the NFC of pinyin and western names). Tabs and other controls become
/// a space, CR LF and CR become U+000A.
std::u32string clean_text(std::string_view utf8);

/// UTF-8 of a code point; U+FFFD for what is none.
std::string to_utf8(char32_t code_point);

}  // namespace lantai::pdf
