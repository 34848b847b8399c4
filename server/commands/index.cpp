#include <iostream>
#include <numeric>

#include "core/repo/counts_repo.hpp"
#include "core/repo/index_repo.hpp"
#include "indexer/rebuild.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/open_archive.hpp"
#include "server/json_codec.hpp"

namespace lantai::server {
namespace {

struct Standing {
    indexer::IndexStatus index;
    bool of_this_archive = false;
    std::int64_t documents = 0;
    std::int64_t pending = 0;  // changes not yet in the index
};

core::Result<Standing> standing(OpenArchive& archive) {
    Standing now;
    now.index = indexer::index_status(archive.store().data());
    now.documents =
        std::accumulate(now.index.documents.begin(), now.index.documents.end(), std::int64_t{0});
    LT_CHECK(archive.store().read([&](core::Database& db) -> core::Result<void> {
        LT_TRY(const std::string epoch, core::archive_epoch(db));
        now.of_this_archive = now.index.usable && now.index.epoch == epoch;
        LT_TRY(now.pending, core::count_rows(db, core::CountedTable::outbox));
        return {};
    }));
    return now;
}

int show(const Standing& now, bool json) {
    if (json) {
        JsonWriter out;
        out.begin_object().member("usable", now.of_this_archive);
        out.member("schema", now.index.schema).member("documents", now.documents);
        out.member("pending", now.pending).name("levels").begin_array();
        for (const std::int64_t count : now.index.documents) out.value(count);
        std::cout << out.end_array().end_object().take() << "\n";
    } else if (now.of_this_archive) {
        std::cout << "usable: " << now.documents << " items, " << now.pending
                  << " changes to come\n";
    } else {
        std::cout << (now.index.usable ? "of another state of the archive" : "missing or damaged")
                  << ": lantai index rebuild makes it\n";
    }
    return now.of_this_archive ? kDone : kRefused;
}

/// Builds the index and takes in what was changed meanwhile.
core::Result<void> rebuild(OpenArchive& archive) {
    const auto& data = archive.store().data();
    indexer::RebuildReport report;
    {
        LT_TRY(const auto lock, indexer::IndexLock::take(data));
        LT_TRY(report, indexer::rebuild_index(data, archive.app().index_source()));
    }
    if (report.unreadable > 0)
        std::cerr << "lantai: " << report.unreadable
                  << " damaged items were left out, see lantai check\n";
    return archive.app().catch_up_index();
}

core::Result<int> act(const Arguments& arguments) {
    const std::string& what = arguments.words[0];
    if (what != "status" && what != "rebuild")
        return core::fail(core::ErrorCode::invalid_argument, "usage.wrong",
                          "status or rebuild, not " + what);
    LT_TRY(const auto archive, OpenArchive::open(arguments));
    if (what == "rebuild") LT_CHECK(rebuild(*archive));
    LT_TRY(const Standing now, standing(*archive));
    return show(now, arguments.json);
}

int run(const Arguments& arguments) {
    const auto done = act(arguments);
    return done ? *done : report(done.error());
}

}  // namespace

const Command& index_command() {
    static const Command kCommand = {
        "index",
        "show how the search index stands, or build it anew",
        "lantai index status|rebuild [--json] [--data DIR]\n\n"
        "  status   0 usable; 1 missing, damaged or of another state of the archive\n"
        "  rebuild  builds it anew from the archive; not while a server runs, which keeps the\n"
        "           index itself (2: it is locked)\n",
        {.min_words = 1, .max_words = 1},
        run};
    return kCommand;
}

}  // namespace lantai::server
