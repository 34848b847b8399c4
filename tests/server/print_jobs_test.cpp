// Print jobs: many volumes in one document, made in the background for one person.
#include <gtest/gtest.h>

#include <thread>

#include "server/forms/volume_booklet.hpp"
#include "server/print_worker.hpp"
#include "tests/pdf/pdf_tools.hpp"
#include "tests/support/served_archive.hpp"

namespace lantai {
namespace {

using core::Id;
using core::Level;
using core::Role;
using test::Answer;
using test::Json;

/// Three volumes of CWB: 账目甲, 账目乙 and, secret, 账目丙. jin is an archivist cleared up to
/// secret, pan one who logs in when tao's session is over.
class PrintJobsTest : public ::testing::Test {
protected:
    PrintJobsTest() {
        app_.add_person({"jin", {Role::archivist}, Level::secret, "DAS"});
        app_.add_person({"pan", {Role::archivist}, Level::top_secret, "DAS"});
        ids_ = {volume("账目甲"), volume("账目乙"), volume("账目丙", Level::secret)};
    }

    Id volume(const std::string& title, Level level = Level::internal) {
        core::Volume draft;
        draft.fonds_id = app_.fonds.id;
        draft.department_id = app_.department("CWB");
        draft.filing_year = 2023;
        draft.retention_class = "D30";
        draft.title = title;
        const core::Caller tao = app_.caller("tao");
        const Id id = volumes().create(tao, draft).value().entry.volume.id;
        const Id item = app_.file({title + "凭证", "CWB", level}).id;
        EXPECT_TRUE(volumes().add_items(tao, id, 1, {item}, ""));
        return id;
    }
    core::VolumeService& volumes() { return app_.services().volumes; }
    server::PrintWorker& worker() { return app_.services().print_worker; }

    Json all(const std::vector<std::string>& forms) {
        return {{"forms", forms},
                {"volumes", {{"fonds_id", std::to_string(app_.fonds.id)}, {"filing_year", 2023}}}};
    }
    std::string asked(const std::string& login, const Json& body) {
        const Answer answer = app_.post(login, "/api/v1/print-jobs", body);
        EXPECT_EQ(answer.status, 202) << answer.text;
        return "/api/v1/print-jobs/" + answer.body.value("id", "");
    }
    Json look(const std::string& login, const std::string& job) {
        return app_.get(login, job).body;
    }
    int prints(Id id) {
        return app_.get("tao", "/api/v1/volumes/" + std::to_string(id) + "/prints").body["count"];
    }
    /// The events of jobs since the last time: action, outcome, reason and details.
    std::vector<std::string> events() {
        std::vector<std::string> all;
        EXPECT_TRUE(app_.store().read([&](core::Database& db) {
            return db.query(
                "SELECT seq, action || ' ' || outcome || ' ' || reason || ' ' || actor_name,"
                " details FROM audit_log WHERE object_type = 'print_job' AND seq > :seq"
                " ORDER BY seq",
                {{"seq", last_event_}}, [&](const core::DbRow& row) -> core::Result<void> {
                    last_event_ = row.integer(0);
                    const Json details = Json::parse(row.text(2));
                    all.push_back(row.text(1) + " " + std::to_string(details["done"].get<int>()) +
                                  "/" + std::to_string(details["records"].get<int>()) + " " +
                                  std::to_string(details["pages"].get<int>()));
                    return {};
                });
        }));
        return all;
    }
    void raise(Id id) {
        ASSERT_TRUE(app_.store().maintain([&](core::Database& db) {
            return db.script("UPDATE volumes SET level = 4 WHERE id = " + std::to_string(id));
        }));
    }

