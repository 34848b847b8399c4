#include "core/service/holdings.hpp"

#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

class HoldingsTest : public ::testing::Test {
protected:
    OldVolume old() {
        OldVolume made;
        made.fonds_id = archive_.fonds.id;
        made.department_id = archive_.zjb;
        made.filing_year = 1987;
        made.retention_class = "C";
        made.title = "基建往来";
        made.archival_code = "旧 87-长期/3";
        made.date_text = "1986—1988";
        made.description = "立卷人 老张,检查人不详";
        return made;
    }
    Result<VolumeDetail> add(const OldVolume& made) {
        VolumeService volumes = archive_.volumes();
        return HoldingsService(archive_.store(), volumes).add(wang_, made);
    }
    test::FilingArchive archive_;
    Caller wang_ = archive_.caller("wang");
};

TEST_F(HoldingsTest, TakesAVolumeAsItIsWithoutRows) {
    OldVolume made = old();
    made.items = 23;
    made.pages = 180;
    const auto added = add(made);
    ASSERT_TRUE(added) << added.error().key << " " << added.error().field;
    const Volume& volume = added->entry.volume;
    EXPECT_EQ(volume.state, VolumeState::sealed);
    EXPECT_EQ(volume.origin, Origin::old);
    EXPECT_EQ(volume.date_text, "1986—1988");
    EXPECT_EQ(volume.old_items, 23);
    EXPECT_EQ(volume.old_pages, 180);
    EXPECT_FALSE(volume.compiler_id || volume.checker_id || volume.sealed_at);
    EXPECT_TRUE(added->findings.empty());
    EXPECT_EQ(archive_.volumes().get_by_code(wang_, "旧 87-长期/3")->entry.volume.id, volume.id);
    EXPECT_EQ(add(made).error().key, "volume.code_taken");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(HoldingsTest, TakesRowsThatTodaysRulesWouldRefuse) {
    OldVolume made = old();
    made.rows.resize(3);
    made.rows[0].title = "请示";
    made.rows[0].date_text = "[1987年秋]";
    made.rows[1].title = "附图";
    made.rows[1].document_date = Date::parse("1991-05-02").value();  // another year than the volume
    made.rows[1].pages = 4;
    made.rows[1].start_page = 30;
    made.rows[2].title = "密件";
    made.rows[2].archival_code = "87-3-乙";
    made.rows[2].level = Level::secret;
    const auto added = add(made);
    ASSERT_TRUE(added) << added.error().key << " " << added.error().field;
    ASSERT_EQ(added->items.size(), 3U);
    const Item& first = added->items[0].item;
    EXPECT_EQ(first.origin, Origin::old);
    EXPECT_EQ(first.date_text, "[1987年秋]");
    EXPECT_EQ(first.document_date, Date::parse("1987-01-01").value());
    EXPECT_EQ(first.volume_position, 1);
    EXPECT_FALSE(first.pages || first.copies || first.start_page);
    EXPECT_EQ(added->items[1].item.start_page, 30);
    EXPECT_EQ(added->items[2].item.archival_code, "87-3-乙");
    EXPECT_EQ(added->entry.volume.level, Level::secret);
    EXPECT_TRUE(added->findings.empty());
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(HoldingsTest, NamesEveryFaultAtOnceAndTakesNothing) {
    OldVolume made = old();
    made.title = "";
    made.retention_class = "Z";
    made.rows.resize(2);
    made.rows[0].title = "甲";
    made.rows[0].archival_code = "同";
    made.rows[1].archival_code = "同";
    const Error error = add(made).error();
    std::vector<std::string> fields = {error.field};
    for (const Error& other : error.others) fields.push_back(other.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"retention_class", "title", "rows[1].title",
                                                "rows[1].archival_code"}));
    EXPECT_EQ(archive_.count("SELECT count(*) FROM volumes"), 0);
}

TEST_F(HoldingsTest, AnOldVolumeTakesNotesAndAPlaceButIsNotReopened) {
    OldVolume made = old();
    made.shelf = {"1", "03", "2", "5", "12"};
    const auto added = add(made).value();
    const Id id = added.entry.volume.id;
    ASSERT_TRUE(archive_.volumes().add_note(wang_, id, "封面破损"));
    VolumeChange moved;
    moved.shelf = Shelf{"2", "01", "1", "1", "4"};
    ASSERT_TRUE(
        archive_.volumes().change(wang_, id, archive_.look(id).entry.volume.version, moved));
    EXPECT_EQ(archive_.look(id).entry.volume.shelf, *moved.shelf);
    VolumeFilter at;
    at.location = "2-01";
    EXPECT_EQ(archive_.volumes().list(wang_, at, std::nullopt, 10)->volumes.size(), 1U);
    at.location = "1-03";
    EXPECT_TRUE(archive_.volumes().list(wang_, at, std::nullopt, 10)->volumes.empty());
    VolumeFilter old_ones;
    old_ones.origin = Origin::regular;
    EXPECT_TRUE(archive_.volumes().list(wang_, old_ones, std::nullopt, 10)->volumes.empty());
    ChangeDraft reopen;
    reopen.object_id = id;
    reopen.object_version = archive_.look(id).entry.volume.version;
    reopen.reason = "重整";
    EXPECT_EQ(archive_.changes().create(wang_, reopen).error().key, "volume.old_stays");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(HoldingsTest, OnlyTheCentralArchivistTakesOver) {
    VolumeService volumes = archive_.volumes();
    EXPECT_EQ(
        HoldingsService(archive_.store(), volumes).add(archive_.caller("zhao"), old()).error().key,
        "access.role_missing");
}

}  // namespace
}  // namespace lantai::core
