// The composition root: the only place that builds the object graph. The server, the commands and
// the tests all use it.
#pragma once
#include <filesystem>
#include <memory>

#include "core/base/log.hpp"
#include "indexer/item_indexer.hpp"
#include "server/router.hpp"
#include "server/services.hpp"

namespace lantai::server {

class App {
public:
    struct Options {
        std::filesystem::path data;  // must exist
        int utc_offset_minutes = 480;
        core::Passwords::Cost password_cost = core::Passwords::Cost::normal;
        RouterLimits limits;
    };
    /// The three must outlive the App. Errors: those of Store::open.
    static Result<std::unique_ptr<App>> open(Options options, const core::Clock& clock,
                                             core::IdSource& ids, core::Log& log);
    ~App();

    core::Store& store();
    Services& services();
    const Router& router() const;

    /// Starts housekeeping and the index worker, before the first request. Errors: those of
    /// AuditTrail::checkpoint and OutboxWorker::start (another program holds the index).
    Result<void> start_background();
    /// Ends them and seals the audit log with a checkpoint; after the last request.
    Result<void> stop_background();

    /// The archive as the index needs it.
    const indexer::IndexSource& index_source() const;
    /// Brings the index up to the archive in this thread, building it anew when it is missing or
    /// of another state. Errors: busy "index.locked" while somebody keeps it (a server does).
    Result<void> catch_up_index();

private:
    struct Parts;
    explicit App(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace lantai::server
