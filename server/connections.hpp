// The open connections: how many per address, which has run out of time, which are idle.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace lantai::server {

/// Counts time in ticks of its own thread, so a client that drips one byte a second is cut when
/// its total time is over, whatever the socket's timeout says.
/// Threads: every method from any thread.
class Connections {
public:
    /// `tick_ms`: how exact deadlines are.
    Connections(std::size_t per_address, int tick_ms);
    ~Connections();

    using Ticket = std::uint64_t;
    /// Nothing more for this address (0), or we are closing (0); else a ticket for leave().
    /// `fd` stays open until leave(). `counted` false: a proxy, without a cap.
    Ticket enter(int fd, const std::string& address, bool counted);
    void leave(Ticket ticket);
    bool is_full(const std::string& address) const;

    /// Cuts the connection when `ms` pass before the next call; 0 clears.
    void set_deadline(Ticket ticket, int ms);
    /// Waiting for the next request? False when the server is closing: end the connection.
    bool set_idle(Ticket ticket, bool idle);

    /// Ends idle connections at once, lets the others finish for `grace_ms`, then cuts them.
    void close(int grace_ms);

private:
    struct Entry {
        int fd = -1;
        std::string address;
        int ticks_left = 0;  // 0: no deadline
        bool idle = false;
        bool counted = true;
    };
    void watch(const std::stop_token& stop);

    const std::size_t per_address_;
    const int tick_ms_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::map<Ticket, Entry> entries_;            // guarded by mutex_
    std::map<std::string, std::size_t> counts_;  // guarded by mutex_
    Ticket last_ = 0;                            // guarded by mutex_
    bool closing_ = false;                       // guarded by mutex_
    std::jthread watcher_;                       // last: it uses all of the above
};

}  // namespace lantai::server
