// The printed forms over HTTP: who may print what, what stands on the paper, and what is logged.
#include <gtest/gtest.h>

#include "tests/pdf/pdf_tools.hpp"
#include "tests/pdf/sample_images.hpp"
#include "tests/support/served_archive.hpp"

namespace lantai {
namespace {

using core::Id;
using core::Level;
using core::Role;
using test::Answer;
using test::FiledSpec;

/// tao and pan compose and seal volumes; jin (archivist, up to secret), bai (department archivist
/// of XSB, up to confidential).
class FormsApiTest : public ::testing::Test {
protected:
    FormsApiTest() {
        app_.add_person({"pan", {Role::archivist}, Level::top_secret, "DAS"});
        app_.add_person({"jin", {Role::archivist}, Level::secret, "DAS"});
        app_.add_person({"bai", {Role::dept_archivist}, Level::confidential, "XSB"});
    }

    core::VolumeService& volumes() { return app_.services().volumes; }

    Id volume(const std::string& title, const std::vector<core::Item>& items,
              const std::string& department = "CWB") {
        core::Volume draft;
        draft.fonds_id = app_.fonds.id;
        draft.department_id = app_.department(department);
        draft.filing_year = 2023;
        draft.retention_class = "D30";
        draft.title = title;
        auto made = volumes().create(app_.caller("tao"), draft).value();
        std::vector<Id> ids;
        for (const core::Item& item : items) ids.push_back(item.id);
        const core::Volume& at = made.entry.volume;
        auto filled =
            volumes().add_items(app_.caller("tao"), at.id, at.version, ids, "密件单独立卷");
        EXPECT_TRUE(filled) << filled.error().key;
        return at.id;
    }

    Id sealed_volume(const std::string& title, const std::vector<core::Item>& items) {
        const Id id = volume(title, items);
        core::VolumeChange change;
        change.description = "材料齐全。";
        auto now = volumes().get(app_.caller("tao"), id).value();
        now = volumes().change(app_.caller("tao"), id, now.entry.volume.version, change).value();
        now = volumes().submit(app_.caller("tao"), id, now.entry.volume.version).value();
        now = volumes().check(app_.caller("pan"), id, now.entry.volume.version, true, "").value();
        return id;
    }

    static std::string of_volume(const std::string& form, Id id) {
        return "/api/v1/forms/" + form + "/volumes/" + std::to_string(id) + ".pdf";
    }
    std::string list(const std::string& form, const std::string& more = "") {
        return "/api/v1/forms/" + form + ".pdf?fonds_id=" + std::to_string(app_.fonds.id) + more;
    }

    /// What a reader finds on the pages, blanks and line ends left out.
    static std::string text_of(const Answer& answer) {
        EXPECT_EQ(answer.status, 200) << answer.text.substr(0, 300);
        std::string text;
        for (const char c : test::PdfFile(answer.text).text())
            if (c != ' ' && c != '\n' && c != '\f') text += c;
        return text;
    }
    static int pages_of(const Answer& answer) {
        const std::string info = test::PdfFile(answer.text).info();
        const auto at = info.find("Pages:");
        return at == std::string::npos ? 0 : std::stoi(info.substr(at + 6));
    }
    static void expect_all(const std::string& text, const std::vector<std::string>& parts) {
        for (const std::string& part : parts)
            EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
    }
    std::int64_t logged(const std::string& where) {
        return app_.store()
            .read_value<std::int64_t>([&](core::Database& db) {
                return core::db_integer(
                    db, "SELECT count(*) FROM audit_log WHERE action = 'form.printed'" + where);
            })
            .value();
    }

