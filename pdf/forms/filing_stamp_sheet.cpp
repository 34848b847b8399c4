#include "pdf/forms/filing_stamp_sheet.hpp"

#include <array>

#include "pdf/table.hpp"

namespace lantai::pdf {
namespace {

constexpr double kStampWidth = 45;
constexpr double kStampHeight = 16;
constexpr int kAcross = 3;
constexpr double kCellWidth = kStampWidth / kAcross;
constexpr double kCellHeight = kStampHeight / 2;
constexpr double kCellHeightPoints = (kCellHeight - 0.6) * kPointsPerMm;
constexpr Colour kStampRed{0.8, 0, 0};
constexpr double kFrameWidth = 0.9;  // points
constexpr double kRuleWidth = 0.5;
constexpr std::array<double, 6> kValueSizes = {12.0, 10.5, 9.0, 8.0, 6.5, 5.0};

constexpr double kLeastMargin = 12;
constexpr double kHeadInset = 10;
constexpr double kHeadTop = 3;
constexpr double kHeadBelow = 2;
constexpr double kHeadGap = 4;  // with the padding of the text box
constexpr double kHeadSize = 9;
constexpr std::array<double, 3> kHeadSizes = {9.0, 8.0, 6.5};
constexpr double kMarkSize = 12;

struct StampCell {
    GlyphRun run;
    FittedText text;
};
using StampCells = std::array<StampCell, 6>;

core::Result<StampCells> shape_stamp(FormText& text, const FilingStamp& stamp, std::size_t number) {
    struct Value {
        const char* field;
        std::string text;
    };
    const std::array<Value, 6> values = {{
        {"fonds_no", stamp.fonds_no},
        {"year", stamp.year},
        {"item_no", stamp.item_no},
        {"organization", stamp.organization},
        {"retention", stamp.retention},
        {"pages", stamp.pages ? std::to_string(*stamp.pages) : ""},
    }};
    StampCells cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i].run = text.shape(values[i].text, number, values[i].field);
        cells[i].text = fit_text(cells[i].run, (kCellWidth - 2 * kCellPaddingMm) * kPointsPerMm,
                                 kCellHeightPoints, kValueSizes);
        if (cells[i].text.height() > kCellHeightPoints)
            return core::field_error(
                "stamps[" + std::to_string(number - 1) + "]." + values[i].field,
                "pdf.text_too_long");
    }
    return cells;
}

void draw_stamp(Canvas& canvas, double left, double top, const StampCells& cells) {
    canvas.line_colour(kStampRed);
    canvas.line_width(kRuleWidth);
    for (int i = 1; i < kAcross; ++i)
        canvas.line(left + i * kCellWidth, top, left + i * kCellWidth, top + kStampHeight);
    canvas.line(left, top + kCellHeight, left + kStampWidth, top + kCellHeight);
    canvas.line_width(kFrameWidth);
    canvas.rectangle(left, top, kStampWidth, kStampHeight);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const TextBox box{left + double(i % kAcross) * kCellWidth,
                          top + double(i / kAcross) * kCellHeight,
                          kCellWidth,
                          kCellHeight,
                          Align::centre,
                          kStampRed};
        draw_text_box(canvas, box, cells[i].run, cells[i].text, false);
    }
}

FittedText one_line(const GlyphRun& run, double size) { return {size, {{0, run.size()}}}; }

/// The line in the margin above the labels.
class SheetHead {
public:
    SheetHead(const FormHead& form, const LabelSheet& sheet, FormText& text)
        : text_(text), sheet_(sheet), shown_(sheet.top >= kLeastMargin) {
        if (!shown_) return;
        std::string head(find_form("filing_stamp_sheet")->title);
        if (!form.company.empty()) head += "　" + form.company;
        head_ = text.shape(head, 0, "company");
        if (form.level >= core::Level::secret) mark_ = text.shape(form.level_mark, 0, "level_mark");
        date_ = "最后修改：" + chinese_date(form.content_date) + "　";
    }

    void draw(Canvas& canvas, std::size_t page, std::size_t pages) const {
        if (!shown_) return;
        const double right = sheet_.page.width_mm - kHeadInset;
        const double height = sheet_.top - kHeadTop - kHeadBelow;
        double left = kHeadInset;
        const auto draw_box = [&](double x, double width, const GlyphRun& run,
                                  const FittedText& fitted, bool bold) {
            draw_text_box(canvas, {x, kHeadTop, width, height, Align::left}, run, fitted, bold);
        };
        if (!mark_.empty()) {
            const double width = kHeadGap + width_points(mark_, kMarkSize) / kPointsPerMm;
            draw_box(left, width, mark_, one_line(mark_, kMarkSize), true);
            left += width;
        }
        const GlyphRun tail = text_.shape(
            date_ + "第 " + std::to_string(page) + " 页 共 " + std::to_string(pages) + " 页", 0,
            "form");
        const double width = kHeadGap + width_points(tail, kHeadSize) / kPointsPerMm;
        draw_box(right - width, width, tail, one_line(tail, kHeadSize), false);
        const double room = right - width - left;
        draw_box(
            left, room, head_,
            fit_text(head_, (room - kHeadGap) * kPointsPerMm, height * kPointsPerMm, kHeadSizes),
            false);
    }

private:
    FormText& text_;
    const LabelSheet& sheet_;
    bool shown_;
    GlyphRun head_;
    GlyphRun mark_;
    std::string date_;
};

