// Archival codes across all records: which are taken, where old ones lead.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/codes.hpp"
#include "core/model/user.hpp"
#include "core/rules/code_report.hpp"

namespace lantai::core {

/// Does an item, volume or box carry the code, or did one ever carry it? Here and below codes that
/// differ only in the case of ASCII letters (fold_code) are the same; the exact one goes first.
Result<bool> code_is_taken(Database& db, const std::string& code);

/// The record of this kind that carries the code now or once carried it.
Result<std::optional<Id>> find_by_code(Database& db, CodeOwner owner, const std::string& code);

Result<void> insert_redirect(Database& db, const CodeRedirect& redirect);
Result<std::optional<CodeRedirect>> find_redirect(Database& db, const std::string& old_code);
/// The old codes of one record, oldest first.
Result<std::vector<CodeRedirect>> list_redirects(Database& db, CodeOwner owner, Id object_id);

/// A code with what the report needs to know of its record.
struct StoredCode {
    UsedCode code;
    std::string category;
    Level level = Level::open;
    bool in_volume = false;
};
/// Every code that the records of a fonds have or had.
Result<std::vector<StoredCode>> list_codes(Database& db, Id fonds_id);
/// The scopes in which numbers are given out ("item:Q001-…").
Result<std::set<std::string>> list_scopes(Database& db);

/// Gives every record without a code_key() its key; for archives of an earlier schema.
Result<void> fill_code_keys(Database& db);

}  // namespace lantai::core