    test::ServedArchive app_;
};

TEST_F(FormsApiTest, EveryFormOfAVolumeSaysWhatTheVolumeIs) {
    const Id id =
        sealed_volume("年度审计报告及批复", {app_.file({"审计报告"}), app_.file({"批复"})});
    struct {
        const char* form;
        int pages;
        std::vector<std::string> texts;
    } const cases[] = {
        {"item_catalogue",
         1,
         {"卷内文件目录", "Q001-WS·2023-D30-CWB-001", "审计报告", "4–6", "封卷日期"}},
        {"notes_form", 1, {"卷内备考表", "材料齐全。", "tao", "pan", "2种", "6页"}},
        {"volume_cover", 1, {"兰台公司", "文书", "年度审计报告及批复", "6页", "2023-CWB-1", "001"}},
        {"volume_spine", 1, {"Q001", "2023-CWB-1", "30年"}},
    };
    std::vector<std::string> first;
    for (const auto& c : cases) {
        const Answer answer = app_.get("tao", of_volume(c.form, id));
        SCOPED_TRACE(c.form);
        expect_all(text_of(answer), c.texts);
        EXPECT_EQ(pages_of(answer), c.pages);
        EXPECT_EQ(answer.header("Lantai-Missing-Glyphs"), "0");
        first.push_back(answer.text);
    }
    app_.clock.advance_days(3);
    for (const auto& c : cases)
        EXPECT_EQ(app_.get("pan", of_volume(c.form, id)).text, first[std::size_t(&c - cases)])
            << "a reprint of " << c.form;
    EXPECT_EQ(logged(" AND outcome = 'done' AND object_id = " + std::to_string(id)), 8);
    EXPECT_EQ(app_.get("pan", "/api/v1/volumes/" + std::to_string(id) + "/prints").body["count"],
              8);
}

TEST_F(FormsApiTest, AVolumeIsPrintedOnlyByTheClearedAndForTheirDepartment) {
    const Id secret = volume("密件", {app_.file({"标底", "XSB", Level::top_secret})}, "XSB");
    const Id other = volume("账簿", {app_.file({"凭证", "CWB"})}, "CWB");
    for (const char* form : {"item_catalogue", "notes_form", "volume_cover", "volume_spine"}) {
        EXPECT_EQ(app_.get("tao", of_volume(form, secret)).status, 200) << form;
        const Answer hidden = app_.get("jin", of_volume(form, secret));
        EXPECT_EQ(hidden.status, 404) << form;
        EXPECT_EQ(hidden.key(), app_.get("jin", of_volume(form, 987654)).key());
        EXPECT_EQ(app_.get("bai", of_volume(form, secret)).status, 404) << form;
        EXPECT_EQ(app_.get("bai", of_volume(form, other)).status, 403) << form;
        EXPECT_EQ(app_.get("qian", of_volume(form, other)).status, 403) << form;
        EXPECT_EQ(app_.get("admin", of_volume(form, other)).status, 403) << form;
    }
    EXPECT_EQ(app_.get("tao", of_volume("no_such_form", other)).key(), "form.unknown");
    EXPECT_EQ(app_.get("tao", of_volume("volume_list", other)).key(), "form.unknown");
}

TEST_F(FormsApiTest, TheMarkStandsOnEveryPageWithTheLongestPeriodOfItsLevel) {
    const core::Item first = app_.file({"甲", "CWB", Level::confidential});
    const core::Item second = app_.file({"乙", "CWB", Level::confidential});
    ASSERT_TRUE(app_.store().maintain([&](core::Database& db) {
        return db.script(
            "UPDATE items SET secrecy_months = 60 WHERE id = " + std::to_string(first.id) +
            "; UPDATE items SET secrecy_months = 120" + " WHERE id = " + std::to_string(second.id));
    }));
    const Id id = volume("机密卷", {first, second});
    for (const char* form : {"item_catalogue", "notes_form", "volume_cover", "volume_spine"})
        expect_all(text_of(app_.get("tao", of_volume(form, id))), {"机密★10年"});
    expect_all(text_of(app_.get("tao", list("item_list"))),
               {"机密★10年", "202305013★5年", "202305013★10年"});
    expect_all(text_of(app_.get("tao", list("volume_list"))), {"机密"});
}

TEST_F(FormsApiTest, AnOldVolumeIsPrintedAsItWasFound) {
    core::OldVolume old;
    old.fonds_id = app_.fonds.id;
    old.department_id = app_.department("CWB");
    old.filing_year = 1987;
    old.retention_class = "C";
    old.title = "产品获奖材料";
    old.archival_code = "87-长期-3";
    old.rows.resize(2);
    old.rows[0].title = "优质产品证书";
    old.rows[0].date_text = "[1987年秋]";
    old.rows[1].title = "评比名次表";
    old.rows[1].document_date = core::Date(1987, 11, 3);
    core::HoldingsService& holdings = app_.services().holdings;
    const auto made = holdings.add(app_.caller("tao"), old);
    ASSERT_TRUE(made) << made.error().key;
    const std::string cover = of_volume("volume_cover", made->entry.volume.id);
    const std::string text = test::PdfFile(app_.get("tao", cover).text).text();
    EXPECT_NE(text.find("1987年11月3日"), std::string::npos) << text;
    EXPECT_EQ(text.find("1987年1月1日"), std::string::npos) << "a nominal day";
    EXPECT_EQ(text.find("1987-CWB"), std::string::npos) << "it never had a number here";
    EXPECT_NE(text.find("最后修改"), std::string::npos);
    old.archival_code = "87-长期-4";
    old.date_text = "1986年冬—1987年";
    const auto dated = holdings.add(app_.caller("tao"), old);
    ASSERT_TRUE(dated) << dated.error().key;
    const std::string other = of_volume("volume_cover", dated->entry.volume.id);
    EXPECT_NE(test::PdfFile(app_.get("tao", other).text).text().find("1986年冬—1987年"),
              std::string::npos);
}

TEST_F(FormsApiTest, WhatAnOldVolumeDoesNotTellIsNotInvented) {
    core::OldVolume old;
    old.fonds_id = app_.fonds.id;
    old.department_id = app_.department("CWB");
    old.filing_year = 1988;
    old.retention_class = "C";
    old.title = "技术革新材料";
    old.archival_code = "12-3-45";
    old.rows.resize(2);
    old.rows[0].title = "革新项目表";
    old.rows[1].title = "奖状";
    old.rows[1].pages = 2;
    const auto made = app_.services().holdings.add(app_.caller("tao"), old);
    ASSERT_TRUE(made) << made.error().key;
    EXPECT_EQ(made->items[0].item.date_text, "不详");
    const auto text = [&](const char* form) {
        return test::PdfFile(app_.get("tao", of_volume(form, made->entry.volume.id)).text).text();
    };
    EXPECT_EQ(text("item_catalogue").find("1988"), std::string::npos) << "a nominal day";
    EXPECT_NE(text("item_catalogue").find("不详"), std::string::npos);
    const std::string notes = text("notes_form");
    EXPECT_EQ(notes.find("2 页"), std::string::npos) << "a part told as the whole: " << notes;
    EXPECT_EQ(notes.find("0 份"), std::string::npos) << notes;
    const std::string cover = text("volume_cover");
    EXPECT_EQ(cover.find("1988年1月1日"), std::string::npos) << cover;
    EXPECT_EQ(cover.find("2 页"), std::string::npos) << cover;
    const std::string rows = text_of(app_.get("tao", list("volume_list", "&filing_year=1988")));
    EXPECT_NE(rows.find("技术革新材料"), std::string::npos) << rows;
}

TEST_F(FormsApiTest, AListOfVolumesHoldsWhatTheCallerMayPrint) {
    sealed_volume("公开的账目", {app_.file({"总账"})});
    volume("绝密的标底", {app_.file({"标底", "CWB", Level::top_secret})});
    volume("销售合同", {app_.file({"合同", "XSB"})}, "XSB");
    const Answer all = app_.get("tao", list("volume_list", "&filing_year=2023"));
    expect_all(text_of(all), {"案卷目录", "公开的账目", "绝密的标底", "销售合同", "绝密", "CWB"});
    // What is not sealed says so.
    expect_all(text_of(all), {"组卷中"});
    const std::string seen = text_of(app_.get("jin", list("volume_list")));
    EXPECT_EQ(seen.find("绝密"), std::string::npos) << seen;
    expect_all(seen, {"公开的账目", "销售合同"});
    const std::string own = text_of(app_.get("bai", list("volume_list")));
    EXPECT_EQ(own.find("账目"), std::string::npos) << own;
    expect_all(own, {"销售合同"});
    EXPECT_EQ(app_.get("qian", list("volume_list")).status, 403);
    EXPECT_EQ(app_.get("tao", list("volume_list", "&filing_year=1999")).key(),
              "pdf.nothing_to_print");
    EXPECT_EQ(app_.get("tao", "/api/v1/forms/volume_list.pdf").field(), "fonds_id");
    EXPECT_EQ(app_.get("tao", "/api/v1/forms/volume_list.pdf?fonds_id=987654").key(),
              "access.not_found");
    EXPECT_EQ(app_.get("tao", list("item_catalogue")).key(), "form.unknown");
    EXPECT_EQ(logged(" AND object_type = 'fonds' AND reason = 'volume_list'"), 3);
    app_.clock.advance_days(9);
    EXPECT_EQ(app_.get("pan", list("volume_list", "&filing_year=2023")).text, all.text);
}

TEST_F(FormsApiTest, ListsOfItemsLeaveOutWhatTheCallerMayNotKnow) {
    core::Item hidden = app_.file({"绝密配方", "CWB", Level::top_secret});
    core::Item known = app_.file({"采购合同", "CWB"});
    for (const core::Item& item : {hidden, known})
        ASSERT_TRUE(app_.store().maintain([&](core::Database& db) {
            return db.script("UPDATE items SET keywords = '采购' WHERE id = " +
                             std::to_string(item.id));
        }));
    struct {
        const char* form;
        const char* of_hidden;
        const char* of_known;
    } const cases[] = {{"item_list", "绝密配方", "采购合同"},
                       {"subject_list", "绝密配方", "采购合同"},
                       {"filing_stamp_sheet", "0001", "0002"}};
    std::vector<std::string> first;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.form);
        const Answer full = app_.get("tao", list(c.form));
        expect_all(text_of(full), {c.of_hidden, c.of_known});
        const std::string seen = text_of(app_.get("jin", list(c.form)));
        EXPECT_EQ(seen.find(c.of_hidden), std::string::npos) << seen;
        EXPECT_EQ(seen.find("绝密"), std::string::npos) << seen;
        expect_all(seen, {c.of_known});
        first.push_back(full.text);
    }
    EXPECT_EQ(pages_of(app_.get("tao", list("filing_stamp_sheet", "&stamp_pages=1"))), 2);
    app_.clock.advance_days(3);
    for (const auto& c : cases)
        EXPECT_EQ(app_.get("pan", list(c.form)).text, first[std::size_t(&c - cases)])
            << "a reprint of " << c.form;
}

