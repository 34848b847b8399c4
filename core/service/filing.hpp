// Prepares what filing, proposing and linking have in common: the unit of linked papers, its
// year, its class, and who has to move for it. Used by ItemService only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/item_entry.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/filing_year.hpp"
#include "core/service/numbering.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct LinkDraft {
    Id item_id = 0;  // the other item
    LinkKind kind = LinkKind::main_attachment;
    bool other_leads = false;
};

/// What a person enters. Of `item` only those fields count; id, code, serial, group, year rule and
/// state are ours.
struct ItemDraft {
    Item item;
    std::optional<int> filing_year;  // only to override the proposal
    std::vector<Id> uploads;
    std::vector<LinkDraft> links;
    /// The paper's entry in the handling register; its clause and date are written back.
    std::optional<Id> entry_id;
};

/// A linked item that takes the year or class of its unit and so a new number (R-22, DECISIONS 4).
struct GroupMove {
    ItemEntry entry;  // as it is stored
    int filing_year = 0;
    std::string year_rule;
    std::string year_reason;
    std::string retention_class;
};

/// A link to a request that stands in a volume already: the reply is filed in its own year, and a
/// second person decides whether the request's unit moves to it (T-1).
struct LateLink {
    ItemEntry request;
    LinkKind kind = LinkKind::reply_request;
};

struct FilingPlan {
    std::optional<Fonds> fonds;
    std::optional<FondsCategory> settings;  // of the fonds and the item's category
    std::optional<Department> department;
    Item item;  // with year and rule
    YearProposal year;
    std::optional<ScheduleRow> schedule;  // of the item: proposes class and level
    std::vector<Upload> uploads;
    std::vector<ItemEntry> group;  // the linked items, filed, without the new one
    std::vector<ItemLink> links;   // of the unit, the new ones with id 0
    std::vector<GroupMove> moves;
    std::vector<LateLink> late;
    Faults faults;
};

/// The unit that `item` and `links` make with what is stored: members, links and faults in
/// `plan.group`, `plan.links`, `plan.faults`. Hidden items are answered like missing ones, and a
/// hidden member of the unit counts for nothing: neither year, class nor fault tells of it. Where
/// that leaves the unit uneven, composing its volume says so to an archivist who may know. A
/// reply to a request in a volume or box goes to `plan.late` and not into the unit (T-1); a fault
/// change.already_open when that move is asked for already.
Result<void> load_group(Database& db, const Caller& caller, const std::vector<LinkDraft>& links,
                        FilingPlan& plan);

/// The new item itself, or a linked one that the caller may know.
bool in_unit(const FilingPlan& plan, Id id);

/// Year by the leading rule and the longest class for the whole unit; fills item.filing_year,
/// year_rule, plan.year and plan.moves. Faults: item.group_retention (the new item has to take
/// the unit's class), link.in_volume (a member stands in a volume), link.not_allowed (a member
/// that would have to move may not be edited by the caller).
Result<void> settle_group(Database& db, const Caller& caller, std::optional<int> chosen_year,
                          FilingPlan& plan);

/// The same for a new link between stored units; `entry` is plan.item as stored, and may have to
/// move itself. Both ends of the link have to be the caller's to edit (link.not_allowed).
Result<void> settle_linked(Database& db, const Caller& caller, const ItemEntry& entry,
                           FilingPlan& plan);

/// Everything before the number is taken. Faults are collected, not returned. `plan` names the
/// item by its id and, when the item is stored, the unit it belongs to (group and links).
Result<FilingPlan> prepare_filing(Database& db, const Caller& caller, const ItemDraft& draft,
                                  FilingPlan plan, Date today);

/// The scope in which an item is numbered when it is filed. Errors: those of CodeTemplate.
Result<CodeScope> item_code_scope(Database& db, const Fonds& fonds,
                                  const std::string& department_code, const Item& item);
/// Takes the next number and sets serial and archival_code.
Result<void> number_item(Database& db, const Fonds& fonds, const std::string& department_code,
                         Item& item);

/// The stored unit of an item as the caller may know it, as a plan that links can be added to.
Result<FilingPlan> stored_unit(Database& db, const Caller& caller, const ItemEntry& entry);

/// Gives the moved members their year, class and new number, keeps the old one as a redirect, and
/// notes it.
Result<void> apply_moves(UnitOfWork& unit, const Fonds& fonds, const std::vector<GroupMove>& moves);

/// Writes group_id anew for the whole groups of these items, after links were added, removed or
/// lost an end; members that the caller may not know as well.
Result<void> regroup(Database& db, const std::vector<Id>& items);

/// Requests the moves that late replies propose, once the reply is stored (T-1).
Result<void> request_late_moves(UnitOfWork& unit, const Caller& caller, const Item& reply,
                                const FilingPlan& plan);

/// Makes files of the item out of uploads; ordinals go on.
Result<void> attach_uploads(UnitOfWork& unit, const Caller& caller, Id item_id,
                            const std::vector<Upload>& uploads);

/// "item.filed" … with code, year, class and level; the digest of its rows proves the rest.
Event item_event(std::string action, const Item& item);

}  // namespace lantai::core
