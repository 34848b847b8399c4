#include "server/demo/demo_people.hpp"

namespace lantai::server {

using core::Level;
using core::PositionKind;
using core::Role;

std::span<const DemoDepartment> demo_departments() {
    static const DemoDepartment kDepartments[] = {
        {"ZJB", "总经理办公室"}, {"XZB", "行政部"}, {"CWB", "财务部"},     {"XSB", "销售部"},
        {"SCB", "生产部"},       {"JSB", "技术部"}, {"KFB", "客户服务部"}, {"RSB", "人事部"},
    };
    return kDepartments;
}

std::span<const DemoPerson> demo_people() {
    static const DemoPerson kPeople[] = {
        {"sysadmin", "秦川", "ZJB", {Role::system_admin}, Level::open, "系统管理员"},
        {"secadmin", "许岚", "ZJB", {Role::security_admin}, Level::open, "安全保密管理员"},
        {"auditadmin", "葛平", "ZJB", {Role::audit_admin}, Level::open, "安全审计员"},
        {"archivist",
         "陶然",
         "ZJB",
         {Role::employee, Role::archivist},
         Level::top_secret,
         "档案管理员"},
        {"archivist2",
         "温书",
         "ZJB",
         {Role::employee, Role::archivist},
         Level::top_secret,
         "档案管理员（检查人）"},
        {"deptarch",
         "周档",
         "JSB",
         {Role::employee, Role::dept_archivist},
         Level::secret,
         "部门档案员"},
        {"assistant",
         "白露",
         "ZJB",
         {Role::employee, Role::supervisor},
         Level::secret,
         "行政助理（归档监督）"},
        {"auditor", "江审", "XZB", {Role::auditor}, Level::confidential, "审计人员"},
        {"head", "何静", "ZJB", {Role::employee}, Level::top_secret, "档案室负责人"},
        {"manager", "郑强", "ZJB", {Role::employee}, Level::top_secret, "经理"},
        {"gm", "冯远", "ZJB", {Role::employee}, Level::top_secret, "总经理"},
        {"zjb", "苏明", "ZJB", {Role::employee}, Level::confidential, "总经理办公室主任"},
        {"xzb", "王敏", "XZB", {Role::employee}, Level::secret, "行政部领导"},
        {"cwb", "孙理", "CWB", {Role::employee}, Level::confidential, "财务部领导"},
        {"xsb", "罗成", "XSB", {Role::employee}, Level::secret, "销售部领导"},
        {"scb", "陆长青", "SCB", {Role::employee}, Level::secret, "生产部领导"},
        {"jsb", "顾维", "JSB", {Role::employee}, Level::top_secret, "技术部领导"},
        {"kfb", "韩梅", "KFB", {Role::employee}, Level::secret, "客户服务部领导"},
        {"rsb", "叶青", "RSB", {Role::employee}, Level::secret, "人事部领导"},
        {"clerk", "李文", "XZB", {Role::employee}, Level::internal, "行政部员工"},
        {"finance", "钱多", "CWB", {Role::employee}, Level::confidential, "财务部员工"},
        {"sales",
         "丁一",
         "XSB",
         {Role::employee, Role::account_manager},
         Level::secret,
         "客户经理"},
        {"engineer", "赵研", "JSB", {Role::employee}, Level::top_secret, "技术部员工"},
        {"service", "方圆", "KFB", {Role::employee}, Level::internal, "客户服务部员工"},
        {"xzbarch", "林册", "XZB", {Role::employee}, Level::internal, "行政部档案员"},
        {"cwbarch", "章凭", "CWB", {Role::employee}, Level::confidential, "财务部档案员"},
        {"xsbarch", "石简", "XSB", {Role::employee}, Level::secret, "销售部档案员"},
        {"scbarch", "陈页", "SCB", {Role::employee}, Level::internal, "生产部档案员"},
        {"worker", "吴双", "SCB", {Role::employee}, Level::open, "生产部员工（仅公开）"},
    };
    return kPeople;
}

std::span<const DemoPost> demo_posts() {
    static const DemoPost kPosts[] = {
        {PositionKind::department_leader, "ZJB", "zjb", ""},
        {PositionKind::department_leader, "XZB", "xzb", "clerk"},
        {PositionKind::department_leader, "CWB", "cwb", "finance"},
        {PositionKind::department_leader, "XSB", "xsb", ""},
        {PositionKind::department_leader, "SCB", "scb", ""},
        {PositionKind::department_leader, "JSB", "jsb", ""},
        {PositionKind::department_leader, "KFB", "kfb", ""},
        {PositionKind::department_leader, "RSB", "rsb", ""},
        {PositionKind::archive_head, "", "head", "zjb"},
        {PositionKind::manager, "", "manager", ""},
        {PositionKind::general_manager, "", "gm", ""},
        {PositionKind::administrative_assistant, "", "assistant", ""},
        {PositionKind::department_archivist, "ZJB", "archivist2", ""},
        {PositionKind::department_archivist, "XZB", "xzbarch", ""},
        {PositionKind::department_archivist, "CWB", "cwbarch", ""},
        {PositionKind::department_archivist, "XSB", "xsbarch", ""},
        {PositionKind::department_archivist, "SCB", "scbarch", ""},
        {PositionKind::department_archivist, "JSB", "deptarch", ""},
        {PositionKind::department_archivist, "KFB", "service", ""},
    };
    return kPosts;
}

}  // namespace lantai::server
