// How a form is to be printed, beside what it is printed of.
#pragma once
#include <optional>

namespace lantai::server {

struct FormOptions {
    std::optional<int> spine_mm;  // F-4: 10 … 50; nothing: as thick as its pages
    bool hard_cover = false;      // F-3: 310 × 220 mm instead of A4
    int first_place = 1;          // label sheets: the places before it are used up
    bool a4 = false;              // spines of boxes: 277 mm on A4 instead of 310 mm on A3
    bool stamp_pages = false;     // filing stamps: a page for each document instead of labels
};

}  // namespace lantai::server
