#include "core/service/store.hpp"

#include <utility>

#include "core/db/migrate.hpp"
#include "core/repo/audit_log.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/idempotency_repo.hpp"
#include "core/repo/outbox.hpp"
#include "core/repo/state_digest.hpp"

namespace lantai::core {
namespace {

constexpr Timestamp kReadingTrusted = 1000;

Result<void> append(Database& db, const Actor& actor, Timestamp now, Event event) {
    AuditEntry entry;
    entry.at = now;
    entry.actor = actor;
    if (event.object_id) {
        LT_TRY(entry.state, state_digest(db, event.object_type, *event.object_id));
    }
    entry.event = std::move(event);
    LT_TRY(const auto appended, append_audit(db, std::move(entry)));
    (void)appended;
    return {};
}

}  // namespace

Id UnitOfWork::next_id() { return store_.ids_.next(); }

Result<void> UnitOfWork::reindex_item(Id item_id) { return feed_item(db_, item_id); }

Store::Store(Options options, const Clock& clock, IdSource& ids, std::unique_ptr<DbWriter> writer,
             BlobStore blobs)
    : options_(std::move(options)),
      clock_(clock),
      ids_(ids),
      writer_(std::move(writer)),
      readers_(options_.data / "lantai.db", options_.readers),
      blobs_(std::move(blobs)) {}

Result<std::unique_ptr<Store>> Store::open(Options options, const Clock& clock, IdSource& ids) {
    LT_TRY(BlobStore blobs, BlobStore::open(options.data));
    LT_TRY(auto writer, DbWriter::open(options.data / "lantai.db"));
    LT_CHECK(writer->prepare([](Database& db) -> Result<void> {
        LT_CHECK(migrate(db, shipped_migrations()));
        return in_transaction(db, [&] { return fill_code_keys(db); });
    }));
    return std::unique_ptr<Store>(
        new Store(std::move(options), clock, ids, std::move(writer), std::move(blobs)));
}

Result<void> Store::write(const Actor& actor,
                          const std::function<Result<void>(UnitOfWork&)>& work) {
    LT_CHECK(writer_->run([&](Database& db) -> Result<void> {
        const Timestamp moment = now();
        if (actor.once) LT_CHECK(claim_once(db, actor, moment));
        UnitOfWork unit(db, *this, moment, day(moment));
        LT_CHECK(work(unit));
        if (unit.events_.empty()) return fail(ErrorCode::internal, "audit.no_event");
        if (actor.once) LT_CHECK(note_made(db, actor, unit.events_.front()));
        for (Event& event : unit.events_) LT_CHECK(append(db, actor, moment, std::move(event)));
        return {};
    }));
    if (on_index_feed_) on_index_feed_();
    return {};
}

Result<void> Store::note_later(const Actor& actor, Event event, DbWriter::Done done) {
    return writer_->post([this, actor, moment = now(), event = std::move(event)](
                             Database& db) { return append(db, actor, moment, event); },
                         std::move(done));
}

Result<void> Store::check_reading() {
    const Timestamp moment = now();
    const Timestamp age = moment - read_well_;
    if (age >= 0 && age < kReadingTrusted) return {};
    LT_CHECK(readers_.read_within(std::chrono::milliseconds(500), [](Database& db) -> Result<void> {
        LT_TRY(const int schema, schema_number(db));
        if (schema == 0) return fail(ErrorCode::corrupt, "db.corrupt", "no schema");
        return {};
    }));
    read_well_ = moment;
    return {};
}

Result<void> Store::note_only(const Actor& actor, Event event) {
    return writer_->run([&](Database& db) { return append(db, actor, now(), std::move(event)); });
}

}  // namespace lantai::core
