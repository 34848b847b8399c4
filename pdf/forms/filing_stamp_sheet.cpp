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
    SheetHead(const FilingStamps& stamps, const LabelSheet& sheet, FormText& text)
        : text_(text), sheet_(sheet), shown_(sheet.top >= kLeastMargin) {
        if (!shown_) return;
        std::string head(find_form("filing_stamp_sheet")->title);
        if (!stamps.head.company.empty()) head += "　" + stamps.head.company;
        head_ = text.shape(head, 0, "company");
        if (stamps.head.level >= core::Level::secret)
            mark_ = text.shape(stamps.head.level_mark, 0, "level_mark");
        date_ = "最后修改：" + chinese_date(stamps.head.content_date) + "　";
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

core::Result<void> check_sheet(const FilingStamps& stamps, const LabelSheet& sheet) {
    LT_CHECK(check_label_sheet(sheet));
    if (sheet.label_width < kStampWidth || sheet.label_height < kStampHeight)
        return core::field_error("sheet", "pdf.label_sheet");
    LT_CHECK(check_head(stamps.head));
    if (stamps.head.level >= core::Level::secret && sheet.top < kLeastMargin)
        return core::field_error("sheet", "pdf.margin_for_mark");
    return {};
}

core::Result<std::vector<StampCells>> shape_stamps(FormText& text, const FilingStamps& stamps) {
    std::vector<StampCells> shaped;
    shaped.reserve(stamps.stamps.size());
    for (const FilingStamp& stamp : stamps.stamps) {
        LT_TRY(auto cells, shape_stamp(text, stamp, shaped.size() + 1));
        shaped.push_back(std::move(cells));
    }
    return shaped;
}

DocumentInfo info_of(const FilingStamps& stamps) {
    return {std::string(find_form("filing_stamp_sheet")->title), stamps.head.company};
}

}  // namespace

core::Result<void> draw_filing_stamp_sheet(FormDrawing& drawing, const FilingStamps& stamps,
                                           const LabelSheet& sheet) {
    LT_CHECK(check_sheet(stamps, sheet));
    LT_TRY(const auto shaped, shape_stamps(drawing.text, stamps));
    const SheetHead head(stamps, sheet, drawing.text);
    Canvas& canvas = drawing.canvas;
    const std::size_t pages = label_pages(sheet, shaped.size());
    std::size_t next = 0;
    for (std::size_t page = 0; page < pages; ++page) {
        canvas.add_page(sheet.page);
        head.draw(canvas, page + 1, pages);
        for (; next < shaped.size() && label_place(sheet, next).page == page; ++next) {
            const LabelPlace place = label_place(sheet, next);
            draw_stamp(canvas, place.left + (sheet.label_width - kStampWidth) / 2,
                       place.top + (sheet.label_height - kStampHeight) / 2, shaped[next]);
        }
    }
    return {};
}

core::Result<void> draw_filing_stamp_pages(FormDrawing& drawing, const FilingStamps& stamps,
                                           double top_mm) {
    const double lowest = kA4Portrait.height_mm - kStampHeight;
    if (!(top_mm >= 0 && top_mm <= lowest)) return core::field_error("top_mm", "pdf.label_sheet");
    LT_TRY(const auto shaped, shape_stamps(drawing.text, stamps));
    for (const StampCells& stamp : shaped) {
        drawing.canvas.add_page(kA4Portrait);
        draw_stamp(drawing.canvas, (kA4Portrait.width_mm - kStampWidth) / 2, top_mm, stamp);
    }
    if (shaped.empty()) drawing.canvas.add_page(kA4Portrait);
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
