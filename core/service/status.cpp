#include "core/service/status.hpp"

#include "core/db/migrate.hpp"
#include "core/repo/counts_repo.hpp"
#include "core/repo/settings.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {

Result<ArchiveStatus> archive_status(Store& store, const Caller& caller) {
    LT_CHECK(require(caller.subject, Action::manage_accounts));
    return store.read_value<ArchiveStatus>([](Database& db) -> Result<ArchiveStatus> {
        ArchiveStatus status;
        LT_TRY(status.items, count_rows(db, CountedTable::items));
        LT_TRY(status.files, count_rows(db, CountedTable::item_files));
        LT_TRY(status.index_pending, count_rows(db, CountedTable::outbox));
        LT_TRY(status.schema, schema_number(db));
        return status;
    });
}

Result<ArchiveFacts> archive_facts(Store& store) {
    return store.read_value<ArchiveFacts>([](Database& db) -> Result<ArchiveFacts> {
        ArchiveFacts facts;
        LT_TRY(facts.company_name, find_setting(db, "company_name"));
        LT_TRY(const std::string demo, find_setting(db, "demo"));
        facts.demo = !demo.empty();
        return facts;
    });
}

Result<void> mark_demo(Store& store, const std::string& company_name) {
    return store.write({std::nullopt, "system", "", ""}, [&](UnitOfWork& unit) -> Result<void> {
        LT_CHECK(save_setting(unit.db(), "demo", "1"));
        LT_CHECK(save_setting(unit.db(), "company_name", company_name));
        Event event;
        event.action = "archive.demo_marked";
        event.object_type = "archive";
        unit.note(std::move(event));
        return {};
    });
}

}  // namespace lantai::core
