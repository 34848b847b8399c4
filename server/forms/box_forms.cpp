#include "server/forms/box_forms.hpp"

#include <algorithm>
#include <array>

#include "pdf/forms/box_label.hpp"
#include "pdf/forms/box_spine.hpp"
#include "pdf/forms/notes_form.hpp"
#include "server/forms/form_texts.hpp"
#include "server/forms/label_sheets.hpp"

namespace lantai::server {
namespace {

std::optional<core::Date> day_of(const core::Store& store,
                                 const std::optional<core::Timestamp>& time) {
    return time ? std::optional(store.day(*time)) : std::nullopt;
}

core::Date box_day(const core::Store& store, const core::Box& box) {
    return store.day(box.closed_at.value_or(box.updated_at));
}

/// The thinnest box of the standard (DA/T 22-2015) that is as thick.
double standard_spine(int spine_mm) {
    constexpr std::array<int, 4> kBoxes = {20, 30, 40, 50};
    const auto found = std::lower_bound(kBoxes.begin(), kBoxes.end(), spine_mm);
    return found == kBoxes.end() ? kBoxes.back() : *found;
}

pdf::BoxTexts texts_of(const core::BoxToPrint& one) {
    const core::BoxEntry& entry = one.entry;
    pdf::BoxTexts texts;
    texts.fonds_no = entry.fonds_no;
    texts.year = std::to_string(entry.box.filing_year);
    texts.retention = entry.retention_name;
    texts.organization = entry.department_name;
    if (!one.items.empty()) {
        texts.first_item = last_number(one.items.front().item.archival_code);
        texts.last_item = last_number(one.items.back().item.archival_code);
    }
    texts.box_no = std::to_string(entry.box.box_no);
    texts.code = entry.box.archival_code;
    texts.level = entry.box.level;
    texts.level_mark = level_mark(entry.box.level, one.items);
    texts.spine_mm = standard_spine(entry.box.spine_mm);
    return texts;
}

pdf::Boxes boxes_of(const BoxSource& source) {
    pdf::Boxes boxes;
    boxes.head.company = source.found.fonds.creating_body;
    boxes.head.logo = source.logo;
    for (const core::BoxToPrint& one : source.found.boxes) add_box(boxes, source.store, one);
    return boxes;
}

pdf::DrawForm notes_form(const BoxSource& source) {
    const core::BoxEntry& entry = source.found.boxes.front().entry;
    pdf::NotesForm form;
    form.head = boxes_of(source).head;
    form.kind = pdf::NotesKind::box;
    form.archival_code = entry.box.archival_code;
    form.documents = entry.item_count;
    form.pages = entry.pages;
    form.description = entry.box.description;
    form.compiler = entry.arranger_name;
    form.checker = entry.checker_name;
    form.compiled_on = day_of(source.store, entry.box.arranged_at);
    form.checked_on = day_of(source.store, entry.box.closed_at);
    add_notes(form, source.store, source.found.boxes.front().notes);
    return [form = std::move(form)](pdf::FormDrawing& drawing) {
        return pdf::draw_notes_form(drawing, form);
    };
}

pdf::DrawForm spine_sheets(pdf::Boxes all, const FormOptions& options) {
    return [boxes = std::move(all), a4 = options.a4](pdf::FormDrawing& drawing) {
        return pdf::draw_box_spine(drawing, boxes, a4 ? pdf::kSpinesOnA4 : pdf::kSpinesOnA3);
    };
}

pdf::DrawForm label_sheets(pdf::Boxes all, const FormOptions& options) {
    return [boxes = std::move(all), options](pdf::FormDrawing& drawing) -> core::Result<void> {
        LT_TRY(const pdf::LabelSheet sheet, label_sheet("box_label", options));
        return pdf::draw_box_label(drawing, boxes, sheet);
    };
}

pdf::DrawForm box_spine(const BoxSource& source) {
    return spine_sheets(boxes_of(source), source.options);
}

pdf::DrawForm box_label(const BoxSource& source) {
    return label_sheets(boxes_of(source), source.options);
}

constexpr BoxForm kForms[] = {
    {"box_notes_form", notes_form, nullptr},
    {"box_spine", box_spine, spine_sheets},
    {"box_label", box_label, label_sheets},
};

}  // namespace

void add_box(pdf::Boxes& boxes, const core::Store& store, const core::BoxToPrint& one) {
    const core::Box& box = one.entry.box;
    pdf::FormHead& head = boxes.head;
    if (head.level_mark.empty() || box.level > head.level) {
        head.level = std::max(head.level, box.level);
        head.level_mark = level_mark(head.level, one.items);
    }
    head.content_date = std::max(head.content_date, box_day(store, box));
    boxes.boxes.push_back(texts_of(one));
}

const BoxForm* find_box_form(std::string_view id) {
    for (const BoxForm& form : kForms)
        if (form.id == id) return &form;
    return nullptr;
}

}  // namespace lantai::server
