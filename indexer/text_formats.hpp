// The formats that lantai-extract reads. Runs only inside that program (and in tests): these
// functions take bytes of strangers apart.
#pragma once
#include <span>
#include <string_view>

#include "indexer/extracted_text.hpp"

namespace lantai::indexer {

/// One format: how its first bytes look and who reads it.
struct TextFormat {
    std::string_view media_type;
    bool (*recognise)(std::string_view bytes);
    ExtractedText (*read)(std::string_view bytes);
};

/// In the order they are tried; a new format is a new row and a file text_<kind>.cpp.
std::span<const TextFormat> text_formats();

/// Reads the text of a whole file, its type found by content, never by name. Never fails: what
/// cannot be read has a reason.
ExtractedText read_text(std::string_view bytes);

bool is_pdf(std::string_view bytes);
ExtractedText read_pdf(std::string_view bytes);

/// UTF-8 or UTF-16 (with or without BOM), GB18030, Big5 and what uchardet knows.
bool is_plain_text(std::string_view bytes);
ExtractedText read_plain_text(std::string_view bytes);

}  // namespace lantai::indexer
