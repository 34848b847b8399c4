#include "pdf/form_columns.hpp"

namespace lantai::pdf {

Table make_form_table(FormText& text, const TableGeometry& geometry,
                      std::span<const ColumnInfo> columns) {
    std::vector<TableColumn> shaped;
    shaped.reserve(columns.size());
    for (const ColumnInfo& column : columns)
        shaped.push_back({text.shape(column.title, 0, "form"), column.width_mm, column.align});
    return {text.fonts(), geometry, std::move(shaped)};
}

void add_form_row(Table& table, FormText& text, std::size_t number, std::span<const CellText> row) {
    std::vector<GlyphRun> cells;
    cells.reserve(row.size());
    for (const CellText& cell : row) cells.push_back(text.shape(cell.text, number, cell.field));
    table.add_row(std::move(cells));
}

std::string join_line(std::span<const LinePart> parts) {
    std::string line;
    for (const LinePart& part : parts) {
        if (part.value.empty()) continue;
        if (!line.empty()) line += "　";
        line.append(part.caption).append("：").append(part.value);
    }
    return line;
}

std::string printed_date(const std::optional<core::Date>& date, const std::string& as_written) {
    if (!as_written.empty()) return as_written;
    return date ? date->compact() : "";
}

}  // namespace lantai::pdf
