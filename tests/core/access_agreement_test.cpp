// decide(), the SQL predicate and the search scope come from one table; here they are compared on
// random people and records in a real database, and with DECISIONS 2 written out once more.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "core/db/database.hpp"
#include "core/db/migrate.hpp"
#include "core/rules/access_rules.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::core {
namespace {

constexpr int kDepartments = 4;
constexpr int kUsers = 6;
constexpr int kVolumes = 40;
constexpr int kItems = 120;
constexpr int kLoans = 60;
constexpr int kBoxes = 40;
constexpr int kChanges = 60;
constexpr int kHandovers = 40;
constexpr int kEntries = 40;
constexpr int kClearances = 40;
constexpr int kSubjects = 120;

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
    bool chance(int one_in) { return below(one_in) == 0; }

private:
    std::mt19937 engine_;
};

struct World {
    std::vector<AccessObject> items;
    std::vector<AccessObject> volumes;
    std::vector<AccessObject> loans;
    std::vector<AccessObject> boxes;
    std::vector<AccessObject> changes;
    std::vector<AccessObject> handovers;
    std::vector<AccessObject> entries;
    std::vector<AccessObject> clearances;
    const std::vector<AccessObject>& of(ObjectKind kind) const {
        if (kind == ObjectKind::box) return boxes;
        if (kind == ObjectKind::change) return changes;
        if (kind == ObjectKind::handover) return handovers;
        if (kind == ObjectKind::entry) return entries;
        if (kind == ObjectKind::clearance) return clearances;
        return kind == ObjectKind::item ? items : kind == ObjectKind::volume ? volumes : loans;
    }
};

const char* table_of(ObjectKind kind) {
    if (kind == ObjectKind::box) return "boxes";
    if (kind == ObjectKind::change) return "change_requests";
    if (kind == ObjectKind::handover) return "handovers";
    if (kind == ObjectKind::entry) return "register_entries";
    if (kind == ObjectKind::clearance) return "clearances";
    return kind == ObjectKind::item ? "items" : kind == ObjectKind::volume ? "volumes" : "loans";
}

class AccessAgreementTest : public testing::Test {
protected:
    void SetUp() override {
        auto opened = open_sqlite(dir_.path() / "test.db", DbMode::writer);
        ASSERT_TRUE(opened);
        db_ = std::move(opened).value();
        ASSERT_TRUE(migrate(*db_, shipped_migrations()));
        const auto filled = in_transaction(*db_, [this] { return fill(); });
        ASSERT_TRUE(filled) << filled.error().key << " " << filled.error().detail;
    }

    Result<void> run(std::string_view sql, const DbParams& params) {
        auto done = db_->execute(sql, params);
        if (!done) return std::move(done).error();
        return {};
    }

    Result<void> fill() {
        for (int d = 1; d <= kDepartments; ++d)
            LT_CHECK(run("INSERT INTO departments(id, code, name) VALUES (:id, :code, :code)",
                         {{"id", d}, {"code", "D" + std::to_string(d)}}));
        for (int u = 1; u <= kUsers; ++u)
            LT_CHECK(
                run("INSERT INTO users(id, login, name, department_id, clearance, created_at)"
                    " VALUES (:id, :login, :login, 1, 0, 0)",
                    {{"id", u}, {"login", "u" + std::to_string(u)}}));
        LT_CHECK(
            run("INSERT INTO fonds(id, fonds_no, name, creating_body)"
                " VALUES (1, 'Q001', 'F', 'B')",
                {}));
        for (int v = 1; v <= kVolumes; ++v) LT_CHECK(add_volume(v));
        for (int b = 1; b <= kBoxes; ++b) LT_CHECK(add_box(b));
        for (int i = 1; i <= kItems; ++i) LT_CHECK(add_item(i));
        for (int l = 1; l <= kLoans; ++l) LT_CHECK(add_loan(l));
        for (int c = 1; c <= kChanges; ++c) LT_CHECK(add_change(c));
        for (int h = 1; h <= kHandovers; ++h) LT_CHECK(add_handover(h));
        for (int e = 1; e <= kEntries; ++e) LT_CHECK(add_entry(e));
        for (int c = 1; c <= kClearances; ++c) LT_CHECK(add_clearance(c));
        return {};
    }

