#include "core/rules/access_rules.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

enum : Id { kMine = 1, kOther = 2, kMe = 70, kSomebody = 71 };

Subject subject(std::set<Role> roles, Level clearance = Level::secret) {
    Subject s;
    s.user_id = kMe;
    s.department_id = kMine;
    s.clearance = clearance;
    s.roles = std::move(roles);
    return s;
}
Subject holder(PositionKind kind, Level clearance = Level::secret) {
    Subject s = subject({Role::employee}, clearance);
    s.positions = {{kind, std::nullopt, false}};
    return s;
}
AccessObject item(Id department, Level level, ObjectState state = ObjectState::filed) {
    return {ObjectKind::item, 500, level, department, state, std::nullopt};
}
AccessObject volume(ObjectState state, std::optional<Id> compiler = kSomebody) {
    return {ObjectKind::volume, 600, Level::internal, kOther, state, compiler};
}

std::string answer(const Subject& who, Action action, const AccessObject& object) {
    const Decision d = decide(who, action, object);
    EXPECT_TRUE(d.visible || !d.allow);
    EXPECT_EQ(!d.visible, d.reason == "access.not_found");
    return d.allow ? "yes" : d.reason;
}

TEST(AccessRulesTest, EveryActionHasItsOwnName) {
    std::set<std::string_view> names;
    for (const auto text : enum_texts<Action>()) {
        EXPECT_FALSE(text.empty());
        names.insert(text);
    }
    EXPECT_EQ(names.size(), std::size_t(Action::own_account) + 1);
}

