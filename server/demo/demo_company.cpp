#include "core/service/subjects.hpp"
#include "server/demo/demo_acts.hpp"
#include "server/demo/demo_people.hpp"

namespace lantai::server {
namespace {

using core::Date;
using core::Id;
using core::Result;

core::Caller system_admin() { return core::operator_caller(core::Role::system_admin); }
core::Caller security_admin() { return core::operator_caller(core::Role::security_admin); }

/// The account by login, made when it is not there (the administrators come with `lantai init`),
/// with a fresh one-time link.
Result<std::pair<core::UserRow, std::string>> account(const DemoParts& parts,
                                                      const DemoPerson& person, Id department_id) {
    core::Accounts& accounts = parts.services.accounts;
    core::UserFilter filter;
    filter.query = std::string(person.login);
    filter.limit = 200;
    LT_TRY(const auto found, accounts.users(system_admin(), filter));
    for (const core::UserRow& row : found) {
        if (row.user.login != person.login) continue;
        core::UserChange change;
        change.name = std::string(person.name);
        change.department_id = department_id;
        LT_TRY(const auto changed,
               accounts.change_user(system_admin(), row.user.id, row.user.version, change));
        LT_TRY(const auto token, accounts.new_link(system_admin(), row.user.id));
        LT_TRY(const auto fresh, accounts.user(system_admin(), changed.user.id));
        return std::pair(fresh, token);
    }
    LT_TRY(const auto made,
           accounts.add_user(system_admin(),
                             {std::string(person.login), std::string(person.name), department_id}));
    return std::pair(made.user, made.link_token);
}

Result<Id> make_person(const DemoParts& parts, const DemoPerson& person, Id department_id) {
    LT_TRY(const auto made, account(parts, person, department_id));
    const core::User& user = made.first.user;
    const core::Rights rights{{person.roles.begin(), person.roles.end()}, person.clearance, {}};
    if (user.rights_held || user.roles != rights.roles || user.clearance != rights.clearance) {
        LT_TRY(const auto granted,
               parts.services.accounts.set_rights(security_admin(), user.id, user.version, rights));
        (void)granted;
    }
    LT_CHECK(parts.services.sessions.use_link(made.second, std::string(kDemoPassword), origin()));
    return user.id;
}

Result<void> make_posts(const DemoParts& parts, const std::map<std::string, Id>& departments,
                        const std::map<std::string, Id>& people) {
    const Date today = parts.services.store.day(parts.now);
    for (const DemoPost& row : demo_posts()) {
        core::PositionDraft draft;
        draft.kind = row.kind;
        if (!row.department.empty())
            draft.department_id = departments.at(std::string(row.department));
        draft.user_id = people.at(std::string(row.login));
        draft.from = Date(2023, 1, 1);
        LT_TRY(const auto post, parts.services.positions.add(security_admin(), draft));
        if (row.deputy.empty()) continue;
        const core::DeputyDraft deputy{people.at(std::string(row.deputy)), today.plus_days(-30),
                                       today.plus_days(335)};
        LT_TRY(const auto with_deputy,
               parts.services.positions.add_deputy(security_admin(), post.position.id, deputy));
        (void)with_deputy;
    }
    return {};
}

}  // namespace

std::span<const DemoClause> demo_clauses() {
    static const DemoClause kClauses[] = {
        {"1", "重要会议、工程图纸和技术资料", 1},
        {"2", "上级机关来文", 2},
        {"3", "公司发文、请示与批复", 3},
        {"4", "计划、总结、报表", 4},
        {"5", "来信来访和客户投诉", 5},
        {"6", "合同、协议", 6},
        {"7", "任免、奖惩", 7},
        {"8", "规章制度", 8},
        {"9", "沿革、大事记、声像材料", 9},
        {"10", "保密范围材料", 10},
    };
    return kClauses;
}

core::Actor origin() { return {std::nullopt, "demo", "demo", "127.0.0.1"}; }

Result<std::map<std::string, Id>> department_ids(const DemoParts& parts) {
    LT_TRY(const auto rows, parts.services.accounts.departments(system_admin()));
    std::map<std::string, Id> ids;
    for (const auto& row : rows) ids[row.department.code] = row.department.id;
    return ids;
}

Result<void> make_people(const DemoParts& parts, int& people) {
    // 2023-01-02, 09:00 in China.
    parts.clock.set(std::int64_t{Date(2023, 1, 2).days_since(Date(1970, 1, 1))} * 86'400'000 +
                    3'600'000);
    LT_TRY(auto departments, department_ids(parts));
    for (const DemoDepartment& row : demo_departments()) {
        if (departments.count(std::string(row.code))) continue;
        LT_TRY(const auto made, parts.services.accounts.add_department(
                                    system_admin(), std::string(row.code), std::string(row.name)));
        departments[made.code] = made.id;
    }
    std::map<std::string, Id> ids;
    for (const DemoPerson& person : demo_people()) {
        LT_TRY(const Id id,
               make_person(parts, person, departments.at(std::string(person.department))));
        ids[std::string(person.login)] = id;
        ++people;
    }
    return make_posts(parts, departments, ids);
}

}  // namespace lantai::server
