// Writes a Response in HTTP/1.1: files with ranges, 304 for known ETags, exports in chunks.
#pragma once
#include <functional>
#include <string_view>

#include "server/request.hpp"
#include "server/response.hpp"

namespace lantai::server {

/// Sends all bytes or throws.
using SendBytes = std::function<void(std::string_view)>;

/// `keep_alive`: whether the connection stays open afterwards (said in the answer). Returns false
/// when the connection must close after all, because a file ended before its announced length.
bool send_response(const Request& request, const Response& response, bool keep_alive,
                   const SendBytes& send);

}  // namespace lantai::server
