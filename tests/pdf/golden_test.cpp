// What stands where on each form. After a wanted change write the files anew with
// `LANTAI_WRITE_GOLDEN=1 LANTAI_WRITE_PDF=/tmp/pages build/bin/pdf_test
// --gtest_filter=GoldenTest.*` and look at the difference and at the pages.
#include <cmath>
#include <cstdlib>
#include <set>

#include "tests/pdf/form_samples.hpp"
#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

std::string tenths(double mm) {
    const long value = std::lround(mm * 10);
    return std::to_string(value / 10) + "." + std::to_string(value % 10);
}

/// One line for each word: page, left and top in millimetres, text.
std::string words_of(const PrintedForm& form) {
    std::string out = "pages " + std::to_string(form.pages) + "\n";
    for (const test::Word& word : test::PdfFile(form.pdf).words())
        out += std::to_string(word.page) + " " + tenths(word.left) + " " + tenths(word.top) + " " +
               word.text + "\n";
    return out;
}

std::filesystem::path file_of(const test::FormSample& sample) {
    return std::filesystem::path(LANTAI_GOLDEN) / (sample.form + "_" + sample.name + ".txt");
}

TEST(GoldenTest, EveryWordStandsWhereItStood) {
    for (const test::FormSample& sample : test::form_samples()) {
        if (!sample.golden) continue;
        const auto form = print_one(test::fonts(), {sample.form, "公司"}, sample.draw);
        ASSERT_TRUE(form) << sample.form << " " << sample.name << " " << form.error().key;
        if (const char* folder = std::getenv("LANTAI_WRITE_PDF"))
            std::ofstream(std::filesystem::path(folder) / file_of(sample).stem().concat(".pdf"),
                          std::ios::binary)
                << form->pdf;
        const std::string words = words_of(*form);
        if (std::getenv("LANTAI_WRITE_GOLDEN"))
            std::ofstream(file_of(sample), std::ios::binary) << words;
        EXPECT_EQ(words, test::read_file(file_of(sample))) << file_of(sample);
    }
}

TEST(GoldenTest, EachRegisteredFormAndEachFileHasItsSample) {
    std::set<std::string> forms;
    std::set<std::string> files;
    for (const test::FormSample& sample : test::form_samples()) {
        EXPECT_TRUE(find_form(sample.form)) << sample.form;
        if (sample.golden) files.insert(file_of(sample).filename());
        if (sample.golden && sample.name == "ordinary") forms.insert(sample.form);
    }
    for (const FormInfo& form : pdf::forms())
        EXPECT_TRUE(forms.contains(std::string(form.id))) << form.id << " has no golden sample";
    for (const auto& entry : std::filesystem::directory_iterator(LANTAI_GOLDEN))
        EXPECT_TRUE(files.contains(entry.path().filename())) << entry.path();
}

TEST(GoldenTest, AReprintOfEachSampleIsByteIdentical) {
    for (const test::FormSample& sample : test::form_samples()) {
        const auto first = print_one(test::fonts(), {sample.form, "公司"}, sample.draw);
        const auto again = print_one(test::fonts(), {sample.form, "公司"}, sample.draw);
        ASSERT_TRUE(first && again);
        EXPECT_TRUE(first->pdf == again->pdf) << sample.form << " " << sample.name;
    }
}

}  // namespace
}  // namespace lantai::pdf
