#include "core/service/volumes.hpp"

#include <algorithm>
#include <set>

#include "core/base/json_text.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/note_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/archival_code.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/changed_facts.hpp"
#include "core/service/guard.hpp"
#include "core/service/register_steps.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kMaxDescription = 1000;
constexpr std::size_t kMaxLocation = 200;
constexpr std::size_t kMaxNote = 1000;

/// Which rule says that the volume is in the wrong state for an action.
Error wrong_state(Action action, const Volume& volume) {
    const char* key = "volume.not_open";
    if (action == Action::check_volume || action == Action::reopen_volume)
        key = "volume.not_submitted";
    if (action == Action::annotate_volume) key = "volume.not_sealed";
    Error error = fail(ErrorCode::conflict, key);
    error.params = {{"rule", action == Action::check_volume ? "R-35" : "R-36"},
                    {"state", std::string(to_text(volume.state))}};
    return error;
}

/// What one may not know first, then the own work, then the state, then the right.
Result<void> check_action(const Caller& caller, Action action, const Volume& volume) {
    const AccessObject object = access_object(volume);
    const Decision decision = decide(caller.subject, action, object);
    if (decision.allow) return {};
    if (decision.visible && decision.reason == "access.wrong_state")
        return wrong_state(action, volume);
    return require(caller.subject, action, object);
}

std::vector<Error> flat(Error first) {
    std::vector<Error> all = std::move(first.others);
    first.others.clear();
    all.insert(all.begin(), std::move(first));
    return all;
}

}  // namespace

Result<void> VolumeService::log_refusal(const Caller& caller, const char* action, Id id,
                                        const Error& answer) {
    LT_TRY(const auto entry, store_.read_value<std::optional<VolumeEntry>>(
                                 [&](Database& db) { return find_volume_entry(db, id); }));
    if (!entry) return {};
    Event event{action, "volume", id, entry->volume.archival_code, {}, {}, "{}"};
    return log_denial(denials_, caller.actor, std::move(event), answer);
}

Result<VolumeDetail> VolumeService::with_volume(const Caller& caller, Id id, const Act& act,
                                                const Work& work) {
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(auto content, load_content(unit.db(), id));
        if (!content) return not_found();
        const Volume& volume = content->entry.volume;
        LT_CHECK(check_action(caller, act.action, volume));
        if (act.version && volume.version != *act.version) return stale(volume.version);
        return work(unit, *content);
    });
    if (!done) {
        LT_CHECK(log_refusal(caller, act.event, id, done.error()));
        return std::move(done).error();
    }
    return detail(caller, id, Action::view_catalogue);
}

Result<VolumeDetail> VolumeService::detail(const Caller& caller, Id id, Action asked) {
    return store_.read_value<VolumeDetail>([&](Database& db) -> Result<VolumeDetail> {
        LT_TRY(auto content, load_content(db, id));
        if (!content) return not_found();
        const Volume& volume = content->entry.volume;
        const AccessObject object = access_object(volume);
        LT_CHECK(require(caller.subject, asked, object));
        VolumeDetail detail;
        const auto items = bare_items(content->items);
        detail.totals = volume_totals(items);
        if (volume.state != VolumeState::sealed) {
            auto ready = check_ready(volume, items, content->links);
            if (!ready) detail.findings = flat(std::move(ready).error());
        }
        LT_TRY(detail.notes, list_notes(db, NoteHolder::volume, id));
        hide_notes(caller.subject, detail.notes);
        for (const Action action :
             {Action::compose_volume, Action::seal_volume, Action::reopen_volume,
              Action::check_volume, Action::annotate_volume, Action::request_change,
              Action::print_form, Action::request_loan, Action::view_history})
            if (decide(caller.subject, action, object).allow) detail.can.push_back(action);
        detail.creating_body = content->fonds.creating_body;
        detail.fonds_name = content->fonds.name;
        detail.catalogue_no = content->settings.catalogue_no;
        detail.items = std::move(content->items);
        detail.entry = std::move(content->entry);
        return detail;
    });
}

Result<VolumeDetail> VolumeService::create(const Caller& caller, const Volume& draft) {
    LT_CHECK(require(caller.subject, Action::compose_volume));
    Id id = 0;
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const Volume volume, open_volume(unit, caller, draft));
        id = volume.id;
        return {};
    }));
    return detail(caller, id, Action::view_catalogue);
}

