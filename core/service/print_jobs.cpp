#include "core/service/print_jobs.hpp"

#include <algorithm>
#include <span>

#include "core/base/json_text.hpp"
#include "core/repo/audit_log.hpp"
#include "core/repo/box_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/print_job_repo.hpp"
#include "core/repo/print_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/service/guard.hpp"
#include "core/service/subjects.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kEventsAtOnce = 500;  // so that other writers get their turn

Error too_many() {
    Error error = fail(ErrorCode::too_large, "print.too_many");
    error.params = {{"max", std::to_string(kMaxJobRecords)}};
    return error;
}

Result<PrintJob> own_job(Database& db, const Caller& caller, Id id) {
    LT_TRY(auto job, find_print_job(db, id));
    if (!job || job->requested_by != caller.subject.user_id) return not_found();
    return *std::move(job);
}

/// What a form was printed of.
struct Printed {
    const char* type;
    Id id;
    std::string code;
};

Result<Printed> printed_volume(Database& db, const Subject& subject, Id id) {
    LT_TRY(auto entry, find_volume_entry(db, id));
    if (!entry) return not_found();
    LT_CHECK(require(subject, Action::print_form, access_object(entry->volume)));
    return Printed{"volume", id, std::move(entry->volume.archival_code)};
}

Result<Printed> printed_box(Database& db, const Subject& subject, Id id) {
    LT_TRY(auto entry, find_box_entry(db, id));
    if (!entry) return not_found();
    LT_CHECK(require(subject, Action::print_form, access_object(entry->box)));
    return Printed{"box", id, std::move(entry->box.archival_code)};
}

/// The fonds of a list that shows nothing but what the person may print.
Result<Printed> printed_list(Database& db, const Subject& subject, const PrintJob& job) {
    LT_TRY(auto fonds, find_fonds(db, job.scope.fonds_id));
    if (!fonds) return not_found();
    LT_TRY(const bool items,
           all_items_within(db, job.items,
                            sql_predicate(subject, Action::print_form, ObjectKind::item, "i")));
    LT_TRY(const bool volumes,
           all_volumes_within(db, job.volumes,
                              sql_predicate(subject, Action::print_form, ObjectKind::volume, "v")));
    if (!items || !volumes) return not_found();
    return Printed{"fonds", fonds->id, std::move(fonds->fonds_no)};
}

/// The records, each of which the person has to be able to print.
Result<std::vector<Printed>> printable(Database& db, const Subject& subject, const PrintJob& job) {
    std::vector<Printed> all;
    if (job.subject == PrintSubject::list) {
        LT_TRY(auto list, printed_list(db, subject, job));
        all.push_back(std::move(list));
        return all;
    }
    const bool boxes = job.subject == PrintSubject::boxes;
    for (const Id id : boxes ? job.boxes : job.volumes) {
        LT_TRY(auto one, boxes ? printed_box(db, subject, id) : printed_volume(db, subject, id));
        all.push_back(std::move(one));
    }
    return all;
}

std::string facts_of(const PrintJob& job) {
    return json_object({JsonField::raw("forms", json_array(job.forms)),
                        {"subject", to_text(job.subject)},
                        {"requested_by", std::to_string(job.requested_by)},
                        {"records", job.total()},
                        {"done", job.done},
                        {"pages", job.pages},
                        {"missing_glyphs", job.missing},
                        {"sha256", job.sha256}});
}

Event job_event(std::string action, const PrintJob& job) {
    return {std::move(action), "print_job", job.id, std::to_string(job.id), {}, {}, facts_of(job)};
}

/// A job ends in the background, so it is the program's doing; the request names the person.
const Actor kProgram = {std::nullopt, "system", "", ""};

Event end_event(const PrintJob& job) {
    const bool done = job.state == PrintJobState::done;
    Event event = job_event(done ? "print.done" : "print.failed", job);
    if (done) return event;
    event.outcome = Outcome::failed;
    event.reason = job.error;
    return event;
}

