// People: accounts, roles, positions, departments, and the subject that rules judge.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/date.hpp"
#include "core/base/ids.hpp"

namespace lantai::core {

/// 密级. Ordered: a reader needs clearance >= level. The names shown are configurable.
enum class Level { open = 0, internal = 1, secret = 2, confidential = 3, top_secret = 4 };

/// What a person may do as such. The three separated administrators (三员) exclude each other
/// and every other role.
enum class Role {
    system_admin,     // 系统管理员: accounts, departments, running
    security_admin,   // 安全保密管理员: roles, clearances, positions
    audit_admin,      // 安全审计员: the audit log, never content
    archivist,        // 档案管理员 of the archive room
    dept_archivist,   // 部门档案员
    supervisor,       // 归档监督
    employee,         // 员工: everybody who searches and borrows
    auditor,          // 审计人员: reads what the clearance allows, changes nothing
    account_manager,  // 客户经理
};

/// A post that approval routes name; held by people with dates and deputies.
enum class PositionKind {
    department_leader,         // 部门领导, of one department
    archive_head,              // 负责人: head of the archive room by default
    manager,                   // 经理
    general_manager,           // 总经理
    administrative_assistant,  // 行政助理
    department_archivist,      // 部门档案员 of one department, with dates
};

/// old: taken over as it was found, with the code, class and gaps of its time; the rules of today
/// do not judge it.
enum class Origin { regular, old };

struct Department {  // 部门
    Id id = 0;
    std::string code;
    std::string name;
    bool active = true;
    int version = 1;
};

struct User {
    Id id = 0;
    std::string login;
    std::string name;
    Id department_id = 0;
    Level clearance = Level::open;
    std::optional<Date> clearance_until;
    bool active = true;
    bool must_change_password = true;
    /// Roles, clearance and positions rest after a reset of the password, until granted again.
    bool rights_held = false;
    std::set<Role> roles;
    Timestamp created_at = 0;
    int version = 1;
};

struct Deputy {
    Id id = 0;
    Id user_id = 0;
    Date from;
    Date to;  // last day
};

struct Position {
    Id id = 0;
    PositionKind kind = PositionKind::department_leader;
    std::optional<Id> department_id;  // of a leader or archivist only
    Id user_id = 0;
    Date from;
    std::optional<Date> to;  // last day
    std::vector<Deputy> deputies;
    int version = 1;
};

/// A position that counts for a person today, in their own name or as deputy.
struct HeldPosition {
    PositionKind kind = PositionKind::department_leader;
    std::optional<Id> department_id;
    bool as_deputy = false;
};

/// The person who acts, as the access rules see them: read afresh for every request, so that a
/// right withdrawn counts at once. `clearance` is already `open` when its last day has passed.
struct Subject {
    Id user_id = 0;
    std::string name;
    Id department_id = 0;
    Level clearance = Level::open;
    std::set<Role> roles;
    std::vector<HeldPosition> positions;
    /// Items opened to this person by a loan on today's date (whole volumes resolved to items).
    std::set<Id> granted_items;
    bool has(Role role) const { return roles.count(role) != 0; }
};

}  // namespace lantai::core
