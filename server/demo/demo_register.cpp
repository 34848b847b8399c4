// The handling register of the demo company: papers in every state from 办理中 to 归档, of the
// company, of a meeting and of a matter that two departments share.
#include <vector>

#include "core/service/subjects.hpp"
#include "server/demo/demo_acts.hpp"

namespace lantai::server {
namespace {

using core::Caller;
using core::Date;
using core::Id;
using core::RegisterAct;
using core::RegisterDetail;
using core::RegisterDirection;
using core::RegisterOrigin;
using core::Result;

constexpr std::int64_t kDay = 86'400'000;

enum class Fate { in_hand, concluded, kept, collected, handed, placed, archived };

struct DemoPaper {
    std::string_view department;
    std::string_view archivist;  // who keeps the register there
    RegisterDirection direction;
    RegisterOrigin origin;
    int days_ago;
    std::string_view document_no;  // {y}: the year
    std::string_view correspondent;
    std::string_view title;
    int pages;
    std::string_view handler;
    Fate fate;
    std::string_view clause;     // of the scheme, once it is filed
    std::string_view copy_of{};  // title of the lead department's paper
};

constexpr auto kIn = RegisterDirection::incoming;
constexpr auto kOut = RegisterDirection::outgoing;
constexpr auto kInside = RegisterDirection::internal;
constexpr auto kPlain = RegisterOrigin::ordinary;

const std::vector<DemoPaper> kPapers = {
    {"ZJB", "archivist2", kIn, kPlain, 200, "临工信〔{y}〕18号", "临江市工业和信息化局",
     "关于申报技术改造专项资金的通知", 6, "zjb", Fate::archived, "2"},
    {"ZJB", "archivist2", kIn, kPlain, 190, "临工信〔{y}〕22号", "临江市工业和信息化局",
     "关于技术改造专项资金的批复", 3, "zjb", Fate::archived, "2"},
    {"ZJB", "archivist2", kIn, kPlain, 75, "临档〔{y}〕14号", "临江市档案局",
     "关于开展档案工作检查的通知", 4, "zjb", Fate::placed, "2"},
    {"ZJB", "archivist2", kOut, RegisterOrigin::company_issued, 70, "青禾〔{y}〕36号",
     "临江市应急管理局", "关于安全生产检查整改情况的报告", 9, "zjb", Fate::handed, "3"},
    {"SCB", "scbarch", kIn, kPlain, 72, "临应急〔{y}〕31号", "临江市应急管理局",
     "关于开展安全生产专项检查的通知", 5, "scb", Fate::concluded, ""},
    {"ZJB", "archivist2", kIn, kPlain, 71, "临应急〔{y}〕31号", "临江市应急管理局",
     "关于开展安全生产专项检查的通知", 5, "zjb", Fate::in_hand, "",
     "关于开展安全生产专项检查的通知"},
    {"JSB", "deptarch", kInside, RegisterOrigin::meeting_set, 50, "", "",
     "双吸泵改型设计评审会议材料", 26, "jsb", Fate::collected, ""},
    {"JSB", "deptarch", kIn, kPlain, 48, "检字{y}-0417", "省泵阀产品质量检验中心",
     "离心泵型式试验报告", 18, "engineer", Fate::collected, ""},
    {"JSB", "deptarch", kIn, kPlain, 12, "标委函〔{y}〕9号", "全国泵标准化技术委员会",
     "关于征求泵类标准意见的函", 7, "engineer", Fate::concluded, ""},
    {"JSB", "deptarch", kInside, kPlain, 5, "", "", "密封件国产化试制计划", 4, "engineer",
     Fate::in_hand, ""},
    {"CWB", "cwbarch", kIn, kPlain, 47, "临税函〔{y}〕52号", "临江市税务局",
     "关于研发费用加计扣除政策的告知书", 3, "finance", Fate::kept, ""},
    {"CWB", "cwbarch", kInside, kPlain, 8, "", "", "第三季度费用分析", 11, "finance",
     Fate::collected, ""},
    {"XSB", "xsbarch", kIn, kPlain, 9, "", "南洋机械贸易公司", "关于推迟交货的商洽函", 2, "sales",
     Fate::concluded, ""},
    {"XSB", "xsbarch", kOut, kPlain, 4, "青禾销〔{y}〕19号", "南洋机械贸易公司",
     "关于推迟交货的复函", 2, "sales", Fate::in_hand, ""},
    {"XZB", "xzbarch", kInside, kPlain, 3, "青禾行〔{y}〕7号", "", "关于调整作息时间的通知", 1,
     "clerk", Fate::kept, ""},
};

std::string with_year(std::string_view text, int year) {
    std::string out(text);
    if (const auto at = out.find("{y}"); at != std::string::npos)
        out.replace(at, 3, std::to_string(year));
    return out;
}

class RegisterMaker {
public:
    explicit RegisterMaker(const DemoParts& parts)
        : parts_(parts), services_(parts.services), papers_(parts.services.paper_register) {}