/// Counts each form of each record as printed.
std::vector<Event> printed_events(const PrintJob& job, const std::vector<Printed>& records) {
    std::vector<Event> events;
    events.reserve(records.size() * job.forms.size());
    for (const Printed& record : records)
        for (const std::string& form : job.forms) {
            std::vector<JsonField> facts = {{"form", form}, {"sha256", job.sha256}};
            if (job.id != 0) facts.emplace_back("print_job", std::to_string(job.id));
            if (job.subject == PrintSubject::list)
                facts.push_back(JsonField::raw("scope", scope_json(job.scope)));
            events.push_back({"form.printed", record.type, record.id, record.code, Outcome::done,
                              form, json_object(facts)});
        }
    return events;
}

Result<void> log_prints(Store& store, const Actor& actor, const std::vector<Event>& events) {
    for (std::size_t begin = 0; begin < events.size(); begin += kEventsAtOnce) {
        const std::size_t end = std::min(begin + kEventsAtOnce, events.size());
        LT_CHECK(store.write(actor, [&](UnitOfWork& unit) -> Result<void> {
            for (std::size_t i = begin; i < end; ++i) unit.note(events[i]);
            return {};
        }));
    }
    return {};
}

/// The volumes or boxes of the draft.
Result<std::vector<Id>> chosen(Store& store, const Caller& caller, PrintJobDraft& draft) {
    if (!draft.scope || draft.subject == PrintSubject::list) return std::move(draft.records);
    PrintLists lists(store);
    if (draft.subject == PrintSubject::boxes) return lists.box_ids(caller, *draft.scope);
    return lists.volume_ids(caller, *draft.scope);
}

}  // namespace

Result<PrintJob> PrintJobs::create(const Caller& caller, PrintJobDraft draft) {
    LT_CHECK(require(caller.subject, Action::print_form));
    if (caller.subject.user_id == 0) return fail(ErrorCode::forbidden, "volume.needs_person");
    PrintJob job;
    job.subject = draft.subject;
    job.requested_by = caller.subject.user_id;
    LT_TRY(auto records, chosen(store_, caller, draft));
    if (draft.subject == PrintSubject::list) {
        job.scope = draft.scope.value_or(PrintScope{});
        job.rows = draft.rows;
    } else {
        if (records.empty()) return fail(ErrorCode::not_found, "pdf.nothing_to_print");
        if (records.size() > kMaxJobRecords) return too_many();
        (draft.subject == PrintSubject::boxes ? job.boxes : job.volumes) = std::move(records);
    }
    job.forms = std::move(draft.forms);
    job.options = std::move(draft.options);
    LT_CHECK(store_.read([&](Database& db) -> Result<void> {
        LT_TRY(const auto all, printable(db, caller.subject, job));
        (void)all;
        return {};
    }));
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const PrintJobLoad load, print_job_load(unit.db(), job.requested_by));
        if (load.all >= kMaxWaitingJobs || load.own >= kMaxOwnJobs)
            return fail(ErrorCode::busy, "print.queue_full");
        job.id = unit.next_id();
        job.created_at = unit.now();
        LT_CHECK(insert_print_job(unit.db(), job));
        unit.note(job_event("print.requested", job));
        return {};
    }));
    return job;
}

Result<PrintJob> PrintJobs::get(const Caller& caller, Id id) {
    return store_.read_value<PrintJob>([&](Database& db) { return own_job(db, caller, id); });
}

Result<std::vector<PrintJob>> PrintJobs::list(const Caller& caller) {
    return store_.read_value<std::vector<PrintJob>>(
        [&](Database& db) { return list_print_jobs(db, caller.subject.user_id); });
}

Result<PrintJob> PrintJobs::fetch(const Caller& caller, Id id) {
    std::vector<Printed> records;
    LT_TRY(PrintJob job, store_.read_value<PrintJob>([&](Database& db) -> Result<PrintJob> {
        LT_TRY(PrintJob found, own_job(db, caller, id));
        if (found.state != PrintJobState::done) return fail(ErrorCode::conflict, "print.not_ready");
        auto now = printable(db, caller.subject, found);
        if (!now) return fail(ErrorCode::forbidden, "print.rights_changed");
        LT_TRY(const bool changed, changed_since_printed(db, found));
        if (changed) return fail(ErrorCode::conflict, "print.outdated");
        records = std::move(now).value();
        return found;
    }));
    LT_CHECK(log_prints(store_, caller.actor, printed_events(job, records)));
    return job;
}

