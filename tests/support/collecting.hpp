// A filing archive whose departments have archivists and a handling register.
#pragma once
#include <string>
#include <vector>

#include "core/service/handovers.hpp"
#include "core/service/paper_register.hpp"
#include "core/service/positions.hpp"
#include "tests/support/filing.hpp"

namespace lantai::test {

/// zhou is appointed archivist of ZJB, which is the general office; he of CWB. zhao handles in ZJB,
/// qian in CWB. The clock stands on 2024-03-15.
class CollectingArchive : public FilingArchive {
public:
    CollectingArchive() {
        using core::Level;
        using core::Role;
        add_user("zhou", zjb, {Role::employee}, Level::internal);
        add_user("he", cwb, {Role::employee}, Level::internal);
        appoint("zhou", zjb);
        appoint("he", cwb);
        EXPECT_TRUE(papers.set_office(caller("wang"), zjb));
        core::FilingSchemeClause draft;
        draft.fonds_id = fonds.id;
        draft.filing_year = 2024;
        draft.clause_no = "2-1";
        draft.title = "上级来文";
        draft.scope = 2;
        clause = core::FondsService(store()).add_clause(caller("wang"), draft).value();
    }
    void appoint(const std::string& login, core::Id department) {
        EXPECT_TRUE(core::Positions(store()).add(
            core::operator_caller(core::Role::security_admin),
            {core::PositionKind::department_archivist, department, caller(login).subject.user_id,
             core::Date(2024, 1, 1), std::nullopt}));
    }
    core::Id id_of(const std::string& login) { return caller(login).subject.user_id; }

    core::RegisterDraft paper(const std::string& title, core::Id department,
                              const std::string& handler) {
        core::RegisterDraft draft;
        core::RegisterEntry& entry = draft.entry;
        entry.department_id = department;
        entry.direction = core::RegisterDirection::incoming;
        entry.registered_on = core::Date(2024, 3, 1);
        entry.correspondent = "市应急局";
        entry.title = title;
        entry.handler_id = id_of(handler);
        return draft;
    }
    core::RegisterEntry entered(const core::RegisterDraft& draft, const std::string& login) {
        auto made = papers.enter(caller(login), draft);
        EXPECT_TRUE(made) << (made ? "" : made.error().key + " " + made.error().field);
        return made ? made->row.entry : core::RegisterEntry();
    }
    core::RegisterEntry stored_entry(core::Id id) {
        return papers.get(caller("wang"), id).value().row.entry;
    }
    core::RegisterEntry acted(core::Id id, core::RegisterAct act, const std::string& login) {
        auto done = papers.act(caller(login), id, stored_entry(id).version, act, "");
        EXPECT_TRUE(done) << (done ? "" : done.error().key);
        return done ? done->row.entry : core::RegisterEntry();
    }
    /// Entered by zhou, concluded by zhao, collected by zhou.
    core::RegisterEntry collected(const std::string& title) {
        const core::RegisterEntry entry = entered(paper(title, zjb, "zhao"), "zhou");
        acted(entry.id, core::RegisterAct::conclude, "zhao");
        return acted(entry.id, core::RegisterAct::collect, "zhou");
    }
    core::ItemDraft filing_of(const core::RegisterEntry& entry) {
        core::ItemDraft made = draft(entry.title, "2024-03-01");
        made.item.department_id = zjb;
        made.item.clause_id = clause.id;
        made.entry_id = entry.id;
        return made;
    }
    /// Given by `giver`, received by li.
    core::HandoverDetail handed(core::Id department, std::vector<core::HandoverRowDraft> rows,
                                const std::string& giver) {
        core::HandoverService service(store(), denials);
        const auto made = service.create(caller(giver), {department, "", std::move(rows)});
        EXPECT_TRUE(made) << (made ? "" : made.error().key + " " + made.error().field);
        if (!made) return {};
        const core::Handover& handover = made->entry.handover;
        const auto given = service.give(caller(giver), handover.id, handover.version);
        EXPECT_TRUE(given) << (given ? "" : given.error().key);
        if (!given) return {};
        std::vector<core::Id> all;
        for (const core::HandoverRow& row : given->entry.handover.rows) all.push_back(row.id);
        const auto done =
            service.receive(caller("li"), handover.id, given->entry.handover.version, all);
        EXPECT_TRUE(done) << (done ? "" : done.error().key);
        return done ? *done : core::HandoverDetail();
    }

    core::PaperRegister papers{store(), denials};
    core::FilingSchemeClause clause;
};

}  // namespace lantai::test