    Result<int> run() {
        LT_TRY(departments_, department_ids(parts_));
        LT_TRY(clerk_, person("archivist"));
        LT_TRY(const auto fonds, services_.fonds.list(clerk_));
        fonds_ = fonds.front().id;
        LT_TRY(const Id office, papers_.set_office(clerk_, departments_.at("ZJB")));
        (void)office;
        for (const DemoPaper& row : kPapers) {
            if (auto made = make(row); !made) {
                core::Error error = std::move(made).error();
                error.detail = std::string(row.title) + ": " + error.key + " " + error.field + " " +
                               error.detail;
                return error;
            }
        }
        LT_CHECK(bind());
        return static_cast<int>(kPapers.size());
    }

private:
    Result<Caller> person(std::string_view login) {
        return core::caller_by_login(services_.store, std::string(login), origin());
    }
    void go_to(int days_ago) { parts_.clock.set(parts_.now - days_ago * kDay - 3 * 3'600'000); }

    Result<void> make(const DemoPaper& row) {
        go_to(row.days_ago);
        LT_TRY(RegisterDetail paper, enter(row));
        if (row.fate == Fate::in_hand) return {};
        parts_.clock.advance_days(2);
        const auto end = row.fate == Fate::kept ? RegisterAct::keep : RegisterAct::conclude;
        LT_TRY(paper, act(paper, row.handler, end));
        if (row.fate == Fate::concluded || row.fate == Fate::kept) return {};
        parts_.clock.advance_days(1);
        LT_TRY(paper, act(paper, row.archivist, RegisterAct::collect));
        if (row.fate == Fate::collected) return {};
        parts_.clock.advance_ms(3'600'000);
        LT_CHECK(hand_over(row, paper.row.entry.id));
        if (row.fate == Fate::handed) return {};
        LT_TRY(const Id item, file(row, paper));
        if (row.fate == Fate::archived) to_bind_.push_back(item);
        return {};
    }

    Result<RegisterDetail> enter(const DemoPaper& row) {
        const Date day = services_.store.today();
        core::RegisterDraft draft;
        core::RegisterEntry& entry = draft.entry;
        entry.department_id = departments_.at(std::string(row.department));
        entry.direction = row.direction;
        entry.origin = row.origin;
        entry.registered_on = day;
        entry.document_no = with_year(row.document_no, day.year());
        entry.correspondent = std::string(row.correspondent);
        entry.title = std::string(row.title);
        entry.pages = row.pages;
        entry.copies = 1;
        if (!row.copy_of.empty()) entry.copy_of = entered_.at(std::string(row.copy_of));
        LT_TRY(const Caller handler, person(row.handler));
        entry.handler_id = handler.subject.user_id;
        LT_TRY(const Caller keeper, person(row.archivist));
        LT_TRY(RegisterDetail made, papers_.enter(keeper, draft));
        entered_.emplace(row.title, made.row.entry.id);
        return made;
    }

