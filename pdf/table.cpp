#include "pdf/table.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace lantai::pdf {
namespace {

constexpr double kFrameWidth = 0.9;  // points
constexpr double kRuleWidth = 0.4;
constexpr double kVerticalPaddingMm = 0.4;
constexpr double kHeadPaddingMm = 0.9;
constexpr double kCentredPaddingMm = 0.7;
// A column with so few characters in a line looks ragged unless its lines are of one length.
constexpr double kNarrowColumn = 8;
// The optical middle of a Chinese glyph above the baseline, in em.
constexpr double kMiddle = 0.38;
constexpr std::array<double, 3> kHeadSizes = {14.0, 12.0, 10.5};  // 四号, 小四, 五号

/// Centred texts are short; the blank at both sides needs no wide padding below the longest.
double inner_points(double width_mm, Align align = Align::left) {
    const double padding = align == Align::centre ? kCentredPaddingMm : kCellPaddingMm;
    return (width_mm - 2 * padding) * kPointsPerMm;
}
double head_points(double width_mm) { return (width_mm - 2 * kHeadPaddingMm) * kPointsPerMm; }
double box_points(double height_mm) { return (height_mm - 2 * kVerticalPaddingMm) * kPointsPerMm; }

}  // namespace

void draw_text_box(Canvas& canvas, const TextBox& box, std::span<const Glyph> run,
                   const FittedText& text, bool bold) {
    const double leading = text.size * kLeading / kPointsPerMm;
    double baseline = box.top + (box.height - leading * double(text.lines.size()) + leading) / 2 +
                      kMiddle * text.size / kPointsPerMm;
    for (const LineRange& line : text.lines) {
        const auto glyphs = run.subspan(line.begin, line.end - line.begin);
        const double indent = line_indent(glyphs) * text.size / 1000 / kPointsPerMm;
        double x = box.left + kCellPaddingMm - indent;
        if (box.align == Align::centre) {
            const double width = width_points(glyphs, text.size) / kPointsPerMm;
            x = box.left + (box.width - width - indent) / 2;
        }
        canvas.text(x, baseline, glyphs, {text.size, bold, box.colour});
        baseline += leading;
    }
}

Table::Table(const FontSet& fonts, TableGeometry geometry, std::vector<TableColumn> columns)
    : fonts_(&fonts), geometry_(geometry), columns_(std::move(columns)) {
    sizes_.assign(columns_.size(), kCellSizes[0]);
    fit_head();
}

/// All titles at the first size at which each of them fits, or else at the last.
void Table::fit_head() {
    for (const double size : kHeadSizes) {
        head_.clear();
        bool fits = true;
        for (const TableColumn& column : columns_) {
            SizeTrial trial = try_size(column.title, head_points(column.width_mm),
                                       box_points(geometry_.header_mm), size);
            fits = fits && trial.fits();
            head_.push_back({column.title, std::move(trial.text)});
        }
        if (fits) return;
    }
}

int Table::max_lines(double size, int slots) const {
    const double lines = box_points(slots * geometry_.row_mm) / (size * kLeading);
    return std::max(1, static_cast<int>(lines + 1e-6));
}

int Table::slots_of(const Cell& cell, int page_slots) const {
    const auto lines = static_cast<int>(cell.text.lines.size());
    int slots = 1;
    while (slots < page_slots && max_lines(cell.text.size, slots) < lines) ++slots;
    const int per_page = max_lines(cell.text.size, page_slots);
    if (lines <= per_page) return slots;
    // Higher than a page: full pages, then the slots of the rest.
    Cell rest = cell;
    rest.text.lines.resize(std::size_t((lines - 1) % per_page + 1));
    return (lines - 1) / per_page * page_slots + slots_of(rest, page_slots);
}

/// Numbers, dates and the like have one size in all of their columns.
std::size_t Table::size_index(std::size_t column) const {
    if (columns_[column].align != Align::centre) return column;
    std::size_t first = 0;
    while (columns_[first].align != Align::centre) ++first;
    return first;
}

