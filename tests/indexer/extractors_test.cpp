#include "indexer/extractors.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/indexer/tiny_pdf.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::indexer {
namespace {

Extractor real(int wall_ms = 30'000) { return Extractor({extract_program_beside_self(), wall_ms}); }

TEST(ExtractorsTest, ReadsTextAndPdfInTheChild) {
    const auto text = real().extract_bytes("客户投诉 7天");
    ASSERT_TRUE(text) << text.error().detail;
    EXPECT_EQ(text->text, "客户投诉 7天");
    EXPECT_EQ(text->reason, "");
    const auto pdf = real().extract_bytes(test::tiny_pdf({u"客户投诉", u"7天"}));
    ASSERT_TRUE(pdf);
    EXPECT_EQ(pdf->media_type, "application/pdf");
    EXPECT_TRUE(pdf->paged);
    EXPECT_NE(pdf->text.find("客户投诉"), std::string::npos);
}

TEST(ExtractorsTest, ReadsAFileByPath) {
    const test::TempDir folder;
    const auto file = folder.path() / "规定.txt";
    std::ofstream(file) << "内容";
    EXPECT_EQ(real().extract(file)->text, "内容");
    const auto missing = real().extract(folder.path() / "missing");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, core::ErrorCode::not_found);
}

TEST(ExtractorsTest, SaysThatAPdfNeedsAPassword) {
    const auto locked = real().extract(LANTAI_FIXTURES "/encrypted.pdf");
    ASSERT_TRUE(locked);
    EXPECT_EQ(locked->reason, text_reason::kEncrypted);
}

TEST(ExtractorsTest, RefusesWhatIsNoRegularFile) {
    const test::TempDir folder;
    const auto pipe = folder.path() / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const auto read = real().extract(pipe);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->reason, text_reason::kTooBig);
}

TEST(ExtractorsTest, EndsAChildThatTakesTooLong) {
    const auto late = real(0).extract_bytes("text");
    ASSERT_TRUE(late);
    EXPECT_EQ(late->reason, text_reason::kTimeout);
}

TEST(ExtractorsTest, CallsAChildThatFailsOrTalksNonsenseCrashed) {
    for (const char* program : {"/bin/false", "/bin/cat"}) {
        const auto read = Extractor({program}).extract_bytes("LTX1 nonsense");
        ASSERT_TRUE(read) << program;
        EXPECT_EQ(read->reason, text_reason::kCrashed) << program;
    }
}

TEST(ExtractorsTest, SaysThatItCannotBeStarted) {
    const auto read = Extractor({"/nowhere/lantai-extract"}).extract_bytes("text");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().key, "text.no_extractor");
}

TEST(ExtractorsTest, TakesNothingThatIsNotExactlyAnAnswer) {
    const ExtractedText text{"客户\f", "application/pdf", true, ""};
    const std::string bytes = encode_extracted(text);
    const auto back = decode_extracted(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->text, text.text);
    EXPECT_TRUE(back->paged);
    for (std::size_t length = 0; length < bytes.size(); ++length)
        EXPECT_FALSE(decode_extracted(std::string_view(bytes).substr(0, length))) << length;
    EXPECT_FALSE(decode_extracted(bytes + "x"));
    EXPECT_FALSE(decode_extracted(encode_extracted({})));
}

}  // namespace
}  // namespace lantai::indexer
