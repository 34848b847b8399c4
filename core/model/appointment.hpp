// What the archive room hears of the appointments of department archivists.
#pragma once
#include <optional>
#include <string>

#include "core/model/user.hpp"

namespace lantai::core {

enum class NoticeKind {
    appointed,  // 任命
    end_set,    // the last day was set, moved or cleared
    deputy_added,
    deputy_removed,
};

struct AppointmentNotice {  // 变动通知
    Id id = 0;
    Id position_id = 0;
    NoticeKind kind = NoticeKind::appointed;
    Id made_by = 0;  // 0: the command line
    Timestamp made_at = 0;
    std::optional<Id> acknowledged_by;  // 备案
    std::optional<Timestamp> acknowledged_at;
};

/// With the names that a list shows.
struct NoticeEntry {
    AppointmentNotice notice;
    std::string department_name;
    std::string user_name;  // whose appointment
    Date from;
    std::optional<Date> to;
    std::string made_by_name;
    std::string acknowledged_by_name;  // empty: not yet
};

}  // namespace lantai::core
