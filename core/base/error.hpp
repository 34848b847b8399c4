// The one error type that crosses module borders.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lantai::core {

enum class ErrorCode {
    invalid_argument,
    unauthenticated,
    forbidden,
    not_found,
    conflict,
    stale,
    too_large,
    busy,
    corrupt,
    io,
    internal,
};

std::string_view to_string(ErrorCode code);

struct Error {
    ErrorCode code;
    std::string key;     // for the user: a message key, e.g. "item.title_missing"
    std::string detail;  // for the log only: English, no secrets, no document text
    std::string field;   // request field at fault, e.g. "title" or "files[2].name", or empty
    /// Values that the translated message names, e.g. {{"max", "200"}}.
    std::vector<std::pair<std::string, std::string>> params;
    /// Further faults of the same request, so that a form shows all of them at once.
    std::vector<Error> others;
};

inline Error fail(ErrorCode code, std::string key, std::string detail = {}) {
    return {code, std::move(key), std::move(detail), {}, {}, {}};
}

/// A fault of one request field: code invalid_argument with `field` set (HTTP 422).
inline Error field_error(std::string field, std::string key,
                         std::vector<std::pair<std::string, std::string>> params = {}) {
    return {
        ErrorCode::invalid_argument, std::move(key), {}, std::move(field), std::move(params), {}};
}

}  // namespace lantai::core
