#include "core/service/paper_register.hpp"

#include "core/base/json_text.hpp"
#include "core/repo/register_repo.hpp"
#include "core/repo/user_repo.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/register_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/guard.hpp"
#include "core/service/register_steps.hpp"

namespace lantai::core {
namespace {

bool may_know(const Caller& caller, const RegisterRow& row) {
    return decide(caller.subject, Action::view_register, access_object(row.entry)).allow;
}

Result<std::optional<Error>> handler_fault(Database& db, const RegisterEntry& entry) {
    LT_TRY(const auto person, find_user(db, entry.handler_id));
    if (person && person->user.active && person->user.department_id == entry.department_id)
        return std::optional<Error>();
    return std::optional(field_error("handler_id", "register.handler"));
}

/// the original is kept once, by the lead department. `self`: the entry that is corrected.
Result<std::optional<Error>> original_fault(Database& db, const Caller& caller,
                                            const RegisterEntry& entry, Id self) {
    if (entry.copy_of) {
        LT_TRY(const auto lead, find_register_row(db, *entry.copy_of));
        const bool fits = lead && may_know(caller, *lead) && !lead->entry.copy_of &&
                          lead->entry.department_id != entry.department_id;
        if (fits) return std::optional<Error>();
        return std::optional(field_error("copy_of", "register.copy_unknown", {{"rule", "R-7"}}));
    }
    const std::string key = document_no_key(entry.document_no);
    if (key.empty()) return std::optional<Error>();
    LT_TRY(const auto rows, list_register_by_no(db, key));
    for (const RegisterRow& other : rows) {
        const bool same = other.entry.id != self && !other.entry.copy_of &&
                          other.entry.department_id != entry.department_id &&
                          other.entry.correspondent == entry.correspondent;
        if (same && entry.level >= other.entry.level)
            return std::optional(field_error("document_no", "register.second_original",
                                             {{"register_no", other.entry.register_no},
                                              {"department", other.department_name},
                                              {"rule", "R-7"}}));
    }
    return std::optional<Error>();
}

Result<void> check_new(UnitOfWork& unit, const Caller& caller, const RegisterEntry& entry, Id self) {
    Faults faults;
    LT_TRY(const Id office, general_office(unit.db()));
    if (auto checked = check_entry(entry, office, unit.today()); !checked) {
        Error first = checked.error();
        std::vector<Error> others = std::move(first.others);
        first.others.clear();
        faults.add(std::move(first));
        for (Error& other : others) faults.add(std::move(other));
    }
    LT_TRY(auto handler, handler_fault(unit.db(), entry));
    faults.add(std::move(handler));
    LT_TRY(auto original, original_fault(unit.db(), caller, entry, self));
    faults.add(std::move(original));
    return std::move(faults).result();
}

Result<Department> register_of(Database& db, Id department_id) {
    LT_TRY(const auto department, find_department(db, department_id));
    if (!department || !department->active)
        return field_error("department_id", "item.department_missing");
    return *department;
}

/// Writes `entry` under the next number. What it says of state and steps is the caller's business.
Result<void> write_down(UnitOfWork& unit, const Caller& caller, RegisterEntry& entry) {
    LT_TRY(const Department department, register_of(unit.db(), entry.department_id));
    entry.id = unit.next_id();
    entry.created_by = caller.subject.user_id;
    entry.created_at = unit.now();
    entry.version = 1;
    LT_CHECK(number_entry(unit.db(), department.code, entry));
    return insert_entry(unit.db(), entry);
}

Result<void> expect_valid(const RegisterRow& row) {
    if (!row.corrected_by) return {};
    Error error = fail(ErrorCode::conflict, "register.corrected");
    error.params = {{"register_no", row.corrected_by_no}, {"rule", "R-56"}};
    return error;
}

Result<RegisterDetail> with_rights(const Caller& caller, RegisterRow row, Id office,
                                   const Date& today) {
    RegisterDetail detail;
    const RegisterEntry& entry = row.entry;
    detail.keeper_id = keeper_of(entry, office);
    if (entry.concluded_on && !entry.copy_of) {
        detail.due = filing_due(*entry.concluded_on);
        detail.days_late = days_late(*entry.concluded_on, entry.receipted_on.value_or(today));
    }
    const bool valid = !row.corrected_by;
    for (const Action action :
         {Action::register_paper, Action::conclude_paper, Action::collect_paper})
        if (valid && decide(caller.subject, action, access_object(entry)).allow)
            detail.can.push_back(action);
    detail.row = std::move(row);
    return detail;
}

Result<void> check_remarks(const std::string& remarks) {
    if (auto fault = text_fault("remarks", remarks, {kMaxReason, false, TextKind::lines}))
        return *std::move(fault);
    return {};
}

}  // namespace

Result<RegisterDetail> PaperRegister::detail(const Caller& caller, Id id) {
    return store_.read_value<RegisterDetail>([&](Database& db) -> Result<RegisterDetail> {
        LT_TRY(auto row, find_register_row(db, id));
        if (!row) return not_found();
        LT_CHECK(require(caller.subject, Action::view_register, access_object(row->entry)));
        LT_TRY(const Id office, general_office(db));
        LT_TRY(RegisterDetail found, with_rights(caller, *std::move(row), office, store_.today()));
        LT_TRY(found.steps, list_steps(db, id));
        return found;
    });
}

Result<RegisterDetail> PaperRegister::with_entry(const Caller& caller, Id id, int version,
                                                 Action action, const Work& work) {
    std::string number;
    auto done = store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(auto row, find_register_row(unit.db(), id));
        if (!row) return not_found();
        number = row->entry.register_no;
        LT_CHECK(require(caller.subject, action, access_object(row->entry)));
        if (row->entry.version != version) return stale(row->entry.version);
        LT_CHECK(expect_valid(*row));
        return work(unit, *row);
    });
    if (!done) {
        if (!number.empty())
            LT_CHECK(log_denial(denials_, caller.actor,
                                {"register.refused", "register_entry", id, number, {}, {}, "{}"},
                                done.error()));
        return std::move(done).error();
    }
    return detail(caller, id);
}

