#include "pdf/forms/item_catalogue.hpp"

#include <array>
#include <string_view>

#include "pdf/canvas.hpp"
#include "pdf/finish.hpp"
#include "pdf/table.hpp"

namespace lantai::pdf {
namespace {

constexpr double kLeft = 25;
constexpr double kWidth = 170;
constexpr TableGeometry kGeometry{kA4Portrait, kLeft, 35, 20, 15, 15};

// Baselines and sizes of what stands around the table.
constexpr double kMarkBaseline = 15;
constexpr double kTitleBaseline = 22;
constexpr double kCodeBaseline = 32.5;
constexpr double kFooterBaseline = 287;
constexpr double kTitleSize = 18;  // 小二
constexpr double kMarkSize = 14;
constexpr double kLineSize = 10.5;
constexpr double kFooterSize = 9;
constexpr double kLineGapMm = 6;  // between the texts of one line
constexpr double kLeastCompanyMm = 40;

struct ColumnInfo {
    std::string_view title;
    double width_mm;
    Align align;
};
constexpr std::array<ColumnInfo, 7> kColumns = {{
    {"顺序号", 10, Align::centre},
    {"文号", 20, Align::left},
    {"责任者", 20, Align::left},
    {"题名", 70, Align::left},
    {"日期", 20, Align::centre},
    {"页号", 10, Align::centre},
    {"备注", 20, Align::left},
}};

std::string page_text(const ItemCatalogueRow& row, bool last_row) {
    if (!row.first_page) return {};
    std::string text = std::to_string(*row.first_page);
    if (last_row && row.pages && *row.pages > 1)
        text += "–" + std::to_string(*row.first_page + *row.pages - 1);
    return text;
}

std::string content_date_text(const ItemCatalogue& catalogue) {
    const core::Date& day = catalogue.content_date;
    return std::string(catalogue.sealed ? "封卷日期：" : "最后修改：") +
           std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月" +
           std::to_string(day.day()) + "日";
}

/// The texts around the table, shaped once for all pages.
struct Surroundings {
    GlyphRun title;
    GlyphRun code;
    GlyphRun company;
    GlyphRun mark;  // empty below Level::secret
    GlyphRun date;
};

Surroundings shape_surroundings(const ItemCatalogue& catalogue, FormText& text) {
    Surroundings out;
    out.title = text.shape(find_form("item_catalogue")->title, 0, "form");
    out.code = text.shape("档号：" + catalogue.archival_code, 0, "archival_code");
    if (!catalogue.company.empty())
        out.company = text.shape("单位：" + catalogue.company, 0, "company");
    if (catalogue.level >= core::Level::secret)
        out.mark = text.shape(catalogue.level_mark, 0, "level_mark");
    out.date = text.shape(content_date_text(catalogue), 0, "form");
    return out;
}

void draw_centred(Canvas& canvas, double baseline, const GlyphRun& run, TextStyle style) {
    const double width = width_points(run, style.size) / kPointsPerMm;
    canvas.text(kLeft + (kWidth - width) / 2, baseline, run, style);
}

/// The lines of a text with its last baseline and its right edge given; more lines grow upwards.
void draw_right(Canvas& canvas, double baseline, const GlyphRun& run, const FittedText& fitted) {
    const double leading = fitted.size * kLeading / kPointsPerMm;
    baseline -= leading * (double(fitted.lines.size()) - 1);
    for (const LineRange& line : fitted.lines) {
        const auto glyphs = std::span(run).subspan(line.begin, line.end - line.begin);
        const double width = width_points(glyphs, fitted.size) / kPointsPerMm;
        canvas.text(kLeft + kWidth - width, baseline, glyphs, {fitted.size, false});
        baseline += leading;
    }
}

/// 档号 left and the company right on one line, above each other when they have no room there.
void draw_code_line(Canvas& canvas, const Surroundings& around) {
    const double line_points = kLineSize * kLeading;
    const FittedText code = fit_text(around.code, kWidth * kPointsPerMm, line_points);
    canvas.text(kLeft, kCodeBaseline, around.code, {code.size, false});
    double room = kWidth - width_points(around.code, code.size) / kPointsPerMm - kLineGapMm;
    double baseline = kCodeBaseline;
    if (room < kLeastCompanyMm) {
        room = kWidth;
        baseline -= line_points / kPointsPerMm;
    }
    draw_right(canvas, baseline, around.company,
               fit_text(around.company, room * kPointsPerMm, line_points));
}

void draw_surroundings(Canvas& canvas, const Surroundings& around, const GlyphRun& page) {
    canvas.text(kLeft, kMarkBaseline, around.mark, {kMarkSize, true});
    draw_centred(canvas, kTitleBaseline, around.title, {kTitleSize, true});
    draw_code_line(canvas, around);
    canvas.text(kLeft, kFooterBaseline, around.date, {kFooterSize, false});
    draw_centred(canvas, kFooterBaseline, page, {kFooterSize, false});
}

Table make_table(const ItemCatalogue& catalogue, FormText& text) {
    std::vector<TableColumn> columns;
    for (const ColumnInfo& column : kColumns)
        columns.push_back({text.shape(column.title, 0, "form"), column.width_mm, column.align});
    Table table(kGeometry, std::move(columns));
    for (std::size_t i = 0; i < catalogue.rows.size(); ++i) {
        const ItemCatalogueRow& row = catalogue.rows[i];
        const std::size_t number = i + 1;
        std::vector<GlyphRun> cells;
        cells.reserve(kColumns.size());
        cells.push_back(text.shape(std::to_string(number), number, "position"));
        cells.push_back(text.shape(row.document_no, number, "document_no"));
        cells.push_back(text.shape(row.creator, number, "creator"));
        cells.push_back(text.shape(row.title, number, "title"));
        cells.push_back(text.shape(row.date ? row.date->compact() : "", number, "date"));
        cells.push_back(
            text.shape(page_text(row, number == catalogue.rows.size()), number, "first_page"));
        cells.push_back(text.shape(row.remarks, number, "remarks"));
        table.add_row(std::move(cells));
    }
    return table;
}

}  // namespace

core::Result<PrintedForm> print_item_catalogue(std::shared_ptr<const FontSet> fonts,
                                               const ItemCatalogue& catalogue) {
    if (catalogue.level >= core::Level::secret && catalogue.level_mark.empty())
        return core::field_error("level_mark", "pdf.level_mark_missing");
    FormText text(*fonts);
    const Surroundings around = shape_surroundings(catalogue, text);
    const Table table = make_table(catalogue, text);
    Canvas canvas(fonts);
    table.draw(canvas, [&](Canvas& page_canvas, int page, int pages) {
        const std::string number =
            "第 " + std::to_string(page) + " 页 共 " + std::to_string(pages) + " 页";
        draw_surroundings(page_canvas, around, text.shape(number, 0, "form"));
    });
    PrintedForm printed;
    printed.pages = canvas.pages();
    LT_TRY(const DrawnDocument drawn, std::move(canvas).save());
    const std::string title(find_form("item_catalogue")->title);
    LT_TRY(printed.pdf, finish(drawn, {title + " " + catalogue.archival_code, catalogue.company}));
    printed.missing = text.take_missing();
    return printed;
}

}  // namespace lantai::pdf