/// At the column's size, which becomes smaller when that brings the text into a row.
FittedText Table::fit_cell(const GlyphRun& run, std::size_t column) {
    const double width = inner_points(columns_[column].width_mm, columns_[column].align);
    const double height = box_points(geometry_.row_mm);
    double& size = sizes_[size_index(column)];
    SizeTrial trial = try_size(run, width, height, size);
    SizeTrial smaller = trial;
    for (const double next : kCellSizes) {
        if (smaller.fits()) break;
        if (next >= smaller.text.size) continue;
        // The smallest size is for words that would be parted, not for long texts.
        if (next == std::end(kCellSizes)[-1] && !smaller.parted) break;
        smaller = try_size(run, width, height, next);
    }
    if (smaller.fits() && smaller.text.size < size) {
        size = smaller.text.size;
        trial = std::move(smaller);
        unsettled_ = rows_.size() + 1;  // this row may have cells of the old size, too
    }
    const double last = trial.text.lines.size() < 2
                            ? 2
                            : double(trial.text.lines.back().end - trial.text.lines.back().begin);
    if (width < kNarrowColumn * trial.text.size || last < 2) balance(trial.text, run, width);
    return std::move(trial.text);
}

void Table::add_row(std::vector<GlyphRun> cells) {
    assert(cells.size() == columns_.size() && !laid_out_);
    std::vector<Cell> row;
    row.reserve(cells.size());
    const int page_slots = geometry_.rows_per_page - group_slots_;
    int slots = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        FittedText text = fit_cell(cells[i], i);
        row.push_back({std::move(cells[i]), std::move(text)});
        slots = std::max(slots, slots_of(row.back(), page_slots));
    }
    keep(row, {slots, page_slots, RowKind::cells});
}

void Table::keep(const std::vector<Cell>& cells, const Row& row) {
    packed_.add(pack_row(cells));
    rows_.push_back(row);
}

/// Gives the rows that were added before a column became smaller its last size.
void Table::settle_sizes() {
    while (unsettled_ > 0) {
        const std::size_t before = std::min(unsettled_, rows_.size());
        unsettled_ = 0;
        for (std::size_t i = 0; i < before; ++i)
            if (!rows_[i].across()) settle_row(i);
    }
}

void Table::settle_row(std::size_t index) {
    std::vector<Cell> cells = unpack_row(*fonts_, packed_.row(index));
    bool changed = false;
    int slots = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].text.size > sizes_[size_index(i)]) {
            cells[i].text = fit_cell(cells[i].run, i);
            changed = true;
        }
        slots = std::max(slots, slots_of(cells[i], rows_[index].page_slots));
    }
    if (!changed) return;
    packed_.replace(index, pack_row(cells));
    rows_[index].slots = slots;
}

void Table::begin_group(GlyphRun title, GlyphRun continued) {
    group_slots_ = add_group_row(std::move(title), RowKind::group_title);
    group_slots_ =
        std::max(group_slots_, add_group_row(std::move(continued), RowKind::group_continued));
}

int Table::add_group_row(GlyphRun text, RowKind kind) {
    Cell cell{std::move(text), {}};
    cell.text = fit_text(cell.run, inner_points(right_mm() - geometry_.left_mm),
                         box_points(geometry_.row_mm), {kCellSizes, 1});
    // What a whole page could not hold beside a row is cut to that; no keyword is so long.
    const int most = std::max(1, geometry_.rows_per_page / 2);
    const int slots = std::min(most, slots_of(cell, geometry_.rows_per_page));
    const auto lines = static_cast<std::size_t>(max_lines(cell.text.size, slots));
    if (cell.text.lines.size() > lines) cell.text.lines.resize(lines);
    keep({cell}, {slots, slots, kind});
    return slots;
}

void Table::lay_out() {
    if (laid_out_) return;
    laid_out_ = true;
    settle_sizes();
    pages_.emplace_back();
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        switch (rows_[i].kind) {
            case RowKind::cells:
                place(i);
                break;
            case RowKind::group_title:
                if (group_title_) place_group_title();  // a group without rows
                group_title_ = GroupRow{i, rows_[i].slots};
                break;
            case RowKind::group_continued:
                group_continued_ = GroupRow{i, rows_[i].slots};
                break;
        }
    }
}

void Table::place(std::uint32_t row) {
    const int most = rows_[row].page_slots;
    int slots = rows_[row].slots;
    for (int part = 0; slots > 0; ++part) {
        const int here = std::min(slots, most);
        const int title = group_title_ ? group_title_->slots : 0;
        if (pages_.back().used + title + here > geometry_.rows_per_page) new_page();
        if (group_title_) place_group_title();
        put({row, part, here, most});
        slots -= here;
    }
}

void Table::place_group_title() {
    const GroupRow title = *group_title_;
    if (pages_.back().used + title.slots > geometry_.rows_per_page) new_page();
    put({title.row, 0, title.slots, title.slots});
    group_title_.reset();
}

void Table::put(const Placed& placed) {
    pages_.back().rows.push_back(placed);
    pages_.back().used += placed.slots;
}

void Table::new_page() {
    stretch_last_row(pages_.back());
    pages_.emplace_back();
    if (group_continued_ && !group_title_)
        put({group_continued_->row, 0, group_continued_->slots, group_continued_->slots});
}

