// Refusals go into the audit log, but nobody can flood it with them (R-54, security.md 3).
#pragma once
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/service/store.hpp"

namespace lantai::core {

/// Every refusal is in the audit log, one by one or in a number. A source is a person, or the
/// address of somebody without a session. In a window of one minute, from its first refusal on:
/// - the first refusal of a source for an act on an object is logged at once; its repetitions are
///   counted and follow as one entry of the same act and object, details "repeated" and "since";
/// - beyond 20 different ones per source there is only one entry "denials.aggregated" with their
///   "count" and "since".
/// What was counted is written when the window is over and the source's next refusal or flush()
/// comes, or by the destructor; what could not be written is kept for the next time.
/// note() does not wait for the disk, so that the time of an answer does not tell a hidden object,
/// whose refusal is logged, from a missing one (security.md T18).
/// Threads: every method from any thread. Only the store may outlive it.
class DenialLog {
public:
    explicit DenialLog(Store& store) : store_(store) {}
    ~DenialLog();
    DenialLog(const DenialLog&) = delete;
    DenialLog& operator=(const DenialLog&) = delete;

    /// `event.outcome` should be denied or failed. Never fails: what the writer does not take now
    /// is kept for the next time.
    Result<void> note(const Actor& actor, Event event);

    /// Writes what was only counted, for windows that are over; call every minute.
    Result<void> flush();

private:
    struct Entry {
        Actor actor;
        Event event;
        std::int64_t count = 0;  // only counted, not yet written
    };
    struct Window {
        Timestamp begin = 0;
        std::map<std::string, Entry> acts;  // by act and object
        Entry others;
    };
    void end(const Window& window);  // mutex_ is held
    Result<void> write_owed();
    void post(Entry entry);
    void answered(std::optional<Entry> unwritten);
    Store& store_;
    std::mutex mutex_;
    std::map<std::string, Window> windows_;  // by source; guarded by mutex_
    std::vector<Entry> owed_;                // still to be written; guarded by mutex_
    int posted_ = 0;                         // not yet answered by the writer; guarded by mutex_
    std::condition_variable settled_;        // posted_ is 0
};

}  // namespace lantai::core
