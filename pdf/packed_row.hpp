// The rows of a long table, kept small until they are drawn. Pure.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
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

/// Keeps packed rows side by side in large pieces: a hundred thousand small strings would cost half
/// as much again, and leave their memory in crumbs.
class PackedRows {
public:
    std::size_t add(std::string_view packed);
    /// In its place when it is no longer than the old one.
    void replace(std::size_t index, std::string_view packed);
    std::string_view row(std::size_t index) const;
    std::size_t size() const { return rows_.size(); }

private:
    struct Place;
    Place append(std::string_view packed);
    struct Place {
        std::uint32_t piece;
        std::uint32_t begin;
        std::uint32_t size;
    };
    std::vector<std::string> pieces_;
    std::vector<Place> rows_;
};

/// What pack_row was given. `fonts` must be the set that shaped the runs.
std::vector<TableCell> unpack_row(const FontSet& fonts, std::string_view packed);

}  // namespace lantai::pdf
