#include "pdf/forms/volume_cover.hpp"

#include <algorithm>
#include <array>

#include "pdf/table.hpp"

namespace lantai::pdf {
namespace {

constexpr double kLeft = 25;  // the binding side
constexpr double kRight = 15;
constexpr double kFrameWidth = 0.9;  // points
constexpr double kRuleWidth = 0.4;

constexpr double kLabelSize = 12;  // 小四
constexpr double kLabelMm = 28;
constexpr std::array<double, 6> kNameSizes = {22, 18, 16, 14, 12, 10.5};
constexpr std::array<double, 7> kTitleSizes = {26, 22, 20, 18, 16, 14, 12};
constexpr std::array<double, 7> kCellSizesLarge = {14, 12, 11, 10.5, 9, 8, 7};
constexpr std::array<double, 4> kTableSizes = {12, 10.5, 9, 8};
constexpr double kNameMm = 16;
constexpr double kRowMm = 14;
constexpr double kFooterSize = 9;

// Places of an A4 page; a higher page spreads them.
constexpr double kFondsTop = 42;
constexpr double kCategoryTop = 64;
constexpr double kTitleTop = 94;
constexpr double kTitleMm = 92;
constexpr double kTableTop = 200;
constexpr double kCodesTop = 252;
constexpr double kCodesMm = 108;  // width of 全宗号 目录号 案卷号
constexpr double kFooterAboveEnd = 10;

struct Field {
    std::string_view label;
    std::string value;
    std::string_view name;
};

PageSize page_of(CoverSize size) {
    switch (size) {
        case CoverSize::a4:
            return kA4Portrait;
        case CoverSize::hard_cover:
            return {220, 310};
    }
    return kA4Portrait;
}

std::string dates_text(const VolumeCover& cover) {
    const auto text = [](const std::optional<core::Date>& day) {
        return day ? chinese_date(*day) : std::string("　　年　月　日");
    };
    if (!cover.date_text.empty()) return cover.date_text;
    if (!cover.first_date && !cover.last_date) return {};
    if (cover.first_date == cover.last_date) return text(cover.first_date);
    return text(cover.first_date) + " 至 " + text(cover.last_date);
}

std::string extent_text(const VolumeCover& cover) {
    if (!cover.bound) return "本卷共 " + std::to_string(cover.items) + " 件";
    return "本卷共 " + (cover.pages ? std::to_string(*cover.pages) : std::string("　")) + " 页";
}

class CoverWriter {
public:
    CoverWriter(FormDrawing& drawing, const VolumeCover& cover)
        : drawing_(drawing), cover_(cover), page_(page_of(cover.size)) {}

    void draw() {
        Canvas& canvas = drawing_.canvas;
        canvas.add_page(page_);
        draw_level_mark(drawing_, cover_.head, kLeft);
        draw_logo(canvas, {right() - 45, 10, 45, 22, Align::left}, cover_.head.logo);
        canvas.line_width(kRuleWidth);
        draw_names();
        draw_title();
        draw_table();
        draw_codes();
        canvas.text(kLeft, page_.height_mm - kFooterAboveEnd,
                    shape((cover_.head.sealed ? "封卷日期：" : "最后修改：") +
                              chinese_date(cover_.head.content_date),
                          "form"),
                    {kFooterSize});
    }

private:
    double right() const { return page_.width_mm - kRight; }
    double width() const { return right() - kLeft; }
    double down(double a4_mm) const { return a4_mm * page_.height_mm / kA4Portrait.height_mm; }
    GlyphRun shape(std::string_view text, std::string_view field) {
        return drawing_.text.shape(text, 0, field);
    }

    /// Labels and their values of one size, each above a line.
    void draw_names() {
        const std::array<Field, 2> names = {{{"全宗名称", cover_.fonds_name, "fonds_name"},
                                             {"类目名称", cover_.category_name, "category_name"}}};
        const double room = width() - kLabelMm;
        std::vector<GlyphRun> runs;
        for (const Field& name : names) runs.push_back(shape(name.value, name.name));
        const double size = common_size(runs, {{room, kNameMm}, {room, kNameMm}}, kNameSizes);
        double top = kFondsTop;
        for (std::size_t i = 0; i < names.size(); ++i, top = kCategoryTop) {
            const double y = down(top);
            draw_box({kLeft, y, kLabelMm, kNameMm, Align::left}, shape(names[i].label, "form"),
                     {&kLabelSize, 1}, false);
            draw_box({kLeft + kLabelMm, y, room, kNameMm, Align::centre}, runs[i], {&size, 1},
                     i == 0);
            drawing_.canvas.line(kLeft + kLabelMm, y + kNameMm, right(), y + kNameMm);
        }
    }

    struct Room {
        double width_mm;
        double height_mm;
    };
    /// The size at which each of the runs fits its room; long codes stand on two lines.
    static double common_size(const std::vector<GlyphRun>& runs, const std::vector<Room>& rooms,
                              std::span<const double> sizes) {
        double common = sizes.front();
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const double width = (rooms[i].width_mm - 2 * kCellPaddingMm) * kPointsPerMm;
            const double height = (rooms[i].height_mm - 1) * kPointsPerMm;
            const auto fits = [&](double size) {
                return !try_size(runs[i], width, height, size).too_high;
            };
            const auto size = std::find_if(sizes.begin(), sizes.end(), fits);
            common = std::min(common, size == sizes.end() ? sizes.back() : *size);
        }
        return common;
    }

