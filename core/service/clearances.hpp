// Clearances of journeys and training and of leavers (R-5, DECISIONS 5 and 6).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/repo/clearance_repo.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct ClearanceDetail {
    ClearanceRow row;
    std::vector<Action> can;
};

struct ClearancePage {
    std::vector<ClearanceDetail> clearances;
    std::optional<Id> next;  // before this id
};

struct ClearanceSignature {
    bool nothing_to_file = false;
    std::vector<Id> entry_ids;
    std::string remarks;
};

/// Errors of every method: those of require(), where hidden and missing ones answer alike; stale;
/// field faults; forbidden volume.needs_person without an account.
/// Threads: every method from any thread.
class Clearances {
public:
    Clearances(Store& store, DenialLog& denials) : store_(store), denials_(denials) {}

    /// For the own journey; blocked until signed. Errors: check_clearance().
    Result<ClearanceDetail> ask(const Caller& caller, Clearance draft);
    /// Errors: check_sign(); entry_ids register.unknown.
    Result<ClearanceDetail> sign(const Caller& caller, Id id, int version,
                                 const ClearanceSignature& signature);
    /// The own one, while it is blocked. Errors: conflict clearance.not_blocked.
    Result<ClearanceDetail> withdraw(const Caller& caller, Id id, int version);
    Result<ClearanceDetail> get(const Caller& caller, Id id);
    Result<ClearancePage> list(const Caller& caller, const ClearanceFilter& filter);
    /// What the accounts department asks before it pays: by number, for everybody signed in.
    Result<ClearanceRow> status(const Caller& caller, const std::string& number);
    /// For the certificate; logged. Errors: conflict clearance.blocked.
    Result<ClearanceRow> for_certificate(const Caller& caller, Id id);

    /// Of a person who leaves or changes post; a deactivated account opens one by itself. Errors:
    /// field user_id user.unknown; conflict leaving.already_open.
    Result<LeavingEntry> open_leaving(const Caller& caller, Id user_id, const std::string& reason);
    /// The list with the leaver's own signature, scanned; the caller witnesses it (DECISIONS 6).
    /// Errors: upload_id item.upload_unknown; conflict leaving.not_open.
    Result<LeavingEntry> leaver_signs(const Caller& caller, Id id, int version, Id upload_id);
    /// The receiver signs. Errors: check_leaving_receipt().
    Result<LeavingEntry> receive_leaving(const Caller& caller, Id id, int version);
    Result<LeavingEntry> cancel_leaving(const Caller& caller, Id id, int version,
                                        const std::string& reason);
    Result<LeavingEntry> leaving(const Caller& caller, Id id);
    Result<std::vector<LeavingEntry>> leavings(const Caller& caller,
                                               std::optional<LeavingState> state);
    /// Errors: conflict leaving.not_cleared.
    Result<LeavingEntry> for_leaving_certificate(const Caller& caller, Id id);

private:
    using Work = std::function<Result<const char*>(UnitOfWork&, Clearance&)>;
    Result<ClearanceDetail> with_clearance(const Caller& caller, Id id, int version, Action action,
                                           const Work& work);
    using LeavingWork = std::function<Result<const char*>(UnitOfWork&, LeavingEntry&)>;
    Result<LeavingEntry> with_leaving(const Caller& caller, Id id, int version,
                                      const LeavingWork& work);
    Store& store_;
    DenialLog& denials_;
};

/// An account was deactivated: its login is off, what it holds has to be handed over (DECISIONS 5).
Result<void> leaving_opened(UnitOfWork& unit, const Caller& caller, const User& user,
                            const std::string& reason);
/// The account is active again: nobody leaves.
Result<void> leaving_undone(UnitOfWork& unit, const User& user);

}  // namespace lantai::core
