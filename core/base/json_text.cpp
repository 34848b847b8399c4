#include "core/base/json_text.hpp"

#include <cstdio>

namespace lantai::core {

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(byte));
            out += escaped;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string json_object(const std::vector<JsonField>& fields) {
    std::string out = "{";
    for (const JsonField& field : fields) {
        if (out.size() > 1) out += ',';
        out += json_string(field.name) + ":" + field.text;
    }
    return out + "}";
}

std::string json_array(const std::vector<std::string>& strings) {
    std::string out = "[";
    for (const std::string& text : strings) {
        if (out.size() > 1) out += ',';
        out += json_string(text);
    }
    return out + "]";
}

}  // namespace lantai::core
