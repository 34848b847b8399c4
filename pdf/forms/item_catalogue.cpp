#include "pdf/forms/item_catalogue.hpp"

#include <array>
#include <string_view>

#include "pdf/form_columns.hpp"
#include "pdf/table.hpp"

namespace lantai::pdf {
namespace {

constexpr TableGeometry kGeometry{kA4Portrait, kPortraitFrame.left_mm, kBodyTopMm, 20, 15, 15};

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

Table make_table(const ItemCatalogue& catalogue, FormText& text) {
    Table table = make_form_table(text, kGeometry, kColumns);
    for (std::size_t i = 0; i < catalogue.rows.size(); ++i) {
        const ItemCatalogueRow& row = catalogue.rows[i];
        const std::size_t number = i + 1;
        std::vector<GlyphRun> cells;
        cells.reserve(kColumns.size());
        cells.push_back(text.shape(std::to_string(row.number.value_or(static_cast<int>(number))),
                                   number, "position"));
        cells.push_back(text.shape(row.document_no, number, "document_no"));
        cells.push_back(text.shape(row.creator, number, "creator"));
        cells.push_back(text.shape(row.title, number, "title"));
        cells.push_back(text.shape(printed_date(row.date, row.date_text), number, "date"));
        cells.push_back(
            text.shape(page_text(row, number == catalogue.rows.size()), number, "first_page"));
        cells.push_back(text.shape(row.remarks, number, "remarks"));
        table.add_row(std::move(cells));
    }
    return table;
}

}  // namespace

core::Result<void> draw_item_catalogue(FormDrawing& drawing, const ItemCatalogue& catalogue) {
    LT_CHECK(check_head(catalogue.head));
    const FormFrame frame(drawing, kPortraitFrame, catalogue.head,
                          find_form("item_catalogue")->title,
                          {"档号：" + catalogue.archival_code, "archival_code"});
    Table table = make_table(catalogue, drawing.text);
    table.draw(drawing.canvas, [&](Canvas&, int page, int pages) { frame.draw(page, pages); });
    return {};
}

core::Result<PrintedForm> print_item_catalogue(std::shared_ptr<const FontSet> fonts,
                                               const ItemCatalogue& catalogue) {
    const std::string title(find_form("item_catalogue")->title);
    return print_one(fonts, {title + " " + catalogue.archival_code, catalogue.head.company},
                     [&](FormDrawing& drawing) { return draw_item_catalogue(drawing, catalogue); });
}

}  // namespace lantai::pdf
