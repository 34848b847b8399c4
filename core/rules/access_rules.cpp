#include "core/rules/access_rules.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace lantai::core {

template <>
std::span<const std::string_view> enum_texts<Action>() {
    static constexpr std::array<std::string_view, 29> kTexts = {
        "search_records", "view_catalogue", "view_content",  "view_history",
        "file_item",      "edit_item",      "withdraw_item", "compose_volume",
        "seal_volume",    "reopen_volume",  "check_volume",  "annotate_volume",
        "print_form",     "request_loan",   "view_loan",     "withdraw_loan",
        "decide_loan",    "confirm_count",  "run_desk",      "view_loan_register",
        "view_reference", "manage_fonds",   "view_people",   "manage_accounts",
        "manage_rights",  "view_audit_log", "verify_audit",  "view_statistics",
        "own_account"};
    return kTexts;
}

namespace {

using Mask = std::uint32_t;

template <class E>
constexpr Mask bit(E value) {
    return Mask{1} << static_cast<unsigned>(value);
}
template <class E>
constexpr Mask mask(std::initializer_list<E> values) {
    Mask all = 0;
    for (const E value : values) all |= bit(value);
    return all;
}

enum class Place { any, own, own_or_grant };
// The person named by the object: requester of a loan, compiler of a volume.
enum class Person { any, self, other };

constexpr Mask kNoRole = 0;
constexpr Mask kNoPosition = 0;
constexpr Mask kSeparated = mask({Role::system_admin, Role::security_admin, Role::audit_admin});
constexpr Mask kStaff =
    mask({Role::archivist, Role::dept_archivist, Role::employee, Role::account_manager});
constexpr Mask kReaders = kStaff | mask({Role::supervisor, Role::auditor});
constexpr Mask kEverybody = kReaders | kSeparated;
constexpr Mask kArchivist = mask({Role::archivist});
constexpr Mask kDeciders = mask({PositionKind::department_leader, PositionKind::archive_head,
                                 PositionKind::manager, PositionKind::general_manager});
constexpr Mask kLeaders =
    mask({PositionKind::archive_head, PositionKind::manager, PositionKind::general_manager});

constexpr Mask kNone = bit(ObjectKind::none);
constexpr Mask kItem = bit(ObjectKind::item);
constexpr Mask kVolume = bit(ObjectKind::volume);
constexpr Mask kLoan = bit(ObjectKind::loan);

constexpr Mask kFiled = mask({ObjectState::filed, ObjectState::bound});
constexpr Mask kAnyItem = kFiled | bit(ObjectState::withdrawn);
constexpr Mask kAnyVolume = mask({ObjectState::open, ObjectState::submitted, ObjectState::sealed});
constexpr Mask kStateless = bit(ObjectState::none);
// Before the first save an item or volume has no state yet.
constexpr Mask kNewItem = mask({ObjectState::none, ObjectState::filed});

struct PolicyRow {
    Action action;
    Mask kinds;      // ObjectKind
    Mask roles;      // any of these, or
    Mask positions;  // any of these
    bool clearance;  // clearance >= level
    Place place;
    Person person;
    Mask states;  // ObjectState
};

// The table. Several rows of one action are alternatives; what stands nowhere is denied.
constexpr PolicyRow kPolicy[] = {
    // DECISIONS 2: the catalogue entry needs the clearance, in any department. Withdrawn entries
    // stay visible to those who keep and audit the records.
    {Action::search_records, kItem, kReaders, kNoPosition, true, Place::any, Person::any, kFiled},
    {Action::view_catalogue, kItem, kReaders, kNoPosition, true, Place::any, Person::any, kFiled},
    {Action::view_catalogue, kItem, mask({Role::archivist, Role::auditor}), kNoPosition, true,
     Place::any, Person::any, kAnyItem},
    {Action::view_catalogue, kItem, mask({Role::dept_archivist}), kNoPosition, true, Place::own,
     Person::any, kAnyItem},
    {Action::view_catalogue, kVolume, kReaders, kNoPosition, true, Place::any, Person::any,
     kAnyVolume},
    // DECISIONS 2: content needs the own department, a grant, or the archivist's or auditor's role.
    {Action::view_content, kItem, mask({Role::archivist, Role::auditor}), kNoPosition, true,
     Place::any, Person::any, kAnyItem},
    {Action::view_content, kItem, kStaff, kNoPosition, true, Place::own_or_grant, Person::any,
     kFiled},
    {Action::view_history, kItem | kVolume, mask({Role::archivist, Role::auditor}), kNoPosition,
     true, Place::any, Person::any, kAnyItem | kAnyVolume},
    {Action::view_history, kItem | kVolume, mask({Role::dept_archivist}), kNoPosition, true,
     Place::own, Person::any, kAnyItem | kAnyVolume},
    // the archivist files for all departments, a department's archivist for the own.
    {Action::file_item, kItem, kArchivist, kNoPosition, true, Place::any, Person::any, kNewItem},
    {Action::file_item, kItem, mask({Role::dept_archivist}), kNoPosition, true, Place::own,
     Person::any, kNewItem},
    {Action::edit_item, kItem, kArchivist, kNoPosition, true, Place::any, Person::any,
     bit(ObjectState::filed)},
    {Action::edit_item, kItem, mask({Role::dept_archivist}), kNoPosition, true, Place::own,
     Person::any, bit(ObjectState::filed)},
    {Action::withdraw_item, kItem, kArchivist, kNoPosition, true, Place::any, Person::any,
     bit(ObjectState::filed)},
    // only the central archivist numbers, catalogues and seals.
    {Action::compose_volume, kVolume, kArchivist, kNoPosition, true, Place::any, Person::any,
     mask({ObjectState::none, ObjectState::open})},
    {Action::seal_volume, kVolume, kArchivist, kNoPosition, true, Place::any, Person::any,
     bit(ObjectState::open)},
    {Action::reopen_volume, kVolume, kArchivist, kNoPosition, true, Place::any, Person::any,
     bit(ObjectState::submitted)},
    {Action::reopen_volume, kVolume, kNoRole, bit(PositionKind::archive_head), true, Place::any,
     Person::any, bit(ObjectState::submitted)},
    // the checker is not the compiler.
    {Action::check_volume, kVolume, kArchivist, bit(PositionKind::archive_head), true, Place::any,
     Person::other, bit(ObjectState::submitted)},
    {Action::annotate_volume, kVolume, kArchivist, bit(PositionKind::archive_head), true,
     Place::any, Person::any, bit(ObjectState::sealed)},
    {Action::print_form, kVolume, mask({Role::archivist, Role::auditor}),
     bit(PositionKind::archive_head), true, Place::any, Person::any, kAnyVolume},
    {Action::print_form, kVolume, mask({Role::dept_archivist}), kNoPosition, true, Place::own,
     Person::any, kAnyVolume},
    // Loans. The auditor and the supervisor change nothing, so they do not borrow as such.
    {Action::request_loan, kItem | kVolume, kStaff, kNoPosition, true, Place::any, Person::any,
     kFiled | kAnyVolume},
    {Action::view_loan, kLoan, kEverybody & ~kSeparated, kNoPosition, true, Place::any,
     Person::self, kStateless},
    {Action::view_loan, kLoan, mask({Role::archivist, Role::auditor}), kLeaders, true, Place::any,
     Person::any, kStateless},
    {Action::withdraw_loan, kLoan, kStaff, kNoPosition, true, Place::any, Person::self, kStateless},
    {Action::decide_loan, kLoan, kNoRole, kDeciders, true, Place::any, Person::other, kStateless},
    {Action::confirm_count, kLoan, kStaff, kNoPosition, true, Place::any, Person::any, kStateless},
    {Action::run_desk, kLoan, kArchivist, kNoPosition, true, Place::any, Person::any, kStateless},
    {Action::view_loan_register, kNone, mask({Role::archivist, Role::auditor}), kLeaders, false,
     Place::any, Person::any, kStateless},
    // Administration: names and classes are no records; the separated administrators need them.
    {Action::view_reference, kNone, kEverybody, kDeciders, false, Place::any, Person::any,
     kStateless},
    {Action::manage_fonds, kNone, kArchivist, kNoPosition, false, Place::any, Person::any,
     kStateless},
    {Action::view_people, kNone, mask({Role::system_admin, Role::security_admin}), kNoPosition,
     false, Place::any, Person::any, kStateless},
    {Action::manage_accounts, kNone, mask({Role::system_admin}), kNoPosition, false, Place::any,
     Person::any, kStateless},
    {Action::manage_rights, kNone, mask({Role::security_admin}), kNoPosition, false, Place::any,
     Person::any, kStateless},
    {Action::view_audit_log, kNone, mask({Role::audit_admin}), kNoPosition, false, Place::any,
     Person::any, kStateless},
    {Action::verify_audit, kNone, mask({Role::audit_admin, Role::auditor}), kNoPosition, false,
     Place::any, Person::any, kStateless},
    {Action::view_statistics, kNone, mask({Role::archivist, Role::supervisor, Role::auditor}),
     kLeaders, false, Place::any, Person::any, kStateless},
    {Action::own_account, kNone, kEverybody, kDeciders, false, Place::any, Person::any, kStateless},
};

Mask role_mask(const Subject& subject) {
    Mask all = 0;
    for (const Role role : subject.roles) all |= bit(role);
    return all;
}

// What the subject's roles and positions open. An account with a forbidden mixture of roles has
// nothing, and a separated administrator gains nothing from a position.
std::vector<const PolicyRow*> rows_for(const Subject& subject, Action action) {
    std::vector<const PolicyRow*> rows;
    if (!check_roles(subject.roles)) return rows;
    const Mask roles = role_mask(subject);
    Mask positions = 0;
    if (!(roles & kSeparated))
        for (const HeldPosition& held : subject.positions) positions |= bit(held.kind);
    for (const PolicyRow& row : kPolicy)
        if (row.action == action && ((row.roles & roles) || (row.positions & positions)))
            rows.push_back(&row);
    return rows;
}

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
    const auto rows = rows_for(subject, action);
    return std::any_of(rows.begin(), rows.end(),
                       [&](const PolicyRow* row) { return broken(*row, subject, object).empty(); });
}

