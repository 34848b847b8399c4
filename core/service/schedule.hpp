// The company's schedule of filing scopes and retention 归档范围和保管期限表.
#pragma once
#include <vector>

#include "core/model/fonds.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// Errors of every method: those of require(); not_found; stale; field faults.
/// Threads: every method from any thread.
class ScheduleService {
public:
    explicit ScheduleService(Store& store) : store_(store) {}

    Result<std::vector<ScheduleRow>> list(const Caller& caller, bool active_only);
    Result<ScheduleRow> get(const Caller& caller, Id id);
    /// Errors: check_schedule_row(); retention_class item.retention_unknown; conflict
    /// schedule.code_taken.
    Result<ScheduleRow> add(const Caller& caller, ScheduleRow draft);
    Result<ScheduleRow> update(const Caller& caller, ScheduleRow changed);
    /// Errors: conflict schedule.used: a used row is closed instead.
    Result<void> remove(const Caller& caller, Id id);

private:
    Store& store_;
};

}  // namespace lantai::core
