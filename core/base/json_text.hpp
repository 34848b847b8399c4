// Writes small JSON texts (audit details, log lines) and looks into what it wrote. Reading foreign
// JSON is the server's business.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::core {

/// `text` as a JSON string with its quotes; text must be UTF-8.
std::string json_string(std::string_view text);

/// One member: a string, an integer or a flag.
struct JsonField {
    JsonField(std::string_view n, std::string_view v) : name(n), text(json_string(v)) {}
    JsonField(std::string_view n, const std::string& v) : name(n), text(json_string(v)) {}
    JsonField(std::string_view n, const char* v) : name(n), text(json_string(v)) {}
    JsonField(std::string_view n, std::int64_t v) : name(n), text(std::to_string(v)) {}
    JsonField(std::string_view n, int v) : name(n), text(std::to_string(v)) {}
    JsonField(std::string_view n, bool v) : name(n), text(v ? "true" : "false") {}
    /// `raw` is JSON already, e.g. an array made with json_array.
    static JsonField raw(std::string_view n, std::string json) {
        JsonField field(n, false);
        field.text = std::move(json);
        return field;
    }
    std::string name;
    std::string text;
};

std::string json_object(const std::vector<JsonField>& fields);
std::string json_array(const std::vector<std::string>& strings);

/// Every string value of a text that json_object made, at any depth, without the member names.
/// Of other texts: whatever looks like one.
std::vector<std::string> json_strings(std::string_view json);
/// Such an object without its own member `name`.
std::string json_without(std::string_view object, std::string_view name);
/// Its own member `name` when that is an integer.
std::optional<std::int64_t> json_integer(std::string_view object, std::string_view name);

/// The members of an object that json_object() wrote with texts and nulls only, in order.
/// Errors: corrupt "db.corrupt" for anything else.
using JsonTexts = std::vector<std::pair<std::string, std::optional<std::string>>>;
Result<JsonTexts> read_json_texts(std::string_view object);

}  // namespace lantai::core
