#include "core/service/archive_setup.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "core/service/audit_proof.hpp"
#include "core/service/sessions.hpp"
#include "core/service/subjects.hpp"
#include "tests/support/archive.hpp"

namespace lantai::core {
namespace {
namespace fs = std::filesystem;

class ArchiveSetupTest : public ::testing::Test {
protected:
    Result<std::vector<FirstAdmin>> init() {
        return init_archive(home(), "启明科技有限公司", clock_, ids_);
    }
    fs::path home() const { return dir_.path() / "archive"; }
    test::TempDir dir_;
    FakeClock clock_{test::kMorning};
    CountingIds ids_;
};

TEST_F(ArchiveSetupTest, MakesThreeAdministratorsWhoExcludeEachOtherAndHaveNoPassword) {
    const auto admins = init().value();
    ASSERT_EQ(admins.size(), 3u);
    const auto store = Store::open({home(), 480, 2}, clock_, ids_).value();
    std::set<Role> roles;
    for (const FirstAdmin& admin : admins) {
        const Caller caller = caller_by_login(*store, admin.login, test::kOrigin).value();
        EXPECT_EQ(caller.subject.roles, std::set<Role>{admin.role});
        roles.insert(admin.role);
    }
    EXPECT_EQ(roles, (std::set<Role>{Role::system_admin, Role::security_admin, Role::audit_admin}));
    const auto passwords =
        store
            ->read_value<std::int64_t>([](Database& db) {
                return db_integer(db, "SELECT count(*) FROM users WHERE password_hash IS NOT NULL");
            })
            .value();
    EXPECT_EQ(passwords, 0);
}

TEST_F(ArchiveSetupTest, TheLinksAreTheWayIn) {
    const auto admins = init().value();
    const auto store = Store::open({home(), 480, 2}, clock_, ids_).value();
    Passwords passwords(Passwords::Cost::quick);
    DenialLog denials(*store);
    Sessions sessions(*store, passwords, denials);
    for (const FirstAdmin& admin : admins)
        EXPECT_TRUE(sessions.use_link(admin.link_token, "nine lanterns on water", test::kOrigin))
            << admin.login;
    // The company's name is no good password.
    EXPECT_EQ(
        sessions.use_link(admins[0].link_token, "启明科技有限公司2024", test::kOrigin).error().key,
        "link.invalid");
    EXPECT_EQ(prove_archive(home(), std::nullopt).result, ProofResult::proven);
}

TEST_F(ArchiveSetupTest, RefusesAnArchiveAndAFolderThatHoldsAnything) {
    ASSERT_TRUE(init());
    EXPECT_EQ(init().error().key, "archive.exists");
    const fs::path other = dir_.path() / "other";
    fs::create_directory(other);
    std::ofstream(other / "letter.txt") << "mine";
    EXPECT_EQ(init_archive(other, "", clock_, ids_).error().key, "archive.folder_not_empty");
    fs::rename(other / "letter.txt", other / "lantai.toml");
    EXPECT_TRUE(init_archive(other, "", clock_, ids_));
}

}  // namespace
}  // namespace lantai::core
