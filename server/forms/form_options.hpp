// How a form is to be printed, beside what it is printed of.
#pragma once
#include <cstddef>
#include <optional>

#include "core/service/print_lists.hpp"

namespace lantai::server {

struct FormOptions : core::PrintOptions {
    std::optional<int> spine_mm;                   // F-4: 10 … 50; nothing: as thick as its pages
    std::size_t max_rows = core::kMaxPrintedRows;  // a longer list is refused
};

}  // namespace lantai::server
