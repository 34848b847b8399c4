#include "server/response.hpp"

#include <cstdio>

namespace lantai::server {

std::optional<std::string> Response::find_header(std::string_view name) const {
    for (const auto& [field, value] : headers)
        if (field == name) return value;
    return std::nullopt;
}

Response json_response(int status, std::string body) {
    Response response;
    response.status = status;
    response.content_type = "application/json";
    response.body = std::move(body);
    return response;
}

Response no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response versioned_json(int version, std::string body, int status) {
    return json_response(status, std::move(body))
        .header("ETag", "\"" + std::to_string(version) + "\"");
}

std::string content_disposition(std::string_view kind, std::string_view name) {
    std::string ascii;
    std::string encoded;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
        if (plain) {
            ascii += c;
            encoded += c;
            continue;
        }
        if (byte < 0x80 || byte >= 0xC0) ascii += '_';  // one for each character
        char escaped[4];
        std::snprintf(escaped, sizeof escaped, "%%%02X", static_cast<unsigned>(byte));
        encoded += escaped;
    }
    return std::string(kind) + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
}

}  // namespace lantai::server
