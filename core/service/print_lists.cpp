#include "core/service/print_lists.hpp"

#include "core/base/json_text.hpp"
#include "core/repo/box_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_list_repo.hpp"
#include "core/repo/note_repo.hpp"
#include "core/repo/print_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/service/box_content.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

Error too_many(std::size_t max) {
    Error error = fail(ErrorCode::too_large, "print.too_many");
    error.params = {{"max", std::to_string(max)}};
    return error;
}

Error nothing() { return fail(ErrorCode::not_found, "pdf.nothing_to_print"); }

Result<Fonds> known_fonds(Database& db, Id id) {
    LT_TRY(auto fonds, find_fonds(db, id));
    if (!fonds) return not_found();
    return *std::move(fonds);
}

/// What the scopes of volumes, items and boxes have in common.
template <class Filter>
Filter filter_of(const PrintScope& scope) {
    Filter filter;
    filter.fonds_id = scope.fonds_id;
    filter.category = scope.category;
    filter.filing_year = scope.filing_year;
    filter.retention_class = scope.retention_class;
    return filter;
}

VolumeFilter volume_filter(const PrintScope& scope) {
    auto filter = filter_of<VolumeFilter>(scope);
    filter.department_id = scope.department_id;
    return filter;
}

ItemFilter item_filter(const PrintScope& scope) {
    auto filter = filter_of<ItemFilter>(scope);
    filter.department_id = scope.department_id;
    filter.state = ItemState::filed;
    return filter;
}

Result<std::size_t> within(std::int64_t count, std::size_t max) {
    if (count == 0) return nothing();
    if (static_cast<std::size_t>(count) > max) return too_many(max);
    return static_cast<std::size_t>(count);
}

AccessPredicate printable(const Subject& subject, ObjectKind kind, const char* alias) {
    return sql_predicate(subject, Action::print_form, kind, alias);
}

/// With the items that the caller may know; who may print the box may know all of them.
Result<BoxToPrint> known_box(Database& db, const Subject& subject, Id id) {
    LT_TRY(auto content, load_box(db, id));
    if (!content) return not_found();
    LT_CHECK(require(subject, Action::print_form, access_object(content->entry.box)));
    BoxToPrint box{std::move(content->entry), {}, {}};
    LT_TRY(box.notes, list_notes(db, NoteHolder::box, id));
    hide_notes(subject, box.notes);
    for (ItemEntry& entry : content->items)
        if (may_know(subject, entry)) box.items.push_back(std::move(entry));
    return box;
}

}  // namespace

Result<void> VolumesToPrint::each(const Each& each) const {
    LT_TRY(const auto spans, volume_spans(db_, fonds_.id, filter_.filing_year));
    return each_volume(db_, filter_, allowed_, [&](VolumeEntry& entry) -> Result<void> {
        PrintedVolumeRow row{std::move(entry), {}, {}};
        if (const auto span = spans.find(row.entry.volume.id); span != spans.end()) {
            row.first_date = span->second.first;
            row.last_date = span->second.second;
        }
        return each(row);
    });
}

ItemsToPrint::ItemsToPrint(Database& db, Fonds fonds, ItemFilter filter, const Subject& subject)
    : db_(db),
      fonds_(std::move(fonds)),
      filter_(std::move(filter)),
      subject_(subject),
      allowed_(printable(subject, ObjectKind::item, "i")) {}

Result<void> ItemsToPrint::each(const Each& each) const {
    return each_entry(db_, filter_, allowed_, [&](ItemEntry& entry) -> Result<void> {
        hide_unknown(subject_, entry);
        return each(entry);
    });
}

Result<void> ItemsToPrint::each_title(
    std::span<const Id> ids, const std::function<Result<void>(const ItemTitle&)>& each) const {
    return core::each_title(db_, ids, each);
}

Result<Fonds> PrintLists::fonds(const Caller& caller, const PrintScope& scope) {
    LT_CHECK(require(caller.subject, Action::print_form));
    return store_.read_value<Fonds>([&](Database& db) { return known_fonds(db, scope.fonds_id); });
}

Result<void> PrintLists::volumes(const Caller& caller, const PrintScope& scope,
                                 const std::function<Result<void>(const VolumesToPrint&)>& read) {
    LT_CHECK(require(caller.subject, Action::print_form));
    return store_.read([&](Database& db) -> Result<void> {
        LT_TRY(Fonds fonds, known_fonds(db, scope.fonds_id));
        const VolumeFilter filter = volume_filter(scope);
        const auto allowed = printable(caller.subject, ObjectKind::volume, "v");
        LT_TRY(const auto count, core::count_volumes(db, filter, allowed));
        LT_CHECK(within(count, max_rows_));
        return read({db, std::move(fonds), filter, allowed});
    });
}

Result<void> PrintLists::items(const Caller& caller, const PrintScope& scope,
                               const std::function<Result<void>(const ItemsToPrint&)>& read) {
    LT_CHECK(require(caller.subject, Action::print_form));
    return store_.read([&](Database& db) -> Result<void> {
        LT_TRY(Fonds fonds, known_fonds(db, scope.fonds_id));
        const ItemFilter filter = item_filter(scope);
        LT_TRY(const auto count,
               count_entries(db, filter, printable(caller.subject, ObjectKind::item, "i")));
        LT_CHECK(within(count, max_rows_));
        return read({db, std::move(fonds), filter, caller.subject});
    });
}

