// From records to a printed form: judged, drawn and logged.
#pragma once
#include <string>
#include <string_view>

#include "core/service/print_lists.hpp"
#include "pdf/form.hpp"
#include "server/forms/form_options.hpp"
#include "server/services.hpp"

namespace lantai::server {

struct PrintedPaper {
    std::string name;  // of the file, without .pdf
    pdf::PrintedForm form;
};

/// A form of one volume; asks for print_form and logs form.printed with the number of pages and
/// the digest of the PDF. Errors: not_found "form.unknown"; those of VolumeService::for_print, of
/// the typefaces and of the form.
core::Result<PrintedPaper> print_volume_form(Services& services, const core::Caller& caller,
                                             std::string_view form, core::Id volume_id,
                                             const FormOptions& options);

/// A list of what the caller may print of a fonds, logged on the fonds. Errors: not_found
/// "form.unknown"; those of core::PrintLists, of the typefaces and of the form.
core::Result<PrintedPaper> print_list_form(Services& services, const core::Caller& caller,
                                           std::string_view form, const core::PrintScope& scope,
                                           const FormOptions& options);

/// A form of one box; asks for print_form and is logged on the box. Errors as print_volume_form.
core::Result<PrintedPaper> print_box_form(Services& services, const core::Caller& caller,
                                          std::string_view form, core::Id box_id,
                                          const FormOptions& options);

/// F-7 移交签收单 of a handover, logged on it. Errors: those of HandoverService::for_print, of the
/// typefaces and of the form.
core::Result<PrintedPaper> print_handover(Services& services, const core::Caller& caller,
                                          core::Id handover_id);

/// "案卷封面 Q001-WS·2023-D30-ZJB-007": the title of a document.
std::string paper_title(std::string_view form, std::string_view of);

}  // namespace lantai::server
