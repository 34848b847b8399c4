#include "indexer/extracted_text.hpp"

namespace lantai::indexer {
namespace {

constexpr std::string_view kMagic = "LTX1";

void put(std::string& out, std::string_view field) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((field.size() >> shift) & 0xFF);
    out += field;
}

bool take(std::string_view& in, std::string& field) {
    if (in.size() < 4) return false;
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length = (length << 8) | static_cast<unsigned char>(in[i]);
    if (in.size() - 4 < length) return false;
    field = in.substr(4, length);
    in.remove_prefix(4 + length);
    return true;
}

}  // namespace

std::string encode_extracted(const ExtractedText& extracted) {
    std::string out(kMagic);
    put(out, extracted.media_type);
    put(out, extracted.reason);
    put(out, extracted.paged ? "1" : "0");
    put(out, extracted.text);
    return out;
}

std::optional<ExtractedText> decode_extracted(std::string_view bytes) {
    if (bytes.substr(0, kMagic.size()) != kMagic) return std::nullopt;
    bytes.remove_prefix(kMagic.size());
    ExtractedText extracted;
    std::string paged;
    const bool whole = take(bytes, extracted.media_type) && take(bytes, extracted.reason) &&
                       take(bytes, paged) && take(bytes, extracted.text) && bytes.empty();
    if (!whole || extracted.text.empty() == extracted.reason.empty()) return std::nullopt;
    extracted.paged = paged == "1";
    return extracted;
}

}  // namespace lantai::indexer
