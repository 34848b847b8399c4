// 主题目录, the finding aid by subject: under each keyword (主题词) the records that carry it.
// Source: R-51 in domain.md 6 (标引: keywords on records; 检索工具: printed finding aids).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.hpp"
#include "pdf/form_frame.hpp"
#include "pdf/row_source.hpp"

namespace lantai::pdf {

struct SubjectEntry {
    std::string title;               // 题名
    std::string archival_code;       // 档号
    std::optional<core::Date> date;  // 日期, printed YYYYMMDD
    std::string date_text = {};      // an uncertain date as written, printed instead of the date
};

struct SubjectGroup {
    std::string keyword;  // 主题词
    std::vector<SubjectEntry> entries;
};

struct SubjectList {
    FormHead head;      // its level is the highest of the entries
    std::string scope;  // what was listed, e.g. 全宗号：0001　年度：2021; may be empty
    std::vector<SubjectGroup> groups;  // printed in the given order
};

/// Prints the form: A4, one row across for each keyword, repeated with （续） where it goes on over
/// a page break, never alone at the end of a page; entries are numbered within their keyword. A
/// keyword without entries is left out. Report rows count the entries of the whole list from 1 (a
/// keyword's is that of its first entry), with "keyword", "title", "archival_code"; row 0 has
/// "company", "level_mark", "scope". Errors: those of check_head, Canvas::save and finish.
core::Result<PrintedForm> print_subject_list(std::shared_ptr<const FontSet> fonts,
                                             const SubjectList& list);
core::Result<void> draw_subject_list(FormDrawing& drawing, const SubjectList& list);

/// One entry with its keyword; a group goes on as long as the keyword stays the same.
struct SubjectRow {
    std::string keyword;
    SubjectEntry entry;
};
/// With these rows instead of list.groups. Errors: also those of `rows`.
core::Result<void> draw_subject_list(FormDrawing& drawing, const SubjectList& list,
                                     const RowSource<SubjectRow>& rows);

}  // namespace lantai::pdf
