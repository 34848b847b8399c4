// Notes and requests keep the level of what they may name.
#include "core/service/boxes.hpp"
#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

/// A volume with a secret and an ordinary paper, sealed by wang and li; zhou, archivist of the
/// department, is cleared for ordinary papers only.
class NoteLevelsTest : public ::testing::Test {
protected:
    NoteLevelsTest() {
        archive_.add_user("zhou", archive_.zjb, {Role::dept_archivist}, Level::internal);
        zhou_ = archive_.caller("zhou");
        ItemDraft secret = archive_.draft("收购标底", "2023-03-01");
        secret.item.level = Level::secret;
        secret_ = archive_.file(secret);
        ordinary_ = archive_.file(archive_.draft("会议通知", "2023-03-02"));
        volume_ = archive_.sealed({secret_.id, ordinary_.id}).entry.volume.id;
    }
    void change(ChangeKind kind, ChangeTarget target, Id id, int version,
                const std::function<void(ChangeDraft&)>& fill = {}) {
        ChangeDraft draft;
        draft.kind = kind;
        draft.target = target;
        draft.object_id = id;
        draft.object_version = version;
        draft.reason = "为《收购标底》解密";
        if (fill) fill(draft);
        const auto asked = archive_.changes().create(wang_, draft);
        ASSERT_TRUE(asked) << asked.error().key;
        const auto done = archive_.changes().decide(li_, asked->entry.change.id, 1, true, "同意");
        ASSERT_TRUE(done) << done.error().key;
    }
    int version() { return archive_.look(volume_).entry.volume.version; }
    /// The volume is reopened, the secret paper leaves it, and it is sealed again.
    void come_down() {
        ASSERT_TRUE(archive_.volumes().add_note(wang_, volume_, "《收购标底》缺末页"));
        change(ChangeKind::reopen_volume, ChangeTarget::volume, volume_, version());
        auto volumes = archive_.volumes();
        ASSERT_TRUE(volumes.remove_item(wang_, volume_, version(), secret_.id));
        ASSERT_TRUE(volumes.submit(wang_, volume_, version()));
        ASSERT_TRUE(volumes.check(li_, volume_, version(), true, ""));
        ASSERT_EQ(archive_.look(volume_).entry.volume.level, Level::internal);
        ASSERT_TRUE(volumes.add_note(wang_, volume_, "已核对"));
    }

    test::FilingArchive archive_;
    Caller wang_ = archive_.caller("wang");
    Caller li_ = archive_.caller("li");
    Caller zhou_;
    Item secret_;
    Item ordinary_;
    Id volume_ = 0;
};

TEST_F(NoteLevelsTest, AnOlderNoteStaysWithThoseWhoCouldReadItThen) {
    EXPECT_FALSE(archive_.volumes().get(zhou_, volume_));
    come_down();
    ASSERT_EQ(archive_.look(volume_).notes.size(), 3U);
    EXPECT_EQ(archive_.look(volume_).notes[0].note.level, Level::secret);
    EXPECT_EQ(archive_.look(volume_).notes[1].note.level, Level::secret);  // of the reopening
    const auto seen = archive_.volumes().get(zhou_, volume_);
    ASSERT_TRUE(seen) << seen.error().key;
    ASSERT_EQ(seen->notes.size(), 1U);
    EXPECT_EQ(seen->notes[0].note.text, "已核对");
    const auto printed = archive_.volumes().for_print(zhou_, volume_);
    ASSERT_TRUE(printed) << printed.error().key;
    EXPECT_EQ(printed->notes.size(), 1U);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(NoteLevelsTest, NotesFromBeforeLevelsGetThatOfTheVolumeBeforeItComesDown) {
    ASSERT_TRUE(archive_.volumes().add_note(wang_, volume_, "《收购标底》缺末页"));
    ASSERT_TRUE(archive_.store().maintain([](Database& db) -> Result<void> {
        LT_TRY(const auto rows, db.execute("UPDATE volume_notes SET level = NULL", {}));
        EXPECT_EQ(rows, 1);
        return {};
    }));
    come_down();
    const auto seen = archive_.volumes().get(zhou_, volume_).value();
    ASSERT_EQ(seen.notes.size(), 1U);
    EXPECT_EQ(seen.notes[0].note.text, "已核对");
}

TEST_F(NoteLevelsTest, ANoteOfALowerLevelNamesThePaperForThoseClearedBefore) {
    change(ChangeKind::change_level, ChangeTarget::item, secret_.id,
           archive_.stored(secret_.id).version,
           [](ChangeDraft& draft) { draft.level = Level::internal; });
    ASSERT_EQ(archive_.look(volume_).notes.size(), 1U);
    EXPECT_EQ(archive_.look(volume_).notes[0].note.level, Level::secret);
    EXPECT_TRUE(archive_.volumes().get(zhou_, volume_).value().notes.empty());
    // Nor does the log, or the request, tell what was said of it then.
    const auto history = archive_.items().history(zhou_, secret_.id, std::nullopt, 50);
    ASSERT_TRUE(history) << history.error().key;
    ASSERT_FALSE(history->entries.empty());
    for (const AuditView& view : history->entries)
        EXPECT_EQ(view.entry.event.reason.find("收购标底"), std::string::npos)
            << view.entry.event.action;
    EXPECT_TRUE(archive_.changes().list(zhou_, {})->changes.empty());
    EXPECT_EQ(archive_.changes().list(li_, {})->changes.size(), 1U);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(NoteLevelsTest, ANoteThatNamesAPaperNowSecretIsAsSecret) {
    const VolumeDetail plain =
        archive_.sealed({archive_.file(archive_.draft("报价", "2023-05-01")).id});
    const Item item = plain.items[0].item;
    change(ChangeKind::change_level, ChangeTarget::item, item.id, archive_.stored(item.id).version,
           [](ChangeDraft& draft) { draft.level = Level::confidential; });
    EXPECT_EQ(archive_.look(plain.entry.volume.id).notes[0].note.level, Level::confidential);
}

}  // namespace
}  // namespace lantai::core
