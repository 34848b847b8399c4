// Giving archival codes: the template of the category, the next free number of its scope, and the
// redirect that an old code leaves behind. Used by the services that make records.
#pragma once
#include <string>

#include "core/model/codes.hpp"
#include "core/model/fonds.hpp"
#include "core/model/item.hpp"
#include "core/rules/archival_code.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct CodeScope {
    CodeTemplate pattern;
    CodeParts parts;    // without the number to give
    std::string scope;  // key of `serials`
};

/// Parts of a code that the classification gives.
CodeParts code_parts(const Fonds& fonds, const FondsCategory& settings, int filing_year,
                     const std::string& retention_class, const std::string& department_code);
/// The scope in which `owner` is numbered by the settings. Errors: those of CodeTemplate.
Result<CodeScope> code_scope(CodeOwner owner, const FondsCategory& settings, CodeParts parts);

struct GivenCode {
    int number = 0;
    std::string code;
};
/// Takes the next number whose code nothing carries or ever carried: the writer gives numbers one
/// after the other, so two clerks never get the same. Errors: code.overflow at the end of the
/// width.
Result<GivenCode> take_code(Database& db, CodeScope scope);
/// What take_code would give now.
Result<GivenCode> next_code(Database& db, CodeScope scope);

/// Keeps `old_code` as a redirect to the record that has just got another one.
Result<void> keep_old_code(UnitOfWork& unit, CodeOwner owner, Id object_id,
                           const std::string& old_code, const std::string& reason);

/// Gives the item another code for `reason`: redirect, event item.renumbered, index. `item.version`
/// is the stored one. Errors: stale.
Result<void> renumber_item(UnitOfWork& unit, Item item, const std::string& new_code,
                           const std::string& reason);

}  // namespace lantai::core