Result<void> PrintJobs::note_printed(const Caller& caller, const PrintJob& made) {
    LT_TRY(const auto records, store_.read_value<std::vector<Printed>>([&](Database& db) {
        return printable(db, caller.subject, made);
    }));
    return log_prints(store_, caller.actor, printed_events(made, records));
}

Result<void> PrintJobs::cancel(const Caller& caller, Id id, const PrintProgress& so_far) {
    return store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(PrintJob job, own_job(unit.db(), caller, id));
        const PrintJobState before = job.state;
        if (before == PrintJobState::running) {
            job.done = so_far.done;
            job.pages = so_far.pages;
        }
        job.state = PrintJobState::cancelled;
        job.finished_at = job.finished_at.value_or(unit.now());
        LT_TRY(const bool updated, update_print_job(unit.db(), job, before));
        if (!updated) return not_found();
        unit.note(job_event("print.cancelled", job));
        return {};
    });
}

Result<std::optional<PrintJob>> PrintJobs::take_next() {
    std::optional<PrintJob> taken;
    LT_CHECK(store_.maintain([&](Database& db) -> Result<void> {
        LT_TRY(const auto id, next_print_job(db));
        if (!id) return {};
        LT_TRY(taken, find_print_job(db, *id));
        if (!taken) return {};
        taken->state = PrintJobState::running;
        LT_TRY(const AuditHead head, audit_head(db));
        taken->log_seq = head.seq;
        LT_TRY(const bool updated, update_print_job(db, *taken, PrintJobState::queued));
        if (!updated) taken.reset();
        return {};
    }));
    return taken;
}

Result<Caller> PrintJobs::person_of(const PrintJob& job) {
    return store_.read_value<Caller>([&](Database& db) -> Result<Caller> {
        LT_TRY(auto subject, find_subject(db, job.requested_by, store_.today()));
        if (!subject) return fail(ErrorCode::not_found, "user.unknown");
        Actor actor{subject->user_id, subject->name, "print job " + std::to_string(job.id), ""};
        return Caller{std::move(*subject), std::move(actor)};
    });
}

Result<bool> PrintJobs::finish(const PrintJob& job) {
    bool cancelled = false;
    const auto written = store_.write(kProgram, [&](UnitOfWork& unit) -> Result<void> {
        PrintJob ended = job;
        ended.finished_at = unit.now();
        LT_TRY(const bool updated, update_print_job(unit.db(), ended, PrintJobState::running));
        cancelled = !updated;
        if (cancelled) return fail(ErrorCode::conflict, "pdf.cancelled");  // nothing to note
        unit.note(end_event(ended));
        return {};
    });
    if (cancelled) return false;
    LT_CHECK(written);
    return true;
}

Result<bool> PrintJobs::put_back(const PrintJob& job) {
    bool updated = false;
    LT_CHECK(store_.maintain([&](Database& db) -> Result<void> {
        LT_TRY(auto waiting, find_print_job(db, job.id));
        if (!waiting) return {};
        waiting->state = PrintJobState::queued;
        LT_TRY(updated, update_print_job(db, *waiting, PrintJobState::running));
        return {};
    }));
    return updated;
}

Result<void> PrintJobs::resume_running() {
    LT_TRY(const auto running, store_.read_value<std::vector<PrintJob>>(list_running_print_jobs));
    for (PrintJob job : running) {
        const bool again = job.error.empty();  // the mark of the first time
        job.error = "print.interrupted";
        job.state = again ? PrintJobState::queued : PrintJobState::failed;
        if (!again) {
            LT_CHECK(finish(job));
            continue;
        }
        LT_CHECK(store_.maintain([&](Database& db) -> Result<void> {
            LT_CHECK(update_print_job(db, job, PrintJobState::running));
            return {};
        }));
    }
    return {};
}

Result<std::vector<Id>> PrintJobs::forget_old() {
    std::vector<Id> ids;
    LT_CHECK(store_.maintain([&](Database& db) -> Result<void> {
        LT_TRY(ids, forget_print_jobs(db, store_.now() - kKeepJob));
        return {};
    }));
    return ids;
}

}  // namespace lantai::core