Result<VolumeDetail> VolumeService::get(const Caller& caller, Id id) {
    auto found = detail(caller, id, Action::view_catalogue);
    if (!found) {
        LT_CHECK(log_refusal(caller, "volume.viewed", id, found.error()));
        return found;
    }
    Event event{"volume.viewed", "volume", id, found->entry.volume.archival_code, {}, {}, "{}"};
    LT_CHECK(store_.note_only(caller.actor, std::move(event)));
    return found;
}

Result<VolumeDetail> VolumeService::get_by_code(const Caller& caller, const std::string& code) {
    LT_TRY(const auto id, store_.read_value<std::optional<Id>>([&](Database& db) {
        return find_by_code(db, CodeOwner::volume, normalise_code(code));
    }));
    if (!id) return not_found();
    return get(caller, *id);
}

Result<VolumePage> VolumeService::list(const Caller& caller, const VolumeFilter& filter,
                                       const std::optional<PageEnd>& after, int limit) {
    LT_CHECK(require(caller.subject, Action::view_catalogue));
    const auto scope =
        sql_predicate(caller.subject, Action::view_catalogue, ObjectKind::volume, "v");
    return store_.read_value<VolumePage>([&](Database& db) -> Result<VolumePage> {
        VolumePage page;
        LT_TRY(page.volumes, list_volume_page(db, filter, scope, after, limit + 1));
        if (page.volumes.size() > static_cast<std::size_t>(limit)) {
            page.volumes.pop_back();
            const Volume& last = page.volumes.back().volume;
            page.next = PageEnd{code_key(last.archival_code), last.id};
        }
        return page;
    });
}

Result<VolumeDetail> VolumeService::change(const Caller& caller, Id id, int version,
                                           const VolumeChange& change) {
    Faults faults;
    if (change.title)
        faults.add(text_fault("title", *change.title, {kMaxTitle, true, TextKind::line}));
    if (change.description)
        faults.add(text_fault("description", *change.description,
                              {kMaxDescription, false, TextKind::lines}));
    if (change.location)
        faults.add(text_fault("location", *change.location, {kMaxLocation, false, TextKind::line}));
    if (change.shelf) check_shelf(*change.shelf, faults);
    if (change.spine_mm && !is_spine(*change.spine_mm))
        faults.add(field_error("spine_mm", "volume.spine"));
    LT_CHECK(std::move(faults).result());
    LT_TRY(const auto before, store_.read_value<std::optional<VolumeEntry>>(
                                  [&](Database& db) { return find_volume_entry(db, id); }));
    // Where a sealed volume stands may change; what it is may not.
    const bool sealed = before && before->volume.state == VolumeState::sealed;
    const Action action =
        change.only_place() && sealed ? Action::annotate_volume : Action::compose_volume;
    return with_volume(caller, id, {action, "volume.changed", version},
                       [&](UnitOfWork& unit, VolumeContent& content) -> Result<void> {
                           Volume& volume = content.entry.volume;
                           const auto old_facts = facts_of(volume);
                           if (change.title) volume.title = *change.title;
                           if (change.description) volume.description = *change.description;
                           if (change.location) volume.location = *change.location;
                           if (change.shelf) volume.shelf = *change.shelf;
                           if (change.bound) volume.bound = *change.bound;
                           if (change.spine_mm) volume.spine_mm = *change.spine_mm;
                           if (change.spine_as_proposed) volume.spine_mm.reset();
                           Event event = volume_event("volume.changed", volume);
                           event.details = json_object(changed_facts(old_facts, facts_of(volume)));
                           return save_volume(unit, content, std::move(event));
                       });
}

Result<VolumeDetail> VolumeService::submit(const Caller& caller, Id id, int version) {
    return with_volume(
        caller, id, {Action::seal_volume, "volume.submitted", version},
        [&](UnitOfWork& unit, VolumeContent& content) -> Result<void> {
            Volume& volume = content.entry.volume;
            if (caller.subject.user_id == 0)
                return fail(ErrorCode::forbidden, "volume.needs_person");
            LT_TRY(const VolumeTotals totals,
                   check_ready(volume, bare_items(content.items), content.links));
            volume.state = VolumeState::submitted;
            volume.compiler_id = caller.subject.user_id;
            volume.compiled_at = unit.now();
            Event event = volume_event("volume.submitted", volume);
            event.details = json_object(
                {{"kinds", totals.kinds}, {"copies", totals.copies}, {"pages", totals.pages}});
            return save_volume(unit, content, std::move(event));
        });
}

