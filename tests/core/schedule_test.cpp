#include "core/service/schedule.hpp"

#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

class ScheduleTest : public ::testing::Test {
protected:
    ScheduleRow row(const std::string& code) {
        ScheduleRow draft;
        draft.code = code;
        draft.scope = 6;
        draft.title = "采购合同";
        draft.retention_class = "D30";
        draft.level = Level::internal;
        return draft;
    }
    Result<ItemDetail> file(const ItemDraft& draft) { return archive_.items().file(wang_, draft); }
    FilingSchemeClause clause(const std::string& number, std::optional<Id> department) {
        FilingSchemeClause draft;
        draft.fonds_id = archive_.fonds.id;
        draft.filing_year = 2023;
        draft.clause_no = number;
        draft.title = "往来文书";
        draft.scope = 3;
        draft.department_id = department;
        return draft;
    }
    test::FilingArchive archive_;
    ScheduleService service_{archive_.store()};
    FondsService fonds_{archive_.store()};
    Caller wang_ = archive_.caller("wang");
};

TEST_F(ScheduleTest, R13_TheScheduleProposesClassAndLevelAndOutsideItAReasonIsAsked) {
    ItemDraft draft = archive_.draft("采购合同", "2023-03-01");
    ASSERT_TRUE(file(draft));  // no schedule yet
    const ScheduleRow made = service_.add(wang_, row("6.1")).value();
    EXPECT_EQ(file(draft).error().key, "schedule.missing");
    draft.item.schedule_id = made.id;
    const auto proposal = archive_.items().propose(wang_, draft).value();
    ASSERT_TRUE(proposal.schedule);
    EXPECT_EQ(proposal.schedule->retention_class, "D30");
    EXPECT_EQ(proposal.schedule->level, Level::internal);
    const auto filed = file(draft);
    ASSERT_TRUE(filed) << filed.error().key;
    EXPECT_EQ(filed->entry.schedule_code, "6.1");
    draft.item.schedule_id.reset();
    draft.item.scope_reason = "客户赠予的样品说明";
    EXPECT_TRUE(file(draft));
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ScheduleTest, R13_AUsedRowIsClosedNotRemoved) {
    const ScheduleRow made = service_.add(wang_, row("6.1")).value();
    EXPECT_EQ(service_.add(wang_, row("6.1")).error().key, "schedule.code_taken");
    ItemDraft draft = archive_.draft("采购合同", "2023-03-01");
    draft.item.schedule_id = made.id;
    ASSERT_TRUE(file(draft));
    EXPECT_EQ(service_.remove(wang_, made.id).error().key, "schedule.used");
    ScheduleRow closed = made;
    closed.active = false;
    ASSERT_TRUE(service_.update(wang_, closed));
    EXPECT_EQ(file(draft).error().key, "schedule.unknown");
    EXPECT_EQ(service_.list(wang_, true).value().size(), 0U);
    EXPECT_EQ(service_.list(wang_, false).value().size(), 1U);
    const ScheduleRow unused = service_.add(wang_, row("6.2")).value();
    EXPECT_TRUE(service_.remove(wang_, unused.id));
}

TEST_F(ScheduleTest, OnlyTheArchivistKeepsTheSchedule) {
    EXPECT_EQ(service_.add(archive_.caller("zhao"), row("6.1")).error().code, ErrorCode::forbidden);
    ScheduleRow bad = row("");
    bad.scope = 11;
    bad.retention_class = "Z";
    const Error error = service_.add(wang_, bad).error();
    EXPECT_EQ(error.field, "code");
    ASSERT_EQ(error.others.size(), 2U);
    EXPECT_EQ(error.others[0].field, "scope");
    EXPECT_EQ(error.others[1].field, "retention_class");
}