Result<RegisterDetail> PaperRegister::enter(const Caller& caller, const RegisterDraft& draft) {
    LT_CHECK(require(caller.subject, Action::register_paper));
    Id id = 0;
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        RegisterRow row;
        row.entry = draft.entry;
        row.entry.year = row.entry.registered_on.year();
        LT_CHECK(register_of(unit.db(), row.entry.department_id));
        LT_CHECK(require(caller.subject, Action::register_paper, access_object(row.entry)));
        LT_CHECK(check_new(unit, caller, row.entry, 0));
        LT_CHECK(write_down(unit, caller, row.entry));
        unit.note(register_event("register.entered", row));
        id = row.entry.id;
        return {};
    }));
    return detail(caller, id);
}

Result<RegisterDetail> PaperRegister::correct(const Caller& caller, Id id, int version,
                                              const RegisterDraft& draft) {
    Id made = 0;
    auto done = with_entry(
        caller, id, version, Action::register_paper,
        [&](UnitOfWork& unit, RegisterRow& old) -> Result<void> {
            if (old.entry.item_id) return fail(ErrorCode::conflict, "register.filed");
            RegisterRow row;
            row.entry = draft.entry;
            row.entry.department_id = old.entry.department_id;
            row.entry.year = old.entry.year;
            row.entry.direction = old.entry.direction;
            row.entry.state = old.entry.state;
            row.entry.concluded_on = old.entry.concluded_on;
            row.entry.receipted_on = old.entry.receipted_on;
            row.entry.corrects = id;
            LT_CHECK(require(caller.subject, Action::register_paper, access_object(row.entry)));
            LT_CHECK(check_new(unit, caller, row.entry, id));
            LT_CHECK(write_down(unit, caller, row.entry));
            LT_TRY(const auto steps, list_steps(unit.db(), id));
            for (const RegisterStep& step : steps)
                LT_CHECK(insert_step(unit.db(), row.entry.id, unit.next_id(), step));
            Event event = register_event("register.entered", row);
            event.details = json_object({{"corrects", old.entry.register_no}});
            unit.note(std::move(event));
            made = row.entry.id;
            return {};
        });
    if (!done) return done;
    return detail(caller, made);
}

