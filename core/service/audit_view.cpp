#include "core/service/audit_view.hpp"

#include <utility>

#include "core/base/json_text.hpp"

namespace lantai::core {

AuditView view_of(AuditRow row, const Subject& reader) {
    AuditView view{std::move(row.entry), false};
    Event& event = view.entry.event;
    if (reader.has(Role::audit_admin)) {
        std::string rest = json_without(event.details, "changes");
        view.masked = rest != event.details;
        event.details = std::move(rest);
        return view;
    }
    const auto above = [&](const std::optional<Level>& level) {
        return level && *level > reader.clearance;
    };
    const bool object = above(row.object_level);
    view.masked = object || above(row.named_level);
    if (!view.masked) return view;
    event.reason.clear();
    event.details = "{}";
    if (!object) return view;
    event.object_id.reset();
    event.object_code.clear();
    return view;
}

}  // namespace lantai::core
