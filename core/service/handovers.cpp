#include "core/service/handovers.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/json_text.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/handover_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/register_repo.hpp"
#include "core/repo/settings.hpp"
#include "core/repo/upload_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/handover_rules.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/guard.hpp"
#include "core/service/register_steps.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kMaxRowRemarks = 200;

std::string at(std::size_t index) { return "rows[" + std::to_string(index) + "]"; }

Event handover_event(const char* action, const Handover& handover) {
    Event event{action, "handover", handover.id, handover.handover_no, {}, {}, "{}"};
    event.details = json_object({{"rows", static_cast<int>(handover.rows.size())},
                                 {"department_id", std::to_string(handover.department_id)},
                                 {"state", to_text(handover.state)}});
    return event;
}

Result<std::optional<Place>> row_place(Database& db, const Caller& caller, const HandoverRow& row) {
    if (row.item_id) return known_place(db, caller.subject, ChangeTarget::item, *row.item_id);
    if (row.volume_id) return known_place(db, caller.subject, ChangeTarget::volume, *row.volume_id);
    LT_TRY(const auto entry, find_register_row(db, row.entry_id.value_or(0)));
    const bool known =
        entry && decide(caller.subject, Action::view_register, access_object(entry->entry)).allow;
    return known ? std::optional(Place{}) : std::nullopt;  // a paper of the register has no shelf
}

/// Takes the upload as the file of the row.
Result<void> take_upload(Database& db, const Caller& caller, Id upload_id, const std::string& field,
                         HandoverRow& row, Faults& faults) {
    LT_TRY(const auto upload, find_upload(db, upload_id));
    if (!upload || upload->user_id != caller.subject.user_id) {
        faults.add(field_error(field, "item.upload_unknown"));
        return {};
    }
    row.file_sha256 = upload->sha256;
    return delete_upload(db, upload_id);
}

/// What is wrong with the record of a row, or nothing.
Result<std::optional<Error>> record_fault(Database& db, const Caller& caller,
                                          const Handover& handover, const HandoverRow& row,
                                          const std::string& field) {
    const int named = (row.item_id ? 1 : 0) + (row.volume_id ? 1 : 0) + (row.entry_id ? 1 : 0);
    bool known = false;
    if (named == 1) {
        LT_TRY(const auto place, row_place(db, caller, row));
        known = place.has_value();
    }
    if (!known) return std::optional(field_error(field, "handover.record"));
    LT_TRY(const auto record, find_handed(db, row));
    if (!record) return std::optional(field_error(field, "handover.record"));
    if (record->department_id != handover.department_id)
        return std::optional(field_error(field, "handover.other_department"));
    LT_TRY(const auto other, other_handover_of(db, row, handover.id));
    if (other)
        return std::optional(field_error(field, "handover.elsewhere", {{"handover_no", *other}}));
    return std::optional<Error>();
}

/// The rows of the draft; files of rows that stay are kept.
Result<void> fill_rows(UnitOfWork& unit, const Caller& caller, const HandoverDraft& draft,
                       Handover& handover) {
    Database& db = unit.db();
    Faults faults;
    std::vector<HandoverRow> rows;
    std::set<std::array<Id, 3>> seen;
    for (std::size_t i = 0; i < draft.rows.size(); ++i) {
        const HandoverRowDraft& wanted = draft.rows[i];
        HandoverRow row{unit.next_id(),
                        static_cast<int>(i) + 1,
                        wanted.item_id,
                        wanted.volume_id,
                        wanted.paper,
                        false,
                        {},
                        wanted.remarks,
                        wanted.entry_id};
        faults.add(
            text_fault(at(i) + ".remarks", row.remarks, {kMaxRowRemarks, false, TextKind::line}));
        LT_TRY(auto fault, record_fault(db, caller, handover, row, at(i) + ".record"));
        if (fault) {
            faults.add(std::move(fault));
            continue;
        }
        const std::array<Id, 3> record_key = {row.item_id.value_or(0), row.volume_id.value_or(0),
                                              row.entry_id.value_or(0)};
        if (!seen.insert(record_key).second)
            faults.add(field_error(at(i) + ".record", "handover.twice"));
        for (const HandoverRow& before : handover.rows)
            if (before.item_id == row.item_id && before.volume_id == row.volume_id &&
                before.entry_id == row.entry_id) {
                row.id = before.id;
                row.file_sha256 = before.file_sha256;
            }
        LT_TRY(const auto record, find_handed(db, row));
        if (record && record->electronic && row.file_sha256.empty())
            row.file_sha256 = record->first_file;
        if (wanted.upload)
            LT_CHECK(take_upload(db, caller, *wanted.upload, at(i) + ".upload", row, faults));
        rows.push_back(std::move(row));
    }
    faults.add(text_fault("remarks", draft.remarks, {kMaxRemarks, false, TextKind::lines}));
    LT_CHECK(std::move(faults).result());
    handover.rows = std::move(rows);
    handover.remarks = draft.remarks;
    return {};
}

