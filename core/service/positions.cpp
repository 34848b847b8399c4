#include "core/service/positions.hpp"

#include <utility>

#include "core/base/json_text.hpp"
#include "core/model/names.hpp"
#include "core/repo/appointment_repo.hpp"
#include "core/repo/user_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/faults.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

std::string iso(const std::optional<Date>& date) { return date ? date->iso() : ""; }

Event position_event(const char* action, const PositionRow& row) {
    const Position& position = row.position;
    Event event{action,        "position", position.id, std::string(to_text(position.kind)),
                Outcome::done, {},         {}};
    event.details = json_object({{"user_id", std::to_string(position.user_id)},
                                 {"user", row.user_name},
                                 {"department", row.department_name},
                                 {"from", position.from.iso()},
                                 {"to", iso(position.to)}});
    return event;
}

Event deputy_event(const char* action, const PositionRow& row, const Deputy& deputy) {
    Event event = position_event(action, row);
    event.details = json_object({{"deputy_user_id", std::to_string(deputy.user_id)},
                                 {"from", deputy.from.iso()},
                                 {"to", deputy.to.iso()}});
    return event;
}

Result<PositionRow> stored_position(Database& db, Id id) {
    LT_TRY(auto row, find_position(db, id));
    if (!row) return not_found();
    return *std::move(row);
}

bool is_of_department(PositionKind kind) {
    return kind == PositionKind::department_leader || kind == PositionKind::department_archivist;
}

/// `post`: kind and department of the post.
Result<std::optional<Error>> person_fault(Database& db, Id user_id, const HeldPosition& post) {
    LT_TRY(const auto row, find_user(db, user_id));
    if (!row || !row->user.active) return std::optional(field_error("user_id", "user.unknown"));
    if (post.kind == PositionKind::department_archivist) {
        if (post.department_id && row->user.department_id != *post.department_id)
            return std::optional(field_error("user_id", "position.other_department"));
        if (row->user.roles.count(Role::auditor) != 0)
            return std::optional(field_error("user_id", "user.auditor_writes"));
    }
    // The policy gives a separated administrator no post, so the post would decide nothing.
    if (is_separated(row->user.roles))
        return std::optional(field_error("user_id", "position.separated"));
    return std::optional<Error>();
}

/// the archive room hears of every change of a department's archivist.
Result<void> tell_archive(UnitOfWork& unit, const Caller& caller, const PositionRow& row,
                          NoticeKind kind) {
    if (row.position.kind != PositionKind::department_archivist) return {};
    AppointmentNotice notice;
    notice.id = unit.next_id();
    notice.position_id = row.position.id;
    notice.kind = kind;
    notice.made_by = caller.subject.user_id;
    notice.made_at = unit.now();
    LT_CHECK(insert_notice(unit.db(), notice));
    unit.note({"appointment.noticed",
               "appointment_notice",
               notice.id,
               row.user_name,
               {},
               {},
               json_object({{"kind", to_text(kind)}, {"department", row.department_name}})});
    return {};
}

/// One holder at a time: who stands in is a deputy. A department may have several archivists.
Result<void> expect_free(Database& db, const Position& wanted) {
    LT_TRY(const auto rows, list_positions(db));
    for (const PositionRow& row : rows) {
        const Position& other = row.position;
        if (other.id == wanted.id || other.kind != wanted.kind ||
            other.department_id != wanted.department_id)
            continue;
        if (wanted.kind == PositionKind::department_archivist && other.user_id != wanted.user_id)
            continue;
        const bool before = other.to && *other.to < wanted.from;
        const bool after = wanted.to && *wanted.to < other.from;
        if (before || after) continue;
        Error error = fail(ErrorCode::conflict, "position.taken");
        error.params = {{"name", row.user_name}};
        return error;
    }
    return {};
}

Result<void> check_draft(Database& db, const PositionDraft& draft) {
    Faults faults;
    LT_TRY(auto person, person_fault(db, draft.user_id, {draft.kind, draft.department_id, false}));
    faults.add(std::move(person));
    const bool of_department = is_of_department(draft.kind);
    if (of_department != draft.department_id.has_value()) {
        faults.add(field_error("department_id", "position.department"));
    } else if (draft.department_id) {
        LT_TRY(const auto department, find_department(db, *draft.department_id));
        if (!department || !department->active)
            faults.add(field_error("department_id", "department.unknown"));
    }
    if (draft.to && *draft.to < draft.from) faults.add(field_error("to", "position.dates"));
    return std::move(faults).result();
}

Result<void> check_deputy(Database& db, const Position& position, const DeputyDraft& draft) {
    Faults faults;
    LT_TRY(auto person,
           person_fault(db, draft.user_id, {position.kind, position.department_id, true}));
    faults.add(std::move(person));
    if (draft.user_id == position.user_id)
        faults.add(field_error("user_id", "position.own_deputy"));
    if (draft.to < draft.from) faults.add(field_error("to", "position.dates"));
    if (draft.from < position.from || (position.to && *position.to < draft.to))
        faults.add(field_error("from", "position.outside"));
    return std::move(faults).result();
}

}  // namespace

