#include "core/service/loans.hpp"

#include <algorithm>

#include "core/base/json_text.hpp"
#include "core/model/names.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/loan_views.hpp"

namespace lantai::core {
namespace {

Result<void> check_draft(const LoanDraft& draft) {
    Faults faults;
    if (draft.item_id.has_value() == draft.volume_id.has_value())
        faults.add(field_error("item_id", "loan.one_target"));
    if (!draft.purpose.empty())
        faults.add(text_fault("purpose", draft.purpose, {500, false, TextKind::lines}));
    if (draft.reader_kind == ReaderKind::outside) {
        faults.add(text_fault("outside.name", draft.outside.name, {100, false, TextKind::line}));
        faults.add(
            text_fault("outside.workplace", draft.outside.workplace, {200, false, TextKind::line}));
        faults.add(
            text_fault("outside.letter_no", draft.outside.letter_no, {100, false, TextKind::line}));
        faults.add(text_fault("outside.id_document", draft.outside.id_document,
                              {100, false, TextKind::line}));
    }
    return std::move(faults).result();
}

AccessObject target_object(const LoanTarget& target) {
    if (target.is_volume) {
        Volume volume;
        volume.id = target.id;
        volume.level = target.level;
        volume.department_id = target.department_id;
        volume.state = target.volume_state;
        return access_object(volume);
    }
    Item item;
    item.id = target.id;
    item.level = target.level;
    item.department_id = target.department_id;
    item.state = target.item_state;
    return access_object(item, std::nullopt);
}

/// The target when the caller may ask for it.
Result<LoanTarget> requestable(Database& db, const Caller& caller, const LoanDraft& draft) {
    LT_CHECK(check_draft(draft));
    LT_TRY(const auto target, find_loan_target(db, draft.item_id, draft.volume_id));
    if (!target) return not_found();
    LT_CHECK(require(caller.subject, Action::request_loan, target_object(*target)));
    if (draft.reader_kind == ReaderKind::outside)
        LT_CHECK(require(caller.subject, Action::run_desk));
    return *target;
}

/// An unsaved loan with its route. Errors: those of loan_route.
Result<Loan> draft_loan(const Caller& caller, const LoanDraft& draft, const LoanTarget& target,
                        Date today) {
    LoanRequest request;
    request.reader = draft.reader_kind;
    request.mode = draft.mode;
    request.requester_department = caller.subject.department_id;
    request.owner_department = target.department_id;
    request.level = target.level;
    request.outside = draft.outside;
    request.purpose = draft.purpose;
    request.due_date = draft.due_date;
    Loan loan;
    LT_TRY(loan.steps, loan_route(request, today));
    loan.requester_id = caller.subject.user_id;
    loan.reader_kind = draft.reader_kind;
    if (draft.reader_kind == ReaderKind::outside) loan.outside = draft.outside;
    loan.item_id = draft.item_id;
    loan.volume_id = draft.volume_id;
    loan.mode = draft.mode;
    loan.purpose = draft.purpose;
    loan.due_date = *draft.due_date;
    loan.pieces = target.pieces;
    loan.pages = target.pages;
    return loan;
}

/// Why this thing can't be asked for now, though the caller has the right.
Result<void> check_available(Database& db, const Loan& loan, const LoanTarget& target, Date today) {
    if (target.is_volume && target.pieces == 0)
        return fail(ErrorCode::conflict, "loan.volume_empty");
    if (target.electronic_only && loan.mode == LoanMode::take_out)
        return field_error("mode", "loan.electronic_take_out", {{"rule", "R-42"}});
    if (target.out && !target.electronic_only)
        return fail(ErrorCode::conflict, "loan.not_available");
    if (loan.reader_kind == ReaderKind::outside) return {};
    LT_TRY(const bool overdue, has_overdue(db, loan.requester_id, today));
    if (overdue) return fail(ErrorCode::conflict, "loan.blocked_overdue");
    LT_TRY(const bool asked, has_open_loan_of(db, loan, today));
    if (asked) return fail(ErrorCode::conflict, "loan.already_requested");
    return {};
}

}  // namespace

Event loan_event(std::string action, const Loan& loan, std::vector<JsonField> details) {
    details.push_back(loan.item_id ? JsonField("item_id", std::to_string(*loan.item_id))
                                   : JsonField("volume_id", std::to_string(*loan.volume_id)));
    Event event;
    event.action = std::move(action);
    event.object_type = "loan";
    event.object_id = loan.id;
    event.object_code = loan.request_no;
    event.details = json_object(details);
    return event;
}

namespace {

/// The loan as stored, if it is still the version the caller saw and the caller may know of it.
Result<Loan> current_loan(Database& db, const LoanContext& context, const Caller& caller, Id id,
                          int version) {
    LT_TRY(auto loan, find_loan(db, id));
    if (!loan) return not_found();
    LT_TRY(const auto view, view_loan(db, context, caller, *loan));
    if (!view) return not_found();
    if (loan->version != version) return fail(ErrorCode::stale, "loan.stale");
    return std::move(*loan);
}

Result<void> move_on(Loan& loan, LoanEvent event, Timestamp now) {
    LT_TRY(loan.state, next_state(loan.state, event));
    if (event == LoanEvent::issue_agreed) loan.issued_at = now;
    if (event == LoanEvent::return_agreed || event == LoanEvent::incident_settled)
        loan.returned_at = now;
    return {};
}

/// Neither a time that has passed nor a thing that has left the archive is lent.
Result<void> check_usable(const Loan& loan, const std::optional<LoanTarget>& target, Date today) {
    LT_CHECK(check_period(loan, today));
    if (target && !target->is_volume && target->item_state == ItemState::withdrawn)
        return fail(ErrorCode::conflict, "loan.item_withdrawn");
    return {};
}

/// A late return leaves its mark even when no daily run has seen it (T-8).
Result<void> keep_breach(UnitOfWork& unit, const Loan& loan) {
    if (const auto since = breach_since(loan, unit.today())) {
        LT_TRY(const bool written, insert_breach(unit.db(), unit.next_id(), loan.id, *since));
        if (written) unit.note(loan_event("loan.overdue", loan, {{"since", since->iso()}}));
    }
    return {};
}

std::string count_text(const char* side, const LoanCount& count) {
    std::string text = std::string(side) + " " + std::to_string(count.pieces) + " 件 " +
                       (count.pages ? std::to_string(*count.pages) : std::string("?")) + " 页";
    for (const std::string& code : count.condition) text += " " + code;
    return text + (count.remarks.empty() ? "" : "（" + count.remarks + "）");
}

LoanIncident incident_of(const Loan& loan, const LoanCount& last, IncidentKind kind) {
    LoanIncident incident;
    incident.kind = kind;
    incident.description = "应 " + std::to_string(loan.pieces) + " 件 " +
                           (loan.pages ? std::to_string(*loan.pages) : std::string("?")) + " 页";
    const auto add = [&](const LoanCount& count) {
        incident.description +=
            "；" +
            count_text(count.side == CountSide::archivist ? "档案员清点" : "借阅人清点", count);
    };
    for (const LoanCount& count : loan.counts)
        if (count.phase == last.phase) add(count);
    add(last);
    return incident;
}

Result<void> store_count(UnitOfWork& unit, Loan& loan, const LoanCount& count,
                         const CountVerdict& verdict) {
    LT_CHECK(insert_count(unit.db(), unit.next_id(), loan.id, count));
    if (verdict.incident) {
        LoanIncident incident = incident_of(loan, count, *verdict.incident);
        incident.id = unit.next_id();
        incident.opened_by = count.user_id;
        incident.opened_at = unit.now();
        LT_CHECK(insert_incident(unit.db(), loan.id, incident));
        unit.note(loan_event("loan.incident_opened", loan, {{"incident", incident.description}}));
    }
    if (count.phase == CountPhase::give_back) LT_CHECK(keep_breach(unit, loan));
    return {};
}

}  // namespace

Result<void> Loans::log_refusal(const Caller& caller, const char* action, Id id,
                                const Error& answer) {
    LT_TRY(const auto loan,
           store_.read_value<std::optional<Loan>>([&](Database& db) { return find_loan(db, id); }));
    if (!loan) return {};  // asking about nothing is not an act
    return log_denial(denials_, caller.actor, loan_event(action, *loan), answer);
}

Result<void> Loans::log_refusal(const Caller& caller, const LoanDraft& draft, const Error& answer) {
    if (draft.item_id.has_value() == draft.volume_id.has_value()) return {};
    LT_TRY(const auto target, store_.read_value<std::optional<LoanTarget>>([&](Database& db) {
        return find_loan_target(db, draft.item_id, draft.volume_id);
    }));
    if (!target) return {};
    Event event{"loan.requested",
                target->is_volume ? "volume" : "item",
                target->id,
                target->archival_code,
                {},
                {},
                "{}"};
    return log_denial(denials_, caller.actor, std::move(event), answer);
}

Result<LoanView> Loans::preview(const Caller& caller, const LoanDraft& draft) {
    auto view = store_.read_value<LoanView>([&](Database& db) -> Result<LoanView> {
        LT_TRY(const auto target, requestable(db, caller, draft));
        LT_TRY(const Loan loan, draft_loan(caller, draft, target, store_.today()));
        LT_CHECK(check_available(db, loan, target, store_.today()));
        LT_TRY(const auto context, load_loan_context(db, store_.today()));
        LT_CHECK(check_route(context, loan, target));
        return fill_view(db, context, caller, loan, target);
    });
    if (!view) LT_CHECK(log_refusal(caller, draft, view.error()));
    return view;
}

Result<LoanView> Loans::request(const Caller& caller, const LoanDraft& draft) {
    const auto id = store_.write_value<Id>(caller.actor, [&](UnitOfWork& unit) -> Result<Id> {
        LT_TRY(const auto target, requestable(unit.db(), caller, draft));
        LT_TRY(Loan loan, draft_loan(caller, draft, target, unit.today()));
        LT_CHECK(check_available(unit.db(), loan, target, unit.today()));
        LT_TRY(const auto context, load_loan_context(unit.db(), unit.today()));
        LT_CHECK(check_route(context, loan, target));
        loan.id = unit.next_id();
        loan.created_at = unit.now();
        LT_TRY(loan.request_no, next_request_no(unit.db(), unit.today().year()));
        for (LoanStep& step : loan.steps) step.id = unit.next_id();
        LT_CHECK(insert_loan(unit.db(), loan));
        unit.note(loan_event("loan.requested", loan,
                             {{"target", target.archival_code},
                              {"mode", to_text(loan.mode)},
                              {"due_date", loan.due_date.iso()}}));
        return loan.id;
    });
    if (!id) LT_CHECK(log_refusal(caller, draft, id.error()));
    if (!id) return id.error();
    return get(caller, *id);
}

Result<LoanView> Loans::get(const Caller& caller, Id id) {
    auto found = store_.read_value<LoanView>([&](Database& db) -> Result<LoanView> {
        LT_TRY(const auto loan, find_loan(db, id));
        if (!loan) return not_found();
        LT_TRY(const auto context, load_loan_context(db, store_.today()));
        LT_TRY(auto view, view_loan(db, context, caller, *loan));
        if (!view) return not_found();
        return std::move(*view);
    });
    return guarded(caller, "loan.viewed", id, std::move(found));
}

Result<LoanView> Loans::withdraw(const Caller& caller, Id id, int version) {
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const auto context, load_loan_context(unit.db(), unit.today()));
        LT_TRY(Loan loan, current_loan(unit.db(), context, caller, id, version));
        if (!may_withdraw(caller, loan)) return fail(ErrorCode::forbidden, "access.not_yours");
        LT_CHECK(move_on(loan, LoanEvent::withdrawn, unit.now()));
        if (loan.issued_at) loan.returned_at = unit.now();  // reading that was open
        LT_CHECK(update_loan(unit.db(), loan, version));
        unit.note(loan_event("loan.withdrawn", loan));
        return {};
    });
    LT_CHECK(guarded(caller, "loan.withdrawn", id, std::move(done)));
    return get(caller, id);
}