namespace {

Result<void> back_to_open(UnitOfWork& unit, VolumeContent& content, const char* action,
                          const std::string& reason) {
    if (auto fault = text_fault("reason", reason, {kMaxReason, true, TextKind::lines}))
        return *std::move(fault);
    Volume& volume = content.entry.volume;
    volume.state = VolumeState::open;
    volume.compiler_id.reset();
    volume.compiled_at.reset();
    Event event = volume_event(action, volume);
    event.reason = reason;
    return save_volume(unit, content, std::move(event));
}

}  // namespace

Result<VolumeDetail> VolumeService::reopen(const Caller& caller, Id id, int version,
                                           const std::string& reason) {
    return with_volume(caller, id, {Action::reopen_volume, "volume.reopened", version},
                       [&](UnitOfWork& unit, VolumeContent& content) {
                           return back_to_open(unit, content, "volume.reopened", reason);
                       });
}

Result<VolumeDetail> VolumeService::check(const Caller& caller, Id id, int version, bool approve,
                                          const std::string& reason) {
    return with_volume(caller, id, {Action::check_volume, "volume.sealed", version},
                       [&](UnitOfWork& unit, VolumeContent& content) -> Result<void> {
                           Volume& volume = content.entry.volume;
                           LT_CHECK(check_checker(volume, caller.subject.user_id));
                           if (caller.subject.user_id == 0)
                               return fail(ErrorCode::forbidden, "volume.needs_person");
                           if (!approve)
                               return back_to_open(unit, content, "volume.returned", reason);
                           LT_TRY(const VolumeTotals totals,
                                  check_ready(volume, bare_items(content.items), content.links));
                           (void)totals;
                           volume.state = VolumeState::sealed;
                           volume.checker_id = caller.subject.user_id;
                           volume.sealed_at = unit.now();
                           LT_CHECK(bind_codes(unit, content));
                           LT_CHECK(volume_bound(unit, caller, volume.id));
                           return save_volume(unit, content, volume_event("volume.sealed", volume));
                       });
}

Result<VolumeDetail> VolumeService::add_note(const Caller& caller, Id id, const std::string& text) {
    if (auto fault = text_fault("text", text, {kMaxNote, true, TextKind::lines}))
        return *std::move(fault);
    return with_volume(caller, id, {Action::annotate_volume, "volume.annotated", std::nullopt},
                       [&](UnitOfWork& unit, VolumeContent& content) -> Result<void> {
                           LT_CHECK(check_note(content.entry.volume));
                           if (caller.subject.user_id == 0)
                               return fail(ErrorCode::forbidden, "volume.needs_person");
                           LT_CHECK(insert_note(unit.db(), NoteHolder::volume, id,
                                                {unit.next_id(), text, content.entry.volume.level,
                                                 caller.subject.user_id, unit.now()}));
                           return save_volume(
                               unit, content,
                               volume_event("volume.annotated", content.entry.volume));
                       });
}

Result<VolumeDetail> VolumeService::for_print(const Caller& caller, Id id) {
    auto found = detail(caller, id, Action::print_form);
    if (!found) LT_CHECK(log_refusal(caller, "form.printed", id, found.error()));
    return found;
}

Result<void> VolumeService::note_print(const Caller& caller, const VolumeDetail& printed,
                                       const std::string& form, const std::string& details) {
    const Volume& volume = printed.entry.volume;
    Event event{"form.printed", "volume", volume.id, volume.archival_code, {}, form, details};
    return store_.note_only(caller.actor, std::move(event));
}

Result<PrintCount> VolumeService::prints(const Caller& caller, Id id) {
    return store_.read_value<PrintCount>([&](Database& db) -> Result<PrintCount> {
        LT_TRY(const auto entry, find_volume_entry(db, id));
        if (!entry) return not_found();
        LT_CHECK(require(caller.subject, Action::print_form, access_object(entry->volume)));
        return count_prints(db, id);
    });
}

}  // namespace lantai::core
