// Print jobs of boxes and of lists, and the sheets of labels.
#include <gtest/gtest.h>

#include "core/service/boxes.hpp"
#include "server/forms/job_printing.hpp"
#include "server/print_worker.hpp"
#include "tests/pdf/preflight.hpp"
#include "tests/support/served_archive.hpp"

namespace lantai {
namespace {

using core::Id;
using core::Level;
using core::Role;
using test::Answer;
using test::Json;

/// WS by item: box 1 with two ordinary papers, box 2 with a top-secret one. jin is an archivist
/// cleared up to secret, pan one who logs in when tao's session is over.
class BoxJobsTest : public ::testing::Test {
protected:
    BoxJobsTest() {
        app_.add_person({"jin", {Role::archivist}, Level::secret, "DAS"});
        app_.add_person({"pan", {Role::archivist}, Level::top_secret, "DAS"});
        core::FondsService& fonds = app_.services().fonds;
        auto settings = fonds.category(app_.caller("tao"), app_.fonds.id, "WS").value();
        settings.arrangement = core::Arrangement::item;
        EXPECT_TRUE(fonds.set_category(app_.caller("tao"), settings));
        first_ = box({app_.file({"总账"}).id, app_.file({"明细账"}).id});
        secret_ = box({app_.file({"标底", "CWB", Level::top_secret}).id});
    }
    Id box(const std::vector<Id>& items) {
        core::Box draft;
        draft.fonds_id = app_.fonds.id;
        draft.department_id = app_.department("CWB");
        draft.filing_year = 2023;
        draft.retention_class = "D30";
        core::BoxService& boxes = app_.services().boxes;
        const auto made = boxes.create(app_.caller("tao"), draft);
        EXPECT_TRUE(made) << made.error().key;
        const core::Box& empty = made->entry.box;
        EXPECT_TRUE(boxes.add_items(app_.caller("tao"), empty.id, empty.version, items));
        return empty.id;
    }
    Json fonds() const { return {{"fonds_id", std::to_string(app_.fonds.id)}}; }
    std::string asked(const std::string& login, const Json& body) {
        const Answer answer = app_.post(login, "/api/v1/print-jobs", body);
        EXPECT_EQ(answer.status, 202) << answer.text;
        return "/api/v1/print-jobs/" + answer.body.value("id", "");
    }
    /// The PDF of a job that is asked for and made now.
    std::string made(const std::string& login, const Json& body) {
        const std::string job = asked(login, body);
        EXPECT_TRUE(app_.services().print_worker.run_next().value());
        const Answer pdf = app_.get(login, job + "/result.pdf");
        EXPECT_EQ(pdf.status, 200) << pdf.text << app_.get(login, job).text;
        return pdf.text;
    }
    std::int64_t printed(const std::string& type, Id id) {
        return app_.store()
            .read_value<std::int64_t>([&](core::Database& db) {
                return core::db_integer(db,
                                        "SELECT count(*) FROM audit_log WHERE action ="
                                        " 'form.printed' AND object_type = :type"
                                        " AND object_id = :id",
                                        {{"type", type}, {"id", id}});
            })
            .value();
    }
    void raise(const std::string& table, const std::string& condition) {
        ASSERT_TRUE(app_.store().maintain([&](core::Database& db) {
            return db.script("UPDATE " + table + " SET level = 4 WHERE " + condition);
        }));
    }

    /// So many filed items more, which differ in their codes only.
    static core::Result<void> copy_items(core::Database& db, int count) {
        LT_CHECK(
            db.script("CREATE TEMP TABLE copied AS SELECT * FROM items WHERE title = '总账';"
                      "UPDATE copied SET box_id = NULL"));
        for (int i = 1; i <= count; ++i) {
            const std::string number = std::to_string(i);
            LT_CHECK(db.script("UPDATE copied SET id = 1000000 + " + number +
                               ", archival_code = 'Q001-C" + number + "', code_key = 'Q001-C" +
                               number + "'; INSERT INTO items SELECT * FROM copied"));
        }
        return db.script("DROP TABLE copied");
    }

