// The rows of a long table, kept small until they are drawn. Pure.
#pragma once
#include <string>
#include <vector>

#include "pdf/fonts.hpp"
#include "pdf/line_break.hpp"

namespace lantai::pdf {

struct TableCell {
    GlyphRun run;
    FittedText text;
};

/// A few bytes for each character; sizes to a hundredth of a point.
std::string pack_row(const std::vector<TableCell>& cells);

/// What pack_row was given. `fonts` must be the set that shaped the runs.
std::vector<TableCell> unpack_row(const FontSet& fonts, std::string_view packed);

}  // namespace lantai::pdf
