#include "indexer/outbox_worker.hpp"

#include <chrono>
#include <set>

namespace lantai::indexer {
namespace {

using core::Result;

constexpr int kBatchRows = 400;
constexpr auto kBatchTime = std::chrono::milliseconds(300);
// From the begin of one batch to that of the next, unless more waits than one batch takes: a
// commit of the index costs as much as a hundred items. A lone change is not kept waiting.
constexpr auto kBatchDistance = std::chrono::milliseconds(250);
constexpr int kRetryMs = 1000;
// Looks at the feed even when nobody called: another program (lantai file) may have fed it, and
// what it filed is to be found within a second. One small read each time.
constexpr int kIdleMs = 500;

}  // namespace

OutboxWorker::OutboxWorker(std::filesystem::path data, IndexSource source, core::Log& log)
    : data_(std::move(data)), source_(std::move(source)), log_(log) {}

OutboxWorker::~OutboxWorker() { stop(); }

Result<void> OutboxWorker::start() {
    LT_TRY(lock_, IndexLock::take(data_));
    thread_ = std::thread([this] { loop(); });
    return {};
}

void OutboxWorker::stop() {
    {
        const std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
    writer_.reset();
    lock_.reset();
}

void OutboxWorker::notify() {
    {
        const std::lock_guard guard(mutex_);
        fed_ = true;
    }
    wake_.notify_all();
}

bool OutboxWorker::stopping() {
    const std::lock_guard guard(mutex_);
    return stopping_;
}

void OutboxWorker::wait_until(std::chrono::steady_clock::time_point time) {
    std::unique_lock guard(mutex_);
    wake_.wait_until(guard, time, [this] { return stopping_; });
}

void OutboxWorker::wait(int ms) {
    std::unique_lock guard(mutex_);
    wake_.wait_for(guard, std::chrono::milliseconds(ms), [this] { return stopping_ || fed_; });
    fed_ = false;
}

Result<void> OutboxWorker::prepare() {
    writer_.reset();
    LT_TRY(const std::string epoch, epoch_of(source_));
    if (!damaged_) {
        auto opened = IndexWriter::open(index_folder(data_));
        if (!opened &&
            (opened.error().key == "index.locked" || opened.error().code == core::ErrorCode::io))
            return std::move(opened).error();
        if (opened) {
            const auto state = (*opened)->state();
            if (state && state->schema == kSchemaNumber && state->epoch == epoch) {
                writer_ = *std::move(opened);
                return {};
            }
        }
    }
    LT_TRY(const auto report, rebuild_index(data_, source_, [this] { return stopping(); }));
    log_.info("index.rebuilt", {{"items", report.items}, {"unreadable", report.unreadable}});
    damaged_ = false;
    LT_TRY(writer_, IndexWriter::open(index_folder(data_)));
    return {};
}

Result<std::size_t> OutboxWorker::run_once() {
    std::vector<core::OutboxRow> rows;
    LT_CHECK(source_.read([&](core::Database& db) -> Result<void> {
        LT_TRY(rows, core::outbox_batch(db, kBatchRows));
        return {};
    }));
    if (rows.empty()) return std::size_t{0};
    const auto begun = std::chrono::steady_clock::now();
    std::set<core::Id> done;
    std::vector<TextStateChange> changes;
    std::size_t count = 0;
    for (const core::OutboxRow& row : rows) {
        ++count;
        if (!done.insert(row.item_id).second) continue;  // its present state is in already
        auto more = index_item(source_, *writer_, row.item_id);
        if (!more && !concerns_one_item_only(more.error())) return std::move(more).error();
        if (more)
            changes.insert(changes.end(), more->begin(), more->end());
        else
            log_.error("index.item_unreadable", {{"item", row.item_id}});
        if (stopping() || std::chrono::steady_clock::now() - begun > kBatchTime) break;
    }
    LT_CHECK(finish_batch(rows[count - 1].seq, changes));
    return count;
}

Result<void> OutboxWorker::finish_batch(std::int64_t seq,
                                        const std::vector<TextStateChange>& changes) {
    LT_CHECK(writer_->commit(seq));
    return source_.maintain([&](core::Database& db) -> Result<void> {
        for (const TextStateChange& change : changes)
            LT_CHECK(core::set_text_state(db, change.file_id, change.state, change.reason));
        return core::outbox_forget(db, seq);
    });
}

void OutboxWorker::loop() {
    while (!stopping()) {
        Result<std::size_t> done = std::size_t{0};
        if (!writer_) {
            if (auto ready = prepare(); !ready) done = std::move(ready).error();
        }
        const auto begun = std::chrono::steady_clock::now();
        if (done) done = run_once();
        if (!done && !stopping()) {
            log_.error("index.failed",
                       {{"key", done.error().key}, {"detail", done.error().detail}});
            damaged_ = done.error().key == "index.corrupt";
            writer_.reset();  // opened afresh, or built anew
            wait(kRetryMs);
        } else if (done && *done == 0) {
            wait(kIdleMs);
        } else if (done && *done < kBatchRows) {
            wait_until(begun + kBatchDistance);
        }
    }
}

}  // namespace lantai::indexer
