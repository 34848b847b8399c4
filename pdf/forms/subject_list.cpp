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

/// Adds entry after entry, each keyword as the head of its group.
class SubjectTable {
public:
    SubjectTable(Table& table, FormText& text) : table_(table), text_(text) {}

    void add(const std::string& keyword, const SubjectEntry& entry) {
        ++number_;
        if (in_group_ == 0 || keyword != keyword_) begin_group(keyword);
        const std::array<CellText, 4> cells = {{
            {"position", std::to_string(++in_group_)},
            {"title", entry.title},
            {"archival_code", entry.archival_code},
            {"date", printed_date(entry.date, entry.date_text)},
        }};
        add_form_row(table_, text_, number_, cells);
    }

private:
    void begin_group(const std::string& keyword) {
        keyword_ = keyword;
        in_group_ = 0;
        GlyphRun title = text_.shape(keyword, number_, "keyword");
        GlyphRun continued = title;
        const GlyphRun mark = text_.shape("（续）", 0, "form");
        continued.insert(continued.end(), mark.begin(), mark.end());
        table_.begin_group(std::move(title), std::move(continued));
    }

    Table& table_;
    FormText& text_;
    std::string keyword_;
    std::size_t number_ = 0;
    std::size_t in_group_ = 0;
};

}  // namespace

core::Result<void> draw_subject_list(FormDrawing& drawing, const SubjectList& list) {
    return draw_subject_list(drawing, list,
                             [&](const TakeRow<SubjectRow>& take) -> core::Result<void> {
                                 for (const SubjectGroup& group : list.groups)
                                     for (const SubjectEntry& entry : group.entries)
                                         LT_CHECK(take({group.keyword, entry}));
                                 return {};
                             });
}

core::Result<void> draw_subject_list(FormDrawing& drawing, const SubjectList& list,
                                     const RowSource<SubjectRow>& rows) {
    LT_CHECK(check_head(list.head));
    const FormFrame frame(drawing, kPortraitFrame, list.head, find_form("subject_list")->title,
                          {list.scope, "scope"});
    Table table = make_form_table(drawing.text, kGeometry, kColumns);
    SubjectTable subjects(table, drawing.text);
    LT_CHECK(rows([&](const SubjectRow& row) -> core::Result<void> {
        subjects.add(row.keyword, row.entry);
        return {};
    }));
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