Result<RegisterDetail> PaperRegister::act(const Caller& caller, Id id, int version, RegisterAct act,
                                          const std::string& remarks) {
    LT_CHECK(check_remarks(remarks));
    const bool concludes = act == RegisterAct::conclude || act == RegisterAct::keep;
    if (!concludes && act != RegisterAct::collect)
        return field_error("act", "request.not_a_choice", {{"choices", "conclude, keep, collect"}});
    const Action action = concludes ? Action::conclude_paper : Action::collect_paper;
    return with_entry(caller, id, version, action,
                      [&](UnitOfWork& unit, RegisterRow& row) -> Result<void> {
                          if (concludes) row.entry.concluded_on = unit.today();
                          return take_step(unit, caller, row, act, remarks);
                      });
}

Result<RegisterDetail> PaperRegister::hand_on(const Caller& caller, Id id, int version,
                                              Id handler_id, const std::string& remarks) {
    LT_CHECK(check_remarks(remarks));
    auto done = with_entry(caller, id, version, Action::conclude_paper,
                           [&](UnitOfWork& unit, RegisterRow& row) -> Result<void> {
                               row.entry.handler_id = handler_id;
                               LT_TRY(auto fault, handler_fault(unit.db(), row.entry));
                               if (fault) return *std::move(fault);
                               return take_step(unit, caller, row, RegisterAct::hand_on, remarks);
                           });
    return done;
}

Result<RegisterDetail> PaperRegister::get(const Caller& caller, Id id) {
    return detail(caller, id);
}

Result<RegisterPage> PaperRegister::list(const Caller& caller, const RegisterFilter& filter) {
    LT_CHECK(require(caller.subject, Action::view_register));
    const auto scope = sql_predicate(caller.subject, Action::view_register, ObjectKind::entry, "e");
    return store_.read_value<RegisterPage>([&](Database& db) -> Result<RegisterPage> {
        RegisterFilter more = filter;
        ++more.limit;
        LT_TRY(auto rows, list_register(db, more, scope));
        LT_TRY(const Id office, general_office(db));
        RegisterPage page;
        if (rows.size() > static_cast<std::size_t>(filter.limit)) {
            rows.pop_back();
            page.next = rows.back().entry.id;
        }
        for (RegisterRow& row : rows) {
            LT_TRY(auto one, with_rights(caller, std::move(row), office, store_.today()));
            page.entries.push_back(std::move(one));
        }
        RegisterFilter all = filter;
        all.before_id.reset();
        LT_TRY(page.total, count_register(db, all, scope));
        return page;
    });
}

Result<Id> PaperRegister::office(const Caller& caller) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<Id>([](Database& db) { return general_office(db); });
}

Result<Id> PaperRegister::set_office(const Caller& caller, Id department_id) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write_value<Id>(caller.actor, [&](UnitOfWork& unit) -> Result<Id> {
        LT_TRY(const auto department, find_department(unit.db(), department_id));
        if (!department || !department->active)
            return field_error("department_id", "department.unknown");
        LT_CHECK(set_general_office(unit.db(), department_id));
        Event event{"collection.office_named", "archive", {}, department->code, {}, {}, "{}"};
        event.details = json_object({{"department", department->name}});
        unit.note(std::move(event));
        return department_id;
    });
}

}  // namespace lantai::core
