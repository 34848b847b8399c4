// What a handler answers: bytes, or a file that the HTTP adapter streams (with ranges).
#pragma once
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::server {

using core::Result;

/// A file to send; Range and If-Range are answered by the HTTP adapter.
struct FileBody {
    std::filesystem::path path;
    std::string etag;  // strong, with its quotes; stands for the bytes, e.g. the SHA-256
};

struct Response {
    int status = 200;
    std::string content_type;  // empty together with an empty body
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::optional<FileBody> file;  // instead of `body`
    /// Instead of `body`: writes the body piece by piece (exports).
    std::function<void(std::ostream&)> writer;

    Response& header(std::string name, std::string value) & {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    Response&& header(std::string name, std::string value) && {
        headers.emplace_back(std::move(name), std::move(value));
        return std::move(*this);
    }
    /// The first header of this name (exact capitalisation), or nothing.
    std::optional<std::string> find_header(std::string_view name) const;
};

Response json_response(int status, std::string body);
Response no_content();
/// 200 (or `status`) with ETag "\"<version>\"".
Response versioned_json(int version, std::string body, int status = 200);

/// Content-Disposition with an ASCII name and the true one (RFC 6266, RFC 8187).
std::string content_disposition(std::string_view kind, std::string_view name);

}  // namespace lantai::server
