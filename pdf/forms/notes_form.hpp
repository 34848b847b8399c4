// F-2 卷内备考表, the notes form behind the items of a volume, and 备考表, its sister
// in a box of items (DA/T 22-2015).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.hpp"
#include "pdf/form_frame.hpp"

namespace lantai::pdf {

enum class NotesKind {
    volume,  // 卷内备考表
    box,     // 备考表
};

/// What changed after sealing; each note is a line of its own on the form.
struct LaterNote {
    std::string text;
    std::string signer;
    std::string signed_at;  // local time as printed, e.g. 2023-05-06 14:20
};

struct NotesForm {
    FormHead head;
    NotesKind kind = NotesKind::volume;
    std::string archival_code;     // 档号; of a box: its number as printed
    std::optional<int> documents;  // 种数: distinct documents; of a box 件数
    std::optional<int> copies;     // 份数; not printed for a box
    std::optional<int> pages;      // 页数; nothing, here and above: not known
    std::string description;  // 本卷情况说明 (盒内文件情况说明), paragraphs parted by line ends
    std::vector<LaterNote> later;           // in the order of their time
    std::string compiler;                   // 立卷人 (整理人)
    std::string checker;                    // 检查人
    std::optional<core::Date> compiled_on;  // 立卷时间 (整理日期)
    std::optional<core::Date> checked_on;   // 检查日期, of a box only
};

/// Prints the form: A4, a frame of 170 × 245 mm; what does not fit goes on over further pages,
/// with the signatures where the description ends. Report fields: "archival_code", "description",
/// "compiler", "checker", "company" and "level_mark" with row 0, "text", "signer" and "signed_at"
/// with the number of the later note. Errors: those of check_head, Canvas::save and finish.
core::Result<PrintedForm> print_notes_form(std::shared_ptr<const FontSet> fonts,
                                           const NotesForm& form);
core::Result<void> draw_notes_form(FormDrawing& drawing, const NotesForm& form);

}  // namespace lantai::pdf
