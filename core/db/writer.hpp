// The one writer of the database (group commit) and the pool of readers.
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/db/database.hpp"

namespace lantai::core {

/// Runs closures one after another on one thread. Those that wait together share one
/// transaction: each runs in its own savepoint, all are answered after the shared commit, so an
/// answer of success means the change is on disk. A closure that fails undoes only itself.
/// Threads: run() from any thread but the writer's own. Destruction finishes what was queued.
class DbWriter {
public:
    using Work = std::function<Result<void>(Database&)>;
    static Result<std::unique_ptr<DbWriter>> open(const std::filesystem::path& file);
    ~DbWriter();

    /// Blocks until `work` is committed or undone. Inside: SQL only, no hashing, no files.
    /// Errors: those of `work`; those of the commit; busy "db.queue_full" when more than 1,000
    /// wait.
    Result<void> run(Work work);

    /// The same without waiting: `done` is called on the writer's thread with what run() would
    /// have returned. Error (then `done` is not called): busy "db.queue_full".
    using Done = std::function<void(Result<void>)>;
    Result<void> post(Work work, Done done);

    /// Runs `work` on the writer's connection outside any transaction, before the first run():
    /// for migrations, which bring their own.
    Result<void> prepare(const Work& work);

    /// How many units wait, without those being done: for health and tests. Any thread.
    std::size_t waiting() const;
    /// How many commits succeeded, for the benchmark. Any thread.
    std::uint64_t commits() const;

private:
    explicit DbWriter(std::unique_ptr<Database> db);
    struct Job;
    void loop();
    Result<void> run_unit(Job& job);
    void run_group(std::vector<std::unique_ptr<Job>> group);

    std::unique_ptr<Database> db_;  // used by thread_ only
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::unique_ptr<Job>> queue_;  // guarded by mutex_
    bool stopping_ = false;                   // guarded by mutex_
    std::uint64_t commits_ = 0;               // guarded by mutex_
    std::thread thread_;
};

/// Readers are opened when first needed and kept. Each use reads one snapshot.
/// Threads: read() from any thread; at most `limit` at once, more wait.
class DbReaders {
public:
    DbReaders(std::filesystem::path file, std::size_t limit);
    /// Runs `work` in a deferred read transaction. Errors: those of `work`, or of opening.
    Result<void> read(const std::function<Result<void>(Database&)>& work);
    /// The same, but waits at most `patience` for a free reader. Error: busy "db.busy".
    Result<void> read_within(std::chrono::milliseconds patience,
                             const std::function<Result<void>(Database&)>& work);

private:
    Result<void> read_with(std::unique_ptr<Database> db,
                           const std::function<Result<void>(Database&)>& work);
    /// A free reader, or nothing and the right to open one more; mutex_ is held.
    std::unique_ptr<Database> take();
    bool is_free() const { return !idle_.empty() || open_ < limit_; }
    std::filesystem::path file_;
    std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<std::unique_ptr<Database>> idle_;  // guarded by mutex_
    std::size_t open_ = 0;                         // guarded by mutex_
};

}  // namespace lantai::core
