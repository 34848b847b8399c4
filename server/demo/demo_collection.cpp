// Around the handling register: an appointment that ended, the notices of the others, journeys that
// wait for a signature and a person who changes post.
#include <vector>

#include "core/service/subjects.hpp"
#include "server/demo/demo_acts.hpp"

namespace lantai::server {
namespace {

using core::Caller;
using core::Id;
using core::Result;

constexpr std::int64_t kDay = 86'400'000;

struct DemoJourney {
    std::string_view login;
    core::ClearanceKind kind;
    std::string_view subject;
    int days_ago;  // its last day; it took three
    std::string_view signer{};
    std::string_view paper{};  // title of a paper handed in; empty: nothing to file
};

constexpr auto kTravel = core::ClearanceKind::travel;

const std::vector<DemoJourney> kJourneys = {
    {"engineer", core::ClearanceKind::training, "省泵阀产品质量检验中心，型式试验培训", 46,
     "deptarch", "离心泵型式试验报告"},
    {"finance", kTravel, "省城，研发费用加计扣除政策宣讲会", 20, "cwbarch"},
    {"engineer", kTravel, "上海，机械密封供应商验厂", 6},
    {"sales", kTravel, "广州，南洋机械贸易公司交货商谈", 2},
};

class Collector {
public:
    explicit Collector(const DemoParts& parts) : parts_(parts), services_(parts.services) {}

    Result<void> run() {
        LT_TRY(clerk_, person("archivist"));
        LT_CHECK(acknowledge_all());
        LT_CHECK(end_appointment());
        for (const DemoJourney& row : kJourneys) LT_CHECK(travel(row));
        return change_post();
    }

private:
    Result<Caller> person(std::string_view login) {
        return core::caller_by_login(services_.store, std::string(login), origin());
    }
    void go_to(int days_ago) { parts_.clock.set(parts_.now - days_ago * kDay - 2 * 3'600'000); }

    Result<void> acknowledge_all() {
        go_to(900);
        LT_TRY(const auto open, services_.appointments.notices(clerk_, true, std::nullopt, 200));
        for (const core::NoticeEntry& entry : open.notices) {
            LT_TRY(const auto noted, services_.appointments.acknowledge(clerk_, entry.notice.id));
            (void)noted;
        }
        return {};
    }

    /// The archivist of the customer service stopped; nobody follows yet.
    Result<void> end_appointment() {
        go_to(40);
        const Caller admin = core::operator_caller(core::Role::security_admin);
        LT_TRY(const auto list, services_.appointments.list(clerk_));
        for (const core::DepartmentArchivists& one : list) {
            if (one.department.code != "KFB") continue;
            for (const core::PositionRow& row : one.current) {
                const core::Position& post = row.position;
                LT_TRY(const auto ended, services_.positions.set_end(admin, post.id, post.version,
                                                                     services_.store.today()));
                (void)ended;
            }
        }
        return {};
    }

    Result<Id> paper_of(const Caller& signer, std::string_view title) {
        core::RegisterFilter filter;
        filter.query = std::string(title);
        LT_TRY(const auto page, services_.paper_register.list(signer, filter));
        if (page.entries.empty())
            return core::fail(core::ErrorCode::not_found, "demo.bad_document", filter.query);
        return page.entries.front().row.entry.id;
    }

    Result<void> travel(const DemoJourney& row) {
        go_to(row.days_ago - 1);
        core::Clearance draft;
        draft.kind = row.kind;
        draft.subject = std::string(row.subject);
        draft.to = services_.store.today().plus_days(-1);
        draft.from = draft.to.plus_days(-2);
        LT_TRY(const Caller traveller, person(row.login));
        LT_TRY(const auto asked, services_.clearances.ask(traveller, draft));
        if (row.signer.empty()) return {};
        parts_.clock.advance_days(1);
        LT_TRY(const Caller signer, person(row.signer));
        core::ClearanceSignature signature;
        signature.nothing_to_file = row.paper.empty();
        if (!row.paper.empty()) {
            LT_TRY(const Id paper, paper_of(signer, row.paper));
            signature.entry_ids.push_back(paper);
        }
        const core::Clearance& clearance = asked.row.clearance;
        LT_TRY(const auto signed_one,
               services_.clearances.sign(signer, clearance.id, clearance.version, signature));
        (void)signed_one;
        return {};
    }

    Result<void> change_post() {
        go_to(1);
        LT_TRY(const Caller leaver, person("service"));
        LT_TRY(const auto opened, services_.clearances.open_leaving(clerk_, leaver.subject.user_id,
                                                                    "调往销售部，办理交接"));
        (void)opened;
        return {};
    }

    const DemoParts& parts_;
    Services& services_;
    Caller clerk_;
};

}  // namespace

Result<void> make_collection(const DemoParts& parts) { return Collector(parts).run(); }

}  // namespace lantai::server
