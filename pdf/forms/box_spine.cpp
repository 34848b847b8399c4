#include "pdf/forms/box_spine.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

namespace lantai::pdf {
namespace {

constexpr std::array<double, 4> kWidths = {20, 30, 40, 50};
constexpr double kStandardLength = 310;
constexpr double kLeastLength = 200;
constexpr double kMargin = 10;
constexpr double kGap = 4;
constexpr double kCaptionHeight = 6;
constexpr std::array<double, 1> kCaptionSizes = {8.0};
constexpr double kStripPadding = 1.6;
constexpr std::array<double, 9> kValueSizes = {22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 10.5, 9.0, 8.0};
constexpr std::array<double, 5> kHeadSizes = {10.5, 9.0, 8.0, 7.0, 6.0};
constexpr double kStackSize = 16;  // a line that fits at this size need not stand upright
constexpr double kMiddle = 0.38;   // of a glyph above the baseline, in em
constexpr double kFrameWidth = 0.6;

struct CellInfo {
    const char* field;
    std::string_view caption;  // none: the value has the whole cell
    double height;             // of a strip of the standard's length
    bool number = false;       // has the size of the other numbers on strips of its width
};
// The heights sum up to kStandardLength.
constexpr std::array<CellInfo, 9> kCells = {{
    {"level_mark", "", 12},
    {"company", "", 22},
    {"fonds_no", "全宗号", 28, true},
    {"year", "年度", 28, true},
    {"retention", "保管期限", 28, true},
    {"organization", "机构（问题）", 84},
    {"first_item", "起止件号", 46, true},
    {"box_no", "盒号", 32, true},
    {"code", "", 30},
}};

std::string item_numbers(const BoxTexts& box) {
    if (box.last_item.empty() || box.first_item == box.last_item) return box.first_item;
    return box.first_item + "\n至\n" + box.last_item;
}

std::array<std::string, kCells.size()> texts_of(const BoxTexts& box, const std::string& company) {
    return {box.level >= core::Level::secret ? box.level_mark : "",
            company,
            box.fonds_no,
            box.year,
            box.retention,
            box.organization,
            item_numbers(box),
            box.box_no,
            ""};
}

/// The upright forms of marks that lie along the line; the text stays what it was.
void turn_marks(const FontSet& fonts, GlyphRun& run) {
    constexpr std::array<std::pair<char32_t, char32_t>, 10> kUpright = {{{U'（', 0xFE35},
                                                                         {U'）', 0xFE36},
                                                                         {U'—', 0xFE31},
                                                                         {U'–', 0xFE32},
                                                                         {U'〔', 0xFE39},
                                                                         {U'〕', 0xFE3A},
                                                                         {U'《', 0xFE3D},
                                                                         {U'》', 0xFE3E},
                                                                         {U'「', 0xFE41},
                                                                         {U'」', 0xFE42}}};
    for (Glyph& glyph : run)
        for (const auto& [lying, upright] : kUpright)
            if (glyph.character == lying)
                if (auto turned = fonts.find(upright)) {
                    turned->character = lying;
                    glyph = *turned;
                }
}

bool chinese(const GlyphRun& run) {
    return std::all_of(run.begin(), run.end(), [](const Glyph& glyph) {
        return glyph.character >= 0x2E80 || glyph.character == U'—' || glyph.character == U'–';
    });
}

struct StripCell {
    GlyphRun caption;
    GlyphRun run;
    FittedText text;
    double top = 0;  // from the strip's
    double height = 0;
    bool stacked = false;
};

struct Strip {
    std::array<StripCell, kCells.size()> cells;
    std::optional<QrCode> code;
    double width = 0;
};

class StripMaker {
public:
    StripMaker(FormDrawing& drawing, const Boxes& boxes, const SpineSheet& sheet)
        : drawing_(drawing), boxes_(boxes), scale_(sheet.length_mm / kStandardLength) {
        for (std::size_t i = 0; i < kCells.size(); ++i)
            captions_[i] = drawing.text.shape(kCells[i].caption, 0, "form");
        company_ = drawing.text.shape(boxes.head.company, 0, "company");
    }

    core::Result<Strip> make(std::size_t index) const {
        const BoxTexts& box = boxes_.boxes[index];
        Strip strip;
        strip.width = box.spine_mm;
        if (!box.code.empty()) {
            LT_TRY(strip.code, box_code(boxes_, index));
        }
        const auto texts = texts_of(box, boxes_.head.company);
        double top = 0;
        for (std::size_t i = 0; i < kCells.size(); ++i) {
            StripCell& cell = strip.cells[i];
            cell.top = top;
            cell.height = kCells[i].height * scale_;
            top += cell.height;
            const bool company = kCells[i].field == std::string_view("company");
            cell.caption = captions_[i];
            cell.run =
                company ? company_ : drawing_.text.shape(texts[i], index + 1, kCells[i].field);
            if (!fit(strip, cell, kCells[i]))
                return core::field_error(company ? "company" : box_field(index, kCells[i].field),
                                         "pdf.text_too_long");
        }
        return strip;
    }

