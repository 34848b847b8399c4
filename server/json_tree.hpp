// The parsed form of a JSON body; for json_codec.cpp only.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::server {

struct JsonNode {
    enum class Type { null, boolean, integer, number, text, array, object };
    Type type = Type::null;
    bool boolean = false;
    std::int64_t integer = 0;  // what does not fit is a `number`
    std::string text;
    std::vector<JsonNode> items;
    std::vector<std::pair<std::string, JsonNode>> members;
    std::vector<std::string> duplicates;  // member names that came more than once

    const JsonNode* find(std::string_view name) const;
};

/// Errors: those of JsonReader::parse except request.not_an_object.
core::Result<JsonNode> parse_json(std::string_view text);

}  // namespace lantai::server