Result<std::size_t> PrintLists::count_volumes(const Caller& caller, const PrintScope& scope) {
    LT_CHECK(require(caller.subject, Action::print_form));
    return store_.read_value<std::size_t>([&](Database& db) -> Result<std::size_t> {
        LT_CHECK(known_fonds(db, scope.fonds_id));
        LT_TRY(const auto count,
               core::count_volumes(db, volume_filter(scope),
                                   printable(caller.subject, ObjectKind::volume, "v")));
        return within(count, max_rows_);
    });
}

Result<std::size_t> PrintLists::count_items(const Caller& caller, const PrintScope& scope) {
    LT_CHECK(require(caller.subject, Action::print_form));
    return store_.read_value<std::size_t>([&](Database& db) -> Result<std::size_t> {
        LT_CHECK(known_fonds(db, scope.fonds_id));
        LT_TRY(const auto count, count_entries(db, item_filter(scope),
                                               printable(caller.subject, ObjectKind::item, "i")));
        return within(count, max_rows_);
    });
}

Result<std::vector<Id>> PrintLists::volume_ids(const Caller& caller, const PrintScope& scope) {
    std::vector<Id> ids;
    LT_CHECK(volumes(caller, scope, [&](const VolumesToPrint& found) {
        return found.each([&](const PrintedVolumeRow& row) -> Result<void> {
            ids.push_back(row.entry.volume.id);
            return {};
        });
    }));
    return ids;
}

Result<std::vector<Id>> PrintLists::box_ids(const Caller& caller, const PrintScope& scope) {
    LT_CHECK(require(caller.subject, Action::print_form));
    const auto filter = filter_of<BoxFilter>(scope);
    const auto allowed = printable(caller.subject, ObjectKind::box, "b");
    return store_.read_value<std::vector<Id>>([&](Database& db) -> Result<std::vector<Id>> {
        LT_TRY(const Fonds fonds, known_fonds(db, scope.fonds_id));
        LT_TRY(const auto entries,
               list_box_page(db, filter, allowed, {}, static_cast<int>(max_rows_) + 1));
        if (entries.size() > max_rows_) return too_many(max_rows_);
        std::vector<Id> ids;
        for (const BoxEntry& entry : entries)
            if (!scope.department_id || entry.box.department_id == scope.department_id)
                ids.push_back(entry.box.id);
        if (ids.empty()) return nothing();
        return ids;
    });
}

Result<BoxesToPrint> PrintLists::boxes(const Caller& caller, const PrintScope& scope) {
    LT_TRY(const auto ids, box_ids(caller, scope));
    return store_.read_value<BoxesToPrint>([&](Database& db) -> Result<BoxesToPrint> {
        BoxesToPrint list;
        LT_TRY(list.fonds, known_fonds(db, scope.fonds_id));
        for (const Id id : ids) {
            LT_TRY(auto box, known_box(db, caller.subject, id));
            list.boxes.push_back(std::move(box));
        }
        return list;
    });
}

Result<BoxesToPrint> PrintLists::box(const Caller& caller, DenialLog& denials, Id id) {
    std::string code;
    auto found = store_.read_value<BoxesToPrint>([&](Database& db) -> Result<BoxesToPrint> {
        LT_TRY(const auto entry, find_box_entry(db, id));
        if (entry) code = entry->box.archival_code;
        LT_TRY(auto box, known_box(db, caller.subject, id));
        BoxesToPrint one;
        LT_TRY(one.fonds, known_fonds(db, box.entry.box.fonds_id));
        one.boxes.push_back(std::move(box));
        return one;
    });
    if (!found && !code.empty())
        LT_CHECK(log_denial(denials, caller.actor, {"form.printed", "box", id, code, {}, {}, "{}"},
                            found.error()));
    return found;
}

Result<void> PrintLists::note(const Caller& caller, const Box& box, const std::string& form,
                              const std::string& details) {
    Event event{"form.printed", "box", box.id, box.archival_code, {}, form, details};
    return store_.note_only(caller.actor, std::move(event));
}

Result<void> PrintLists::note(const Caller& caller, const Fonds& fonds, const std::string& form,
                              const std::string& details) {
    Event event{"form.printed", "fonds", fonds.id, fonds.fonds_no, {}, form, details};
    return store_.note_only(caller.actor, std::move(event));
}

std::string scope_json(const PrintScope& scope) {
    std::vector<JsonField> fields;
    if (scope.category) fields.emplace_back("category", *scope.category);
    if (scope.filing_year) fields.emplace_back("filing_year", *scope.filing_year);
    if (scope.retention_class) fields.emplace_back("retention_class", *scope.retention_class);
    if (scope.department_id)
        fields.emplace_back("department_id", std::int64_t{*scope.department_id});
    return json_object(fields);
}

}  // namespace lantai::core