// An empty row in the middle of a catalogue could be filled in by hand later.
void Table::stretch_last_row(PageRows& page) const {
    if (page.rows.empty()) return;
    page.rows.back().slots += geometry_.rows_per_page - page.used;
    page.used = geometry_.rows_per_page;
}

int Table::pages() {
    lay_out();
    return static_cast<int>(pages_.size());
}

double Table::right_mm() const {
    double right = geometry_.left_mm;
    for (const TableColumn& column : columns_) right += column.width_mm;
    return right;
}

void Table::draw(Canvas& canvas, const Decorate& decorate) {
    lay_out();
    for (std::size_t i = 0; i < pages_.size(); ++i) {
        canvas.add_page(geometry_.page);
        if (canvas.stopped()) return;
        decorate(canvas, static_cast<int>(i) + 1, pages());
        draw_grid(canvas, pages_[i]);
        draw_head(canvas);
        draw_rows(canvas, pages_[i]);
    }
}

void Table::draw_head(Canvas& canvas) const {
    double x = geometry_.left_mm;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        draw_text_box(
            canvas, {x, geometry_.top_mm, columns_[i].width_mm, geometry_.header_mm, Align::centre},
            head_[i].run, head_[i].text, true);
        x += columns_[i].width_mm;
    }
}

void Table::draw_rows(Canvas& canvas, const PageRows& page) const {
    double top = geometry_.top_mm + geometry_.header_mm;
    for (const Placed& placed : page.rows) {
        draw_row(canvas, placed, top);
        top += placed.slots * geometry_.row_mm;
    }
}

void Table::draw_row(Canvas& canvas, const Placed& placed, double top) const {
    const Row& row = rows_[placed.row];
    const double height = placed.slots * geometry_.row_mm;
    double x = geometry_.left_mm;
    const std::vector<Cell> cells = unpack_row(canvas.fonts(), packed_.row(placed.row));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const Cell& cell = cells[i];
        const double width = row.across() ? right_mm() - x : columns_[i].width_mm;
        const TextBox box{x, top, width, height, row.across() ? Align::left : columns_[i].align};
        x += width;
        const auto lines = static_cast<int>(cell.text.lines.size());
        const int per_page = max_lines(cell.text.size, placed.page_slots);
        if (placed.part == 0 && lines <= per_page) {
            draw_text_box(canvas, box, cell.run, cell.text, row.across());
            continue;
        }
        const int first = placed.part * per_page;
        if (first >= lines) continue;
        FittedText part{cell.text.size, {}};
        part.lines.assign(cell.text.lines.begin() + first,
                          cell.text.lines.begin() + std::min(lines, first + per_page));
        draw_text_box(canvas, box, cell.run, part, false);
    }
}

void Table::draw_grid(Canvas& canvas, const PageRows& page) const {
    const double left = geometry_.left_mm;
    const double right = right_mm();
    const double body = geometry_.top_mm + geometry_.header_mm;
    const double bottom = body + geometry_.rows_per_page * geometry_.row_mm;
    canvas.line_width(kRuleWidth);
    canvas.line(left, body, right, body);
    int slot = 0;
    const auto rule_after = [&](int slots) {
        slot += slots;
        const double y = body + slot * geometry_.row_mm;
        if (slot < geometry_.rows_per_page) canvas.line(left, y, right, y);
    };
    for (const Placed& placed : page.rows) rule_after(placed.slots);
    while (slot < geometry_.rows_per_page) rule_after(1);
    draw_columns(canvas, page);
    canvas.line_width(kFrameWidth);
    canvas.rectangle(left, geometry_.top_mm, right - left, bottom - geometry_.top_mm);
}

/// The rules between the columns, which rows across all of them interrupt.
void Table::draw_columns(Canvas& canvas, const PageRows& page) const {
    const double body = geometry_.top_mm + geometry_.header_mm;
    const auto draw = [&](double top, double bottom) {
        double x = geometry_.left_mm;
        for (std::size_t i = 0; i + 1 < columns_.size(); ++i) {
            x += columns_[i].width_mm;
            canvas.line(x, top, x, bottom);
        }
    };
    double top = geometry_.top_mm;
    double y = body;
    for (const Placed& placed : page.rows) {
        const double below = y + placed.slots * geometry_.row_mm;
        if (rows_[placed.row].across()) {
            if (y > top) draw(top, y);
            top = below;
        }
        y = below;
    }
    draw(top, body + geometry_.rows_per_page * geometry_.row_mm);
}

}  // namespace lantai::pdf
