#include "pdf/forms/volume_spine.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "pdf/table.hpp"

namespace lantai::pdf {
namespace {

constexpr double kLeft = 10;
constexpr double kSheetMm = kA4Landscape.width_mm - 2 * kLeft;
constexpr double kTop = 19;
constexpr double kHeight = 178;
constexpr double kBottom = kTop + kHeight;
constexpr double kCutMarkMm = 4;
constexpr double kCutGapMm = 1;
constexpr double kRuleWidth = 0.4;  // points
constexpr double kFrameWidth = 0.6;
constexpr double kNarrowMm = 15;  // below it a label of four characters stands on two lines
constexpr double kLabelMm = 5;
constexpr double kNarrowLabelMm = 8;
constexpr double kStackLeading = 1.2;
constexpr std::array<double, 2> kLabelSizes = {9, 8};
constexpr std::array<double, 7> kValueSizes = {18, 16, 14, 12, 10.5, 9, 8};
constexpr double kLeastTurned = 7;
constexpr double kStripPaddingMm = 1.2;
constexpr double kNarrowPaddingMm = 0.9;
constexpr double kWrapMm = 25;  // from this width on a long code stands across, on several lines
constexpr std::array<double, 3> kWrappedSizes = {12, 10.5, 9};
constexpr std::array<double, 6> kTurnedSizes = {12, 10.5, 9, 8, 7, 6};

struct Cell {
    std::string label;
    std::string_view field;
    std::string value;
    double share;      // of the strip's height
    bool short_value;  // has the size of the other short values on strips of its width
};

double padding_of(double width_mm) {
    return width_mm < kNarrowMm ? kNarrowPaddingMm : kStripPaddingMm;
}

bool latin(char32_t c) { return c < 0x2E80; }

GlyphRun part(const GlyphRun& run, const LineRange& range) {
    return {run.begin() + static_cast<std::ptrdiff_t>(range.begin),
            run.begin() + static_cast<std::ptrdiff_t>(range.end)};
}

/// The size at which a run fits one line across the strip; 0 when it is too wide or too high.
double size_across(const TextBox& box, const GlyphRun& run) {
    const double room = (box.width - 2 * padding_of(box.width)) * kPointsPerMm;
    for (const double size : kValueSizes)
        if (width_points(run, size) <= room && size * kLeading <= box.height * kPointsPerMm)
            return size;
    return 0;
}

/// Lines across a wide strip; false when they are too many or a part of a code is parted.
bool draw_wrapped(Canvas& canvas, const TextBox& box, const GlyphRun& run) {
    if (box.width < kWrapMm) return false;
    const double room = (box.width - 2 * kStripPaddingMm) * kPointsPerMm;
    for (const double size : kWrappedSizes) {
        FittedText text = fit_text(run, room, box.height * kPointsPerMm, {&size, 1});
        if (text.height() > box.height * kPointsPerMm || text.lines.size() > 3) continue;
        balance(text, run, room);
        draw_text_box(canvas, box, run, text, false);
        return true;
    }
    return false;
}

/// Chinese characters below each other, as on the spine of a book.
bool draw_stacked(Canvas& canvas, const TextBox& box, const GlyphRun& run) {
    const auto is_latin = [](const Glyph& glyph) { return latin(glyph.character); };
    if (std::any_of(run.begin(), run.end(), is_latin)) return false;
    for (const double size : kValueSizes) {
        const double step = size * kStackLeading / kPointsPerMm;
        if (step * double(run.size()) > box.height || size > box.width * kPointsPerMm) continue;
        double y = box.top + (box.height - step * double(run.size())) / 2 + step * 0.83;
        for (const Glyph& glyph : run) {
            draw_centred(canvas, box.left + box.width / 2, y, {&glyph, 1}, {size});
            y += step;
        }
        return true;
    }
    return false;
}

/// Turned clockwise, on as many lines as it needs; the first line stands rightmost.
void draw_turned(Canvas& canvas, const TextBox& box, const GlyphRun& run) {
    const double along = (box.height - 2 * kCellPaddingMm) * kPointsPerMm;
    const double across = (box.width - 2 * kCellPaddingMm) * kPointsPerMm;
    FittedText text = fit_text(run, along, across, kTurnedSizes);
    for (const double size : kTurnedSizes)  // one line, if it is not much smaller
        if (text.lines.size() > 1 && size >= kLeastTurned && width_points(run, size) <= along)
            text = {size, {{0, run.size()}}};
    const double leading = text.size * kLeading / kPointsPerMm;
    double x = box.left + (box.width + leading * double(text.lines.size() - 1)) / 2 -
               0.38 * text.size / kPointsPerMm;
    for (const LineRange& range : text.lines) {
        const GlyphRun line = part(run, range);
        const double length = width_points(line, text.size) / kPointsPerMm;
        canvas.text_down(x, box.top + (box.height - length) / 2, line, {text.size});
        x -= leading;
    }
}

class SpineWriter {
public:
    SpineWriter(FormDrawing& drawing, const VolumeSpines& spines)
        : drawing_(drawing), spines_(spines) {}

