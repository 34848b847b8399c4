// One entry of the audit log as a reader may see it.
#pragma once
#include "core/repo/audit_log.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

/// `masked`: something is emptied, so the leaf can't be computed from what is shown; numbers and
/// hashes stay.
struct AuditView {
    AuditEntry entry;
    bool masked = false;
};

/// What is above the reader's clearance: of an entry about such a record, object id, code, reason
/// and details; of an entry that only names one in its details (a link, a volume's content),
/// reason and details. The audit administrator sees every entry and no content (DECISIONS 3):
/// which fields were changed, not their values.
AuditView view_of(AuditRow row, const Subject& reader);

}  // namespace lantai::core
