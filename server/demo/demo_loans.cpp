#include <vector>

#include "core/service/subjects.hpp"
#include "server/demo/demo_acts.hpp"

namespace lantai::server {
namespace {

using core::CountPhase;
using core::CountSide;
using core::Id;
using core::LoanMode;
using core::LoanView;
using core::Result;

enum class Fate {
    requested,
    refused,
    withdrawn,
    approved,
    issuing,
    on_loan,
    overdue,
    returning,
    returned,
    incident,
};

struct DemoLoan {
    std::string_view item;  // key
    std::string_view reader;
    LoanMode mode;
    std::string_view purpose;
    int days_ago;  // when it was asked for
    int days;      // how long
    std::vector<std::string_view> approvers;
    Fate fate;
};

// Every state once at least; the last day of the overdue one was yesterday.
const std::vector<DemoLoan> kLoans = {
    {"d2303",
     "clerk",
     LoanMode::in_room,
     "查阅投诉处理时限，起草行政部服务承诺",
     190,
     5,
     {"xzb", "head"},
     Fate::returned},
    {"d2408",
     "engineer",
     LoanMode::in_room,
     "改进机械密封加工工艺",
     120,
     7,
     {"jsb"},
     Fate::returned},
    {"d2409",
     "service",
     LoanMode::take_out,
     "现场培训用户安装人员",
     60,
     10,
     {"kfb", "head"},
     Fate::incident},
    {"d2508", "clerk", LoanMode::in_room, "核对兼职档案员名单", 30, 3, {"xzb"}, Fate::refused},
    {"d2308",
     "sales",
     LoanMode::take_out,
     "与客户核对质保条款",
     21,
     20,
     {"xsb", "head"},
     Fate::overdue},
    {"d2405", "finance", LoanMode::in_room, "复核投资估算", 9, 14, {"cwb", "head"}, Fate::on_loan},
    {"d2511", "clerk", LoanMode::in_room, "编写典型案例", 8, 10, {"xzb", "head"}, Fate::returning},
    {"d2510",
     "finance",
     LoanMode::in_room,
     "编制年度预算参考",
     4,
     14,
     {"cwb", "head"},
     Fate::issuing},
    {"d2506",
     "engineer",
     LoanMode::in_room,
     "续签代理协议",
     3,
     10,
     {"jsb", "head"},
     Fate::approved},
    {"d2520", "clerk", LoanMode::in_room, "制作厂史展板", 3, 30, {"xzb", "head"}, Fate::approved},
    {"d2412", "worker", LoanMode::in_room, "了解考核办法", 2, 5, {}, Fate::withdrawn},
    {"d2502", "clerk", LoanMode::take_out, "搬迁工作总结", 1, 7, {}, Fate::requested},
    {"d2513",
     "deptarch",
     LoanMode::in_room,
     "了解搬迁期间交货安排",
     1,
     7,
     {"jsb"},
     Fate::requested},
    {"d2501", "engineer", LoanMode::in_room, "分解年度研发指标", 0, 7, {}, Fate::requested},
};

class LoanMaker {
public:
    LoanMaker(const DemoParts& parts, const DemoItems& items)
        : parts_(parts), items_(items), loans_(parts.services.loans) {}

    Result<void> make(const DemoLoan& row) {
        const core::Timestamp begin =
            parts_.now - std::int64_t{row.days_ago} * 86'400'000 - 3 * 3'600'000;
        parts_.clock.set(begin);
        core::LoanDraft draft;
        draft.item_id = items_.at(std::string(row.item)).id;
        draft.mode = row.mode;
        draft.purpose = std::string(row.purpose);
        draft.due_date = parts_.services.store.today().plus_days(row.days);
        LT_TRY(const auto reader, caller(row.reader));
        LT_TRY(LoanView loan, loans_.request(reader, draft));
        LT_CHECK(decide(row, loan));
        if (row.fate == Fate::withdrawn) {
            LT_TRY(loan, loans_.withdraw(reader, loan.loan.id, loan.loan.version));
            return {};
        }
        return hand_over(row, loan);
    }

private:
    Result<core::Caller> caller(std::string_view login) {
        return core::caller_by_login(parts_.services.store, std::string(login), origin());
    }

    Result<void> decide(const DemoLoan& row, LoanView& loan) {
        for (std::size_t i = 0; i < row.approvers.size(); ++i) {
            parts_.clock.advance_ms(20 * 60'000);
            const bool refuse = row.fate == Fate::refused && i + 1 == row.approvers.size();
            LT_TRY(const auto approver, caller(row.approvers[i]));
            LT_TRY(loan,
                   loans_.decide(approver, loan.loan.id, loan.loan.version,
                                 {!refuse, refuse ? "名单已在内部网公布，无需借阅原件" : ""}));
        }
        return {};
    }

    Result<void> count(LoanView& loan, CountPhase phase, std::string_view archivist_or_reader,
                       CountSide side, int missing) {
        parts_.clock.advance_ms(5 * 60'000);
        core::LoanCount one;
        one.phase = phase;
        one.side = side;
        one.pieces = loan.loan.pieces;
        if (loan.loan.pages) one.pages = *loan.loan.pages - missing;
        LT_TRY(const auto counter, caller(archivist_or_reader));
        LT_TRY(loan, loans_.count(counter, loan.loan.id, loan.loan.version, one));
        return {};
    }

    Result<void> hand_over(const DemoLoan& row, LoanView& loan) {
        if (row.fate < Fate::issuing) return {};
        LT_CHECK(count(loan, CountPhase::issue, "archivist", CountSide::archivist, 0));
        if (row.fate == Fate::issuing) return {};
        LT_CHECK(count(loan, CountPhase::issue, row.reader, CountSide::borrower, 0));
        if (row.fate < Fate::returning) return {};
        parts_.clock.advance_days(2);
        const int missing = row.fate == Fate::incident ? 1 : 0;
        LT_CHECK(count(loan, CountPhase::give_back, "archivist2", CountSide::archivist, missing));
        if (row.fate == Fate::returning) return {};
        return count(loan, CountPhase::give_back, row.reader, CountSide::borrower, missing);
    }

    const DemoParts& parts_;
    const DemoItems& items_;
    core::Loans& loans_;
};

}  // namespace

Result<int> make_loans(const DemoParts& parts, const DemoItems& items) {
    LoanMaker maker(parts, items);
    for (const DemoLoan& row : kLoans) {
        if (auto made = maker.make(row); !made) {
            core::Error error = std::move(made).error();
            error.detail =
                std::string(row.item) + ": " + error.key + " " + error.field + " " + error.detail;
            return error;
        }
    }
    parts.clock.set(parts.now);
    LT_TRY(const int late, parts.services.loans.record_overdue());
    (void)late;
    return static_cast<int>(kLoans.size());
}

}  // namespace lantai::server