Result<LoanView> Loans::decide(const Caller& caller, Id id, int version,
                               const LoanDecision& decision) {
    if (!decision.approve || !decision.reason.empty()) {
        const TextLimit limit{500, false, TextKind::lines};
        if (decision.reason.empty()) return field_error("reason", "loan.reason_missing");
        if (auto fault = text_fault("reason", decision.reason, limit)) return std::move(*fault);
    }
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const auto context, load_loan_context(unit.db(), unit.today()));
        LT_TRY(Loan loan, current_loan(unit.db(), context, caller, id, version));
        LT_TRY(const auto target, find_loan_target(unit.db(), loan.item_id, loan.volume_id));
        const Level level = target ? target->level : Level::top_secret;
        LT_TRY(const Holder holder,
               check_decision(loan, caller.subject.user_id, level, context.holders));
        if (decision.approve) LT_CHECK(check_usable(loan, target, unit.today()));
        LoanStep step = *pending_step(loan);
        step.decision = decision.approve ? StepDecision::approved : StepDecision::refused;
        step.decided_by = caller.subject.user_id;
        step.as_deputy = holder.as_deputy;
        step.reason = decision.reason;
        step.decided_at = unit.now();
        LT_CHECK(update_step(unit.db(), step));
        const bool last = step.ordinal == static_cast<int>(loan.steps.size());
        const LoanEvent event = !decision.approve ? LoanEvent::refused
                                : last            ? LoanEvent::route_approved
                                                  : LoanEvent::step_approved;
        LT_CHECK(move_on(loan, event, unit.now()));
        if (event == LoanEvent::route_approved && target && target->electronic_only)
            loan.issued_at = unit.now();
        LT_CHECK(update_loan(unit.db(), loan, version));
        unit.note(loan_event(decision.approve ? "loan.approved" : "loan.refused", loan,
                             {{"step", step.ordinal},
                              {"rule", step.rule},
                              {"as_deputy", step.as_deputy},
                              {"reason", step.reason}}));
        return {};
    });
    LT_CHECK(
        guarded(caller, decision.approve ? "loan.approved" : "loan.refused", id, std::move(done)));
    return get(caller, id);
}

