// The door to everything kept: one data folder with database, blobs, clock and ids. Services
// change it through a UnitOfWork, which ties each change to its audit entry and index feed.
#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/ids.hpp"
#include "core/blob/blob_store.hpp"
#include "core/db/writer.hpp"
#include "core/model/event.hpp"
#include "core/model/user.hpp"

namespace lantai::core {

/// Who calls a service: the rights and the identity for the log.
struct Caller {
    Subject subject;
    Actor actor;
};

class Store;

/// One change, inside the shared write transaction. Threads: only within Store::write.
class UnitOfWork {
public:
    Database& db() { return db_; }
    Timestamp now() const { return now_; }
    Date today() const { return today_; }
    Id next_id();
    /// The audit entry of this change; written when the work has ended, with the digest of the
    /// object's rows (core/repo/state_digest) as they are then. Note every object you change.
    void note(Event event) { events_.push_back(std::move(event)); }
    /// Lets the index worker look at this item again after the commit.
    Result<void> reindex_item(Id item_id);

private:
    friend class Store;
    UnitOfWork(Database& db, Store& store, Timestamp now, Date today)
        : db_(db), store_(store), now_(now), today_(today) {}
    Database& db_;
    Store& store_;
    Timestamp now_;
    Date today_;
    std::vector<Event> events_;
};

/// Layout of the data folder: lantai.db, objects/ and tmp/ (blobs), index/ (a cache).
/// Threads: every method from any thread.
class Store {
public:
    struct Options {
        std::filesystem::path data;  // must exist
        int utc_offset_minutes = 480;
        std::size_t readers = 16;
    };
    /// Opens and migrates the database. Errors: those of migrate(), io.
    static Result<std::unique_ptr<Store>> open(Options options, const Clock& clock, IdSource& ids);

    /// Runs `work` on the writer. All of it happens, or nothing. A unit that noted no event is
    /// refused with internal "audit.no_event".
    Result<void> write(const Actor& actor, const std::function<Result<void>(UnitOfWork&)>& work);
    /// The same with a value.
    template <class T>
    Result<T> write_value(const Actor& actor, const std::function<Result<T>(UnitOfWork&)>& work) {
        std::optional<T> value;
        LT_CHECK(write(actor, [&](UnitOfWork& unit) -> Result<void> {
            LT_TRY(T made, work(unit));
            value.emplace(std::move(made));
            return {};
        }));
        return std::move(*value);
    }

    /// One snapshot of the database.
    Result<void> read(const std::function<Result<void>(Database&)>& work) {
        return readers_.read(work);
    }
    template <class T>
    Result<T> read_value(const std::function<Result<T>(Database&)>& work) {
        std::optional<T> value;
        LT_CHECK(read([&](Database& db) -> Result<void> {
            LT_TRY(T made, work(db));
            value.emplace(std::move(made));
            return {};
        }));
        return std::move(*value);
    }

    /// Logs a refusal, a failure or a reading (view, print) in its own transaction.
    Result<void> note_only(const Actor& actor, Event event);

    /// The same without waiting for the commit; `done` is called later, on another thread. Error
    /// (then `done` is not called): busy "db.queue_full".
    Result<void> note_later(const Actor& actor, Event event, DbWriter::Done done);

    /// Can the database be read? A good answer is trusted for a second, a bad one never. Errors:
    /// busy "db.busy" after half a second; those of reading.
    Result<void> check_reading();

    /// Housekeeping that is no act of a person (sessions, throttles, index states, checkpoints):
    /// written without an audit entry.
    Result<void> maintain(const std::function<Result<void>(Database&)>& work) {
        return writer_->run(work);
    }

    const BlobStore& blobs() const { return blobs_; }
    const std::filesystem::path& data() const { return options_.data; }
    IdSource& ids() { return ids_; }
    Timestamp now() const { return clock_.now(); }
    Date today() const { return day(now()); }
    Date day(Timestamp time) const { return day_of(time, options_.utc_offset_minutes); }
    Timestamp begin_of(const Date& day) const {
        return core::begin_of(day, options_.utc_offset_minutes);
    }
    std::uint64_t commits() const { return writer_->commits(); }

    /// Called after each commit that may have fed the index; set once, before the threads start.
    void on_index_feed(std::function<void()> call) { on_index_feed_ = std::move(call); }

private:
    Store(Options options, const Clock& clock, IdSource& ids, std::unique_ptr<DbWriter> writer,
          BlobStore blobs);
    friend class UnitOfWork;
    Options options_;
    const Clock& clock_;
    IdSource& ids_;
    std::unique_ptr<DbWriter> writer_;
    DbReaders readers_;
    BlobStore blobs_;
    std::atomic<Timestamp> read_well_ = 0;  // when the database was last seen to be readable
    std::function<void()> on_index_feed_;
};

}  // namespace lantai::core