    void draw_box(const TextBox& box, const GlyphRun& run, std::span<const double> sizes,
                  bool bold) {
        const double room = (box.width - 2 * kCellPaddingMm) * kPointsPerMm;
        FittedText text = fit_text(run, room, (box.height - 1) * kPointsPerMm, sizes);
        balance(text, run, room);
        draw_text_box(drawing_.canvas, box, run, text, bold);
    }

    void draw_title() {
        const double inset = 8;
        const double y = down(kTitleTop);
        draw_box({kLeft, y, kLabelMm, 10, Align::left}, shape("案卷题名", "form"), {&kLabelSize, 1},
                 false);
        const GlyphRun run = shape(cover_.title, "title");
        const TextBox box{kLeft + inset, y + 10, width() - 2 * inset, down(kTitleMm) - 10,
                          Align::centre};
        const double room = box.width * kPointsPerMm;
        FittedText text = fit_text(run, room, box.height * kPointsPerMm, kTitleSizes);
        balance(text, run, room);
        draw_text_box(drawing_.canvas, box, run, text, true);
    }

    void draw_table() {
        const std::array<Field, 4> fields = {{{"时间", dates_text(cover_), "form"},
                                              {"保管期限", cover_.retention, "retention"},
                                              {"件、页数", extent_text(cover_), "form"},
                                              {"归档号", cover_.filing_code, "filing_code"}}};
        const std::array<double, 4> widths = {26, width() - 26 - 26 - 40, 26, 40};
        std::vector<GlyphRun> values;
        std::vector<Room> rooms;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            values.push_back(shape(fields[i].value, fields[i].name));
            rooms.push_back({widths[i % 2 == 0 ? 1 : 3], kRowMm});
        }
        const double size = common_size(values, rooms, kTableSizes);
        Canvas& canvas = drawing_.canvas;
        const double top = down(kTableTop);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const double y = top + double(i / 2) * kRowMm;
            const double x = i % 2 == 0 ? kLeft : kLeft + widths[0] + widths[1];
            draw_box({x, y, widths[0], kRowMm, Align::centre}, shape(fields[i].label, "form"),
                     {&kLabelSize, 1}, true);
            draw_box({x + widths[i % 2 == 0 ? 0 : 2], y, rooms[i].width_mm, kRowMm, Align::centre},
                     values[i], {&size, 1}, false);
        }
        canvas.line_width(kRuleWidth);
        canvas.line(kLeft, top + kRowMm, right(), top + kRowMm);
        double x = kLeft;
        for (const double column : {widths[0], widths[1], widths[2]}) {
            x += column;
            canvas.line(x, top, x, top + 2 * kRowMm);
        }
        canvas.line_width(kFrameWidth);
        canvas.rectangle(kLeft, top, width(), 2 * kRowMm);
    }

    /// At the bottom right, where a hand in front of the shelf finds them.
    void draw_codes() {
        const std::array<Field, 3> fields = {{{"全宗号", cover_.fonds_code, "fonds_code"},
                                              {"目录号", cover_.catalogue_no, "catalogue_no"},
                                              {"案卷号", cover_.volume_no, "volume_no"}}};
        Canvas& canvas = drawing_.canvas;
        const double top = down(kCodesTop) - kRowMm / 2;
        const double left = right() - kCodesMm;
        const double column = kCodesMm / double(fields.size());
        constexpr double kHeadMm = 9;
        constexpr double kCellMm = kRowMm - 2;
        std::vector<GlyphRun> values;
        for (const Field& field : fields) values.push_back(shape(field.value, field.name));
        values.push_back(shape("档号：" + cover_.archival_code, "archival_code"));
        const Room room{column, kCellMm};
        const double size =
            common_size(values, {room, room, room, {kCodesMm, kCellMm}}, kCellSizesLarge);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const double x = left + double(i) * column;
            draw_box({x, top, column, kHeadMm, Align::centre}, shape(fields[i].label, "form"),
                     {&kLabelSize, 1}, true);
            draw_box({x, top + kHeadMm, column, kCellMm, Align::centre}, values[i], {&size, 1},
                     false);
        }
        const double end = top + kHeadMm + kCellMm;
        draw_box({left, end, kCodesMm, kCellMm, Align::centre}, values.back(), {&size, 1}, false);
        canvas.line_width(kRuleWidth);
        canvas.line(left, top + kHeadMm, right(), top + kHeadMm);
        canvas.line(left, end, right(), end);
        for (std::size_t i = 1; i < fields.size(); ++i)
            canvas.line(left + double(i) * column, top, left + double(i) * column, end);
        canvas.line_width(kFrameWidth);
        canvas.rectangle(left, top, kCodesMm, end + kCellMm - top);
    }

    FormDrawing& drawing_;
    const VolumeCover& cover_;
    PageSize page_;
};

}  // namespace

core::Result<void> draw_volume_cover(FormDrawing& drawing, const VolumeCover& cover) {
    LT_CHECK(check_head(cover.head));
    CoverWriter(drawing, cover).draw();
    return {};
}

core::Result<PrintedForm> print_volume_cover(std::shared_ptr<const FontSet> fonts,
                                             const VolumeCover& cover) {
    const std::string title(find_form("volume_cover")->title);
    return print_one(fonts, {title + " " + cover.archival_code, cover.head.company},
                     [&](FormDrawing& drawing) { return draw_volume_cover(drawing, cover); });
}

}  // namespace lantai::pdf
