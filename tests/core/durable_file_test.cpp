#include "core/base/durable_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/temp_dir.hpp"

namespace lantai::core {
namespace {
namespace fs = std::filesystem;

class DurableFileTest : public ::testing::Test {
protected:
    std::string bytes_of(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::size_t files() {
        return static_cast<std::size_t>(
            std::distance(fs::recursive_directory_iterator(dir_.path()), {}));
    }
    test::TempDir dir_;
    fs::path temp_ = dir_.path() / "a.part";
    fs::path final_ = dir_.path() / "a.txt";
};

TEST_F(DurableFileTest, HasTheFinalNameOnlyAfterPublish) {
    DurableFile file = DurableFile::create(temp_).value();
    ASSERT_TRUE(file.write("兰"));
    ASSERT_TRUE(file.write("台"));
    EXPECT_FALSE(fs::exists(final_));
    ASSERT_TRUE(file.publish(final_));
    EXPECT_EQ(bytes_of(final_), "兰台");
    EXPECT_FALSE(fs::exists(temp_));
}

TEST_F(DurableFileTest, LeavesNothingWhenItIsNotPublished) {
    {
        DurableFile file = DurableFile::create(temp_).value();
        ASSERT_TRUE(file.write("half"));
    }
    EXPECT_EQ(files(), 0U);
}

TEST_F(DurableFileTest, KeepsThePublishedFileWhenTheObjectGoes) {
    {
        DurableFile file = DurableFile::create(temp_).value();
        ASSERT_TRUE(file.publish(final_));
    }
    EXPECT_TRUE(fs::exists(final_));
}

TEST_F(DurableFileTest, MovingHandsTheFileOver) {
    DurableFile first = DurableFile::create(temp_).value();
    ASSERT_TRUE(first.write("x"));
    {
        DurableFile second = std::move(first);
        ASSERT_TRUE(second.publish(final_));
    }
    EXPECT_EQ(bytes_of(final_), "x");
}

TEST_F(DurableFileTest, MakesTheFolderOfTheFinalNameAndTakesTheWriteRightAway) {
    DurableFile file = DurableFile::create(temp_).value();
    ASSERT_TRUE(file.publish(dir_.path() / "ab" / "abc"));
    struct stat state {};
    ASSERT_EQ(::stat((dir_.path() / "ab" / "abc").c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777U, 0440U);
}

TEST_F(DurableFileTest, ReplacesAnOlderFileOfThatName) {
    std::ofstream(final_) << "old";
    DurableFile file = DurableFile::create(temp_).value();
    ASSERT_TRUE(file.write("new"));
    ASSERT_TRUE(file.publish(final_));
    EXPECT_EQ(bytes_of(final_), "new");
}

TEST_F(DurableFileTest, RefusesATemporaryNameThatExists) {
    std::ofstream(temp_) << "of another";
    const auto made = DurableFile::create(temp_);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::io);
    EXPECT_EQ(bytes_of(temp_), "of another");
}

TEST_F(DurableFileTest, ReportsAFolderThatIsMissing) {
    EXPECT_EQ(DurableFile::create(dir_.path() / "no" / "a").error().code, ErrorCode::io);
    EXPECT_EQ(DurableFile::create_in(dir_.path() / "no").error().code, ErrorCode::io);
    DurableFile file = DurableFile::create(temp_).value();
    EXPECT_EQ(file.publish(dir_.path() / "no" / "no" / "a").error().code, ErrorCode::io);
}

TEST_F(DurableFileTest, CreateInGivesEachFileItsOwnName) {
    DurableFile first = DurableFile::create_in(dir_.path()).value();
    DurableFile second = DurableFile::create_in(dir_.path()).value();
    EXPECT_EQ(files(), 2U);
    ASSERT_TRUE(first.publish(final_));
    EXPECT_EQ(files(), 2U);
}

TEST(DurableFileTestError, TellsAFullDiskFromOtherTrouble) {
    EXPECT_EQ(storage_error(ENOSPC, "write", "a").key, "storage.full");
    EXPECT_EQ(storage_error(EDQUOT, "write", "a").key, "storage.full");
    EXPECT_EQ(storage_error(EIO, "write", "a").key, "storage.io");
}

}  // namespace
}  // namespace lantai::core
