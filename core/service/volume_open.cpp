// A new volume: is the draft whole, which number does it get.
#include <algorithm>

#include "core/model/categories.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/numbering.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {
namespace {

Result<void> check_draft(const Volume& draft, const std::optional<Fonds>& fonds,
                         const std::optional<Department>& department,
                         const std::vector<RetentionClass>& classes) {
    Faults faults;
    if (!fonds) faults.add(field_error("fonds_id", "item.fonds_missing"));
    if (!department || !department->active)
        faults.add(field_error("department_id", "item.department_missing"));
    if (!is_category(draft.category)) faults.add(field_error("category", "item.category"));
    if (draft.filing_year < kFirstYear || draft.filing_year > kLastYear)
        faults.add(
            field_error("filing_year", "item.range",
                        {{"min", std::to_string(kFirstYear)}, {"max", std::to_string(kLastYear)}}));
    const bool known = std::any_of(classes.begin(), classes.end(), [&](const auto& one) {
        return one.code == draft.retention_class;
    });
    if (!known) faults.add(field_error("retention_class", "item.retention_unknown"));
    faults.add(text_fault("title", draft.title, {kMaxTitle, true, TextKind::line}));
    return std::move(faults).result();
}

/// R-18, DA/T 22: a category arranged by item has boxes and no volumes.
Result<void> number_volume(Database& db, const Fonds& fonds, const Department& department,
                           Volume& volume) {
    LT_TRY(const FondsCategory settings, category_settings(db, fonds, volume.category));
    if (settings.arrangement == Arrangement::item) {
        Error error = fail(ErrorCode::conflict, "volume.by_item");
        error.field = "category";
        error.params = {{"category", volume.category}};
        return error;
    }
    LT_TRY(CodeScope scope, code_scope(CodeOwner::volume, settings,
                                       code_parts(fonds, settings, volume.filing_year,
                                                  volume.retention_class, department.code)));
    LT_TRY(GivenCode given, take_code(db, std::move(scope)));
    volume.serial = given.number;
    volume.archival_code = std::move(given.code);
    return {};
}

}  // namespace

Result<Volume> open_volume(UnitOfWork& unit, const Caller& caller, const Volume& draft) {
    Database& db = unit.db();
    LT_TRY(const auto fonds, find_fonds(db, draft.fonds_id));
    LT_TRY(const auto department, find_department_of_record(db, draft.department_id));
    LT_TRY(const auto classes, list_retention_classes(db));
    LT_CHECK(check_draft(draft, fonds, department, classes));
    Volume volume;
    volume.id = unit.next_id();
    volume.fonds_id = draft.fonds_id;
    volume.department_id = draft.department_id;
    volume.category = draft.category;
    volume.filing_year = draft.filing_year;
    volume.retention_class = draft.retention_class;
    volume.title = draft.title;
    volume.created_by = caller.subject.user_id;
    volume.created_at = unit.now();
    LT_CHECK(number_volume(db, *fonds, *department, volume));
    LT_CHECK(insert_volume(db, volume));
    unit.note(volume_event("volume.created", volume));
    return volume;
}

}  // namespace lantai::core