core::Result<void> check_sheet(const FormHead& head, const LabelSheet& sheet) {
    LT_CHECK(check_label_sheet(sheet));
    if (sheet.label_width < kStampWidth || sheet.label_height < kStampHeight)
        return core::field_error("sheet", "pdf.label_sheet");
    LT_CHECK(check_head(head));
    if (head.level >= core::Level::secret && sheet.top < kLeastMargin)
        return core::field_error("sheet", "pdf.margin_for_mark");
    return {};
}

using Stamps = RowSource<FilingStamp>;

/// Draws nothing before every stamp is known to fit. Gives their number.
core::Result<std::size_t> check_stamps(const FontSet& fonts, const Stamps& rows) {
    FormText text(fonts);  // the report is made when they are drawn
    std::size_t number = 0;
    LT_CHECK(rows([&](const FilingStamp& stamp) -> core::Result<void> {
        LT_CHECK(shape_stamp(text, stamp, ++number));
        return {};
    }));
    return number;
}

DocumentInfo info_of(const FilingStamps& stamps) {
    return {std::string(find_form("filing_stamp_sheet")->title), stamps.head.company};
}

}  // namespace

core::Result<void> draw_filing_stamp_sheet(FormDrawing& drawing, const FilingStamps& stamps,
                                           const LabelSheet& sheet) {
    return draw_filing_stamp_sheet(drawing, stamps.head, rows_of(stamps.stamps), sheet);
}

core::Result<void> draw_filing_stamp_sheet(FormDrawing& drawing, const FormHead& head,
                                           const Stamps& rows, const LabelSheet& sheet) {
    LT_CHECK(check_sheet(head, sheet));
    LT_TRY(const std::size_t count, check_stamps(drawing.canvas.fonts(), rows));
    const SheetHead line(head, sheet, drawing.text);
    Canvas& canvas = drawing.canvas;
    const std::size_t pages = label_pages(sheet, count);
    std::size_t begun = 0;
    const auto begin_page = [&] {
        canvas.add_page(sheet.page);
        line.draw(canvas, ++begun, pages);
    };
    std::size_t next = 0;
    LT_CHECK(rows([&](const FilingStamp& stamp) -> core::Result<void> {
        const LabelPlace place = label_place(sheet, next);
        LT_TRY(const StampCells cells, shape_stamp(drawing.text, stamp, ++next));
        while (begun <= place.page) begin_page();
        draw_stamp(canvas, place.left + (sheet.label_width - kStampWidth) / 2,
                   place.top + (sheet.label_height - kStampHeight) / 2, cells);
        return {};
    }));
    if (begun == 0) begin_page();
    return {};
}

core::Result<void> draw_filing_stamp_pages(FormDrawing& drawing, const FilingStamps& stamps,
                                           double top_mm) {
    return draw_filing_stamp_pages(drawing, rows_of(stamps.stamps), top_mm);
}

core::Result<void> draw_filing_stamp_pages(FormDrawing& drawing, const Stamps& rows,
                                           double top_mm) {
    const double lowest = kA4Portrait.height_mm - kStampHeight;
    if (!(top_mm >= 0 && top_mm <= lowest)) return core::field_error("top_mm", "pdf.label_sheet");
    LT_TRY(const std::size_t count, check_stamps(drawing.canvas.fonts(), rows));
    std::size_t number = 0;
    LT_CHECK(rows([&](const FilingStamp& stamp) -> core::Result<void> {
        LT_TRY(const StampCells cells, shape_stamp(drawing.text, stamp, ++number));
        drawing.canvas.add_page(kA4Portrait);
        draw_stamp(drawing.canvas, (kA4Portrait.width_mm - kStampWidth) / 2, top_mm, cells);
        return {};
    }));
    if (count == 0) drawing.canvas.add_page(kA4Portrait);
    return {};
}

core::Result<PrintedForm> print_filing_stamp_sheet(std::shared_ptr<const FontSet> fonts,
                                                   const FilingStamps& stamps,
                                                   const LabelSheet& sheet) {
    return print_one(fonts, info_of(stamps), [&](FormDrawing& drawing) {
        return draw_filing_stamp_sheet(drawing, stamps, sheet);
    });
}

core::Result<PrintedForm> print_filing_stamp_pages(std::shared_ptr<const FontSet> fonts,
                                                   const FilingStamps& stamps, double top_mm) {
    return print_one(fonts, info_of(stamps), [&](FormDrawing& drawing) {
        return draw_filing_stamp_pages(drawing, stamps, top_mm);
    });
}

}  // namespace lantai::pdf
