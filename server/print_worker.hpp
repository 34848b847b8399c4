// Makes print jobs, one after the other, in the background.
#pragma once
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "core/base/log.hpp"
#include "core/service/print_jobs.hpp"

namespace lantai::server {

struct Services;

/// One job at a time, so that the memory of one booklet (pdf::kMaxBookletPages) is all that is
/// needed. Results lie in tmp/print of the data folder until they are cancelled or a day old.
/// Threads: every method from any thread.
class PrintWorker {
public:
    /// `services` has to be whole when the first job runs.
    PrintWorker(core::PrintJobs& jobs, Services& services, std::filesystem::path data,
                core::Log& log);
    ~PrintWorker() { stop(); }

    /// What a crash left running is made again once; the waiting jobs are made. Errors: io.
    core::Result<void> start();
    /// The running job waits, as the others do, for the next start.
    void stop();
    /// A job was asked for.
    void notify();
    /// Makes the job that waits longest in this thread; false: none waits.
    core::Result<bool> run_next();

    /// Of the job that runs now, or nothing.
    std::optional<core::PrintProgress> progress(core::Id job) const;
    /// Ends the job if it runs now, and throws its result away.
    void drop(core::Id job);
    std::filesystem::path file_of(core::Id job) const;
    /// Throws away what is a day old.
    core::Result<void> sweep();

private:
    void work(const std::stop_token& stop);
    core::Result<void> make(core::PrintJob& job, const std::stop_token& stop);
    core::Result<bool> end(core::PrintJob& job, const core::Result<void>& made);
    core::Result<void> keep(core::Id job, const std::string& pdf);

    core::PrintJobs& jobs_;
    Services& services_;
    std::filesystem::path folder_;
    core::Log& log_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    bool asked_ = false;     // guarded by mutex_, as are the next four
    bool stopping_ = false;  // until the next start
    core::Id running_ = 0;   // 0: none
    core::PrintProgress progress_;
    std::stop_source stop_running_;  // of the running job
    std::jthread thread_;
};

}  // namespace lantai::server