Result<std::vector<PositionRow>> Positions::list(const Caller& caller) {
    LT_CHECK(require(caller.subject, Action::view_people));
    return store_.read_value<std::vector<PositionRow>>(
        [](Database& db) { return list_positions(db); });
}

Result<PositionRow> Positions::add(const Caller& caller, const PositionDraft& draft) {
    LT_CHECK(require(caller.subject, Action::manage_rights));
    if (draft.user_id == caller.subject.user_id)
        return fail(ErrorCode::forbidden, "access.own_rights");
    return store_.write_value<PositionRow>(
        caller.actor, [&](UnitOfWork& unit) -> Result<PositionRow> {
            LT_CHECK(check_draft(unit.db(), draft));
            Position position;
            position.id = unit.next_id();
            position.kind = draft.kind;
            position.department_id = draft.department_id;
            position.user_id = draft.user_id;
            position.from = draft.from;
            position.to = draft.to;
            LT_CHECK(expect_free(unit.db(), position));
            LT_CHECK(insert_position(unit.db(), position));
            LT_TRY(PositionRow row, stored_position(unit.db(), position.id));
            unit.note(position_event("position.given", row));
            LT_CHECK(tell_archive(unit, caller, row, NoticeKind::appointed));
            return row;
        });
}

Result<PositionRow> Positions::set_end(const Caller& caller, Id id, int version,
                                       const std::optional<Date>& to) {
    LT_CHECK(require(caller.subject, Action::manage_rights));
    return store_.write_value<PositionRow>(
        caller.actor, [&](UnitOfWork& unit) -> Result<PositionRow> {
            LT_TRY(PositionRow row, stored_position(unit.db(), id));
            if (row.position.version != version) return stale(row.position.version);
            if (row.position.user_id == caller.subject.user_id)
                return fail(ErrorCode::forbidden, "access.own_rights");
            if (to && *to < row.position.from) return field_error("to", "position.dates");
            row.position.to = to;
            LT_CHECK(expect_free(unit.db(), row.position));
            LT_CHECK(set_position_end(unit.db(), id, to, version));
            LT_TRY(row, stored_position(unit.db(), id));
            unit.note(position_event("position.end_set", row));
            LT_CHECK(tell_archive(unit, caller, row, NoticeKind::end_set));
            return row;
        });
}

Result<PositionRow> Positions::add_deputy(const Caller& caller, Id id, const DeputyDraft& draft) {
    LT_CHECK(require(caller.subject, Action::manage_rights));
    if (draft.user_id == caller.subject.user_id)
        return fail(ErrorCode::forbidden, "access.own_rights");
    return store_.write_value<PositionRow>(
        caller.actor, [&](UnitOfWork& unit) -> Result<PositionRow> {
            LT_TRY(PositionRow row, stored_position(unit.db(), id));
            LT_CHECK(check_deputy(unit.db(), row.position, draft));
            const Deputy deputy{unit.next_id(), draft.user_id, draft.from, draft.to};
            LT_CHECK(insert_deputy(unit.db(), id, deputy));
            LT_CHECK(touch_position(unit.db(), id, row.position.version));
            LT_TRY(row, stored_position(unit.db(), id));
            unit.note(deputy_event("position.deputy_added", row, deputy));
            LT_CHECK(tell_archive(unit, caller, row, NoticeKind::deputy_added));
            return row;
        });
}

Result<PositionRow> Positions::remove_deputy(const Caller& caller, Id id, Id deputy_id) {
    LT_CHECK(require(caller.subject, Action::manage_rights));
    return store_.write_value<PositionRow>(
        caller.actor, [&](UnitOfWork& unit) -> Result<PositionRow> {
            LT_TRY(PositionRow row, stored_position(unit.db(), id));
            std::optional<Deputy> ended;
            for (const Deputy& deputy : row.position.deputies)
                if (deputy.id == deputy_id) ended = deputy;
            if (!ended) return not_found();
            if (ended->to < unit.today()) return fail(ErrorCode::conflict, "position.deputy_ended");
            ended->to = unit.today().plus_days(-1);
            LT_CHECK(set_deputy_end(unit.db(), id, deputy_id, ended->to));
            LT_CHECK(touch_position(unit.db(), id, row.position.version));
            LT_TRY(row, stored_position(unit.db(), id));
            unit.note(deputy_event("position.deputy_removed", row, *ended));
            LT_CHECK(tell_archive(unit, caller, row, NoticeKind::deputy_removed));
            return row;
        });
}

Result<std::vector<PositionHolder>> Positions::holders(PositionKind kind,
                                                       std::optional<Id> department_id,
                                                       const Date& day) {
    return store_.read_value<std::vector<PositionHolder>>(
        [&](Database& db) { return holders_of(db, kind, department_id, day); });
}

}  // namespace lantai::core
