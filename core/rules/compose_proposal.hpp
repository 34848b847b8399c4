// "Compose this year's items": which volumes or boxes a year's papers would make. Only a proposal:
// a person adjusts it before anything is made. Pure functions.
#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/model/fonds.hpp"
#include "core/model/item_entry.hpp"

namespace lantai::core {

struct ComposeRequest {
    Arrangement arrangement = Arrangement::volume;
    DraftOrder draft_order = DraftOrder::draft_first;
    /// Of a volume, or what a box has room for. Larger groups get a unit of their own.
    int page_limit = 200;
    /// A year's filed items in no volume or box, with every member of their groups.
    std::vector<ItemEntry> items;
    std::vector<ItemLink> links;  // of the groups, withdrawn ends left out
    std::map<Id, std::string> clause_titles;
};

struct ProposedUnit {  // a volume or box
    Id department_id = 0;
    std::string retention_class;
    std::string clause_no;  // of its volume; empty: papers without a clause, or a box
    std::string title;  // of a volume: 2023年总经理办公室合同协议(二); empty for a box
    Level level = Level::open;
    std::vector<Id> items;       // in their order: T-2 in a volume, by code in a box
    int pages = 0;               // unknown ones count as nothing
    bool pages_unknown = false;  // some item's pages are
    bool over_limit = false;     // one group alone is larger than the limit
};

struct ComposeProposal {
    std::vector<ProposedUnit> units;
    /// Items of groups whose members do not agree in department, year and class; they have to be
    /// set right first.
    std::vector<Id> left;
};

/// One unit holds one department and class and, in volumes, one clause, that of the group's
/// leading paper; a group stays whole; papers of top-secret groups stand apart from all
/// others. Units come by department code, class, clause (2 before 10, without a clause last)
/// and then as they fill up. `request.items` is of one fonds, category and year.
Result<ComposeProposal> compose_proposal(const ComposeRequest& request);

}  // namespace lantai::core