    test::ServedArchive app_;
    std::vector<Id> ids_;
    std::int64_t last_event_ = 0;
};

TEST_F(PrintJobsTest, PrintsAllVolumesWithBookmarksAndCountsEachForm) {
    const std::string job =
        asked("tao", all({"volume_cover", "item_catalogue", "notes_form", "volume_spine"}));
    EXPECT_EQ(look("tao", job)["state"], "queued");
    EXPECT_EQ(app_.get("tao", job + "/result.pdf").key(), "print.not_ready");
    ASSERT_TRUE(worker().run_next().value());
    EXPECT_FALSE(worker().run_next().value());
    const Json done = look("tao", job);
    EXPECT_EQ(done["state"], "done");
    EXPECT_EQ(done["done"], 3);
    EXPECT_EQ(done["total"], 3);
    EXPECT_EQ(done["pages"], 10);
    EXPECT_EQ(prints(ids_[0]), 0);
    const Answer pdf = app_.get("tao", job + "/result.pdf");
    ASSERT_EQ(pdf.status, 200) << pdf.text;
    EXPECT_EQ(test::PdfFile(pdf.text).outline(),
              "1 Q001-WS·2023-D30-CWB-001 账目甲\n"
              "  1 案卷封面\n  2 卷内文件目录\n  3 卷内备考表\n"
              "4 Q001-WS·2023-D30-CWB-002 账目乙\n"
              "  4 案卷封面\n  5 卷内文件目录\n  6 卷内备考表\n"
              "7 Q001-WS·2023-D30-CWB-003 账目丙\n"
              "  7 案卷封面\n  8 卷内文件目录\n  9 卷内备考表\n"
              "10 案卷脊背\n");
    const std::string strips = test::PdfFile(pdf.text).text(10);
    EXPECT_NE(strips.find("秘密"), std::string::npos) << strips;
    EXPECT_EQ(prints(ids_[0]), 4);
    EXPECT_EQ(prints(ids_[2]), 4);
    EXPECT_EQ(app_.get("tao", job + "/result.pdf").text, pdf.text);
    EXPECT_EQ(prints(ids_[0]), 8) << "each copy counts";
}

TEST_F(PrintJobsTest, TheSameRecordsPrintToTheSameBytes) {
    const std::string first = asked("tao", all({"item_catalogue"}));
    ASSERT_TRUE(worker().run_next().value());
    const std::string bytes = app_.get("tao", first + "/result.pdf").text;
    app_.clock.advance_days(2);
    const std::string again = asked("pan", all({"item_catalogue"}));
    ASSERT_TRUE(worker().run_next().value());
    EXPECT_EQ(app_.get("pan", again + "/result.pdf").text, bytes);
}

TEST_F(PrintJobsTest, HoldsWhatTheAskerMayPrintAndBelongsToTheAsker) {
    raise(ids_[1]);
    const std::string job = asked("jin", all({"item_catalogue"}));
    ASSERT_TRUE(worker().run_next().value());
    EXPECT_EQ(look("jin", job)["total"], 2);
    const std::string text = test::PdfFile(app_.get("jin", job + "/result.pdf").text).text();
    EXPECT_NE(text.find("账目丙凭证"), std::string::npos);
    EXPECT_EQ(text.find("账目乙"), std::string::npos);
    for (const char* path : {"", "/result.pdf"})
        EXPECT_EQ(app_.get("tao", job + path).key(), "access.not_found");
    EXPECT_EQ(app_.call("tao", "DELETE", job).status, 404);
    EXPECT_EQ(app_.get("tao", "/api/v1/print-jobs").body["items"].size(), 0U);
    EXPECT_EQ(app_.get("jin", "/api/v1/print-jobs").body["items"].size(), 1U);
    Json chosen = {{"forms", {"item_catalogue"}}, {"volume_ids", {std::to_string(ids_[1])}}};
    EXPECT_EQ(app_.post("jin", "/api/v1/print-jobs", chosen).key(), "access.not_found");
    EXPECT_EQ(app_.post("qian", "/api/v1/print-jobs", chosen).status, 403);
}

TEST_F(PrintJobsTest, JudgesTheRightsAgainWhenItIsMadeAndWhenItIsFetched) {
    const std::string fetched = asked("jin", all({"item_catalogue"}));
    ASSERT_TRUE(worker().run_next().value());
    const std::string made = asked("jin", all({"item_catalogue"}));
    raise(ids_[0]);
    EXPECT_EQ(app_.get("jin", fetched + "/result.pdf").key(), "print.rights_changed");
    ASSERT_TRUE(worker().run_next().value());
    EXPECT_EQ(look("jin", made)["state"], "failed");
    EXPECT_EQ(look("jin", made)["error"], "access.not_found");
    EXPECT_EQ(app_.get("jin", made + "/result.pdf").key(), "print.not_ready");
}

TEST_F(PrintJobsTest, IsCancelledBeforeAndAfterItIsMade) {
    const std::string waiting = asked("tao", all({"item_catalogue"}));
    EXPECT_EQ(app_.call("tao", "DELETE", waiting).status, 204);
    EXPECT_EQ(look("tao", waiting)["state"], "cancelled");
    EXPECT_FALSE(worker().run_next().value());
    const std::string made = asked("tao", all({"item_catalogue"}));
    ASSERT_TRUE(worker().run_next().value());
    const auto file = worker().file_of(std::stoll(made.substr(made.rfind('/') + 1)));
    ASSERT_TRUE(std::filesystem::exists(file));
    EXPECT_EQ(app_.call("tao", "DELETE", made).status, 204);
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_EQ(app_.get("tao", made + "/result.pdf").key(), "print.not_ready");
}

TEST_F(PrintJobsTest, StopsBetweenTwoVolumes) {
    std::stop_source stop;
    std::size_t drawn = 0;
    server::BookletOrder order;
    order.forms = {"item_catalogue"};
    order.volumes = ids_;
    order.stop = stop.get_token();
    order.progress = [&](std::size_t volumes, int) {
        drawn = volumes;
        if (volumes == 2) stop.request_stop();
    };
    const auto made = server::print_booklet(app_.services(), app_.caller("tao"), order);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().key, "pdf.cancelled");
    EXPECT_EQ(drawn, 2U);
}

TEST_F(PrintJobsTest, WhatACrashCutOffIsMadeAgainOnce) {
    core::PrintJobs& jobs = app_.services().print_jobs;
    const std::string ran = asked("tao", all({"item_catalogue"}));
    ASSERT_TRUE(jobs.take_next().value());
    ASSERT_TRUE(jobs.resume_running());
    EXPECT_EQ(look("tao", ran)["state"], "queued");
    ASSERT_TRUE(worker().run_next().value());
    EXPECT_EQ(look("tao", ran)["state"], "done");
    EXPECT_TRUE(look("tao", ran)["error"].is_null());
    const std::string twice = asked("tao", all({"item_catalogue"}));
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(jobs.take_next().value());
        ASSERT_TRUE(jobs.resume_running());
    }
    EXPECT_EQ(look("tao", twice)["state"], "failed");
    EXPECT_EQ(look("tao", twice)["error"], "print.interrupted");
}

