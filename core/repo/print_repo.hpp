// What printed lists need beside the entries of the records.
#pragma once
#include <map>
#include <optional>
#include <utility>

#include "core/base/date.hpp"
#include "core/base/ids.hpp"
#include "core/db/database.hpp"

namespace lantai::core {

/// The dates of the earliest and the latest paper 起止日期 of each volume of a fonds that has any;
/// of all years without `filing_year`.
Result<std::map<Id, std::pair<Date, Date>>> volume_spans(Database& db, Id fonds_id,
                                                         std::optional<int> filing_year);

}  // namespace lantai::core