    void draw() {
        find_sizes();
        const std::vector<LineRange> sheets = place();
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            drawing_.canvas.add_page(kA4Landscape);
            draw_margin(i + 1, sheets.size());
            double x = kLeft;
            draw_cut_marks(x);
            for (std::size_t strip = sheets[i].begin; strip < sheets[i].end; ++strip) {
                draw_strip(x, strip);
                x += spines_.strips[strip].width_mm;
                draw_cut_marks(x);
            }
        }
    }

private:
    /// The size that the longest of the short values needs on the strips of each width.
    void find_sizes() {
        for (std::size_t i = 0; i < spines_.strips.size(); ++i) {
            const SpineStrip& strip = spines_.strips[i];
            for (const Placed& placed : cells_at(0, strip)) {
                if (!placed.cell.short_value) continue;
                std::vector<char32_t> missing;  // reported when it is drawn
                const GlyphRun value = drawing_.canvas.fonts().shape(placed.cell.value, missing);
                const double size = value.empty() ? 0 : size_across(value_box(placed), value);
                if (size == 0) continue;
                const auto [at, added] = sizes_.try_emplace(strip.width_mm, size);
                at->second = std::min(at->second, size);
            }
        }
    }

    /// Which strips stand on which sheet, in their order.
    std::vector<LineRange> place() const {
        std::vector<LineRange> sheets = {{0, 0}};
        double used = 0;
        for (std::size_t i = 0; i < spines_.strips.size(); ++i) {
            const double width = spines_.strips[i].width_mm;
            if (used + width > kSheetMm + 1e-6) {
                sheets.push_back({i, i});
                used = 0;
            }
            used += width;
            sheets.back().end = i + 1;
        }
        return sheets;
    }

    /// Outside of the strips: cut away.
    void draw_margin(std::size_t sheet, std::size_t sheets) {
        const FormHead& head = spines_.head;
        if (head.level >= core::Level::secret)
            drawing_.canvas.text(kLeft, 11, drawing_.text.shape(head.level_mark, 0, "level_mark"),
                                 {14, true});
        std::string text(find_form("volume_spine")->title);
        if (!head.company.empty()) text += "　" + head.company;
        const double middle = kA4Landscape.width_mm / 2;
        draw_centred(drawing_.canvas, middle, 11, drawing_.text.shape(text, 0, "company"), {9});
        const std::string number =
            (head.sealed ? "封卷日期：" : "最后修改：") + chinese_date(head.content_date) +
            "　第 " + std::to_string(sheet) + " 页 共 " + std::to_string(sheets) + " 页";
        draw_centred(drawing_.canvas, middle, 206, drawing_.text.shape(number, 0, "form"), {9});
    }

    void draw_cut_marks(double x) {
        Canvas& canvas = drawing_.canvas;
        canvas.line_width(kRuleWidth);
        canvas.line(x, kTop - kCutGapMm - kCutMarkMm, x, kTop - kCutGapMm);
        canvas.line(x, kBottom + kCutGapMm, x, kBottom + kCutGapMm + kCutMarkMm);
    }

    static std::vector<Cell> cells_of(const SpineStrip& strip) {
        std::vector<Cell> cells = {{"归档号", "filing_code", strip.filing_code, 28, false},
                                   {"全宗号", "fonds_code", strip.fonds_code, 20, true},
                                   {"目录号", "catalogue_no", strip.catalogue_no, 18, true},
                                   {"年度", "year", strip.year, 18, true},
                                   {"案卷号", "volume_no", strip.volume_no, 20, true},
                                   {"保管期限", "retention", strip.retention, 24, true},
                                   {"档号", "archival_code", strip.archival_code, 50, false}};
        if (!strip.level_mark.empty())
            cells.insert(cells.begin(), {"密级", "level_mark", strip.level_mark, 24, false});
        if (strip.width_mm < kNarrowMm)
            for (Cell& cell : cells)
                if (cell.field == "retention") cell.label = "保管\n期限";
        return cells;
    }

