#include "core/rules/access_policy.hpp"

#include <array>

namespace lantai::core {

template <>
std::span<const std::string_view> enum_texts<Action>() {
    static constexpr std::array<std::string_view, 46> kTexts = {
        "search_records",     "view_catalogue",    "view_content",
        "view_history",       "file_item",         "edit_item",
        "withdraw_item",      "compose_volume",    "seal_volume",
        "reopen_volume",      "check_volume",      "annotate_volume",
        "view_changes",       "request_change",    "decide_change",
        "view_handovers",     "prepare_handover",  "give_handover",
        "receive_handover",   "view_appointments", "acknowledge_appointment",
        "view_register",      "register_paper",    "conclude_paper",
        "collect_paper",      "view_filing_board", "request_clearance",
        "sign_clearance",     "manage_leaving",    "print_form",
        "request_loan",       "view_loan",         "withdraw_loan",
        "decide_loan",        "confirm_count",     "run_desk",
        "view_loan_register", "view_reference",    "manage_fonds",
        "view_people",        "manage_accounts",   "manage_rights",
        "view_audit_log",     "verify_audit",      "view_statistics",
        "own_account"};
    return kTexts;
}

namespace {

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

constexpr Mask kAppointed = bit(PositionKind::department_archivist);
constexpr Mask kWatchers = mask({Role::archivist, Role::supervisor, Role::auditor});

constexpr Mask kNone = bit(ObjectKind::none);
constexpr Mask kItem = bit(ObjectKind::item);
constexpr Mask kVolume = bit(ObjectKind::volume);
constexpr Mask kLoan = bit(ObjectKind::loan);
constexpr Mask kHolder = kVolume | bit(ObjectKind::box);
constexpr Mask kChange = bit(ObjectKind::change);
constexpr Mask kHandover = bit(ObjectKind::handover);
constexpr Mask kEntry = bit(ObjectKind::entry);
constexpr Mask kClearance = bit(ObjectKind::clearance);

constexpr Mask kFiled = mask({ObjectState::filed, ObjectState::bound});
constexpr Mask kAnyItem = kFiled | bit(ObjectState::withdrawn);
constexpr Mask kAnyVolume = mask({ObjectState::open, ObjectState::submitted, ObjectState::sealed});
constexpr Mask kStateless = bit(ObjectState::none);
// Before the first save an item or volume has no state yet.
constexpr Mask kNewItem = mask({ObjectState::none, ObjectState::filed});

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
    {Action::view_catalogue, kHolder, kReaders, kNoPosition, true, Place::any, Person::any,
     kAnyVolume},
    // DECISIONS 2: content needs the own department, a grant, or the archivist's or auditor's role.
    // The supervisor needs none.
    {Action::view_content, kItem, mask({Role::archivist, Role::auditor}), kNoPosition, true,
     Place::any, Person::any, kAnyItem},
    {Action::view_content, kItem, kStaff, kNoPosition, true, Place::own_or_grant, Person::any,
     kFiled},
    {Action::view_history, kItem | kHolder, mask({Role::archivist, Role::auditor}), kNoPosition,
     true, Place::any, Person::any, kAnyItem | kAnyVolume},
    {Action::view_history, kItem | kHolder, mask({Role::dept_archivist}), kNoPosition, true,
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
    {Action::compose_volume, kHolder, kArchivist, kNoPosition, true, Place::any, Person::any,
     mask({ObjectState::none, ObjectState::open})},
    {Action::seal_volume, kHolder, kArchivist, kNoPosition, true, Place::any, Person::any,
     bit(ObjectState::open)},
    {Action::reopen_volume, kHolder, kArchivist, kNoPosition, true, Place::any, Person::any,
     bit(ObjectState::submitted)},
    {Action::reopen_volume, kHolder, kNoRole, bit(PositionKind::archive_head), true, Place::any,
     Person::any, bit(ObjectState::submitted)},
    // the checker is not the compiler.
    {Action::check_volume, kHolder, kArchivist, bit(PositionKind::archive_head), true, Place::any,
     Person::other, bit(ObjectState::submitted)},
    {Action::annotate_volume, kHolder, kArchivist, bit(PositionKind::archive_head), true,
     Place::any, Person::any, bit(ObjectState::sealed)},
    // A second person confirms what changes a sealed volume or closed box, a level or a retention
    // class. One asks
    // for the own department, the archivist for all; who asked does not decide.
    {Action::view_changes, kChange, mask({Role::archivist, Role::auditor}),
     bit(PositionKind::archive_head), true, Place::any, Person::any, kStateless},
    {Action::view_changes, kChange, mask({Role::dept_archivist}), kNoPosition, true, Place::own,
     Person::any, kStateless},
    {Action::view_changes, kChange, kStaff, kNoPosition, true, Place::any, Person::self,
     kStateless},
    {Action::request_change, kItem | kHolder, kArchivist, kNoPosition, true, Place::any,
     Person::any, kFiled | kAnyVolume},
    {Action::request_change, kItem | kHolder, mask({Role::dept_archivist}), kNoPosition, true,
     Place::own, Person::any, kFiled | kAnyVolume},
    {Action::request_change, kChange, kStaff, kNoPosition, true, Place::any, Person::self,
     kStateless},
    {Action::decide_change, kChange, kArchivist, bit(PositionKind::archive_head), true, Place::any,
     Person::other, kStateless},
    // handed over by the department or the archivist, received by another person. The
    // receipt has no level; its rows show only what the reader may know.
    {Action::view_handovers, kHandover, mask({Role::archivist, Role::auditor, Role::supervisor}),
     bit(PositionKind::archive_head), false, Place::any, Person::any, kStateless},
    {Action::view_handovers, kHandover, mask({Role::dept_archivist}), kNoPosition, false,
     Place::own, Person::any, kStateless},
    {Action::prepare_handover, kHandover, kArchivist, kNoPosition, false, Place::any, Person::any,
     kStateless},
    {Action::prepare_handover, kHandover, mask({Role::dept_archivist}), kNoPosition, false,
     Place::own, Person::any, kStateless},
    // for a department signs who is appointed as its archivist today, no other.
    {Action::give_handover, kHandover, kArchivist, kNoPosition, false, Place::any, Person::any,
     kStateless},
    {Action::give_handover, kHandover, kNoRole, kAppointed, false, Place::own, Person::any,
     kStateless},
    {Action::receive_handover, kHandover, kArchivist, bit(PositionKind::archive_head), false,
     Place::any, Person::other, kStateless},
    // the list of department archivists is reported to the archive room.
    {Action::view_appointments, kNone, kWatchers | mask({Role::dept_archivist}), kDeciders, false,
     Place::any, Person::any, kStateless},
    {Action::acknowledge_appointment, kNone, kArchivist, kNoPosition, false, Place::any,
     Person::any, kStateless},
    // The handling register (R-14 … R-17). R-1: the supervisor sees all departments. R-16: the
    // handler sees and concludes the own papers; the department's appointed archivist collects.
    {Action::view_register, kEntry, kWatchers, kLeaders, true, Place::any, Person::any, kStateless},
    {Action::view_register, kEntry, mask({Role::dept_archivist}),
     bit(PositionKind::department_leader), true, Place::own, Person::any, kStateless},
    {Action::view_register, kEntry, kStaff, kNoPosition, false, Place::any, Person::self,
     kStateless},
    {Action::register_paper, kEntry, kArchivist, kNoPosition, true, Place::any, Person::any,
     kStateless},
    {Action::register_paper, kEntry, mask({Role::dept_archivist}), kNoPosition, true, Place::own,
     Person::any, kStateless},
    {Action::conclude_paper, kEntry, kStaff, kNoPosition, false, Place::any, Person::self,
     kStateless},
    {Action::conclude_paper, kEntry, mask({Role::dept_archivist}), kNoPosition, true, Place::own,
     Person::any, kStateless},
    {Action::collect_paper, kEntry, kNoRole, kAppointed, true, Place::own, Person::any, kStateless},
    {Action::collect_paper, kEntry, kArchivist, kNoPosition, true, Place::own, Person::any,
     kStateless},
    {Action::view_filing_board, kEntry, kWatchers, kLeaders, true, Place::any, Person::any,
     kStateless},
    {Action::view_filing_board, kEntry, mask({Role::dept_archivist}),
     bit(PositionKind::department_leader), true, Place::own, Person::any, kStateless},
    // who went asks, the appointed archivist of the department signs, never the own one.
    {Action::request_clearance, kClearance, kStaff, kNoPosition, false, Place::any, Person::self,
     kStateless},
    {Action::request_clearance, kClearance, kWatchers, kNoPosition, false, Place::any, Person::any,
     kStateless},
    {Action::request_clearance, kClearance, mask({Role::dept_archivist}), kAppointed, false,
     Place::own, Person::any, kStateless},
    {Action::sign_clearance, kClearance, kNoRole, kAppointed, false, Place::own, Person::other,
     kStateless},
    // the archive room settles what a leaver still holds.
    {Action::manage_leaving, kNone, kArchivist, bit(PositionKind::archive_head), false, Place::any,
     Person::any, kStateless},
    // F-7 has no level of its own: it shows each reader the rows that the reader may know.
    {Action::print_form, kHandover, mask({Role::archivist, Role::auditor}),
     bit(PositionKind::archive_head), false, Place::any, Person::any, kStateless},
    {Action::print_form, kHandover, mask({Role::dept_archivist}), kNoPosition, false, Place::own,
     Person::any, kStateless},
    {Action::print_form, kHolder, mask({Role::archivist, Role::auditor}),
     bit(PositionKind::archive_head), true, Place::any, Person::any, kAnyVolume},
    {Action::print_form, kHolder, mask({Role::dept_archivist}), kNoPosition, true, Place::own,
     Person::any, kAnyVolume},
    // Lists of items (F-5, the subject list, filing stamps) hold what the same people may print.
    {Action::print_form, kItem, mask({Role::archivist, Role::auditor}),
     bit(PositionKind::archive_head), true, Place::any, Person::any, kFiled},
    {Action::print_form, kItem, mask({Role::dept_archivist}), kNoPosition, true, Place::own,
     Person::any, kFiled},
    // Loans. The auditor and the supervisor change nothing, so they do not borrow as such.
    // A volume is lent when its content is fixed: what joins later would go along unapproved.
    {Action::request_loan, kItem | kVolume, kStaff, kNoPosition, true, Place::any, Person::any,
     kFiled | bit(ObjectState::sealed)},
    // Who holds the paper knows of it and has to bring it back, even when the own clearance sank.
    {Action::view_loan, kLoan, kEverybody & ~kSeparated, kNoPosition, false, Place::any,
     Person::self, kStateless},
    {Action::view_loan, kLoan, mask({Role::archivist, Role::auditor}), kLeaders, true, Place::any,
     Person::any, kStateless},
    {Action::withdraw_loan, kLoan, kStaff, kNoPosition, false, Place::any, Person::self,
     kStateless},
    {Action::decide_loan, kLoan, kNoRole, kDeciders, true, Place::any, Person::other, kStateless},
    {Action::confirm_count, kLoan, kStaff, kNoPosition, true, Place::any, Person::any, kStateless},
    {Action::confirm_count, kLoan, kStaff, kNoPosition, false, Place::any, Person::self,
     kStateless},
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
    {Action::view_audit_log, kNone, mask({Role::audit_admin, Role::auditor}), kNoPosition, false,
     Place::any, Person::any, kStateless},
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

}  // namespace

std::vector<const PolicyRow*> policy_rows(const Subject& subject, Action action) {
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

bool is_separated(const std::set<Role>& roles) {
    Mask all = 0;
    for (const Role role : roles) all |= bit(role);
    return (all & kSeparated) != 0;
}

Result<void> check_roles(const std::set<Role>& roles) {
    Mask all = 0;
    for (const Role role : roles) all |= bit(role);
    if (!(all & kSeparated) || roles.size() == 1) return {};
    Error error = fail(ErrorCode::conflict, "user.roles_exclusive");
    error.field = "roles";
    return error;
}

Result<void> check_grant(const std::set<Role>& roles) {
    LT_CHECK(check_roles(roles));
    if (roles.count(Role::auditor) == 0) return {};
    for (const Role writing : {Role::archivist, Role::dept_archivist, Role::account_manager}) {
        if (roles.count(writing) == 0) continue;
        Error error = fail(ErrorCode::conflict, "user.auditor_writes");
        error.field = "roles";
        return error;
    }
    return {};
}

}  // namespace lantai::core
