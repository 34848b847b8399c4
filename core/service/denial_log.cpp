#include "core/service/denial_log.hpp"

#include <vector>

#include "core/base/json_text.hpp"

namespace lantai::core {
namespace {
constexpr int kPerMinute = 20;
constexpr Timestamp kMinute = 60'000;
}  // namespace

DenialLog::~DenialLog() {
    for (const auto& [source, window] : windows_)
        if (window.dropped > 0) (void)write_dropped(source, window);  // nobody is left to tell
}

Result<void> DenialLog::write_dropped(const std::string& source, const Window& window) {
    Event event;
    event.action = "denials.aggregated";
    event.object_type = "address";
    event.object_code = source;
    event.outcome = Outcome::denied;
    event.details = json_object({{"count", window.dropped}, {"since", to_rfc3339(window.begin)}});
    return store_.note_only({std::nullopt, "", "", source}, std::move(event));
}

Result<void> DenialLog::note(const Actor& actor, Event event) {
    Window over;
    {
        const std::lock_guard lock(mutex_);
        Window& window = windows_[actor.ip];
        const Timestamp now = store_.now();
        // A clock set back must not keep a window open for ever.
        if (now - window.begin >= kMinute || now < window.begin) {
            over = window;
            window = {now, 0, 0};
        }
        if (window.logged >= kPerMinute) {
            ++window.dropped;
            return {};
        }
        ++window.logged;
    }
    if (over.dropped > 0) LT_CHECK(write_dropped(actor.ip, over));
    return store_.note_only(actor, std::move(event));
}

Result<void> DenialLog::flush() {
    std::vector<std::pair<std::string, Window>> over;
    {
        const std::lock_guard lock(mutex_);
        for (auto at = windows_.begin(); at != windows_.end();) {
            if (store_.now() - at->second.begin < kMinute) {
                ++at;
                continue;
            }
            if (at->second.dropped > 0) over.emplace_back(at->first, at->second);
            at = windows_.erase(at);
        }
    }
    for (const auto& [source, window] : over) LT_CHECK(write_dropped(source, window));
    return {};
}

}  // namespace lantai::core