TEST(AccessRulesTest, CatalogueNeedsClearanceContentMore) {  // DECISIONS 2
    struct {
        const char* name;
        Subject who;
        AccessObject object;
        const char* catalogue;
        const char* content;
    } const cases[] = {
        {"own department", subject({Role::employee}), item(kMine, Level::secret), "yes", "yes"},
        {"other department", subject({Role::employee}), item(kOther, Level::secret), "yes",
         "access.request_loan"},
        {"above the clearance", subject({Role::employee}), item(kMine, Level::confidential),
         "access.not_found", "access.not_found"},
        {"archivist", subject({Role::archivist}), item(kOther, Level::secret), "yes", "yes"},
        {"archivist above the clearance", subject({Role::archivist}),
         item(kOther, Level::confidential), "access.not_found", "access.not_found"},
        {"auditor", subject({Role::auditor}), item(kOther, Level::secret), "yes", "yes"},
        {"supervisor", subject({Role::supervisor}), item(kMine, Level::secret), "yes",
         "access.role_missing"},
        {"no role", subject({}), item(kMine, Level::open), "access.not_found", "access.not_found"},
        {"withdrawn, employee", subject({Role::employee}),
         item(kMine, Level::open, ObjectState::withdrawn), "access.not_found", "access.not_found"},
        {"withdrawn, archivist", subject({Role::archivist}),
         item(kOther, Level::open, ObjectState::withdrawn), "yes", "yes"},
        {"system administrator", subject({Role::system_admin}, Level::top_secret),
         item(kMine, Level::open), "access.not_found", "access.not_found"},
        {"security administrator", subject({Role::security_admin}, Level::top_secret),
         item(kMine, Level::open), "access.not_found", "access.not_found"},
        {"audit administrator", subject({Role::audit_admin}, Level::top_secret),
         item(kMine, Level::open), "access.not_found", "access.not_found"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(answer(c.who, Action::view_catalogue, c.object), c.catalogue) << c.name;
        EXPECT_EQ(answer(c.who, Action::view_content, c.object), c.content) << c.name;
    }
}

TEST(AccessRulesTest, ALoanOpensContentButNeverAboveTheClearance) {
    Subject who = subject({Role::employee});
    who.granted_items = {500};
    EXPECT_EQ(answer(who, Action::view_content, item(kOther, Level::secret)), "yes");
    EXPECT_EQ(answer(who, Action::view_content, item(kOther, Level::confidential)),
              "access.not_found");
    who.granted_items = {501};
    EXPECT_EQ(answer(who, Action::view_content, item(kOther, Level::secret)),
              "access.request_loan");
}

TEST(AccessRulesTest, WhoMayChangeRecords) {
    const Subject archivist = subject({Role::archivist});
    const Subject local = subject({Role::dept_archivist});
    const Subject employee = subject({Role::employee});
    const Subject auditor = subject({Role::auditor}, Level::top_secret);
    const AccessObject mine = item(kMine, Level::internal);
    const AccessObject other = item(kOther, Level::internal);
    for (const Action action : {Action::file_item, Action::edit_item}) {
        EXPECT_EQ(answer(archivist, action, other), "yes");
        EXPECT_EQ(answer(local, action, mine), "yes");
        EXPECT_EQ(answer(local, action, other), "access.other_department");
        EXPECT_EQ(answer(employee, action, mine), "access.role_missing");
        EXPECT_EQ(answer(auditor, action, mine), "access.role_missing");
    }
    EXPECT_EQ(answer(archivist, Action::withdraw_item, mine), "yes");
    EXPECT_EQ(answer(local, Action::withdraw_item, mine), "access.role_missing");
    const AccessObject bound = item(kMine, Level::internal, ObjectState::bound);
    EXPECT_EQ(answer(archivist, Action::edit_item, bound), "access.wrong_state");
    EXPECT_EQ(answer(archivist, Action::withdraw_item, bound), "access.wrong_state");
    EXPECT_EQ(answer(archivist, Action::file_item, item(kMine, Level::confidential)),
              "access.not_found");
}

TEST(AccessRulesTest, R18_OnlyTheCentralArchivistWorksOnVolumes) {
    const Subject archivist = subject({Role::archivist});
    const Subject local = subject({Role::dept_archivist, Role::employee});
    const Subject head = holder(PositionKind::archive_head);
    struct {
        Action action;
        ObjectState state;
        const char* by_archivist;
        const char* by_head;
    } const cases[] = {
        {Action::compose_volume, ObjectState::open, "yes", "access.role_missing"},
        {Action::compose_volume, ObjectState::sealed, "access.wrong_state", "access.role_missing"},
        {Action::seal_volume, ObjectState::open, "yes", "access.role_missing"},
        {Action::seal_volume, ObjectState::submitted, "access.wrong_state", "access.role_missing"},
        {Action::check_volume, ObjectState::submitted, "yes", "yes"},
        {Action::check_volume, ObjectState::open, "access.wrong_state", "access.wrong_state"},
        {Action::reopen_volume, ObjectState::submitted, "yes", "yes"},
        {Action::reopen_volume, ObjectState::sealed, "access.wrong_state", "access.wrong_state"},
        {Action::annotate_volume, ObjectState::sealed, "yes", "yes"},
        {Action::annotate_volume, ObjectState::open, "access.wrong_state", "access.wrong_state"},
        {Action::print_form, ObjectState::open, "yes", "yes"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(answer(archivist, c.action, volume(c.state)), c.by_archivist)
            << to_text(c.action);
        EXPECT_EQ(answer(head, c.action, volume(c.state)), c.by_head) << to_text(c.action);
        EXPECT_NE(answer(local, c.action, volume(c.state)), "yes") << to_text(c.action);
    }
    EXPECT_EQ(answer(archivist, Action::check_volume, volume(ObjectState::submitted, kMe)),
              "access.own_work");
}

TEST(AccessRulesTest, ChangesAreDecidedByAnotherPersonOfTheArchive) {
    const auto change = [](Id requester, Id department, Level level = Level::internal) {
        return AccessObject{ObjectKind::change, 9, level, department, ObjectState::none, requester};
    };
    const Subject archivist = subject({Role::archivist});
    const Subject local = subject({Role::dept_archivist});
    const Subject head = holder(PositionKind::archive_head);
    EXPECT_EQ(answer(archivist, Action::decide_change, change(kSomebody, kOther)), "yes");
    EXPECT_EQ(answer(archivist, Action::decide_change, change(kMe, kOther)), "access.own_work");
    EXPECT_EQ(answer(head, Action::decide_change, change(kSomebody, kOther)), "yes");
    EXPECT_EQ(
        answer(archivist, Action::decide_change, change(kSomebody, kOther, Level::confidential)),
        "access.not_found");
    EXPECT_EQ(answer(local, Action::view_changes, change(kSomebody, kMine)), "yes");
    EXPECT_EQ(answer(local, Action::view_changes, change(kSomebody, kOther)), "access.not_found");
    EXPECT_EQ(answer(local, Action::decide_change, change(kSomebody, kMine)),
              "access.role_missing");
    EXPECT_EQ(answer(local, Action::request_change, item(kOther, Level::open)),
              "access.other_department");
    EXPECT_EQ(answer(local, Action::request_change, item(kMine, Level::open, ObjectState::bound)),
              "yes");
    EXPECT_EQ(answer(archivist, Action::request_change, change(kSomebody, kOther)),
              "access.not_yours");
    EXPECT_EQ(answer(archivist, Action::request_change, change(kMe, kOther)), "yes");
}

TEST(AccessRulesTest, HandoversAreReceivedByAnotherThanTheGiver) {
    const auto handover = [](Id department, std::optional<Id> giver) {
        return AccessObject{ObjectKind::handover, 9,    Level::open, department,
                            ObjectState::none,    giver};
    };
    const Subject archivist = subject({Role::archivist});
    const Subject local = subject({Role::dept_archivist});
    EXPECT_EQ(answer(local, Action::prepare_handover, handover(kMine, {})), "yes");
    EXPECT_EQ(answer(local, Action::prepare_handover, handover(kOther, {})), "access.not_found");
    EXPECT_EQ(answer(local, Action::receive_handover, handover(kMine, kSomebody)),
              "access.role_missing");
    EXPECT_EQ(answer(archivist, Action::receive_handover, handover(kMine, kSomebody)), "yes");
    EXPECT_EQ(answer(archivist, Action::receive_handover, handover(kMine, kMe)), "access.own_work");
    EXPECT_EQ(answer(subject({Role::employee}), Action::view_handovers, handover(kMine, kMe)),
              "access.not_found");
}

TEST(AccessRulesTest, LoansAreSeenByThoseConcerned) {
    const AccessObject own = loan_object(9, kMe, Level::internal, kOther);
    const AccessObject foreign = loan_object(9, kSomebody, Level::internal, kOther);
    const Subject employee = subject({Role::employee});
    EXPECT_EQ(answer(employee, Action::view_loan, own), "yes");
    EXPECT_EQ(answer(employee, Action::view_loan, foreign), "access.not_found");
    EXPECT_EQ(answer(employee, Action::run_desk, own), "access.role_missing");
    EXPECT_EQ(answer(employee, Action::withdraw_loan, own), "yes");
    EXPECT_EQ(answer(subject({Role::archivist}), Action::withdraw_loan, foreign),
              "access.not_yours");
    EXPECT_EQ(answer(subject({Role::archivist}), Action::run_desk, foreign), "yes");
    const Subject leader = holder(PositionKind::department_leader);
    EXPECT_EQ(answer(leader, Action::decide_loan, foreign), "yes");
    EXPECT_EQ(answer(leader, Action::decide_loan, own), "access.own_work");
    EXPECT_EQ(
        answer(holder(PositionKind::department_leader, Level::open), Action::decide_loan, foreign),
        "access.not_found");
    EXPECT_EQ(answer(holder(PositionKind::administrative_assistant), Action::decide_loan, foreign),
              "access.not_found");
    EXPECT_EQ(answer(subject({Role::auditor}), Action::request_loan, item(kOther, Level::open)),
              "access.role_missing");
    EXPECT_EQ(answer(employee, Action::request_loan, item(kOther, Level::open)), "yes");
    EXPECT_EQ(answer(employee, Action::request_loan, volume(ObjectState::sealed)), "yes");
}

TEST(AccessRulesTest, AdministrationIsSeparated) {  // domain.md 2.8, DECISIONS 3
    struct {
        Action action;
        std::set<Role> roles;
    } const cases[] = {
        {Action::manage_accounts, {Role::system_admin}},
        {Action::manage_rights, {Role::security_admin}},
        {Action::view_people, {Role::system_admin, Role::security_admin}},
        {Action::view_audit_log, {Role::audit_admin, Role::auditor}},
        {Action::verify_audit, {Role::audit_admin, Role::auditor}},
        {Action::manage_fonds, {Role::archivist}},
        {Action::view_loan_register, {Role::archivist, Role::auditor}},
        {Action::view_statistics, {Role::archivist, Role::auditor, Role::supervisor}},
        {Action::search_records,
         {Role::archivist, Role::dept_archivist, Role::supervisor, Role::employee, Role::auditor,
          Role::account_manager}},
    };
    for (const auto& c : cases)
        for (std::size_t r = 0; r < enum_texts<Role>().size(); ++r)
            EXPECT_EQ(decide(subject({Role(r)}, Level::top_secret), c.action).allow,
                      c.roles.count(Role(r)) == 1)
                << to_text(c.action) << " " << to_text(Role(r));
    EXPECT_FALSE(decide(subject({}), Action::own_account).allow);
    EXPECT_TRUE(decide(holder(PositionKind::manager), Action::view_loan_register).allow);
}

TEST(AccessRulesTest, AdministratorsExcludeEachOtherAndAllElse) {
    const std::set<Role> separated = {Role::system_admin, Role::security_admin, Role::audit_admin};
    for (std::size_t a = 0; a < enum_texts<Role>().size(); ++a) {
        EXPECT_TRUE(check_roles({Role(a)}));
        for (std::size_t b = 0; b < a; ++b) {
            const bool clash = separated.count(Role(a)) || separated.count(Role(b));
            EXPECT_EQ(check_roles({Role(a), Role(b)}).has_value(), !clash);
        }
    }
    EXPECT_EQ(check_roles({Role::audit_admin, Role::auditor}).error().key, "user.roles_exclusive");
    // Such an account, made by whatever mistake, has no right at all.
    const Subject mixed = subject({Role::archivist, Role::system_admin}, Level::top_secret);
    EXPECT_EQ(answer(mixed, Action::view_catalogue, item(kMine, Level::open)), "access.not_found");
    EXPECT_FALSE(decide(mixed, Action::manage_accounts).allow);
    EXPECT_FALSE(search_scope(mixed));
    // A position gives an administrator nothing.
    Subject admin = subject({Role::system_admin}, Level::top_secret);
    admin.positions = {{PositionKind::general_manager, std::nullopt, false}};
    EXPECT_FALSE(decide(admin, Action::view_loan_register).allow);
    EXPECT_EQ(answer(admin, Action::decide_loan, loan_object(9, kSomebody, Level::open, kMine)),
              "access.not_found");
}

TEST(AccessRulesTest, RefusalsBecomeErrorsThatTellNoMoreThanTheyMay) {
    const Subject who = subject({Role::employee});
    const auto hidden = require(who, Action::view_content, item(kMine, Level::top_secret));
    EXPECT_EQ(hidden.error().code, ErrorCode::not_found);
    EXPECT_EQ(hidden.error().key, "access.not_found");
    EXPECT_TRUE(hidden.error().params.empty());
    const auto seen = require(who, Action::view_content, item(kOther, Level::open));
    EXPECT_EQ(seen.error().code, ErrorCode::forbidden);
    EXPECT_EQ(seen.error().key, "access.request_loan");
    EXPECT_EQ(require(who, Action::manage_fonds).error().key, "access.role_missing");
    EXPECT_TRUE(require(who, Action::search_records));
}

TEST(AccessRulesTest, AnExpiredClearanceCountsAsOpen) {
    User user;
    user.clearance = Level::confidential;
    EXPECT_EQ(effective_clearance(user, Date(2024, 1, 1)), Level::confidential);
    user.clearance_until = Date(2024, 1, 1);
    EXPECT_EQ(effective_clearance(user, Date(2024, 1, 1)), Level::confidential);
    EXPECT_EQ(effective_clearance(user, Date(2024, 1, 2)), Level::open);
}

TEST(AccessRulesTest, ObjectsCarryTheirState) {
    Item i;
    EXPECT_EQ(access_object(i, std::nullopt).state, ObjectState::filed);
    EXPECT_EQ(access_object(i, VolumeState::open).state, ObjectState::filed);
    EXPECT_EQ(access_object(i, VolumeState::submitted).state, ObjectState::bound);
    EXPECT_EQ(access_object(i, VolumeState::sealed).state, ObjectState::bound);
    i.state = ItemState::withdrawn;
    EXPECT_EQ(access_object(i, VolumeState::sealed).state, ObjectState::withdrawn);
    Volume v;
    v.state = VolumeState::submitted;
    v.compiler_id = 5;
    EXPECT_EQ(access_object(v).state, ObjectState::submitted);
    EXPECT_EQ(access_object(v).person, 5);
}

TEST(AccessRulesTest, APredicateForTheWrongTableIsFalse) {
    const Subject archivist = subject({Role::archivist});
    EXPECT_EQ(sql_predicate(archivist, Action::view_content, ObjectKind::volume, "v").sql, "0 = 1");
    EXPECT_EQ(sql_predicate(archivist, Action::manage_fonds, ObjectKind::none, "f").sql, "0 = 1");
    EXPECT_EQ(sql_predicate(subject({}), Action::view_catalogue, ObjectKind::item, "i").sql,
              "0 = 1");
}

}  // namespace
}  // namespace lantai::core
