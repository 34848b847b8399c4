// What the index worker has to look at again, written in the transaction of the change.
#pragma once
#include "core/base/ids.hpp"
#include "core/db/database.hpp"

namespace lantai::core {

Result<void> feed_item(Database& db, Id item_id);

}  // namespace lantai::core
