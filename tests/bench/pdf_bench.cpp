// F-1 with 10,000 rows through print_item_catalogue, against a bare libharu loop that draws the
// same strings at the same places with the same typeface (the loop gets its lines broken
// beforehand and finishes nothing, so all that Lantai adds is counted), against LibreOffice Calc
// on the same rows where that is installed, and against itself with 100,000 rows.
// Usage: pdf_bench [ROUNDS]; pdf_bench --memory ROWS prints the peak of one print in MiB.
#include <hpdf.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "pdf/forms/item_catalogue.hpp"
#include "pdf/line_break.hpp"
#include "pdf/text_clean.hpp"
#include "tests/bench/report.hpp"

namespace {

using namespace lantai;

constexpr int kRows = 10'000;
constexpr double kWidths[] = {10, 20, 20, 70, 20, 10, 20};
constexpr std::size_t kColumns = std::size(kWidths);
constexpr std::size_t kRowsPerPage = 15;
constexpr double kPaddingMm = 0.9;
constexpr const char* kHeads[] = {"顺序号", "文号", "责任者", "题名", "日期", "页号", "备注"};

pdf::ItemCatalogue sample(int rows) {
    static constexpr const char* kTitles[] = {
        "关于印发《客户投诉处理办法（试行）》的通知", "关于云岭二期项目竣工验收有关问题的请示",
        "总经理办公会议纪要", "二〇二一年度销售工作总结",
        "关于同意云岭二期项目竣工验收方案、施工图纸变更以及有关费用调整的批复"};
    static constexpr const char* kCreators[] = {"总经理办公室", "云岭二期项目部", "销售部",
                                                "市住房和城乡建设局"};
    pdf::ItemCatalogue catalogue;
    catalogue.head.company = "华夏云岭置业有限公司";
    catalogue.archival_code = "0001-WS-2021-Y-0003";
    catalogue.head.content_date = core::Date(2022, 3, 15);
    for (int i = 0; i < rows; ++i) {
        pdf::ItemCatalogueRow row;
        row.document_no = "云置发〔2021〕" + std::to_string(i % 400 + 1) + "号";
        row.creator = kCreators[i % 4];
        row.title = kTitles[i % 5] + std::string(i % 3 == 0 ? "（第" : "之") +
                    std::to_string(i * 7919 % 10007) + (i % 3 == 0 ? "号）" : "");
        row.date = core::Date(2021, unsigned(1 + i % 12), unsigned(1 + i % 28));
        row.first_page = i + 1;
        row.pages = 1;
        if (i % 5 == 0) row.remarks = "附图另存";
        catalogue.rows.push_back(std::move(row));
    }
    return catalogue;
}

struct DrawnLine {
    double x;
    double y;
    double size;
    std::string text;
};
using DrawnPage = std::vector<DrawnLine>;

std::vector<std::string> cells_of(const pdf::ItemCatalogueRow& row, std::size_t number) {
    return {std::to_string(number),
            row.document_no,
            row.creator,
            row.title,
            row.date->compact(),
            std::to_string(*row.first_page),
            row.remarks};
}

/// Every string of every page, broken and placed as the form has it.
std::vector<DrawnPage> lines_of(const pdf::FontSet& fonts, const pdf::ItemCatalogue& catalogue) {
    std::vector<DrawnPage> pages;
    std::vector<char32_t> missing;
    for (std::size_t i = 0; i < catalogue.rows.size(); ++i) {
        if (i % kRowsPerPage == 0) pages.emplace_back();
        const auto cells = cells_of(catalogue.rows[i], i + 1);
        const double middle = 842 - (55 + 15.0 * double(i % kRowsPerPage) + 7.5) * 72 / 25.4;
        double x = 25;
        for (std::size_t c = 0; c < kColumns; ++c) {
            const auto run = fonts.shape(cells[c], missing);
            const auto fit = pdf::fit_text(run, (kWidths[c] - 2 * kPaddingMm) * 72 / 25.4, 40);
            double y = middle + fit.height() / 2 - fit.size;
            for (const auto& line : fit.lines) {
                std::string text;
                for (auto g = line.begin; g < line.end; ++g) text += pdf::to_utf8(run[g].character);
                pages.back().push_back({(x + kPaddingMm) * 72 / 25.4, y, fit.size, text});
                y -= fit.size * pdf::kLeading;
            }
            x += kWidths[c];
        }
    }
    return pages;
}

void stop_on_error(HPDF_STATUS code, HPDF_STATUS, void*) {
    std::fprintf(stderr, "libharu error %lx\n", static_cast<unsigned long>(code));
    std::exit(2);
}

void raw_text(HPDF_Page page, HPDF_Font font, const DrawnLine& line) {
    HPDF_Page_SetFontAndSize(page, font, HPDF_REAL(line.size));
    HPDF_Page_BeginText(page);
    HPDF_Page_TextOut(page, HPDF_REAL(line.x), HPDF_REAL(line.y), line.text.c_str());
    HPDF_Page_EndText(page);
}

void raw_line(HPDF_Page page, double x1, double y1, double x2, double y2) {
    constexpr double kMm = 72 / 25.4;
    HPDF_Page_MoveTo(page, HPDF_REAL(x1 * kMm), HPDF_REAL(842 - y1 * kMm));
    HPDF_Page_LineTo(page, HPDF_REAL(x2 * kMm), HPDF_REAL(842 - y2 * kMm));
}

void raw_page(HPDF_Page page, HPDF_Font font, std::size_t number, std::size_t pages) {
    raw_text(page, font, {262, 780, 18, "卷内文件目录"});
    raw_text(page, font, {71, 750, 10.5, "档号：0001-WS-2021-Y-0003"});
    raw_text(page, font, {410, 750, 10.5, "单位：华夏云岭置业有限公司"});
    raw_text(page, font, {71, 28, 9, "最后修改：2022年3月15日"});
    raw_text(
        page, font,
        {280, 28, 9, "第 " + std::to_string(number) + " 页 共 " + std::to_string(pages) + " 页"});
    double x = 25;
    for (std::size_t c = 0; c < kColumns; ++c) {
        raw_text(page, font, {x * 72 / 25.4, 710, 14, kHeads[c]});
        x += kWidths[c];
    }
    HPDF_Page_SetLineWidth(page, 0.4F);
    x = 25;
    for (const double width : kWidths) {
        raw_line(page, x, 35, x, 280);
        x += width;
    }
    raw_line(page, x, 35, x, 280);
    raw_line(page, 25, 35, x, 35);
    for (std::size_t row = 0; row <= kRowsPerPage; ++row)
        raw_line(page, 25, 55 + 15.0 * double(row), x, 55 + 15.0 * double(row));
    HPDF_Page_Stroke(page);
}

void raw_document(const std::string& font_file, const std::vector<DrawnPage>& pages) {
    HPDF_Doc document = HPDF_New(stop_on_error, nullptr);
    HPDF_UseUTFEncodings(document);
    HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
    HPDF_SetPagesConfiguration(document, 100);
    HPDF_Font font = HPDF_GetFont(
        document, HPDF_LoadTTFontFromFile(document, font_file.c_str(), HPDF_TRUE), "UTF-8");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        HPDF_Page page = HPDF_AddPage(document);
        HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
        raw_page(page, font, i + 1, pages.size());
        for (const DrawnLine& line : pages[i]) raw_text(page, font, line);
    }
    HPDF_SaveToStream(document);
    HPDF_UINT32 size = HPDF_GetStreamSize(document);
    std::string bytes(size, '\0');
    HPDF_ReadFromStream(document, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
    HPDF_Free(document);
}

struct Timed {
    double draw;
    double finish;
};

/// One print, with what the libraries do for it taken apart.
Timed print_timed(const std::shared_ptr<const pdf::FontSet>& fonts,
                  const pdf::ItemCatalogue& catalogue) {
    Timed timed{};
    pdf::DrawnDocument drawn;
    timed.draw = bench::seconds([&] {
        pdf::FormDrawing drawing(fonts);
        bench::require(bool(pdf::draw_item_catalogue(drawing, catalogue)), "the form is drawn");
        auto saved = std::move(drawing.canvas).save();
        bench::require(bool(saved), "libharu saves");
        drawn = std::move(*saved);
    });
    timed.finish = bench::seconds([&] {
        bench::require(bool(pdf::finish(drawn, {"卷内文件目录", "公司"})), "qpdf finishes");
    });
    return timed;
}

double print_seconds(const std::shared_ptr<const pdf::FontSet>& fonts,
                     const pdf::ItemCatalogue& catalogue) {
    return bench::seconds([&] {
        bench::require(bool(pdf::print_item_catalogue(fonts, catalogue)), "the form is printed");
    });
}

void against_libharu(const std::shared_ptr<const pdf::FontSet>& fonts, int rounds) {
    const auto catalogue = sample(kRows);
    const auto pages = lines_of(*fonts, catalogue);
    const std::string song = fonts->file_of(pdf::Face::song).string();
    std::vector<double> ours, raw, draw, finish;
    for (int round = 0; round < rounds; ++round) {  // in turn, so that all see the same load
        raw.push_back(bench::seconds([&] { raw_document(song, pages); }));
        ours.push_back(print_seconds(fonts, catalogue));
        const Timed timed = print_timed(fonts, catalogue);
        draw.push_back(timed.draw);
        finish.push_back(timed.finish);
    }
    bench::report("pdf.item_catalogue_10000_rows", bench::median(ours), bench::median(raw), "s",
                  "<=1.3");
    bench::report("pdf.finish_10000_rows", bench::median(finish), bench::median(draw), "s", "<=2");
}

void write_csv(const pdf::ItemCatalogue& catalogue, const std::filesystem::path& file) {
    std::ofstream out(file);
    for (const char* head : kHeads) out << head << ',';
    out << '\n';
    for (std::size_t i = 0; i < catalogue.rows.size(); ++i) {
        for (const std::string& cell : cells_of(catalogue.rows[i], i + 1)) out << cell << ',';
        out << '\n';
    }
}

/// The whole program, as a person would have to start it; its profile is made beforehand.
void against_calc(const std::shared_ptr<const pdf::FontSet>& fonts) {
    if (std::system("command -v soffice >/dev/null 2>&1") != 0) {
        std::puts(
            "pdf_bench: LibreOffice Calc is not installed (apt-get install libreoffice-calc), "
            "so it is not compared");
        return;
    }
    std::string folder = (std::filesystem::temp_directory_path() / "lantai-calc-XXXXXX").string();
    bench::require(::mkdtemp(folder.data()) != nullptr, "a folder for LibreOffice");
    const auto convert = [&](const std::string& name) {
        const std::string command = "cd " + folder + " && soffice -env:UserInstallation=file://" +
                                    folder + "/profile --headless --convert-to pdf " + name +
                                    ".csv >/dev/null 2>&1 && test -s " + name + ".pdf";
        bench::require(std::system(command.c_str()) == 0, "LibreOffice converts");
    };
    const auto catalogue = sample(kRows);
    write_csv(sample(10), std::filesystem::path(folder) / "warm.csv");
    write_csv(catalogue, std::filesystem::path(folder) / "rows.csv");
    convert("warm");
    const double calc = bench::seconds([&] { convert("rows"); });
    bench::report("pdf.against_libreoffice_calc", print_seconds(fonts, catalogue), calc, "s",
                  "<=0.1");
    std::filesystem::remove_all(folder);
}

/// VmHWM of this process.
double peak_mib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::atof(line.c_str() + 6) / 1024;
    return 0;
}

