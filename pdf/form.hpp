// The printed forms and what every one of them gives back.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "pdf/canvas.hpp"
#include "pdf/finish.hpp"
#include "pdf/fonts.hpp"

namespace lantai::pdf {

/// The record that a form is printed of.
enum class FormSubject {
    volume,       // 案卷
    box,          // 档案盒
    volume_list,  // the volumes of a fonds, of a category or of a year
    item_list,    // the items of a fonds arranged by item: category, year, retention
    handover,     // 移交
    items,        // items chosen by hand
};

struct FormInfo {
    std::string_view id;      // in routes and commands: "item_catalogue"
    std::string_view number;  // in domain.md 2.11: "F-1"; empty for a form without one
    std::string_view title;   // as printed: 卷内文件目录
    FormSubject subject;
};

/// All forms that can be printed, in the order of their numbers; those without one follow.
std::span<const FormInfo> forms();

/// The form with this id, or nullptr.
const FormInfo* find_form(std::string_view id);

/// A character that no typeface has; the page shows 〓 in its place.
struct MissingGlyph {
    std::size_t row;    // position in the data from 1; 0: around the table
    std::string field;  // as the form's data names it, e.g. "title"
    char32_t code_point;
    bool operator==(const MissingGlyph&) const = default;
};

struct PrintedForm {
    std::string pdf;
    int pages = 0;
    std::vector<MissingGlyph> missing;
};

/// Shapes texts and keeps the report of what no typeface has.
class FormText {
public:
    explicit FormText(const FontSet& fonts) : fonts_(fonts) {}
    GlyphRun shape(std::string_view text, std::size_t row, std::string_view field);
    const FontSet& fonts() const { return fonts_; }
    std::vector<MissingGlyph> take_missing() { return std::move(missing_); }

private:
    const FontSet& fonts_;
    std::vector<MissingGlyph> missing_;
    std::vector<char32_t> found_;
};

/// Where forms are drawn, one after the other: print_one and Booklet (pdf/booklet.hpp) make it.
struct FormDrawing {
    explicit FormDrawing(const std::shared_ptr<const FontSet>& fonts)
        : canvas(fonts), text(*fonts) {}
    Canvas canvas;
    FormText text;
};

/// Draws one form. Each form has such a function, draw_item_catalogue and so on, which checks its
/// data before it draws anything.
using DrawForm = std::function<core::Result<void>(FormDrawing&)>;

/// A document of one form. Errors: those of `draw`, Canvas::save and finish.
core::Result<PrintedForm> print_one(const std::shared_ptr<const FontSet>& fonts,
                                    const DocumentInfo& info, const DrawForm& draw);

}  // namespace lantai::pdf
