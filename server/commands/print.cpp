#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>

#include "server/commands/commands.hpp"
#include "server/commands/records.hpp"
#include "server/form_data.hpp"

namespace lantai::server {
namespace {

using core::Result;

/// An id is all digits, which no archival code is.
Result<core::Id> volume_id(OpenArchive& archive, const core::Caller& caller,
                           const std::string& word) {
    core::Id id = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    if (error == std::errc() && end == word.data() + word.size()) return id;
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

/// One line for each place with characters that no typeface has.
void show_missing(const std::vector<pdf::MissingGlyph>& missing) {
    for (const pdf::MissingGlyph& glyph : missing) {
        std::string code;
        for (auto rest = static_cast<std::uint32_t>(glyph.code_point); rest != 0; rest /= 16)
            code.insert(code.begin(), "0123456789ABCDEF"[rest % 16]);
        code.insert(0, 4 - std::min<std::size_t>(4, code.size()), '0');
        std::cerr << "lantai: row " << glyph.row << ", " << glyph.field << ": no typeface has U+"
                  << code << ", printed as 〓\n";
    }
}

Result<int> work(const Arguments& arguments) {
    const std::string& form = arguments.words[0];
    if (form != "item_catalogue") return wrong_usage("there is no form " + form + " of a volume");
    const auto out = arguments.value("--out");
    if (!out) return wrong_usage("--out FILE is missing");
    LT_TRY(const auto archive, OpenArchive::open(arguments));
    LT_TRY(const auto caller, record_caller(*archive, arguments, "print " + form));
    LT_TRY(const core::Id id, volume_id(*archive, caller, arguments.words[1]));
    LT_TRY(const PrintedVolume printed, print_catalogue(archive->services(), caller, id));
    LT_CHECK(write_file(*out, printed.form.pdf));
    show_missing(printed.form.missing);
    std::cout << printed.archival_code << "\t" << printed.form.pages << " pages\t" << *out << "\n";
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
        "print a form of a volume as PDF",
        "lantai print item_catalogue VOLUME --out FILE.pdf [--as LOGIN] [--data DIR]\n\n"
        "  VOLUME      archival code or id\n"
        "  --out FILE  written anew\n"
        "  --as LOGIN  in the name of this person; default: the operator\n\n"
        "item_catalogue is the in-volume catalogue. Each print is logged. A character that no\n"
        "typeface has is printed as a mark and named on stderr.\n",
        {.with_value = {"--out", "--as"}, .min_words = 2, .max_words = 2},
        run};
    return kCommand;
}

}  // namespace lantai::server