    test::ServedArchive app_;
    Id first_ = 0;
    Id secret_ = 0;
};

TEST_F(BoxJobsTest, PrintsTheNotesOfEachBoxAndAllSpinesAndLabelsOnCommonSheets) {
    const Json body = {{"forms", {"box_notes_form", "box_spine", "box_label"}},
                       {"boxes", fonds()},
                       {"a4", true},
                       {"label_sheet", "63x38"},
                       {"first_place", 20}};
    const std::string job = asked("tao", body);
    EXPECT_EQ(app_.get("tao", job).body["subject"], "boxes");
    EXPECT_EQ(app_.get("tao", job).body["total"], 2);
    ASSERT_TRUE(app_.services().print_worker.run_next().value());
    EXPECT_EQ(app_.get("tao", job).body["done"], 2);
    EXPECT_EQ(printed("box", first_), 0);
    const std::string bytes = app_.get("tao", job + "/result.pdf").text;
    const test::PdfFile pdf(bytes);
    EXPECT_EQ(pdf.outline(),
              "1 Q001-WS·2023-D30-CWB-H001\n  1 备考表\n"
              "2 Q001-WS·2023-D30-CWB-H002\n  2 备考表\n"
              "3 档案盒脊\n4 档案盒标签\n");
    EXPECT_NE(pdf.text(3).find("绝密"), std::string::npos);
    EXPECT_NE(pdf.text(4).find("H002"), std::string::npos) << "places 20 and 21 of 21";
    EXPECT_EQ(printed("box", first_), 3);
    EXPECT_EQ(printed("box", secret_), 3);
    app_.clock.advance_days(2);
    EXPECT_TRUE(made("pan", body) == bytes) << "a reprint is byte-identical";
    test::Preflight preflight;
    preflight.add("boxes", bytes);
    EXPECT_EQ(preflight.valid(), 1u) << preflight.report();
}

TEST_F(BoxJobsTest, BoxesAreThoseThatTheAskerMayPrintTodayAndWhenFetching) {
    const Json all = {{"forms", {"box_notes_form"}}, {"boxes", fonds()}};
    EXPECT_EQ(test::PdfFile(made("jin", all)).text().find("绝密"), std::string::npos);
    const Json hidden = {{"forms", {"box_label"}}, {"box_ids", {std::to_string(secret_)}}};
    EXPECT_EQ(app_.post("jin", "/api/v1/print-jobs", hidden).key(), "access.not_found");
    const std::string job =
        asked("jin", {{"forms", {"box_label"}}, {"box_ids", {std::to_string(first_)}}});
    ASSERT_TRUE(app_.services().print_worker.run_next().value());
    raise("boxes", "id = " + std::to_string(first_));
    EXPECT_EQ(app_.get("jin", job + "/result.pdf").key(), "print.rights_changed");
}

TEST_F(BoxJobsTest, PrintsListsWithABookmarkEach) {
    const std::string job =
        asked("tao", {{"forms", {"item_list", "filing_stamp_sheet"}}, {"list", fonds()}});
    EXPECT_EQ(app_.get("tao", job).body["subject"], "list");
    ASSERT_TRUE(app_.services().print_worker.run_next().value());
    const Json done = app_.get("tao", job).body;
    EXPECT_EQ(done["done"], 6) << "three rows in each list";
    EXPECT_EQ(done["total"], 6);
    const test::PdfFile pdf(app_.get("tao", job + "/result.pdf").text);
    EXPECT_EQ(pdf.outline(), "1 归档文件目录\n3 归档章\n");
    EXPECT_NE(pdf.text(2).find("标底"), std::string::npos);
    EXPECT_EQ(printed("fonds", app_.fonds.id), 2);
}

TEST_F(BoxJobsTest, ListsInOneJobArePdfAAndReprintToTheSameBytes) {
    const Json body = {{"forms", {"item_list", "filing_stamp_sheet"}}, {"list", fonds()}};
    const std::string bytes = made("tao", body);
    app_.clock.advance_days(2);
    EXPECT_TRUE(made("pan", body) == bytes) << "by another, two days later";
    test::Preflight preflight;
    preflight.add("lists", bytes);
    EXPECT_EQ(preflight.valid(), 1u) << preflight.report();
}

TEST_F(BoxJobsTest, AListIsFetchedOnlyByWhoMayStillPrintEachOfItsRows) {
    const Json body = {{"forms", {"item_list"}}, {"list", fonds()}};
    const std::string job = asked("jin", body);
    ASSERT_TRUE(app_.services().print_worker.run_next().value());
    const std::string text = test::PdfFile(app_.get("jin", job + "/result.pdf").text).text();
    EXPECT_NE(text.find("明细账"), std::string::npos);
    EXPECT_EQ(text.find("标底"), std::string::npos);
    raise("items", "title = '明细账'");
    EXPECT_EQ(app_.get("jin", job + "/result.pdf").key(), "print.rights_changed");
    EXPECT_EQ(test::PdfFile(made("jin", body)).text().find("明细账"), std::string::npos);
}

/// Asks for the list and ends it when `reached(rows, pages)` says so.
core::Error stopped_at(test::ServedArchive& app,
                       const std::function<bool(std::size_t, int)>& reached) {
    core::PrintJob job;
    job.subject = core::PrintSubject::list;
    job.forms = {"item_list"};
    job.scope.fonds_id = app.fonds.id;
    std::stop_source stop;
    const auto progress = [&](std::size_t rows, int pages) {
        EXPECT_FALSE(stop.stop_requested()) << "nothing is drawn afterwards";
        if (reached(rows, pages)) stop.request_stop();
    };
    const auto made =
        server::print_job(app.services(), app.caller("tao"), job, {progress, stop.get_token()});
    EXPECT_FALSE(made);
    return made ? core::Error{} : made.error();
}

TEST_F(BoxJobsTest, OneLongListTellsItsRowsAndStopsWithinThemOrWithinItsPages) {
    const auto copied =
        app_.store().maintain([&](core::Database& db) { return copy_items(db, 250); });
    ASSERT_TRUE(copied) << copied.error().key << copied.error().detail;
    const Json body = {{"forms", {"item_list"}}, {"list", fonds()}};
    EXPECT_EQ(app_.get("tao", asked("tao", body)).body["total"], 253);
    std::vector<std::size_t> told;
    const auto at_200 = [&](std::size_t rows, int) { return told.push_back(rows), rows == 200; };
    EXPECT_EQ(stopped_at(app_, at_200).key, "pdf.cancelled");
    EXPECT_EQ(told, (std::vector<std::size_t>{0, 100, 200})) << "the cover, then the rows";
    int last = 0;
    const auto at_page_5 = [&](std::size_t, int pages) { return last = pages, pages == 5; };
    EXPECT_EQ(stopped_at(app_, at_page_5).key, "pdf.cancelled");
    EXPECT_EQ(last, 5) << "of 30";
}

TEST_F(BoxJobsTest, AListWithoutRowsIsRefusedAtOnce) {
    const Json body = {
        {"forms", {"item_list"}},
        {"list", {{"fonds_id", std::to_string(app_.fonds.id)}, {"filing_year", 1999}}}};
    const Answer answer = app_.post("tao", "/api/v1/print-jobs", body);
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.key(), "pdf.nothing_to_print");
}

TEST_F(BoxJobsTest, RefusesFormsOfAnotherKindAndSheetsThatAreNotSold) {
    const std::string id = std::to_string(first_);
    struct {
        Json body;
        std::string field;
        std::string key;
    } const cases[] = {
        {{{"forms", {"volume_cover"}}, {"box_ids", {id}}}, "forms", "form.unknown"},
        {{{"forms", {"box_label"}}, {"list", fonds()}}, "forms", "form.unknown"},
        {{{"forms", {"box_label"}}, {"box_ids", {id}}, {"boxes", fonds()}},
         "volume_ids",
         "print.choose_volumes"},
        {{{"forms", {"box_label"}}, {"box_ids", {id}}, {"list", fonds()}},
         "volume_ids",
         "print.choose_volumes"},
        {{{"forms", {"box_label"}}, {"box_ids", {id}}, {"label_sheet", "46x21"}},
         "label_sheet",
         "pdf.label_sheet"},
        {{{"forms", {"box_label"}},
          {"box_ids", {id}},
          {"label_sheet", "105x74"},
          {"first_place", 9}},
         "first_place",
         "pdf.label_sheet"},
    };
    for (const auto& c : cases) {
        const Answer answer = app_.post("tao", "/api/v1/print-jobs", c.body);
        EXPECT_EQ(answer.status, 422) << c.body;
        EXPECT_EQ(answer.field(), c.field) << c.body;
        EXPECT_EQ(answer.key(), c.key) << c.body;
    }
}

TEST_F(BoxJobsTest, EachFormNamesTheSheetsOfLabelsItFits) {
    const Json forms = app_.get("tao", "/api/v1/forms").body;
    std::map<std::string, std::string> sheets;
    for (const Json& form : forms)
        for (const Json& sheet : form["label_sheets"]) {
            const std::string id = sheet["id"];
            sheets[form["id"]] += id + " ";
            const int places = sheet["columns"].get<int>() * sheet["rows"].get<int>();
            Json body = {{"forms", {form["id"]}}, {"label_sheet", id}, {"first_place", places}};
            const bool boxes = form["subject"] == "box";
            body[boxes ? "boxes" : "list"] = fonds();
            if (!boxes) body["list"]["filing_year"] = 2023;
            const std::string job = asked("jin", body);
            ASSERT_TRUE(app_.services().print_worker.run_next().value());
            const Json done = app_.get("jin", job).body;
            EXPECT_EQ(done["state"], "done") << done;
            EXPECT_EQ(done["pages"], 2 - (boxes ? 1 : 0)) << form["id"] << id;
            EXPECT_EQ(app_.call("jin", "DELETE", job).status, 204);
        }
    EXPECT_EQ(sheets["box_label"], "70x37 63x38 99x38 105x57 105x74 ");
    EXPECT_EQ(sheets["filing_stamp_sheet"], "46x21 70x37 63x38 99x38 105x57 105x74 ");
    EXPECT_EQ(sheets.size(), 2U);
}

}  // namespace
}  // namespace lantai
