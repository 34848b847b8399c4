// Digests of short texts; files are hashed while they are stored (core/blob).
#pragma once
#include <string>
#include <string_view>

namespace lantai::core {

/// SHA-256 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

/// The bytes of a hex text; the text must be valid hex.
std::string from_hex(std::string_view hex);

}  // namespace lantai::core
