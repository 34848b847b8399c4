// What a change altered, for the audit log.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/base/json_text.hpp"
#include "core/model/item.hpp"
#include "core/model/volume.hpp"

namespace lantai::core {

/// The fields that a person may change, by the names of the API.
std::vector<JsonField> facts_of(const Item& item);
std::vector<JsonField> facts_of(const Volume& volume);

/// Two members for the details of an event: "fields", the names of what differs, and "changes",
/// {name: {"before": …, "after": …}}. The lists are of the same kind of record.
std::vector<JsonField> changed_facts(const std::vector<JsonField>& before,
                                     const std::vector<JsonField>& after);

}  // namespace lantai::core
