// An archive opened for one command, and the person a command acts for.
#pragma once
#include <memory>

#include "core/base/clock.hpp"
#include "core/base/config.hpp"
#include "core/base/ids.hpp"
#include "core/base/log.hpp"
#include "server/app.hpp"
#include "server/commands/arguments.hpp"

namespace lantai::server {

/// Everything of the archive without background work; a server may run beside it.
class OpenArchive {
public:
    /// Settings come from <data>/lantai.toml; the log goes to stderr from `warning` on. Errors:
    /// not_found "archive.missing", those of load_config and App::open.
    static core::Result<std::unique_ptr<OpenArchive>> open(const Arguments& arguments);

    App& app() { return *app_; }
    core::Store& store() { return app_->store(); }
    Services& services() { return app_->services(); }
    core::Log& log() { return log_; }

    /// The person of --as LOGIN, without a password: logged as command.run_as, since whoever may
    /// run the program on the data folder acts in that person's name. Without --as the operator in
    /// this role. Errors: not_found "user.unknown".
    core::Result<core::Caller> caller(const Arguments& arguments, core::Role role,
                                      const std::string& command);

private:
    OpenArchive() : ids_(clock_), log_(clock_, core::LogLevel::warning) {}
    core::SystemClock clock_;
    core::RandomIds ids_;
    core::Log log_;
    std::unique_ptr<App> app_;
};

}  // namespace lantai::server
