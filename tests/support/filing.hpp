// An archive with a fonds, two departments and people, and short ways to file and compose.
#pragma once
#include <sstream>
#include <string>
#include <vector>

#include "core/repo/audit_log.hpp"
#include "core/repo/state_digest.hpp"
#include "core/service/changes.hpp"
#include "core/service/fonds.hpp"
#include "core/service/items.hpp"
#include "core/service/uploads.hpp"
#include "core/service/volumes.hpp"
#include "tests/support/archive.hpp"

namespace lantai::test {

/// Two archivists with every clearance (wang, li), an employee of each department cleared up to
/// internal (zhao in ZJB, qian in CWB), an auditor cleared up to secret (sun).
class FilingArchive : public Archive {
public:
    FilingArchive() {
        using core::Level;
        using core::Role;
        zjb = add_department("ZJB", "总经理办公室");
        cwb = add_department("CWB", "财务部");
        add_user("wang", zjb, {Role::archivist}, Level::top_secret);
        add_user("li", zjb, {Role::archivist}, Level::top_secret);
        add_user("zhao", zjb, {Role::employee}, Level::internal);
        add_user("qian", cwb, {Role::employee}, Level::internal);
        add_user("sun", cwb, {Role::auditor}, Level::secret);
        core::Fonds draft;
        draft.fonds_no = "Q001";
        draft.name = "兰台公司";
        draft.creating_body = "兰台有限公司";
        draft.item_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{item:4}";
        draft.volume_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}";
        fonds = core::FondsService(store()).create(caller("wang"), draft).value();
    }

    core::ItemDraft draft(const std::string& title, const std::string& date) {
        core::ItemDraft made;
        made.item.fonds_id = fonds.id;
        made.item.department_id = zjb;
        made.item.title = title;
        made.item.creator = "总经理办公室";
        made.item.document_date = core::Date::parse(date).value();
        made.item.retention_class = "D30";
        made.item.level = core::Level::internal;
        made.item.medium = core::Medium::paper;
        made.item.pages = 2;
        made.item.copies = 1;
        return made;
    }
    core::ItemDraft draft(const std::string& title, const std::string& date, core::ItemKind kind) {
        core::ItemDraft made = draft(title, date);
        made.item.kind = kind;
        return made;
    }
    core::Item file(const core::ItemDraft& made) {
        auto filed = items().file(caller("wang"), made);
        EXPECT_TRUE(filed) << (filed ? "" : filed.error().key + " " + filed.error().field);
        return filed ? filed->entry.item : core::Item();
    }
    core::Item stored(core::Id id) { return items().get(caller("wang"), id).value().entry.item; }
    core::Upload upload(const std::string& login, const std::string& name,
                        const std::string& bytes) {
        std::istringstream in(bytes);
        return core::UploadService(store()).receive(caller(login), name, in, 1 << 20).value();
    }
    core::Volume volume(int year = 2023, const std::string& retention = "D30") {
        core::Volume made;
        made.fonds_id = fonds.id;
        made.department_id = zjb;
        made.filing_year = year;
        made.retention_class = retention;
        made.title = "往来文书";
        return volumes().create(caller("wang"), made).value().entry.volume;
    }
    core::VolumeDetail look(core::Id volume_id) {
        return volumes().get(caller("wang"), volume_id).value();
    }
    core::ItemService items() { return core::ItemService(store(), denials); }
    core::VolumeService volumes() { return core::VolumeService(store(), denials); }
    core::ChangeService changes() { return core::ChangeService(store(), denials); }
    /// A volume with these items, compiled by wang and sealed by li.
    core::VolumeDetail sealed(const std::vector<core::Id>& item_ids, int year = 2023,
                              const std::string& retention = "D30") {
        const core::Volume made = volume(year, retention);
        auto service = volumes();
        const auto full =
            service.add_items(caller("wang"), made.id, made.version, item_ids, "").value();
        const auto handed =
            service.submit(caller("wang"), made.id, full.entry.volume.version).value();
        return service.check(caller("li"), made.id, handed.entry.volume.version, true, "").value();
    }

    /// Empty when every object's rows are as its last audit entry left them.
    std::string unproven() {
        return store()
            .read_value<std::string>([](core::Database& db) -> core::Result<std::string> {
                std::map<std::pair<std::string, core::Id>, std::string> last;
                LT_CHECK(core::walk_audit(db, 1, [&](const core::AuditEntry& entry) {
                    if (entry.event.object_id)
                        last[{entry.event.object_type, *entry.event.object_id}] = entry.state;
                    return core::Result<void>();
                }));
                std::string bad;
                for (const auto& [object, state] : last) {
                    LT_TRY(const auto now, core::state_digest(db, object.first, object.second));
                    if (now != state)
                        bad += object.first + " " + std::to_string(object.second) + "; ";
                }
                return bad;
            })
            .value();
    }

    core::Id zjb = 0;
    core::Id cwb = 0;
    core::Fonds fonds;
    core::DenialLog denials{store()};
};

}  // namespace lantai::test
