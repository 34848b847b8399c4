#include "pdf/forms/volume_list.hpp"

#include <array>

#include "pdf/form_columns.hpp"

namespace lantai::pdf {
namespace {

constexpr TableGeometry kGeometry{kA4Portrait, kPortraitFrame.left_mm, kBodyTopMm, 20, 15, 15};

constexpr std::array<ColumnInfo, 7> kColumns = {{
    {"案\n卷\n号", 12, Align::centre},
    {"题名", 78, Align::left},
    {"起止日期", 30, Align::centre},
    {"件数", 12, Align::centre},
    {"页数", 12, Align::centre},
    {"期限", 14, Align::centre},
    {"备注", 12, Align::left},
}};

std::string number_text(const std::optional<int>& number) {
    return number ? std::to_string(*number) : "";
}

/// Each day on a line of its own, so that none of them is parted.
std::string dates_text(const VolumeListRow& row) {
    if (!row.date_text.empty()) return row.date_text;
    const std::string first = row.first_date ? row.first_date->compact() : "";
    const std::string last = row.last_date ? row.last_date->compact() : "";
    if (first.empty() || last.empty() || first == last) return first.empty() ? last : first;
    return first + "–\n" + last;
}

}  // namespace

core::Result<void> draw_volume_list(FormDrawing& drawing, const VolumeList& list) {
    return draw_volume_list(drawing, list, rows_of(list.rows));
}

core::Result<void> draw_volume_list(FormDrawing& drawing, const VolumeList& list,
                                    const RowSource<VolumeListRow>& rows) {
    LT_CHECK(check_head(list.head));
    const std::array<LinePart, 4> parts = {{{"全宗号", list.fonds_no},
                                            {"门类", list.category},
                                            {"年度", list.year},
                                            {"保管期限", list.retention}}};
    const FormFrame frame(drawing, kPortraitFrame, list.head, find_form("volume_list")->title,
                          {join_line(parts), "line"});
    Table table = make_form_table(drawing.text, kGeometry, kColumns);
    std::size_t number = 0;
    LT_CHECK(rows([&](const VolumeListRow& row) -> core::Result<void> {
        const std::array<CellText, 7> cells = {{
            {"volume_no", row.volume_no},
            {"title", row.title},
            {"dates", dates_text(row)},
            {"items", number_text(row.items)},
            {"pages", number_text(row.pages)},
            {"retention", row.retention},
            {"remarks", row.remarks},
        }};
        add_form_row(table, drawing.text, ++number, cells);
        return {};
    }));
    table.draw(drawing.canvas, [&](Canvas&, int page, int pages) { frame.draw(page, pages); });
    return {};
}

core::Result<PrintedForm> print_volume_list(std::shared_ptr<const FontSet> fonts,
                                            const VolumeList& list) {
    std::string title(find_form("volume_list")->title);
    for (const std::string& part : {list.fonds_no, list.category, list.year, list.retention})
        if (!part.empty()) title += " " + part;
    return print_one(fonts, {title, list.head.company},
                     [&](FormDrawing& drawing) { return draw_volume_list(drawing, list); });
}

}  // namespace lantai::pdf
