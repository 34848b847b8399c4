#include "indexer/index_check.hpp"

#include <gtest/gtest.h>
#include <xapian.h>

#include <fstream>

#include "tests/indexer/test_archive.hpp"

namespace lantai::indexer {
namespace {

using test::Id;
using Faults = std::vector<std::string>;

class IndexCheckTest : public testing::Test {
protected:
    IndexCheckTest() {
        archive_.add({.id = 1, .title = "年度计划", .body = "正文一"});
        archive_.add({.id = 2, .title = "总结", .level = core::Level::secret, .body = "正文二"});
        archive_.add({.id = 3, .title = "通知"});
        archive_.index();
    }
    IndexComparison compare() {
        auto result = compare_index(archive_.data(), archive_.source().read);
        EXPECT_TRUE(result) << result.error().key << result.error().detail;
        return result ? *std::move(result) : IndexComparison{};
    }
    Xapian::WritableDatabase level(int number) {
        return Xapian::WritableDatabase(
            (archive_.data() / "index" / ("level-" + std::to_string(number))).string(),
            Xapian::DB_OPEN);
    }
    static Xapian::Document document_of(Xapian::Database& db, const std::string& id) {
        return db.get_document(*db.postlist_begin("Q" + id));
    }
    test::TestArchive archive_;
};

TEST_F(IndexCheckTest, FindsAGrownIndexSound) {
    const auto result = compare();
    EXPECT_EQ(result.faults, Faults{});
    EXPECT_EQ(result.compared, 3);
    EXPECT_EQ(result.pending, 0);
    EXPECT_FALSE(result.missing);
}

TEST_F(IndexCheckTest, NamesAnItemWhoseDocumentWasDeleted) {
    {
        auto db = level(2);
        db.delete_document("Q2");
        db.commit();
    }
    EXPECT_EQ(compare().faults, Faults{"item 2 (C100002) is not in the index"});
}

TEST_F(IndexCheckTest, NamesStrayDocuments) {
    archive_.sql("UPDATE items SET state = 'withdrawn' WHERE id = 3");  // and nothing in the feed
    {
        auto db = level(0);
        Xapian::Document stranger;
        stranger.add_term("S通");
        db.add_document(stranger);
        Xapian::Document unknown = document_of(db, "1");
        unknown.add_value(2, "77|1|1|2024|0|Y|notice");
        unknown.remove_term("Q1");
        unknown.add_boolean_term("Q77");
        db.add_document(unknown);
        db.commit();
    }
    EXPECT_EQ(compare().faults,
              (Faults{"document 3 of level 0 is no item's",
                      "item 3 (C100003) is withdrawn, but stands in level 0 of the index",
                      "item 77 is unknown, but stands in level 0 of the index"}));
}

// Rows changed behind the program's back, so that the feed knows nothing of it.
TEST_F(IndexCheckTest, NamesWhatOfADocumentIsStale) {
    struct Case {
        const char* there;
        const char* back;
        const char* fault;
    };
    const Case cases[] = {
        {"UPDATE items SET title = '年度计刬' WHERE id = 1",
         "UPDATE items SET title = '年度计划' WHERE id = 1", "is stale in the index: title"},
        {"UPDATE items SET remarks = '附注' WHERE id = 1",
         "UPDATE items SET remarks = '' WHERE id = 1", "is stale in the index: catalogue entry"},
        {"UPDATE items SET document_date = '2024-03-16' WHERE id = 1",
         "UPDATE items SET document_date = '2024-03-15' WHERE id = 1",
         "is stale in the index: catalogue entry"},
        {"UPDATE items SET department_id = 2 WHERE id = 1",
         "UPDATE items SET department_id = 1 WHERE id = 1", "is stale in the index: facts"},
        {"UPDATE items SET level = 3 WHERE id = 1", "UPDATE items SET level = 0 WHERE id = 1",
         "is of level 3, but stands in level 0 of the index"},
        {"UPDATE item_files SET blob_sha256 = 'hash-2-1' WHERE item_id = 1",
         "UPDATE item_files SET blob_sha256 = 'hash-1-1' WHERE item_id = 1",
         "is stale in the index: files"},
        {"UPDATE item_files SET text_state = 'none' WHERE item_id = 1",
         "UPDATE item_files SET text_state = 'indexed' WHERE item_id = 1",
         "is stale in the index: text states"},
        {"UPDATE items SET kind = 'nonsense' WHERE id = 1",
         "UPDATE items SET kind = 'notice' WHERE id = 1", "is damaged in the database: items.kind"},
    };
    for (const Case& one : cases) {
        archive_.sql(one.there);
        const auto faults = compare().faults;
        ASSERT_EQ(faults.size(), 1u) << one.there;
        EXPECT_NE(faults[0].find("item 1"), std::string::npos);
        EXPECT_NE(faults[0].find(one.fault), std::string::npos) << faults[0];
        archive_.sql(one.back);
        EXPECT_EQ(compare().faults, Faults{}) << one.back;
    }
}

TEST_F(IndexCheckTest, NamesDocumentsWhoseTermsWereChanged) {
    {
        auto db = level(0);
        Xapian::Document document = document_of(db, "1");
        document.add_term("正");
        db.replace_document("Q1", document);
        db.commit();
    }
    EXPECT_EQ(compare().faults, Faults{"item 1 (C100001) is stale in the index: search terms"});
}

TEST_F(IndexCheckTest, NamesAnItemThatStandsTwice) {
    {
        auto from = level(2);
        auto to = level(0);
        to.add_document(document_of(from, "2"));
        to.commit();
    }
    EXPECT_EQ(compare().faults,
              Faults{"item 2 (C100002) is of level 2, but stands in level 0 and 2 of the index"});
}

TEST_F(IndexCheckTest, TakesChangesInTheFeedForNoFault) {
    archive_.sql("UPDATE items SET title = '改', level = 4 WHERE id = 1");
    archive_.feed(1);
    archive_.sql("UPDATE items SET state = 'withdrawn' WHERE id = 2");
    archive_.feed(2);
    archive_.add({.id = 4, .title = "新"});
    const auto result = compare();
    EXPECT_EQ(result.faults, Faults{});
    EXPECT_EQ(result.pending, 3);
    EXPECT_EQ(result.compared, 1);
}

// The worker is faster than the reader: the first look meets an older state of the index.
TEST_F(IndexCheckTest, TakesAChangeInTheMiddleForNoFault) {
    int reads = 0;
    const auto result = compare_index(archive_.data(), [&](const IndexSource::DbWork& work) {
        if (++reads == 2) {
            archive_.sql("UPDATE items SET title = '改' WHERE id = 1");
            archive_.feed(1);
            archive_.index();
        }
        return archive_.source().read(work);
    });
    ASSERT_TRUE(result);
    EXPECT_EQ(result->faults, Faults{});
    EXPECT_GT(reads, 4);  // it did look again
}

TEST_F(IndexCheckTest, NamesAnIndexOfAnotherStateOrADamagedOne) {
    archive_.set_epoch("two");
    EXPECT_EQ(compare().faults,
              Faults{"the index is of another state of the archive: build it anew"});
    archive_.set_epoch("one");
    EXPECT_EQ(compare().faults, Faults{});
    for (const auto& entry :
         std::filesystem::directory_iterator(archive_.data() / "index" / "level-1"))
        std::ofstream(entry.path(), std::ios::trunc) << "damaged";
    ASSERT_EQ(compare().faults.size(), 1u);
    EXPECT_NE(compare().faults[0].find("the index is damaged"), std::string::npos);
}

TEST_F(IndexCheckTest, TellsThatThereIsNoIndexYet) {
    std::filesystem::remove_all(archive_.data() / "index");
    const auto result = compare();
    EXPECT_TRUE(result.missing);
    EXPECT_EQ(result.faults, Faults{});
}

TEST_F(IndexCheckTest, CountsWhatItDoesNotName) {
    archive_.at_once([&] {
        for (Id id = 10; id < 10 + 105; ++id) archive_.add({.id = id});
    });
    archive_.sql("DELETE FROM outbox");
    const auto faults = compare().faults;
    ASSERT_EQ(faults.size(), kMaxFaultsNamed + 1);
    EXPECT_EQ(faults.back(), "and 5 more");
}

}  // namespace
}  // namespace lantai::indexer
