#include "core/service/uploads.hpp"

#include <fstream>

#include "core/blob/media_type.hpp"
#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

class UploadsTest : public ::testing::Test {
protected:
    test::FilingArchive archive_;
    UploadService uploads_{archive_.store()};
};

TEST_F(UploadsTest, KnowsTheTypeByTheBytes) {
    const struct {
        std::string bytes;
        const char* type;
    } kCases[] = {{"%PDF-1.7\n", "application/pdf"},
                  {"客户投诉", "text/plain"},
                  {"\xBF\xCD\xBB\xA7", "text/plain"},  // GB18030
                  {"", "text/plain"},
                  {std::string("PK\x03\x04", 4), "application/octet-stream"},
                  {std::string("a\0b", 3), "application/octet-stream"}};
    for (const auto& one : kCases) EXPECT_EQ(media_type_of(one.bytes), one.type) << one.bytes;
}

TEST_F(UploadsTest, KnowsTheCharsetOfAText) {
    EXPECT_EQ(charset_of("客户投诉"), "utf-8");
    EXPECT_EQ(charset_of(std::string("客户").substr(0, 5)), "utf-8");  // cut at the end
    EXPECT_EQ(charset_of("\xBF\xCD\xBB\xA7"), "gb18030");
}

TEST_F(UploadsTest, RecordsBothDigests) {
    const Upload upload = archive_.upload("wang", "a.txt", "abc");
    EXPECT_EQ(upload.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    // GB/T 32905-2016, example 1: SM3("abc")
    EXPECT_EQ(archive_.count("SELECT count(*) FROM blobs WHERE sm3 = '66c7f0f462eeedd9d1f2d46bdc1"
                             "0e4e24167c4875cf2f7a2297da02b8f4ba8e0'"),
              1);
    EXPECT_TRUE(uploads_.check().value().empty());
}

TEST_F(UploadsTest, RefusesNamesThatArePaths) {
    std::istringstream in("x");
    EXPECT_EQ(uploads_.receive(archive_.caller("wang"), "../a.txt", in, 10).error().field, "name");
}

TEST_F(UploadsTest, RefusesWhoMayNotFile) {
    std::istringstream in("x");
    EXPECT_EQ(uploads_.receive(archive_.caller("zhao"), "a.txt", in, 10).error().code,
              ErrorCode::forbidden);
}

TEST_F(UploadsTest, SweepsWhatNobodyFiledForADay) {
    ItemDraft draft = archive_.draft("通知", "2023-05-01");
    draft.uploads = {archive_.upload("wang", "kept.txt", "kept").id};
    archive_.file(draft);
    archive_.upload("wang", "left.txt", "left");
    archive_.clock.advance_ms(86'400'000);
    EXPECT_EQ(uploads_.sweep().value(), 0);  // exactly a day is not older than a day
    archive_.clock.advance_ms(1);
    EXPECT_EQ(uploads_.sweep().value(), 1);
    EXPECT_EQ(archive_.count("SELECT count(*) FROM blobs"), 1);
    EXPECT_TRUE(uploads_.check().value().empty());
}

TEST_F(UploadsTest, FindsBytesThatRotted) {
    const Upload upload = archive_.upload("wang", "a.txt", "precious");
    const auto path = archive_.store().blobs().path_of(BlobId::parse(upload.sha256).value());
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    std::ofstream(path) << "precioux";
    ASSERT_EQ(uploads_.check().value().size(), 1U);
    EXPECT_EQ(uploads_.check().value()[0].fault, BlobFault::wrong_sha256);
    std::filesystem::remove(path);
    EXPECT_EQ(uploads_.check().value()[0].fault, BlobFault::missing);
}

}  // namespace
}  // namespace lantai::core
