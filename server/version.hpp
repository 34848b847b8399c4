// The version of this program, for /system/status and `lantai --version`.
#pragma once

namespace lantai::server {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace lantai::server