Result<HandoverDetail> with_rights(Database& db, const Caller& caller, HandoverEntry entry) {
    HandoverDetail detail{std::move(entry), {}, {}, {}};
    for (std::size_t i = 0; i < detail.entry.records.size(); ++i) {
        LT_TRY(const auto place, row_place(db, caller, detail.entry.handover.rows[i]));
        detail.hidden.push_back(!place);
        detail.places.push_back(place.value_or(Place{}));
        if (place) continue;
        HandoverRow& row = detail.entry.handover.rows[i];
        detail.entry.records[i] = {};
        row.item_id.reset();
        row.volume_id.reset();
        row.entry_id.reset();
        row.file_sha256.clear();
        row.remarks.clear();
    }
    const HandoverState state = detail.entry.handover.state;
    const bool draft = state == HandoverState::draft;
    const bool given = state == HandoverState::given;
    const AccessObject object = access_object(detail.entry.handover);
    if ((draft || given) && decide(caller.subject, Action::prepare_handover, object).allow)
        detail.can.push_back(Action::prepare_handover);
    if (draft && decide(caller.subject, Action::give_handover, object).allow)
        detail.can.push_back(Action::give_handover);
    if (given && decide(caller.subject, Action::receive_handover, object).allow)
        detail.can.push_back(Action::receive_handover);
    return detail;
}

/// The receipt names whose records these are; of what the caller may not know it says nothing.
Result<void> name_company(Database& db, HandoverToPrint& paper) {
    std::set<Id> fonds;
    for (const HandedRecord& record : paper.handover.entry.records)
        if (record.fonds_id != 0) fonds.insert(record.fonds_id);
    if (fonds.size() == 1) {
        LT_TRY(const auto one, find_fonds(db, *fonds.begin()));
        if (!one) return fail(ErrorCode::corrupt, "db.corrupt", "record of no fonds");
        paper.company = one->creating_body;
        paper.fonds_id = one->id;
        return {};
    }
    LT_TRY(paper.company, find_setting(db, "company_name"));
    return {};
}

Result<void> log_refused_print(Store& store, DenialLog& denials, const Caller& caller, Id id,
                               const Error& answer) {
    LT_TRY(const auto entry, store.read_value<std::optional<HandoverEntry>>(
                                 [&](Database& db) { return find_handover(db, id); }));
    if (!entry) return {};
    const std::string& number = entry->handover.handover_no;
    return log_denial(denials, caller.actor, {"form.printed", "handover", id, number, {}, {}, "{}"},
                      answer);
}

Result<void> check_person(const Caller& caller) {
    if (caller.subject.user_id == 0) return fail(ErrorCode::forbidden, "volume.needs_person");
    return {};
}

/// Who signs knows every record that changes hands.
Result<void> check_all_known(Database& db, const Caller& caller, const Handover& handover) {
    for (const HandoverRow& row : handover.rows) {
        LT_TRY(const auto known, row_place(db, caller, row));
        if (!known) return fail(ErrorCode::forbidden, "access.clearance");
    }
    return {};
}

}  // namespace

Result<HandoverDetail> HandoverService::detail(const Caller& caller, Id id, Action action) {
    return store_.read_value<HandoverDetail>([&](Database& db) -> Result<HandoverDetail> {
        LT_TRY(auto entry, find_handover(db, id));
        if (!entry) return not_found();
        LT_CHECK(require(caller.subject, action, access_object(entry->handover)));
        return with_rights(db, caller, *std::move(entry));
    });
}