    Result<RegisterDetail> act(const RegisterDetail& paper, std::string_view login,
                               RegisterAct what) {
        LT_TRY(const Caller caller, person(login));
        return papers_.act(caller, paper.row.entry.id, paper.row.entry.version, what, "");
    }

    /// Both signatures: the department's archivist gives, the archive room receives.
    Result<void> hand_over(const DemoPaper& row, Id entry) {
        LT_TRY(const Caller giver, person(row.archivist));
        core::HandoverDraft draft;
        draft.department_id = departments_.at(std::string(row.department));
        core::HandoverRowDraft line;
        line.entry_id = entry;
        draft.rows.push_back(line);
        LT_TRY(auto handover, services_.handovers.create(giver, draft));
        const Id id = handover.entry.handover.id;
        LT_TRY(handover, services_.handovers.give(giver, id, handover.entry.handover.version));
        LT_TRY(handover, services_.handovers.receive(clerk_, id, handover.entry.handover.version,
                                                     {handover.entry.handover.rows.front().id}));
        return {};
    }

    Result<Id> clause_of(int year, std::string_view number) {
        LT_TRY(auto clauses, services_.fonds.clauses(clerk_, fonds_, year));
        if (clauses.empty()) {
            LT_TRY(clauses, services_.fonds.clone_clauses(clerk_, fonds_, year - 1, year));
        }
        for (const auto& clause : clauses)
            if (clause.clause_no == number) return clause.id;
        return core::fail(core::ErrorCode::not_found, "demo.bad_document", std::string(number));
    }

    Result<Id> file(const DemoPaper& row, const RegisterDetail& paper) {
        const core::RegisterEntry& entry = paper.row.entry;
        core::ItemDraft draft;
        core::Item& item = draft.item;
        item.fonds_id = fonds_;
        item.department_id = paper.keeper_id;
        item.title = entry.title;
        item.document_no = entry.document_no;
        item.creator = entry.correspondent;
        item.document_date = entry.registered_on;
        item.category = "WS";
        item.retention_class = "D30";
        item.level = entry.level;
        item.copies = 1;
        item.pages = row.pages;
        item.medium = core::Medium::paper;
        draft.entry_id = entry.id;
        LT_TRY(const auto proposal, services_.items.propose(clerk_, draft));
        LT_TRY(item.clause_id, clause_of(proposal.filing_year, row.clause));
        LT_TRY(const auto filed, services_.items.file(clerk_, draft));
        year_ = filed.entry.item.filing_year;
        return filed.entry.item.id;
    }

    /// The papers that are through: in a volume that two people signed.
    Result<void> bind() {
        go_to(60);
        core::Volume draft;
        draft.fonds_id = fonds_;
        draft.department_id = departments_.at("ZJB");
        draft.category = "WS";
        draft.filing_year = year_;
        draft.retention_class = "D30";
        draft.title = "技术改造专项资金申报与批复";
        core::VolumeService& volumes = services_.volumes;
        LT_TRY(core::VolumeDetail volume, volumes.create(clerk_, draft));
        const Id id = volume.entry.volume.id;
        LT_TRY(volume, volumes.add_items(clerk_, id, volume.entry.volume.version, to_bind_, ""));
        LT_TRY(volume, volumes.submit(clerk_, id, volume.entry.volume.version));
        parts_.clock.advance_ms(30 * 60'000);
        LT_TRY(const Caller checker, person("archivist2"));
        LT_TRY(volume, volumes.check(checker, id, volume.entry.volume.version, true, ""));
        return {};
    }

    const DemoParts& parts_;
    Services& services_;
    core::PaperRegister& papers_;
    std::map<std::string, Id> departments_;
    std::map<std::string, Id> entered_;  // by title, the first of that title
    std::vector<Id> to_bind_;
    Caller clerk_;
    Id fonds_ = 0;
    int year_ = 0;
};

}  // namespace

Result<int> make_register(const DemoParts& parts) { return RegisterMaker(parts).run(); }

}  // namespace lantai::server
