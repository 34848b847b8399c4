// A ruled table over pages, as the printed forms of an archive have it.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "pdf/canvas.hpp"
#include "pdf/line_break.hpp"
#include "pdf/packed_row.hpp"

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

/// Each column has one size of text, the first of kCellSizes at which all of its texts fit a row;
/// centred columns share theirs, and the head has its own. Texts that only the smallest size would
/// bring into a row, or none, do not count: rows have a fixed height, and such a text makes its row
/// a whole number of rows high. What is higher than a page goes on over the next ones. Every page
/// repeats the head and is ruled to its last row, so that the paper looks like the printed form.
/// Without rows there is one empty page.
class Table {
public:
    /// `fonts` outlives the table.
    Table(const FontSet& fonts, TableGeometry geometry, std::vector<TableColumn> columns);

    /// One cell for each column; an empty run leaves the cell empty.
    void add_row(std::vector<GlyphRun> cells);

    /// The rows that follow stand below a bold row across all columns, never parted from the first
    /// of them; `continued` stands for it on each page where the group goes on. A last group
    /// without rows is not drawn.
    void begin_group(GlyphRun title, GlyphRun continued);

    int pages();

    /// Draws all pages; `decorate(canvas, page, pages)` adds what stands around the table. Pages
    /// count from 1.
    using Decorate = std::function<void(Canvas&, int page, int pages)>;
    void draw(Canvas& canvas, const Decorate& decorate);

private:
    using Cell = TableCell;
    enum class RowKind : std::uint8_t { cells, group_title, group_continued };
    struct Row {
        int slots;
        int page_slots;  // of a page, for this row
        RowKind kind;
        bool across() const { return kind != RowKind::cells; }
    };
    /// Where a row, or a part of a row that is higher than a page, stands.
    struct Placed {
        std::uint32_t row;
        int part;  // 0 for the first page of the row
        int slots;
        int page_slots;  // of a page, for this row
    };
    struct PageRows {
        std::vector<Placed> rows;
        int used = 0;
    };
    struct GroupRow {
        std::uint32_t row;
        int slots;
    };
    void fit_head();
    std::size_t size_index(std::size_t column) const;
    FittedText fit_cell(const GlyphRun& run, std::size_t column);
    int slots_of(const Cell& cell, int page_slots) const;
    int max_lines(double size, int slots) const;
    int add_group_row(GlyphRun text, RowKind kind);
    void settle_sizes();
    void settle_row(std::size_t index);
    void keep(const std::vector<Cell>& cells, const Row& row);
    void lay_out();
    void place(std::uint32_t row);
    void place_group_title();
    void put(const Placed& placed);
    void new_page();
    void stretch_last_row(PageRows& page) const;
    void draw_head(Canvas& canvas) const;
    void draw_rows(Canvas& canvas, const PageRows& page) const;
    void draw_row(Canvas& canvas, const Placed& placed, double top) const;
    void draw_grid(Canvas& canvas, const PageRows& page) const;
    void draw_columns(Canvas& canvas, const PageRows& page) const;
    double right_mm() const;

    const FontSet* fonts_;
    TableGeometry geometry_;
    std::vector<TableColumn> columns_;
    std::vector<double> sizes_;  // of the columns' texts so far, by size_index
    std::vector<Cell> head_;
    PackedRows packed_;          // one cell for each column, or a single one across all of them
    std::vector<Row> rows_;      // the same rows, how they take their places
    std::size_t unsettled_ = 0;  // rows before this one may have had other sizes
    int group_slots_ = 0;        // what the group's row leaves less of a page
    std::vector<PageRows> pages_;
    bool laid_out_ = false;
    std::optional<GroupRow> group_title_;  // until the first row of its group
    std::optional<GroupRow> group_continued_;
};

/// Text in a box in millimetres: centred in height, aligned between the paddings.
struct TextBox {
    double left;
    double top;
    double width;
    double height;
    Align align;
    Colour colour = kBlack;
};
/// Draws all lines of `text`, which may be higher than the box.
void draw_text_box(Canvas& canvas, const TextBox& box, std::span<const Glyph> run,
                   const FittedText& text, bool bold);

/// The inner margin at both sides of a cell.
inline constexpr double kCellPaddingMm = 1.1;

}  // namespace lantai::pdf
