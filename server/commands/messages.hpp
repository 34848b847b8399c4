// The sentences of the command line: the English texts of the web client under the same keys.
#pragma once
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace lantai::server {

/// The text of section "errors" of server/web/src/locales/en/errors.json as it was at build time.
std::string_view error_texts_json();

/// "No full text: the file needs a password." for "text.encrypted", with the error's params in
/// their places; the key itself when there is no text for it.
std::string sentence(const core::Error& error);

}  // namespace lantai::server
