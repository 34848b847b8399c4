// PDF/A-1b as an independent checker sees it: Apache PDFBox Preflight, from Debian.
#include <cstdlib>

#include "pdf/booklet.hpp"
#include "tests/pdf/form_samples.hpp"
#include "tests/pdf/pdf_tools.hpp"

namespace lantai::pdf {
namespace {

/// Checks documents in one run of the checker.
class Preflight {
public:
    void add(const std::string& name, const std::string& bytes) {
        std::ofstream(folder_.path() / (name + ".pdf"), std::ios::binary) << bytes;
        std::ofstream(folder_.path() / "list", std::ios::app) << name << ".pdf\n";
    }

    /// The report in XML, one "preflight" for each document.
    std::string report() const {
        std::string classes;
        for (const char* jar : {"preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging",
                                "commons-io", "javax.activation", "jaxb-api"})
            classes += std::string("/usr/share/java/") + jar + ".jar:";
        const std::string command =
            "cd " + folder_.path().string() + " && java -cp " + classes +
            " org.apache.pdfbox.preflight.Validator_A1b xml group list >out 2>&1";
        EXPECT_EQ(std::system(command.c_str()), 0) << test::read_file(folder_.path() / "out");
        return test::read_file(folder_.path() / "list.preflight.xml");
    }

private:
    test::TempDir folder_;
};

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

constexpr std::string_view kValid = "<isValid type=\"PDF/A1-b\">true</isValid>";

TEST(PreflightTest, EachFormWithOrdinaryAndAwkwardDataIsPdfA) {
    Preflight preflight;
    std::size_t documents = 0;
    for (const test::FormSample& sample : test::form_samples()) {
        const auto form =
            print_one(test::fonts(), {"<" + sample.name + "> & 𠮷", "云岭“公司”"}, sample.draw);
        ASSERT_TRUE(form) << sample.form << " " << sample.name << " " << form.error().key;
        preflight.add(sample.form + "_" + sample.name, form->pdf);
        ++documents;
    }
    const std::string report = preflight.report();
    EXPECT_EQ(count(report, kValid), documents) << report;
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
    Preflight preflight;
    preflight.add("booklet", printed->pdf);
    const std::string report = preflight.report();
    EXPECT_EQ(count(report, kValid), 1u) << report;
}

TEST(PreflightTest, TheCheckerSeesWhatIsMissing) {
    const auto form = print_one(test::fonts(), {"题名", ""}, test::form_samples()[0].draw);
    ASSERT_TRUE(form);
    std::string broken = form->pdf;
    const std::size_t at = broken.find("/GTS_PDFA1");
    ASSERT_NE(at, std::string::npos);
    broken.replace(at, 10, "/GTS_PDFX1");
    Preflight preflight;
    preflight.add("broken", broken);
    EXPECT_EQ(count(preflight.report(), kValid), 0u);
}

}  // namespace
}  // namespace lantai::pdf
