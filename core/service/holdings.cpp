#include "core/service/holdings.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

#include "core/base/json_text.hpp"
#include "core/model/categories.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/archival_code.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/rules/volume_rules.hpp"
#include "core/service/filing.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kMaxCode = 100;
constexpr const char* kUnknownDate = "不详";
constexpr std::size_t kMaxDateText = 100;

Error range_fault(std::string field, int min, int max) {
    return field_error(std::move(field), "item.range",
                       {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
}

void check_number(Faults& faults, const std::string& field, const std::optional<int>& value,
                  int max) {
    if (value && (*value < 1 || *value > max)) faults.add(range_fault(field, 1, max));
}

Result<void> check_frame(Database& db, const Caller& caller, const OldVolume& old, Faults& faults) {
    LT_TRY(const auto fonds, find_fonds(db, old.fonds_id));
    if (!fonds) faults.add(field_error("fonds_id", "item.fonds_missing"));
    LT_TRY(const auto department, find_department_of_record(db, old.department_id));
    if (!department) faults.add(field_error("department_id", "item.department_missing"));
    if (!is_category(old.category)) faults.add(field_error("category", "item.category"));
    if (old.filing_year < kFirstYear || old.filing_year > kLastYear)
        faults.add(range_fault("filing_year", kFirstYear, kLastYear));
    LT_TRY(const auto classes, list_retention_classes(db));
    if (std::none_of(classes.begin(), classes.end(),
                     [&](const auto& one) { return one.code == old.retention_class; }))
        faults.add(field_error("retention_class", "item.retention_unknown"));
    if (old.level > caller.subject.clearance)
        faults.add(field_error("level", "item.level_above_clearance"));
    faults.add(text_fault("title", old.title, {kMaxTitle, true, TextKind::line}));
    faults.add(text_fault("archival_code", old.archival_code, {kMaxCode, true, TextKind::line}));
    faults.add(text_fault("date_text", old.date_text, {kMaxDateText, false, TextKind::line}));
    faults.add(text_fault("description", old.description, {1000, false, TextKind::lines}));
    faults.add(text_fault("location", old.location, {200, false, TextKind::line}));
    check_number(faults, "items", old.items, kMaxPages);
    check_number(faults, "pages", old.pages, kMaxPages);
    check_shelf(old.shelf, faults);
    LT_TRY(const bool taken, code_is_taken(db, normalise_code(old.archival_code)));
    if (taken) faults.add(field_error("archival_code", "volume.code_taken"));
    return {};
}

void check_row_texts(const OldItem& row, const std::string& at, Faults& faults) {
    faults.add(text_fault(at + "title", row.title, {kMaxTitle, true, TextKind::line}));
    faults.add(
        text_fault(at + "document_no", row.document_no, {kMaxDocumentNo, false, TextKind::line}));
    faults.add(text_fault(at + "creator", row.creator, {kMaxCreator, false, TextKind::line}));
    faults.add(text_fault(at + "date_text", row.date_text, {kMaxDateText, false, TextKind::line}));
    faults.add(text_fault(at + "remarks", row.remarks, {kMaxRemarks, false, TextKind::lines}));
    faults.add(
        text_fault(at + "archival_code", row.archival_code, {kMaxCode, false, TextKind::line}));
    check_number(faults, at + "pages", row.pages, kMaxPages);
    check_number(faults, at + "copies", row.copies, kMaxCopies);
    check_number(faults, at + "start_page", row.start_page, kMaxPages);
}

std::string row_code(const OldVolume& old, std::size_t index) {
    const std::string& given = old.rows[index].archival_code;
    if (!given.empty()) return normalise_code(given);
    char number[24];
    std::snprintf(number, sizeof number, "-%04zu", index + 1);
    return normalise_code(old.archival_code) + number;
}

Result<void> check_rows(Database& db, const Caller& caller, const OldVolume& old, Date today,
                        Faults& faults) {
    std::set<std::string> codes;
    for (std::size_t i = 0; i < old.rows.size(); ++i) {
        const OldItem& row = old.rows[i];
        const std::string at = "rows[" + std::to_string(i) + "].";
        check_row_texts(row, at, faults);
        if (row.level.value_or(old.level) > caller.subject.clearance)
            faults.add(field_error(at + "level", "item.level_above_clearance"));
        if (row.document_date && *row.document_date > today)
            faults.add(field_error(at + "document_date", "item.date_in_future"));
        const std::string code = row_code(old, i);
        LT_TRY(const bool taken, code_is_taken(db, code));
        if (taken || !codes.insert(code).second)
            faults.add(field_error(at + "archival_code", "item.code_taken", {{"code", code}}));
    }
    return {};
}

Volume old_volume(const OldVolume& old) {
    Volume volume;
    volume.fonds_id = old.fonds_id;
    volume.department_id = old.department_id;
    volume.category = old.category;
    volume.filing_year = old.filing_year;
    volume.retention_class = old.retention_class;
    volume.level = old.level;
    volume.title = old.title;
    volume.archival_code = normalise_code(old.archival_code);
    volume.state = VolumeState::sealed;  // it was, by people of its time
    volume.description = old.description;
    volume.shelf = old.shelf;
    volume.location = old.location;
    volume.bound = old.bound;
    volume.origin = Origin::old;
    volume.date_text = old.date_text;
    volume.old_items = old.items;
    volume.old_pages = old.pages;
    for (const OldItem& row : old.rows)
        volume.level = std::max(volume.level, row.level.value_or(old.level));
    return volume;
}

Item old_item(const OldVolume& old, std::size_t index) {
    const OldItem& row = old.rows[index];
    Item item;
    item.fonds_id = old.fonds_id;
    item.department_id = old.department_id;
    item.category = old.category;
    item.title = row.title;
    item.document_no = row.document_no;
    item.creator = row.creator;
    const Date first = Date::parse(std::to_string(old.filing_year) + "-01-01").value();
    item.document_date = row.document_date.value_or(first);
    item.date_text = row.date_text;
    // Never told as the nominal day.
    if (!row.document_date && row.date_text.empty()) item.date_text = kUnknownDate;
    item.origin = Origin::old;
    item.filing_year = old.filing_year;
    item.year_rule = "old";
    item.retention_class = old.retention_class;
    item.level = row.level.value_or(old.level);
    item.pages = row.pages;
    item.copies = row.copies;
    item.remarks = row.remarks;
    item.archival_code = row_code(old, index);
    return item;
}

Result<void> store_rows(UnitOfWork& unit, const Caller& caller, const OldVolume& old,
                        Id volume_id) {
    for (std::size_t i = 0; i < old.rows.size(); ++i) {
        Item item = old_item(old, i);
        item.id = item.group_id = unit.next_id();
        item.created_by = caller.subject.user_id;
        item.created_at = item.updated_at = unit.now();
        LT_CHECK(insert_item(unit.db(), item));
        LT_CHECK(set_place(unit.db(), item.id,
                           {volume_id, static_cast<int>(i) + 1, old.rows[i].start_page}));
        unit.note(item_event("item.taken_over", item));
        LT_CHECK(unit.reindex_item(item.id));
    }
    return {};
}

}  // namespace

Result<VolumeDetail> HoldingsService::add(const Caller& caller, const OldVolume& old) {
    LT_CHECK(require(caller.subject, Action::compose_volume));
    Id id = 0;
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        Database& db = unit.db();
        Faults faults;
        LT_CHECK(check_frame(db, caller, old, faults));
        LT_CHECK(check_rows(db, caller, old, unit.today(), faults));
        LT_CHECK(std::move(faults).result());
        Volume volume = old_volume(old);
        volume.id = id = unit.next_id();
        volume.created_by = caller.subject.user_id;
        volume.created_at = unit.now();
        LT_CHECK(insert_volume(db, volume));
        LT_CHECK(store_rows(unit, caller, old, id));
        unit.note(volume_event("volume.taken_over", volume));
        return {};
    }));
    return volumes_.get(caller, id);
}

}  // namespace lantai::core
