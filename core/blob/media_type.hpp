// The media type of a file by its bytes, never by its name.
#pragma once
#include <string_view>

namespace lantai::core {

/// `head`: the first bytes of the file, 64 KiB are enough. "application/pdf", "text/plain" (any
/// encoding of Chinese text) or "application/octet-stream". An empty file is text.
std::string_view media_type_of(std::string_view head);

/// The character encoding of a text file, as browsers name it: utf-8, utf-16le, utf-16be, else
/// gb18030 (what Chinese text without UTF-8 is). A character cut at the end of `head` is no fault.
std::string_view charset_of(std::string_view head);

}  // namespace lantai::core
