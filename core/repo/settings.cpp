#include "core/repo/settings.hpp"

namespace lantai::core {

Result<std::string> find_setting(Database& db, const std::string& key) {
    LT_TRY(auto found,
           db_find<std::string>(db, "SELECT value FROM settings WHERE key = :key", {{"key", key}},
                                [](const DbRow& row) { return row.text(0); }));
    return found.value_or("");
}

Result<void> save_setting(Database& db, const std::string& key, const std::string& value) {
    LT_TRY(const auto rows, db.execute("INSERT INTO settings(key, value) VALUES (:key, :value)"
                                       " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                                       {{"key", key}, {"value", value}}));
    (void)rows;
    return {};
}

}  // namespace lantai::core
