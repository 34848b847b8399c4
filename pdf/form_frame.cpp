#include "pdf/form_frame.hpp"

#include <algorithm>

namespace lantai::pdf {
namespace {

// Baselines from the page's top, and sizes.
constexpr double kMarkBaseline = 15;
constexpr double kTitleBaseline = 22;
constexpr double kLineBaseline = 32.5;
constexpr double kFooterAboveEnd = 10;
constexpr double kTitleSize = 18;  // 小二
constexpr double kMarkSize = 14;
constexpr double kLineSize = 10.5;
constexpr double kFooterSize = 9;
constexpr double kLineGapMm = 6;  // between the texts of one line
constexpr double kLeastCompanyMm = 40;
constexpr double kLogoTop = 10;
constexpr double kLogoWidth = 40;
constexpr double kLogoHeight = 13;

bool marked(const FormHead& head) { return head.level >= core::Level::secret; }

}  // namespace

core::Result<void> check_head(const FormHead& head) {
    if (marked(head) && head.level_mark.empty())
        return core::field_error("level_mark", "pdf.level_mark_missing");
    return {};
}

std::string chinese_date(const core::Date& day) {
    return std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月" +
           std::to_string(day.day()) + "日";
}

FormFrame::FormFrame(FormDrawing& drawing, FrameGeometry geometry, const FormHead& head,
                     std::string_view title, const FrameText& line)
    : drawing_(drawing), geometry_(geometry), logo_(head.logo) {
    FormText& text = drawing.text;
    title_ = text.shape(title, 0, "form");
    line_ = text.shape(line.text, 0, line.field);
    if (!head.company.empty()) company_ = text.shape("单位：" + head.company, 0, "company");
    if (marked(head)) mark_ = text.shape(head.level_mark, 0, "level_mark");
    date_ = text.shape(
        (head.sealed ? "封卷日期：" : "最后修改：") + chinese_date(head.content_date), 0, "form");
}

void FormFrame::draw(int page, int pages) const {
    Canvas& canvas = drawing_.canvas;
    const double left = geometry_.left_mm;
    const double middle = left + geometry_.width_mm / 2;
    canvas.text(left, kMarkBaseline, mark_, {kMarkSize, true});
    draw_centred(canvas, middle, kTitleBaseline, title_, {kTitleSize, true});
    draw_line();
    draw_logo(canvas, {right_mm() - kLogoWidth, kLogoTop, kLogoWidth, kLogoHeight, Align::left},
              logo_);
    const double footer = geometry_.page.height_mm - kFooterAboveEnd;
    canvas.text(left, footer, date_, {kFooterSize});
    const GlyphRun number = drawing_.text.shape(
        "第 " + std::to_string(page) + " 页 共 " + std::to_string(pages) + " 页", 0, "form");
    draw_centred(canvas, middle, footer, number, {kFooterSize});
}

/// The line's text left and the company right of it, above each other when they have no room.
void FormFrame::draw_line() const {
    double line_points = kLineSize * kLeading;
    const FittedText fitted = fit_text(line_, geometry_.width_mm * kPointsPerMm, line_points);
    double room = geometry_.width_mm - width_points(line_, fitted.size) / kPointsPerMm - kLineGapMm;
    double baseline = kLineBaseline;
    const double leading = fitted.size * kLeading / kPointsPerMm;
    double left_baseline = baseline - leading * (double(fitted.lines.size()) - 1);
    if (room < kLeastCompanyMm) {
        room = geometry_.width_mm;
        if (fitted.lines.size() > 1) line_points = fitted.size * kLeading;
        baseline = left_baseline - line_points / kPointsPerMm;
    }
    for (const LineRange& line : fitted.lines) {
        const auto glyphs = std::span(line_).subspan(line.begin, line.end - line.begin);
        drawing_.canvas.text(geometry_.left_mm, left_baseline, glyphs, {fitted.size});
        left_baseline += leading;
    }
    draw_right(baseline, fit_text(company_, room * kPointsPerMm, line_points));
}

/// The company with its last baseline given; more lines grow upwards.
void FormFrame::draw_right(double baseline, const FittedText& fitted) const {
    const double leading = fitted.size * kLeading / kPointsPerMm;
    baseline -= leading * (double(fitted.lines.size()) - 1);
    for (const LineRange& line : fitted.lines) {
        const auto glyphs = std::span(company_).subspan(line.begin, line.end - line.begin);
        const double width = width_points(glyphs, fitted.size) / kPointsPerMm;
        drawing_.canvas.text(right_mm() - width, baseline, glyphs, {fitted.size});
        baseline += leading;
    }
}

void draw_level_mark(FormDrawing& drawing, const FormHead& head, double left_mm) {
    if (!marked(head)) return;
    drawing.canvas.text(left_mm, kMarkBaseline,
                        drawing.text.shape(head.level_mark, 0, "level_mark"), {kMarkSize, true});
}

void draw_centred(Canvas& canvas, double middle_mm, double baseline_mm, std::span<const Glyph> run,
                  TextStyle style) {
    const double width = width_points(run, style.size) / kPointsPerMm;
    canvas.text(middle_mm - width / 2, baseline_mm, run, style);
}

void draw_logo(Canvas& canvas, const TextBox& box, const std::shared_ptr<const Image>& logo) {
    if (!logo) return;
    const double scale = std::min(box.width / logo->width, box.height / logo->height);
    const double width = logo->width * scale;
    canvas.image(box.left + box.width - width, box.top, width, logo->height * scale, logo);
}

}  // namespace lantai::pdf
