// A ruled table over pages, as the printed forms of an archive have it.
#pragma once
#include <functional>
#include <vector>

#include "pdf/canvas.hpp"
#include "pdf/line_break.hpp"

namespace lantai::pdf {

enum class Align { left, centre };

struct TableColumn {
    GlyphRun title;
    double width_mm;
    Align align = Align::left;
};

struct TableGeometry {
    PageSize page = kA4Portrait;
    double left_mm = 0;
    double top_mm = 0;
    double header_mm = 0;
    double row_mm = 0;
    int rows_per_page = 1;
};

/// Rows have a fixed height; text that does not fit at the smallest cell size makes its row a
/// whole number of rows high, and what is higher than a page goes on over the next ones. Every
/// page repeats the head and is ruled to its last row, so that the paper looks like the printed
/// form. Without rows there is one empty page.
class Table {
public:
    Table(TableGeometry geometry, std::vector<TableColumn> columns);

    /// One cell for each column; an empty run leaves the cell empty.
    void add_row(std::vector<GlyphRun> cells);

    int pages() const;

    /// Draws all pages; `decorate(canvas, page, pages)` adds what stands around the table. Pages
    /// count from 1.
    using Decorate = std::function<void(Canvas&, int page, int pages)>;
    void draw(Canvas& canvas, const Decorate& decorate) const;

private:
    struct Cell {
        GlyphRun run;
        FittedText text;
    };
    /// Where a row, or a part of a row that is higher than a page, stands.
    struct Placed {
        std::size_t row;
        int part;  // 0 for the first page of the row
        int slots;
    };
    struct PageRows {
        std::vector<Placed> rows;
        int used = 0;
    };
    int slots_of(const Cell& cell) const;
    int max_lines(double size, int slots) const;
    void place(std::size_t row, int slots);
    void stretch_last_row(PageRows& page) const;
    void draw_head(Canvas& canvas) const;
    void draw_rows(Canvas& canvas, const PageRows& page) const;
    void draw_grid(Canvas& canvas, const PageRows& page) const;
    double right_mm() const;

    TableGeometry geometry_;
    std::vector<TableColumn> columns_;
    std::vector<Cell> head_;
    std::vector<std::vector<Cell>> rows_;
    std::vector<PageRows> pages_;
};

/// Text in a box in millimetres: centred in height, aligned between the paddings.
struct TextBox {
    double left;
    double top;
    double width;
    double height;
    Align align;
};
/// Draws all lines of `text`, which may be higher than the box.
void draw_text_box(Canvas& canvas, const TextBox& box, std::span<const Glyph> run,
                   const FittedText& text, bool bold);

/// The inner margin at both sides of a cell.
inline constexpr double kCellPaddingMm = 0.9;

}  // namespace lantai::pdf
