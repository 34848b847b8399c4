#include "core/blob/seen_blobs.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "tests/support/temp_dir.hpp"

namespace lantai::core {
namespace {

namespace fs = std::filesystem;

class SeenBlobsTest : public ::testing::Test {
protected:
    SeenBlobsTest() {
        std::istringstream in("precious");
        id_ = store_.put(in, 1024).value().id;
        fs::permissions(file(), fs::perms::owner_all);
    }
    fs::path file() const { return store_.path_of(*id_); }
    std::string fault() {
        const auto checked = seen_.check(store_, *id_);
        return checked ? "" : checked.error().key;
    }

    test::TempDir dir_;
    BlobStore store_ = BlobStore::open(dir_.path()).value();
    std::optional<BlobId> id_;
    int read_ = 0;
    SeenBlobs seen_{[this](const fs::path& path) {
        ++read_;
        return digest_file(path);
    }};
};

TEST_F(SeenBlobsTest, ReadsAFileOnceAsLongAsNobodyTouchesIt) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(fault(), "");
    EXPECT_EQ(read_, 1);
    fs::last_write_time(file(), fs::last_write_time(file()) + std::chrono::nanoseconds(4'000'000));
    EXPECT_EQ(fault(), "");
    EXPECT_EQ(read_, 2);
}

TEST_F(SeenBlobsTest, FindsBytesThatWereChangedInPlaceAlsoUnderTheOldTime) {
    EXPECT_EQ(fault(), "");
    struct stat before {};
    ASSERT_EQ(::stat(file().c_str(), &before), 0);
    std::ofstream(file()) << "precioux";
    const timespec times[] = {before.st_atim, before.st_mtim};
    ASSERT_EQ(::utimensat(AT_FDCWD, file().c_str(), times, 0), 0);
    EXPECT_EQ(fault(), "storage.damaged");
    EXPECT_EQ(fault(), "storage.damaged");  // what is bad is never remembered as good
}

TEST_F(SeenBlobsTest, FindsAnotherFileInTheSamePlace) {
    EXPECT_EQ(fault(), "");
    std::ofstream(dir_.path() / "other") << "precioux";
    fs::rename(dir_.path() / "other", file());
    EXPECT_EQ(fault(), "storage.damaged");
    std::istringstream in("precious");
    ASSERT_TRUE(store_.put(in, 1024));  // storing it again mends it
    EXPECT_EQ(fault(), "");
}

TEST_F(SeenBlobsTest, FindsWhatIsMissing) {
    EXPECT_EQ(fault(), "");
    fs::remove(file());
    EXPECT_EQ(fault(), "storage.damaged");
}

}  // namespace
}  // namespace lantai::core
