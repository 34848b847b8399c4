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
// The optical middle of a Chinese glyph above the baseline, in em.
constexpr double kMiddle = 0.38;
constexpr std::array<double, 3> kHeadSizes = {14.0, 12.0, 10.5};  // 四号, 小四, 五号

double inner_points(double width_mm) { return (width_mm - 2 * kCellPaddingMm) * kPointsPerMm; }
double box_points(double height_mm) { return (height_mm - 2 * kVerticalPaddingMm) * kPointsPerMm; }

}  // namespace

void draw_text_box(Canvas& canvas, const TextBox& box, std::span<const Glyph> run,
                   const FittedText& text, bool bold) {
    const double leading = text.size * kLeading / kPointsPerMm;
    double baseline = box.top + (box.height - leading * double(text.lines.size()) + leading) / 2 +
                      kMiddle * text.size / kPointsPerMm;
    for (const LineRange& line : text.lines) {
        const auto glyphs = run.subspan(line.begin, line.end - line.begin);
        double x = box.left + kCellPaddingMm;
        if (box.align == Align::centre) {
            const double width = width_points(glyphs, text.size) / kPointsPerMm;
            x = box.left + (box.width - width) / 2;
        }
        canvas.text(x, baseline, glyphs, {text.size, bold, box.colour});
        baseline += leading;
    }
}

Table::Table(TableGeometry geometry, std::vector<TableColumn> columns)
    : geometry_(geometry), columns_(std::move(columns)) {
    pages_.emplace_back();
    for (const TableColumn& column : columns_)
        head_.push_back({column.title, fit_text(column.title, inner_points(column.width_mm),
                                                box_points(geometry_.header_mm), kHeadSizes)});
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

void Table::add_row(std::vector<GlyphRun> cells) {
    assert(cells.size() == columns_.size());
    std::vector<Cell> row;
    row.reserve(cells.size());
    int slots = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        FittedText text =
            fit_text(cells[i], inner_points(columns_[i].width_mm), box_points(geometry_.row_mm));
        row.push_back({std::move(cells[i]), std::move(text)});
        slots = std::max(slots, slots_of(row.back(), page_slots()));
    }
    if (slots > 1 && slots <= page_slots()) {
        // A row that has to be higher anyway gives its texts room for a larger size.
        const double height = box_points(slots * geometry_.row_mm);
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i].text = fit_text(row[i].run, inner_points(columns_[i].width_mm), height);
    }
    place(keep(row), slots);
}

std::uint32_t Table::keep(const std::vector<Cell>& row) {
    return static_cast<std::uint32_t>(rows_.add(pack_row(row)));
}

void Table::begin_group(GlyphRun title, GlyphRun continued) {
    if (group_title_) place_group_title();  // a group without rows
    group_title_ = add_group_row(std::move(title));
    group_continued_ = add_group_row(std::move(continued));
}

Table::GroupRow Table::add_group_row(GlyphRun text) {
    Cell cell{std::move(text), {}};
    cell.text = fit_text(cell.run, inner_points(right_mm() - geometry_.left_mm),
                         box_points(geometry_.row_mm));
    // What a whole page could not hold beside a row is cut to that; no keyword is so long.
    const int most = std::max(1, geometry_.rows_per_page / 2);
    const int slots = std::min(most, slots_of(cell, geometry_.rows_per_page));
    const auto lines = static_cast<std::size_t>(max_lines(cell.text.size, slots));
    if (cell.text.lines.size() > lines) cell.text.lines.resize(lines);
    return {keep({cell}), slots};
}

/// What the group's row leaves of a page.
int Table::page_slots() const {
    int taken = 0;
    if (group_title_) taken = group_title_->slots;
    if (group_continued_) taken = std::max(taken, group_continued_->slots);
    return geometry_.rows_per_page - taken;
}

void Table::place(std::uint32_t row, int slots) {
    const int most = page_slots();
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
    put({title.row, 0, title.slots, title.slots, true});
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
        put({group_continued_->row, 0, group_continued_->slots, group_continued_->slots, true});
}

// An empty row in the middle of a catalogue could be filled in by hand later.
void Table::stretch_last_row(PageRows& page) const {
    if (page.rows.empty()) return;
    page.rows.back().slots += geometry_.rows_per_page - page.used;
    page.used = geometry_.rows_per_page;
}

int Table::pages() const { return static_cast<int>(pages_.size()); }

double Table::right_mm() const {
    double right = geometry_.left_mm;
    for (const TableColumn& column : columns_) right += column.width_mm;
    return right;
}

void Table::draw(Canvas& canvas, const Decorate& decorate) const {
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
    const double height = placed.slots * geometry_.row_mm;
    double x = geometry_.left_mm;
    const std::vector<Cell> cells = unpack_row(canvas.fonts(), rows_.row(placed.row));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const Cell& cell = cells[i];
        const double width = placed.across ? right_mm() - x : columns_[i].width_mm;
        const TextBox box{x, top, width, height, placed.across ? Align::left : columns_[i].align};
        x += width;
        const auto lines = static_cast<int>(cell.text.lines.size());
        const int per_page = max_lines(cell.text.size, placed.page_slots);
        if (placed.part == 0 && lines <= per_page) {
            draw_text_box(canvas, box, cell.run, cell.text, placed.across);
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
        if (placed.across) {
            if (y > top) draw(top, y);
            top = below;
        }
        y = below;
    }
    draw(top, body + geometry_.rows_per_page * geometry_.row_mm);
}

}  // namespace lantai::pdf
