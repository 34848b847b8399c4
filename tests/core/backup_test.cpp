#include "core/service/backup.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "core/service/audit_proof.hpp"
#include "core/service/checks.hpp"
#include "tests/support/archive.hpp"

namespace lantai::core {
namespace {
namespace fs = std::filesystem;

class BackupTest : public ::testing::Test {
protected:
    BackupTest() {
        department_ = archive_.add_department("YFB", "研发部");
        archive_.add_user("lina", department_, {Role::employee});
        for (const char* text : {"第一份文件", "second file", ""}) add_blob(text);
    }
    void add_blob(const std::string& text) {
        std::istringstream in(text);
        const auto blob = archive_.store().blobs().put(in, 1000).value();
        blobs_.push_back(blob.id);
        ASSERT_TRUE(archive_.sql("INSERT INTO blobs(sha256, sm3, size, created_at) VALUES ('" +
                                 blob.id.hex() + "', '" + blob.sm3 + "', " +
                                 std::to_string(blob.size) + ", 1)"));
    }
    Result<BackupManifest> backup() {
        return make_backup(archive_.dir.path(), copy(), archive_.clock);
    }
    Result<BackupManifest> restore() { return restore_backup(copy(), home(), archive_.ids); }
    fs::path copy() const { return other_.path() / "copy"; }
    fs::path home() const { return other_.path() / "home"; }
    fs::path blob_in(const fs::path& root, std::size_t i) const {
        const std::string& hex = blobs_[i].hex();
        return root / "objects" / hex.substr(0, 2) / hex;
    }
    static void change(const fs::path& file, const std::string& bytes) {
        fs::permissions(file, fs::perms::owner_all);
        std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    }
    static std::string read(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    test::Archive archive_;
    test::TempDir other_;
    Id department_ = 0;
    std::vector<BlobId> blobs_;
};

TEST_F(BackupTest, BringsBackTheSameCountsHashesAndAuditHead) {
    const auto made = backup().value();
    EXPECT_EQ(made.blobs.size(), 3u);
    EXPECT_EQ(made.head.seq, 3);
    const auto restored = restore().value();
    EXPECT_EQ(restored.head.chain, made.head.chain);
    const auto proof = prove_archive(home(), NotedHead{made.head.seq, made.head.chain});
    EXPECT_EQ(proof.result, ProofResult::proven) << proof.reason;
    for (const CheckPart& part : check_archive(home(), {}))
        EXPECT_TRUE(part.faults.empty()) << part.name << " " << part.faults[0];
    EXPECT_EQ(read(blob_in(home(), 0)), "第一份文件");
}

TEST_F(BackupTest, WorksWhileTheArchiveIsOpenAndKeepsTheMomentItBegan) {
    const auto made = backup().value();
    archive_.add_department("ZJB", "总经办");
    const auto restored = restore().value();
    EXPECT_EQ(restored.head.seq, made.head.seq);
    EXPECT_EQ(archive_.count("SELECT max(seq) FROM audit_log"), made.head.seq + 1);
}

TEST_F(BackupTest, ARestoredArchiveHasANewEpochAndNoOldLinks) {
    ASSERT_TRUE(archive_.sql("INSERT INTO settings(key, value) VALUES ('epoch', 'old')"));
    ASSERT_TRUE(backup());
    ASSERT_TRUE(restore());
    FakeClock clock(test::kMorning);
    CountingIds ids;
    const auto store = Store::open({home(), 480, 2}, clock, ids).value();
    const auto count = [&](const std::string& sql) {
        return store->read_value<std::int64_t>([&](Database& db) { return db_integer(db, sql); })
            .value();
    };
    EXPECT_EQ(count("SELECT count(*) FROM settings WHERE key = 'epoch' AND value <> 'old'"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM one_time_links"), 0);
    EXPECT_EQ(archive_.count("SELECT count(*) FROM one_time_links"), 1);
}

TEST_F(BackupTest, NeverWritesIntoAFolderThatHoldsSomething) {
    fs::create_directory(copy());
    std::ofstream(copy() / "letter.txt") << "mine";
    EXPECT_EQ(backup().error().key, "backup.target_not_empty");
    fs::remove(copy() / "letter.txt");
    ASSERT_TRUE(backup());
    EXPECT_EQ(backup().error().key, "backup.target_not_empty");
    EXPECT_EQ(restore_backup(copy(), archive_.dir.path(), archive_.ids).error().key,
              "restore.target_not_empty");
}

TEST_F(BackupTest, MakesNoBackupOfADamagedArchive) {
    change(blob_in(archive_.dir.path(), 1), "second fi1e");
    EXPECT_EQ(backup().error().key, "blob.corrupt");
    EXPECT_EQ(restore().error().key, "backup.missing");  // no manifest: no backup
}

TEST_F(BackupTest, NeedsAnArchive) {
    EXPECT_EQ(make_backup(other_.path() / "none", copy(), archive_.clock).error().key,
              "archive.missing");
    EXPECT_EQ(restore().error().key, "backup.missing");
}

TEST_F(BackupTest, RefusesABackupThatWasCutOrChanged) {
    ASSERT_TRUE(backup());
    const std::string manifest = read(copy() / "MANIFEST");
    const std::string database = read(copy() / "lantai.db");
    struct Case {
        fs::path file;
        std::string good;
        std::string bad;
        const char* key;
    };
    std::string flipped = database;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
    std::string fewer = manifest;
    fewer.replace(fewer.find("rows users 1"), 12, "rows users 2");
    const std::vector<Case> cases = {
        {copy() / "MANIFEST", manifest, manifest.substr(0, manifest.size() / 2),
         "backup.manifest_bad"},
        {copy() / "MANIFEST", manifest, fewer, "backup.manifest_bad"},
        {copy() / "MANIFEST", manifest, "", "backup.manifest_bad"},
        {copy() / "lantai.db", database, database.substr(0, database.size() - 4096),
         "backup.database_bad"},
        {copy() / "lantai.db", database, flipped, "backup.database_bad"},
        {blob_in(copy(), 0), "第一份文件", "第二份文件", "backup.file_bad"},
        {blob_in(copy(), 1), "second file", "second", "backup.file_bad"},
    };
    for (const Case& one : cases) {
        change(one.file, one.bad);
        const auto answer = restore();
        ASSERT_FALSE(answer) << one.file;
        EXPECT_EQ(answer.error().key, one.key) << one.file;
        EXPECT_FALSE(fs::exists(home()));
        change(one.file, one.good);
    }
    fs::remove(blob_in(copy(), 2));
    EXPECT_EQ(restore().error().key, "backup.file_bad");
}

class BackupTestCheck : public BackupTest {
protected:
    std::string faults() {
        std::string all;
        for (const CheckPart& part : check_archive(archive_.dir.path(), {}))
            for (const std::string& fault : part.faults) all += part.name + ": " + fault + "\n";
        return all;
    }
    int code() { return check_exit_code(check_archive(archive_.dir.path(), {})); }
};

TEST_F(BackupTestCheck, FindsASoundArchiveSound) {
    EXPECT_EQ(faults(), "");
    EXPECT_EQ(code(), 0);
}

TEST_F(BackupTestCheck, NamesMissingAndRottenFiles) {
    change(blob_in(archive_.dir.path(), 0), "第一份文仪");
    fs::remove(blob_in(archive_.dir.path(), 1));
    EXPECT_EQ(code(), 1);
    EXPECT_NE(faults().find("files: blob " + blobs_[0].hex() + " is wrong_sha256"),
              std::string::npos);
    EXPECT_NE(faults().find("files: blob " + blobs_[1].hex() + " is missing"), std::string::npos);
}

TEST_F(BackupTestCheck, CountsFilesThatNothingRefersToAsNoFault) {
    std::istringstream in("left over");
    ASSERT_TRUE(archive_.store().blobs().put(in, 100));
    const auto parts = check_archive(archive_.dir.path(), {});
    EXPECT_EQ(check_exit_code(parts), 0);
    EXPECT_EQ(parts.at(1).notes.at(0), "1 files belong to no record");
}

TEST_F(BackupTestCheck, NamesBrokenReferencesAndRowsWithoutAnEntry) {
    ASSERT_TRUE(archive_.store().maintain([](Database& db) {
        return db.script(
            "PRAGMA defer_foreign_keys = ON; DELETE FROM departments;"
            "INSERT INTO departments(id, code, name) VALUES (1, 'YFB', '别的')");
    }));
    EXPECT_EQ(code(), 1);
    EXPECT_NE(faults().find("audit: entry 1: audit.state_changed: department 1"),
              std::string::npos);
}

TEST_F(BackupTestCheck, NeverSaysOkWhenItCouldNotLook) {
    EXPECT_EQ(check_exit_code(check_archive(other_.path(), {})), 2);
    EXPECT_EQ(check_exit_code({}), 2);
    const ExtraCheck blind = [](const fs::path&) {
        CheckPart part;
        part.name = "index";
        part.could_not_look = true;
        return part;
    };
    EXPECT_EQ(check_exit_code(check_archive(archive_.dir.path(), {blind})), 2);
}

TEST_F(BackupTestCheck, FindsADamagedDatabaseFile) {
    archive_.close();
    std::string bytes = read(archive_.dir.path() / "lantai.db");
    for (std::size_t at = 4096; at < 5 * 4096; ++at) bytes[at] = 'x';
    change(archive_.dir.path() / "lantai.db", bytes);
    EXPECT_EQ(code(), 1);
}

}  // namespace
}  // namespace lantai::core
