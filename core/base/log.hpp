// The operating log: one JSON object per line. No document text, no passwords, no tokens; who did
// what to which record belongs to the audit log.
#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/json_text.hpp"

namespace lantai::core {

enum class LogLevel { debug, info, warning, error };

/// {"at":"2024-03-15T08:30:00.000Z","level":"info","event":"http.request", …fields}
/// Threads: every method from any thread; a line is never torn.
class Log {
public:
    using Sink = std::function<void(const std::string& line)>;
    /// Lines below `lowest` are dropped. Without a sink lines go to stderr.
    Log(const Clock& clock, LogLevel lowest, Sink sink = {});

    /// `event` is a dotted English name, e.g. "server.ready".
    void write(LogLevel level, std::string_view event, const std::vector<JsonField>& fields = {});
    void info(std::string_view event, const std::vector<JsonField>& fields = {}) {
        write(LogLevel::info, event, fields);
    }
    void warning(std::string_view event, const std::vector<JsonField>& fields = {}) {
        write(LogLevel::warning, event, fields);
    }
    void error(std::string_view event, const std::vector<JsonField>& fields = {}) {
        write(LogLevel::error, event, fields);
    }
    bool enabled(LogLevel level) const { return level >= lowest_; }

private:
    const Clock& clock_;
    const LogLevel lowest_;
    const Sink sink_;
    std::mutex mutex_;  // one line at a time
};

}  // namespace lantai::core