    struct Placed {
        Cell cell;
        TextBox box;
    };
    static std::vector<Placed> cells_at(double left, const SpineStrip& strip) {
        std::vector<Cell> cells = cells_of(strip);
        double shares = 0;
        for (const Cell& cell : cells) shares += cell.share;
        std::vector<Placed> placed;
        double y = kTop;
        for (Cell& cell : cells) {
            const double height = kHeight * cell.share / shares;
            placed.push_back({std::move(cell), {left, y, strip.width_mm, height, Align::centre}});
            y += height;
        }
        return placed;
    }

    void draw_strip(double left, std::size_t index) {
        const SpineStrip& strip = spines_.strips[index];
        Canvas& canvas = drawing_.canvas;
        canvas.line_width(kRuleWidth);
        for (const Placed& placed : cells_at(left, strip)) {
            draw_cell(placed, index + 1);
            const double top = placed.box.top;
            if (top > kTop) canvas.line(left, top, left + strip.width_mm, top);
        }
        canvas.line_width(kFrameWidth);
        canvas.rectangle(left, kTop, strip.width_mm, kHeight);
    }

    static double label_mm(const Cell& cell) {
        return cell.label.find('\n') != std::string::npos ? kNarrowLabelMm : kLabelMm;
    }

    static TextBox value_box(const Placed& placed) {
        TextBox box = placed.box;
        box.top += label_mm(placed.cell) + 0.5;
        box.height -= label_mm(placed.cell) + 1;
        return box;
    }

    void draw_cell(const Placed& placed, std::size_t number) {
        const auto& [cell, box] = placed;
        Canvas& canvas = drawing_.canvas;
        const GlyphRun label = drawing_.text.shape(cell.label, 0, "form");
        const double room = (box.width - 0.6) * kPointsPerMm;
        draw_text_box(canvas, {box.left, box.top + 0.5, box.width, label_mm(cell), Align::centre},
                      label, fit_text(label, room, label_mm(cell) * kPointsPerMm, kLabelSizes),
                      true);
        const GlyphRun value = drawing_.text.shape(cell.value, number, cell.field);
        if (value.empty()) return;
        const TextBox rest = value_box(placed);
        double size = size_across(rest, value);
        // A long code is read more easily on several lines than on one small one.
        if (!cell.short_value && size < kWrappedSizes.back() + 1 &&
            draw_wrapped(canvas, rest, value))
            return;
        if (size > 0) {
            if (cell.short_value) size = std::min(size, sizes_.at(box.width));
            draw_text_box(canvas, rest, value, {size, {{0, value.size()}}}, false);
            return;
        }
        if (draw_stacked(canvas, rest, value) || draw_wrapped(canvas, rest, value)) return;
        draw_turned(canvas, rest, value);
    }

    FormDrawing& drawing_;
    const VolumeSpines& spines_;
    std::map<double, double> sizes_;  // of the short values, by the strip's width
};

core::Result<void> check(const VolumeSpines& spines) {
    LT_CHECK(check_head(spines.head));
    if (spines.strips.empty())
        return core::fail(core::ErrorCode::invalid_argument, "pdf.nothing_to_print");
    for (std::size_t i = 0; i < spines.strips.size(); ++i) {
        const double width = spines.strips[i].width_mm;
        if (!(width >= kLeastSpineMm && width <= kMostSpineMm))
            return core::field_error("strips[" + std::to_string(i) + "].width_mm",
                                     "pdf.spine_width",
                                     {{"min", std::to_string(int(kLeastSpineMm))},
                                      {"max", std::to_string(int(kMostSpineMm))}});
    }
    return {};
}

}  // namespace

core::Result<void> draw_volume_spine(FormDrawing& drawing, const VolumeSpines& spines) {
    LT_CHECK(check(spines));
    SpineWriter(drawing, spines).draw();
    return {};
}

core::Result<PrintedForm> print_volume_spine(std::shared_ptr<const FontSet> fonts,
                                             const VolumeSpines& spines) {
    std::string title(find_form("volume_spine")->title);
    if (!spines.strips.empty()) title += " " + spines.strips.front().archival_code;
    return print_one(fonts, {title, spines.head.company},
                     [&](FormDrawing& drawing) { return draw_volume_spine(drawing, spines); });
}

}  // namespace lantai::pdf
