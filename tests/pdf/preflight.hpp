// PDF/A-1b as an independent checker sees it: Apache PDFBox Preflight, from Debian.
#pragma once
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/pdf/pdf_tools.hpp"

namespace lantai::test {

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
        EXPECT_EQ(std::system(command.c_str()), 0) << read_file(folder_.path() / "out");
        return read_file(folder_.path() / "list.preflight.xml");
    }

    /// How many of the documents are valid PDF/A-1b.
    std::size_t valid() const {
        constexpr std::string_view kValid = "<isValid type=\"PDF/A1-b\">true</isValid>";
        const std::string text = report();
        std::size_t found = 0;
        for (std::size_t at = text.find(kValid); at != std::string::npos;
             at = text.find(kValid, at + 1))
            ++found;
        return found;
    }

private:
    TempDir folder_;
};

}  // namespace lantai::test
