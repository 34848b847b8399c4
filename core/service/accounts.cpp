#include "core/service/accounts.hpp"

#include <utility>

#include "core/base/hash.hpp"
#include "core/base/json_text.hpp"
#include "core/repo/position_repo.hpp"
#include "core/repo/session_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/archival_code.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/login_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/clearances.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kMaxCode = 20;
constexpr std::size_t kMaxName = 100;
constexpr Role kAdministrators[] = {Role::system_admin, Role::security_admin, Role::audit_admin};

Event user_event(const char* action, const User& user, std::string details) {
    Event event{action, "user", user.id, user.login, Outcome::done, {}, std::move(details)};
    return event;
}

Event department_event(const char* action, const Department& department) {
    Event event{action, "department", department.id, department.code, Outcome::done, {}, {}};
    event.details = json_object({{"name", department.name}, {"active", department.active}});
    return event;
}

std::string rights_json(const User& user) {
    std::vector<std::string> roles;
    for (const Role role : user.roles) roles.emplace_back(to_text(role));
    return json_object(
        {JsonField::raw("roles", json_array(roles)),
         {"clearance", static_cast<int>(user.clearance)},
         {"clearance_until", user.clearance_until ? user.clearance_until->iso() : ""}});
}

std::string before_after(std::string before, std::string after) {
    return json_object(
        {JsonField::raw("before", std::move(before)), JsonField::raw("after", std::move(after))});
}

std::string facts_json(const User& user) {
    return json_object({{"name", user.name},
                        {"department_id", std::to_string(user.department_id)},
                        {"active", user.active},
                        {"rights_held", user.rights_held}});
}

/// A broken UNIQUE as the message that the form shows; SQLite names the column in the detail.
Result<void> taken(Result<void> done, const char* key, std::initializer_list<const char*> fields) {
    if (done || done.error().key != "db.duplicate") return done;
    Error error = fail(ErrorCode::conflict, key);
    for (const char* field : fields)
        if (done.error().detail.find(std::string(".") + field) != std::string::npos)
            error.field = field;
    return error;
}

Result<UserRow> stored_user(Database& db, Id id) {
    LT_TRY(auto row, find_user(db, id));
    if (!row) return not_found();
    return *std::move(row);
}

Result<UserRow> stored_user(Database& db, Id id, int version) {
    LT_TRY(UserRow row, stored_user(db, id));
    if (row.user.version != version) return stale(row.user.version);
    return row;
}

Result<void> check_department(Database& db, Id id) {
    LT_TRY(const auto department, find_department(db, id));
    if (!department || !department->active)
        return field_error("department_id", "department.unknown");
    return {};
}

/// Without the first two nobody could make accounts or give rights any more; without the third
/// nobody would watch them (三员).
Result<void> keep_last_admin(Database& db, const User& before, const User& after) {
    for (const Role role : kAdministrators) {
        const bool had = before.active && before.roles.count(role) != 0;
        const bool has = after.active && after.roles.count(role) != 0;
        if (!had || has) continue;
        LT_TRY(const int others, count_others_acting_as(db, role, before.id));
        if (others == 0) return fail(ErrorCode::conflict, "user.last_admin");
    }
    return {};
}

/// Does more than being signed in hang on this account?
Result<bool> has_rights(UnitOfWork& unit, const User& user) {
    if (!user.roles.empty() || user.clearance > Level::open) return true;
    LT_TRY(const auto held, held_positions(unit.db(), user.id, unit.today()));
    return !held.empty();
}

/// Does its department open anything to this account? Nothing to the three administrators (三员),
/// who never see records.
Result<bool> department_counts(UnitOfWork& unit, const User& user) {
    for (const Role role : kAdministrators)
        if (user.roles.count(role) != 0) return false;
    return has_rights(unit, user);
}

/// A separated administrator decides nothing: a post in such hands would hold up every loan.
Result<void> check_no_post(UnitOfWork& unit, Id user_id, const std::set<Role>& roles) {
    if (!is_separated(roles)) return {};
    LT_TRY(const bool holds, has_post_from(unit.db(), user_id, unit.today()));
    if (!holds) return {};
    Error error = fail(ErrorCode::conflict, "user.holds_position");
    error.field = "roles";
    return error;
}

Result<std::string> make_link(UnitOfWork& unit, const std::string& token, Id user_id) {
    LT_CHECK(
        replace_link(unit.db(), sha256_hex(token), user_id, unit.now() + Accounts::kLinkLifeMs));
    return token;
}

