#include "core/service/fonds.hpp"

#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

class FondsTest : public ::testing::Test {
protected:
    FilingSchemeClause clause(const std::string& number, int year = 2023) {
        FilingSchemeClause made;
        made.fonds_id = archive_.fonds.id;
        made.filing_year = year;
        made.clause_no = number;
        made.title = "条款" + number;
        return made;
    }
    test::FilingArchive archive_;
    FondsService fonds_{archive_.store()};
    Caller wang_ = archive_.caller("wang");
};

TEST_F(FondsTest, RefusesASecondFondsWithTheSameNumber) {
    Fonds again = archive_.fonds;
    EXPECT_EQ(fonds_.create(wang_, again).error().key, "fonds.no_taken");
}

TEST_F(FondsTest, RefusesTemplatesThatGiveNoCode) {
    Fonds bad = archive_.fonds;
    bad.fonds_no = "Q002";
    bad.item_code_template = "{fonds}-{nonsense}";
    const auto refused = fonds_.create(wang_, bad);
    EXPECT_EQ(refused.error().field, "item_code_template");
    EXPECT_EQ(refused.error().key, "code.unknown_field");
}

TEST_F(FondsTest, AnswersAnOldVersionAsStale) {
    Fonds changed = archive_.fonds;
    changed.name = "新名";
    ASSERT_TRUE(fonds_.update(wang_, changed));
    EXPECT_EQ(fonds_.update(wang_, changed).error().code, ErrorCode::stale);
}

TEST_F(FondsTest, KeepsItsNumberOnceItemsCarryIt) {
    archive_.file(archive_.draft("通知", "2023-05-01"));
    Fonds changed = archive_.fonds;
    changed.fonds_no = "Q009";
    EXPECT_EQ(fonds_.update(wang_, changed).error().key, "fonds.no_used");
}

TEST_F(FondsTest, KeepsClauseNumbersUniqueInTheirYear) {
    ASSERT_TRUE(fonds_.add_clause(wang_, clause("1")));
    EXPECT_EQ(fonds_.add_clause(wang_, clause("1")).error().key, "clause.no_taken");
    EXPECT_TRUE(fonds_.add_clause(wang_, clause("1", 2024)));
}

TEST_F(FondsTest, ClonesOnlyTheClausesThatTheYearDoesNotHave) {
    for (const char* number : {"1", "2", "3"})
        ASSERT_TRUE(fonds_.add_clause(wang_, clause(number)));
    ASSERT_TRUE(fonds_.add_clause(wang_, clause("2", 2024)));
    EXPECT_EQ(fonds_.clone_clauses(wang_, archive_.fonds.id, 2023, 2024).value().size(), 3U);
    EXPECT_EQ(fonds_.clone_clauses(wang_, archive_.fonds.id, 2023, 2024).error().key,
              "clause.none_to_clone");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(FondsTest, DoesNotDeleteAUsedClause) {
    const auto used = fonds_.add_clause(wang_, clause("1")).value();
    const auto unused = fonds_.add_clause(wang_, clause("2")).value();
    ItemDraft draft = archive_.draft("通知", "2023-05-01");
    draft.item.clause_id = used.id;
    archive_.file(draft);
    EXPECT_EQ(fonds_.remove_clause(wang_, used.id).error().key, "clause.used");
    EXPECT_TRUE(fonds_.remove_clause(wang_, unused.id));
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(FondsTest, LetsOnlyTheArchivistChangeTheScheme) {
    EXPECT_EQ(fonds_.add_clause(archive_.caller("zhao"), clause("1")).error().code,
              ErrorCode::forbidden);
}

}  // namespace
}  // namespace lantai::core
