// The sheets of labels that a form can be printed on.
#pragma once
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "pdf/forms/box_label.hpp"
#include "server/forms/form_options.hpp"

namespace lantai::server {

/// The usual one first; none for forms that are not printed on labels.
std::vector<pdf::SoldSheet> label_sheets(std::string_view form);

/// The chosen one, beginning at the chosen place. Errors: invalid_argument "pdf.label_sheet" at
/// "label_sheet" or "first_place".
core::Result<pdf::LabelSheet> label_sheet(std::string_view form, const FormOptions& options);

}  // namespace lantai::server
