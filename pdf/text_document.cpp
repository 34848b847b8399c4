#include "pdf/text_document.hpp"

#include "pdf/canvas.hpp"
#include "pdf/finish.hpp"
#include "pdf/line_break.hpp"

namespace lantai::pdf {
namespace {

constexpr double kLeft = 28;
constexpr double kWidth = 154;
constexpr double kTop = 37;
constexpr double kBottom = 262;
constexpr double kTitleSize = 18;
constexpr double kTextSize = 14;  // 四号
constexpr double kLineMm = 9.5;

class Writer {
public:
    explicit Writer(std::shared_ptr<const FontSet> fonts) : canvas_(std::move(fonts)) {
        new_page();
    }

    void centred(const std::string& text, TextStyle style) {
        for (const auto& line : lines(text, style.size)) {
            const double width = width_points(line, style.size) / kPointsPerMm;
            canvas_.text((2 * kLeft + kWidth - width) / 2, next_line(), line, style);
        }
    }
    void paragraph(const std::string& text) {
        for (const auto& line : lines("　　" + text, kTextSize))
            canvas_.text(kLeft, next_line(), line, {kTextSize});
    }
    void right(const std::string& text) {
        for (const auto& line : lines(text, kTextSize)) {
            const double width = width_points(line, kTextSize) / kPointsPerMm;
            canvas_.text(kLeft + kWidth - width, next_line(), line, {kTextSize});
        }
    }
    void gap() { y_ += kLineMm; }
    core::Result<DrawnDocument> save() && { return std::move(canvas_).save(); }

private:
    void new_page() {
        canvas_.add_page(kA4Portrait);
        y_ = kTop;
        const GlyphRun number = shape("— " + std::to_string(canvas_.pages()) + " —");
        const double width = width_points(number, 10.5) / kPointsPerMm;
        canvas_.text((2 * kLeft + kWidth - width) / 2, 280, number, {10.5});
    }
    double next_line() {
        if (y_ > kBottom) new_page();
        const double baseline = y_;
        y_ += kLineMm;
        return baseline;
    }
    GlyphRun shape(const std::string& text) {
        std::vector<char32_t> missing;  // shown as 〓; the demo texts have none
        return canvas_.fonts().shape(text, missing);
    }
    std::vector<GlyphRun> lines(const std::string& text, double size) {
        const GlyphRun run = shape(text);
        std::vector<GlyphRun> out;
        for (const LineRange& range : break_lines(run, kWidth * kPointsPerMm * 1000 / size))
            out.emplace_back(run.begin() + static_cast<std::ptrdiff_t>(range.begin),
                             run.begin() + static_cast<std::ptrdiff_t>(range.end));
        return out;
    }

    Canvas canvas_;
    double y_ = kTop;
};

}  // namespace

core::Result<std::string> print_text_document(const TextDocument& document,
                                              std::shared_ptr<const FontSet> fonts) {
    Writer writer(std::move(fonts));
    writer.centred(document.title, {kTitleSize, true});
    if (!document.document_no.empty()) writer.centred(document.document_no, {kTextSize});
    writer.gap();
    std::string paragraph;
    for (const char c : document.text + "\n") {
        if (c != '\n') {
            paragraph += c;
        } else if (!paragraph.empty()) {
            writer.paragraph(paragraph);
            paragraph.clear();
        }
    }
    writer.gap();
    writer.right(document.creator);
    writer.right(document.date);
    LT_TRY(const DrawnDocument drawn, std::move(writer).save());
    FinishOptions options;
    options.pdf_a = false;  // nothing of the archive's own, and its text is extracted
    return finish(drawn, {document.title, document.creator}, options);
}

}  // namespace lantai::pdf