int print_peak(const std::shared_ptr<const pdf::FontSet>& fonts, int rows) {
    print_seconds(fonts, sample(rows));
    std::printf("%.1f\n", peak_mib());
    return 0;
}

void with_many_rows(const std::shared_ptr<const pdf::FontSet>& fonts) {
    const auto few = sample(kRows);
    std::vector<double> small, large;
    {
        const auto many = sample(10 * kRows);
        for (int round = 0; round < 3; ++round) {
            small.push_back(print_seconds(fonts, few));
            large.push_back(print_seconds(fonts, many));
        }
    }
    bench::report("pdf.100000_rows", bench::median(large), bench::median(small), "s", "<=12");
    const std::string command = std::filesystem::read_symlink("/proc/self/exe").string() +
                                " --memory " + std::to_string(10 * kRows);
    std::FILE* child = ::popen(command.c_str(), "r");
    bench::require(child != nullptr, "a process to measure");
    double peak = 0;
    const bool read = std::fscanf(child, "%lf", &peak) == 1;
    bench::require(::pclose(child) == 0 && read && peak > 0, "the peak is told");
    bench::report("pdf.100000_rows_memory", peak, 200, "MiB", "<=1");
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const auto fonts = pdf::FontSet::load(pdf::default_font_folder());
    bench::require(bool(fonts), "the typefaces are there");
    if (arguments.size() == 2 && arguments[0] == "--memory")
        return print_peak(*fonts, std::atoi(arguments[1].c_str()));
    against_libharu(*fonts, arguments.empty() ? 7 : std::atoi(arguments[0].c_str()));
    against_calc(*fonts);
    with_many_rows(*fonts);
}