bool visible(const Subject& subject, const AccessObject& object) {
    switch (object.kind) {
        case ObjectKind::none:
            return true;
        case ObjectKind::item:
        case ObjectKind::volume:
            return allowed(subject, Action::view_catalogue, object);
        case ObjectKind::loan:
            return allowed(subject, Action::view_loan, object);
    }
    return false;
}

// ---- SQL

std::string level_sql(ObjectKind table, const std::string& alias) {
    if (table != ObjectKind::loan) return alias + ".level";
    return "COALESCE((SELECT acc_i.level FROM items acc_i WHERE acc_i.id = " + alias +
           ".item_id), (SELECT acc_v.level FROM volumes acc_v WHERE acc_v.id = " + alias +
           ".volume_id))";
}

std::string department_sql(ObjectKind table, const std::string& alias) {
    if (table != ObjectKind::loan) return alias + ".department_id";
    return "COALESCE((SELECT acc_i.department_id FROM items acc_i WHERE acc_i.id = " + alias +
           ".item_id), (SELECT acc_v.department_id FROM volumes acc_v WHERE acc_v.id = " + alias +
           ".volume_id))";
}

std::string grants_sql(const Subject& subject, const std::string& alias) {
    std::string list;
    for (const Id id : subject.granted_items)
        list += (list.empty() ? "" : ", ") + std::to_string(id);
    return alias + ".id IN (" + list + ")";
}

