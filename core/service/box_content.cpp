#include "core/service/box_content.hpp"

#include <algorithm>
#include <set>

#include "core/base/json_text.hpp"
#include "core/model/categories.hpp"
#include "core/repo/box_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/rules/box_rules.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "core/service/guard.hpp"
#include "core/service/joining.hpp"
#include "core/service/numbering.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {
namespace {

Error range_fault(const char* field, int min, int max) {
    return field_error(field, "item.range",
                       {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
}

/// What a box is made of: the fonds and its settings, and the department if it is kept apart.
struct Frame {
    Fonds fonds;
    FondsCategory settings;
    std::string department_code;
};

Result<Frame> check_draft(Database& db, const Box& draft) {
    Faults faults;
    Frame frame;
    LT_TRY(const auto fonds, find_fonds(db, draft.fonds_id));
    if (!fonds) faults.add(field_error("fonds_id", "item.fonds_missing"));
    if (draft.department_id) {
        LT_TRY(const auto department, find_department_of_record(db, *draft.department_id));
        if (!department || !department->active)
            faults.add(field_error("department_id", "item.department_missing"));
        else
            frame.department_code = department->code;
    }
    if (!is_category(draft.category)) faults.add(field_error("category", "item.category"));
    if (draft.filing_year < kFirstYear || draft.filing_year > kLastYear)
        faults.add(range_fault("filing_year", kFirstYear, kLastYear));
    LT_TRY(const auto classes, list_retention_classes(db));
    const bool known = std::any_of(classes.begin(), classes.end(), [&](const auto& one) {
        return one.code == draft.retention_class;
    });
    if (!known) faults.add(field_error("retention_class", "item.retention_unknown"));
    if (draft.spine_mm < kMinSpineMm || draft.spine_mm > kMaxSpineMm)
        faults.add(range_fault("spine_mm", kMinSpineMm, kMaxSpineMm));
    LT_CHECK(std::move(faults).result());
    frame.fonds = *fonds;
    LT_TRY(frame.settings, category_settings(db, frame.fonds, draft.category));
    return frame;
}

}  // namespace

Result<std::optional<BoxContent>> load_box(Database& db, Id box_id) {
    LT_TRY(auto entry, find_box_entry(db, box_id));
    if (!entry) return std::optional<BoxContent>();
    BoxContent content{*std::move(entry), {}, {}};
    LT_TRY(content.items, list_box_entries(db, box_id));
    std::set<Id> groups;
    for (const ItemEntry& one : content.items) groups.insert(one.item.group_id);
    LT_TRY(content.links, list_group_links(db, std::vector<Id>(groups.begin(), groups.end())));
    return std::optional<BoxContent>(std::move(content));
}

Result<Box> open_box(UnitOfWork& unit, const Caller& caller, const Box& draft) {
    Database& db = unit.db();
    LT_TRY(const Frame frame, check_draft(db, draft));
    if (frame.settings.arrangement == Arrangement::volume) {
        Error error = fail(ErrorCode::conflict, "box.by_volume");
        error.field = "category";
        error.params = {{"category", draft.category}};
        return error;
    }
    LT_TRY(CodeScope scope, code_scope(CodeOwner::box, frame.settings,
                                       code_parts(frame.fonds, frame.settings, draft.filing_year,
                                                  draft.retention_class, frame.department_code)));
    LT_TRY(const GivenCode given, take_code(db, std::move(scope)));
    Box box;
    box.id = unit.next_id();
    box.fonds_id = draft.fonds_id;
    box.department_id = draft.department_id;
    box.category = draft.category;
    box.filing_year = draft.filing_year;
    box.retention_class = draft.retention_class;
    box.spine_mm = draft.spine_mm;
    box.description = draft.description;
    box.box_no = given.number;
    box.archival_code = given.code;
    box.created_by = caller.subject.user_id;
    box.created_at = box.updated_at = unit.now();
    LT_CHECK(insert_box(db, box));
    unit.note(box_event("box.created", box));
    return box;
}

Result<void> join_box(UnitOfWork& unit, const Caller& caller, BoxContent& content,
                      const std::vector<Id>& item_ids, const std::string& reason) {
    LT_TRY(const Joining joining, load_joining(unit.db(), caller, item_ids));
    Box& box = content.entry.box;
    BoxJoin request{box, bare_items(content.items), bare_items(joining.items), content.links,
                    reason};
    request.links.insert(request.links.end(), joining.links.begin(), joining.links.end());
    LT_TRY(const JoinVerdict verdict, check_box_join(request));
    box.level = verdict.level;
    if (verdict.set_aside("R-25")) keep_reason(box.top_secret_reason, reason);
    for (const ItemEntry& entry : joining.items)
        LT_CHECK(set_box(unit.db(), entry.item.id, box.id));
    LT_CHECK(note_arrivals(unit, caller, {NoteHolder::box, box.id, box.level}, joining.items));
    note_items(unit, joining.items, "item.boxed", "box", box.archival_code);
    Event event = box_event("box.items_added", box);
    event.reason = reason;
    event.details = json_object({JsonField::raw("items", json_array(codes_of(joining.items))),
                                 JsonField::raw("overrides", json_array(verdict.overrides))});
    return save_box(unit, box, std::move(event));
}

Result<void> save_box(UnitOfWork& unit, Box& box, Event event) {
    box.updated_at = unit.now();
    LT_TRY(const bool updated, update_box(unit.db(), box));
    if (!updated) return stale(box.version);
    ++box.version;
    unit.note(std::move(event));
    return {};
}

Result<void> refresh_box(UnitOfWork& unit, Id box_id, const char* action) {
    LT_TRY(auto content, load_box(unit.db(), box_id));
    if (!content) return fail(ErrorCode::corrupt, "db.corrupt", "item in a missing box");
    Box& box = content->entry.box;
    BoxJoin again{box, {}, bare_items(content->items), content->links, box.top_secret_reason};
    for (Item& item : again.joining) item.box_id.reset();
    box.level = Level::open;
    if (!again.joining.empty()) {
        LT_TRY(const JoinVerdict verdict, check_box_join(again));
        box.level = verdict.level;
    }
    return save_box(unit, box, box_event(action, box));
}

Event box_event(std::string action, const Box& box) {
    Event event{std::move(action), "box", box.id, box.archival_code, {}, {}, "{}"};
    event.details = json_object({{"filing_year", box.filing_year},
                                 {"retention_class", box.retention_class},
                                 {"level", static_cast<int>(box.level)},
                                 {"state", to_text(box.state)}});
    return event;
}

}  // namespace lantai::core
