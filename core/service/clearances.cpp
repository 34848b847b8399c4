#include "core/service/clearances.hpp"

#include "core/base/json_text.hpp"
#include "core/repo/register_repo.hpp"
#include "core/rules/clearance_rules.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

Event clearance_event(std::string action, const Clearance& clearance) {
    Event event{std::move(action), "clearance", clearance.id, clearance.clearance_no, {}, {}, "{}"};
    event.details = json_object({{"state", to_text(clearance.state)},
                                 {"kind", to_text(clearance.kind)},
                                 {"nothing_to_file", clearance.nothing_to_file},
                                 {"papers", static_cast<int>(clearance.entry_ids.size())}});
    return event;
}

ClearanceDetail with_rights(const Caller& caller, ClearanceRow row) {
    ClearanceDetail detail{std::move(row), {}};
    const Clearance& clearance = detail.row.clearance;
    if (clearance.state != ClearanceState::blocked) return detail;
    if (decide(caller.subject, Action::sign_clearance, access_object(clearance)).allow)
        detail.can.push_back(Action::sign_clearance);
    if (clearance.requester_id == caller.subject.user_id)
        detail.can.push_back(Action::request_clearance);  // withdraw
    return detail;
}

/// The papers named, as far as the caller may know them.
Result<std::vector<RegisterRow>> named_papers(Database& db, const Caller& caller,
                                              const std::vector<Id>& ids) {
    std::vector<RegisterRow> rows;
    for (const Id id : ids) {
        LT_TRY(auto row, find_register_row(db, id));
        if (!row ||
            !decide(caller.subject, Action::view_register, access_object(row->entry)).allow)
            return field_error("entry_ids", "register.unknown");
        rows.push_back(*std::move(row));
    }
    return rows;
}

}  // namespace

Result<ClearanceDetail> Clearances::get(const Caller& caller, Id id) {
    return store_.read_value<ClearanceDetail>([&](Database& db) -> Result<ClearanceDetail> {
        LT_TRY(auto row, find_clearance(db, id));
        if (!row) return not_found();
        LT_CHECK(require(caller.subject, Action::request_clearance, access_object(row->clearance)));
        return with_rights(caller, *std::move(row));
    });
}

Result<ClearanceDetail> Clearances::with_clearance(const Caller& caller, Id id, int version,
                                                   Action action, const Work& work) {
    std::string number;
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(auto row, find_clearance(unit.db(), id));
        if (!row) return not_found();
        number = row->clearance.clearance_no;
        LT_CHECK(require(caller.subject, action, access_object(row->clearance)));
        if (row->clearance.version != version) return stale(row->clearance.version);
        LT_TRY(const char* const name, work(unit, row->clearance));
        LT_TRY(const bool updated, update_clearance(unit.db(), row->clearance));
        if (!updated) return stale(row->clearance.version);
        unit.note(clearance_event(name, row->clearance));
        return {};
    });
    if (!done) {
        if (!number.empty())
            LT_CHECK(log_denial(denials_, caller.actor,
                                {"clearance.refused", "clearance", id, number, {}, {}, "{}"},
                                done.error()));
        return std::move(done).error();
    }
    return get(caller, id);
}

Result<ClearanceDetail> Clearances::ask(const Caller& caller, Clearance draft) {
    if (caller.subject.user_id == 0) return fail(ErrorCode::forbidden, "volume.needs_person");
    LT_CHECK(check_clearance(draft));
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        draft.id = unit.next_id();
        draft.requester_id = caller.subject.user_id;
        draft.department_id = caller.subject.department_id;
        draft.state = ClearanceState::blocked;
        draft.created_at = unit.now();
        LT_CHECK(require(caller.subject, Action::request_clearance, access_object(draft)));
        LT_TRY(draft.clearance_no, next_clearance_no(unit.db(), unit.today().year()));
        LT_CHECK(insert_clearance(unit.db(), draft));
        unit.note(clearance_event("clearance.asked", draft));
        return {};
    }));
    return get(caller, draft.id);
}

Result<ClearanceDetail> Clearances::sign(const Caller& caller, Id id, int version,
                                         const ClearanceSignature& signature) {
    return with_clearance(
        caller, id, version, Action::sign_clearance,
        [&](UnitOfWork& unit, Clearance& clearance) -> Result<const char*> {
            LT_TRY(const auto papers, named_papers(unit.db(), caller, signature.entry_ids));
            LT_CHECK(check_sign(clearance, signature.nothing_to_file, papers));
            clearance.state = ClearanceState::cleared;
            clearance.nothing_to_file = signature.nothing_to_file;
            clearance.entry_ids = signature.entry_ids;
            clearance.remarks = signature.remarks;
            clearance.signer_id = caller.subject.user_id;
            clearance.signed_at = unit.now();
            return "clearance.signed";
        });
}

Result<ClearanceDetail> Clearances::withdraw(const Caller& caller, Id id, int version) {
    return with_clearance(caller, id, version, Action::request_clearance,
                          [&](UnitOfWork&, Clearance& clearance) -> Result<const char*> {
                              if (clearance.requester_id != caller.subject.user_id)
                                  return fail(ErrorCode::forbidden, "access.not_yours");
                              if (clearance.state != ClearanceState::blocked)
                                  return fail(ErrorCode::conflict, "clearance.not_blocked");
                              clearance.state = ClearanceState::withdrawn;
                              return "clearance.withdrawn";
                          });
}

Result<ClearancePage> Clearances::list(const Caller& caller, const ClearanceFilter& filter) {
    LT_CHECK(require(caller.subject, Action::request_clearance));
    const auto scope =
        sql_predicate(caller.subject, Action::request_clearance, ObjectKind::clearance, "c");
    return store_.read_value<ClearancePage>([&](Database& db) -> Result<ClearancePage> {
        ClearanceFilter more = filter;
        ++more.limit;
        LT_TRY(auto rows, list_clearances(db, more, scope));
        ClearancePage page;
        if (rows.size() > static_cast<std::size_t>(filter.limit)) {
            rows.pop_back();
            page.next = rows.back().clearance.id;
        }
        for (ClearanceRow& row : rows)
            page.clearances.push_back(with_rights(caller, std::move(row)));
        return page;
    });
}

Result<ClearanceRow> Clearances::status(const Caller& caller, const std::string& number) {
    if (caller.subject.roles.empty() || is_separated(caller.subject.roles))
        return fail(ErrorCode::forbidden, "access.role_missing");
    return store_.read_value<ClearanceRow>([&](Database& db) -> Result<ClearanceRow> {
        LT_TRY(auto row, find_clearance_by_no(db, number));
        if (!row) return not_found();
        return *std::move(row);
    });
}

Result<ClearanceRow> Clearances::for_certificate(const Caller& caller, Id id) {
    LT_TRY(ClearanceDetail found, get(caller, id));
    LT_CHECK(check_certificate(found.row.clearance));
    LT_CHECK(store_.note_only(caller.actor,
                              clearance_event("clearance.printed", found.row.clearance)));
    return std::move(found.row);
}

}  // namespace lantai::core
