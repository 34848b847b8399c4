// Refusals go into the audit log, but nobody can flood it with them (R-54, security.md 3).
#pragma once
#include <map>
#include <mutex>
#include <string>

#include "core/service/store.hpp"

namespace lantai::core {

/// Per source (address) the first 20 refusals of a minute are logged one by one; the others are
/// counted, and one entry "denials.aggregated" with their number follows when the minute is over
/// and the next refusal, flush() or the destructor comes.
/// Threads: every method from any thread.
class DenialLog {
public:
    explicit DenialLog(Store& store) : store_(store) {}
    ~DenialLog();
    DenialLog(const DenialLog&) = delete;
    DenialLog& operator=(const DenialLog&) = delete;

    /// `event.outcome` should be denied or failed.
    Result<void> note(const Actor& actor, Event event);

    /// Writes what was only counted, for minutes that are over; call every minute.
    Result<void> flush();

private:
    struct Window {
        Timestamp begin = 0;
        int logged = 0;
        std::int64_t dropped = 0;
    };
    Result<void> write_dropped(const std::string& source, const Window& window);
    Store& store_;
    std::mutex mutex_;
    std::map<std::string, Window> windows_;  // guarded by mutex_
};

}  // namespace lantai::core
