#include <algorithm>
#include <array>

#include "core/rules/access_policy.hpp"

namespace lantai::core {

namespace {

// The first condition of a row that an object breaks; empty when the row allows it. The order is
// the order in which a reason helps the user most.
std::string_view broken(const PolicyRow& row, const Subject& subject, const AccessObject& object) {
    if (!(row.kinds & bit(object.kind))) return "access.role_missing";
    if (row.clearance && subject.clearance < object.level) return "access.clearance";
    const bool own = object.department_id == subject.department_id;
    const bool granted =
        object.kind == ObjectKind::item && subject.granted_items.count(object.id) != 0;
    if (row.place == Place::own && !own) return "access.other_department";
    if (row.place == Place::own_or_grant && !own && !granted) return "access.request_loan";
    if (row.person == Person::self && object.person != std::optional(subject.user_id))
        return "access.not_yours";
    if (row.person == Person::other && object.person == std::optional(subject.user_id))
        return "access.own_work";
    if (!(row.states & bit(object.state))) return "access.wrong_state";
    return {};
}

bool allowed(const Subject& subject, Action action, const AccessObject& object) {
    const auto rows = policy_rows(subject, action);
    return std::any_of(rows.begin(), rows.end(),
                       [&](const PolicyRow* row) { return broken(*row, subject, object).empty(); });
}

bool visible(const Subject& subject, const AccessObject& object) {
    switch (object.kind) {
        case ObjectKind::none:
            return true;
        case ObjectKind::item:
        case ObjectKind::volume:
        case ObjectKind::box:
            return allowed(subject, Action::view_catalogue, object);
        case ObjectKind::loan:
            return allowed(subject, Action::view_loan, object);
        case ObjectKind::change:
            return allowed(subject, Action::view_changes, object);
        case ObjectKind::handover:
            return allowed(subject, Action::view_handovers, object);
        case ObjectKind::entry:
            return allowed(subject, Action::view_register, object);
        case ObjectKind::clearance:
            return allowed(subject, Action::request_clearance, object);
    }
    return false;
}

}  // namespace

AccessObject access_object(const Item& item, std::optional<VolumeState> volume) {
    ObjectState state = ObjectState::filed;
    if (item.state == ItemState::withdrawn)
        state = ObjectState::withdrawn;
    else if (volume && *volume != VolumeState::open)
        state = ObjectState::bound;
    return {ObjectKind::item, item.id, item.level, item.department_id, state, std::nullopt};
}

AccessObject access_object(const Volume& volume) {
    constexpr std::array<ObjectState, 3> kStates = {ObjectState::open, ObjectState::submitted,
                                                    ObjectState::sealed};
    return {ObjectKind::volume,
            volume.id,
            volume.level,
            volume.department_id,
            kStates[static_cast<std::size_t>(volume.state)],
            volume.compiler_id};
}

AccessObject access_object(const Box& box) {
    ObjectState state = ObjectState::sealed;
    if (box.state == BoxState::open)
        state = box.arranger_id ? ObjectState::submitted : ObjectState::open;
    return {ObjectKind::box, box.id,         box.level, box.department_id.value_or(0),
            state,           box.arranger_id};
}

AccessObject access_object(const ChangeEntry& entry) {
    return {ObjectKind::change,  entry.change.id,   entry.object_level,
            entry.department_id, ObjectState::none, entry.change.requested_by};
}

AccessObject access_object(const Handover& handover) {
    return {ObjectKind::handover,   handover.id,       Level::open,
            handover.department_id, ObjectState::none, handover.giver_id};
}

AccessObject access_object(const RegisterEntry& entry) {
    return {ObjectKind::entry,   entry.id,          entry.level,
            entry.department_id, ObjectState::none, entry.handler_id};
}

AccessObject access_object(const Clearance& clearance) {
    return {ObjectKind::clearance,   clearance.id,      Level::open,
            clearance.department_id, ObjectState::none, clearance.requester_id};
}

AccessObject loan_object(Id loan_id, Id requester, Level level, Id owner_department) {
    return {ObjectKind::loan, loan_id, level, owner_department, ObjectState::none, requester};
}

Decision decide(const Subject& subject, Action action, const AccessObject& object) {
    const auto rows = policy_rows(subject, action);
    std::string_view reason = "access.role_missing";
    for (const PolicyRow* row : rows) {
        if (!(row->kinds & bit(object.kind))) continue;  // says nothing about this kind
        const std::string_view fault = broken(*row, subject, object);
        if (fault.empty()) return {true, true, ""};
        reason = fault;
    }
    if (!visible(subject, object)) return {false, false, "access.not_found"};
    return {false, true, std::string(reason)};
}

Decision decide(const Subject& subject, Action action) {
    if (!policy_rows(subject, action).empty()) return {true, true, ""};
    return {false, true, "access.role_missing"};
}

namespace {

struct NamedRule {
    Action action;
    std::string_view reason;
    const char* rule;
};

// Refusals that rest on a rule of the company say which: only the central archivist numbers,
// catalogues and seals, and another person than the compiler checks.
constexpr NamedRule kNamedRules[] = {
    {Action::compose_volume, "access.role_missing", "R-18"},
    {Action::seal_volume, "access.role_missing", "R-18"},
    {Action::check_volume, "access.role_missing", "R-18"},
    {Action::check_volume, "access.own_work", "R-35"},
};

Result<void> as_error(const Decision& decision, Action action) {
    if (decision.allow) return {};
    if (!decision.visible) return fail(ErrorCode::not_found, "access.not_found");
    Error error = fail(ErrorCode::forbidden, decision.reason);
    error.params = {{"action", std::string(to_text(action))}};
    for (const NamedRule& row : kNamedRules)
        if (row.action == action && row.reason == decision.reason)
            error.params.push_back({"rule", row.rule});
    return error;
}

}  // namespace

Result<void> require(const Subject& subject, Action action, const AccessObject& object) {
    return as_error(decide(subject, action, object), action);
}

Result<void> require(const Subject& subject, Action action) {
    return as_error(decide(subject, action), action);
}

std::optional<SearchScope> search_scope(const Subject& subject) {
    if (policy_rows(subject, Action::search_records).empty()) return std::nullopt;
    SearchScope scope;
    scope.clearance = subject.clearance;
    for (const PolicyRow* row : policy_rows(subject, Action::view_content)) {
        if (row->place == Place::any) scope.all_content = true;
        if (row->place != Place::any) scope.content_departments = {subject.department_id};
        if (row->place == Place::own_or_grant) scope.granted_items = subject.granted_items;
    }
    return scope;
}

Level effective_clearance(const User& user, Date today) {
    const bool expired = user.clearance_until && today > *user.clearance_until;
    return expired ? Level::open : user.clearance;
}

}  // namespace lantai::core
