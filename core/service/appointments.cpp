#include "core/service/appointments.hpp"

#include "core/base/json_text.hpp"
#include "core/model/names.hpp"
#include "core/repo/appointment_repo.hpp"
#include "core/repo/user_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

bool runs_on(const Position& position, const Date& day) {
    return position.from <= day && (!position.to || *position.to >= day);
}

}  // namespace

Result<std::vector<DepartmentArchivists>> Appointments::list(const Caller& caller) {
    using List = std::vector<DepartmentArchivists>;
    LT_CHECK(require(caller.subject, Action::view_appointments));
    const Date today = store_.today();
    return store_.read_value<List>([&](Database& db) -> Result<List> {
        LT_TRY(const auto departments, list_departments(db));
        LT_TRY(const auto positions, list_positions(db));
        List list;
        for (const DepartmentRow& row : departments) {
            if (!row.department.active) continue;
            DepartmentArchivists one{row.department, {}, {}};
            for (const PositionRow& held : positions) {
                const Position& post = held.position;
                if (post.kind != PositionKind::department_archivist ||
                    post.department_id != std::optional(row.department.id))
                    continue;
                (runs_on(post, today) ? one.current : one.others).push_back(held);
            }
            list.push_back(std::move(one));
        }
        return list;
    });
}

Result<NoticePage> Appointments::notices(const Caller& caller, bool open,
                                         std::optional<Id> before_id, int limit) {
    LT_CHECK(require(caller.subject, Action::view_appointments));
    return store_.read_value<NoticePage>([&](Database& db) -> Result<NoticePage> {
        NoticePage page;
        LT_TRY(page.notices, list_notices(db, open, before_id, limit + 1));
        if (page.notices.size() > static_cast<std::size_t>(limit)) {
            page.notices.pop_back();
            page.next = page.notices.back().notice.id;
        }
        return page;
    });
}

Result<NoticeEntry> Appointments::acknowledge(const Caller& caller, Id id) {
    LT_CHECK(require(caller.subject, Action::acknowledge_appointment));
    if (caller.subject.user_id == 0) return fail(ErrorCode::forbidden, "volume.needs_person");
    return store_.write_value<NoticeEntry>(
        caller.actor, [&](UnitOfWork& unit) -> Result<NoticeEntry> {
            LT_TRY(auto entry, find_notice(unit.db(), id));
            if (!entry) return not_found();
            LT_TRY(const bool first,
                   acknowledge_notice(unit.db(), id, caller.subject.user_id, unit.now()));
            if (!first) return fail(ErrorCode::conflict, "notice.acknowledged");
            Event event{"appointment.acknowledged", "appointment_notice", id, {}, {}, {}, "{}"};
            event.details = json_object({{"kind", to_text(entry->notice.kind)},
                                         {"department", entry->department_name},
                                         {"user", entry->user_name}});
            unit.note(std::move(event));
            LT_TRY(entry, find_notice(unit.db(), id));
            if (!entry) return not_found();
            return *std::move(entry);
        });
}

}  // namespace lantai::core