    Result<void> add_volume(int id) {
        Volume volume;
        volume.id = id;
        volume.department_id = 1 + random_.below(kDepartments);
        volume.level = Level(random_.below(5));
        volume.state = VolumeState(random_.below(3));
        if (!random_.chance(3)) volume.compiler_id = 1 + random_.below(kUsers);
        world_.volumes.push_back(access_object(volume));
        volume_states_.push_back(volume.state);
        return run(
            "INSERT INTO volumes(id, fonds_id, department_id, category, filing_year,"
            " retention_class, level, title, archival_code, serial, state, compiler_id,"
            " created_by, created_at, updated_at) VALUES (:id, 1, :dept, 'WS', 2023, 'Y',"
            " :level, 't', :code, :id, :state, :compiler, 1, 0, 0)",
            {{"id", id},
             {"dept", volume.department_id},
             {"level", int(volume.level)},
             {"code", "V" + std::to_string(id)},
             {"state", to_text(volume.state)},
             {"compiler", volume.compiler_id}});
    }

    Result<void> add_box(int id) {
        Box box;
        box.id = id;
        if (!random_.chance(4)) box.department_id = 1 + random_.below(kDepartments);
        box.level = Level(random_.below(5));
        box.state = random_.chance(3) ? BoxState::closed : BoxState::open;
        if (!random_.chance(3)) box.arranger_id = 1 + random_.below(kUsers);
        world_.boxes.push_back(access_object(box));
        box_states_.push_back(box.state == BoxState::closed ? VolumeState::sealed
                              : box.arranger_id             ? VolumeState::submitted
                                                            : VolumeState::open);
        return run(
            "INSERT INTO boxes(id, fonds_id, department_id, category, filing_year,"
            " retention_class, box_no, archival_code, level, state, arranger_id, created_at,"
            " updated_at) VALUES (:id, 1, :dept, 'WS', 2023, 'Y', :id, :code, :level, :state,"
            " :arranger, 0, 0)",
            {{"id", id},
             {"dept", box.department_id},
             {"code", "B" + std::to_string(id)},
             {"level", int(box.level)},
             {"state", to_text(box.state)},
             {"arranger", box.arranger_id}});
    }

    Result<void> add_item(int id) {
        Item item;
        item.id = id;
        item.department_id = 1 + random_.below(kDepartments);
        item.level = Level(random_.below(5));
        item.state = random_.chance(6) ? ItemState::withdrawn : ItemState::filed;
        std::optional<VolumeState> volume;
        if (random_.chance(2)) {
            item.volume_id = 1 + random_.below(kVolumes);
            volume = volume_states_[static_cast<std::size_t>(*item.volume_id - 1)];
        }
        if (!item.volume_id && random_.chance(2)) {
            item.box_id = 1 + random_.below(kBoxes);
            volume = box_states_[static_cast<std::size_t>(*item.box_id - 1)];
        }
        world_.items.push_back(access_object(item, volume));
        return run(
            "INSERT INTO items(id, fonds_id, department_id, category, kind, title, creator,"
            " document_date, filing_year, year_rule, retention_class, level, medium,"
            " archival_code, serial, group_id, state, volume_id, box_id, created_by, created_at,"
            " updated_at) VALUES (:id, 1, :dept, 'WS', 'general', 't', 'c', '2023-01-01', 2023,"
            " 'R-31', 'Y', :level, 'paper', :code, :id, :id, :state, :volume, :box, 1, 0, 0)",
            {{"id", id},
             {"dept", item.department_id},
             {"level", int(item.level)},
             {"code", "I" + std::to_string(id)},
             {"state", to_text(item.state)},
             {"volume", item.volume_id},
             {"box", item.box_id}});
    }

    Result<void> add_loan(int id) {
        const bool of_item = random_.chance(2);
        const auto& things = of_item ? world_.items : world_.volumes;
        const AccessObject& thing =
            things[static_cast<std::size_t>(random_.below(int(things.size())))];
        const Id requester = 1 + random_.below(kUsers);
        world_.loans.push_back(loan_object(id, requester, thing.level, thing.department_id));
        return run(
            "INSERT INTO loans(id, request_no, requester_id, reader_kind, item_id, volume_id,"
            " mode, purpose, due_date, state, pieces, created_at) VALUES (:id, :no, :who,"
            " 'inside', :item, :volume, 'in_room', 'p', '2023-01-01', 'requested', 1, 0)",
            {{"id", id},
             {"no", "JY" + std::to_string(id)},
             {"who", requester},
             {"item", of_item ? std::optional(thing.id) : std::nullopt},
             {"volume", of_item ? std::nullopt : std::optional(thing.id)}});
    }

