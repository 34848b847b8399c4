#include "core/service/schedule.hpp"

#include <algorithm>

#include "core/base/json_text.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/schedule_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/scope_rules.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

Event schedule_event(std::string action, const ScheduleRow& row) {
    Event event{std::move(action), "schedule_row", row.id, row.code, {}, {}, "{}"};
    event.details = json_object({{"scope", row.scope},
                                 {"title", row.title},
                                 {"retention_class", row.retention_class},
                                 {"level", static_cast<int>(row.level)},
                                 {"active", row.active}});
    return event;
}

Result<void> check_row(Database& db, const ScheduleRow& row) {
    Faults faults;
    check_schedule_row(row, faults);
    LT_TRY(const auto classes, list_retention_classes(db));
    const bool known = std::any_of(classes.begin(), classes.end(), [&](const auto& one) {
        return one.code == row.retention_class;
    });
    if (!known) faults.add(field_error("retention_class", "item.retention_unknown"));
    return std::move(faults).result();
}

Error taken_code(Error error) {
    if (error.key != "db.duplicate") return error;
    Error taken = fail(ErrorCode::conflict, "schedule.code_taken");
    taken.field = "code";
    return taken;
}

}  // namespace

Result<std::vector<ScheduleRow>> ScheduleService::list(const Caller& caller, bool active_only) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<std::vector<ScheduleRow>>(
        [&](Database& db) { return list_schedule(db, active_only); });
}

Result<ScheduleRow> ScheduleService::get(const Caller& caller, Id id) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<ScheduleRow>([&](Database& db) -> Result<ScheduleRow> {
        LT_TRY(auto row, find_schedule_row(db, id));
        if (!row) return not_found();
        return *std::move(row);
    });
}

Result<ScheduleRow> ScheduleService::add(const Caller& caller, ScheduleRow draft) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write_value<ScheduleRow>(
        caller.actor, [&](UnitOfWork& unit) -> Result<ScheduleRow> {
            LT_CHECK(check_row(unit.db(), draft));
            draft.id = unit.next_id();
            draft.version = 1;
            if (auto done = insert_schedule_row(unit.db(), draft); !done)
                return taken_code(std::move(done).error());
            unit.note(schedule_event("schedule.row_added", draft));
            return draft;
        });
}

Result<ScheduleRow> ScheduleService::update(const Caller& caller, ScheduleRow changed) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write_value<ScheduleRow>(
        caller.actor, [&](UnitOfWork& unit) -> Result<ScheduleRow> {
            LT_TRY(const auto before, find_schedule_row(unit.db(), changed.id));
            if (!before) return not_found();
            if (before->version != changed.version) return stale(before->version);
            LT_CHECK(check_row(unit.db(), changed));
            auto updated = update_schedule_row(unit.db(), changed);
            if (!updated) return taken_code(std::move(updated).error());
            ScheduleRow after = changed;
            ++after.version;
            unit.note(schedule_event("schedule.row_changed", after));
            return after;
        });
}

Result<void> ScheduleService::remove(const Caller& caller, Id id) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const auto row, find_schedule_row(unit.db(), id));
        if (!row) return not_found();
        LT_TRY(const bool used, schedule_row_is_used(unit.db(), id));
        if (used) return fail(ErrorCode::conflict, "schedule.used");
        LT_CHECK(delete_schedule_row(unit.db(), id));
        unit.note(schedule_event("schedule.row_removed", *row));
        return {};
    });
}

}  // namespace lantai::core