TEST_F(FormsApiTest, EveryFormCarriesTheLogoOfItsFonds) {
    const Id id = volume("账簿", {app_.file({"总账"})});
    const std::string logo = "/api/v1/fonds/" + std::to_string(app_.fonds.id) + "/logo";
    EXPECT_EQ(app_.get("qian", logo).key(), "logo.none");
    const std::string plain = app_.get("tao", of_volume("volume_cover", id)).text;
    const std::string png = test::png_file(40, 200, 0, 0);
    EXPECT_EQ(app_.upload("qian", logo, png, "PUT").status, 403);
    EXPECT_EQ(app_.upload("tao", logo, "no picture", "PUT").key(), "pdf.image_unreadable");
    EXPECT_EQ(app_.upload("tao", logo, std::string((1 << 20) + 1, 'x'), "PUT").key(),
              "upload.too_large");
    ASSERT_EQ(app_.upload("tao", logo, png, "PUT").status, 204);
    const Answer shown = app_.get("qian", logo);
    EXPECT_EQ(shown.text, png);
    EXPECT_EQ(shown.header("Content-Type"), "image/png");
    for (const char* form : {"item_catalogue", "notes_form", "volume_cover"})
        EXPECT_EQ(test::PdfFile(app_.get("tao", of_volume(form, id)).text).images(), 1) << form;
    for (const char* form : {"volume_list", "item_list"})
        EXPECT_GE(test::PdfFile(app_.get("tao", list(form)).text).images(), 1) << form;
    app_.clock.advance_days(2);
    ASSERT_TRUE(app_.services().uploads.sweep());  // the logo's blob is in use
    EXPECT_EQ(app_.get("pan", logo).text, png);
    EXPECT_EQ(app_.call("pan", "DELETE", logo).status, 204);
    EXPECT_EQ(app_.get("pan", of_volume("volume_cover", id)).text, plain);
}

TEST_F(FormsApiTest, NamesEachFormWithItsNumberAndSubject) {
    const Answer forms = app_.get("tao", "/api/v1/forms");
    ASSERT_EQ(forms.body.size(), 12U);
    EXPECT_EQ(forms.body[2]["number"], "F-3");
    EXPECT_EQ(forms.body[2]["subject"], "volume");
    EXPECT_EQ(forms.body[5]["id"], "volume_list");
}

}  // namespace
}  // namespace lantai
