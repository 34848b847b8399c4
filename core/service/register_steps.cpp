#include "core/service/register_steps.hpp"

#include "core/base/json_text.hpp"
#include "core/model/names.hpp"
#include "core/repo/register_repo.hpp"
#include "core/rules/register_rules.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

const char* event_name(RegisterAct act) {
    switch (act) {
        case RegisterAct::conclude:
            return "register.concluded";
        case RegisterAct::keep:
            return "register.kept";
        case RegisterAct::collect:
            return "register.collected";
        case RegisterAct::file:
            return "register.placed";
        case RegisterAct::bind:
            return "register.bound";
        case RegisterAct::receive:
            return "register.received";
        case RegisterAct::take_back:
            return "register.taken_back";
        case RegisterAct::hand_on:
            return "register.handed_on";
    }
    return "register.changed";
}

Result<void> save(UnitOfWork& unit, RegisterRow& row, const char* action) {
    LT_TRY(const bool updated, update_entry(unit.db(), row.entry));
    if (!updated) return stale(row.entry.version);
    ++row.entry.version;
    unit.note(register_event(action, row));
    return {};
}

Result<void> bind_all(UnitOfWork& unit, const Caller& caller, std::vector<RegisterRow> rows) {
    for (RegisterRow& row : rows) {
        if (row.entry.state != RegisterState::placed) continue;  // sealed again after reopening
        LT_CHECK(take_step(unit, caller, row, RegisterAct::bind, {}));
        if (row.entry.receipted_on)
            LT_CHECK(take_step(unit, caller, row, RegisterAct::receive, {}));
    }
    return {};
}

Result<void> receive_all(UnitOfWork& unit, const Caller& caller, const Handover& handover,
                         std::vector<RegisterRow> rows) {
    for (RegisterRow& row : rows) {
        if (row.entry.receipted_on) continue;  // passed to the office first, to the archive later
        row.entry.receipted_on = unit.today();
        LT_CHECK(take_step(unit, caller, row, RegisterAct::receive, handover.handover_no));
    }
    return {};
}

}  // namespace

Event register_event(std::string action, const RegisterRow& row) {
    const RegisterEntry& entry = row.entry;
    Event event{std::move(action), "register_entry", entry.id, entry.register_no, {}, {}, "{}"};
    event.details = json_object({{"state", to_text(entry.state)},
                                 {"handler_id", std::to_string(entry.handler_id)},
                                 {"department_id", std::to_string(entry.department_id)}});
    return event;
}

Result<void> take_step(UnitOfWork& unit, const Caller& caller, RegisterRow& row, RegisterAct act,
                       const std::string& remarks) {
    RegisterEntry& entry = row.entry;
    RegisterStep step;
    step.act = act;
    step.from = entry.state;
    LT_TRY(step.to, next_state(entry.state, act));
    step.actor_id = caller.subject.user_id;
    step.at = unit.now();
    step.remarks = remarks;
    entry.state = step.to;
    LT_CHECK(insert_step(unit.db(), entry.id, unit.next_id(), step));
    return save(unit, row, event_name(act));
}

Result<void> entry_filed(UnitOfWork& unit, const Caller& caller, Id entry_id, const Item& item) {
    LT_TRY(auto row, find_register_row(unit.db(), entry_id));
    if (!row) return not_found();
    row->entry.item_id = item.id;
    row->entry.clause_id = item.clause_id;
    row->entry.placed_on = unit.today();
    return take_step(unit, caller, *row, RegisterAct::file, item.archival_code);
}

Result<void> entry_reclassified(UnitOfWork& unit, const Caller&, const Item& item) {
    LT_TRY(auto row, find_register_row_of_item(unit.db(), item.id));
    if (!row || row->entry.clause_id == item.clause_id) return {};
    row->entry.clause_id = item.clause_id;
    row->entry.placed_on = unit.today();
    return save(unit, *row, "register.reclassified");
}

Result<void> entry_taken_back(UnitOfWork& unit, const Caller& caller, const Item& item,
                              const std::string& reason) {
    LT_TRY(auto row, find_register_row_of_item(unit.db(), item.id));
    if (!row || row->entry.state != RegisterState::placed) return {};
    row->entry.item_id.reset();
    row->entry.clause_id.reset();
    row->entry.placed_on.reset();
    return take_step(unit, caller, *row, RegisterAct::take_back, reason);
}

Result<void> volume_bound(UnitOfWork& unit, const Caller& caller, Id volume_id) {
    LT_TRY(auto rows, list_register_of_volume(unit.db(), volume_id));
    return bind_all(unit, caller, std::move(rows));
}

Result<void> box_bound(UnitOfWork& unit, const Caller& caller, Id box_id) {
    LT_TRY(auto rows, list_register_of_box(unit.db(), box_id));
    return bind_all(unit, caller, std::move(rows));
}

Result<void> handover_received(UnitOfWork& unit, const Caller& caller, const Handover& handover) {
    for (const HandoverRow& row : handover.rows) {
        std::vector<RegisterRow> entries;
        if (row.volume_id) {
            LT_TRY(entries, list_register_of_volume(unit.db(), *row.volume_id));
        } else {
            LT_TRY(auto entry, row.entry_id
                                   ? find_register_row(unit.db(), *row.entry_id)
                                   : find_register_row_of_item(unit.db(), row.item_id.value_or(0)));
            if (entry) entries.push_back(*std::move(entry));
        }
        LT_CHECK(receive_all(unit, caller, handover, std::move(entries)));
    }
    return {};
}

}  // namespace lantai::core
