// Ctrl-C as a request to stop, for work that leaves nothing half done.
#pragma once
#include <signal.h>

#include <stop_token>
#include <thread>

namespace lantai::server {

/// While one lives, SIGINT and SIGTERM do not end the program but request a stop. Make it before
/// any other thread, so that all of them leave the signals to it.
class StopOnInterrupt {
public:
    StopOnInterrupt();
    ~StopOnInterrupt();
    std::stop_token token() const { return source_.get_token(); }

private:
    sigset_t signals_{};
    sigset_t before_{};
    std::stop_source source_;
    std::jthread watcher_;
};

}  // namespace lantai::server
