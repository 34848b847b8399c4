// Logos of fonds in the database.
#pragma once
#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "core/db/database.hpp"

namespace lantai::core {

struct LogoRow {
    std::string sha256;  // of its blob
    std::string media_type;
};

Result<std::optional<LogoRow>> find_logo(Database& db, Id fonds_id);
Result<void> set_logo(Database& db, Id fonds_id, const LogoRow& logo);
/// False: there was none.
Result<bool> delete_logo(Database& db, Id fonds_id);

}  // namespace lantai::core
