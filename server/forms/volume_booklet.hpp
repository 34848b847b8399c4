// The forms of many volumes in one document, with bookmarks.
#pragma once
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/service/volumes.hpp"
#include "pdf/booklet.hpp"
#include "server/forms/form_options.hpp"
#include "server/services.hpp"

namespace lantai::server {

struct BookletOrder {
    std::vector<std::string> forms;  // ids of volume_forms()
    std::vector<core::Id> volumes;
    FormOptions options;
    std::function<void(std::size_t volumes, int pages)> progress;
    std::stop_token stop;
};

/// Each volume with a bookmark and its forms below it; the strips of F-4 stand together on the
/// last sheets. Only one volume is in memory at a time. Errors: not_found "form.unknown" and
/// "pdf.nothing_to_print"; those of VolumeService::for_print (the whole fails with one of its
/// volumes), of the typefaces and of pdf::Booklet; busy "pdf.cancelled".
core::Result<pdf::PrintedBooklet> print_booklet(Services& services, const core::Caller& caller,
                                                const BookletOrder& order);

}  // namespace lantai::server
