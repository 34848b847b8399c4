// Facts of this archive: 'epoch', 'company_name', 'created_at', 'demo'.
#pragma once
#include <string>

#include "core/db/database.hpp"

namespace lantai::core {

Result<std::string> find_setting(Database& db, const std::string& key);  // empty when absent
Result<void> save_setting(Database& db, const std::string& key, const std::string& value);

}  // namespace lantai::core
