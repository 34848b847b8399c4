// A fresh data folder with a clock and ids of the test, and people in it.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/repo/user_repo.hpp"
#include "core/service/accounts.hpp"
#include "core/service/store.hpp"
#include "core/service/subjects.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::test {

inline const core::Actor kOrigin{std::nullopt, "", "req-1", "127.0.0.1"};

/// 2024-03-15 08:00 in China.
inline constexpr core::Timestamp kMorning = 1'710'460'800'000;

class Archive {
public:
    Archive() {
        auto opened = core::Store::open({dir.path(), 480, 4}, clock, ids);
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().detail);
        store_ = std::move(opened).value();
    }
    core::Store& store() { return *store_; }
    /// Closes the database, as a stop of the program would.
    void close() { store_.reset(); }
    void reopen() {
        store_.reset();
        store_ = core::Store::open({dir.path(), 480, 4}, clock, ids).value();
    }

    core::Id add_department(const std::string& code, const std::string& name) {
        return core::Accounts(*store_)
            .add_department(core::operator_caller(core::Role::system_admin), code, name)
            .value()
            .id;
    }
    /// An account without a password; in `department`, with `roles` and `clearance`.
    core::NewUser add_user(const std::string& login, core::Id department,
                           const std::set<core::Role>& roles = {},
                           core::Level clearance = core::Level::open) {
        core::Accounts accounts(*store_);
        auto made = accounts
                        .add_user(core::operator_caller(core::Role::system_admin),
                                  {login, "Name of " + login, department})
                        .value();
        if (!roles.empty())
            made.user = accounts
                            .set_rights(core::operator_caller(core::Role::security_admin),
                                        made.user.user.id, made.user.user.version,
                                        {roles, clearance, std::nullopt})
                            .value();
        return made;
    }
    core::Caller caller(const std::string& login) {
        return core::caller_by_login(*store_, login, kOrigin).value();
    }
    /// Runs SQL past every service, as a hand that edits the database would.
    core::Result<void> sql(const std::string& text) {
        return store_->maintain([&](core::Database& db) { return db.script(text); });
    }
    /// Waits until the refusals noted so far are written (DenialLog::note does not wait).
    void settle() {
        EXPECT_TRUE(store_->maintain([](core::Database&) { return core::Result<void>(); }));
    }
    std::int64_t count(const std::string& text) {
        settle();
        return store_
            ->read_value<std::int64_t>(
                [&](core::Database& db) { return core::db_integer(db, text); })
            .value();
    }

    TempDir dir;
    core::FakeClock clock{kMorning};
    core::CountingIds ids;

private:
    std::unique_ptr<core::Store> store_;
};

}  // namespace lantai::test