    Result<void> add_change(int id) {
        const bool of_item = random_.chance(2);
        const auto& things = of_item ? world_.items : world_.volumes;
        const AccessObject& thing =
            things[static_cast<std::size_t>(random_.below(int(things.size())))];
        ChangeEntry entry;
        entry.change.id = id;
        entry.change.requested_by = 1 + random_.below(kUsers);
        entry.object_level = thing.level;
        entry.department_id = thing.department_id;
        world_.changes.push_back(access_object(entry));
        return run(
            "INSERT INTO change_requests(id, kind, object_type, object_id, object_version,"
            " payload, reason, state, requested_by, requested_at) VALUES (:id, 'change_level',"
            " :type, :object, 1, '{}', 'r', 'open', :who, 0)",
            {{"id", id},
             {"type", of_item ? "item" : "volume"},
             {"object", thing.id},
             {"who", entry.change.requested_by}});
    }

    Result<void> add_handover(int id) {
        Handover handover;
        handover.id = id;
        handover.department_id = 1 + random_.below(kDepartments);
        if (!random_.chance(3)) handover.giver_id = 1 + random_.below(kUsers);
        world_.handovers.push_back(access_object(handover));
        return run(
            "INSERT INTO handovers(id, handover_no, department_id, giver_id, state, created_by,"
            " created_at) VALUES (:id, :no, :dept, :giver, 'draft', 1, 0)",
            {{"id", id},
             {"no", "YJ" + std::to_string(id)},
             {"dept", handover.department_id},
             {"giver", handover.giver_id}});
    }

    Result<void> add_entry(int id) {
        RegisterEntry entry;
        entry.id = id;
        entry.department_id = 1 + random_.below(kDepartments);
        entry.level = Level(random_.below(5));
        entry.handler_id = 1 + random_.below(kUsers);
        world_.entries.push_back(access_object(entry));
        return run(
            "INSERT INTO register_entries(id, register_no, department_id, year, direction, origin,"
            " number, registered_on, title, level, handler_id, state, created_at) VALUES (:id, :no,"
            " :dept, 2023, 'incoming', 'ordinary', :id, '2023-01-01', 't', :level, :handler,"
            " 'in_hand', 0)",
            {{"id", id},
             {"no", "E" + std::to_string(id)},
             {"dept", entry.department_id},
             {"level", int(entry.level)},
             {"handler", entry.handler_id}});
    }

    Result<void> add_clearance(int id) {
        Clearance clearance;
        clearance.id = id;
        clearance.department_id = 1 + random_.below(kDepartments);
        clearance.requester_id = 1 + random_.below(kUsers);
        world_.clearances.push_back(access_object(clearance));
        return run(
            "INSERT INTO clearances(id, clearance_no, kind, requester_id, department_id, subject,"
            " from_date, to_date, state, created_at) VALUES (:id, :no, 'travel', :who, :dept, 's',"
            " '2023-01-01', '2023-01-02', 'blocked', 0)",
            {{"id", id},
             {"no", "JQ" + std::to_string(id)},
             {"who", clearance.requester_id},
             {"dept", clearance.department_id}});
    }

    Subject random_subject() {
        Subject subject;
        subject.user_id = 1 + random_.below(kUsers);
        subject.department_id = 1 + random_.below(kDepartments);
        subject.clearance = Level(random_.below(5));
        const int roles = random_.below(4);
        for (int i = 0; i < roles; ++i) {
            // Mostly possible combinations, some that check_roles() would refuse.
            const int from = random_.chance(5) ? 0 : int(Role::archivist);
            subject.roles.insert(Role(from + random_.below(int(Role::account_manager) + 1 - from)));
        }
        if (random_.chance(10)) subject.roles = {Role(random_.below(3))};
        if (random_.chance(3))
            subject.positions.push_back({PositionKind(random_.below(6)), 1, random_.chance(2)});
        const int grants = random_.below(6);
        for (int i = 0; i < grants; ++i) subject.granted_items.insert(1 + random_.below(kItems));
        return subject;
    }

