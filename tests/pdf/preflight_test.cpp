// All printed forms as an independent checker of PDF/A-1b sees them.
#include "tests/pdf/preflight.hpp"
#include "pdf/booklet.hpp"
#include "tests/pdf/form_samples.hpp"

namespace lantai::pdf {
namespace {

TEST(PreflightTest, EachFormWithOrdinaryAndAwkwardDataIsPdfA) {
    test::Preflight preflight;
    std::size_t documents = 0;
    for (const test::FormSample& sample : test::form_samples()) {
        const auto form =
            print_one(test::fonts(), {"<" + sample.name + "> & 𠮷", "云岭“公司”"}, sample.draw);
        ASSERT_TRUE(form) << sample.form << " " << sample.name << " " << form.error().key;
        preflight.add(sample.form + "_" + sample.name, form->pdf);
        ++documents;
    }
    EXPECT_EQ(preflight.valid(), documents) << preflight.report();
}

TEST(PreflightTest, ABookletWithItsBookmarksIsPdfA) {
    Booklet booklet(test::fonts(), {});
    for (int volume = 0; volume < 3; ++volume) {
        booklet.section("0001-WS-2021-Y-000" + std::to_string(volume) + " 王𠮷（题名）");
        for (const test::FormSample& sample : test::volume_form_samples()) {
            if (sample.name == "of_1000_rows") continue;
            ASSERT_TRUE(booklet.add(sample.form + " 目录", sample.draw));
        }
    }
    auto printed = std::move(booklet).finish({"多卷", "公司"});
    ASSERT_TRUE(printed) << printed.error().detail;
    test::Preflight preflight;
    preflight.add("booklet", printed->pdf);
    EXPECT_EQ(preflight.valid(), 1u) << preflight.report();
}

TEST(PreflightTest, TheCheckerSeesWhatIsMissing) {
    const auto form = print_one(test::fonts(), {"题名", ""}, test::form_samples()[0].draw);
    ASSERT_TRUE(form);
    std::string broken = form->pdf;
    const std::size_t at = broken.find("/GTS_PDFA1");
    ASSERT_NE(at, std::string::npos);
    broken.replace(at, 10, "/GTS_PDFX1");
    test::Preflight preflight;
    preflight.add("broken", broken);
    EXPECT_EQ(preflight.valid(), 0u);
}

}  // namespace
}  // namespace lantai::pdf
