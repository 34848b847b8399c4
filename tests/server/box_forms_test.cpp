// The forms of boxes over HTTP.
#include <gtest/gtest.h>

#include "core/service/boxes.hpp"
#include "tests/pdf/pdf_tools.hpp"
#include "tests/support/served_archive.hpp"

namespace lantai {
namespace {

using core::Id;
using core::Level;
using core::Role;
using test::Answer;

/// WS by item: box 1 with two ordinary papers, box 2 with a top-secret one. jin is an archivist
/// cleared up to secret; pan prints when tao's session is over.
class BoxFormsTest : public ::testing::Test {
protected:
    BoxFormsTest() {
        app_.add_person({"jin", {Role::archivist}, Level::secret, "DAS"});
        app_.add_person({"pan", {Role::archivist}, Level::top_secret, "DAS"});
        core::FondsService& fonds = app_.services().fonds;
        auto settings = fonds.category(app_.caller("tao"), app_.fonds.id, "WS").value();
        settings.arrangement = core::Arrangement::item;
        EXPECT_TRUE(fonds.set_category(app_.caller("tao"), settings));
        first_ = box({app_.file({"总账"}), app_.file({"明细账"})});
        secret_ = box({app_.file({"标底", "CWB", Level::top_secret})});
    }
    Id box(const std::vector<core::Item>& items) {
        core::Box draft;
        draft.fonds_id = app_.fonds.id;
        draft.department_id = app_.department("CWB");
        draft.filing_year = 2023;
        draft.retention_class = "D30";
        draft.description = "盒内材料齐全。";
        core::BoxService& boxes = app_.services().boxes;
        const auto made = boxes.create(app_.caller("tao"), draft);
        EXPECT_TRUE(made) << made.error().key;
        const core::Box& empty = made->entry.box;
        std::vector<Id> ids;
        for (const core::Item& item : items) ids.push_back(item.id);
        const auto filled = boxes.add_items(app_.caller("tao"), empty.id, empty.version, ids);
        EXPECT_TRUE(filled) << filled.error().key;
        return empty.id;
    }
    static std::string of_box(const std::string& form, Id id, const std::string& more = "") {
        return "/api/v1/forms/" + form + "/boxes/" + std::to_string(id) + ".pdf" + more;
    }
    std::string list(const std::string& form) {
        return "/api/v1/forms/" + form + ".pdf?fonds_id=" + std::to_string(app_.fonds.id);
    }
    static std::string text_of(const Answer& answer) {
        EXPECT_EQ(answer.status, 200) << answer.text.substr(0, 300);
        return test::PdfFile(answer.text).text();
    }
    static bool has(const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    }

    test::ServedArchive app_;
    Id first_ = 0;
    Id secret_ = 0;
};

TEST_F(BoxFormsTest, EachFormSaysWhatTheBoxIsAndIsCounted) {
    const std::string notes = text_of(app_.get("tao", of_box("box_notes_form", first_)));
    EXPECT_TRUE(has(notes, "备考表") && has(notes, "盒内材料齐全。")) << notes;
    EXPECT_TRUE(has(notes, "H001") && has(notes, "2 件")) << notes;
    const std::string label = text_of(app_.get("tao", of_box("box_label", first_)));
    EXPECT_TRUE(has(label, "Q001") && has(label, "30年")) << label;
    EXPECT_TRUE(has(label, "0001") && has(label, "0002")) << label;
    const Answer spine = app_.get("tao", of_box("box_spine", first_, "?a4=1"));
    EXPECT_TRUE(has(text_of(spine), "0001")) << spine.status;
    EXPECT_TRUE(has(test::PdfFile(spine.text).info(), "A4"));
    EXPECT_TRUE(has(test::PdfFile(app_.get("tao", of_box("box_spine", first_)).text).info(), "A3"));
    const auto logged = app_.store().read_value<std::int64_t>([&](core::Database& db) {
        return core::db_integer(db,
                                "SELECT count(*) FROM audit_log WHERE action = 'form.printed'"
                                " AND object_type = 'box' AND object_id = :id",
                                {{"id", first_}});
    });
    EXPECT_EQ(logged.value(), 4);
    app_.clock.advance_days(2);
    EXPECT_EQ(app_.get("pan", of_box("box_spine", first_, "?a4=1")).text, spine.text);
}

TEST_F(BoxFormsTest, ABoxIsPrintedOnlyByTheCleared) {
    for (const char* form : {"box_notes_form", "box_label", "box_spine"}) {
        EXPECT_TRUE(has(text_of(app_.get("tao", of_box(form, secret_))), "绝密")) << form;
        const Answer hidden = app_.get("jin", of_box(form, secret_));
        EXPECT_EQ(hidden.status, 404) << form;
        EXPECT_EQ(hidden.key(), app_.get("jin", of_box(form, 987654)).key());
        EXPECT_EQ(app_.get("qian", of_box(form, first_)).status, 403) << form;
    }
    EXPECT_EQ(app_.get("tao", of_box("volume_cover", first_)).key(), "form.unknown");
}

TEST_F(BoxFormsTest, SheetsHoldTheBoxesThatTheCallerMayPrint) {
    for (const char* form : {"box_label", "box_spine"}) {
        const std::string all = text_of(app_.get("tao", list(form)));
        EXPECT_TRUE(has(all, "绝密")) << all;
        const std::string seen = text_of(app_.get("jin", list(form)));
        EXPECT_FALSE(has(seen, "绝密")) << seen;
        EXPECT_TRUE(has(seen, "0002")) << seen;
    }
    EXPECT_EQ(app_.get("tao", list("box_notes_form")).key(), "form.unknown");
}

}  // namespace
}  // namespace lantai
