// What printed lists need beside the entries of the records.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "core/base/date.hpp"
#include "core/base/ids.hpp"
#include "core/db/database.hpp"
#include "core/model/print_job.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

/// The certain dates of the earliest and the latest paper 起止日期 of each volume of a fonds that
/// has any; of all years without `filing_year`.
Result<std::map<Id, std::pair<Date, Date>>> volume_spans(Database& db, Id fonds_id,
                                                         std::optional<int> filing_year);

/// What a finding aid says of an item.
struct ItemTitle {
    std::string title;
    std::string archival_code;
    Date document_date;
    std::string date_text;
};
/// Of these items, in this order. An error of `each` ends it.
Result<void> each_title(Database& db, std::span<const Id> ids,
                        const std::function<Result<void>(const ItemTitle&)>& each);

/// Are all of these there and within the predicate over `i` (items) or `v` (volumes)?
Result<bool> all_items_within(Database& db, std::span<const Id> ids, const AccessPredicate& scope);
Result<bool> all_volumes_within(Database& db, std::span<const Id> ids,
                                const AccessPredicate& scope);

/// Was anything that the job shows changed since the entry job.log_seq of the log: a record of it,
/// a paper that lies in one, its fonds or the name of a department?
Result<bool> changed_since_printed(Database& db, const PrintJob& job);

}  // namespace lantai::core
