#include "core/repo/outbox.hpp"

namespace lantai::core {

Result<void> feed_item(Database& db, Id item_id) {
    LT_TRY(const auto rows, db.execute("INSERT INTO outbox(kind, object_id) VALUES ('item', :id)",
                                       {{"id", item_id}}));
    (void)rows;
    return {};
}

}  // namespace lantai::core