Result<LoanView> Loans::count(const Caller& caller, Id id, int version, LoanCount count) {
    if (auto fault = text_fault("remarks", count.remarks, {500, false, TextKind::lines}))
        return std::move(*fault);
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const auto context, load_loan_context(unit.db(), unit.today()));
        LT_TRY(Loan loan, current_loan(unit.db(), context, caller, id, version));
        LT_TRY(const auto target, find_loan_target(unit.db(), loan.item_id, loan.volume_id));
        if (!target) return not_found();
        if (target->electronic_only) return fail(ErrorCode::conflict, "loan.electronic_only");
        if (loan.state == LoanState::approved && target->out)
            return fail(ErrorCode::conflict, "loan.not_available");
        if (count.side == CountSide::archivist) LT_CHECK(require(caller.subject, Action::run_desk));
        count.user_id = caller.subject.user_id;
        count.counted_at = unit.now();
        LT_TRY(const CountVerdict verdict, judge_count(loan, count, caller.subject));
        if (count.phase == CountPhase::issue) LT_CHECK(check_usable(loan, target, unit.today()));
        LT_CHECK(move_on(loan, verdict.event, unit.now()));
        LT_CHECK(store_count(unit, loan, count, verdict));
        LT_CHECK(update_loan(unit.db(), loan, version));
        const bool issue = count.phase == CountPhase::issue;
        unit.note(loan_event(issue ? "loan.counted_issue" : "loan.counted_return", loan,
                             {{"side", to_text(count.side)},
                              {"pieces", count.pieces},
                              {"pages", count.pages.value_or(-1)},
                              {"state", to_text(loan.state)}}));
        return {};
    });
    // Two desks at once: the unique index lets only one of them issue the thing.
    if (!done && done.error().key == "db.duplicate")
        return fail(ErrorCode::conflict, "loan.not_available");
    const bool issue = count.phase == CountPhase::issue;
    LT_CHECK(
        guarded(caller, issue ? "loan.counted_issue" : "loan.counted_return", id, std::move(done)));
    return get(caller, id);
}

