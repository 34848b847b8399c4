// Rows of departments, users, their roles and password hashes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/user.hpp"

namespace lantai::core {

/// A department with how many active people hold the role dept_archivist there.
struct DepartmentRow {
    Department department;
    int archivists = 0;
};
Result<std::vector<DepartmentRow>> list_departments(Database& db);  // by code
Result<std::optional<Department>> find_department(Database& db, Id id);
Result<void> insert_department(Database& db, const Department& department);
/// Errors: stale "request.stale" when the stored version is not department.version.
Result<void> update_department(Database& db, const Department& department);

struct UserRow {
    User user;
    std::string department_name;
};
struct UserFilter {
    std::string query;  // part of login or name; empty = all
    std::optional<Id> department_id;
    std::optional<bool> active;
    std::string after_login;  // keyset cursor; empty = from the start
    int limit = 50;
};
Result<std::vector<UserRow>> list_users(Database& db, const UserFilter& filter);  // by login
Result<std::optional<UserRow>> find_user(Database& db, Id id);
Result<std::optional<UserRow>> find_user_by_login(Database& db, const std::string& login);

/// Row only; roles are written with replace_roles.
Result<void> insert_user(Database& db, const User& user);
/// Name, department, clearance, activity. Errors: stale "request.stale" by user.version.
Result<void> update_user(Database& db, const User& user);
Result<void> replace_roles(Database& db, Id user_id, const std::set<Role>& roles);
Result<void> set_password(Database& db, Id user_id, const std::string& hash);
/// No password opens the account until a link was used; with `hold_rights` its rights rest too.
Result<void> clear_password(Database& db, Id user_id, bool hold_rights);
/// The stored hash; empty when none was set yet or there is no such account.
Result<std::string> password_hash(Database& db, Id user_id);

/// How many active accounts hold the role.
/// Active accounts with the role whose rights do not rest, without `user_id`.
Result<int> count_others_acting_as(Database& db, Role role, Id user_id);

/// The names behind ids, for pickers: active people only.
struct PersonRow {
    Id id = 0;
    std::string name;
    Id department_id = 0;
    std::string department_name;
};
Result<std::vector<PersonRow>> list_people(Database& db);  // by department code and name

}  // namespace lantai::core
