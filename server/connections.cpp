#include "server/connections.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <chrono>

namespace lantai::server {

Connections::Connections(std::size_t per_address, int tick_ms)
    : per_address_(per_address),
      tick_ms_(std::max(tick_ms, 1)),
      watcher_([this](const std::stop_token& stop) { watch(stop); }) {}

Connections::~Connections() = default;

Connections::Ticket Connections::enter(int fd, const std::string& address, bool counted) {
    const std::scoped_lock lock(mutex_);
    if (closing_) return 0;
    if (counted) {
        std::size_t& count = counts_[address];
        if (count >= per_address_) return 0;
        ++count;
    }
    entries_[++last_] = {fd, address, 0, false, counted};
    return last_;
}

void Connections::leave(Ticket ticket) {
    const std::scoped_lock lock(mutex_);
    const auto found = entries_.find(ticket);
    if (found == entries_.end()) return;
    if (found->second.counted && --counts_[found->second.address] == 0)
        counts_.erase(found->second.address);
    entries_.erase(found);
    changed_.notify_all();
}

bool Connections::is_full(const std::string& address) const {
    const std::scoped_lock lock(mutex_);
    const auto found = counts_.find(address);
    return found != counts_.end() && found->second >= per_address_;
}

void Connections::set_deadline(Ticket ticket, int ms) {
    const std::scoped_lock lock(mutex_);
    entries_[ticket].ticks_left = ms == 0 ? 0 : ms / tick_ms_ + 1;
}

bool Connections::set_idle(Ticket ticket, bool idle) {
    const std::scoped_lock lock(mutex_);
    entries_[ticket].idle = idle;
    return !closing_;
}

void Connections::close(int grace_ms) {
    std::unique_lock lock(mutex_);
    closing_ = true;
    // Only the reading half: an answer that is just being written still arrives.
    for (const auto& [ticket, entry] : entries_)
        if (entry.idle) ::shutdown(entry.fd, SHUT_RD);
    const auto none = [&] { return entries_.empty(); };
    changed_.wait_for(lock, std::chrono::milliseconds(grace_ms), none);
    for (const auto& [ticket, entry] : entries_) ::shutdown(entry.fd, SHUT_RDWR);
    changed_.wait(lock, none);
}

void Connections::watch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        std::condition_variable_any wake;
        wake.wait_for(lock, stop, std::chrono::milliseconds(tick_ms_), [] { return false; });
        for (auto& [ticket, entry] : entries_) {
            if (entry.ticks_left == 0 || --entry.ticks_left > 0) continue;
            ::shutdown(entry.fd, SHUT_RDWR);  // the reading thread sees the end and closes
        }
    }
}

}  // namespace lantai::server
