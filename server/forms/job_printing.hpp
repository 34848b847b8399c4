// A print job's document: the forms of many volumes or boxes, or long lists, with bookmarks.
#pragma once
#include <functional>
#include <stop_token>

#include "core/model/print_job.hpp"
#include "pdf/booklet.hpp"
#include "server/services.hpp"

namespace lantai::server {

struct JobWatch {
    /// Volumes or boxes drawn; of lists the rows that are laid out, before their pages are drawn.
    std::function<void(std::size_t records, int pages)> progress;
    std::stop_token stop;
};

/// Can this form be printed of many such records at once?
bool is_job_form(core::PrintSubject subject, std::string_view form);

/// The rows of these lists together. Errors: not_found "form.unknown"; those of core::PrintLists.
core::Result<int> count_job_rows(Services& services, const core::Caller& caller,
                                 const std::vector<std::string>& forms,
                                 const core::PrintScope& scope);

/// Draws what `job` asks for; of a list it fills the records that it shows and their number. Only
/// one volume, one box or one row of a list is in memory at a time. Spines and labels stand
/// together on the last sheets. Errors: not_found "form.unknown" and "pdf.nothing_to_print"; those
/// of VolumeService::for_print and core::PrintLists (the whole fails with one of its records), of
/// the typefaces, of the forms and of pdf::Booklet; busy "pdf.cancelled".
core::Result<pdf::PrintedBooklet> print_job(Services& services, const core::Caller& caller,
                                            core::PrintJob& job, const JobWatch& watch);

}  // namespace lantai::server