    /// The numbers of all strips of one width at the size that the longest of them needs.
    void finish(std::vector<Strip>& strips) const {
        std::map<double, double> sizes;
        const auto each_number = [&](const auto& use) {
            for (Strip& strip : strips)
                for (std::size_t i = 0; i < kCells.size(); ++i)
                    if (kCells[i].number && !strip.cells[i].stacked && !strip.cells[i].run.empty())
                        use(strip, strip.cells[i]);
        };
        each_number([&](const Strip& strip, const StripCell& cell) {
            const auto [at, added] = sizes.try_emplace(strip.width, cell.text.size);
            at->second = std::min(at->second, cell.text.size);
        });
        each_number([&](const Strip& strip, StripCell& cell) {
            const double size = sizes.at(strip.width);
            cell.text =
                try_size(cell.run, inner_points(strip), cell.height * kPointsPerMm, size).text;
        });
    }

    void draw(const Strip& strip, double left, double top) const {
        Canvas& canvas = drawing_.canvas;
        double y = top;
        for (const StripCell& cell : strip.cells) {
            const double caption = cell.caption.empty() ? 0 : kCaptionHeight;
            draw_text_box(canvas, {left, y + 1, strip.width, kCaptionHeight, Align::centre},
                          cell.caption,
                          fit_text(cell.caption, strip.width * kPointsPerMm,
                                   kCaptionHeight * kPointsPerMm, kCaptionSizes),
                          false);
            draw_text_box(canvas,
                          {left, y + caption, strip.width, cell.height - caption, Align::centre},
                          cell.run, cell.text, &cell == &strip.cells.front());
            y += cell.height;
            if (&cell != &strip.cells.front() && &cell != &strip.cells.back())
                canvas.line(left, y, left + strip.width, y);
        }
        canvas.rectangle(left, top, strip.width, y - top);
        if (!strip.code) return;
        const double height = strip.cells.back().height;
        const double side = std::min(strip.width - 1, height - 2);
        draw_qr_code(canvas, *strip.code, left + (strip.width - side) / 2,
                     y - height + (height - side) / 2, side);
    }

private:
    static double inner_points(const Strip& strip) {
        return (strip.width - 2 * kStripPadding) * kPointsPerMm;
    }
    bool fit(const Strip& strip, StripCell& cell, const CellInfo& info) const {
        const double width = inner_points(strip);
        const double caption = info.caption.empty() ? 1 : kCaptionHeight + 1;
        const double height = (cell.height - caption) * kPointsPerMm;
        if (info.caption.empty()) {
            cell.text = fit_text(cell.run, width, height, kHeadSizes);
            balance(cell.text, cell.run, width);
        } else if (width_points(cell.run, kStackSize) > width && chinese(cell.run)) {
            turn_marks(drawing_.canvas.fonts(), cell.run);
            cell.text = stack(cell.run, height);
            cell.stacked = true;
        } else {
            cell.text = fit_text(cell.run, width, height, kValueSizes);
            balance(cell.text, cell.run, width);
        }
        return cell.text.height() <= height;
    }
    /// One glyph on each line, at the first size that is not too high.
    static FittedText stack(const GlyphRun& run, double height) {
        FittedText text;
        for (std::size_t i = 0; i < run.size(); ++i) text.lines.push_back({i, i + 1});
        for (const double size : kValueSizes) {
            text.size = size;
            if (text.height() <= height) break;
        }
        return text;
    }

    FormDrawing& drawing_;
    const Boxes& boxes_;
    double scale_;
    std::array<GlyphRun, kCells.size()> captions_;
    GlyphRun company_;
};

core::Result<void> check_spines(const Boxes& boxes, const SpineSheet& sheet) {
    const PageSize page = sheet.page;
    const double widest = kWidths.back() + 2 * kMargin;
    if (!(sheet.length_mm >= kLeastLength &&
          sheet.length_mm <= page.height_mm - 2 * kMargin + 0.05 && page.width_mm >= widest &&
          page.width_mm <= 2000 && page.height_mm <= 2000))
        return core::field_error("sheet", "pdf.label_sheet");
    for (std::size_t i = 0; i < boxes.boxes.size(); ++i) {
        const double width = boxes.boxes[i].spine_mm;
        if (std::find(kWidths.begin(), kWidths.end(), width) == kWidths.end())
            return core::field_error(box_field(i, "spine_mm"), "pdf.box_spine_width");
    }
    return check_box_marks(boxes);
}

}  // namespace

core::Result<void> draw_box_spine(FormDrawing& drawing, const Boxes& boxes,
                                  const SpineSheet& sheet) {
    LT_CHECK(check_spines(boxes, sheet));
    const StripMaker maker(drawing, boxes, sheet);
    std::vector<Strip> strips;
    for (std::size_t i = 0; i < boxes.boxes.size(); ++i) {
        LT_TRY(auto strip, maker.make(i));
        strips.push_back(std::move(strip));
    }
    maker.finish(strips);
    Canvas& canvas = drawing.canvas;
    const double top = (sheet.page.height_mm - sheet.length_mm) / 2;
    const double right = sheet.page.width_mm - kMargin;
    const auto new_page = [&] {
        canvas.add_page(sheet.page);
        canvas.line_width(kFrameWidth);
    };
    new_page();
    double left = kMargin;
    for (const Strip& strip : strips) {
        if (left + strip.width > right) {
            new_page();
            left = kMargin;
        }
        maker.draw(strip, left, top);
        left += strip.width + kGap;
    }
    return {};
}

core::Result<PrintedForm> print_box_spine(std::shared_ptr<const FontSet> fonts, const Boxes& boxes,
                                          const SpineSheet& sheet) {
    return print_one(fonts, {std::string(find_form("box_spine")->title), boxes.head.company},
                     [&](FormDrawing& drawing) { return draw_box_spine(drawing, boxes, sheet); });
}

}  // namespace lantai::pdf
