// Looks at PDF bytes with the tools of poppler-utils and qpdf, as a reader would.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "pdf/fonts.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::test {

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The typefaces that the build made, loaded once for all tests.
inline std::shared_ptr<const pdf::FontSet> fonts() {
    static const auto set = pdf::FontSet::load(pdf::default_font_folder());
    if (!set) throw std::runtime_error(set.error().detail);
    return *set;
}

/// A word of `pdftotext -bbox`, in millimetres from the page's top left corner.
struct Word {
    int page;
    double left;
    double top;
    double right;
    double bottom;
    std::string text;
};

/// A page as `pdftoppm` draws it in grey: 0 is black.
struct Picture {
    int width = 0;
    int height = 0;
    double per_mm = 0;
    std::string grey;
    /// The darkness (0 white, 1 black everywhere) of a box in millimetres.
    double ink(double left, double top, double right, double bottom) const {
        const auto at = [&](double mm, int limit) {
            return std::min(limit, std::max(0, static_cast<int>(mm * per_mm + 0.5)));
        };
        double sum = 0;
        int count = 0;
        for (int y = at(top, height); y < at(bottom, height); ++y)
            for (int x = at(left, width); x < at(right, width); ++x, ++count)
                sum += 255 - static_cast<unsigned char>(grey[std::size_t(y * width + x)]);
        return count == 0 ? 0 : sum / 255 / count;
    }
};

enum class Channel { red, green, blue };

/// The mean colour of a box, each part from 0 to 1.
struct MeanColour {
    double red = 0;
    double green = 0;
    double blue = 0;
};

class PdfFile {
public:
    explicit PdfFile(const std::string& bytes) : path_(folder_.path() / "form.pdf") {
        std::ofstream(path_, std::ios::binary) << bytes;
    }

    /// Empty when `qpdf --check` finds nothing to complain about.
    std::string complaints() const {
        const bool clean = run("qpdf --check " + path_.string());
        return clean ? "" : read_file(folder_.path() / "out");
    }

    std::string text(int page = 0) const {
        EXPECT_TRUE(run("pdftotext -layout " + pages(page) + path_.string() + " -"));
        return read_file(folder_.path() / "out");
    }

    std::vector<Word> words(int page = 0) const {
        EXPECT_TRUE(run("pdftotext -bbox " + pages(page) + path_.string() + " -"));
        std::istringstream html(read_file(folder_.path() / "out"));
        std::vector<Word> words;
        int number = std::max(0, page - 1);
        for (std::string line; std::getline(html, line);) {
            if (line.find("<page ") != std::string::npos) ++number;
            double left = 0;
            double top = 0;
            double right = 0;
            double bottom = 0;
            int text = 0;
            if (std::sscanf(line.c_str(),
                            " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%n", &left,
                            &top, &right, &bottom, &text) != 4)
                continue;
            const auto start = static_cast<std::size_t>(text);
            words.push_back({number, left * kMm, top * kMm, right * kMm, bottom * kMm,
                             line.substr(start, line.find('<', start) - start)});
        }
        return words;
    }

    std::string info() const {
        EXPECT_TRUE(run("pdfinfo " + path_.string()));
        return read_file(folder_.path() / "out");
    }

    /// Whatever poppler says against the document while it reads all of it.
    std::string warnings() const {
        EXPECT_TRUE(run("pdftotext " + path_.string() + " -"));
        return read_file(folder_.path() / "err");
    }

    Picture picture(int page, int dpi) const { return drawn(page, dpi, "-gray ", "P5"); }

    /// What a page has of one colour; red is white where nothing but red was drawn.
    Picture channel(int page, int dpi, Channel channel) const {
        Picture picture = drawn(page, dpi, "", "P6");
        const std::size_t count = picture.grey.size() / 3;
        for (std::size_t i = 0; i < count; ++i)
            picture.grey[i] = picture.grey[3 * i + static_cast<std::size_t>(channel)];
        picture.grey.resize(count);
        return picture;
    }

    /// The mean colour of a box in millimetres.
    MeanColour colour(int page, double left, double top, double right, double bottom) const {
        const auto part = [&](Channel of) {
            return 1 - channel(page, 150, of).ink(left, top, right, bottom);
        };
        return {part(Channel::red), part(Channel::green), part(Channel::blue)};
    }

    /// One line for each bookmark: its page and title, indented by its depth.
    std::string outline() const {
        EXPECT_TRUE(run("pdftohtml -xml -i -stdout -l 1 " + path_.string()));
        std::istringstream xml(read_file(folder_.path() / "out"));
        std::string out;
        int depth = -1;
        for (std::string line; std::getline(xml, line);) {
            if (line.find("<outline>") != std::string::npos) ++depth;
            if (line.find("</outline>") != std::string::npos) --depth;
            int page = 0;
            int text = 0;
            if (std::sscanf(line.c_str(), "<item page=\"%d\">%n", &page, &text) != 1) continue;
            const auto start = static_cast<std::size_t>(text);
            out += std::string(2 * static_cast<std::size_t>(depth), ' ') + std::to_string(page) +
                   " " + plain(line.substr(start, line.rfind("</item>") - start)) + "\n";
        }
        return out;
    }

    /// How often images are drawn; -1 when not all of them are the same object.
    int images() const {
        EXPECT_TRUE(run("pdfimages -list " + path_.string()));
        std::istringstream list(read_file(folder_.path() / "out"));
        std::string line;
        std::getline(list, line);
        std::getline(list, line);
        int count = 0;
        std::string object;
        while (std::getline(list, line)) {
            std::istringstream fields(line);
            std::string field;
            for (int i = 0; i < 11; ++i) fields >> field;  // the eleventh is the object number
            if (count++ > 0 && field != object) return -1;
            object = field;
        }
        return count;
    }

private:
    static constexpr double kMm = 25.4 / 72;
    static std::string plain(std::string xml) {
        for (const auto& [entity, text] :
             {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
            for (auto at = xml.find(entity); at != std::string::npos; at = xml.find(entity, at + 1))
                xml.replace(at, std::string_view(entity).size(), text);
        return xml;
    }
    static std::string pages(int page) {
        if (page == 0) return "";
        return "-f " + std::to_string(page) + " -l " + std::to_string(page) + " ";
    }
    Picture drawn(int page, int dpi, const std::string& option, const std::string& kind) const {
        const std::string out = (folder_.path() / "page").string();
        EXPECT_TRUE(run("pdftoppm " + option + "-r " + std::to_string(dpi) + " " + pages(page) +
                        "-singlefile " + path_.string() + " " + out));
        std::istringstream in(read_file(out + (kind == "P5" ? ".pgm" : ".ppm")));
        Picture picture;
        std::string magic;
        int white = 0;
        in >> magic >> picture.width >> picture.height >> white;
        in.get();
        EXPECT_EQ(magic + std::to_string(white), kind + "255");
        picture.grey.assign(std::istreambuf_iterator<char>(in), {});
        picture.per_mm = dpi / 25.4;
        return picture;
    }
    bool run(const std::string& command) const {
        const std::string folder = folder_.path().string();
        return std::system((command + " >" + folder + "/out 2>" + folder + "/err").c_str()) == 0;
    }
    TempDir folder_;
    std::filesystem::path path_;
};

}  // namespace lantai::test
