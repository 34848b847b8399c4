#include "core/repo/user_repo.hpp"

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

const char* const kUserSelect =
    "SELECT u.id, u.login, u.name, u.department_id, u.clearance, u.clearance_until, u.active,"
    " u.must_change_password, u.created_at, u.version, d.name, u.rights_held"
    " FROM users u JOIN departments d ON d.id = u.department_id ";

Result<UserRow> read_user(const DbRow& row) {
    UserRow out;
    out.user.id = row.integer(0);
    out.user.login = row.text(1);
    out.user.name = row.text(2);
    out.user.department_id = row.integer(3);
    out.user.clearance = static_cast<Level>(row.integer(4));
    if (!row.is_null(5)) {
        LT_TRY(out.user.clearance_until, row_date(row, 5));
    }
    out.user.active = row.boolean(6);
    out.user.must_change_password = row.boolean(7);
    out.user.created_at = row.integer(8);
    out.user.version = static_cast<int>(row.integer(9));
    out.department_name = row.text(10);
    out.user.rights_held = row.boolean(11);
    return out;
}

Result<void> add_roles(Database& db, UserRow& row) {
    return db.query("SELECT role FROM user_roles WHERE user_id = :id", {{"id", row.user.id}},
                    [&](const DbRow& found) -> Result<void> {
                        const auto role = from_text<Role>(found.text(0));
                        if (!role) return fail(ErrorCode::corrupt, "db.corrupt", "unknown role");
                        row.user.roles.insert(*role);
                        return {};
                    });
}

Result<std::vector<UserRow>> users_where(Database& db, const std::string& rest,
                                         const DbParams& params) {
    std::vector<UserRow> rows;
    LT_CHECK(db.query(kUserSelect + rest, params, [&](const DbRow& row) -> Result<void> {
        LT_TRY(UserRow user, read_user(row));
        rows.push_back(std::move(user));
        return {};
    }));
    for (UserRow& row : rows) LT_CHECK(add_roles(db, row));
    return rows;
}

Result<std::optional<UserRow>> user_where(Database& db, const std::string& rest,
                                          const DbParams& params) {
    LT_TRY(auto rows, users_where(db, rest, params));
    if (rows.empty()) return std::optional<UserRow>();
    return std::optional(std::move(rows.front()));
}

Department read_department(const DbRow& row) {
    return {row.integer(0), row.text(1), row.text(2), row.boolean(3),
            static_cast<int>(row.integer(4))};
}

Result<void> expect_one(Result<std::int64_t> changed) {
    LT_TRY(const auto rows, std::move(changed));
    if (rows != 1) return fail(ErrorCode::stale, "request.stale");
    return {};
}

Result<void> done(Result<std::int64_t> changed) {
    LT_TRY(const auto rows, std::move(changed));
    (void)rows;
    return {};
}

}  // namespace

Result<std::vector<DepartmentRow>> list_departments(Database& db) {
    return db_list<DepartmentRow>(
        db,
        "SELECT d.id, d.code, d.name, d.active, d.version,"
        " (SELECT count(*) FROM users u JOIN user_roles r ON r.user_id = u.id"
        "  WHERE u.department_id = d.id AND u.active = 1 AND r.role = 'dept_archivist')"
        " FROM departments d ORDER BY d.code",
        {}, [](const DbRow& row) {
            return DepartmentRow{read_department(row), static_cast<int>(row.integer(5))};
        });
}

Result<std::optional<Department>> find_department(Database& db, Id id) {
    return db_find<Department>(
        db, "SELECT id, code, name, active, version FROM departments WHERE id = :id", {{"id", id}},
        read_department);
}

Result<void> insert_department(Database& db, const Department& department) {
    return done(
        db.execute("INSERT INTO departments(id, code, name) VALUES (:id, :code, :name)",
                   {{"id", department.id}, {"code", department.code}, {"name", department.name}}));
}

Result<void> update_department(Database& db, const Department& department) {
    return expect_one(
        db.execute("UPDATE departments SET name = :name, active = :active, version = version + 1"
                   " WHERE id = :id AND version = :version",
                   {{"id", department.id},
                    {"name", department.name},
                    {"active", department.active},
                    {"version", department.version}}));
}

