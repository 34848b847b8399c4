#include "core/blob/media_type.hpp"

#include <algorithm>

namespace lantai::core {

std::string_view media_type_of(std::string_view head) {
    // Readers accept a PDF whose header stands within the first 1,024 bytes.
    if (head.substr(0, 1024).find("%PDF-") != std::string_view::npos) return "application/pdf";
    const std::string_view mark = head.substr(0, 2);
    if (mark == "\xFF\xFE" || mark == "\xFE\xFF") return "text/plain";  // UTF-16
    const auto binary = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0xFF || byte == 0x7F ||
               (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f');
    };
    return std::any_of(head.begin(), head.end(), binary) ? "application/octet-stream"
                                                         : "text/plain";
}

}  // namespace lantai::core
