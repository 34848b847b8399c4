// The order of archival codes 档号: by component, numbers by their value (DA/T 13, T-3).
#pragma once
#include <string>
#include <string_view>

namespace lantai::core {

/// A text whose byte order is the order of the codes: separators "-" and "·" end a component, each
/// run of digits counts by its value (002 before 010, 9 before 10) and stands before letters. Codes
/// that differ only in leading zeros or in the separator have the same key. `code` as stored
/// (normalise_code()).
std::string code_key(std::string_view code);

}  // namespace lantai::core
