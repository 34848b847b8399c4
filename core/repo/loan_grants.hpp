// What a loan opens to its reader (DECISIONS 2): the one place that says when a loan counts.
#pragma once
#include <set>

#include "core/base/date.hpp"
#include "core/base/ids.hpp"
#include "core/db/database.hpp"

namespace lantai::core {

/// Items whose content is open to the person on `today`: lent items and the items of lent
/// volumes, of loans that were handed out (on_loan) to an inside reader and whose last day has
/// not passed; items without paper as soon as the loan is approved.
Result<std::set<Id>> granted_items(Database& db, Id user_id, const Date& today);

}  // namespace lantai::core
