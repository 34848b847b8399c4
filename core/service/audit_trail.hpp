// The audit log as people read it, and its checkpoints.
#pragma once
#include <functional>
#include <mutex>
#include <string_view>

#include "core/base/merkle.hpp"
#include "core/service/audit_proof.hpp"
#include "core/service/audit_view.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// Threads: every method from any thread.
class AuditTrail {
public:
    explicit AuditTrail(Store& store) : store_(store) {}

    /// Newest first; a full page means there may be more before its last number.
    Result<std::vector<AuditView>> list(const Caller& caller, const AuditFilter& filter);
    Result<AuditHead> head(const Caller& caller);
    /// The verification is logged itself, after it has read.
    Result<AuditProof> verify(const Caller& caller);

    /// Every entry as one JSON line, oldest first, masked as in list(), then one line
    /// {"head":{seq,chain,root}}. Logged as audit.exported. Stops when `write` says false.
    Result<void> export_lines(const Caller& caller,
                              const std::function<bool(std::string_view)>& write);

    /// Writes the Merkle root over all entries when at least `min_new` came since the last
    /// checkpoint of this program run (1: at start and stop; 1,000: every minute). Returns
    /// whether one was written.
    Result<bool> checkpoint(std::int64_t min_new);

private:
    Store& store_;
    std::mutex mutex_;
    MerkleTree tree_;             // guarded by mutex_; over entries 1 … tree_.size()
    std::int64_t last_made_ = 0;  // guarded by mutex_
};

}  // namespace lantai::core
