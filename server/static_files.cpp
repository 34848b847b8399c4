#include "server/static_files.hpp"

#include <system_error>

#include "server/problem.hpp"

namespace lantai::server {
namespace {
namespace fs = std::filesystem;

struct FileType {
    std::string_view ending;
    const char* type;
};
constexpr FileType kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".bcmap", "application/octet-stream"},
    {".pfb", "application/octet-stream"},
    {".ttf", "font/ttf"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
};

const char* type_of(std::string_view path) {
    for (const FileType& row : kTypes)
        if (path.ends_with(row.ending)) return row.type;
    return nullptr;
}

/// Names in /assets/ carry a hash of the bytes: they never change.
bool is_hashed(std::string_view path) { return path.starts_with("/assets/"); }

std::string etag_of(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    const auto time = fs::last_write_time(path, error).time_since_epoch().count();
    return "\"" + std::to_string(size) + "-" + std::to_string(time) + "\"";
}

}  // namespace

std::optional<Response> StaticFiles::file(const Request& request, const std::string& path) const {
    const char* type = type_of(path);
    if (!type || path.find("/.") != std::string::npos) return std::nullopt;
    const fs::path name = root_ / path.substr(1);
    std::error_code error;
    if (!fs::is_regular_file(name, error)) return std::nullopt;
    Response response;
    response.content_type = type;
    response.file = FileBody{name, etag_of(name)};
    response.header("Cache-Control",
                    is_hashed(path) ? "public, max-age=31536000, immutable" : "no-cache");
    const fs::path packed = name.string() + ".gz";
    if (fs::is_regular_file(packed, error)) {
        response.header("Vary", "Accept-Encoding");
        const auto accepted = request.header("Accept-Encoding").value_or("");
        if (accepted.find("gzip") != std::string::npos) {
            response.file = FileBody{packed, etag_of(packed)};
            response.header("Content-Encoding", "gzip");
        }
    }
    return response;
}

Response StaticFiles::serve(const Request& request) const {
    if (request.method != "GET" && request.method != "HEAD")
        return problem(core::fail(core::ErrorCode::invalid_argument, "request.method_not_allowed"),
                       request);
    if (request.path != "/")
        if (auto found = file(request, request.path)) return *std::move(found);
    const auto accepted = request.header("Accept").value_or("");
    const bool page = request.path == "/" ||
                      (accepted.find("text/html") != std::string::npos && !is_hashed(request.path));
    if (page)
        if (auto index = file(request, "/index.html")) return *std::move(index);
    return problem(core::fail(core::ErrorCode::not_found, "request.unknown_route"), request);
}

}  // namespace lantai::server