    std::set<Id> matching(const Subject& subject, Action action, ObjectKind kind) {
        const AccessPredicate predicate = sql_predicate(subject, action, kind, "t");
        DbParams params;
        for (const auto& [name, value] : predicate.params) params.push_back({name, value});
        const std::string sql =
            std::string("SELECT t.id FROM ") + table_of(kind) + " t WHERE " + predicate.sql;
        auto ids = db_list<Id>(*db_, sql, params, [](const DbRow& row) { return row.integer(0); });
        EXPECT_TRUE(ids) << sql;
        return ids ? std::set<Id>(ids->begin(), ids->end()) : std::set<Id>{-1};
    }

    test::TempDir dir_;
    std::unique_ptr<Database> db_;
    Random random_{20240315};
    World world_;
    std::vector<VolumeState> volume_states_;
    std::vector<VolumeState> box_states_;
};

TEST_F(AccessAgreementTest, DecisionAndSqlAgreeOnRandomTuples) {
    std::size_t tuples = 0;
    std::size_t allowed = 0;
    for (int n = 0; n < kSubjects; ++n) {
        const Subject subject = random_subject();
        for (std::size_t a = 0; a < enum_texts<Action>().size(); ++a) {
            for (const ObjectKind kind : {ObjectKind::item, ObjectKind::volume, ObjectKind::loan,
                                          ObjectKind::box, ObjectKind::change, ObjectKind::handover,
                                          ObjectKind::entry, ObjectKind::clearance}) {
                const std::set<Id> ids = matching(subject, Action(a), kind);
                for (const AccessObject& object : world_.of(kind)) {
                    const bool allow = decide(subject, Action(a), object).allow;
                    ASSERT_EQ(allow, ids.count(object.id) == 1)
                        << "subject " << n << ", " << to_text(Action(a)) << ", " << table_of(kind)
                        << " " << object.id;
                    ++tuples;
                    allowed += allow ? 1 : 0;
                }
            }
        }
    }
    EXPECT_GE(tuples, 20'000U);
    EXPECT_GT(allowed, tuples / 50);  // the comparison is not one of empty sets
    RecordProperty("tuples", std::to_string(tuples));
}

TEST_F(AccessAgreementTest, TheSearchScopeAgreesWithTheDecision) {
    std::size_t tuples = 0;
    for (int n = 0; n < 4 * kSubjects; ++n) {
        const Subject subject = random_subject();
        const auto scope = search_scope(subject);
        for (const AccessObject& item : world_.items) {
            if (item.state == ObjectState::withdrawn) {
                ASSERT_FALSE(decide(subject, Action::search_records, item).allow);
                continue;
            }
            const bool catalogue = scope && item.level <= scope->clearance;
            const auto in_departments = [&] {
                return std::count(scope->content_departments.begin(),
                                  scope->content_departments.end(), item.department_id) > 0;
            };
            const bool content = catalogue && (scope->all_content || in_departments() ||
                                               scope->granted_items.count(item.id) == 1);
            ASSERT_EQ(catalogue, decide(subject, Action::search_records, item).allow);
            ASSERT_EQ(content, decide(subject, Action::view_content, item).allow);
            ++tuples;
        }
    }
    EXPECT_GE(tuples, 20'000U);
}

// DECISIONS 2 and 3 in plain words, independent of the table.
bool may_know(const Subject& s, const AccessObject& item) {
    const bool separated =
        s.has(Role::system_admin) || s.has(Role::security_admin) || s.has(Role::audit_admin);
    return !separated && !s.roles.empty() && s.clearance >= item.level;
}
bool may_read(const Subject& s, const AccessObject& item) {
    if (!may_know(s, item)) return false;
    if (s.has(Role::archivist) || s.has(Role::auditor)) return true;
    const bool staff =
        s.has(Role::employee) || s.has(Role::dept_archivist) || s.has(Role::account_manager);
    return staff && (s.department_id == item.department_id || s.granted_items.count(item.id) == 1);
}

TEST_F(AccessAgreementTest, TheTableSaysWhatWasDecided) {
    for (int n = 0; n < 4 * kSubjects; ++n) {
        const Subject subject = random_subject();
        for (const AccessObject& item : world_.items) {
            if (item.state == ObjectState::withdrawn) continue;
            const Decision content = decide(subject, Action::view_content, item);
            ASSERT_EQ(decide(subject, Action::view_catalogue, item).allow, may_know(subject, item));
            ASSERT_EQ(content.allow, may_read(subject, item));
            ASSERT_EQ(content.visible, may_know(subject, item));
        }
    }
}

}  // namespace
}  // namespace lantai::core
