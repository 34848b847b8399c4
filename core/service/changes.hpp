// Changes that a second person confirms: requested with a reason, decided by another, carried out
// in the same unit of work, logged on every object and noted in the volumes concerned.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/change_request.hpp"
#include "core/model/item_entry.hpp"
#include "core/rules/access_rules.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/place.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct ChangeDraft {
    ChangeKind kind = ChangeKind::reopen_volume;
    ChangeTarget target = ChangeTarget::volume;
    Id object_id = 0;
    int object_version = 1;  // as the person saw it
    std::string reason;
    /// correct_item: the new values. The others take what follows.
    std::vector<ChangeField> fields;
    std::optional<Level> level;                  // change_level
    std::optional<int> secrecy_months;           // change_level; nothing: unmarked
    bool whole_group = false;                    // change_level: every member of the linked group
    std::optional<std::string> retention_class;  // change_retention: always the whole group
};

struct ChangeDetail {
    ChangeEntry entry;
    std::vector<Action> can;  // decide_change; request_change stands for withdrawing it
    /// Of an open request that changes a whole linked group: its other papers as they stand, those
    /// that the reader may know of. Who decides knows all of them.
    std::vector<ItemEntry> affected;
    Place place;  // of the object, as far as the reader may know it
};

struct ChangePage {
    std::vector<ChangeDetail> changes;
    std::optional<Id> next;  // before this id
};

/// A late reply as filing or linking found it (T-1): `request` stands in a volume or box.
struct LateReply {
    Item reply;
    ItemEntry request;
    int filing_year = 0;  // of the unit once it has moved
};

/// Errors of every method: those of require(), where hidden and missing requests answer alike
/// (access.not_found) and refusals are logged; forbidden volume.needs_person for whoever acts
/// without an account.
/// Threads: every method from any thread.
class ChangeService {
public:
    ChangeService(Store& store, DenialLog& denials) : store_(store), denials_(denials) {}

    /// Errors: stale; field faults (reason, object_type, level, secrecy_months, retention_class,
    /// fields.…); conflict change.already_open (params id), change.nothing, change.not_bound
    /// (an item outside of sealed volumes is changed directly), change.only_by_filing
    /// (move_group), item.withdrawn, item.old_stays and those of change_rules.
    Result<ChangeDetail> create(const Caller& caller, const ChangeDraft& draft);
    Result<ChangeDetail> get(const Caller& caller, Id id);
    /// Newest first, what the caller may know.
    Result<ChangePage> list(const Caller& caller, const ChangeFilter& filter);
    /// Open ones that the caller may decide, at most kMostCounted.
    static constexpr int kMostCounted = 1000;
    Result<int> waiting(const Caller& caller);
    /// Approved: carried out at once or refused with the rule it breaks, and then still open.
    /// Errors: stale, those of change_rules; conflict change.object_changed (params version, acts:
    /// what was done since the request), item.on_loan, volume.on_loan, change.target_sealed;
    /// field reason when refusing without one.
    Result<ChangeDetail> decide(const Caller& caller, Id id, int version, bool approve,
                                const std::string& reason);
    /// By the requester, while undecided.
    Result<ChangeDetail> withdraw(const Caller& caller, Id id, int version);

private:
    Result<ChangeDetail> detail(const Caller& caller, Id id);
    Result<void> log_refused_draft(const Caller& caller, const ChangeDraft& draft,
                                   const Error& answer);
    Result<void> log_refusal(const Caller& caller, const char* action, Id id, const Error& answer);
    Store& store_;
    DenialLog& denials_;
};

/// Requests the move of the request's group to its late reply, in the unit of work that filed or
/// linked the reply. Errors: forbidden volume.needs_person; conflict change.already_open.
Result<void> request_move(UnitOfWork& unit, const Caller& caller, const LateReply& late);

}  // namespace lantai::core
