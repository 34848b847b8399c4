#include "core/base/json_text.hpp"
#include "core/repo/upload_repo.hpp"
#include "core/repo/user_repo.hpp"
#include "core/rules/clearance_rules.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/clearances.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

Event leaving_event(std::string action, const Leaving& leaving) {
    Event event{std::move(action), "leaving", leaving.id, leaving.leaving_no, {}, {}, "{}"};
    event.details = json_object({{"state", to_text(leaving.state)},
                                 {"user_id", std::to_string(leaving.user_id)}});
    event.reason = leaving.reason;
    return event;
}

Result<Id> open_one(UnitOfWork& unit, const Caller& caller, const User& user,
                    const std::string& reason) {
    Leaving leaving;
    leaving.id = unit.next_id();
    LT_TRY(leaving.leaving_no, next_leaving_no(unit.db(), unit.today().year()));
    leaving.user_id = user.id;
    leaving.department_id = user.department_id;
    leaving.reason = reason;
    leaving.created_by = caller.subject.user_id;
    leaving.created_at = unit.now();
    LT_CHECK(insert_leaving(unit.db(), leaving));
    unit.note(leaving_event("leaving.opened", leaving));
    return leaving.id;
}

Error not_open() { return fail(ErrorCode::conflict, "leaving.not_open"); }

}  // namespace

Result<void> leaving_opened(UnitOfWork& unit, const Caller& caller, const User& user,
                            const std::string& reason) {
    LT_TRY(const auto open, open_leaving_of(unit.db(), user.id));
    if (open) return {};
    LT_TRY(const Id id, open_one(unit, caller, user, reason));
    (void)id;
    return {};
}

Result<void> leaving_undone(UnitOfWork& unit, const User& user) {
    LT_TRY(const auto open, open_leaving_of(unit.db(), user.id));
    if (!open) return {};
    LT_TRY(auto entry, find_leaving(unit.db(), *open, unit.today()));
    if (!entry) return not_found();
    entry->leaving.state = LeavingState::cancelled;
    LT_TRY(const bool updated, update_leaving(unit.db(), entry->leaving));
    if (!updated) return stale(entry->leaving.version);
    unit.note(leaving_event("leaving.cancelled", entry->leaving));
    return {};
}

Result<LeavingEntry> Clearances::leaving(const Caller& caller, Id id) {
    LT_CHECK(require(caller.subject, Action::manage_leaving));
    return store_.read_value<LeavingEntry>([&](Database& db) -> Result<LeavingEntry> {
        LT_TRY(auto entry, find_leaving(db, id, store_.today()));
        if (!entry) return not_found();
        return *std::move(entry);
    });
}

Result<std::vector<LeavingEntry>> Clearances::leavings(const Caller& caller,
                                                       std::optional<LeavingState> state) {
    LT_CHECK(require(caller.subject, Action::manage_leaving));
    return store_.read_value<std::vector<LeavingEntry>>(
        [&](Database& db) { return list_leavings(db, state, store_.today()); });
}

Result<LeavingEntry> Clearances::with_leaving(const Caller& caller, Id id, int version,
                                              const LeavingWork& work) {
    LT_CHECK(require(caller.subject, Action::manage_leaving));
    if (caller.subject.user_id == 0) return fail(ErrorCode::forbidden, "volume.needs_person");
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(auto entry, find_leaving(unit.db(), id, unit.today()));
        if (!entry) return not_found();
        if (entry->leaving.version != version) return stale(entry->leaving.version);
        LT_TRY(const char* const name, work(unit, *entry));
        LT_TRY(const bool updated, update_leaving(unit.db(), entry->leaving));
        if (!updated) return stale(entry->leaving.version);
        unit.note(leaving_event(name, entry->leaving));
        return {};
    }));
    return leaving(caller, id);
}

Result<LeavingEntry> Clearances::open_leaving(const Caller& caller, Id user_id,
                                              const std::string& reason) {
    LT_CHECK(require(caller.subject, Action::manage_leaving));
    if (auto fault = text_fault("reason", reason, {kMaxReason, true, TextKind::lines}))
        return *std::move(fault);
    Id id = 0;
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const auto user, find_user(unit.db(), user_id));
        if (!user) return field_error("user_id", "user.unknown");
        LT_TRY(const auto open, open_leaving_of(unit.db(), user_id));
        if (open) return fail(ErrorCode::conflict, "leaving.already_open");
        LT_TRY(id, open_one(unit, caller, user->user, reason));
        return {};
    }));
    return leaving(caller, id);
}

Result<LeavingEntry> Clearances::leaver_signs(const Caller& caller, Id id, int version,
                                              Id upload_id) {
    return with_leaving(
        caller, id, version,
        [&](UnitOfWork& unit, LeavingEntry& entry) -> Result<const char*> {
            Leaving& leaving = entry.leaving;
            if (leaving.state != LeavingState::open) return not_open();
            if (leaving.user_id == caller.subject.user_id)
                return fail(ErrorCode::forbidden, "access.own_work");
            LT_TRY(const auto upload, find_upload(unit.db(), upload_id));
            if (!upload || upload->user_id != caller.subject.user_id)
                return field_error("upload_id", "item.upload_unknown");
            leaving.leaver_paper = upload->sha256;
            leaving.leaver_witness = caller.subject.user_id;
            leaving.leaver_signed_at = unit.now();
            LT_CHECK(delete_upload(unit.db(), upload_id));
            return "leaving.leaver_signed";
        });
}

Result<LeavingEntry> Clearances::receive_leaving(const Caller& caller, Id id, int version) {
    return with_leaving(caller, id, version,
                        [&](UnitOfWork& unit, LeavingEntry& entry) -> Result<const char*> {
                            LT_CHECK(check_leaving_receipt(entry, caller.subject.user_id));
                            entry.leaving.state = LeavingState::cleared;
                            entry.leaving.receiver_id = caller.subject.user_id;
                            entry.leaving.received_at = unit.now();
                            return "leaving.cleared";
                        });
}

Result<LeavingEntry> Clearances::cancel_leaving(const Caller& caller, Id id, int version,
                                                const std::string& reason) {
    if (auto fault = text_fault("reason", reason, {kMaxReason, true, TextKind::lines}))
        return *std::move(fault);
    return with_leaving(caller, id, version,
                        [&](UnitOfWork&, LeavingEntry& entry) -> Result<const char*> {
                            if (entry.leaving.state != LeavingState::open) return not_open();
                            entry.leaving.state = LeavingState::cancelled;
                            entry.leaving.reason = reason;
                            return "leaving.cancelled";
                        });
}

Result<LeavingEntry> Clearances::for_leaving_certificate(const Caller& caller, Id id) {
    LT_TRY(LeavingEntry entry, leaving(caller, id));
    LT_CHECK(check_certificate(entry.leaving));
    LT_CHECK(store_.note_only(caller.actor, leaving_event("leaving.printed", entry.leaving)));
    return entry;
}

}  // namespace lantai::core
