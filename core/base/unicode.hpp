// Unicode normal forms.
#pragma once
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace lantai::core {

/// Normal form C, so that the same characters typed on different systems are the same bytes.
/// Errors: invalid_argument text.not_utf8.
Result<std::string> to_nfc(std::string_view text);

/// As older Chinese office programs write text files. Errors: invalid_argument text.not_utf8.
Result<std::string> to_gb18030(std::string_view text);

}  // namespace lantai::core
