#include "server/commands/interrupt.hpp"

#include <ctime>

namespace lantai::server {

StopOnInterrupt::StopOnInterrupt() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);
    watcher_ = std::jthread([this](const std::stop_token& stop) {
        const timespec slice{0, 100'000'000};
        while (!stop.stop_requested())
            if (::sigtimedwait(&signals_, nullptr, &slice) > 0) source_.request_stop();
    });
}

StopOnInterrupt::~StopOnInterrupt() {
    watcher_ = {};
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace lantai::server