std::optional<Error> name_fault(const std::string& name) {
    return text_fault("name", name, {kMaxName, true, TextKind::line});
}

}  // namespace

Result<std::vector<DepartmentRow>> Accounts::departments(const Caller& caller) {
    (void)caller;  // everybody who is signed in picks from them, the administrators included
    return store_.read_value<std::vector<DepartmentRow>>(
        [](Database& db) { return list_departments(db); });
}

Result<Department> Accounts::add_department(const Caller& caller, const std::string& code,
                                            const std::string& name) {
    LT_CHECK(require(caller.subject, Action::manage_accounts));
    Faults faults;
    const auto fault = text_fault("code", code, {kMaxCode, true, TextKind::line});
    faults.add(fault);
    // It becomes a part of archival codes, where it could not be told apart any more (T-3).
    if (!fault && !is_code_component(code))
        faults.add(field_error("code", "code.component_bad", {{"component", code}}));
    faults.add(name_fault(name));
    LT_CHECK(std::move(faults).result());
    return store_.write_value<Department>(
        caller.actor, [&](UnitOfWork& unit) -> Result<Department> {
            const Department department{unit.next_id(), code, name, true, 1};
            LT_CHECK(taken(insert_department(unit.db(), department), "department.taken",
                           {"code", "name"}));
            unit.note(department_event("department.added", department));
            return department;
        });
}

Result<Department> Accounts::change_department(const Caller& caller, Id id, int version,
                                               const DepartmentChange& change) {
    LT_CHECK(require(caller.subject, Action::manage_accounts));
    if (change.name) {
        if (auto fault = name_fault(*change.name)) return *std::move(fault);
    }
    return store_.write_value<Department>(
        caller.actor, [&](UnitOfWork& unit) -> Result<Department> {
            LT_TRY(const auto found, find_department(unit.db(), id));
            if (!found) return not_found();
            if (found->version != version) return stale(found->version);
            Department department = *found;
            department.name = change.name.value_or(department.name);
            department.active = change.active.value_or(department.active);
            if (found->active && !department.active) {
                UserFilter people;
                people.department_id = id;
                people.active = true;
                people.limit = 1;
                LT_TRY(const auto members, list_users(unit.db(), people));
                if (!members.empty()) return fail(ErrorCode::conflict, "department.in_use");
            }
            LT_CHECK(taken(update_department(unit.db(), department), "department.taken", {"name"}));
            ++department.version;
            unit.note(department_event("department.changed", department));
            return department;
        });
}

Result<std::vector<UserRow>> Accounts::users(const Caller& caller, const UserFilter& filter) {
    LT_CHECK(require(caller.subject, Action::view_people));
    return store_.read_value<std::vector<UserRow>>(
        [&](Database& db) { return list_users(db, filter); });
}

Result<UserRow> Accounts::user(const Caller& caller, Id id) {
    LT_CHECK(require(caller.subject, Action::view_people));
    return store_.read_value<UserRow>([&](Database& db) { return stored_user(db, id); });
}

Result<OwnAccount> Accounts::own(const Caller& caller) {
    return store_.read_value<OwnAccount>([&](Database& db) -> Result<OwnAccount> {
        LT_TRY(UserRow row, stored_user(db, caller.subject.user_id));
        LT_TRY(auto department, find_department(db, row.user.department_id));
        if (!department) return not_found();
        return OwnAccount{std::move(row), *std::move(department)};
    });
}

Result<std::vector<PersonRow>> Accounts::people(const Caller& caller) {
    (void)caller;  // see departments()
    return store_.read_value<std::vector<PersonRow>>([](Database& db) { return list_people(db); });
}

Result<NewUser> Accounts::add_user(const Caller& caller, const UserDraft& draft) {
    LT_CHECK(require(caller.subject, Action::manage_accounts));
    const std::string login = fold_login(draft.login);
    Faults faults;
    if (!is_login_name(login)) faults.add(field_error("login", "user.login_form"));
    faults.add(name_fault(draft.name));
    LT_CHECK(std::move(faults).result());
    const std::string token = store_.ids().token(32);
    return store_.write_value<NewUser>(caller.actor, [&](UnitOfWork& unit) -> Result<NewUser> {
        LT_CHECK(check_department(unit.db(), draft.department_id));
        User user;
        user.id = unit.next_id();
        user.login = login;
        user.name = draft.name;
        user.department_id = draft.department_id;
        user.created_at = unit.now();
        LT_CHECK(taken(insert_user(unit.db(), user), "user.login_taken", {"login"}));
        LT_TRY(std::string link, make_link(unit, token, user.id));
        unit.note(user_event("user.added", user, facts_json(user)));
        LT_TRY(UserRow row, stored_user(unit.db(), user.id));
        return NewUser{std::move(row), std::move(link)};
    });
}

