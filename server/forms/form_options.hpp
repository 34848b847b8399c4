// How a form is to be printed, beside what it is printed of.
#pragma once
#include <optional>

namespace lantai::server {

struct FormOptions {
    std::optional<int> spine_mm;  // F-4: 10 … 50; nothing: as thick as its pages
    bool hard_cover = false;      // F-3: 310 × 220 mm instead of A4
    int first_place = 1;          // label sheets: the places before it are used up
    bool stamp_pages = false;     // filing stamps: a page for each document instead of labels
};

}  // namespace lantai::server
