// Columns and rows of the forms that are lists.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/date.hpp"
#include "pdf/form.hpp"
#include "pdf/table.hpp"

namespace lantai::pdf {

struct ColumnInfo {
    std::string_view title;
    double width_mm;
    Align align;
};

/// An empty table with these columns.
Table make_form_table(FormText& text, const TableGeometry& geometry,
                      std::span<const ColumnInfo> columns);

/// A cell's text with its name in the report of missing characters.
struct CellText {
    std::string_view field;
    std::string text;
};

/// Adds a row; `number` is its place in the data from 1.
void add_form_row(Table& table, FormText& text, std::size_t number, std::span<const CellText> row);

/// "机密" and "" -> "密级：机密" and "": the texts of the line above a list, without those that are
/// not set, parted by a wide space.
struct LinePart {
    std::string_view caption;
    std::string_view value;
};
std::string join_line(std::span<const LinePart> parts);

/// 日期 as a column shows it: YYYYMMDD, but an uncertain date as it was written.
std::string printed_date(const std::optional<core::Date>& date, const std::string& as_written);

}  // namespace lantai::pdf