Result<LoanView> Loans::update_incident(const Caller& caller, Id id, Id incident_id, int version,
                                        const IncidentUpdate& update) {
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const auto context, load_loan_context(unit.db(), unit.today()));
        LT_TRY(Loan loan, current_loan(unit.db(), context, caller, id, version));
        LT_CHECK(require(caller.subject, Action::run_desk));
        const auto found = std::find_if(loan.incidents.begin(), loan.incidents.end(),
                                        [&](const auto& one) { return one.id == incident_id; });
        if (found == loan.incidents.end())
            return fail(ErrorCode::not_found, "loan.incident_unknown");
        if (found->settled_at) return fail(ErrorCode::conflict, "loan.incident_settled");
        LT_CHECK(apply_incident_update(*found, update));
        LT_CHECK(check_report(loan, *found, caller.subject.user_id, context.holders));
        if (update.settle) {
            LT_CHECK(check_settlement(*found));
            found->settled_by = caller.subject.user_id;
            found->settled_at = unit.now();
            LT_CHECK(move_on(loan, settled_as(loan), unit.now()));
            LT_CHECK(keep_breach(unit, loan));
        }
        LT_CHECK(lantai::core::update_incident(unit.db(), *found));
        LT_CHECK(update_loan(unit.db(), loan, version));
        unit.note(loan_event(update.settle ? "loan.incident_settled" : "loan.incident_changed",
                             loan, {{"outcome", found->outcome}}));
        return {};
    });
    LT_CHECK(guarded(caller, "loan.incident_changed", id, std::move(done)));
    return get(caller, id);
}

