// Print jobs in the database.
#pragma once
#include <optional>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/print_job.hpp"

namespace lantai::core {

Result<std::optional<PrintJob>> find_print_job(Database& db, Id id);
/// Of one person, newest first.
Result<std::vector<PrintJob>> list_print_jobs(Database& db, Id requested_by);
/// The one that waits longest.
Result<std::optional<Id>> next_print_job(Database& db);
/// How many wait or run, of everybody and of this person.
struct PrintJobLoad {
    std::int64_t all = 0;
    std::int64_t own = 0;
};
Result<PrintJobLoad> print_job_load(Database& db, Id requested_by);
Result<void> insert_print_job(Database& db, const PrintJob& job);
/// State and everything that the work brings. False: its state is no longer `from`.
Result<bool> update_print_job(Database& db, const PrintJob& job, PrintJobState from);
/// Jobs that ended before `time`; they leave the list.
Result<std::vector<Id>> forget_print_jobs(Database& db, Timestamp time);
/// What a crash of the program left running.
Result<std::vector<PrintJob>> list_running_print_jobs(Database& db);

}  // namespace lantai::core
