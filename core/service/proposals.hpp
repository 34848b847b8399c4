// "Compose this year's items": proposals of volumes or boxes, and making them at once.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/box.hpp"
#include "core/model/volume_entry.hpp"
#include "core/rules/compose_proposal.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct ComposeQuery {
    Id fonds_id = 0;
    std::string category = "WS";
    int filing_year = 0;
    std::optional<Id> department_id;
    std::optional<std::string> retention_class;
    std::optional<int> page_limit;  // of a volume; else the category's
    int spine_mm = 30;              // of a box
};

struct ComposeAnswer {
    Arrangement arrangement = Arrangement::volume;
    int page_limit = 0;  // that was used
    ComposeProposal proposal;
    std::vector<ItemEntry> items;  // every item of the proposal, by id
};

/// A unit as a person has adjusted it.
struct AcceptedUnit {
    std::optional<Id> department_id;  // a box may go without
    std::string retention_class;
    std::string title;         // of a volume
    std::string reason;        // sets aside, of a volume
    std::vector<Id> item_ids;  // with their whole groups; an id may name its group
};

struct AcceptQuery {
    Id fonds_id = 0;
    std::string category = "WS";
    int filing_year = 0;
    int spine_mm = 30;  // of a box
    std::vector<AcceptedUnit> units;
};

struct AcceptedAnswer {
    std::vector<VolumeEntry> volumes;
    std::vector<BoxEntry> boxes;
};

/// Errors: those of require(); field errors with "units[2]." before the field. Threads: every
/// method from any thread.
class ProposalService {
public:
    explicit ProposalService(Store& store) : store_(store) {}

    /// From the filed items of one category and year that the caller may know and that stand in no
    /// volume or box; a group with a member the caller may not know is left out. Nothing is saved.
    Result<ComposeAnswer> propose(const Caller& caller, const ComposeQuery& query);
    /// Makes volumes, or boxes where the category is arranged by item: all of them or none. The
    /// errors of open_volume() and check_join(), open_box() and check_box_join().
    Result<AcceptedAnswer> accept(const Caller& caller, const AcceptQuery& query);

private:
    Store& store_;
};

}  // namespace lantai::core
