// Posts and who holds them, with dates and deputies (DECISIONS 3; R-4: history stays).
#pragma once
#include <optional>
#include <vector>

#include "core/repo/position_repo.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct PositionDraft {
    PositionKind kind = PositionKind::department_leader;
    std::optional<Id> department_id;  // of department_leader and department_archivist exactly
    Id user_id = 0;
    Date from;
    std::optional<Date> to;
};

struct DeputyDraft {
    Id user_id = 0;
    Date from;
    Date to;
};

/// Errors of every method: forbidden access.role_missing, access.own_rights (a post for
/// oneself); not_found; stale; field faults. Threads: every method from any thread.
class Positions {
public:
    explicit Positions(Store& store) : store_(store) {}

    Result<std::vector<PositionRow>> list(const Caller& caller);
    /// Errors: field user_id user.unknown (deactivated too), position.separated (one of the three
    /// separated administrators), for an archivist position.other_department (employed elsewhere)
    /// or user.auditor_writes; department_id position.department (missing for a post of a
    /// department, given for another) or department.unknown; to
    /// position.dates (before from); conflict position.taken: somebody holds the post then; of
    /// archivists, of whom a department may have several, the same person. Each change of an
    /// archivist's appointment notifies the archive room.
    Result<PositionRow> add(const Caller& caller, const PositionDraft& draft);
    /// Sets the last day; a day in the past is allowed down to `from`. Errors: position.dates;
    /// conflict position.taken (extended into somebody else's time).
    Result<PositionRow> set_end(const Caller& caller, Id id, int version,
                                const std::optional<Date>& to);
    /// Errors: field user_id user.unknown, position.separated, position.own_deputy; to
    /// position.dates; from position.outside (not within the holder's time).
    Result<PositionRow> add_deputy(const Caller& caller, Id id, const DeputyDraft& draft);
    /// From today on the deputy no longer counts; the row stays with its last day, which lies
    /// before the first when it had not run a day. Errors: conflict position.deputy_ended.
    Result<PositionRow> remove_deputy(const Caller& caller, Id id, Id deputy_id);

    /// Who may act in a post on `day`; holders first, then deputies.
    Result<std::vector<PositionHolder>> holders(PositionKind kind, std::optional<Id> department_id,
                                                const Date& day);

private:
    Store& store_;
};

}  // namespace lantai::core
