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
#include "server/forms/job_printing.hpp"
#include "server/forms/list_forms.hpp"
#include "server/forms/printing.hpp"
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
    options.label_sheet = arguments.value("--labels").value_or("");
    options.max_rows = core::kMaxJobRows;
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
    return boxes && boxes->sheets && arguments.words.size() == 1 && !arguments.has("--all");
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

/// Of what the forms are, when all of them are of one kind.
std::optional<core::PrintSubject> subject_of(const std::vector<std::string>& forms) {
    for (const auto subject :
         {core::PrintSubject::volumes, core::PrintSubject::boxes, core::PrintSubject::list})
        if (std::all_of(forms.begin(), forms.end(),
                        [&](const std::string& form) { return is_job_form(subject, form); }))
            return subject;
    return std::nullopt;
}

/// Several forms or records in one document?
bool is_job(const Arguments& arguments) {
    return arguments.has("--all") || arguments.words.size() > 2 ||
           arguments.words[0].find(',') != std::string::npos;
}

Result<void> check_handover(const Arguments& arguments) {
    if (arguments.has("--all")) return wrong_usage("--all is for the forms of volumes and boxes");
    if (arguments.words.size() != 2) return wrong_usage("handover_receipt wants a HANDOVER");
    if (!arguments.value("--out")) return wrong_usage("--out FILE is missing");
    return {};
}

