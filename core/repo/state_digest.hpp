// One digest over everything that makes up an object, so that the audit log can prove not only
// which acts happened but also that the rows are still as the last act left them.
#pragma once
#include <string>
#include <vector>

#include "core/db/database.hpp"

namespace lantai::core {

/// What belongs to an object type: each statement takes :id and has a fixed column list and
/// order. A change of any value here without an audit event is found by the verification.
struct StateParts {
    const char* object_type;
    const char* table;  // the table whose rows are the objects
    std::vector<const char*> selects;
    /// What later schema steps added. Each counts only when it has a row, so that the digests of
    /// older entries stay right: a select of added columns has a WHERE that leaves out their
    /// defaults.
    std::vector<const char*> later = {};
};
const std::vector<StateParts>& state_parts();

/// SHA-256 over all values; empty for a type without parts or an object without rows.
Result<std::string> state_digest(Database& db, const std::string& object_type, std::int64_t id);

/// Ids of all rows of the table of `parts`, ascending.
Result<std::vector<std::int64_t>> object_ids(Database& db, const StateParts& parts);

}  // namespace lantai::core
