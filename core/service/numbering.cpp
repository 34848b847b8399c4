#include "core/service/numbering.hpp"

#include <utility>

#include "core/base/json_text.hpp"
#include "core/model/names.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

const std::string& template_of(CodeOwner owner, const FondsCategory& settings) {
    switch (owner) {
        case CodeOwner::item:
            return settings.item_code_template;
        case CodeOwner::volume:
            return settings.volume_code_template;
        case CodeOwner::box:
            return settings.box_code_template;
    }
    return settings.item_code_template;
}

/// Every template ends with a number; the parts name it by its field.
void set_number(CodeField field, int number, CodeParts& parts) {
    if (field == CodeField::item) parts.item = number;
    if (field == CodeField::volume) parts.volume = number;
    if (field == CodeField::box) parts.box = number;
    if (field == CodeField::page) parts.page = number;
}

}  // namespace

CodeParts code_parts(const Fonds& fonds, const FondsCategory& settings, int filing_year,
                     const std::string& retention_class, const std::string& department_code) {
    CodeParts parts{fonds.fonds_no,  settings.category, filing_year, retention_class,
                    department_code, std::nullopt,      std::nullopt};
    parts.catalogue = settings.catalogue_no;
    return parts;
}

Result<CodeScope> code_scope(CodeOwner owner, const FondsCategory& settings, CodeParts parts) {
    LT_TRY(CodeTemplate pattern, CodeTemplate::parse(template_of(owner, settings)));
    LT_TRY(const std::string scope, pattern.serial_scope(parts));
    return CodeScope{std::move(pattern), std::move(parts),
                     std::string(to_text(owner)) + ":" + scope};
}

Result<GivenCode> take_code(Database& db, CodeScope scope) {
    while (true) {
        GivenCode given;
        LT_TRY(given.number, take_serial(db, scope.scope));
        set_number(scope.pattern.last(), given.number, scope.parts);
        LT_TRY(given.code, scope.pattern.format(scope.parts));
        LT_TRY(const bool taken, code_is_taken(db, given.code));
        if (!taken) return given;
    }
}

Result<GivenCode> next_code(Database& db, CodeScope scope) {
    GivenCode given;
    LT_TRY(given.number, peek_serial(db, scope.scope));
    while (true) {
        set_number(scope.pattern.last(), given.number, scope.parts);
        LT_TRY(given.code, scope.pattern.format(scope.parts));
        LT_TRY(const bool taken, code_is_taken(db, given.code));
        if (!taken) return given;
        ++given.number;
    }
}

Result<void> keep_old_code(UnitOfWork& unit, CodeOwner owner, Id object_id,
                           const std::string& old_code, const std::string& reason) {
    return insert_redirect(unit.db(),
                           {unit.next_id(), old_code, owner, object_id, reason, unit.now()});
}

Result<void> renumber_item(UnitOfWork& unit, Item item, const std::string& new_code,
                           const std::string& reason) {
    const std::string old_code = std::exchange(item.archival_code, new_code);
    item.updated_at = unit.now();
    LT_TRY(const bool updated, update_item(unit.db(), item));
    if (!updated) return stale(item.version);
    LT_CHECK(keep_old_code(unit, CodeOwner::item, item.id, old_code, reason));
    Event event{"item.renumbered", "item", item.id, new_code, {}, reason, "{}"};
    event.details = json_object({{"old_code", old_code}, {"new_code", new_code}});
    unit.note(std::move(event));
    return unit.reindex_item(item.id);
}

}  // namespace lantai::core