/// Are the forms known, and are there as many words as they need?
Result<void> check_words(const Arguments& arguments) {
    const std::string& words = arguments.words[0];
    if (words == kHandoverForm) return check_handover(arguments);
    const std::vector<std::string> forms = parted(words);
    for (const std::string& one : forms)
        if (!subject_of({one})) return wrong_usage("there is no form " + one);
    const auto subject = subject_of(forms);
    if (!subject || forms.empty())
        return wrong_usage("forms of volumes, of boxes and lists are printed apart");
    const bool listed = *subject == core::PrintSubject::list || is_list(arguments);
    const bool all = arguments.has("--all");
    if (listed && all) return wrong_usage("--all is for the forms of volumes and boxes");
    if ((listed || all) && arguments.words.size() > 1)
        return wrong_usage("choose the records with --fonds, --year …");
    if (!listed && !all && arguments.words.size() < 2)
        return wrong_usage(words + " wants " +
                           (*subject == core::PrintSubject::boxes ? "a BOX" : "a VOLUME"));
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

/// The records that the words or the scope name.
Result<void> choose_records(OpenArchive& archive, const core::Caller& caller,
                            const Arguments& arguments, core::PrintJob& job) {
    const bool boxes = job.subject == core::PrintSubject::boxes;
    std::vector<core::Id>& ids = boxes ? job.boxes : job.volumes;
    for (std::size_t i = 1; i < arguments.words.size(); ++i) {
        if (boxes) {
            LT_TRY(const auto box,
                   archive.services().boxes.get_by_code(caller, arguments.words[i]));
            ids.push_back(box.entry.box.id);
        } else {
            LT_TRY(const core::Id id, volume_id(archive, caller, arguments.words[i]));
            ids.push_back(id);
        }
    }
    if (!ids.empty()) return {};
    LT_TRY(job.scope, scope_of(archive, caller, arguments));
    core::PrintLists lists(archive.store(), core::kMaxJobRows);
    if (boxes) {
        LT_TRY(ids, lists.box_ids(caller, job.scope));
    } else if (job.subject == core::PrintSubject::volumes) {
        LT_TRY(ids, lists.volume_ids(caller, job.scope));
    }
    return {};
}

const char* records_word(core::PrintSubject subject) {
    switch (subject) {
        case core::PrintSubject::volumes:
            return " volumes";
        case core::PrintSubject::boxes:
            return " boxes";
        case core::PrintSubject::list:
            return " rows";
    }
    return "";
}

Result<int> print_many(OpenArchive& archive, const core::Caller& caller, const Arguments& arguments,
                       const std::stop_token& stop) {
    core::PrintJob job;
    job.forms = parted(arguments.words[0]);
    job.subject = *subject_of(job.forms);
    LT_TRY(const FormOptions options, options_of(arguments));
    job.options = options;
    LT_CHECK(choose_records(archive, caller, arguments, job));
    if (job.subject == core::PrintSubject::list) {
        LT_TRY(job.rows, count_job_rows(archive.services(), caller, job.forms, job.scope));
    }
    const auto progress = [&job, told = std::size_t{0}](std::size_t done, int pages) mutable {
        const auto total = static_cast<std::size_t>(job.total());
        const std::size_t step = job.subject == core::PrintSubject::list ? 1000 : 50;
        if (done == told || (done % step != 0 && done != total)) return;
        told = done;
        std::cerr << done << "/" << total << records_word(job.subject) << ", " << pages
                  << " pages\n";
    };
    LT_TRY(const pdf::PrintedBooklet booklet,
           print_job(archive.services(), caller, job, {progress, stop}));
    job.sha256 = core::sha256_hex(booklet.pdf);
    LT_CHECK(archive.services().print_jobs.note_printed(caller, job));
    const std::string out = *arguments.value("--out");
    LT_CHECK(write_file(out, booklet.pdf));
    show_missing(booklet.missing);
    std::cout << job.total() << records_word(job.subject) << "\t" << booklet.pages << " pages\t"
              << out << "\n";
    return kDone;
}

/// From the beginning on, Ctrl-C ends the program only between two steps of the work.
Result<int> work(const Arguments& arguments) {
    LT_CHECK(check_words(arguments));
    const StopOnInterrupt interrupt;
    LT_TRY(const auto archive, OpenArchive::open(arguments));
    LT_TRY(const auto caller, record_caller(*archive, arguments, "print " + arguments.words[0]));
    if (is_job(arguments)) return print_many(*archive, caller, arguments, interrupt.token());
    LT_TRY(const PrintedPaper printed, print_one_form(*archive, caller, arguments));
    if (interrupt.token().stop_requested())
        return core::fail(core::ErrorCode::busy, "pdf.cancelled");
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
        "lantai print FORM[,FORM…] VOLUME… --out FILE.pdf [--spine MM] [--hard-cover]\n"
        "lantai print FORM[,FORM…] --all --out FILE.pdf [--fonds NO] [--category CODE] [--year Y]\n"
        "             [--retention C] [--department CODE] [--hard-cover]\n"
        "lantai print BOXFORM[,BOXFORM…] [BOX…] --out FILE.pdf [--labels SHEET] [--first-place N]\n"
        "             [--a4] [--all] [--fonds NO] …\n"
        "lantai print handover_receipt HANDOVER --out FILE.pdf\n"
        "lantai print LIST[,LIST…] --out FILE.pdf [--fonds NO] [--category CODE] [--year Y]\n"
        "             [--retention C] [--department CODE] [--labels SHEET] [--first-place N]\n"
        "             [--pages]\n\n"
        "FORM, of a volume (its archival code or id):\n"
        "  item_catalogue      F-1 the catalogue of its items\n"
        "  notes_form          F-2 the notes behind them\n"
        "  volume_cover        F-3 the cover; --hard-cover: 310 x 220 mm instead of A4\n"
        "  volume_spine        F-4 a strip for the spine, --spine 10 to 50 mm wide; without it\n"
        "                      as thick as the pages\n\n"
        "BOXFORM, of a box by its archival code, or of all boxes of a fonds as a LIST:\n"
        "  box_notes_form      the notes in a box; of all boxes with --all\n"
        "  box_spine           its spine, on A3; --a4: shortened to 277 mm\n"
        "  box_label           labels with a QR code\n\n"
        "HANDOVER, by its number (YJ2026-0001) or id:\n"
        "  handover_receipt    F-7 the receipt with both signatures, two copies\n\n"
        "LIST, of a fonds (--fonds is needed when there are several):\n"
        "  item_list           F-5 the list of its items\n"
        "  volume_list         F-6 the list of its volumes\n"
        "  subject_list        the items under their keywords\n"
        "  filing_stamp_sheet  filing stamps on labels; --pages: a page for each document\n\n"
        "Several forms, volumes or boxes make one document with bookmarks, spines and labels on "
        "its\n"
        "last sheets; its progress is shown on stderr. Ctrl-C leaves no file.\n\n"
        "  --all       of all volumes or boxes that --fonds, --year … choose\n"
        "  --labels S  the sheet of labels: 70x37 (24 on A4, usual for boxes), 63x38 (21),\n"
        "              99x38 (14), 105x57 (10), 105x74 (8), 46x21 (48, usual for stamps)\n"
        "  --first-place N  the labels before the Nth of the first sheet are used up\n"
        "  --out FILE  written anew, only when it is whole\n"
        "  --as LOGIN  in the name of this person; default: the operator\n\n"
        "A list holds what the person may print. Each print is logged. A character that no\n"
        "typeface has is printed as a mark and named on stderr.\n",
        {.with_value = {"--out", "--as", "--fonds", "--category", "--year", "--retention",
                        "--department", "--spine", "--first-place", "--labels"},
         .flags = {"--a4", "--all", "--hard-cover", "--pages"},
         .min_words = 1,
         .max_words = 1 + core::kMaxJobRecords},
        run};
    return kCommand;
}

}  // namespace lantai::server