TEST_F(PrintJobsTest, EachEndOfAJobIsLoggedWithWhatItPrinted) {
    using Events = std::vector<std::string>;
    (void)asked("tao", all({"volume_cover"}));
    ASSERT_TRUE(worker().run_next().value());
    EXPECT_EQ(events(),
              (Events{"print.requested done  tao 0/3 0", "print.done done  system 3/3 3"}));
    const std::string waiting = asked("tao", all({"volume_cover"}));
    EXPECT_EQ(app_.call("tao", "DELETE", waiting).status, 204);
    EXPECT_EQ(events(),
              (Events{"print.requested done  tao 0/3 0", "print.cancelled done  tao 0/3 0"}));
    (void)asked("jin", all({"volume_cover"}));
    raise(ids_[2]);
    ASSERT_TRUE(worker().run_next().value());
    EXPECT_EQ(events(), (Events{"print.requested done  jin 0/3 0",
                                "print.failed failed access.not_found system 2/3 2"}));
    (void)asked("tao", all({"volume_cover"}));
    core::PrintJobs& jobs = app_.services().print_jobs;
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(jobs.take_next().value());
        ASSERT_TRUE(jobs.resume_running());
    }
    EXPECT_EQ(events(), (Events{"print.requested done  tao 0/3 0",
                                "print.failed failed print.interrupted system 0/3 0"}));
}

TEST_F(PrintJobsTest, ACancelledJobThatRunsTellsHowFarItCame) {
    const std::string job = asked("tao", all({"volume_cover"}));
    core::PrintJobs& jobs = app_.services().print_jobs;
    const core::PrintJob running = jobs.take_next().value().value();
    ASSERT_TRUE(jobs.cancel(app_.caller("tao"), running.id, {2, 7}));
    EXPECT_EQ(events().back(), "print.cancelled done  tao 2/3 7");
    EXPECT_FALSE(jobs.finish(running).value());
    EXPECT_FALSE(jobs.put_back(running).value());
    EXPECT_TRUE(events().empty());
    EXPECT_EQ(look("tao", job)["state"], "cancelled");
}

TEST_F(PrintJobsTest, AStopOfTheProgramPutsTheRunningJobBackAsOftenAsItHappens) {
    const std::string job = asked("tao", all({"volume_cover"}));
    core::PrintJobs& jobs = app_.services().print_jobs;
    for (int i = 0; i < 3; ++i) {
        const auto running = jobs.take_next().value();
        ASSERT_TRUE(running);
        ASSERT_TRUE(jobs.put_back(*running).value());
        EXPECT_EQ(look("tao", job)["state"], "queued");
    }
    worker().stop();
    EXPECT_FALSE(worker().run_next().value()) << "nothing is begun while the program ends";
    ASSERT_TRUE(worker().start());
    while (look("tao", job)["state"] != "done") std::this_thread::yield();
    worker().stop();
}

