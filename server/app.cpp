#include "server/app.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

#include "core/service/once.hpp"
#include "indexer/extractors.hpp"
#include "indexer/item_indexer.hpp"
#include "indexer/outbox_worker.hpp"
#include "server/api/api.hpp"
#include "server/print_worker.hpp"

namespace lantai::server {
namespace {

indexer::IndexSource source_of(core::Store& store, const indexer::Extractor& extractor) {
    using Work = indexer::IndexSource::DbWork;
    return {[&store](const Work& work) { return store.read(work); },
            [&store](const Work& work) { return store.maintain(work); },
            indexer::extract_from(store.blobs(), extractor)};
}

template <class T>
core::Result<void> without_value(core::Result<T> result) {
    if (!result) return std::move(result).error();
    return {};
}

constexpr std::int64_t kEntriesOfACheckpoint = 1000;

}  // namespace

// Members are built from top to bottom and end from bottom to top.
struct App::Parts {
    Parts(Options options, const core::Clock& clock, core::IdSource& ids, core::Log& the_log,
          std::unique_ptr<core::Store> opened)
        : log(the_log),
          store(std::move(opened)),
          denials(*store),
          passwords(options.password_cost),
          sessions(*store, passwords, denials),
          accounts(*store),
          positions(*store),
          appointments(*store),
          fonds(*store),
          uploads(*store),
          items(*store, denials),
          volumes(*store, denials),
          boxes(*store, denials),
          codes(*store, denials),
          proposals(*store),
          changes(*store, denials),
          handovers(*store, denials),
          paper_register(*store, denials),
          schedule(*store),
          clearances(*store, denials),
          worklists(*store),
          holdings(*store, volumes),
          loans(*store, denials),
          audit(*store),
          print_jobs(*store),
          print_worker(print_jobs, services, options.data, the_log),
          searcher(options.data),
          extractor({.program = indexer::extract_program_beside_self()}),
          index_source(source_of(*store, extractor)),
          index_worker(options.data, index_source, the_log),
          services{*store,       denials,    passwords,   sessions,  accounts,       positions,
                   appointments, fonds,      uploads,     items,     volumes,        boxes,
                   codes,        proposals,  changes,     handovers, paper_register, schedule,
                   clearances,   worklists,  holdings,    loans,     audit,          searcher,
                   print_fonts,  print_jobs, print_worker},
          router({all_routes(), services,
                  [this](const std::string& token, const core::Actor& origin) {
                      return sessions.resolve(token, origin);
                  },
                  log, clock, ids, options.limits}) {}

    ~Parts() { print_worker.stop(); }  // it uses the services, which end before it

    void housekeeping(const std::stop_token& stop);
    void run_round(int minute);

    core::Log& log;
    std::unique_ptr<core::Store> store;
    core::DenialLog denials;
    core::Passwords passwords;
    core::Sessions sessions;
    core::Accounts accounts;
    core::Positions positions;
    core::Appointments appointments;
    core::FondsService fonds;
    core::UploadService uploads;
    core::ItemService items;
    core::VolumeService volumes;
    core::BoxService boxes;
    core::CodeService codes;
    core::ProposalService proposals;
    core::ChangeService changes;
    core::HandoverService handovers;
    core::PaperRegister paper_register;
    core::ScheduleService schedule;
    core::Clearances clearances;
    core::Worklists worklists;
    core::HoldingsService holdings;
    core::Loans loans;
    core::AuditTrail audit;
    core::PrintJobs print_jobs;
    PrintWorker print_worker;
    indexer::Searcher searcher;
    PrintFonts print_fonts;
    indexer::Extractor extractor;
    indexer::IndexSource index_source;
    indexer::OutboxWorker index_worker;
    Services services;
    Router router;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::jthread housekeeper;
};

void App::Parts::housekeeping(const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    for (int minute = 0; !stop.stop_requested(); ++minute) {
        run_round(minute);
        wake.wait_for(lock, stop, std::chrono::minutes(1), [] { return false; });
    }
}

// A failed round is tried again at the next turn; the log says what was wrong.
void App::Parts::run_round(int minute) {
    std::vector<std::pair<const char*, core::Result<void>>> rounds;
    rounds.emplace_back("denials", denials.flush());
    rounds.emplace_back("sessions", sessions.sweep());
    rounds.emplace_back("answers", core::sweep_answers(*store));
    rounds.emplace_back("checkpoint", without_value(audit.checkpoint(kEntriesOfACheckpoint)));
    if (minute % 60 == 0) {
        rounds.emplace_back("uploads", without_value(uploads.sweep()));
        rounds.emplace_back("overdue", without_value(loans.record_overdue()));
        rounds.emplace_back("print jobs", print_worker.sweep());
        rounds.emplace_back("readings", without_value(loans.end_readings()));
    }
    for (const auto& [name, result] : rounds)
        if (!result)
            log.error(
                "housekeeping.failed",
                {{"what", name}, {"key", result.error().key}, {"detail", result.error().detail}});
}

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
App::~App() = default;

Result<std::unique_ptr<App>> App::open(Options options, const core::Clock& clock,
                                       core::IdSource& ids, core::Log& log) {
    LT_TRY(auto store, core::Store::open(
                           {.data = options.data, .utc_offset_minutes = options.utc_offset_minutes},
                           clock, ids));
    auto parts = std::make_unique<Parts>(std::move(options), clock, ids, log, std::move(store));
    return std::unique_ptr<App>(new App(std::move(parts)));
}

core::Store& App::store() { return *parts_->store; }
Services& App::services() { return parts_->services; }
const Router& App::router() const { return parts_->router; }

core::Result<void> App::start_background() {
    LT_CHECK(without_value(parts_->audit.checkpoint(1)));
    parts_->store->on_index_feed([worker = &parts_->index_worker] { worker->notify(); });
    LT_CHECK(parts_->index_worker.start());
    LT_CHECK(parts_->print_worker.start());
    parts_->housekeeper = std::jthread(
        [parts = parts_.get()](const std::stop_token& stop) { parts->housekeeping(stop); });
    return {};
}

core::Result<void> App::stop_background() {
    parts_->housekeeper = {};
    parts_->index_worker.stop();
    parts_->print_worker.stop();
    return without_value(parts_->audit.checkpoint(1));
}

const indexer::IndexSource& App::index_source() const { return parts_->index_source; }

core::Result<void> App::catch_up_index() {
    LT_TRY(const auto lock, indexer::IndexLock::take(parts_->store->data()));
    indexer::OutboxWorker worker(parts_->store->data(), parts_->index_source, parts_->log);
    LT_CHECK(worker.prepare());
    for (;;) {
        LT_TRY(const std::size_t done, worker.run_once());
        if (done == 0) return {};
    }
}

}  // namespace lantai::server
