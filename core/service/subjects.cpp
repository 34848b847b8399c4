#include "core/service/subjects.hpp"

#include <utility>

#include "core/repo/loan_grants.hpp"
#include "core/repo/position_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/login_rules.hpp"

namespace lantai::core {

namespace {

/// An appointment as archivist counts in the own department only, and gives the role for as long as
/// it runs; not to the auditor, who is read-only.
void settle_appointment(Subject& subject) {
    std::erase_if(subject.positions, [&](const HeldPosition& held) {
        return held.kind == PositionKind::department_archivist &&
               held.department_id != std::optional(subject.department_id);
    });
    for (const HeldPosition& held : subject.positions)
        if (held.kind == PositionKind::department_archivist && !subject.has(Role::auditor))
            subject.roles.insert(Role::dept_archivist);
}

}  // namespace

Result<std::optional<Subject>> find_subject(Database& db, Id user_id, const Date& today) {
    LT_TRY(const auto row, find_user(db, user_id));
    if (!row) return std::optional<Subject>();
    return subject_of(db, *row, today);
}

Result<std::optional<Subject>> subject_of(Database& db, const UserRow& row, const Date& today) {
    if (!row.user.active) return std::optional<Subject>();
    Subject subject;
    subject.user_id = row.user.id;
    subject.name = row.user.name;
    subject.department_id = row.user.department_id;
    LT_TRY(subject.granted_items, granted_items(db, row.user.id, today));
    if (row.user.rights_held) return std::optional(std::move(subject));
    subject.clearance = effective_clearance(row.user, today);
    subject.roles = row.user.roles;
    LT_TRY(subject.positions, held_positions(db, row.user.id, today));
    settle_appointment(subject);
    return std::optional(std::move(subject));
}

Result<Caller> caller_by_login(Store& store, const std::string& login, const Actor& origin) {
    return store.read_value<Caller>([&](Database& db) -> Result<Caller> {
        const auto unknown = [] { return fail(ErrorCode::not_found, "user.unknown"); };
        LT_TRY(const auto row, find_user_by_login(db, fold_login(login)));
        if (!row) return unknown();
        LT_TRY(auto subject, find_subject(db, row->user.id, store.today()));
        if (!subject) return unknown();
        Actor actor{subject->user_id, subject->name, origin.request_id, origin.ip};
        return Caller{std::move(*subject), std::move(actor)};
    });
}

Caller operator_caller(Role role) {
    Caller caller;
    caller.subject.name = "operator";
    caller.subject.roles = {role};
    caller.subject.clearance = Level::top_secret;  // the data folder is open to the operator
    caller.actor.name = "operator";
    return caller;
}

}  // namespace lantai::core
