// Notices of appointments of department archivists.
#pragma once
#include <optional>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/appointment.hpp"

namespace lantai::core {

Result<void> insert_notice(Database& db, const AppointmentNotice& notice);
/// Newest first; with `open` only those that nobody acknowledged.
Result<std::vector<NoticeEntry>> list_notices(Database& db, bool open, std::optional<Id> before_id,
                                              int limit);
Result<std::optional<NoticeEntry>> find_notice(Database& db, Id id);
/// False: somebody did before.
Result<bool> acknowledge_notice(Database& db, Id id, Id user_id, Timestamp at);

}  // namespace lantai::core