Result<UserRow> Accounts::change_user(const Caller& caller, Id id, int version,
                                      const UserChange& change) {
    LT_CHECK(require(caller.subject, Action::manage_accounts));
    if (change.name) {
        if (auto fault = name_fault(*change.name)) return *std::move(fault);
    }
    if (change.active == false && id == caller.subject.user_id)
        return fail(ErrorCode::forbidden, "access.own_rights");
    return store_.write_value<UserRow>(caller.actor, [&](UnitOfWork& unit) -> Result<UserRow> {
        LT_TRY(const UserRow before, stored_user(unit.db(), id, version));
        User user = before.user;
        user.name = change.name.value_or(user.name);
        user.active = change.active.value_or(user.active);
        if (change.department_id && *change.department_id != user.department_id) {
            LT_CHECK(check_department(unit.db(), *change.department_id));
            user.department_id = *change.department_id;
            LT_TRY(const bool opens, department_counts(unit, user));
            user.rights_held = user.rights_held || opens;
        }
        LT_CHECK(keep_last_admin(unit.db(), before.user, user));
        LT_CHECK(update_user(unit.db(), user));
        const bool leaves = before.user.active && !user.active;
        if (leaves) {
            LT_TRY(const auto ended, delete_sessions_of(unit.db(), id));
            (void)ended;
            LT_CHECK(leaving_opened(unit, caller, before.user, {}));
        }
        if (!before.user.active && user.active) LT_CHECK(leaving_undone(unit, user));
        unit.note(user_event(leaves ? "user.deactivated" : "user.changed", user,
                             before_after(facts_json(before.user), facts_json(user))));
        return stored_user(unit.db(), id);
    });
}

Result<std::string> Accounts::new_link(const Caller& caller, Id id) {
    LT_CHECK(require(caller.subject, Action::manage_accounts));
    const std::string token = store_.ids().token(32);
    return store_.write_value<std::string>(
        caller.actor, [&](UnitOfWork& unit) -> Result<std::string> {
            LT_TRY(const UserRow row, stored_user(unit.db(), id));
            if (!row.user.active) return fail(ErrorCode::conflict, "user.inactive");
            LT_TRY(const bool hold, has_rights(unit, row.user));
            LT_CHECK(clear_password(unit.db(), id, hold));
            LT_TRY(const auto ended, delete_sessions_of(unit.db(), id));
            unit.note(user_event("user.link_made", row.user,
                                 json_object({{"sessions_ended", ended}, {"rights_held", hold}})));
            return make_link(unit, token, id);
        });
}

Result<UserRow> Accounts::set_rights(const Caller& caller, Id id, int version,
                                     const Rights& rights) {
    LT_CHECK(require(caller.subject, Action::manage_rights));
    if (id == caller.subject.user_id) return fail(ErrorCode::forbidden, "access.own_rights");
    LT_CHECK(check_grant(rights.roles));
    if (rights.clearance_until && *rights.clearance_until < store_.today())
        return field_error("clearance_until", "user.clearance_past");
    return store_.write_value<UserRow>(caller.actor, [&](UnitOfWork& unit) -> Result<UserRow> {
        LT_TRY(const UserRow before, stored_user(unit.db(), id, version));
        LT_CHECK(check_no_post(unit, id, rights.roles));
        User user = before.user;
        user.roles = rights.roles;
        user.clearance = rights.clearance;
        user.clearance_until = rights.clearance_until;
        user.rights_held = false;
        LT_CHECK(keep_last_admin(unit.db(), before.user, user));
        LT_CHECK(update_user(unit.db(), user));
        LT_CHECK(replace_roles(unit.db(), id, user.roles));
        unit.note(user_event("user.rights_changed", user,
                             before_after(rights_json(before.user), rights_json(user))));
        return stored_user(unit.db(), id);
    });
}

}  // namespace lantai::core