// States as the items table holds them: bound = filed in a volume that is no longer open.
std::string item_states_sql(Mask states, const std::string& alias) {
    const bool filed = states & bit(ObjectState::filed);
    const bool bound = states & bit(ObjectState::bound);
    const bool withdrawn = states & bit(ObjectState::withdrawn);
    const std::string in_fixed = "EXISTS (SELECT 1 FROM volumes acc_f WHERE acc_f.id = " + alias +
                                 ".volume_id AND acc_f.state <> 'open')";
    std::string sql = "0 = 1";
    if (filed && bound)
        sql = alias + ".state = 'filed'";
    else if (filed)
        sql = alias + ".state = 'filed' AND NOT " + in_fixed;
    else if (bound)
        sql = alias + ".state = 'filed' AND " + in_fixed;
    if (withdrawn) sql = "(" + sql + ") OR " + alias + ".state = 'withdrawn'";
    return "(" + sql + ")";
}

std::string volume_states_sql(Mask states, const std::string& alias) {
    std::string list;
    for (const auto& [state, text] :
         {std::pair(ObjectState::open, "'open'"), std::pair(ObjectState::submitted, "'submitted'"),
          std::pair(ObjectState::sealed, "'sealed'")})
        if (states & bit(state)) list += (list.empty() ? "" : ", ") + std::string(text);
    return list.empty() ? "0 = 1" : alias + ".state IN (" + list + ")";
}

std::string states_sql(ObjectKind table, Mask states, const std::string& alias) {
    switch (table) {
        case ObjectKind::none:
            return "0 = 1";
        case ObjectKind::item:
            return item_states_sql(states, alias);
        case ObjectKind::volume:
            return volume_states_sql(states, alias);
        case ObjectKind::loan:
            return (states & bit(ObjectState::none)) ? "1 = 1" : "0 = 1";
    }
    return "0 = 1";
}

