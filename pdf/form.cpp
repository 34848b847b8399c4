#include "pdf/form.hpp"

namespace lantai::pdf {
namespace {

constexpr FormInfo kForms[] = {
    {"item_catalogue", "F-1", "卷内文件目录", FormSubject::volume},
    {"notes_form", "F-2", "卷内备考表", FormSubject::volume},
    {"volume_cover", "F-3", "案卷封面", FormSubject::volume},
    {"volume_spine", "F-4", "案卷脊背", FormSubject::volume},
    {"item_list", "F-5", "归档文件目录", FormSubject::item_list},
    {"volume_list", "F-6", "案卷目录", FormSubject::volume_list},
    {"handover_receipt", "F-7", "移交签收单", FormSubject::handover},
    {"box_notes_form", "", "备考表", FormSubject::box},
    {"subject_list", "", "主题目录", FormSubject::item_list},
    {"filing_stamp_sheet", "", "归档章", FormSubject::items},
    {"box_spine", "", "档案盒脊", FormSubject::box},
    {"box_label", "", "档案盒标签", FormSubject::box},
};

}  // namespace

std::span<const FormInfo> forms() { return kForms; }

const FormInfo* find_form(std::string_view id) {
    for (const FormInfo& form : kForms)
        if (form.id == id) return &form;
    return nullptr;
}

GlyphRun FormText::shape(std::string_view text, std::size_t row, std::string_view field) {
    found_.clear();
    GlyphRun run = fonts_.shape(text, found_);
    for (const char32_t c : found_) missing_.push_back({row, std::string(field), c});
    return run;
}

core::Result<PrintedForm> print_one(const std::shared_ptr<const FontSet>& fonts,
                                    const DocumentInfo& info, const DrawForm& draw) {
    FormDrawing drawing(fonts);
    LT_CHECK(draw(drawing));
    PrintedForm printed;
    printed.pages = drawing.canvas.pages();
    printed.missing = drawing.text.take_missing();
    LT_TRY(const DrawnDocument drawn, std::move(drawing.canvas).save());
    LT_TRY(printed.pdf, finish(drawn, info));
    return printed;
}

}  // namespace lantai::pdf
