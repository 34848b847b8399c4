// Chinese line breaking. Pure: works on glyph advances, knows no font and no page.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "pdf/glyph.hpp"

namespace lantai::pdf {

/// The glyphs [begin, end) of a run that stand on one line, without the spaces at its edges.
struct LineRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const LineRange&) const = default;
};

/// May a line end before `next` when `previous` stands in front of it? GB/T 15834-2011, 5.1: no
/// closing or pausing mark begins a line, no opening mark ends one, —— and …… are not parted.
/// Latin words and numbers stay whole.
bool may_break(char32_t previous, char32_t next);

/// Greedy lines no wider than `width` (1/1000 em) without line_indent. The tail of a document
/// number (文号) such as 〔2021〕12号 and the period of a mark (★30年) stay whole when they fit a
/// line. A code such as Q001-WS·2025-长期-00012 is parted after its hyphens only. What fits no line
/// alone is parted where it must be, after at least one glyph, so that every glyph is drawn. U+000A
/// ends a line. An empty run has no line.
std::vector<LineRange> break_lines(std::span<const Glyph> run, double width);

/// The blank half (1/1000 em) of an opening mark at the beginning of a line, by which the line is
/// drawn further left, so that its ink begins where that of the others does; else 0.
double line_indent(std::span<const Glyph> line);

/// As many lines as break_lines makes, but of about one length, so that none is left with a single
/// character.
std::vector<LineRange> balanced_lines(std::span<const Glyph> run, double width);

/// The sizes of cell text: 五号, 小五, and the smallest that is legible on paper.
inline constexpr double kCellSizes[] = {10.5, 9.0, 8.0};
/// Line distance as a multiple of the size.
inline constexpr double kLeading = 1.25;

struct FittedText {
    double size = 0;               // points
    std::vector<LineRange> lines;  // may be higher than the box at the last size
    double height() const { return double(lines.size()) * size * kLeading; }
};

/// Shrink, then wrap (domain.md 2.11): the first of `sizes` (descending, not empty) at which the
/// lines fit the box and no word, number or 文号 tail has to be parted; if every size parts one,
/// the first at which the lines fit; else the last one. Width and height in points.
FittedText fit_text(std::span<const Glyph> run, double width, double height,
                    std::span<const double> sizes = kCellSizes);

/// A text at one size: does it fit the box, and without parting a word, number or 文号 tail?
struct SizeTrial {
    FittedText text;
    bool too_high = false;
    bool parted = false;
    bool fits() const { return !too_high && !parted; }
};
SizeTrial try_size(std::span<const Glyph> run, double width, double height, double size);

/// The same with lines of about one length.
void balance(FittedText& text, std::span<const Glyph> run, double width);

}  // namespace lantai::pdf
