#include "core/base/log.hpp"

#include <unistd.h>

#include <cerrno>
#include <climits>
#include <utility>

namespace lantai::core {
namespace {

std::string_view to_string(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "debug";
        case LogLevel::info:
            return "info";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error";
    }
    return "error";
}

// One call, so that lines of several threads or processes on one pipe or file stay whole.
void to_stderr(std::string_view line) {
    while (!line.empty()) {
        const auto written = ::write(STDERR_FILENO, line.data(), line.size());
        if (written < 0 && errno != EINTR) return;  // nobody reads it any more
        if (written > 0) line.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

Log::Log(const Clock& clock, LogLevel lowest, Sink sink)
    : clock_(clock), lowest_(lowest), sink_(std::move(sink)) {}

void Log::write(LogLevel level, std::string_view event, const std::vector<JsonField>& fields) {
    if (level < lowest_) return;
    std::vector<JsonField> all = {
        {"at", to_rfc3339(clock_.now())}, {"level", to_string(level)}, {"event", event}};
    all.insert(all.end(), fields.begin(), fields.end());
    const std::string line = json_object(all) + "\n";
    // The system keeps a line up to this length in one piece: nobody waits for another's line.
    if (!sink_ && line.size() <= PIPE_BUF) return to_stderr(line);
    const std::scoped_lock lock(mutex_);
    sink_ ? sink_(line) : to_stderr(line);
}

}  // namespace lantai::core
