// Departments and accounts. The system administrator makes accounts without any right; the
// security administrator grants roles and clearance; nobody changes their own (DECISIONS 3, 19).
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/repo/user_repo.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct DepartmentChange {
    std::optional<std::string> name;
    std::optional<bool> active;
};

struct UserDraft {
    std::string login;  // 2-32 of a-z 0-9 . - _, begins with a letter; folded to lower case
    std::string name;
    Id department_id = 0;
};

struct UserChange {
    std::optional<std::string> name;
    std::optional<Id> department_id;
    std::optional<bool> active;
};

struct Rights {
    std::set<Role> roles;
    Level clearance = Level::open;
    std::optional<Date> clearance_until;  // last day; empty = open
};

/// `link_token` is shown once and kept only as a hash; it works for 72 hours and once.
struct NewUser {
    UserRow user;
    std::string link_token;
};

/// The own account, which everybody may see.
struct OwnAccount {
    UserRow user;
    Department department;
};

/// Errors of every method: forbidden access.role_missing; not_found access.not_found; stale
/// request.stale; field faults, all at once. Threads: every method from any thread.
class Accounts {
public:
    static constexpr std::int64_t kLinkLifeMs = std::int64_t{72} * 3'600'000;
    explicit Accounts(Store& store) : store_(store) {}

    Result<std::vector<DepartmentRow>> departments(const Caller& caller);
    /// Errors: conflict department.taken (field code or name).
    Result<Department> add_department(const Caller& caller, const std::string& code,
                                      const std::string& name);
    /// Errors: conflict department.taken; conflict department.in_use (deactivating one that has
    /// active people).
    Result<Department> change_department(const Caller& caller, Id id, int version,
                                         const DepartmentChange& change);

    Result<OwnAccount> own(const Caller& caller);
    /// By login; a full page means there may be more after its last login.
    Result<std::vector<UserRow>> users(const Caller& caller, const UserFilter& filter);
    Result<UserRow> user(const Caller& caller, Id id);
    Result<std::vector<PersonRow>> people(const Caller& caller);

    /// Errors: conflict user.login_taken; field department_id department.unknown (or inactive).
    Result<NewUser> add_user(const Caller& caller, const UserDraft& draft);
    /// Deactivation ends all sessions at once; open loans don't hinder it, they hold up the
    /// clearance certificate, which is opened with it (R-5, DECISIONS 5). A
    /// department opens its papers and decides routes (DECISIONS 2, R-38): after a move the rights
    /// of the account rest until set_rights, as after new_link (not those of the three
    /// administrators, to whom it opens nothing). Errors: conflict user.last_admin; forbidden
    /// access.own_rights (deactivating oneself).
    Result<UserRow> change_user(const Caller& caller, Id id, int version, const UserChange& change);
    /// A fresh link; the old password and earlier links stop working, sessions end, and the rights
    /// of the account rest until set_rights, so that whoever holds the link gains none by it
    /// (三员). Errors: conflict user.inactive.
    Result<std::string> new_link(const Caller& caller, Id id);

    /// Counts for the very next request; wakes rights that rest after a reset or a move. Errors:
    /// forbidden access.own_rights; conflict user.roles_exclusive, user.auditor_writes,
    /// user.last_admin, user.holds_position (field roles: one of the three administrators has a
    /// post); field clearance_until user.clearance_past.
    Result<UserRow> set_rights(const Caller& caller, Id id, int version, const Rights& rights);

private:
    Store& store_;
};

}  // namespace lantai::core