Result<HandoverDetail> HandoverService::with_handover(const Caller& caller, Id id, const Act& act,
                                                      const Work& work) {
    std::string number;
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(auto entry, find_handover(unit.db(), id));
        if (!entry) return not_found();
        number = entry->handover.handover_no;
        LT_CHECK(require(caller.subject, act.action, access_object(entry->handover)));
        LT_CHECK(check_person(caller));
        if (entry->handover.version != act.version) return stale(entry->handover.version);
        LT_TRY(Event event, work(unit, *entry));
        LT_TRY(const bool updated, update_handover(unit.db(), entry->handover));
        if (!updated) return stale(entry->handover.version);
        unit.note(std::move(event));
        return {};
    });
    if (!done) {
        if (!number.empty())
            LT_CHECK(log_denial(denials_, caller.actor,
                                {act.event, "handover", id, number, {}, {}, "{}"}, done.error()));
        return std::move(done).error();
    }
    return detail(caller, id);
}

Result<HandoverDetail> HandoverService::create(const Caller& caller, const HandoverDraft& draft) {
    LT_CHECK(require(caller.subject, Action::prepare_handover));
    LT_CHECK(check_person(caller));
    Id id = 0;
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        Handover handover;
        handover.id = id = unit.next_id();
        handover.department_id = draft.department_id;
        LT_TRY(const auto department, find_department_of_record(unit.db(), draft.department_id));
        if (!department) return field_error("department_id", "item.department_missing");
        LT_CHECK(require(caller.subject, Action::prepare_handover, access_object(handover)));
        LT_CHECK(fill_rows(unit, caller, draft, handover));
        LT_TRY(handover.handover_no, next_handover_no(unit.db(), unit.today().year()));
        handover.created_by = caller.subject.user_id;
        handover.created_at = unit.now();
        LT_CHECK(insert_handover(unit.db(), handover));
        unit.note(handover_event("handover.drafted", handover));
        return {};
    }));
    return detail(caller, id);
}

Result<HandoverDetail> HandoverService::update(const Caller& caller, Id id, int version,
                                               const HandoverDraft& draft) {
    return with_handover(caller, id, {Action::prepare_handover, "handover.changed", version},
                         [&](UnitOfWork& unit, HandoverEntry& entry) -> Result<Event> {
                             Handover& handover = entry.handover;
                             if (handover.state != HandoverState::draft)
                                 return fail(ErrorCode::conflict, "handover.not_draft");
                             LT_CHECK(check_all_known(unit.db(), caller, handover));
                             LT_CHECK(fill_rows(unit, caller, draft, handover));
                             return handover_event("handover.changed", handover);
                         });
}

Result<HandoverDetail> HandoverService::set_file(const Caller& caller, Id id, int version,
                                                 Id row_id, Id upload_id) {
    return with_handover(
        caller, id, {Action::prepare_handover, "handover.file_recorded", version},
        [&](UnitOfWork& unit, HandoverEntry& entry) -> Result<Event> {
            Handover& handover = entry.handover;
            LT_CHECK(check_file(handover));
            const auto row = std::find_if(handover.rows.begin(), handover.rows.end(),
                                          [&](const auto& one) { return one.id == row_id; });
            if (row == handover.rows.end()) return not_found();
            LT_TRY(const auto known, row_place(unit.db(), caller, *row));
            if (!known) return not_found();
            Faults faults;
            LT_CHECK(take_upload(unit.db(), caller, upload_id, "upload_id", *row, faults));
            LT_CHECK(std::move(faults).result());
            Event event = handover_event("handover.file_recorded", handover);
            event.details = json_object({{"row", row->ordinal}, {"sha256", row->file_sha256}});
            return event;
        });
}

