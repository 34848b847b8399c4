// The built web client: files of one folder, precompressed ones when they lie beside.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "server/request.hpp"
#include "server/response.hpp"

namespace lantai::server {

/// Threads: serve() from any thread. Nothing outside `root` is ever served; files whose type is
/// not in our list are not either.
class StaticFiles {
public:
    explicit StaticFiles(std::filesystem::path root) : root_(std::move(root)) {}

    /// GET and HEAD only. A path without a file is a page of the client: index.html for a
    /// navigation (the browser asks for text/html), else 404.
    Response serve(const Request& request) const;

private:
    std::optional<Response> file(const Request& request, const std::string& path) const;
    std::filesystem::path root_;
};

}  // namespace lantai::server
