// A print job's document: the forms of many volumes or boxes, or long lists, with bookmarks.
#pragma once
#include <functional>
#include <stop_token>

#include "core/model/print_job.hpp"
#include "pdf/booklet.hpp"
#include "server/services.hpp"

namespace lantai::server {

struct JobWatch {
    std::function<void(std::size_t records, int pages)> progress;
    std::stop_token stop;
};

/// Can this form be printed of many such records at once?
bool is_job_form(core::PrintSubject subject, std::string_view form);

/// Draws what `job` asks for; of a list it fills the records that it shows. Only one volume or box
/// is in memory at a time, of lists the rows of one (core::kMaxJobRows). Spines and labels stand
/// together on the last sheets. Errors: not_found "form.unknown" and "pdf.nothing_to_print"; those
/// of VolumeService::for_print and core::PrintLists (the whole fails with one of its records), of
/// the typefaces, of the forms and of pdf::Booklet; busy "pdf.cancelled".
core::Result<pdf::PrintedBooklet> print_job(Services& services, const core::Caller& caller,
                                            core::PrintJob& job, const JobWatch& watch);

}  // namespace lantai::server
