// A server with a fonds and people of two departments, and a short way to file.
#pragma once
#include <sstream>
#include <string>

#include "core/repo/position_repo.hpp"
#include "tests/support/test_app.hpp"

namespace lantai::test {

struct FiledSpec {
    std::string title;
    std::string department = "CWB";
    core::Level level = core::Level::internal;
    std::string date = "2023-05-01";
    std::string retention_class = "D30";
    std::string file_name = {};  // no file when empty
    std::string bytes = {};
};

/// tao archivist, he head of the archive room (both top_secret, DAS); qian employee and sun leader
/// of CWB; wu employee and ma leader of XSB; zheng manager; liu cleared for open papers only; admin.
class ServedArchive : public TestApp {
public:
    ServedArchive() {
        using core::Level;
        using core::PositionKind;
        using core::Role;
        add_person({"tao", {Role::archivist}, Level::top_secret, "DAS"});
        add_person({"he", {Role::employee}, Level::top_secret, "DAS"});
        add_person({"qian", {Role::employee}, Level::secret, "CWB"});
        add_person({"sun", {Role::employee}, Level::secret, "CWB"});
        add_person({"wu", {Role::employee}, Level::internal, "XSB"});
        add_person({"ma", {Role::employee}, Level::internal, "XSB"});
        add_person({"zheng", {Role::employee}, Level::top_secret, "ZJB"});
        add_person({"liu", {Role::employee}, Level::open, "XSB"});
        add_person({"admin", {Role::system_admin}, Level::open, "XTB"});
        hold("sun", PositionKind::department_leader, department("CWB"));
        hold("ma", PositionKind::department_leader, department("XSB"));
        hold("he", PositionKind::archive_head, {});
        hold("zheng", PositionKind::manager, {});
        core::Fonds draft;
        draft.fonds_no = "Q001";
        draft.name = "兰台公司";
        draft.creating_body = "兰台有限公司";
        draft.item_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{item:4}";
        draft.volume_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}";
        fonds = services().fonds.create(caller("tao"), draft).value();
    }

    void hold(const std::string& login, core::PositionKind kind, std::optional<core::Id> of) {
        core::Position position;
        position.id = ids.next();
        position.kind = kind;
        position.department_id = of;
        position.user_id = id_of(login);
        position.from = core::Date(2020, 1, 1);
        const auto made =
            store().maintain([&](core::Database& db) { return insert_position(db, position); });
        EXPECT_TRUE(made) << made.error().detail;
    }

    core::Item file(const FiledSpec& spec) {
        core::ItemDraft draft;
        draft.item.fonds_id = fonds.id;
        draft.item.department_id = department(spec.department);
        draft.item.title = spec.title;
        draft.item.creator = "公司";
        draft.item.document_date = core::Date::parse(spec.date).value();
        draft.item.retention_class = spec.retention_class;
        draft.item.level = spec.level;
        draft.item.medium = core::Medium::paper;
        draft.item.pages = 3;
        draft.item.copies = 1;
        if (!spec.file_name.empty()) {
            std::istringstream in(spec.bytes);
            draft.uploads = {
                services().uploads.receive(caller("tao"), spec.file_name, in, 1 << 20).value().id};
        }
        auto filed = services().items.file(caller("tao"), draft);
        EXPECT_TRUE(filed) << filed.error().key << " " << filed.error().field;
        return filed ? filed->entry.item : core::Item();
    }

    void index() {
        const auto done = catch_up_index();
        EXPECT_TRUE(done) << done.error().key << " " << done.error().detail;
    }

    core::Fonds fonds;
};

}  // namespace lantai::test