/// Every attempt may be quicker than the stop; that all of them are is as good as impossible.
TEST_F(PrintJobsTest, AJobThatIsStoppedWhileItIsMadeWaitsAgain) {
    std::string state;
    for (int attempt = 0; attempt < 20 && state != "queued"; ++attempt) {
        const std::string job = asked("tao", all({"volume_cover", "item_catalogue", "notes_form"}));
        const Id id = std::stoll(job.substr(job.rfind('/') + 1));
        ASSERT_TRUE(worker().start());
        while (!worker().progress(id) && look("tao", job)["state"] != "done")
            std::this_thread::yield();
        worker().stop();
        state = look("tao", job)["state"];
        EXPECT_TRUE(look("tao", job)["error"].is_null());
        EXPECT_EQ(app_.call("tao", "DELETE", job).status, 204);
    }
    EXPECT_EQ(state, "queued");
}

TEST_F(PrintJobsTest, WhatChangedSinceItWasDrawnIsNotHandedOut) {
    const std::string made = asked("tao", all({"volume_cover"}));
    ASSERT_TRUE(worker().run_next().value());
    EXPECT_EQ(app_.get("tao", made + "/result.pdf").status, 200);
    EXPECT_EQ(app_.get("tao", made + "/result.pdf").status, 200) << "printing changes nothing";
    core::VolumeService& volumes = app_.services().volumes;
    const auto volume = volumes.get(app_.caller("tao"), ids_.front());
    ASSERT_TRUE(volume);
    core::VolumeChange change;
    change.location = "2号库房";
    ASSERT_TRUE(
        volumes.change(app_.caller("tao"), ids_.front(), volume->entry.volume.version, change));
    EXPECT_EQ(app_.get("tao", made + "/result.pdf").key(), "print.outdated");
    EXPECT_EQ(app_.post("jin", made + "/repeat", nullptr).status, 404);
    const Answer again = app_.post("tao", made + "/repeat", nullptr);
    ASSERT_EQ(again.status, 202) << again.text;
    const std::string anew = "/api/v1/print-jobs/" + again.body.value("id", "");
    EXPECT_EQ(again.body["forms"], look("tao", made)["forms"]);
    EXPECT_EQ(again.body["total"], 3);
    ASSERT_TRUE(worker().run_next().value());
    EXPECT_EQ(app_.get("tao", anew + "/result.pdf").status, 200);
    app_.file({"别的文件"});
    EXPECT_EQ(app_.get("tao", anew + "/result.pdf").status, 200) << "nothing of it has changed";
    const std::string list =
        asked("tao", {{"forms", {"volume_list"}}, {"list", all({})["volumes"]}});
    EXPECT_EQ(look("tao", list)["total"], 3);
    EXPECT_EQ(app_.post("tao", list + "/repeat").body["total"], 3);
}

TEST_F(PrintJobsTest, OnlyAFewWaitAndTheyAreForgottenAfterADay) {
    std::string last;
    for (int i = 0; i < 3; ++i) last = asked("tao", all({"item_catalogue"}));
    const Answer refused = app_.post("tao", "/api/v1/print-jobs", all({"item_catalogue"}));
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.key(), "print.queue_full");
    while (worker().run_next().value()) {
    }
    const auto file = worker().file_of(std::stoll(last.substr(last.rfind('/') + 1)));
    ASSERT_TRUE(std::filesystem::exists(file));
    ASSERT_TRUE(worker().sweep());
    EXPECT_TRUE(std::filesystem::exists(file));
    app_.clock.advance_ms(core::kKeepJob + 1);
    ASSERT_TRUE(worker().sweep());
    EXPECT_FALSE(std::filesystem::exists(file));
    const auto left = app_.services().print_jobs.list(app_.caller("tao"));
    EXPECT_TRUE(left.value().empty());
}

TEST_F(PrintJobsTest, RefusesAnOrderThatSaysTooLittleOrTooMuch) {
    const std::string id = std::to_string(ids_[0]);
    Json both = all({"item_catalogue"});
    both["volume_ids"] = {id};
    struct {
        Json body;
        std::string field;
        std::string key;
    } const cases[] = {
        {{{"forms", {"item_catalogue"}}}, "volume_ids", "print.choose_volumes"},
        {both, "volume_ids", "print.choose_volumes"},
        {{{"forms", Json::array()}, {"volume_ids", {id}}}, "forms", "request.field_missing"},
        {{{"forms", {"volume_list"}}, {"volume_ids", {id}}}, "forms", "form.unknown"},
    };
    for (const auto& c : cases) {
        const Answer answer = app_.post("tao", "/api/v1/print-jobs", c.body);
        EXPECT_EQ(answer.status, 422) << c.body;
        EXPECT_EQ(answer.field(), c.field) << c.body;
        EXPECT_EQ(answer.key(), c.key) << c.body;
    }
}

}  // namespace
}  // namespace lantai