Result<int> Loans::record_overdue() {
    LT_TRY(const auto late, store_.read_value<std::vector<Id>>([&](Database& db) {
        return list_unrecorded_overdue(db, store_.today());
    }));
    int written = 0;
    for (const Id id : late) {
        auto done =
            store_.write({std::nullopt, "system", "", ""}, [&](UnitOfWork& unit) -> Result<void> {
                LT_TRY(const auto loan, find_loan(unit.db(), id));
                if (loan) LT_CHECK(keep_breach(unit, *loan));
                return {};
            });
        // Returned in the meantime, and the return has written it: nothing left to do.
        if (!done && done.error().key == "audit.no_event") continue;
        LT_CHECK(std::move(done));
        ++written;
    }
    return written;
}

Result<int> Loans::end_readings() {
    LT_TRY(const auto ended, store_.read_value<std::vector<Id>>([&](Database& db) {
        return list_ended_readings(db, store_.today());
    }));
    int written = 0;
    for (const Id id : ended) {
        auto done =
            store_.write({std::nullopt, "system", "", ""}, [&](UnitOfWork& unit) -> Result<void> {
                LT_TRY(auto loan, find_loan(unit.db(), id));
                // Withdrawn in the meantime: nothing left to do.
                if (!loan || loan->state != LoanState::approved) return {};
                LT_CHECK(move_on(*loan, LoanEvent::reading_ended, unit.now()));
                loan->returned_at = store_.begin_of(loan->due_date.plus_days(1));
                LT_CHECK(update_loan(unit.db(), *loan, loan->version));
                unit.note(loan_event("loan.reading_ended", *loan));
                return {};
            });
        if (!done && done.error().key == "audit.no_event") continue;
        LT_CHECK(std::move(done));
        ++written;
    }
    return written;
}

Result<void> end_requests_of(UnitOfWork& unit, Id item_id, const std::string& reason) {
    LT_TRY(const auto ids, list_open_requests(unit.db(), item_id));
    for (const Id id : ids) {
        LT_TRY(auto loan, find_loan(unit.db(), id));
        if (!loan) continue;
        LT_CHECK(move_on(*loan, LoanEvent::withdrawn, unit.now()));
        if (loan->issued_at) loan->returned_at = unit.now();
        LT_CHECK(update_loan(unit.db(), *loan, loan->version));
        Event event = loan_event("loan.withdrawn", *loan, {{"because", "item.withdrawn"}});
        event.reason = reason;
        unit.note(std::move(event));
    }
    return {};
}

}  // namespace lantai::core
