// Print jobs: asked for, watched, fetched and cancelled by one person; made by a worker.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/print_job.hpp"
#include "core/service/print_lists.hpp"

namespace lantai::core {

struct PrintJobDraft {
    PrintSubject subject = PrintSubject::volumes;
    std::vector<std::string> forms;  // known to who calls
    PrintOptions options;
    std::vector<Id> records;          // chosen volumes or boxes, or
    std::optional<PrintScope> scope;  // all that the person may print; always so for lists
    int rows = 0;                     // of lists, as who calls counted them
};

inline constexpr std::size_t kMaxJobRecords = 10'000;
inline constexpr std::int64_t kMaxWaitingJobs = 20;    // of everybody
inline constexpr std::int64_t kMaxOwnJobs = 3;         // of one person
inline constexpr Timestamp kKeepJob = 24 * 3'600'000;  // after its end

/// How far a job that runs has come.
struct PrintProgress {
    int done = 0;
    int pages = 0;
};

/// Errors of the first group: those of require(); a job of somebody else answers like a missing one
/// (access.not_found).
/// Threads: every method from any thread.
class PrintJobs {
public:
    explicit PrintJobs(Store& store) : store_(store) {}

    /// Every record chosen has to be printable by the caller, the fonds of a list to be known.
    /// Errors: forbidden "volume.needs_person" without an account; not_found
    /// "pdf.nothing_to_print"; too_large "print.too_many"; busy "print.queue_full".
    Result<PrintJob> create(const Caller& caller, PrintJobDraft draft);
    Result<PrintJob> get(const Caller& caller, Id id);
    Result<std::vector<PrintJob>> list(const Caller& caller);  // own ones, newest first
    /// For its PDF: judges again each record that it shows, and logs each form of each volume or
    /// box, or each list, as printed. Errors: conflict
    /// "print.not_ready",
    /// "print.outdated" (a record, its papers or its fonds changed since it was drawn); forbidden
    /// "print.rights_changed".
    Result<PrintJob> fetch(const Caller& caller, Id id);
    /// Logs the same for a document that was no job (its id is 0).
    Result<void> note_printed(const Caller& caller, const PrintJob& made);
    /// Ends a job, whatever its state; one that runs has come as far as `so_far`.
    Result<void> cancel(const Caller& caller, Id id, const PrintProgress& so_far);

    // For the worker. Beginning and waiting are its housekeeping; each end is logged.
    Result<std::optional<PrintJob>> take_next();  // queued becomes running
    /// The person with the rights of today. Errors: not_found "user.unknown".
    Result<Caller> person_of(const PrintJob& job);
    /// Running becomes done or failed; a job that was cancelled meanwhile stays so: false.
    Result<bool> finish(const PrintJob& job);
    /// Running waits again, as after a stop of the program; false as finish().
    Result<bool> put_back(const PrintJob& job);
    /// After a crash: what was running waits again; what was cut off twice has failed.
    Result<void> resume_running();
    Result<std::vector<Id>> forget_old();  // jobs that ended kKeepJob ago

private:
    Store& store_;
};

}  // namespace lantai::core
