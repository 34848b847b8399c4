// The forms of boxes 档案盒 of the arrangement by item: their notes form, spines and labels.
#pragma once
#include <memory>
#include <string_view>

#include "core/service/print_lists.hpp"
#include "pdf/form.hpp"
#include "pdf/forms/box.hpp"
#include "server/forms/form_options.hpp"

namespace lantai::server {

struct BoxSource {
    const core::Store& store;
    const core::BoxesToPrint& found;
    std::shared_ptr<const pdf::Image> logo;  // nullptr: none
    FormOptions options;
};

struct BoxForm {
    std::string_view id;
    pdf::DrawForm (*draw)(const BoxSource&);
    /// The boxes of a list on common sheets; nullptr: the form is of one box only.
    pdf::DrawForm (*sheets)(pdf::Boxes, const FormOptions&);
};

/// Appends a box of this fonds to what common sheets show.
void add_box(pdf::Boxes& boxes, const core::Store& store, const core::BoxToPrint& box);

/// The form with this id, or nullptr: box_notes_form 备考表, box_spine 档案盒脊, box_label
/// 档案盒标签.
const BoxForm* find_box_form(std::string_view id);

}  // namespace lantai::server
