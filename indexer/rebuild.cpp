#include "indexer/rebuild.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "indexer/xapian_guard.hpp"

namespace lantai::indexer {
namespace {

using core::ErrorCode;
using core::Id;
using core::Result;

core::Error io_error(int error) {
    return core::fail(ErrorCode::io, "index.io", std::strerror(error));
}

Result<void> remove_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    if (error) return core::fail(ErrorCode::io, "index.io", error.message());
    return {};
}

// The whole folder at once: a reader that opens it in between finds the old or the new one.
Result<void> swap_in(const std::filesystem::path& fresh, const std::filesystem::path& present) {
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, present.c_str(), RENAME_EXCHANGE) == 0)
        return remove_folder(fresh);  // now the old one
    if (errno != ENOENT && errno != EINVAL && errno != ENOSYS) return io_error(errno);
    LT_CHECK(remove_folder(present));  // none yet, or a file system without exchange
    if (::rename(fresh.c_str(), present.c_str()) != 0) return io_error(errno);
    return {};
}

Result<RebuildReport> fill(IndexWriter& writer, const IndexSource& source,
                           const std::function<bool()>& stop) {
    std::vector<Id> ids;
    LT_CHECK(source.read([&](core::Database& db) -> Result<void> {
        LT_TRY(ids, core::indexable_item_ids(db));
        return {};
    }));
    RebuildReport report;
    std::vector<TextStateChange> changes;
    for (const Id id : ids) {
        if (stop && stop()) return core::fail(ErrorCode::busy, "index.stopped");
        const auto more = index_item(source, writer, id);
        if (!more && !concerns_one_item_only(more.error())) return more.error();
        if (!more) {
            ++report.unreadable;
            continue;
        }
        changes.insert(changes.end(), more->begin(), more->end());
        ++report.items;
    }
    LT_CHECK(writer.commit(0));  // the feed is looked at again from its beginning
    LT_CHECK(note_text_states(source, changes));
    for (const auto& change : changes)
        if (change.state == core::TextState::none) ++report.files_without_text;
    return report;
}

}  // namespace

std::filesystem::path index_folder(const std::filesystem::path& data) { return data / "index"; }

Result<std::unique_ptr<IndexLock>> IndexLock::take(const std::filesystem::path& data) {
    const auto file = data / "index.lock";
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0) return io_error(errno);
    std::unique_ptr<IndexLock> lock(new IndexLock(fd));
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK) return core::fail(ErrorCode::busy, "index.locked");
    return io_error(errno);
}

IndexLock::~IndexLock() { ::close(fd_); }

Result<RebuildReport> rebuild_index(const std::filesystem::path& data, const IndexSource& source,
                                    const std::function<bool()>& stop) {
    const auto fresh = data / "index.new";
    LT_CHECK(remove_folder(fresh));
    RebuildReport report;
    {
        LT_TRY(const std::string epoch, epoch_of(source));
        LT_TRY(const auto writer, IndexWriter::create(fresh, epoch));
        LT_TRY(report, fill(*writer, source, stop));
    }  // closes the databases before the folder moves
    LT_CHECK(swap_in(fresh, index_folder(data)));
    return report;
}

IndexStatus index_status(const std::filesystem::path& data) {
    IndexStatus status;
    const auto read = guarded([&]() -> Result<void> {
        for (std::size_t i = 0; i < kLevels; ++i) {
            const auto folder = index_folder(data) / ("level-" + std::to_string(i));
            const Xapian::Database db(folder.string());
            status.documents[i] = db.get_doccount();
            status.schema = std::atoi(db.get_metadata(kMetaSchema).c_str());
            if (i == 0) {
                status.epoch = db.get_metadata(kMetaEpoch);
                status.outbox_seq = std::atoll(db.get_metadata(kMetaOutboxSeq).c_str());
            }
        }
        return {};
    });
    status.usable = read && status.schema == kSchemaNumber;
    return status;
}

}  // namespace lantai::indexer
