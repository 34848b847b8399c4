#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <limits>

#include "core/base/json_text.hpp"
#include "core/base/unicode.hpp"
#include "core/rules/faults.hpp"
#include "core/service/items.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/records.hpp"

namespace lantai::server {
namespace {
namespace fs = std::filesystem;

using core::Result;

Result<std::optional<int>> number_option(const Arguments& arguments, const std::string& option,
                                         int min, int max) {
    const auto text = arguments.value(option);
    if (!text) return std::optional<int>();
    LT_TRY(const int number, parse_number(option, *text, min, max));
    return std::optional(number);
}

Result<std::optional<core::Date>> date_of(const std::string& option,
                                          const std::optional<std::string>& text) {
    if (!text) return std::optional<core::Date>();
    const auto date = core::Date::parse(*text);
    if (!date) return wrong_usage(option + " wants YYYY-MM-DD");
    return std::optional(*date);
}

/// One path of the command line, or why nothing can come of it.
struct Source {
    fs::path path;
    std::string trouble;
};

bool hidden(const fs::path& path) { return path.filename().native().starts_with("."); }

/// The files below a folder, by path; neither hidden ones nor what links lead to.
void add_folder(const fs::path& folder, std::vector<Source>& sources) {
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, error);
    std::vector<fs::path> found;
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        const fs::path& path = entries->path();
        std::error_code unreadable;
        if (hidden(path) && entries->is_directory(unreadable)) entries.disable_recursion_pending();
        if (hidden(path) || entries->is_symlink(unreadable)) continue;
        if (entries->is_regular_file(unreadable)) found.push_back(path);
    }
    std::sort(found.begin(), found.end());
    for (const fs::path& path : found) sources.push_back({path, ""});
    if (error) sources.push_back({folder, error.message()});
}

std::vector<Source> sources_of(const Arguments& arguments) {
    std::vector<Source> sources;
    for (const std::string& word : arguments.words) {
        std::error_code error;
        const fs::file_status status = fs::status(word, error);
        if (fs::is_directory(status) && arguments.has("--recursive"))
            add_folder(word, sources);
        else if (fs::is_directory(status))
            sources.push_back({word, "is a folder: use --recursive"});
        else if (fs::is_regular_file(status))
            sources.push_back({word, ""});
        else
            sources.push_back({word, error ? error.message() : "is no file"});
    }
    return sources;
}

class FileCommand {
public:
    FileCommand(OpenArchive& archive, const Arguments& arguments, std::uint64_t max_bytes)
        : archive_(archive),
          arguments_(arguments),
          max_bytes_(max_bytes),
          items_(archive.services().items) {}

