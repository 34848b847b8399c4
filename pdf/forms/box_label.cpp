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
constexpr double kQrGap = 1;
constexpr std::array<double, 9> kSizes = {16.0, 14.0, 12.0, 10.5, 9.0, 8.0, 7.0, 6.0, 5.0};
// One label with long texts makes those of the others no smaller than this.
constexpr double kLeastCommonSize = 7.0;
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
    std::string field;
    bool bold = false;
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
        width_ = sheet.label_width - 2 * kPadding - (qr_ + kQrGap);
        height_ = sheet.label_height - 2 * kPadding;
    }

    core::Result<Label> make(std::size_t index) {
        const BoxTexts& box = boxes_.boxes[index];
        Label label;
        if (!box.code.empty()) {
            LT_TRY(label.code, box_code(boxes_, index));
        }
        if (box.level >= core::Level::secret)
            label.mark = drawing_.text.shape(box.level_mark, index + 1, "level_mark");
        auto lines = lines_of(box, boxes_.head.company);
        for (std::size_t i = 0; i < kLines; ++i) {
            ShapedLine& line = label.lines[i];
            const std::size_t row = lines[i].field == "company" ? 0 : index + 1;
            if (row == 0 && index > 0) {
                std::vector<char32_t> reported_already;
                line.run = drawing_.canvas.fonts().shape(lines[i].text, reported_already);
            } else {
                line.run = drawing_.text.shape(lines[i].text, row, lines[i].field);
            }
            line.bold = lines[i].bold;
            line.field = std::move(lines[i].field);
        }
        LT_CHECK(fit(label, index));
        return label;
    }

    /// All labels at the size of the one with the longest texts.
    void finish(std::vector<Label>& labels) const {
        for (Label& label : labels) {
            if (size_of(label) > common_) set_size(label, common_);
            for (ShapedLine& line : label.lines)
                balance(line.text, line.run, width_ * kPointsPerMm);
        }
    }

    void draw(const Label& label, double left, double top) const {
        Canvas& canvas = drawing_.canvas;
        const double leading = size_of(label) * kLeading / kPointsPerMm;
        // What the texts leave of the label parts them, but not so much that they fall asunder.
        const double rest = height_ - double(lines_in(label)) * leading;
        const double gap = std::min(rest / double(kLines - 1), 0.8 * leading);
        double y = top + kPadding + (rest - gap * double(kLines - 1)) / 2;
        for (const ShapedLine& line : label.lines) {
            const double height =
                leading * double(std::max<std::size_t>(1, line.text.lines.size()));
            draw_text_box(
                canvas,
                {left + kPadding - kCellPaddingMm, y, sheet_.label_width, height, Align::left},
                line.run, line.text, line.bold);
            y += height + gap;
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

    static double size_of(const Label& label) { return label.lines[0].text.size; }

    /// Empty lines keep their places, so that all labels look alike.
    static std::size_t lines_in(const Label& label) {
        std::size_t count = 0;
        for (const ShapedLine& line : label.lines)
            count += std::max<std::size_t>(1, line.text.lines.size());
        return count;
    }

    /// What had to be parted, from the most harmless on.
    enum class Parted { nothing, code, words };
    Parted set_size(Label& label, double size) const {
        Parted most = Parted::nothing;
        for (ShapedLine& line : label.lines) {
            SizeTrial trial =
                try_size(line.run, width_ * kPointsPerMm, height_ * kPointsPerMm, size);
            if (trial.parted)
                most = std::max(most, line.field == "code" ? Parted::code : Parted::words);
            line.text = std::move(trial.text);
        }
        return most;
    }

    bool fits(const Label& label) const {
        const double leading = size_of(label) * kLeading / kPointsPerMm;
        return double(lines_in(label)) * leading <= height_;
    }

    /// The largest size at which nothing is parted and the captioned pairs stand on one line each;
    /// else one at which only the code is parted, else the largest that leaves room for all lines.
    core::Result<void> fit(Label& label, std::size_t index) {
        constexpr std::size_t kFirstPair = 1;
        constexpr std::size_t kSecondPair = 2;
        const auto fitted = [&](Parted most, double least) {
            for (const double size : kSizes) {
                if (size > common_) continue;  // the others are no larger
                if (size < least) return false;
                const Parted parted = set_size(label, size);
                const bool pairs = label.lines[kFirstPair].text.lines.size() < 2 &&
                                   label.lines[kSecondPair].text.lines.size() < 2;
                if (fits(label) && parted <= most && (pairs || most == Parted::words)) return true;
            }
            return false;
        };
        if (!fitted(Parted::nothing, kLeastCommonSize) && !fitted(Parted::code, 0) &&
            !fitted(Parted::words, 0))
            return too_long(label, index);
        common_ = std::max(kLeastCommonSize, std::min(common_, size_of(label)));
        return {};
    }

    /// Names the text with the most lines.
    static core::Result<void> too_long(const Label& label, std::size_t index) {
        const auto longest = std::max_element(label.lines.begin(), label.lines.end(),
                                              [](const ShapedLine& a, const ShapedLine& b) {
                                                  return a.text.lines.size() < b.text.lines.size();
                                              });
        const bool of_head = longest->field == "company";
        return core::field_error(of_head ? longest->field : box_field(index, longest->field),
                                 "pdf.text_too_long");
    }

    FormDrawing& drawing_;
    const Boxes& boxes_;
    const LabelSheet& sheet_;
    double qr_;
    double width_;  // of the texts
    double height_;
    double common_ = kSizes[0];
};

}  // namespace

core::Result<void> draw_box_label(FormDrawing& drawing, const Boxes& boxes,
                                  const LabelSheet& sheet) {
    LT_CHECK(check_label_sheet(sheet));
    if (sheet.label_width < kLeastWidth || sheet.label_height < kLeastHeight)
        return core::field_error("sheet", "pdf.label_sheet");
    LT_CHECK(check_box_marks(boxes));
    LabelMaker maker(drawing, boxes, sheet);
    std::vector<Label> labels;
    for (std::size_t i = 0; i < boxes.boxes.size(); ++i) {
        LT_TRY(auto label, maker.make(i));
        labels.push_back(std::move(label));
    }
    maker.finish(labels);
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
