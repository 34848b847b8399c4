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

std::string_view charset_of(std::string_view head) {
    if (head.substr(0, 2) == "\xFF\xFE") return "utf-16le";
    if (head.substr(0, 2) == "\xFE\xFF") return "utf-16be";
    std::size_t at = 0;
    while (at < head.size()) {
        const auto lead = static_cast<unsigned char>(head[at++]);
        int more = 0;
        if (lead >= 0xC2 && lead <= 0xDF) more = 1;
        if (lead >= 0xE0 && lead <= 0xEF) more = 2;
        if (lead >= 0xF0 && lead <= 0xF4) more = 3;
        if (lead >= 0x80 && more == 0) return "gb18030";
        for (; more > 0 && at < head.size(); --more)
            if ((static_cast<unsigned char>(head[at++]) & 0xC0U) != 0x80U) return "gb18030";
    }
    return "utf-8";
}

}  // namespace lantai::core