Result<std::vector<UserRow>> list_users(Database& db, const UserFilter& filter) {
    std::string where = "WHERE u.login > :after";
    DbParams params = {{"after", filter.after_login}, {"limit", filter.limit}};
    if (!filter.query.empty()) {
        where += " AND (instr(u.login, :query) > 0 OR instr(u.name, :query) > 0)";
        params.emplace_back("query", filter.query);
    }
    if (filter.department_id) {
        where += " AND u.department_id = :department";
        params.emplace_back("department", *filter.department_id);
    }
    if (filter.active) {
        where += " AND u.active = :active";
        params.emplace_back("active", *filter.active);
    }
    return users_where(db, where + " ORDER BY u.login LIMIT :limit", params);
}

Result<std::optional<UserRow>> find_user(Database& db, Id id) {
    return user_where(db, "WHERE u.id = :id", {{"id", id}});
}

Result<std::optional<UserRow>> find_user_by_login(Database& db, const std::string& login) {
    return user_where(db, "WHERE u.login = :login", {{"login", login}});
}

Result<void> insert_user(Database& db, const User& user) {
    return done(
        db.execute("INSERT INTO users(id, login, name, department_id, clearance, created_at)"
                   " VALUES (:id, :login, :name, :department_id, :clearance, :created_at)",
                   {{"id", user.id},
                    {"login", user.login},
                    {"name", user.name},
                    {"department_id", user.department_id},
                    {"clearance", static_cast<int>(user.clearance)},
                    {"created_at", user.created_at}}));
}

Result<void> update_user(Database& db, const User& user) {
    const auto until =
        user.clearance_until ? std::optional(user.clearance_until->iso()) : std::nullopt;
    return expect_one(db.execute(
        "UPDATE users SET name = :name, department_id = :department_id, clearance = :clearance,"
        " clearance_until = :until, active = :active, rights_held = :rights_held,"
        " version = version + 1 WHERE id = :id AND version = :version",
        {{"id", user.id},
         {"rights_held", user.rights_held},
         {"name", user.name},
         {"department_id", user.department_id},
         {"clearance", static_cast<int>(user.clearance)},
         {"until", until},
         {"active", user.active},
         {"version", user.version}}));
}

Result<void> replace_roles(Database& db, Id user_id, const std::set<Role>& roles) {
    LT_CHECK(done(db.execute("DELETE FROM user_roles WHERE user_id = :id", {{"id", user_id}})));
    for (const Role role : roles)
        LT_CHECK(done(db.execute("INSERT INTO user_roles(user_id, role) VALUES (:id, :role)",
                                 {{"id", user_id}, {"role", to_text(role)}})));
    return {};
}

Result<void> set_password(Database& db, Id user_id, const std::string& hash) {
    return done(db.execute(
        "UPDATE users SET password_hash = :hash, must_change_password = 0 WHERE id = :id",
        {{"id", user_id}, {"hash", hash}}));
}

Result<void> clear_password(Database& db, Id user_id, bool hold_rights) {
    return done(db.execute(
        "UPDATE users SET password_hash = NULL, must_change_password = 1,"
        " rights_held = max(rights_held, :hold), version = version + :hold WHERE id = :id",
        {{"id", user_id}, {"hold", hold_rights}}));
}

Result<std::string> password_hash(Database& db, Id user_id) {
    LT_TRY(auto found,
           db_find<std::string>(db, "SELECT coalesce(password_hash, '') FROM users WHERE id = :id",
                                {{"id", user_id}}, [](const DbRow& row) { return row.text(0); }));
    return found.value_or("");
}

Result<int> count_others_acting_as(Database& db, Role role, Id user_id) {
    LT_TRY(const auto count,
           db_integer(db,
                      "SELECT count(*) FROM users u JOIN user_roles r ON r.user_id = u.id"
                      " WHERE u.active = 1 AND u.rights_held = 0 AND r.role = :role"
                      " AND u.id <> :user_id",
                      {{"role", to_text(role)}, {"user_id", user_id}}));
    return static_cast<int>(count);
}

Result<std::vector<PersonRow>> list_people(Database& db) {
    return db_list<PersonRow>(
        db,
        "SELECT u.id, u.name, u.department_id, d.name FROM users u"
        " JOIN departments d ON d.id = u.department_id WHERE u.active = 1"
        " ORDER BY d.code, u.name, u.id",
        {}, [](const DbRow& row) {
            return PersonRow{row.integer(0), row.text(1), row.integer(2), row.text(3)};
        });
}

}  // namespace lantai::core
