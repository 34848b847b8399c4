#include "server/print_worker.hpp"

#include <fstream>
#include <system_error>

#include "core/base/hash.hpp"
#include "server/forms/job_printing.hpp"

namespace lantai::server {

using core::Result;

PrintWorker::PrintWorker(core::PrintJobs& jobs, Services& services, std::filesystem::path data,
                         core::Log& log)
    : jobs_(jobs), services_(services), folder_(std::move(data) / "tmp" / "print"), log_(log) {}

Result<void> PrintWorker::start() {
    LT_CHECK(jobs_.resume_running());
    {
        const std::lock_guard guard(mutex_);
        asked_ = true;
        stopping_ = false;
    }
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
    return {};
}

void PrintWorker::stop() {
    {
        const std::lock_guard guard(mutex_);
        stopping_ = true;
        stop_running_.request_stop();
    }
    thread_ = {};
}

void PrintWorker::notify() {
    {
        const std::lock_guard guard(mutex_);
        asked_ = true;
    }
    wake_.notify_all();
}

void PrintWorker::work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, stop, [this] { return asked_; });
            asked_ = false;
        }
        for (bool more = true; more && !stop.stop_requested();) {
            const auto made = run_next();
            more = made && *made;
            if (!made)
                log_.error("print_job.failed",
                           {{"key", made.error().key}, {"detail", made.error().detail}});
        }
    }
}

Result<bool> PrintWorker::run_next() {
    std::stop_source stop;
    {
        const std::lock_guard guard(mutex_);
        if (stopping_) return false;
        stop_running_ = stop;
    }
    LT_TRY(auto taken, jobs_.take_next());
    if (!taken) return false;
    core::PrintJob& job = *taken;
    {
        const std::lock_guard guard(mutex_);
        running_ = job.id;
        progress_ = {};
    }
    auto kept = end(job, make(job, stop.get_token()));
    {
        const std::lock_guard guard(mutex_);
        running_ = 0;
    }
    if (!kept) return std::move(kept).error();
    if (!*kept) drop(job.id);  // cancelled while its last page was made
    return true;
}

/// A job is stopped when its person cancelled it, or with the program; then it waits again.
Result<bool> PrintWorker::end(core::PrintJob& job, const Result<void>& made) {
    if (!made && made.error().key == "pdf.cancelled") return jobs_.put_back(job);
    job.state = made ? core::PrintJobState::done : core::PrintJobState::failed;
    job.error = made ? "" : made.error().key;
    if (!made) {
        const auto so_far = progress(job.id).value_or(core::PrintProgress{});
        job.done = so_far.done;
        job.pages = so_far.pages;
        log_.warning("print_job.failed",
                     {{"job", job.id}, {"key", job.error}, {"detail", made.error().detail}});
    }
    return jobs_.finish(job);
}

Result<void> PrintWorker::make(core::PrintJob& job, const std::stop_token& stop) {
    LT_TRY(const core::Caller person, jobs_.person_of(job));
    const auto progress = [this](std::size_t records, int pages) {
        const std::lock_guard guard(mutex_);
        progress_ = {static_cast<int>(records), pages};
    };
    LT_TRY(const pdf::PrintedBooklet booklet, print_job(services_, person, job, {progress, stop}));
    LT_CHECK(keep(job.id, booklet.pdf));
    job.done = job.total();
    job.pages = booklet.pages;
    job.missing = static_cast<int>(booklet.missing.size());
    job.sha256 = core::sha256_hex(booklet.pdf);
    return {};
}

Result<void> PrintWorker::keep(core::Id job, const std::string& pdf) {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, error);
    const std::filesystem::path part = file_of(job).string() + ".part";
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out.write(pdf.data(), static_cast<std::streamsize>(pdf.size()));
    out.close();
    if (out) std::filesystem::rename(part, file_of(job), error);
    if (out && !error) return {};
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return core::fail(core::ErrorCode::io, "storage.io", "tmp/print");
}

std::optional<core::PrintProgress> PrintWorker::progress(core::Id job) const {
    const std::lock_guard guard(mutex_);
    if (running_ != job) return std::nullopt;
    return progress_;
}

void PrintWorker::drop(core::Id job) {
    {
        const std::lock_guard guard(mutex_);
        if (running_ == job) stop_running_.request_stop();
    }
    std::error_code ignored;
    std::filesystem::remove(file_of(job), ignored);
}

std::filesystem::path PrintWorker::file_of(core::Id job) const {
    return folder_ / (std::to_string(job) + ".pdf");
}

Result<void> PrintWorker::sweep() {
    LT_TRY(const auto ids, jobs_.forget_old());
    for (const core::Id id : ids) drop(id);
    return {};
}

}  // namespace lantai::server
