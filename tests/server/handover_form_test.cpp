// F-7 over HTTP: what the receipt of a handover says, to whom.
#include <gtest/gtest.h>

#include "core/service/handovers.hpp"
#include "tests/pdf/pdf_tools.hpp"
#include "tests/support/served_archive.hpp"

namespace lantai {
namespace {

using core::HandoverDetail;
using core::Id;
using core::Level;
using core::Role;
using test::Answer;

/// gu, archivist of CWB, hands an ordinary and a confidential paper over to tao; fu is an auditor
/// cleared for ordinary papers only.
class HandoverFormTest : public ::testing::Test {
protected:
    HandoverFormTest() {
        app_.add_person({"gu", {Role::dept_archivist}, Level::confidential, "CWB"});
        app_.hold("gu", core::PositionKind::department_archivist, app_.department("CWB"));
        app_.add_person({"lu", {Role::dept_archivist}, Level::confidential, "XSB"});
        app_.add_person({"fu", {Role::auditor}, Level::internal, "DAS"});
        app_.add_person({"pan", {Role::archivist}, Level::top_secret, "DAS"});
        core::HandoverDraft draft;
        draft.department_id = app_.department("CWB");
        for (const core::Item& item :
             {app_.file({"年度总账", "CWB", Level::internal, "2023-05-01", "C"}),
              app_.file({"收购标底", "CWB", Level::confidential})}) {
            core::HandoverRowDraft row;
            row.item_id = item.id;
            draft.rows.push_back(row);
        }
        draft.rows[1].remarks = "密封";
        const auto made = handovers().create(app_.caller("gu"), draft);
        EXPECT_TRUE(made) << made.error().key;
        id_ = made->entry.handover.id;
        for (const core::HandoverRow& row : made->entry.handover.rows) rows_.push_back(row.id);
    }
    core::HandoverService& handovers() { return app_.services().handovers; }
    void sign() {
        app_.clock.advance_days(1);
        const auto given = handovers().give(app_.caller("gu"), id_, 1);
        ASSERT_TRUE(given) << given.error().key;
        app_.clock.advance_days(1);
        const auto received = handovers().receive(app_.caller("tao"), id_, 2, rows_);
        ASSERT_TRUE(received) << received.error().key;
    }
    std::string url(const std::string& more = "") const {
        return "/api/v1/forms/handover_receipt/handovers/" + std::to_string(id_) + ".pdf" + more;
    }
    std::string text(const std::string& who) {
        const Answer answer = app_.get(who, url());
        EXPECT_EQ(answer.status, 200) << answer.text.substr(0, 300);
        return test::PdfFile(answer.text).text();
    }
    static bool has(const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    }
    static int times(const std::string& text, const std::string& part) {
        int count = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            ++count;
        return count;
    }

    test::ServedArchive app_;
    Id id_ = 0;
    std::vector<Id> rows_;
};

TEST_F(HandoverFormTest, BothSignaturesAndDatesStandOnBothCopies) {
    const std::string draft = text("pan");
    EXPECT_FALSE(has(draft, "移交人：gu") || has(draft, "接收人：tao")) << draft;
    const core::Date first = app_.store().day(app_.clock.now());
    sign();
    const std::string signed_paper = text("gu");
    EXPECT_EQ(times(signed_paper, "移交人：gu"), 2) << signed_paper;
    EXPECT_EQ(times(signed_paper, "接收人：tao"), 2) << signed_paper;
    for (const int days : {1, 2}) {
        const core::Date day = first.plus_days(days);
        const std::string words =
            std::to_string(day.month()) + "月" + std::to_string(day.day()) + "日";
        EXPECT_GE(times(signed_paper, words), 2) << words << signed_paper;
    }
    for (const char* part : {"YJ", "年度总账", "收购标底", "长期", "机密", "密封", "兰台有限公司"})
        EXPECT_TRUE(has(signed_paper, part)) << part << signed_paper;
}

TEST_F(HandoverFormTest, RowsThatThePrinterMayNotKnowStayHidden) {
    sign();
    const std::string seen = text("fu");
    EXPECT_TRUE(has(seen, "年度总账") && has(seen, "无权知悉")) << seen;
    for (const char* part : {"收购标底", "机密", "密封"})
        EXPECT_FALSE(has(seen, part)) << part << seen;
    EXPECT_TRUE(has(seen, "共2项")) << seen;
}

TEST_F(HandoverFormTest, AReprintIsByteIdenticalAndEachPrintIsLogged) {
    sign();
    const Answer paper = app_.get("tao", url());
    EXPECT_TRUE(has(paper.header("Content-Disposition"), "attachment"));
    app_.clock.advance_days(40);
    EXPECT_EQ(app_.get("pan", url("?inline=1")).text, paper.text);
    const auto logged = app_.store().read_value<std::int64_t>([&](core::Database& db) {
        return core::db_integer(db,
                                "SELECT count(*) FROM audit_log WHERE action = 'form.printed'"
                                " AND object_type = 'handover' AND object_id = :id"
                                " AND outcome = 'done'",
                                {{"id", id_}});
    });
    EXPECT_EQ(logged.value(), 2);
}

TEST_F(HandoverFormTest, OnlyWhoKeepsOrAuditsTheRecordsPrintsAReceipt) {
    EXPECT_EQ(app_.get("he", url()).status, 200);
    EXPECT_EQ(app_.get("qian", url()).status, 403);
    const Answer other = app_.get("lu", url());
    EXPECT_EQ(other.status, 404);
    EXPECT_EQ(other.key(), "access.not_found");
    ASSERT_TRUE(handovers().cancel(app_.caller("gu"), id_, 1, "写错"));
    const Answer cancelled = app_.get("tao", url());
    EXPECT_EQ(cancelled.status, 409);
    EXPECT_EQ(cancelled.key(), "handover.cancelled");
}

}  // namespace
}  // namespace lantai