    Result<int> run() {
        const std::vector<Source> sources = sources_of(arguments_);
        if (auto prepared = prepare(sources.size()); !prepared) {
            // Whoever mistyped a path should not first have to find out about the rest.
            for (const Source& source : sources)
                if (!source.trouble.empty()) one(source);
            return std::move(prepared).error();
        }
        bool failed = false;
        for (const Source& source : sources) failed = !one(source) || failed;
        if (arguments_.json)
            std::cout << "{\"items\":[" << done_ << "],\"failed\":[" << failed_ << "]}\n";
        if (sources.empty()) return kNothingToShow;
        return failed ? kRefused : kDone;
    }

private:
    /// What all the items have in common; every fault of the options at once.
    Result<void> prepare(std::size_t files) {
        core::Faults faults;
        core::Item& item = common_;
        LT_TRY(caller_, record_caller(archive_, arguments_, "file"));
        core::Fonds fonds;
        core::Department department;
        take(chosen_fonds(archive_, caller_, arguments_), fonds, faults);
        take(chosen_department(archive_, caller_, arguments_), department, faults);
        item.fonds_id = fonds.id;
        item.department_id = department.id;
        item.creator = arguments_.value("--creator").value_or(fonds.creating_body);
        item.category = arguments_.value("--category").value_or("WS");
        item.retention_class = arguments_.value("--retention").value_or("Y");
        item.document_no = arguments_.value("--document-no").value_or("");
        item.medium = core::Medium::electronic;
        take(chosen_word(arguments_, "--kind", core::ItemKind::general), item.kind, faults);
        take(chosen_word(arguments_, "--level", core::Level::internal), item.level, faults);
        take(number_option(arguments_, "--pages", 1, 99'999), item.pages, faults);
        take(number_option(arguments_, "--copies", 1, 9'999), item.copies, faults);
        take(number_option(arguments_, "--year", 1800, 2200), year_, faults);
        take(date_of("--date", arguments_.value("--date")), date_, faults);
        if (const auto period = arguments_.value("--period")) read_period(*period, faults);
        read_scope(faults);
        read_media(faults);
        if (files > 1 && (arguments_.value("--title") || arguments_.value("--document-no")))
            faults.add(wrong_usage("--title and --document-no are for one file"));
        return std::move(faults).result();
    }

    void read_period(const std::string& period, core::Faults& faults) {
        const auto dots = period.find("..");
        if (dots == std::string::npos) return faults.add(wrong_usage("--period wants DATE..DATE"));
        take(date_of("--period", period.substr(0, dots)), common_.period_from, faults);
        take(date_of("--period", period.substr(dots + 2)), common_.period_to, faults);
    }

    /// a row of the company's schedule, or why the papers are filed without one.
    void read_scope(core::Faults& faults) {
        common_.scope_reason = arguments_.value("--scope-reason").value_or("");
        const auto code = arguments_.value("--schedule");
        if (!code) return;
        std::vector<core::ScheduleRow> rows;
        take(archive_.services().schedule.list(caller_, false), rows, faults);
        for (const core::ScheduleRow& row : rows)
            if (row.code == *code) common_.schedule_id = row.id;
        if (!common_.schedule_id)
            faults.add(core::fail(core::ErrorCode::not_found, "schedule.unknown", *code));
    }

    /// of photos, sound and film; the other categories refuse it.
    void read_media(core::Faults& faults) {
        static constexpr const char* kOptions[] = {"--carrier", "--made-on", "--maker",
                                                   "--dimensions", "--duration"};
        const bool asked =
            std::any_of(std::begin(kOptions), std::end(kOptions),
                        [&](const char* option) { return arguments_.value(option).has_value(); });
        if (!asked) return;
        core::Audiovisual& media = common_.audiovisual.emplace();
        take(chosen_word(arguments_, "--carrier", core::Carrier::file), media.carrier, faults);
        take(date_of("--made-on", arguments_.value("--made-on")), media.made_on, faults);
        take(number_option(arguments_, "--duration", 1, 999'999), media.duration_s, faults);
        media.maker = arguments_.value("--maker").value_or("");
        media.dimensions = arguments_.value("--dimensions").value_or("");
    }

    template <class T>
    static void take(Result<T> given, T& into, core::Faults& faults) {
        if (given)
            into = std::move(given).value();
        else
            faults.add(std::move(given).error());
    }

    bool one(const Source& source) {
        Result<core::ItemDetail> filed =
            source.trouble.empty() ? file(source.path)
                                   : core::fail(core::ErrorCode::io, "storage.io", source.trouble);
        if (!filed) {
            complain(source, filed.error());
            return false;
        }
        const core::Item& item = filed->entry.item;
        if (arguments_.json) {
            done_ += (done_.empty() ? "" : ",") +
                     core::json_object({{"path", shown_path(source.path.string())},
                                        {"code", item.archival_code},
                                        {"id", std::to_string(item.id)},
                                        {"title", item.title},
                                        {"document_date", item.document_date.iso()},
                                        {"filing_year", item.filing_year},
                                        {"proposed_year", proposed_year_},
                                        {"year_rule", item.year_rule},
                                        {"year_reason", item.year_reason}});
            return true;
        }
        std::cout << item.archival_code << "\t" << item.filing_year << " " << item.year_rule;
        if (item.filing_year != proposed_year_) std::cout << " gives " << proposed_year_;
        std::cout << "\t" << shown_path(source.path.string()) << std::endl;
        return true;
    }

    void complain(const Source& source, const core::Error& error) {
        const std::string path = shown_path(source.path.string());
        const std::string why = source.trouble.empty() ? describe(error) : source.trouble;
        std::cerr << "lantai: " << path << ": " << why << std::endl;
        failed_ += (failed_.empty() ? "" : ",") +
                   core::json_object({{"path", path}, {"key", error.key}, {"reason", why}});
    }

    Result<core::Date> modified(const fs::path& path) const {
        std::error_code error;
        const auto time = fs::last_write_time(path, error);
        if (error) return core::fail(core::ErrorCode::io, "storage.io", error.message());
        const auto instant = std::chrono::file_clock::to_sys(time).time_since_epoch();
        return archive_.store().day(
            std::chrono::duration_cast<std::chrono::milliseconds>(instant).count());
    }

    /// All faults but the missing file, which is stored only when there are none.
    Result<void> check(core::ItemDraft draft) {
        draft.item.medium = core::Medium::paper;
        LT_TRY(const core::FilingProposal proposal, items_.propose(caller_, draft));
        if (proposal.faults.empty()) return {};
        core::Error first = proposal.faults.front();
        first.others.assign(proposal.faults.begin() + 1, proposal.faults.end());
        return first;
    }

    Result<core::ItemDetail> file(const fs::path& path) {
        core::ItemDraft draft;
        draft.item = common_;
        LT_TRY(const std::string name, core::to_nfc(path.filename().string()));
        const auto title = arguments_.value("--title");
        LT_TRY(draft.item.title, core::to_nfc(title ? *title : fs::path(name).stem().string()));
        if (date_) {
            draft.item.document_date = *date_;
        } else {
            LT_TRY(draft.item.document_date, modified(path));
        }
        if (year_) draft.item.year_reason = "lantai file --year";
        draft.filing_year = year_;
        LT_CHECK(check(draft));
        std::ifstream in(path, std::ios::binary);
        if (!in) return core::fail(core::ErrorCode::io, "storage.io", "cannot be read");
        LT_TRY(const core::Upload upload,
               archive_.services().uploads.receive(caller_, name, in, max_bytes_));
        draft.uploads.push_back(upload.id);
        LT_TRY(const core::FilingProposal proposal, items_.propose(caller_, draft));
        for (const core::ProbableDuplicate& other : proposal.duplicates)
            std::cerr << "lantai: " << shown_path(path.string())
                      << ": filed, but probably the same as " << other.archival_code << " "
                      << other.title << std::endl;
        proposed_year_ = proposal.year.year;
        return items_.file(caller_, draft);
    }

    OpenArchive& archive_;
    const Arguments& arguments_;
    const std::uint64_t max_bytes_;
    core::ItemService& items_;
    core::Caller caller_;
    core::Item common_;
    std::optional<int> year_;
    int proposed_year_ = 0;  // of the file at hand
    std::optional<core::Date> date_;
    std::string done_;    // JSON, separated by commas
    std::string failed_;  // likewise
};

int run(const Arguments& arguments) {
    auto archive = OpenArchive::open(arguments);
    if (!archive) return report(archive.error());
    const auto config = core::load_config(arguments.data / "lantai.toml");
    if (!config) return report(config.error());
    const auto max_bytes = static_cast<std::uint64_t>(config->upload_max_mib) << 20;
    const auto done = FileCommand(**archive, arguments, max_bytes).run();
    return done ? *done : report(done.error());
}

}  // namespace

const Command& file_command() {
    static const Command kCommand = {
        "file",
        "file documents of this machine, each as an item",
        "lantai file PATH… [options] [--json] [--data DIR]\n\n"
        "  --recursive          folders too, without hidden files and links\n"
        "  --fonds NO           needed when there are several\n"
        "  --department CODE    needed when there are several (beside XTGL)\n"
        "  --category CODE      default WS\n"
        "  --retention CLASS    Y, D30, D10 … (default Y: what nobody judged is kept for good)\n"
        "  --level LEVEL        open internal secret confidential top_secret (default internal)\n"
        "  --kind KIND          general request reply plan summary meeting notice contract\n"
        "                       regulation report letter telegram legal_case minutes\n"
        "  --title TEXT         of one file; default: its name without the extension\n"
        "  --document-no TEXT   of one file\n"
        "  --creator TEXT       default: the body of the fonds\n"
        "  --date DATE          YYYY-MM-DD; default: the day the file was last changed\n"
        "  --period DATE..DATE  of a plan, summary, meeting or case\n"
        "  --year YEAR          instead of the filing year that the rules give\n"
        "  --pages N --copies N a volume cannot be submitted without them\n"
        "  --schedule CODE      row of the company's schedule, once there is one\n"
        "  --scope-reason TEXT  why it is filed although the schedule has no row for it\n"
        "  --carrier WORD       of photos, sound and film (ZP, LY, LX): file print negative film\n"
        "                       tape disc (default file); with --maker TEXT --made-on DATE, and\n"
        "                       --dimensions TEXT of photos or --duration SECONDS of the others\n"
        "  --as LOGIN           in the name of this person; default: the operator\n\n"
        "Prints code, filing year with its rule, and path of each item; the medium is electronic.\n"
        "A file that cannot be filed is named on stderr, the others are filed; then the exit code\n"
        "is 1. A running server shows the items at once and finds them within some seconds;\n"
        "otherwise they are indexed when it starts.\n",
        {.with_value = {"--fonds",    "--department", "--category", "--retention",
                        "--level",    "--kind",       "--title",    "--document-no",
                        "--creator",  "--date",       "--period",   "--year",
                        "--pages",    "--copies",     "--schedule", "--scope-reason",
                        "--carrier",  "--made-on",    "--maker",    "--dimensions",
                        "--duration", "--as"},
         .flags = {"--recursive"},
         .min_words = 1,
         .max_words = std::numeric_limits<std::size_t>::max()},
        run};
    return kCommand;
}

}  // namespace lantai::server
