#include "core/service/audit_proof.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "core/service/audit_trail.hpp"
#include "core/service/positions.hpp"
#include "tests/support/archive.hpp"

namespace lantai::core {
namespace {

class AuditProofTest : public ::testing::Test {
protected:
    AuditProofTest() {
        department_ = archive_.add_department("YFB", "研发部");    // 1
        archive_.add_user("lina", department_, {Role::auditor});   // 2, 3
        archive_.add_user("wang", department_, {Role::employee});  // 4, 5
        add_fonds();                                               // 6
        item_ = add_item("员工手册修订稿");                        // 7
        read_item();                                               // 8
    }
    void write(const Event& event, const std::string& sql) {
        const Actor actor{std::nullopt, "tester", "req", "127.0.0.1"};
        ASSERT_TRUE(archive_.store().write(actor, [&](UnitOfWork& unit) -> Result<void> {
            LT_CHECK(unit.db().script(sql));
            unit.note(event);
            return {};
        }));
    }
    void add_fonds() {
        write({"fonds.created", "fonds", 9001, "Q001", Outcome::done, "", "{}"},
              "INSERT INTO fonds(id, fonds_no, name, creating_body)"
              " VALUES (9001, 'Q001', '全宗', '公司')");
    }
    Id add_item(const std::string& title) {
        std::istringstream in("text of " + title);
        const auto blob = archive_.store().blobs().put(in, 1000).value();
        blob_ = archive_.store().blobs().path_of(blob.id);
        const Id id = archive_.ids.next() + 10'000;
        const std::string number = std::to_string(id);
        const std::string people = "(SELECT min(id) FROM users)";
        write({"item.filed", "item", id, "C-" + number, Outcome::done, "", "{}"},
              "INSERT INTO blobs(sha256, sm3, size, created_at) VALUES ('" + blob.id.hex() +
                  "', '', " + std::to_string(blob.size) +
                  ", 1);"
                  "INSERT INTO items(id, fonds_id, department_id, category, kind, title, creator,"
                  " document_date, filing_year, year_rule, retention_class, level, medium,"
                  " archival_code, serial, group_id, state, created_by, created_at, updated_at)"
                  " VALUES (" +
                  number + ", 9001, " + std::to_string(department_) + ", 'WS', 'general', '" +
                  title + "', '公司', '2024-01-02', 2024, 'R-26', 'Y', 3, 'both', 'C-" + number +
                  "', 1, " + number + ", 'filed', " + people +
                  ", 1, 1);"
                  "INSERT INTO item_files(id, item_id, ordinal, name, media_type, blob_sha256,"
                  " added_by, added_at) VALUES (" +
                  number + ", " + number + ", 1, 'a.txt', 'text/plain', '" + blob.id.hex() + "', " +
                  people + ", 1)");
        return id;
    }
    void read_item() {
        ASSERT_TRUE(archive_.store().note_only(
            {std::nullopt, "tester", "req", "127.0.0.1"},
            {"item.viewed", "item", item_, "C", Outcome::done, "", "{}"}));
    }
    AuditProof prove(const std::optional<NotedHead>& noted = std::nullopt) {
        archive_.close();
        return prove_archive(archive_.dir.path(), noted);
    }
    /// As prove(), but of the same archive with `sql` done to it by hand.
    AuditProof prove_after(const std::string& sql) {
        EXPECT_TRUE(
            archive_.sql("DROP TRIGGER audit_log_no_update;"
                         "DROP TRIGGER audit_log_no_delete;" +
                         sql))
            << sql;
        return prove();
    }
    void checkpoint() { ASSERT_TRUE(AuditTrail(archive_.store()).checkpoint(1).value()); }
    std::string item() const { return std::to_string(item_); }

