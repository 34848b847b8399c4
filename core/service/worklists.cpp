#include "core/service/worklists.hpp"

#include <algorithm>

#include "core/repo/item_list_repo.hpp"
#include "core/repo/register_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/register_rules.hpp"

namespace lantai::core {
namespace {

using Counts = std::vector<WorkCount>;

bool holds(const Subject& subject, PositionKind kind) {
    return std::any_of(subject.positions.begin(), subject.positions.end(),
                       [&](const HeldPosition& held) { return held.kind == kind; });
}

struct Desk {
    Database& db;
    const Subject& subject;
    Date today;
    Counts& counts;

    Result<void> add(const char* group, const char* list, Result<std::int64_t> count) {
        LT_TRY(const auto number, std::move(count));
        counts.push_back({group, list, number});
        return {};
    }
    Result<std::int64_t> papers(const RegisterFilter& filter) {
        RegisterFilter valid = filter;
        valid.with_corrected = false;
        return count_register(
            db, valid, sql_predicate(subject, Action::view_register, ObjectKind::entry, "e"));
    }
    RegisterFilter in_states(std::vector<RegisterState> states) const {
        RegisterFilter filter;
        filter.states = std::move(states);
        return filter;
    }
    RegisterFilter late() const {
        RegisterFilter filter;
        filter.concluded_before = late_before(today);
        return filter;
    }
};

Result<void> archivist_lists(Desk& desk) {
    constexpr const char* kGroup = "archivist";
    Database& db = desk.db;
    LT_CHECK(
        desk.add(kGroup, "to_catalogue", desk.papers(desk.in_states({RegisterState::collected}))));
    LT_CHECK(desk.add(
        kGroup, "to_receive",
        count_handovers_to_receive(
            db, sql_predicate(desk.subject, Action::receive_handover, ObjectKind::handover, "h"))));
    ItemFilter incomplete;
    incomplete.incomplete = true;
    LT_CHECK(desk.add(
        kGroup, "incomplete",
        count_entries(db, incomplete,
                      sql_predicate(desk.subject, Action::view_catalogue, ObjectKind::item, "i"))));
    LT_CHECK(desk.add(kGroup, "notices", count_open_notices(db)));
    return desk.add(kGroup, "gaps", count_departments_without_archivist(db, desk.today));
}

Result<void> department_lists(Desk& desk) {
    constexpr const char* kGroup = "department_archivist";
    RegisterFilter finished = desk.in_states({RegisterState::concluded, RegisterState::kept});
    finished.department_id = desk.subject.department_id;
    RegisterFilter collected = desk.in_states({RegisterState::collected});
    collected.department_id = desk.subject.department_id;
    RegisterFilter late = desk.late();
    late.department_id = desk.subject.department_id;
    LT_CHECK(desk.add(kGroup, "to_collect", desk.papers(finished)));
    LT_CHECK(desk.add(kGroup, "collected", desk.papers(collected)));
    LT_CHECK(desk.add(kGroup, "late", desk.papers(late)));
    return desk.add(
        kGroup, "clearances",
        count_blocked_clearances(desk.db, sql_predicate(desk.subject, Action::sign_clearance,
                                                        ObjectKind::clearance, "c")));
}

Result<void> leader_lists(Desk& desk) {
    constexpr const char* kGroup = "leader";
    const Subject& subject = desk.subject;
    for (const HeldPosition& held : subject.positions) {
        if (held.kind != PositionKind::department_leader || !held.department_id) continue;
        // A leader of several departments has their sums; late papers are known of the own one.
        if (held.department_id != std::optional(subject.department_id)) continue;
        RegisterFilter late = desk.late();
        late.department_id = held.department_id;
        LT_CHECK(desk.add(kGroup, "late", desk.papers(late)));
        LT_CHECK(desk.add(
            kGroup, "on_loan",
            count_loans_of(desk.db, *held.department_id, subject.clearance, std::nullopt)));
        return desk.add(
            kGroup, "overdue",
            count_loans_of(desk.db, *held.department_id, subject.clearance, desk.today));
    }
    return {};
}

Result<void> supervisor_lists(Desk& desk) {
    LT_CHECK(desk.add("supervisor", "late", desk.papers(desk.late())));
    return desk.add("supervisor", "gaps", count_departments_without_archivist(desk.db, desk.today));
}

Result<void> handler_lists(Desk& desk) {
    RegisterFilter in_hand = desk.in_states({RegisterState::in_hand});
    in_hand.handler_id = desk.subject.user_id;
    RegisterFilter finished = desk.in_states({RegisterState::concluded, RegisterState::kept});
    finished.handler_id = desk.subject.user_id;
    LT_CHECK(desk.add("handler", "in_hand", desk.papers(in_hand)));
    return desk.add("handler", "to_deliver", desk.papers(finished));
}

}  // namespace

Result<std::vector<WorkCount>> Worklists::counts(const Caller& caller) {
    const Subject& subject = caller.subject;
    return store_.read_value<Counts>([&](Database& db) -> Result<Counts> {
        Counts counts;
        Desk desk{db, subject, store_.today(), counts};
        if (is_separated(subject.roles)) return counts;
        if (subject.has(Role::archivist)) LT_CHECK(archivist_lists(desk));
        if (holds(subject, PositionKind::department_archivist)) LT_CHECK(department_lists(desk));
        LT_CHECK(leader_lists(desk));
        if (subject.has(Role::supervisor)) LT_CHECK(supervisor_lists(desk));
        if (subject.has(Role::employee)) LT_CHECK(handler_lists(desk));
        return counts;
    });
}

Result<FilingBoard> Worklists::board(const Caller& caller, std::optional<Date> month) {
    LT_CHECK(require(caller.subject, Action::view_filing_board));
    const Date today = store_.today();
    FilingBoard board;
    const Date day = month.value_or(Date(today.year(), today.month(), 1).plus_days(-1));
    board.month = Date(day.year(), day.month(), 1);
    board.due = filing_due(board.month);
    const auto scope =
        sql_predicate(caller.subject, Action::view_filing_board, ObjectKind::entry, "e");
    const bool all = caller.subject.has(Role::supervisor) || caller.subject.has(Role::archivist) ||
                     caller.subject.has(Role::auditor);
    LT_TRY(board.departments, store_.read_value<std::vector<BoardRow>>([&](Database& db) {
        return filing_board(db, {board.month, board.due, late_before(today), all}, scope);
    }));
    return board;
}

}  // namespace lantai::core
