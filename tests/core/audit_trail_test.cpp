#include "core/service/audit_trail.hpp"

#include <gtest/gtest.h>

#include "tests/support/archive.hpp"

namespace lantai::core {
namespace {

class AuditTrailTest : public ::testing::Test {
protected:
    AuditTrailTest() {
        const Id department = archive_.add_department("YFB", "研发部");
        archive_.add_user("shen", department, {Role::auditor}, Level::internal);
        archive_.add_user("aud", department, {Role::audit_admin});
        archive_.add_user("wang", department, {Role::employee}, Level::top_secret);
        for (const int level : {1, 3}) {
            const std::string id = std::to_string(9000 + level);
            EXPECT_TRUE(archive_.sql(
                "INSERT INTO fonds(id, fonds_no, name, creating_body) VALUES (" + id + ", 'Q" + id +
                "', '全宗', '公司'); INSERT INTO volumes(id, fonds_id, department_id, category,"
                " filing_year, retention_class, level, title, archival_code, serial, state,"
                " created_by, created_at, updated_at) VALUES (" +
                id + ", " + id + ", " + std::to_string(department) + ", 'WS', 2024, 'Y', " +
                std::to_string(level) + ", '卷', 'V" + id +
                "', 1, 'open', (SELECT min(id) FROM users), 1, 1)"));
            EXPECT_TRUE(
                archive_.store().note_only({std::nullopt, "somebody", "r", "127.0.0.1"},
                                           {"volume.changed", "volume", 9000 + level, "V" + id,
                                            Outcome::done, "because", R"({"title":"卷"})"}));
        }
    }
    std::vector<AuditView> list(const std::string& login, const AuditFilter& filter = {}) {
        return trail_.list(archive_.caller(login), filter).value();
    }
    test::Archive archive_;
    AuditTrail trail_{archive_.store()};
};

TEST_F(AuditTrailTest, ListsNewestFirstPageByPage) {
    AuditFilter filter;
    filter.limit = 4;
    const auto first = list("aud", filter);
    ASSERT_EQ(first.size(), 4u);
    EXPECT_EQ(first[0].entry.event.action, "volume.changed");
    filter.before_seq = first.back().entry.seq;
    filter.limit = 100;
    const auto rest = list("aud", filter);
    EXPECT_EQ(rest.front().entry.seq, first.back().entry.seq - 1);
    EXPECT_EQ(rest.back().entry.seq, 1);
}

TEST_F(AuditTrailTest, NarrowsByEveryFilter) {
    const auto count = [&](auto set) {
        AuditFilter filter;
        set(filter);
        return list("aud", filter).size();
    };
    EXPECT_EQ(count([](AuditFilter& f) { f.action = "volume.changed"; }), 2u);
    EXPECT_EQ(count([](AuditFilter& f) { f.object_type = "user"; }), 6u);
    EXPECT_EQ(count([](AuditFilter& f) { f.object_id = 9003; }), 1u);
    EXPECT_EQ(count([](AuditFilter& f) { f.outcome = Outcome::denied; }), 0u);
    EXPECT_EQ(count([](AuditFilter& f) { f.from = test::kMorning + 1; }), 0u);
    EXPECT_EQ(count([](AuditFilter& f) { f.to = test::kMorning; }), 0u);
    EXPECT_EQ(count([](AuditFilter& f) { f.actor_id = 12345; }), 0u);
}

TEST_F(AuditTrailTest, MasksForAnAuditorWhatIsAboveTheClearance) {
    const auto rows = list("shen");
    const AuditView& above = rows[0];
    EXPECT_TRUE(above.masked);
    EXPECT_EQ(above.entry.event.object_id, std::nullopt);
    EXPECT_EQ(above.entry.event.object_code, "");
    EXPECT_EQ(above.entry.event.reason, "");
    EXPECT_EQ(above.entry.event.details, "{}");
    EXPECT_EQ(above.entry.leaf.size(), 64u);
    const AuditView& within = rows[1];
    EXPECT_FALSE(within.masked);
    EXPECT_EQ(within.entry.event.object_code, "V9001");
    EXPECT_FALSE(list("aud")[0].masked);
}

TEST_F(AuditTrailTest, MasksDetailsThatNameSomethingHidden) {
    const auto note = [&](const char* action, const std::string& details) {
        ASSERT_TRUE(archive_.store().note_only(
            {std::nullopt, "somebody", "r", "127.0.0.1"},
            {action, "volume", 9001, "V9001", Outcome::done, "because", details}));
    };
    note("old_code", R"({"items":["V9001","OLD-3"]})");
    note("open_code", R"({"other":"V9001"})");
    note("new_code", R"({"items":["V9001","V9003"]})");
    ASSERT_TRUE(
        archive_.sql("INSERT INTO code_redirects(id, old_code, object_type, object_id, reason,"
                     " changed_at) VALUES (1, 'OLD-3', 'volume', 9003, 'moved', 1)"));
    for (const auto& rows : {list("shen")}) {
        for (const std::size_t hidden : {0U, 2U}) {
            EXPECT_TRUE(rows[hidden].masked) << rows[hidden].entry.event.action;
            EXPECT_EQ(rows[hidden].entry.event.details, "{}");
            EXPECT_EQ(rows[hidden].entry.event.reason, "");
            EXPECT_EQ(rows[hidden].entry.event.object_code, "V9001");  // that one may be known
        }
        EXPECT_FALSE(rows[1].masked);
        EXPECT_EQ(rows[1].entry.event.details, R"({"other":"V9001"})");
    }
    std::string exported;
    ASSERT_TRUE(trail_.export_lines(archive_.caller("shen"), [&](std::string_view line) {
        exported += line;
        return true;
    }));
    EXPECT_EQ(exported.find("V9003"), std::string::npos);
    EXPECT_EQ(exported.find("OLD-3"), std::string::npos);
    EXPECT_NE(exported.find("V9001"), std::string::npos);
}

TEST_F(AuditTrailTest, TellsTheAuditAdministratorWhatWasChangedButNotToWhat) {  // DECISIONS 3
    ASSERT_TRUE(archive_.store().note_only(
        {std::nullopt, "somebody", "r", "127.0.0.1"},
        {"volume.changed", "volume", 9001, "V9001", Outcome::done, "",
         R"({"fields":["title"],"changes":{"title":{"before":"a","after":"b"}},"files_added":1})"}));
    EXPECT_EQ(list("aud")[0].entry.event.details, R"({"fields":["title"],"files_added":1})");
    EXPECT_TRUE(list("aud")[0].masked);
    EXPECT_NE(list("shen")[0].entry.event.details.find("\"before\""), std::string::npos);
}

TEST_F(AuditTrailTest, AFilterDoesNotTellAnAuditorWhatIsHidden) {
    AuditFilter filter;
    filter.object_id = 9003;
    EXPECT_TRUE(list("shen", filter).empty());
    filter.object_id = 9001;
    EXPECT_EQ(list("shen", filter).size(), 1u);
}

TEST_F(AuditTrailTest, IsForAuditorsOnly) {
    EXPECT_EQ(trail_.list(archive_.caller("wang"), {}).error().code, ErrorCode::forbidden);
    EXPECT_EQ(trail_.verify(archive_.caller("wang")).error().code, ErrorCode::forbidden);
    const auto stop = [](std::string_view) { return true; };
    EXPECT_EQ(trail_.export_lines(archive_.caller("wang"), stop).error().code,
              ErrorCode::forbidden);
}

TEST_F(AuditTrailTest, ExportsEveryEntryAndTheHead) {
    std::vector<std::string> lines;
    ASSERT_TRUE(trail_.export_lines(archive_.caller("aud"), [&](std::string_view line) {
        lines.emplace_back(line);
        return true;
    }));
    const auto head = trail_.head(archive_.caller("aud")).value();
    ASSERT_EQ(lines.size(), static_cast<std::size_t>(head.seq) + 1);
    EXPECT_EQ(lines[0].substr(0, 9), "{\"seq\":1,");
    EXPECT_NE(lines.back().find(head.chain), std::string::npos);
    EXPECT_NE(lines[lines.size() - 2].find("audit.exported"), std::string::npos);
}

TEST_F(AuditTrailTest, WritesACheckpointOnlyWhenEnoughIsNew) {
    EXPECT_TRUE(trail_.checkpoint(1).value());
    EXPECT_FALSE(trail_.checkpoint(1).value());
    archive_.add_department("ZJB", "总经办");
    EXPECT_FALSE(trail_.checkpoint(1000).value());
    EXPECT_TRUE(trail_.checkpoint(1).value());
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_checkpoints"), 2);
}

}  // namespace
}  // namespace lantai::core