    test::Archive archive_;
    Id department_ = 0;
    Id item_ = 0;
    std::filesystem::path blob_;
};

TEST_F(AuditProofTest, ProvesAnUntouchedArchive) {
    checkpoint();
    const auto proof = prove();
    EXPECT_EQ(proof.result, ProofResult::proven) << proof.reason << " " << proof.detail;
    EXPECT_EQ(proof.entries, 8);
    EXPECT_EQ(proof.head.seq, 8);
    EXPECT_EQ(proof.first_bad_seq, std::nullopt);
}

TEST_F(AuditProofTest, FindsAChangeInEveryColumnOfEveryEntry) {
    const std::vector<std::pair<std::string, std::string>> columns = {
        {"at", "at + 1"},
        {"actor_id", "coalesce(actor_id, 0) + 1"},
        {"actor_name", "actor_name || 'x'"},
        {"action", "action || 'x'"},
        {"object_type", "object_type || 'x'"},
        {"object_id", "object_id + 1"},
        {"object_code", "object_code || ' '"},
        {"outcome", "'denied'"},
        {"reason", "'because'"},
        {"details", "details || ' '"},
        {"request_id", "request_id || '0'"},
        {"ip", "'10.0.0.1'"},
        {"state", "replace(state, substr(state, 1, 1), 'g')"},
        {"leaf", "'0' || substr(leaf, 2, 62) || '00'"},
        {"chain", "substr(chain, 2) || substr(chain, 1, 1)"},
    };
    ASSERT_TRUE(archive_.sql("DROP TRIGGER audit_log_no_update"));
    for (const auto& [column, change] : columns) {
        for (const int seq : {1, 5, 8}) {
            const std::string row = " WHERE seq = " + std::to_string(seq);
            ASSERT_TRUE(archive_.sql("CREATE TABLE kept AS SELECT " + column +
                                     " AS v FROM audit_log" + row + "; UPDATE audit_log SET " +
                                     column + " = " + change + row));
            const auto proof = prove();
            EXPECT_EQ(proof.result, ProofResult::tampered) << column << row;
            EXPECT_EQ(proof.first_bad_seq, seq) << column << row;
            archive_.reopen();
            ASSERT_TRUE(archive_.sql("UPDATE audit_log SET " + column + " = (SELECT v FROM kept)" +
                                     row + "; DROP TABLE kept"));
        }
    }
    EXPECT_EQ(prove().result, ProofResult::proven);
}

struct Tampering {
    const char* name;
    const char* sql;  // ITEM stands for the item's id
    std::optional<std::int64_t> first_bad;
    const char* reason;
};

const Tampering kTamperings[] = {
    Tampering{"deleted", "DELETE FROM audit_log WHERE seq = 4", 4, "audit.gap"},
    Tampering{"first_deleted", "DELETE FROM audit_log WHERE seq = 1", 1, "audit.gap"},
    Tampering{"emptied", "DELETE FROM audit_log", 1, "audit.tail_cut"},
    Tampering{"tail_cut", "DELETE FROM audit_log WHERE seq > 6", 7, "audit.tail_cut"},
    Tampering{"renumbered",
              "DELETE FROM audit_log WHERE seq = 4;"
              "UPDATE audit_log SET seq = seq - 1 WHERE seq = 5;"
              "UPDATE audit_log SET seq = seq - 1 WHERE seq = 6;"
              "UPDATE audit_log SET seq = seq - 1 WHERE seq = 7;"
              "UPDATE audit_log SET seq = seq - 1 WHERE seq = 8",
              4, "audit.leaf_wrong"},
    Tampering{"swapped",
              "UPDATE audit_log SET seq = 99 WHERE seq = 2;"
              "UPDATE audit_log SET seq = 2 WHERE seq = 3;"
              "UPDATE audit_log SET seq = 3 WHERE seq = 99",
              2, "audit.leaf_wrong"},
    Tampering{"inserted",
              "INSERT INTO audit_log SELECT 9, at, actor_id, actor_name, action, object_type,"
              " object_id, object_code, outcome, reason, details, request_id, ip, state, leaf,"
              " chain FROM audit_log WHERE seq = 8",
              9, "audit.leaf_wrong"},
    Tampering{"checkpoint_changed",
              "UPDATE audit_checkpoints SET root = replace(root, substr(root, 1, 1), 'x')", 1,
              "audit.checkpoint_wrong"},
    Tampering{"title_edited", "UPDATE items SET title = '别的' WHERE id = ITEM", 8,
              "audit.state_changed"},
    Tampering{"later_column_edited", "UPDATE items SET date_text = '约1987' WHERE id = ITEM", 8,
              "audit.state_changed"},
    Tampering{"level_lowered", "UPDATE items SET level = 0 WHERE id = ITEM", 8,
              "audit.state_changed"},
    Tampering{"file_renamed", "UPDATE item_files SET name = 'b.txt' WHERE item_id = ITEM", 8,
              "audit.state_changed"},
    Tampering{"item_deleted",
              "DELETE FROM item_files WHERE item_id = ITEM; DELETE FROM items WHERE id = ITEM", 8,
              "audit.state_missing"},
    Tampering{"role_added",
              "INSERT INTO user_roles SELECT id, 'archivist' FROM users WHERE login = 'wang'", 5,
              "audit.state_changed"},
    Tampering{"password_planted",
              "UPDATE users SET password_hash = '$argon2id$x' WHERE login = 'lina'", 3,
              "audit.state_changed"},
    Tampering{"department_planted",
              "INSERT INTO departments(id, code, name) VALUES (77, 'X', '暗室')", std::nullopt,
              "audit.state_unlogged"}};

class AuditProofTestTampering : public AuditProofTest,
                                public ::testing::WithParamInterface<Tampering> {};

TEST_P(AuditProofTestTampering, IsFoundWithTheFirstBadEntry) {
    checkpoint();
    std::string sql = GetParam().sql;
    for (std::size_t at; (at = sql.find("ITEM")) != std::string::npos;) sql.replace(at, 4, item());
    const auto proof = prove_after(sql);
    EXPECT_EQ(proof.result, ProofResult::tampered);
    EXPECT_EQ(proof.first_bad_seq, GetParam().first_bad) << proof.reason << " " << proof.detail;
    EXPECT_EQ(proof.reason, GetParam().reason) << proof.detail;
}

INSTANTIATE_TEST_SUITE_P(AuditProofTest, AuditProofTestTampering, ::testing::ValuesIn(kTamperings),
                         [](const auto& one) { return one.param.name; });

TEST_F(AuditProofTest, FindsARebuiltChainOnlyByTheCheckpointOrANotedHead) {
    const AuditHead head =
        archive_.store().read_value<AuditHead>([](Database& db) { return audit_head(db); }).value();
    checkpoint();
    // Everything from entry 6 on is written anew with leaves and chain that fit.
    ASSERT_TRUE(archive_.sql("DROP TRIGGER audit_log_no_update"));
    ASSERT_TRUE(archive_.store().maintain([&](Database& db) -> Result<void> {
        std::vector<AuditEntry> entries;
        std::string chain;
        LT_CHECK(walk_audit(db, 5, [&](const AuditEntry& entry) -> Result<void> {
            entries.push_back(entry);
            return {};
        }));
        chain = entries.front().chain;
        for (std::size_t i = 1; i < entries.size(); ++i) {
            if (i == 1) entries[i].actor.name = "somebody else";
            entries[i].leaf = audit_leaf(entries[i]);
            entries[i].chain = chain = audit_chain(chain, entries[i].leaf);
            LT_TRY(const auto rows,
                   db.execute("UPDATE audit_log SET actor_name = :name, leaf = :leaf,"
                              " chain = :chain WHERE seq = :seq",
                              {{"name", entries[i].actor.name},
                               {"leaf", entries[i].leaf},
                               {"chain", entries[i].chain},
                               {"seq", entries[i].seq}}));
            (void)rows;
        }
        return {};
    }));
    auto proof = prove();
    EXPECT_EQ(proof.reason, "audit.checkpoint_wrong");
    EXPECT_EQ(proof.first_bad_seq, 1);  // no checkpoint before says more
    archive_.reopen();
    ASSERT_TRUE(archive_.sql("DELETE FROM audit_checkpoints"));
    EXPECT_EQ(prove().result, ProofResult::proven);  // nothing inside can tell any more
    proof = prove(NotedHead{head.seq, head.chain});
    EXPECT_EQ(proof.reason, "audit.head_wrong");
}

TEST_F(AuditProofTest, ComparesWithAHeadNotedEarlier) {
    const auto proof = prove();
    const NotedHead noted{proof.head.seq, proof.head.chain};
    EXPECT_EQ(prove(noted).result, ProofResult::proven);
    EXPECT_EQ(prove(NotedHead{9, proof.head.chain}).reason, "audit.tail_cut");
    archive_.reopen();
    archive_.add_department("ZJB", "总经办");
    EXPECT_EQ(prove(noted).result, ProofResult::proven);  // the log has only grown
}

TEST_F(AuditProofTest, FindsAMissingAndAShortenedFile) {
    namespace fs = std::filesystem;
    fs::permissions(blob_, fs::perms::owner_all);
    std::ofstream(blob_, std::ios::app) << "x";
    EXPECT_EQ(prove().reason, "audit.file_size");
    fs::remove(blob_);
    const auto proof = prove();
    EXPECT_EQ(proof.reason, "audit.file_missing");
    EXPECT_EQ(proof.first_bad_seq, 8);
}

TEST_F(AuditProofTest, FindsOneFlippedBitInAFile) {
    namespace fs = std::filesystem;
    fs::permissions(blob_, fs::perms::owner_all);
    std::fstream file(blob_, std::ios::in | std::ios::out | std::ios::binary);
    const int first = file.peek();
    file.seekp(0);
    file.put(static_cast<char>(first ^ 1));
    file.close();
    const auto proof = prove();
    EXPECT_EQ(proof.reason, "audit.file_changed");
    EXPECT_EQ(proof.result, ProofResult::tampered);
    EXPECT_EQ(proof.first_bad_seq, 8);
}

class AuditProofTestFile : public AuditProofTest {
protected:
    std::filesystem::path file() const { return archive_.dir.path() / "lantai.db"; }
    std::string bytes() {
        archive_.close();
        std::ifstream in(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void put(const std::string& content) { std::ofstream(file(), std::ios::binary) << content; }
};

TEST_F(AuditProofTestFile, FindsOneByteOfATitleChangedInTheFile) {
    std::string content = bytes();
    const auto at = content.find("员工手册修订稿");
    ASSERT_NE(at, std::string::npos);
    content[at + 2] = static_cast<char>(content[at + 2] ^ 1);
    put(content);
    const auto proof = prove();
    EXPECT_EQ(proof.result, ProofResult::tampered);
    EXPECT_EQ(proof.first_bad_seq, 8);
}

TEST_F(AuditProofTestFile, SurvivesEveryByteOfTheLogsPagesFlippedAndNeverCallsAHitEntryProven) {
    const std::string content = bytes();
    const auto begin = content.rfind("testeritem.viewed");
    ASSERT_NE(begin, std::string::npos);
    const std::size_t page = begin / 4096 * 4096;
    int proven = 0, tampered = 0, unverifiable = 0;
    for (std::size_t at = page; at < page + 4096; at += 7) {
        std::string changed = content;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        put(changed);
        const auto proof = prove();
        switch (proof.result) {
            case ProofResult::proven:
                ++proven;
                break;
            case ProofResult::tampered:
                ++tampered;
                EXPECT_TRUE(proof.first_bad_seq) << at;
                break;
            case ProofResult::unverifiable:
                ++unverifiable;
                break;
        }
        // From the actor's name of the newest entry into its hashes.
        if (at >= begin && at < begin + 100) {
            EXPECT_NE(proof.result, ProofResult::proven) << at;
        }
    }
    EXPECT_GT(tampered, 300);
    EXPECT_EQ(unverifiable, 0);
}

TEST_F(AuditProofTest, SaysWhatToDoWithAnArchiveOfAnOlderSchema) {
    // As the first version made it: without what the second added.
    const auto proof = prove_after(
        "ALTER TABLE users DROP COLUMN rights_held;"
        "DELETE FROM schema_migrations WHERE number > 1");
    EXPECT_EQ(proof.result, ProofResult::unverifiable);
    EXPECT_NE(proof.detail.find("schema 1"), std::string::npos) << proof.detail;
    EXPECT_NE(proof.detail.find("lantai serve"), std::string::npos) << proof.detail;
}

TEST_F(AuditProofTestFile, CannotJudgeWhatItCannotRead) {
    EXPECT_EQ(prove_archive(archive_.dir.path() / "nowhere", std::nullopt).result,
              ProofResult::unverifiable);
    archive_.close();
    put("this is no database at all, just some text that is long enough to be one page");
    EXPECT_EQ(prove().result, ProofResult::unverifiable);
}

TEST(AuditProofTestHead, ReadsANotedHead) {
    const std::string chain(64, 'a');
    EXPECT_EQ(parse_noted_head("12:" + chain).value().seq, 12);
    // What lantai audit head prints, whole: the root on its second line is not the head.
    EXPECT_EQ(parse_noted_head("12:" + chain + "\nroot " + chain).value().chain, chain);
    const std::vector<std::string> wrong = {"",       "12",         ":" + chain, "1x:" + chain,
                                            "12:abc", "-1:" + chain};
    for (const std::string& text : wrong) EXPECT_FALSE(parse_noted_head(text)) << text;
}

}  // namespace
}  // namespace lantai::core