Result<HandoverDetail> HandoverService::give(const Caller& caller, Id id, int version) {
    return with_handover(caller, id, {Action::give_handover, "handover.given", version},
                         [&](UnitOfWork& unit, HandoverEntry& entry) -> Result<Event> {
                             LT_CHECK(check_give(entry));
                             LT_CHECK(check_all_known(unit.db(), caller, entry.handover));
                             entry.handover.state = HandoverState::given;
                             entry.handover.giver_id = caller.subject.user_id;
                             entry.handover.given_at = unit.now();
                             return handover_event("handover.given", entry.handover);
                         });
}

Result<HandoverDetail> HandoverService::receive(const Caller& caller, Id id, int version,
                                                const std::vector<Id>& received) {
    return with_handover(caller, id, {Action::receive_handover, "handover.received", version},
                         [&](UnitOfWork& unit, HandoverEntry& entry) -> Result<Event> {
                             for (HandoverRow& row : entry.handover.rows)
                                 row.paper_received = std::find(received.begin(), received.end(),
                                                                row.id) != received.end();
                             LT_CHECK(check_receive(entry, caller.subject.user_id));
                             LT_CHECK(check_all_known(unit.db(), caller, entry.handover));
                             entry.handover.state = HandoverState::received;
                             entry.handover.receiver_id = caller.subject.user_id;
                             entry.handover.received_at = unit.now();
                             LT_CHECK(handover_received(unit, caller, entry.handover));
                             return handover_event("handover.received", entry.handover);
                         });
}

Result<HandoverDetail> HandoverService::cancel(const Caller& caller, Id id, int version,
                                               const std::string& reason) {
    if (auto fault = text_fault("reason", reason, {kMaxReason, true, TextKind::lines}))
        return *std::move(fault);
    return with_handover(caller, id, {Action::prepare_handover, "handover.cancelled", version},
                         [&](UnitOfWork&, HandoverEntry& entry) -> Result<Event> {
                             LT_CHECK(check_cancel(entry.handover));
                             entry.handover.state = HandoverState::cancelled;
                             Event event = handover_event("handover.cancelled", entry.handover);
                             event.reason = reason;
                             return event;
                         });
}

Result<HandoverDetail> HandoverService::get(const Caller& caller, Id id) {
    return detail(caller, id);
}

Result<HandoverPage> HandoverService::list(const Caller& caller, const HandoverFilter& filter) {
    LT_CHECK(require(caller.subject, Action::view_handovers));
    const auto scope =
        sql_predicate(caller.subject, Action::view_handovers, ObjectKind::handover, "h");
    return store_.read_value<HandoverPage>([&](Database& db) -> Result<HandoverPage> {
        HandoverFilter more = filter;
        ++more.limit;
        LT_TRY(auto entries, list_handovers(db, more, scope));
        HandoverPage page;
        if (entries.size() > static_cast<std::size_t>(filter.limit)) {
            entries.pop_back();
            page.next = entries.back().handover.id;
        }
        for (HandoverEntry& entry : entries) {
            LT_TRY(HandoverDetail one, with_rights(db, caller, std::move(entry)));
            page.handovers.push_back(std::move(one));
        }
        return page;
    });
}

Result<Id> HandoverService::find_no(const Caller& caller, const std::string& number) {
    LT_CHECK(require(caller.subject, Action::view_handovers));
    return store_.read_value<Id>([&](Database& db) -> Result<Id> {
        LT_TRY(const auto id, find_handover_no(db, number));
        if (!id) return not_found();
        return *id;
    });
}

Result<HandoverToPrint> HandoverService::for_print(const Caller& caller, Id id) {
    auto found = detail(caller, id, Action::print_form);
    if (!found) {
        LT_CHECK(log_refused_print(store_, denials_, caller, id, found.error()));
        return std::move(found).error();
    }
    LT_CHECK(check_receipt(found->entry.handover));
    HandoverToPrint paper{*std::move(found), {}, {}};
    LT_CHECK(store_.read([&](Database& db) { return name_company(db, paper); }));
    return paper;
}

Result<void> HandoverService::note_print(const Caller& caller, const HandoverDetail& printed,
                                         const std::string& form, const std::string& details) {
    const Handover& handover = printed.entry.handover;
    Event event{"form.printed", "handover", handover.id, handover.handover_no, {}, form, details};
    return store_.note_only(caller.actor, std::move(event));
}

}  // namespace lantai::core
