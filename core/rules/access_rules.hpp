// THE policy table: who may do what to which object (R-10, R-18, R-51, R-54; DECISIONS 2, 3).
// From its rows come the decision, the SQL predicate and the search scope, so they cannot differ.
// What no row allows is denied. Pure functions.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/box.hpp"
#include "core/model/change_request.hpp"
#include "core/model/clearance.hpp"
#include "core/model/handover.hpp"
#include "core/model/item.hpp"
#include "core/model/names.hpp"
#include "core/model/register_entry.hpp"
#include "core/model/search.hpp"
#include "core/model/user.hpp"
#include "core/model/volume.hpp"

namespace lantai::core {

enum class Action {
    // records
    search_records,  // the search page and what it lists: items in state filed
    view_catalogue,  // the catalogue entry of an item, volume or box
    view_content,    // files, full text, page images of an item
    view_history,    // who filed, saw, changed, borrowed, printed this record
    file_item,
    edit_item,  // fields, files and links
    withdraw_item,
    // volumes, and the boxes of the arrangement by item
    compose_volume,  // create, add, order, remove
    seal_volume,     // the compiler hands it to the checker (立卷人)
    reopen_volume,   // back to composing
    check_volume,    // the checker seals it (检查人)
    annotate_volume,
    // changes that need a second person
    view_changes,
    request_change,  // of an item or volume; of a request: withdraw the own one
    decide_change,   // change_rules check_decider() says more
    // handovers
    view_handovers,
    prepare_handover,  // draft, cancel
    give_handover,     // sign for the department
    receive_handover,
    // collection
    view_appointments,        // who is archivist of which department, since when
    acknowledge_appointment,  // the archive room takes note (备案)
    view_register,            // the handling register 文件处理登记簿
    register_paper,           // enter and correct
    conclude_paper,           // 办结, 批存
    collect_paper,            // 送档: the department's archivist takes it
    view_filing_board,        // what is late by department
    request_clearance,        // of travel and training claims: ask, see
    sign_clearance,
    manage_leaving,
    print_form,      // forms of a volume and lists of volumes and items
    // loans
    request_loan,  // of an item or volume
    view_loan,
    withdraw_loan,  // the own request
    decide_loan,    // may decide some step; loan_rules check_decision() says whether it is this one
    confirm_count,  // the borrower's side of a mutual count
    run_desk,       // issue, return, incidents
    view_loan_register,
    // administration
    view_reference,   // fonds, schemes, departments, retention classes, names of people
    manage_fonds,     // fonds, filing schemes, retention classes
    view_people,      // accounts with roles and clearances
    manage_accounts,  // accounts, departments
    manage_rights,    // roles, clearances, positions and deputies
    view_audit_log,
    verify_audit,
    view_statistics,
    own_account,  // own password, own sessions
};
template <>
std::span<const std::string_view> enum_texts<Action>();  // "search_records" …

enum class ObjectKind { none, item, volume, loan, box, change, handover, entry, clearance };

/// As the policy sees it. `bound`: a filed item whose volume or box is submitted or sealed. A box
/// is submitted once its arranger signed, sealed once it is closed.
enum class ObjectState { none, filed, bound, withdrawn, open, submitted, sealed };

struct AccessObject {
    ObjectKind kind = ObjectKind::none;
    Id id = 0;
    Level level = Level::open;              // of a loan or change: of the thing lent or changed
    Id department_id = 0;                   // owning department; of a loan or change: of its thing
    ObjectState state = ObjectState::none;  // loans, changes: none, other rules judge their states
    /// Loan, change, clearance: the requester. Volume: the compiler. Box: the arranger. Handover:
    /// the giver. Entry of the register: the handler. Empty: nobody yet.
    std::optional<Id> person;
};
/// `volume` = the state of the item's volume or box, if it is in one (ItemEntry::volume_state).
AccessObject access_object(const Item& item, std::optional<VolumeState> volume);
AccessObject access_object(const Volume& volume);
AccessObject access_object(const Box& box);
AccessObject access_object(const ChangeEntry& change);
AccessObject access_object(const Handover& handover);
AccessObject access_object(const RegisterEntry& entry);
AccessObject access_object(const Clearance& clearance);
AccessObject loan_object(Id loan_id, Id requester, Level level, Id owner_department);

struct Decision {
    bool allow = false;
    /// May the subject know that the object exists? If not, answer exactly as for a missing one.
    bool visible = false;
    /// Message key when not allowed: access.not_found (not visible), access.request_loan (sees
    /// the entry, content needs a loan: 需申请借阅), access.role_missing, access.clearance,
    /// access.other_department, access.wrong_state, access.own_work (checker = compiler, decider =
    /// requester), access.not_yours.
    std::string reason;
};
Decision decide(const Subject& subject, Action action, const AccessObject& object);
/// For actions without an object (lists, pages, administration): has the subject any row for it?
Decision decide(const Subject& subject, Action action);

/// decide() as an error: not_found "access.not_found", or forbidden with the reason as key and
/// params action.
Result<void> require(const Subject& subject, Action action, const AccessObject& object);
Result<void> require(const Subject& subject, Action action);

/// A condition for WHERE over items, volumes, boxes, loans, change_requests, handovers,
/// register_entries or clearances under `alias` (an SQL identifier of the program, never input).
/// Parameters are named acc_… and bind by name; ids of grants are written into the text as numbers.
/// "0 = 1" when nothing is allowed. Same answer as decide() for every row; `table` must be a kind
/// the action applies to (else "0 = 1").
struct AccessPredicate {
    std::string sql;
    std::vector<std::pair<std::string, std::int64_t>> params;
};
AccessPredicate sql_predicate(const Subject& subject, Action action, ObjectKind table,
                              std::string_view alias);

/// What a search may look at: nothing at all for who may not search; else catalogue terms up to
/// the clearance and body terms of all_content, the departments or the granted items.
std::optional<SearchScope> search_scope(const Subject& subject);

/// The three separated administrators 三员 exclude each other and every business role.
/// Error: conflict user.roles_exclusive, field roles. A subject who breaks it is denied everything.
Result<void> check_roles(const std::set<Role>& roles);

/// What may be granted together: check_roles, and the auditor, who is read-only (DECISIONS 3), with
/// no role that writes records. Error: conflict user.roles_exclusive or user.auditor_writes, field
/// roles.
Result<void> check_grant(const std::set<Role>& roles);

/// One of the three separated administrators: holds no post and decides no loan.
bool is_separated(const std::set<Role>& roles);

/// Clearance on `today`: open once its last day has passed.
Level effective_clearance(const User& user, Date today);

}  // namespace lantai::core
