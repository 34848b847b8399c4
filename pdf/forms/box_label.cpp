#include "pdf/forms/box_label.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace lantai::pdf {
namespace {

constexpr double kLeastWidth = 50;
constexpr double kLeastHeight = 25;
constexpr double kPadding = 2.5;
constexpr double kQrShare = 0.4;  // of the label's width
constexpr std::array<double, 6> kSizes = {10.5, 9.0, 8.0, 7.0, 6.0, 5.0};
constexpr std::size_t kLines = 6;

struct Line {
    std::string field;
    std::string text;
    bool bold = false;
};

std::string captioned(std::string_view caption, const std::string& value) {
    return value.empty() ? "" : std::string(caption) + "：" + value;
}

std::string item_numbers(const BoxTexts& box) {
    if (box.last_item.empty() || box.first_item == box.last_item) return box.first_item;
    return box.first_item + "–" + box.last_item;
}

std::array<Line, kLines> lines_of(const BoxTexts& box, const std::string& company) {
    const auto both = [](const std::string& first, const std::string& second) {
        return first.empty() || second.empty() ? first + second : first + "　" + second;
    };
    return {{
        {"company", company, false},
        {"fonds_no", both(captioned("全宗号", box.fonds_no), captioned("年度", box.year)), false},
        {"retention", both(captioned("期限", box.retention), captioned("盒号", box.box_no)), false},
        {"organization", captioned("机构", box.organization), false},
        {"first_item", captioned("件号", item_numbers(box)), false},
        {"code", box.code, true},
    }};
}

struct ShapedLine {
    GlyphRun run;
    FittedText text;
    bool bold;
};

struct Label {
    std::array<ShapedLine, kLines> lines;
    GlyphRun mark;
    std::optional<QrCode> code;
};

class LabelMaker {
public:
    LabelMaker(FormDrawing& drawing, const Boxes& boxes, const LabelSheet& sheet)
        : drawing_(drawing), boxes_(boxes), sheet_(sheet) {
        qr_ = std::min(sheet.label_height - 2 * kPadding, sheet.label_width * kQrShare);
        line_height_ = (sheet.label_height - 2 * kPadding) / kLines;
    }

    core::Result<Label> make(std::size_t index) const {
        const BoxTexts& box = boxes_.boxes[index];
        Label label;
        if (!box.code.empty()) {
            LT_TRY(label.code, box_code(boxes_, index));
        }
        if (box.level >= core::Level::secret)
            label.mark = drawing_.text.shape(box.level_mark, index + 1, "level_mark");
        const auto lines = lines_of(box, boxes_.head.company);
        for (std::size_t i = 0; i < kLines; ++i) {
            const std::size_t row = lines[i].field == "company" ? 0 : index + 1;
            if (row == 0 && index > 0) {
                std::vector<char32_t> reported_already;
                label.lines[i].run = drawing_.canvas.fonts().shape(lines[i].text, reported_already);
            } else {
                label.lines[i].run = drawing_.text.shape(lines[i].text, row, lines[i].field);
            }
            label.lines[i].bold = lines[i].bold;
            LT_CHECK(fit(label, i, index, lines[i].field));
        }
        return label;
    }

    void draw(const Label& label, double left, double top) const {
        Canvas& canvas = drawing_.canvas;
        double y = top + kPadding;
        for (std::size_t i = 0; i < kLines; ++i) {
            const ShapedLine& line = label.lines[i];
            draw_text_box(canvas,
                          {left + kPadding - kCellPaddingMm, y, sheet_.label_width, line_height_,
                           Align::left},
                          line.run, line.text, line.bold);
            y += line_height_;
        }
        const double qr_left = left + sheet_.label_width - kPadding - qr_;
        if (label.code)
            draw_qr_code(canvas, *label.code, qr_left, top + (sheet_.label_height - qr_) / 2, qr_);
        if (label.mark.empty()) return;
        const double size = mark_size(label.mark);
        draw_centred(canvas, qr_left + qr_ / 2, top + kPadding + 0.76 * size / kPointsPerMm,
                     label.mark, {size, true});
    }

private:
    /// Bold above the QR code, as wide as that at most.
    double mark_size(const GlyphRun& mark) const {
        return std::min(10.5, qr_ * kPointsPerMm / width_points(mark, 1));
    }
    core::Result<void> fit(Label& label, std::size_t line, std::size_t index,
                           const std::string& field) const {
        ShapedLine& shaped = label.lines[line];
        const double width = sheet_.label_width - 2 * kPadding - (qr_ + 1);
        const double height = line_height_ * kPointsPerMm;
        shaped.text = fit_text(shaped.run, width * kPointsPerMm, height, kSizes);
        if (shaped.text.height() <= height) return {};
        const bool of_head = field == "company";
        return core::field_error(of_head ? field : box_field(index, field), "pdf.text_too_long");
    }

    FormDrawing& drawing_;
    const Boxes& boxes_;
    const LabelSheet& sheet_;
    double qr_;
    double line_height_;
};

}  // namespace

core::Result<void> draw_box_label(FormDrawing& drawing, const Boxes& boxes,
                                  const LabelSheet& sheet) {
    LT_CHECK(check_label_sheet(sheet));
    if (sheet.label_width < kLeastWidth || sheet.label_height < kLeastHeight)
        return core::field_error("sheet", "pdf.label_sheet");
    LT_CHECK(check_box_marks(boxes));
    const LabelMaker maker(drawing, boxes, sheet);
    std::vector<Label> labels;
    for (std::size_t i = 0; i < boxes.boxes.size(); ++i) {
        LT_TRY(auto label, maker.make(i));
        labels.push_back(std::move(label));
    }
    const std::size_t pages = label_pages(sheet, labels.size());
    std::size_t next = 0;
    for (std::size_t page = 0; page < pages; ++page) {
        drawing.canvas.add_page(sheet.page);
        for (; next < labels.size() && label_place(sheet, next).page == page; ++next) {
            const LabelPlace place = label_place(sheet, next);
            maker.draw(labels[next], place.left, place.top);
        }
    }
    return {};
}

core::Result<PrintedForm> print_box_label(std::shared_ptr<const FontSet> fonts, const Boxes& boxes,
                                          const LabelSheet& sheet) {
    return print_one(fonts, {std::string(find_form("box_label")->title), boxes.head.company},
                     [&](FormDrawing& drawing) { return draw_box_label(drawing, boxes, sheet); });
}

}  // namespace lantai::pdf
