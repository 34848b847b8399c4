// From an account to the subject that the access rules judge; the one way to make a Subject.
#pragma once
#include <optional>
#include <string>

#include "core/repo/user_repo.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// Roles, clearance, positions and loans of an active account as they are now; nothing when there
/// is no such account or it is deactivated.
Result<std::optional<Subject>> find_subject(Database& db, Id user_id, const Date& today);
/// The same of an account that was read in this snapshot.
Result<std::optional<Subject>> subject_of(Database& db, const UserRow& row, const Date& today);

/// A person who acts without a session, e.g. `search --as`. `origin` gives address and request
/// id. Errors: not_found "user.unknown" (deactivated too).
Result<Caller> caller_by_login(Store& store, const std::string& login, const Actor& origin);

/// Whoever may run the program on the data folder: logged as "operator", without an account. The
/// separated administrators exclude each other, so it acts in one role at a time.
Caller operator_caller(Role role);

}  // namespace lantai::core