TEST_F(ScheduleTest, R15_EachDepartmentHasNumbersOfItsOwn) {
    ASSERT_TRUE(fonds_.add_clause(wang_, clause("3-1", archive_.zjb)));
    EXPECT_TRUE(fonds_.add_clause(wang_, clause("3-1", archive_.cwb)));
    EXPECT_EQ(fonds_.add_clause(wang_, clause("3-1", archive_.cwb)).error().key, "clause.no_taken");
    EXPECT_EQ(fonds_.add_clause(wang_, clause("3-1", std::nullopt)).error().key, "clause.no_taken");
    ASSERT_TRUE(fonds_.add_clause(wang_, clause("3-2", std::nullopt)));
    EXPECT_EQ(fonds_.add_clause(wang_, clause("3-2", archive_.zjb)).error().key, "clause.no_taken");
}

TEST_F(ScheduleTest, R15_ADepartmentsSchemeIsClonedIntoTheNextYear) {
    ASSERT_TRUE(fonds_.add_clause(wang_, clause("3-1", archive_.zjb)));
    ASSERT_TRUE(fonds_.add_clause(wang_, clause("3-1", archive_.cwb)));
    const auto own =
        fonds_.clone_clauses(wang_, archive_.fonds.id, 2023, 2024, archive_.zjb).value();
    ASSERT_EQ(own.size(), 1U);
    EXPECT_EQ(own[0].department_id, archive_.zjb);
    EXPECT_EQ(fonds_.clone_clauses(wang_, archive_.fonds.id, 2023, 2024).value().size(), 2U);
    EXPECT_EQ(fonds_.clone_clauses(wang_, archive_.fonds.id, 2023, 2024).error().key,
              "clause.none_to_clone");
}

TEST_F(ScheduleTest, R15_AUsedClauseKeepsItsNumberAndItsDepartmentsPapers) {
    FilingSchemeClause made = fonds_.add_clause(wang_, clause("3-1", archive_.zjb)).value();
    ItemDraft draft = archive_.draft("函", "2023-03-01");
    draft.item.clause_id = made.id;
    ASSERT_TRUE(file(draft));
    draft.item.department_id = archive_.cwb;
    EXPECT_EQ(file(draft).error().key, "item.clause_other_department");
    made.clause_no = "3-9";
    EXPECT_EQ(fonds_.update_clause(wang_, made).error().key, "clause.used");
    EXPECT_EQ(fonds_.remove_clause(wang_, made.id).error().key, "clause.used");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ScheduleTest, R19_APhotoKeepsItsMediumThroughAChange) {
    ItemDraft draft = archive_.draft("开工典礼", "2023-03-01");
    draft.item.category = "ZP";
    EXPECT_EQ(file(draft).error().key, "audiovisual.missing");
    Audiovisual media;
    media.carrier = Carrier::print;
    media.dimensions = "6寸";
    media.maker = "白露";
    media.made_on = Date(2023, 3, 1);
    draft.item.audiovisual = media;
    const auto filed = file(draft);
    ASSERT_TRUE(filed) << filed.error().key;
    const Item photo = archive_.stored(filed->entry.item.id);
    ASSERT_TRUE(photo.audiovisual);
    EXPECT_EQ(photo.audiovisual->carrier, Carrier::print);
    EXPECT_EQ(photo.audiovisual->dimensions, "6寸");
    EXPECT_EQ(photo.audiovisual->maker, "白露");
    EXPECT_EQ(photo.audiovisual->made_on, Date(2023, 3, 1));
    EXPECT_FALSE(photo.audiovisual->duration_s);
    ItemDraft change = draft;
    change.item.title = "开工典礼合影";
    change.item.audiovisual.reset();
    ASSERT_TRUE(archive_.items().update(wang_, photo.id, photo.version, change));
    EXPECT_EQ(archive_.stored(photo.id).audiovisual->maker, "白露");
    change.item.audiovisual = media;
    change.item.audiovisual->maker = "陶然";
    ASSERT_TRUE(archive_.items().update(wang_, photo.id, photo.version + 1, change));
    EXPECT_EQ(archive_.stored(photo.id).audiovisual->maker, "陶然");
    EXPECT_EQ(archive_.unproven(), "");
}

}  // namespace
}  // namespace lantai::core