std::string person_sql(ObjectKind table, Person person, const std::string& alias) {
    // An item names no person: nobody is its "self", everybody another.
    if (table == ObjectKind::item) return person == Person::self ? "0 = 1" : "1 = 1";
    const std::string column =
        alias + (table == ObjectKind::loan ? ".requester_id" : ".compiler_id");
    if (person == Person::self) return column + " = :acc_user";
    return "(" + column + " IS NULL OR " + column + " <> :acc_user)";
}

std::string row_sql(const PolicyRow& row, const Subject& subject, ObjectKind table,
                    const std::string& alias) {
    std::string sql = states_sql(table, row.states, alias);
    if (row.clearance) sql += " AND " + level_sql(table, alias) + " <= :acc_clearance";
    const std::string own = department_sql(table, alias) + " = :acc_department";
    if (row.place == Place::own || (row.place == Place::own_or_grant && table != ObjectKind::item))
        sql += " AND " + own;
    else if (row.place == Place::own_or_grant)
        sql += " AND (" + own + " OR " + grants_sql(subject, alias) + ")";
    if (row.person != Person::any) sql += " AND " + person_sql(table, row.person, alias);
    return "(" + sql + ")";
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

AccessObject loan_object(Id loan_id, Id requester, Level level, Id owner_department) {
    return {ObjectKind::loan, loan_id, level, owner_department, ObjectState::none, requester};
}

Decision decide(const Subject& subject, Action action, const AccessObject& object) {
    const auto rows = rows_for(subject, action);
    std::string_view reason = "access.role_missing";
    for (const PolicyRow* row : rows) {
        const std::string_view fault = broken(*row, subject, object);
        if (fault.empty()) return {true, true, ""};
        reason = fault;
    }
    if (!visible(subject, object)) return {false, false, "access.not_found"};
    return {false, true, std::string(reason)};
}

Decision decide(const Subject& subject, Action action) {
    if (!rows_for(subject, action).empty()) return {true, true, ""};
    return {false, true, "access.role_missing"};
}

namespace {

Result<void> as_error(const Decision& decision, Action action) {
    if (decision.allow) return {};
    if (!decision.visible) return fail(ErrorCode::not_found, "access.not_found");
    Error error = fail(ErrorCode::forbidden, decision.reason);
    error.params = {{"action", std::string(to_text(action))}};
    return error;
}

}  // namespace

Result<void> require(const Subject& subject, Action action, const AccessObject& object) {
    return as_error(decide(subject, action, object), action);
}

Result<void> require(const Subject& subject, Action action) {
    return as_error(decide(subject, action), action);
}

AccessPredicate sql_predicate(const Subject& subject, Action action, ObjectKind table,
                              std::string_view alias) {
    std::string sql;
    for (const PolicyRow* row : rows_for(subject, action))
        if (table != ObjectKind::none && (row->kinds & bit(table)))
            sql += (sql.empty() ? "" : " OR ") + row_sql(*row, subject, table, std::string(alias));
    AccessPredicate predicate{sql.empty() ? "0 = 1" : "(" + sql + ")", {}};
    // Only the parameters that the text names: a driver refuses others.
    const auto bind = [&](const char* name, std::int64_t value) {
        if (predicate.sql.find(std::string(":") + name) != std::string::npos)
            predicate.params.emplace_back(name, value);
    };
    bind("acc_clearance", static_cast<std::int64_t>(subject.clearance));
    bind("acc_department", subject.department_id);
    bind("acc_user", subject.user_id);
    return predicate;
}

std::optional<SearchScope> search_scope(const Subject& subject) {
    if (rows_for(subject, Action::search_records).empty()) return std::nullopt;
    SearchScope scope;
    scope.clearance = subject.clearance;
    for (const PolicyRow* row : rows_for(subject, Action::view_content)) {
        if (row->place == Place::any) scope.all_content = true;
        if (row->place != Place::any) scope.content_departments = {subject.department_id};
        if (row->place == Place::own_or_grant) scope.granted_items = subject.granted_items;
    }
    return scope;
}

Result<void> check_roles(const std::set<Role>& roles) {
    Mask all = 0;
    for (const Role role : roles) all |= bit(role);
    if (!(all & kSeparated) || roles.size() == 1) return {};
    Error error = fail(ErrorCode::conflict, "user.roles_exclusive");
    error.field = "roles";
    return error;
}

Level effective_clearance(const User& user, Date today) {
    const bool expired = user.clearance_until && today > *user.clearance_until;
    return expired ? Level::open : user.clearance;
}

}  // namespace lantai::core
