#include "pdf/forms/item_list.hpp"

#include <array>

#include "pdf/form_columns.hpp"

namespace lantai::pdf {
namespace {

constexpr double kWidth = kLandscapeFrame.width_mm;
constexpr TableGeometry kGeometry{kA4Landscape, kLandscapeFrame.left_mm, kBodyTopMm, 20, 15, 9};

constexpr std::array<ColumnInfo, 9> kColumns = {{
    {"序号", 12, Align::centre},
    {"档号", 50, Align::left},
    {"文号", 35, Align::left},
    {"责任者", 35, Align::left},
    {"题名", 60, Align::left},
    {"日期", 20, Align::centre},
    {"密级", 13, Align::centre},
    {"页数", 12, Align::centre},
    {"备注", 20, Align::left},
}};

// The cover: title above a list of captions with ruled values.
constexpr double kCoverTitleBaseline = 65;
constexpr double kCoverTitleSize = 36;  // 小初
constexpr double kCoverLeft = 76;
constexpr double kCaptionWidth = 42;
constexpr double kValueWidth = 105;
constexpr double kCoverTop = 88;
constexpr double kCoverRow = 17;
constexpr double kCoverDateBaseline = 200;
constexpr std::array<double, 5> kCoverSizes = {18.0, 16.0, 14.0, 12.0, 9.0};

std::string title_text(const ItemListRow& row) {
    return row.supplied_title ? "[" + row.title + "]" : row.title;
}

void add_row(Table& table, FormText& text, const ItemListRow& row, std::size_t number) {
    const std::array<CellText, 9> cells = {{
        {"position", std::to_string(number)},
        {"archival_code", row.archival_code},
        {"document_no", row.document_no},
        {"creator", row.creator},
        {"title", title_text(row)},
        {"date", printed_date(row.date, row.date_text)},
        {"level", row.level},
        {"pages", row.pages ? std::to_string(*row.pages) : ""},
        {"remarks", row.remarks},
    }};
    add_form_row(table, text, number, cells);
}

void draw_cover_value(FormDrawing& drawing, double top, std::string_view caption,
                      const CellText& value) {
    Canvas& canvas = drawing.canvas;
    const GlyphRun name = drawing.text.shape(caption, 0, "form");
    constexpr std::array<double, 1> kCaptionSizes = {16.0};
    const double height = kCoverRow * kPointsPerMm;
    draw_text_box(canvas, {kCoverLeft, top, kCaptionWidth, kCoverRow, Align::left}, name,
                  fit_text(name, kCaptionWidth * kPointsPerMm, height, kCaptionSizes), false);
    const double left = kCoverLeft + kCaptionWidth;
    const GlyphRun run = drawing.text.shape(value.text, 0, value.field);
    draw_text_box(
        canvas, {left, top, kValueWidth, kCoverRow, Align::centre}, run,
        fit_text(run, (kValueWidth - 2 * kCellPaddingMm) * kPointsPerMm, height - 6, kCoverSizes),
        false);
    const double rule = top + kCoverRow - 2;
    canvas.line(left, rule, left + kValueWidth, rule);
}

void draw_cover(FormDrawing& drawing, const ItemList& list) {
    Canvas& canvas = drawing.canvas;
    canvas.add_page(kA4Landscape);
    canvas.line_width(0.6);
    draw_level_mark(drawing, list.head, kLandscapeFrame.left_mm);
    const double right = kLandscapeFrame.left_mm + kWidth;
    draw_logo(canvas, {right - 40, 10, 40, 13, Align::left}, list.head.logo);
    const double middle = kLandscapeFrame.left_mm + kWidth / 2;
    draw_centred(canvas, middle, kCoverTitleBaseline,
                 drawing.text.shape(find_form("item_list")->title, 0, "form"),
                 {kCoverTitleSize, true});
    struct Line {
        std::string_view caption;
        CellText value;
    };
    const std::array<Line, 5> lines = {{
        {"全宗号", {"fonds_no", list.fonds_no}},
        {"全宗名称", {"company", list.head.company}},
        {"年度", {"year", list.year}},
        {"保管期限", {"retention", list.retention}},
        {"机构（问题）", {"organization", list.organization}},
    }};
    double top = kCoverTop;
    for (const Line& line : lines) {
        draw_cover_value(drawing, top, line.caption, line.value);
        top += kCoverRow;
    }
    canvas.text(kLandscapeFrame.left_mm, kCoverDateBaseline,
                drawing.text.shape("最后修改：" + chinese_date(list.head.content_date), 0, "form"),
                {9});
}

}  // namespace

core::Result<void> draw_item_list(FormDrawing& drawing, const ItemList& list) {
    return draw_item_list(drawing, list, rows_of(list.rows));
}

core::Result<void> draw_item_list(FormDrawing& drawing, const ItemList& list,
                                  const RowSource<ItemListRow>& rows) {
    LT_CHECK(check_head(list.head));
    if (list.cover) draw_cover(drawing, list);
    const std::array<LinePart, 4> parts = {{{"全宗号", list.fonds_no},
                                            {"年度", list.year},
                                            {"保管期限", list.retention},
                                            {"机构（问题）", list.organization}}};
    const FormFrame frame(drawing, kLandscapeFrame, list.head, find_form("item_list")->title,
                          {join_line(parts), "line"});
    Table table = make_form_table(drawing.text, kGeometry, kColumns);
    std::size_t number = 0;
    LT_CHECK(rows([&](const ItemListRow& row) -> core::Result<void> {
        add_row(table, drawing.text, row, ++number);
        return {};
    }));
    table.draw(drawing.canvas, [&](Canvas&, int page, int pages) { frame.draw(page, pages); });
    return {};
}

core::Result<PrintedForm> print_item_list(std::shared_ptr<const FontSet> fonts,
                                          const ItemList& list) {
    std::string title(find_form("item_list")->title);
    for (const std::string& part : {list.fonds_no, list.year, list.retention, list.organization})
        if (!part.empty()) title += " " + part;
    return print_one(fonts, {title, list.head.company},
                     [&](FormDrawing& drawing) { return draw_item_list(drawing, list); });
}

}  // namespace lantai::pdf
