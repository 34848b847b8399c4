// An archive of items and texts without files, for tests of the index.
#pragma once
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <memory>

#include "core/db/migrate.hpp"
#include "core/model/names.hpp"
#include "core/model/search.hpp"
#include "indexer/outbox_worker.hpp"
#include "indexer/searcher.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::indexer::test {

using core::Id;
using core::Level;

struct TestItem {
    Id id = 0;
    std::string title = "无题";
    Level level = Level::open;
    Id department = 1;
    std::string body{};  // one file when not empty
    int year = 2024;
    std::string retention = "Y";
    std::string date = "2024-03-15";
    std::string document_no{};
};

/// Departments 1-5, fonds 1, user 1.
class TestArchive {
public:
    TestArchive()
        : log_(clock_, core::LogLevel::error,
               [this](const std::string& line) { log_lines.push_back(line); }) {
        db_ = core::open_sqlite(folder_.path() / "lantai.db", core::DbMode::writer).value();
        EXPECT_TRUE(core::migrate(*db_, core::shipped_migrations()));
        for (int i = 1; i <= 5; ++i)
            sql("INSERT INTO departments(id, code, name) VALUES (:id, :id, :id)", {{"id", i}});
        sql("INSERT INTO users(id, login, name, department_id, clearance, created_at) "
            "VALUES (1, 'a', 'A', 1, 4, 0)");
        sql("INSERT INTO fonds(id, fonds_no, name, creating_body) VALUES (1, 'Q1', 'F', 'F')");
        set_epoch("one");
    }

    void sql(std::string_view text, const core::DbParams& params = {}) {
        const auto done = db_->execute(text, params);
        ASSERT_TRUE(done) << text << ": " << done.error().detail;
    }
    std::int64_t integer(std::string_view text) { return core::db_integer(*db_, text).value(); }

    void set_epoch(const std::string& epoch) {
        sql("INSERT INTO settings(key, value) VALUES ('epoch', :e) "
            "ON CONFLICT(key) DO UPDATE SET value = :e",
            {{"e", epoch}});
    }

    void add(const TestItem& item) {
        sql("INSERT INTO items(id, fonds_id, department_id, category, kind, title, document_no, "
            "creator, document_date, filing_year, year_rule, retention_class, level, medium, "
            "archival_code, serial, group_id, state, created_by, created_at, updated_at) VALUES "
            "(:id, 1, :department, 'WS', 'notice', :title, :no, '', :date, :year, 'R-26', "
            ":retention, :level, 'electronic', :code, 1, :id, 'filed', 1, 0, 0)",
            {{"id", item.id},
             {"department", item.department},
             {"title", item.title},
             {"no", item.document_no},
             {"date", item.date},
             {"year", item.year},
             {"retention", item.retention},
             {"level", static_cast<int>(item.level)},
             {"code", "C" + std::to_string(100'000 + item.id)}});
        if (!item.body.empty()) add_file(item.id, 1, item.body);
        feed(item.id);
    }

    /// Many additions in one transaction, for speed.
    void at_once(const std::function<void()>& work) {
        ASSERT_TRUE(core::in_transaction(*db_, [&]() -> core::Result<void> {
            work();
            return {};
        }));
    }

    /// The file's id is 100 * item + ordinal; its hash stands for its text.
    void add_file(Id item, int ordinal, const std::string& text) {
        const std::string hash = "hash-" + std::to_string(item) + "-" + std::to_string(ordinal);
        texts[hash] = {text, "text/plain", false, ""};
        sql("INSERT INTO blobs(sha256, sm3, size, created_at) VALUES (:hash, '', 1, 0)",
            {{"hash", hash}});
        sql("INSERT INTO item_files(id, item_id, ordinal, name, media_type, blob_sha256, added_by, "
            "added_at) VALUES (:id, :item, :ordinal, 'f', 'text/plain', :hash, 1, 0)",
            {{"id", 100 * item + ordinal}, {"item", item}, {"ordinal", ordinal}, {"hash", hash}});
    }

    void feed(Id item) {
        sql("INSERT INTO outbox(kind, object_id) VALUES ('item', :id)", {{"id", item}});
    }

    IndexSource source() {
        const auto run = [this](const IndexSource::DbWork& work) {
            return core::in_transaction(*db_, [&] { return work(*db_); });
        };
        return {run, run, [this](const core::ItemFile& file) -> core::Result<ExtractedText> {
                    ++extractions;
                    return texts.at(file.blob_sha256);
                }};
    }

    /// Runs `work` in a child process on its own connection; -signal or the exit code.
    int in_child(const std::function<int(TestArchive&)>& work) {
        db_.reset();  // SQLite's connections do not survive a fork
        const pid_t child = ::fork();
        if (child == 0) {
            db_ = core::open_sqlite(folder_.path() / "lantai.db", core::DbMode::writer).value();
            ::_exit(work(*this));
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        db_ = core::open_sqlite(folder_.path() / "lantai.db", core::DbMode::writer).value();
        return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    }

    /// Brings the index up to date with a worker that ends afterwards.
    void index() {
        OutboxWorker worker(folder_.path(), source(), log_);
        const auto ready = worker.prepare();
        ASSERT_TRUE(ready) << ready.error().key << ready.error().detail;
        for (;;) {
            const auto done = worker.run_once();
            ASSERT_TRUE(done) << done.error().key << done.error().detail;
            if (*done == 0) break;
        }
    }

    const std::filesystem::path& data() const { return folder_.path(); }
    core::Log& log() { return log_; }

    std::map<std::string, ExtractedText> texts;  // by blob hash
    int extractions = 0;
    std::vector<std::string> log_lines;

private:
    lantai::test::TempDir folder_;
    std::unique_ptr<core::Database> db_;
    core::FakeClock clock_;
    core::Log log_;
};

inline core::SearchScope scope_of(Level clearance, bool all_content = true) {
    core::SearchScope scope;
    scope.clearance = clearance;
    scope.all_content = all_content;
    return scope;
}

inline core::RowJudge allow_content() {
    return [](Id) -> core::Result<core::RowAccess> { return core::RowAccess::content; };
}

inline std::vector<Id> ids_of(const core::SearchResult& result) {
    std::vector<Id> ids;
    for (const auto& hit : result.hits) ids.push_back(hit.item_id);
    return ids;
}

/// The parts as text with marks in brackets.
inline std::string shown(const std::vector<core::SnippetPart>& parts) {
    std::string text;
    for (const auto& part : parts) text += part.marked ? "[" + part.text + "]" : part.text;
    return text;
}

}  // namespace lantai::indexer::test
