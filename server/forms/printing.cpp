#include "server/forms/printing.hpp"

#include "core/base/hash.hpp"
#include "core/base/json_text.hpp"
#include "server/forms/box_forms.hpp"
#include "server/forms/form_logo.hpp"
#include "server/forms/handover_form.hpp"
#include "server/forms/list_forms.hpp"
#include "server/forms/volume_forms.hpp"

namespace lantai::server {
namespace {

using core::JsonField;
using core::Result;

core::Error unknown_form() { return core::fail(core::ErrorCode::not_found, "form.unknown"); }

std::vector<JsonField> facts_of(std::string_view form, const pdf::PrintedForm& printed) {
    return {{"form", form},
            {"pages", printed.pages},
            {"missing_glyphs", static_cast<int>(printed.missing.size())},
            {"sha256", core::sha256_hex(printed.pdf)}};
}

/// All boxes of the scope on common sheets.
Result<ListPaper> draw_boxes(const BoxForm& form, const ListSource& source,
                             const core::Caller& caller, const core::PrintScope& scope,
                             pdf::FormDrawing& drawing) {
    LT_TRY(const core::BoxesToPrint found, source.lists.boxes(caller, scope));
    LT_CHECK(form.draw({source.store, found, source.logo, source.options})(drawing));
    return ListPaper{
        found.fonds, list_name(found.fonds, scope, form.id), found.boxes.size(), {}, {}};
}

Result<ListPaper> draw_list(const ListSource& source, const core::Caller& caller,
                            std::string_view form, const core::PrintScope& scope,
                            pdf::FormDrawing& drawing) {
    if (const ListForm* list = find_list_form(form))
        return list->draw(source, caller, scope, drawing);
    const BoxForm* boxes = find_box_form(form);
    if (!boxes || !boxes->sheets) return unknown_form();
    return draw_boxes(*boxes, source, caller, scope, drawing);
}

}  // namespace

std::string paper_title(std::string_view form, std::string_view of) {
    const pdf::FormInfo* info = pdf::find_form(form);
    return std::string(info ? info->title : form) + " " + std::string(of);
}

Result<PrintedPaper> print_volume_form(Services& services, const core::Caller& caller,
                                       std::string_view form, core::Id volume_id,
                                       const FormOptions& options) {
    const VolumeForm* found = find_volume_form(form);
    if (!found) return unknown_form();
    LT_TRY(const core::VolumeDetail detail, services.volumes.for_print(caller, volume_id));
    LT_TRY(const auto fonts, services.print_fonts.get());
    LT_TRY(const auto logo, form_logo(services.store, detail.entry.volume.fonds_id));
    const std::string& code = detail.entry.volume.archival_code;
    const pdf::DocumentInfo info{paper_title(form, code), detail.creating_body};
    LT_TRY(pdf::PrintedForm printed,
           pdf::print_one(fonts, info, found->draw({services.store, detail, logo, options})));
    LT_CHECK(services.volumes.note_print(caller, detail, std::string(form),
                                         core::json_object(facts_of(form, printed))));
    return PrintedPaper{code + "-" + std::string(pdf::find_form(form)->title), std::move(printed)};
}

Result<PrintedPaper> print_box_form(Services& services, const core::Caller& caller,
                                    std::string_view form, core::Id box_id,
                                    const FormOptions& options) {
    const BoxForm* found = find_box_form(form);
    if (!found) return unknown_form();
    core::PrintLists lists(services.store);
    LT_TRY(const core::BoxesToPrint one, lists.box(caller, services.denials, box_id));
    LT_TRY(const auto logo, form_logo(services.store, one.fonds.id));
    LT_TRY(const auto fonts, services.print_fonts.get());
    const core::Box& box = one.boxes.front().entry.box;
    const pdf::DocumentInfo info{paper_title(form, box.archival_code), one.fonds.creating_body};
    LT_TRY(pdf::PrintedForm printed,
           pdf::print_one(fonts, info, found->draw({services.store, one, logo, options})));
    LT_CHECK(
        lists.note(caller, box, std::string(form), core::json_object(facts_of(form, printed))));
    return PrintedPaper{box.archival_code + "-" + std::string(pdf::find_form(form)->title),
                        std::move(printed)};
}

Result<PrintedPaper> print_handover(Services& services, const core::Caller& caller,
                                    core::Id handover_id) {
    constexpr std::string_view kForm = "handover_receipt";
    LT_TRY(const core::HandoverToPrint paper, services.handovers.for_print(caller, handover_id));
    LT_TRY(const auto fonts, services.print_fonts.get());
    std::shared_ptr<const pdf::Image> logo;
    if (paper.fonds_id) {
        LT_TRY(logo, form_logo(services.store, *paper.fonds_id));
    }
    const std::string& number = paper.handover.entry.handover.handover_no;
    LT_TRY(pdf::PrintedForm printed,
           pdf::print_handover_receipt(fonts, handover_receipt(services.store, paper, logo)));
    LT_CHECK(services.handovers.note_print(caller, paper.handover, std::string(kForm),
                                           core::json_object(facts_of(kForm, printed))));
    return PrintedPaper{number + "-" + std::string(pdf::find_form(kForm)->title),
                        std::move(printed)};
}

Result<PrintedPaper> print_list_form(Services& services, const core::Caller& caller,
                                     std::string_view form, const core::PrintScope& scope,
                                     const FormOptions& options) {
    core::PrintLists lists(services.store, options.max_rows);
    LT_TRY(const core::Fonds of, lists.fonds(caller, scope));
    LT_TRY(const auto logo, form_logo(services.store, scope.fonds_id));
    LT_TRY(const auto fonts, services.print_fonts.get());
    const pdf::DocumentInfo info{paper_title(form, of.fonds_no), of.creating_body};
    ListPaper paper;
    const auto draw = [&](pdf::FormDrawing& drawing) -> Result<void> {
        LT_TRY(paper,
               draw_list({services.store, lists, logo, options}, caller, form, scope, drawing));
        return {};
    };
    LT_TRY(pdf::PrintedForm printed, pdf::print_one(fonts, info, draw));
    auto facts = facts_of(form, printed);
    facts.emplace_back("rows", static_cast<std::int64_t>(paper.rows));
    facts.push_back(JsonField::raw("scope", core::scope_json(scope)));
    LT_CHECK(lists.note(caller, paper.fonds, std::string(form), core::json_object(facts)));
    return PrintedPaper{paper.name, std::move(printed)};
}

}  // namespace lantai::server
