// From a record to its printed form.
#pragma once
#include <string>

#include "pdf/form.hpp"
#include "server/services.hpp"

namespace lantai::server {

struct PrintedVolume {
    std::string archival_code;
    pdf::PrintedForm form;
};

/// F-1 卷内文件目录 of a volume; asks for print_form and logs form.printed with the number of
/// pages and the digest of the PDF. Errors: those of VolumeService::for_print and of the typefaces.
core::Result<PrintedVolume> print_catalogue(Services& services, const core::Caller& caller,
                                            core::Id volume_id);

}  // namespace lantai::server
