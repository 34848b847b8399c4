#include "core/db/writer.hpp"

#include <exception>
#include <future>
#include <utility>

namespace lantai::core {
namespace {
constexpr std::size_t kMaxQueued = 1000;
constexpr std::size_t kMaxGroup = 256;

/// A unit of work that throws (out of memory, a broken rule of the language) fails like any other:
/// neither the writer's thread nor a reader's place in the pool may go with it.
Result<void> contained(const DbWriter::Work& work, Database& db) {
    try {
        return work(db);
    } catch (const std::exception& thrown) {
        return fail(ErrorCode::internal, "db.error", thrown.what());
    }
}
}  // namespace

struct DbWriter::Job {
    Work work;
    Done done;
    Result<void> outcome;
};

DbWriter::DbWriter(std::unique_ptr<Database> db)
    : db_(std::move(db)), thread_([this] { loop(); }) {}

Result<std::unique_ptr<DbWriter>> DbWriter::open(const std::filesystem::path& file) {
    LT_TRY(auto db, open_sqlite(file, DbMode::writer));
    return std::unique_ptr<DbWriter>(new DbWriter(std::move(db)));
}

DbWriter::~DbWriter() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

Result<void> DbWriter::run(Work work) {
    // Shared, so that it outlives set_value() although the answer may be taken before its end.
    const auto promise = std::make_shared<std::promise<Result<void>>>();
    auto answer = promise->get_future();
    LT_CHECK(post(std::move(work),
                  [promise](Result<void> outcome) { promise->set_value(std::move(outcome)); }));
    return answer.get();
}

Result<void> DbWriter::post(Work work, Done done) {
    auto job = std::make_unique<Job>();
    job->work = std::move(work);
    job->done = std::move(done);
    {
        const std::lock_guard lock(mutex_);
        if (queue_.size() >= kMaxQueued) return fail(ErrorCode::busy, "db.queue_full");
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
    return {};
}

Result<void> DbWriter::prepare(const Work& work) { return work(*db_); }

std::size_t DbWriter::waiting() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

std::uint64_t DbWriter::commits() const {
    const std::lock_guard lock(mutex_);
    return commits_;
}

void DbWriter::loop() {
    for (;;) {
        std::vector<std::unique_ptr<Job>> group;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            while (!queue_.empty() && group.size() < kMaxGroup) {
                group.push_back(std::move(queue_.front()));
                queue_.pop_front();
            }
        }
        run_group(std::move(group));
    }
}

/// Does one unit in its savepoint. An error of this function (not of the unit, which goes to its
/// outcome) means that the transaction itself is gone, for instance with the disk full.
Result<void> DbWriter::run_unit(Job& job) {
    LT_TRY([[maybe_unused]] const auto opened, db_->execute("SAVEPOINT unit"));
    job.outcome = contained(job.work, *db_);
    if (!job.outcome && !db_->execute("ROLLBACK TO unit")) return job.outcome.error();
    LT_TRY([[maybe_unused]] const auto released, db_->execute("RELEASE unit"));
    return {};
}

void DbWriter::run_group(std::vector<std::unique_ptr<Job>> group) {
    const Result<void> committed = in_transaction(*db_, [&]() -> Result<void> {
        for (auto& job : group) LT_CHECK(run_unit(*job));
        return {};
    });
    if (committed) {
        const std::lock_guard lock(mutex_);
        ++commits_;
    }
    for (auto& job : group) {
        if (job->outcome && !committed) job->outcome = committed.error();
        job->done(std::move(job->outcome));
    }
}

DbReaders::DbReaders(std::filesystem::path file, std::size_t limit)
    : file_(std::move(file)), limit_(limit) {}

Result<void> DbReaders::read(const std::function<Result<void>(Database&)>& work) {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [this] { return is_free(); });
    auto db = take();
    lock.unlock();
    return read_with(std::move(db), work);
}

Result<void> DbReaders::read_within(std::chrono::milliseconds patience,
                                    const std::function<Result<void>(Database&)>& work) {
    std::unique_lock lock(mutex_);
    if (!free_.wait_for(lock, patience, [this] { return is_free(); }))
        return fail(ErrorCode::busy, "db.busy", "no free reader");
    auto db = take();
    lock.unlock();
    return read_with(std::move(db), work);
}

std::unique_ptr<Database> DbReaders::take() {
    if (idle_.empty()) {
        ++open_;
        return nullptr;
    }
    auto db = std::move(idle_.back());
    idle_.pop_back();
    return db;
}

Result<void> DbReaders::read_with(std::unique_ptr<Database> db,
                                  const std::function<Result<void>(Database&)>& work) {
    Result<void> done;
    if (!db) {
        auto opened = open_sqlite(file_, DbMode::reader);
        if (opened)
            db = std::move(opened).value();
        else
            done = std::move(opened).error();
    }
    if (db) done = in_snapshot(*db, [&] { return contained(work, *db); });
    {
        const std::lock_guard lock(mutex_);
        if (db)
            idle_.push_back(std::move(db));
        else
            --open_;
    }
    free_.notify_one();
    return done;
}

}  // namespace lantai::core
