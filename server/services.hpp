// Everything a handler may use. Built by server/app.cpp.
#pragma once
#include "core/service/accounts.hpp"
#include "core/service/appointments.hpp"
#include "core/service/audit_trail.hpp"
#include "core/service/boxes.hpp"
#include "core/service/changes.hpp"
#include "core/service/clearances.hpp"
#include "core/service/codes.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/fonds.hpp"
#include "core/service/handovers.hpp"
#include "core/service/holdings.hpp"
#include "core/service/items.hpp"
#include "core/service/loans.hpp"
#include "core/service/paper_register.hpp"
#include "core/service/passwords.hpp"
#include "core/service/positions.hpp"
#include "core/service/print_jobs.hpp"
#include "core/service/proposals.hpp"
#include "core/service/record_search.hpp"
#include "core/service/schedule.hpp"
#include "core/service/sessions.hpp"
#include "core/service/store.hpp"
#include "core/service/uploads.hpp"
#include "core/service/volumes.hpp"
#include "core/service/worklists.hpp"
#include "indexer/searcher.hpp"
#include "server/print_fonts.hpp"

namespace lantai::server {

class PrintWorker;

struct Services {
    core::Store& store;
    core::DenialLog& denials;
    core::Passwords& passwords;
    core::Sessions& sessions;
    core::Accounts& accounts;
    core::Positions& positions;
    core::Appointments& appointments;
    core::FondsService& fonds;
    core::UploadService& uploads;
    core::ItemService& items;
    core::VolumeService& volumes;
    core::BoxService& boxes;
    core::CodeService& codes;
    core::ProposalService& proposals;
    core::ChangeService& changes;
    core::HandoverService& handovers;
    core::PaperRegister& paper_register;
    core::ScheduleService& schedule;
    core::Clearances& clearances;
    core::Worklists& worklists;
    core::HoldingsService& holdings;
    core::Loans& loans;
    core::AuditTrail& audit;
    indexer::Searcher& searcher;
    PrintFonts& print_fonts;
    core::PrintJobs& print_jobs;
    PrintWorker& print_worker;

    /// For core::find_records.
    core::SearchEngine search_engine() {
        return [this](const core::SearchQuery& query, const core::SearchScope& scope,
                      const core::RowJudge& judge) { return searcher.search(query, scope, judge); };
    }
};

}  // namespace lantai::server
