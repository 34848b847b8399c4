#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <sstream>

#include "core/base/hash.hpp"
#include "core/rules/item_rules.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/interrupt.hpp"
#include "server/commands/records.hpp"
#include "server/forms/box_forms.hpp"
#include "server/forms/list_forms.hpp"
#include "server/forms/printing.hpp"
#include "server/forms/volume_booklet.hpp"
#include "server/forms/volume_forms.hpp"

namespace lantai::server {
namespace {

using core::Result;

constexpr std::string_view kHandoverForm = "handover_receipt";

/// An id is all digits, which no archival code and no number of a handover is.
std::optional<core::Id> as_id(const std::string& word) {
    core::Id id = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    if (error == std::errc() && end == word.data() + word.size()) return id;
    return std::nullopt;
}

Result<core::Id> handover_id(OpenArchive& archive, const core::Caller& caller,
                             const std::string& word) {
    if (const auto id = as_id(word)) return *id;
    return archive.services().handovers.find_no(caller, word);
}

Result<core::Id> volume_id(OpenArchive& archive, const core::Caller& caller,
                           const std::string& word) {
    if (const auto id = as_id(word)) return *id;
    LT_TRY(const auto detail, archive.services().volumes.get_by_code(caller, word));
    return detail.entry.volume.id;
}

/// Under its name only when it is whole, so that no half page is ever taken for the form.
Result<void> write_file(const std::filesystem::path& path, const std::string& bytes) {
    const std::filesystem::path part = path.string() + ".part";
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << bytes;
    out.close();
    std::error_code error;
    if (out) std::filesystem::rename(part, path, error);
    if (out && !error) return {};
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return core::fail(core::ErrorCode::io, "storage.io", path.string() + " cannot be written");
}

/// Where a character that no typeface has stands.
void show_glyph(const pdf::MissingGlyph& glyph) {
    std::string code;
    for (auto rest = static_cast<std::uint32_t>(glyph.code_point); rest != 0; rest /= 16)
        code.insert(code.begin(), "0123456789ABCDEF"[rest % 16]);
    code.insert(0, 4 - std::min<std::size_t>(4, code.size()), '0');
    std::cerr << "row " << glyph.row << ", " << glyph.field << ": no typeface has U+" << code
              << ", printed as 〓\n";
}

Result<FormOptions> options_of(const Arguments& arguments) {
    FormOptions options;
    if (const auto spine = arguments.value("--spine")) {
        LT_TRY(options.spine_mm, parse_number("--spine", *spine, 10, 50));
    }
    if (const auto place = arguments.value("--first-place")) {
        LT_TRY(options.first_place, parse_number("--first-place", *place, 1, 48));
    }
    options.hard_cover = arguments.has("--hard-cover");
    options.a4 = arguments.has("--a4");
    options.stamp_pages = arguments.has("--pages");
    return options;
}

/// The records of --fonds, --category, --year, --retention and --department.
Result<core::PrintScope> scope_of(OpenArchive& archive, const core::Caller& caller,
                                  const Arguments& arguments) {
    core::PrintScope scope;
    LT_TRY(const core::Fonds fonds, chosen_fonds(archive, caller, arguments));
    scope.fonds_id = fonds.id;
    if (const auto year = arguments.value("--year")) {
        LT_TRY(scope.filing_year, parse_number("--year", *year, core::kFirstYear, core::kLastYear));
    }
    if (arguments.value("--department")) {
        LT_TRY(const auto department, chosen_department(archive, caller, arguments));
        scope.department_id = department.id;
    }
    scope.category = arguments.value("--category");
    scope.retention_class = arguments.value("--retention");
    return scope;
}

/// A list; the sheets of boxes are one when no BOX is named.
bool is_list(const Arguments& arguments) {
    if (find_list_form(arguments.words[0])) return true;
    const BoxForm* boxes = find_box_form(arguments.words[0]);
    return boxes && boxes->many && arguments.words.size() == 1;
}

Result<PrintedPaper> print_one_form(OpenArchive& archive, const core::Caller& caller,
                                    const Arguments& arguments) {
    const std::string& form = arguments.words[0];
    LT_TRY(const FormOptions options, options_of(arguments));
    if (is_list(arguments)) {
        LT_TRY(const core::PrintScope scope, scope_of(archive, caller, arguments));
        return print_list_form(archive.services(), caller, form, scope, options);
    }
    if (form == kHandoverForm) {
        LT_TRY(const core::Id id, handover_id(archive, caller, arguments.words[1]));
        return print_handover(archive.services(), caller, id);
    }
    if (find_box_form(form)) {
        LT_TRY(const core::BoxDetail box,
               archive.services().boxes.get_by_code(caller, arguments.words[1]));
        return print_box_form(archive.services(), caller, form, box.entry.box.id, options);
    }
    LT_TRY(const core::Id id, volume_id(archive, caller, arguments.words[1]));
    return print_volume_form(archive.services(), caller, form, id, options);
}

std::vector<std::string> parted(const std::string& forms) {
    std::vector<std::string> all;
    std::istringstream words(forms);
    for (std::string form; std::getline(words, form, ',');) all.push_back(form);
    return all;
}

/// Is the form known, and are there as many words as it needs?
Result<void> check_words(const Arguments& arguments) {
    const std::string& form = arguments.words[0];
    const bool list = is_list(arguments);
    const bool box = find_box_form(form) != nullptr;
    const bool handover = form == kHandoverForm;
    const bool all = arguments.has("--all");
    for (const std::string& one : parted(form))
        if (!list && !box && !handover && !find_volume_form(one))
            return wrong_usage("there is no form " + one);
    if ((list || box || handover) && all) return wrong_usage("--all is for the forms of volumes");
    if (!all && form.find(',') != std::string::npos)
        return wrong_usage("several forms at once are printed with --all");
    if ((list || all) && arguments.words.size() > 1)
        return wrong_usage("choose the records with --fonds, --year …");
    if (!list && !all && arguments.words.size() < 2)
        return wrong_usage(form + " wants " +
                           (box        ? "a BOX"
                            : handover ? "a HANDOVER"
                                       : "a VOLUME"));
    if (!arguments.value("--out")) return wrong_usage("--out FILE is missing");
    return {};
}

/// One line for each place with characters that no typeface has.
void show_missing(const std::vector<pdf::BookletGlyph>& missing) {
    for (const pdf::BookletGlyph& one : missing) {
        std::cerr << "lantai: form " << one.form << ": ";
        show_glyph(one.glyph);
    }
}

Result<int> print_all(const Arguments& arguments) {
    const StopOnInterrupt interrupt;
    LT_TRY(const auto archive, OpenArchive::open(arguments));
    LT_TRY(const auto caller, record_caller(*archive, arguments, "print " + arguments.words[0]));
    LT_TRY(const core::PrintScope scope, scope_of(*archive, caller, arguments));
    core::PrintLists lists(archive->store());
    LT_TRY(const core::VolumesToPrint found, lists.volumes(caller, scope));
    BookletOrder order;
    order.forms = parted(arguments.words[0]);
    for (const core::PrintedVolumeRow& row : found.volumes)
        order.volumes.push_back(row.entry.volume.id);
    LT_TRY(order.options, options_of(arguments));
    order.stop = interrupt.token();
    const std::size_t total = order.volumes.size();
    order.progress = [total](std::size_t volumes, int pages) {
        if (volumes % 50 == 0 || volumes == total)
            std::cerr << volumes << "/" << total << " volumes, " << pages << " pages\n";
    };
    LT_TRY(const pdf::PrintedBooklet booklet, print_booklet(archive->services(), caller, order));
    core::PrintJob job;
    job.forms = order.forms;
    job.volumes = order.volumes;
    job.sha256 = core::sha256_hex(booklet.pdf);
    LT_CHECK(archive->services().print_jobs.note_printed(caller, job));
    const std::string out = *arguments.value("--out");
    LT_CHECK(write_file(out, booklet.pdf));
    show_missing(booklet.missing);
    std::cout << total << " volumes\t" << booklet.pages << " pages\t" << out << "\n";
    return kDone;
}

Result<int> work(const Arguments& arguments) {
    LT_CHECK(check_words(arguments));
    if (arguments.has("--all")) return print_all(arguments);
    LT_TRY(const auto archive, OpenArchive::open(arguments));
    LT_TRY(const auto caller, record_caller(*archive, arguments, "print " + arguments.words[0]));
    LT_TRY(const PrintedPaper printed, print_one_form(*archive, caller, arguments));
    const std::string out = *arguments.value("--out");
    LT_CHECK(write_file(out, printed.form.pdf));
    for (const pdf::MissingGlyph& glyph : printed.form.missing) {
        std::cerr << "lantai: ";
        show_glyph(glyph);
    }
    std::cout << printed.name << "\t" << printed.form.pages << " pages\t" << out << "\n";
    return kDone;
}

int run(const Arguments& arguments) {
    const auto done = work(arguments);
    return done ? *done : report(done.error());
}

}  // namespace

const Command& print_command() {
    static const Command kCommand = {
        "print",
        "print forms, lists and labels as PDF",
        "lantai print FORM VOLUME --out FILE.pdf [--spine MM] [--hard-cover]\n"
        "lantai print FORM,FORM… --all --out FILE.pdf [--fonds NO] [--category CODE] [--year Y]\n"
        "             [--retention C] [--department CODE] [--hard-cover]\n"
        "lantai print BOXFORM [BOX] --out FILE.pdf [--first-place N] [--a4] [--fonds NO] …\n"
        "lantai print handover_receipt HANDOVER --out FILE.pdf\n"
        "lantai print LIST --out FILE.pdf [--fonds NO] [--category CODE] [--year Y]\n"
        "             [--retention C] [--department CODE] [--first-place N] [--pages]\n\n"
        "FORM, of a volume (its archival code or id):\n"
        "  item_catalogue      F-1 the catalogue of its items\n"
        "  notes_form          F-2 the notes behind them\n"
        "  volume_cover        F-3 the cover; --hard-cover: 310 x 220 mm instead of A4\n"
        "  volume_spine        F-4 a strip for the spine, --spine 10 to 50 mm wide; without it\n"
        "                      as thick as the pages\n\n"
        "BOXFORM, of a box by its archival code, or of all boxes of a fonds as a LIST:\n"
        "  box_notes_form      the notes in a box (one box only)\n"
        "  box_spine           its spine, on A3; --a4: shortened to 277 mm\n"
        "  box_label           labels of 70 x 37 mm with a QR code, from place N on\n\n"
        "HANDOVER, by its number (YJ2026-0001) or id:\n"
        "  handover_receipt    F-7 the receipt with both signatures, two copies\n\n"
        "LIST, of a fonds (--fonds is needed when there are several):\n"
        "  item_list           F-5 the list of its items\n"
        "  volume_list         F-6 the list of its volumes\n"
        "  subject_list        the items under their keywords\n"
        "  filing_stamp_sheet  filing stamps on labels of 45.7 x 21.2 mm, from place N of the\n"
        "                      first sheet on; --pages: a page for each document instead\n\n"
        "  --all       the forms of all volumes chosen in one document with bookmarks, the strips\n"
        "              of their spines on the last sheets; shows its progress on stderr, and\n"
        "              Ctrl-C ends it without leaving a file\n"
        "  --out FILE  written anew, only when it is whole\n"
        "  --as LOGIN  in the name of this person; default: the operator\n\n"
        "A list holds what the person may print. Each print is logged. A character that no\n"
        "typeface has is printed as a mark and named on stderr.\n",
        {.with_value = {"--out", "--as", "--fonds", "--category", "--year", "--retention",
                        "--department", "--spine", "--first-place"},
         .flags = {"--a4", "--all", "--hard-cover", "--pages"},
         .min_words = 1,
         .max_words = 2},
        run};
    return kCommand;
}

}  // namespace lantai::server
