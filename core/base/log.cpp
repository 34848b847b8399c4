#include "core/base/log.hpp"

#include <cstdio>
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

void to_stderr(const std::string& line) {
    // One call, so that lines of several processes on one pipe stay whole.
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

Log::Log(const Clock& clock, LogLevel lowest, Sink sink)
    : clock_(clock), lowest_(lowest), sink_(sink ? std::move(sink) : Sink(to_stderr)) {}

void Log::write(LogLevel level, std::string_view event, const std::vector<JsonField>& fields) {
    if (level < lowest_) return;
    std::vector<JsonField> all = {
        {"at", to_rfc3339(clock_.now())}, {"level", to_string(level)}, {"event", event}};
    all.insert(all.end(), fields.begin(), fields.end());
    const std::string line = json_object(all) + "\n";
    const std::scoped_lock lock(mutex_);
    sink_(line);
}

}  // namespace lantai::core
