#include "indexer/text_formats.hpp"

#include <algorithm>

namespace lantai::indexer {
namespace {

constexpr TextFormat kFormats[] = {
    {"application/pdf", is_pdf, read_pdf},
    {"text/plain", is_plain_text, read_plain_text},
};

bool blank(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}

}  // namespace

std::span<const TextFormat> text_formats() { return kFormats; }

ExtractedText read_text(std::string_view bytes) {
    if (bytes.empty()) return no_text("application/octet-stream", text_reason::kEmpty);
    for (const TextFormat& format : kFormats) {
        if (!format.recognise(bytes)) continue;
        ExtractedText extracted = format.read(bytes);
        extracted.media_type = format.media_type;
        if (extracted.text.size() > kMaxTextBytes)
            return no_text(format.media_type, text_reason::kTooBig);
        if (extracted.reason.empty() && blank(extracted.text))
            return no_text(format.media_type, text_reason::kEmpty);
        return extracted;
    }
    return no_text("application/octet-stream", text_reason::kUnsupported);
}

}  // namespace lantai::indexer
