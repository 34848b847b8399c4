#include "server/commands/messages.hpp"

#include <nlohmann/json.hpp>

namespace lantai::server {

std::string sentence(const core::Error& error) {
    // Parsed each time: a command says one sentence, if any.
    const auto texts = nlohmann::json::parse(error_texts_json(), nullptr, false);
    if (!texts.is_object() || !texts.contains("errors")) return error.key;
    const auto& errors = texts["errors"];
    const auto found = errors.find(error.key);
    if (found == errors.end() || !found->is_string()) return error.key;
    std::string text = found->get<std::string>();
    for (const auto& [name, value] : error.params) {
        const std::string place = "{" + name + "}";
        for (auto at = text.find(place); at != std::string::npos;
             at = text.find(place, at + value.size()))
            text.replace(at, place.size(), value);
    }
    return text;
}

}  // namespace lantai::server
