#include "pdf/forms/subject_list.hpp"

#include <array>

#include "pdf/form_columns.hpp"

namespace lantai::pdf {
namespace {

constexpr TableGeometry kGeometry{kA4Portrait, kPortraitFrame.left_mm, kBodyTopMm, 12, 10, 23};

constexpr std::array<ColumnInfo, 4> kColumns = {{
    {"序号", 12, Align::centre},
    {"题名", 88, Align::left},
    {"档号", 48, Align::left},
    {"日期", 22, Align::centre},
}};

void add_group(Table& table, FormText& text, const SubjectGroup& group, std::size_t& number) {
    GlyphRun keyword = text.shape(group.keyword, number + 1, "keyword");
    GlyphRun continued = keyword;
    const GlyphRun mark = text.shape("（续）", 0, "form");
    continued.insert(continued.end(), mark.begin(), mark.end());
    table.begin_group(std::move(keyword), std::move(continued));
    std::size_t in_group = 0;
    for (const SubjectEntry& entry : group.entries) {
        const std::array<CellText, 4> cells = {{
            {"position", std::to_string(++in_group)},
            {"title", entry.title},
            {"archival_code", entry.archival_code},
            {"date", printed_date(entry.date, entry.date_text)},
        }};
        add_form_row(table, text, ++number, cells);
    }
}

}  // namespace

core::Result<void> draw_subject_list(FormDrawing& drawing, const SubjectList& list) {
    LT_CHECK(check_head(list.head));
    const FormFrame frame(drawing, kPortraitFrame, list.head, find_form("subject_list")->title,
                          {list.scope, "scope"});
    Table table = make_form_table(drawing.text, kGeometry, kColumns);
    std::size_t number = 0;
    for (const SubjectGroup& group : list.groups)
        if (!group.entries.empty()) add_group(table, drawing.text, group, number);
    table.draw(drawing.canvas, [&](Canvas&, int page, int pages) { frame.draw(page, pages); });
    return {};
}

core::Result<PrintedForm> print_subject_list(std::shared_ptr<const FontSet> fonts,
                                             const SubjectList& list) {
    std::string title(find_form("subject_list")->title);
    if (!list.scope.empty()) title += " " + list.scope;
    return print_one(fonts, {title, list.head.company},
                     [&](FormDrawing& drawing) { return draw_subject_list(drawing, list); });
}

}  // namespace lantai::pdf
