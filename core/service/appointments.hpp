// Who is archivist of which department, and what the archive room knows of it. The
// appointments themselves are posts: core/service/positions.hpp.
#pragma once
#include <vector>

#include "core/model/appointment.hpp"
#include "core/repo/position_repo.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct DepartmentArchivists {
    Department department;             // an active one
    std::vector<PositionRow> current;  // in force today; empty: listed as a gap
    std::vector<PositionRow> others;   // over, or not begun yet (R-4: history stays)
};

struct NoticePage {
    std::vector<NoticeEntry> notices;  // newest first
    std::optional<Id> next;            // before this id
};

/// Errors of every method: those of require(). Threads: every method from any thread.
class Appointments {
public:
    explicit Appointments(Store& store) : store_(store) {}

    /// By department code.
    Result<std::vector<DepartmentArchivists>> list(const Caller& caller);
    Result<NoticePage> notices(const Caller& caller, bool open, std::optional<Id> before_id,
                               int limit);
    /// 备案: the archive room has taken note. Errors: not_found; conflict notice.acknowledged;
    /// forbidden volume.needs_person without an account.
    Result<NoticeEntry> acknowledge(const Caller& caller, Id id);

private:
    Store& store_;
};

}  // namespace lantai::core
