#include "core/repo/print_job_repo.hpp"

#include <algorithm>
#include <array>

#include "core/repo/print_request.hpp"
#include "core/repo/rows.hpp"

namespace lantai::core {

template <>
std::span<const std::string_view> enum_texts<PrintJobState>() {
    static constexpr std::array<std::string_view, 5> kTexts = {"queued", "running", "done",
                                                               "failed", "cancelled"};
    return kTexts;
}

int PrintJob::total() const {
    switch (subject) {
        case PrintSubject::volumes:
            return static_cast<int>(volumes.size());
        case PrintSubject::boxes:
            return static_cast<int>(boxes.size());
        case PrintSubject::list:
            return rows;
    }
    return 0;
}

namespace {

const std::string kSelectJobs =
    "SELECT id, form, request, requested_by, state, done, pages, missing, error, sha256,"
    " created_at, finished_at, total FROM print_jobs";

std::string joined(const std::vector<std::string>& forms) {
    std::string all;
    for (const std::string& form : forms) all += (all.empty() ? "" : ",") + form;
    return all;
}

std::vector<std::string> parted(const std::string& all) {
    std::vector<std::string> forms;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find(',', begin), all.size());
        forms.push_back(all.substr(begin, end - begin));
        begin = end + 1;
    }
    return forms;
}

Result<PrintJob> read_job(const DbRow& row) {
    PrintJob job;
    job.id = row.integer(0);
    job.forms = parted(row.text(1));
    LT_CHECK(read_print_request(row.text(2), job));
    job.requested_by = row.integer(3);
    LT_TRY(job.state, row_enum<PrintJobState>(row, 4));
    job.done = row_int(row, 5);
    job.pages = row_int(row, 6);
    job.missing = row_int(row, 7);
    job.error = row.text(8);
    job.sha256 = row.text(9);
    job.created_at = row.integer(10);
    job.finished_at = row.optional_integer(11);
    if (job.subject == PrintSubject::list) job.rows = row_int(row, 12);
    return job;
}

}  // namespace

Result<std::optional<PrintJob>> find_print_job(Database& db, Id id) {
    return read_first<PrintJob>(db, kSelectJobs + " WHERE id = :id", {{"id", id}}, read_job);
}

Result<std::vector<PrintJob>> list_print_jobs(Database& db, Id requested_by) {
    return read_list<PrintJob>(db, kSelectJobs + " WHERE requested_by = :by ORDER BY id DESC",
                               {{"by", requested_by}}, read_job);
}

Result<std::optional<Id>> next_print_job(Database& db) {
    return read_first<Id>(db,
                          "SELECT id FROM print_jobs WHERE state = 'queued' ORDER BY id LIMIT 1",
                          {}, [](const DbRow& row) -> Result<Id> { return row.integer(0); });
}

Result<PrintJobLoad> print_job_load(Database& db, Id requested_by) {
    const std::string busy = "SELECT count(*) FROM print_jobs WHERE state IN ('queued', 'running')";
    PrintJobLoad load;
    LT_TRY(load.all, db_integer(db, busy));
    LT_TRY(load.own, db_integer(db, busy + " AND requested_by = :by", {{"by", requested_by}}));
    return load;
}

Result<void> insert_print_job(Database& db, const PrintJob& job) {
    return run(db,
               "INSERT INTO print_jobs(id, form, request, requested_by, state, total, created_at)"
               " VALUES (:id, :form, :request, :by, :state, :total, :at)",
               {{"id", job.id},
                {"form", joined(job.forms)},
                {"request", print_request_text(job)},
                {"by", job.requested_by},
                {"state", to_text(job.state)},
                {"total", job.total()},
                {"at", job.created_at}});
}

Result<bool> update_print_job(Database& db, const PrintJob& job, PrintJobState from) {
    LT_TRY(
        const auto rows,
        db.execute(
            "UPDATE print_jobs SET state = :state, request = :request, total = :total,"
            " done = :done, pages = :pages, missing = :missing, error = :error, sha256 = :sha256,"
            " finished_at = :finished WHERE id = :id AND state = :from",
            {{"state", to_text(job.state)},
             {"request", print_request_text(job)},
             {"total", job.total()},
             {"done", job.done},
             {"pages", job.pages},
             {"missing", job.missing},
             {"error", job.error},
             {"sha256", job.sha256},
             {"finished", job.finished_at},
             {"id", job.id},
             {"from", to_text(from)}}));
    return rows == 1;
}

Result<std::vector<Id>> forget_print_jobs(Database& db, Timestamp time) {
    LT_TRY(auto ids, read_list<Id>(db, "SELECT id FROM print_jobs WHERE finished_at < :time",
                                   {{"time", time}},
                                   [](const DbRow& row) -> Result<Id> { return row.integer(0); }));
    LT_CHECK(run(db, "DELETE FROM print_jobs WHERE finished_at < :time", {{"time", time}}));
    return ids;
}

Result<std::vector<PrintJob>> list_running_print_jobs(Database& db) {
    return read_list<PrintJob>(db, kSelectJobs + " WHERE state = 'running' ORDER BY id", {},
                               read_job);
}

}  // namespace lantai::core
