#include "core/service/denial_log.hpp"

#include <utility>

#include "core/base/json_text.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kActsPerWindow = 20;
constexpr Timestamp kWindow = 60'000;

std::string source_of(const Actor& actor) {
    return actor.user_id ? "user " + std::to_string(*actor.user_id) : "address " + actor.ip;
}

std::string key_of(const Event& event) {
    std::string key;
    for (const std::string& part :
         {event.action, event.object_type, std::to_string(event.object_id.value_or(0)),
          event.object_code, event.reason})
        key += part + '\n';
    return key;
}

Event aggregate(const Actor& actor) {
    Event event;
    event.action = "denials.aggregated";
    event.object_type = actor.user_id ? "user" : "address";
    event.object_id = actor.user_id;
    event.object_code = actor.user_id ? actor.name : actor.ip;
    event.outcome = Outcome::denied;
    return event;
}

// A clock set back must not keep a window open for ever.
bool is_over(Timestamp begin, Timestamp now) { return now - begin >= kWindow || now < begin; }

}  // namespace

DenialLog::~DenialLog() {
    {
        std::unique_lock lock(mutex_);
        settled_.wait(lock, [this] { return posted_ == 0; });
        for (const auto& [source, window] : windows_) end(window);
    }
    (void)write_owed();  // nobody is left to tell
}

void DenialLog::end(const Window& window) {
    const std::string since = to_rfc3339(window.begin);
    for (const auto& [key, act] : window.acts) {
        if (act.count == 0) continue;
        owed_.push_back(act);
        owed_.back().event.details = json_object({{"repeated", act.count}, {"since", since}});
    }
    if (window.others.count == 0) return;
    owed_.push_back(window.others);
    owed_.back().event.details = json_object({{"count", window.others.count}, {"since", since}});
}

Result<void> DenialLog::write_owed() {
    std::vector<Entry> entries;
    {
        const std::lock_guard lock(mutex_);
        entries.swap(owed_);
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto written = store_.note_only(entries[i].actor, entries[i].event);
        if (written) continue;
        const std::lock_guard lock(mutex_);
        owed_.insert(owed_.end(), entries.begin() + static_cast<std::ptrdiff_t>(i), entries.end());
        return written;
    }
    return {};
}

void DenialLog::post(Entry entry) {
    {
        const std::lock_guard lock(mutex_);
        ++posted_;
    }
    const auto taken =
        store_.note_later(entry.actor, entry.event, [this, entry](const Result<void>& written) {
            answered(written ? std::nullopt : std::optional(entry));
        });
    if (!taken) answered(std::move(entry));
}

void DenialLog::answered(std::optional<Entry> unwritten) {
    const std::lock_guard lock(mutex_);
    if (unwritten) owed_.push_back(*std::move(unwritten));
    // Under the lock: the destructor may go on as soon as it is released.
    if (--posted_ == 0) settled_.notify_all();
}

Result<void> DenialLog::note(const Actor& actor, Event event) {
    std::vector<Entry> entries;
    {
        const std::lock_guard lock(mutex_);
        Window& window = windows_[source_of(actor)];
        const Timestamp now = store_.now();
        if (is_over(window.begin, now)) {
            end(window);
            window = {now, {}, {actor, aggregate(actor), 0}};
        }
        const std::string key = key_of(event);
        if (const auto known = window.acts.find(key); known != window.acts.end()) {
            ++known->second.count;
            return {};
        }
        if (window.acts.size() == kActsPerWindow) {
            ++window.others.count;
            return {};
        }
        window.acts.emplace(key, Entry{actor, event, 0});
        entries.swap(owed_);
    }
    entries.push_back({actor, std::move(event), 0});
    for (Entry& entry : entries) post(std::move(entry));
    return {};
}

Result<void> DenialLog::flush() {
    {
        const std::lock_guard lock(mutex_);
        for (auto at = windows_.begin(); at != windows_.end();) {
            if (is_over(at->second.begin, store_.now())) {
                end(at->second);
                at = windows_.erase(at);
            } else {
                ++at;
            }
        }
    }
    return write_owed();
}

}  // namespace lantai::core
