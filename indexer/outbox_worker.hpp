// Keeps the index up with the archive, on one thread.
#pragma once
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "core/base/log.hpp"
#include "indexer/rebuild.hpp"

namespace lantai::indexer {

/// Takes the feed in batches, brings the items to what they are now, commits, and only then
/// forgets the feed: whatever is killed in between is done again. A batch is committed when a
/// third of a second has passed; the next begins a quarter of a second after it began, or at once
/// when more waits than it could take. So a change is found within a second of its commit. An index
/// that is missing, damaged, of another schema or another archive state is built anew.
/// Threads: notify() from any thread; the rest from the owner.
class OutboxWorker {
public:
    OutboxWorker(std::filesystem::path data, IndexSource source, core::Log& log);
    ~OutboxWorker();  // stops the thread

    /// Takes the lock and starts the thread. Errors: those of IndexLock::take.
    core::Result<void> start();
    /// Ends after the item at hand; what is not committed is done at the next start.
    void stop();

    /// The feed has new rows.
    void notify();

    /// Makes the index usable for this archive, building it anew if need be. For use without
    /// start(); the caller holds the lock.
    core::Result<void> prepare();
    /// Does one batch; how many feed rows were done, 0 when there is none. After prepare().
    core::Result<std::size_t> run_once();

private:
    void loop();
    core::Result<void> finish_batch(std::int64_t seq, const std::vector<TextStateChange>& changes);
    bool stopping();
    void wait(int ms);
    void wait_until(std::chrono::steady_clock::time_point time);  // or the end

    const std::filesystem::path data_;
    const IndexSource source_;
    core::Log& log_;
    std::unique_ptr<IndexLock> lock_;
    std::unique_ptr<IndexWriter> writer_;  // used by thread_ once started
    bool damaged_ = false;                 // likewise: build anew
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;  // guarded by mutex_
    bool fed_ = false;       // guarded by mutex_
    std::thread thread_;
};

}  // namespace lantai::indexer
