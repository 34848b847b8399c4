#include <algorithm>
#include <fstream>
#include <iostream>
#include <limits>
#include <map>
#include <sstream>

#include "core/base/json_text.hpp"
#include "server/api/volume_json.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/records.hpp"

namespace lantai::server {
namespace {

using core::Id;
using core::JsonField;
using core::Result;
using core::VolumeDetail;

std::string json_head(const core::VolumeEntry& entry, const std::vector<JsonField>& more) {
    const core::Volume& volume = entry.volume;
    std::vector<JsonField> fields = {{"code", volume.archival_code},
                                     {"title", volume.title},
                                     {"state", core::to_text(volume.state)},
                                     {"filing_year", volume.filing_year},
                                     {"retention_class", volume.retention_class},
                                     {"department", entry.department_code},
                                     {"level", core::to_text(volume.level)},
                                     {"items", entry.item_count},
                                     {"pages", entry.pages},
                                     {"compiler", entry.compiler_name},
                                     {"checker", entry.checker_name}};
    fields.insert(fields.end(), more.begin(), more.end());
    return core::json_object(fields);
}

std::string text_head(const core::VolumeEntry& entry) {
    const core::Volume& volume = entry.volume;
    return volume.archival_code + "\t" + std::string(core::to_text(volume.state)) + "\t" +
           std::to_string(entry.item_count) + " items, " + std::to_string(entry.pages) +
           " pages\t" + volume.title + "\n";
}

/// Start page of an item in its volume; nothing while the pages before it are not counted.
std::string start_page(const core::Item& item, const char* none) {
    return item.start_page ? std::to_string(*item.start_page) : none;
}

std::string json_detail(const VolumeDetail& detail) {
    std::string rows;
    for (const core::ItemEntry& entry : detail.items)
        rows += (rows.empty() ? "" : ",") +
                core::json_object({{"code", entry.item.archival_code},
                                   {"title", entry.item.title},
                                   JsonField::raw("start_page", start_page(entry.item, "null"))});
    std::vector<std::string> findings;
    for (const core::Error& finding : detail.findings) findings.push_back(describe(finding));
    std::string notes;
    for (const core::NoteEntry& note : detail.notes)
        notes += (notes.empty() ? "" : ",") +
                 core::json_object({{"signer", note.signer_name},
                                    {"signed_at", core::to_rfc3339(note.note.signed_at)},
                                    {"text", note.note.text}});
    return json_head(detail.entry, {JsonField::raw("content", "[" + rows + "]"),
                                    JsonField::raw("findings", core::json_array(findings)),
                                    JsonField::raw("notes", "[" + notes + "]")});
}

std::string text_detail(const VolumeDetail& detail) {
    std::string text = text_head(detail.entry);
    for (const core::ItemEntry& entry : detail.items)
        text += "  " + start_page(entry.item, "-") + "\t" + entry.item.archival_code + "\t" +
                entry.item.title + "\n";
    if (!detail.entry.compiler_name.empty())
        text += "  compiled by " + detail.entry.compiler_name + "\n";
    if (!detail.entry.checker_name.empty())
        text += "  checked by " + detail.entry.checker_name + "\n";
    for (const core::NoteEntry& note : detail.notes)
        text += "  note by " + note.signer_name + ": " + note.note.text + "\n";
    for (const core::Error& finding : detail.findings)
        text += "  not yet: " + describe(finding) + "\n";
    return text;
}

/// One run of `lantai volume …` on an open archive.
class VolumeCommands {
public:
    VolumeCommands(OpenArchive& archive, const Arguments& arguments)
        : archive_(archive),
          arguments_(arguments),
          items_(archive.services().items),
          volumes_(archive.services().volumes) {}

    Result<int> run() {
        struct Verb {
            Result<int> (VolumeCommands::*work)();
            std::size_t min_words;
            std::size_t max_words;
            bool named;  // a person signs
        };
        constexpr std::size_t kMany = std::numeric_limits<std::size_t>::max();
        static const std::map<std::string, Verb> kVerbs = {
            {"list", {&VolumeCommands::list, 0, 0, false}},
            {"show", {&VolumeCommands::show, 1, 1, false}},
            {"create", {&VolumeCommands::create, 1, 1, false}},
            {"add", {&VolumeCommands::add, 2, kMany - 1, false}},
            {"remove", {&VolumeCommands::remove, 2, 2, false}},
            {"order", {&VolumeCommands::order, 1, kMany - 1, false}},
            {"submit", {&VolumeCommands::submit, 1, 1, true}},
            {"reopen", {&VolumeCommands::reopen, 1, 1, true}},
            {"check", {&VolumeCommands::check, 1, 1, true}},
            {"note", {&VolumeCommands::note, 2, 2, true}},
            {"old", {&VolumeCommands::old, 1, 1, false}},
            {"place", {&VolumeCommands::place, 2, 2, false}},
        };
        const std::string command = "volume " + arguments_.words[0];
        const auto found = kVerbs.find(arguments_.words[0]);
        const std::size_t words = arguments_.words.size() - 1;
        if (found == kVerbs.end() || words < found->second.min_words ||
            words > found->second.max_words)
            return wrong_usage(command + ": see lantai volume --help");
        const bool named = found->second.named;
        LT_TRY(caller_, named ? named_caller(archive_, arguments_, command)
                              : record_caller(archive_, arguments_, command));
        return (this->*found->second.work)();
    }

private:
    std::string text(const std::string& option) const {
        return arguments_.value(option).value_or("");
    }

    Result<VolumeDetail> volume() { return volumes_.get_by_code(caller_, arguments_.words[1]); }

    /// The items named by the words from `first` on.
    Result<std::vector<Id>> items_from(std::size_t first) {
        std::vector<Id> ids;
        for (std::size_t i = first; i < arguments_.words.size(); ++i) {
            auto item = items_.get_by_code(caller_, arguments_.words[i]);
            if (!item) {
                core::Error error = std::move(item).error();
                error.detail = arguments_.words[i];
                return error;
            }
            ids.push_back(item->entry.item.id);
        }
        return ids;
    }

    Result<int> say(const Result<VolumeDetail>& done) const {
        if (!done) return done.error();
        if (arguments_.json)
            std::cout << json_detail(*done) << "\n";
        else
            std::cout << text_head(done->entry);
        return kDone;
    }

    Result<core::VolumeFilter> filter() {
        core::VolumeFilter filter;
        if (const auto year = arguments_.value("--year")) {
            LT_TRY(filter.filing_year, parse_number("--year", *year, 1800, 2200));
        }
        if (arguments_.value("--state")) {
            LT_TRY(filter.state, chosen_word(arguments_, "--state", core::VolumeState::open));
        }
        if (arguments_.value("--fonds")) {
            LT_TRY(const core::Fonds fonds, chosen_fonds(archive_, caller_, arguments_));
            filter.fonds_id = fonds.id;
        }
        filter.retention_class = arguments_.value("--retention");
        filter.query = text("--query");
        return filter;
    }

    Result<int> list() {
        LT_TRY(const core::VolumeFilter wanted, filter());
        std::string all;
        std::optional<core::PageEnd> after;
        do {
            LT_TRY(const core::VolumePage page, volumes_.list(caller_, wanted, after, 200));
            for (const core::VolumeEntry& entry : page.volumes)
                all += arguments_.json ? (all.empty() ? "" : ",") + json_head(entry, {})
                                       : text_head(entry);
            after = page.next;
        } while (after);
        std::cout << (arguments_.json ? "{\"items\":[" + all + "]}\n" : all);
        return all.empty() ? kNothingToShow : kDone;
    }

    Result<int> show() {
        LT_TRY(const VolumeDetail detail, volume());
        std::cout << (arguments_.json ? json_detail(detail) + "\n" : text_detail(detail));
        return kDone;
    }

    Result<int> create() {
        const auto year = arguments_.value("--year");
        const auto retention = arguments_.value("--retention");
        if (!year || !retention) return wrong_usage("volume create needs --year and --retention");
        core::Volume draft;
        LT_TRY(draft.filing_year, parse_number("--year", *year, 1800, 2200));
        LT_TRY(const core::Fonds fonds, chosen_fonds(archive_, caller_, arguments_));
        LT_TRY(const auto department, chosen_department(archive_, caller_, arguments_));
        draft.fonds_id = fonds.id;
        draft.department_id = department.id;
        draft.category = arguments_.value("--category").value_or("WS");
        draft.retention_class = *retention;
        draft.title = arguments_.words[1];
        return say(volumes_.create(caller_, draft));
    }

    Result<int> add() {
        LT_TRY(const VolumeDetail old, volume());
        LT_TRY(const auto ids, items_from(2));
        const core::Volume& at = old.entry.volume;
        return say(volumes_.add_items(caller_, at.id, at.version, ids, text("--reason")));
    }

    Result<int> remove() {
        LT_TRY(const VolumeDetail old, volume());
        LT_TRY(const auto ids, items_from(2));
        const core::Volume& at = old.entry.volume;
        return say(volumes_.remove_item(caller_, at.id, at.version, ids.front()));
    }

    Result<int> order() {
        LT_TRY(const VolumeDetail old, volume());
        LT_TRY(const auto ids, items_from(2));
        const core::Volume& at = old.entry.volume;
        if (ids.empty()) return say(volumes_.auto_order(caller_, at.id, at.version));
        return say(volumes_.set_order(caller_, at.id, at.version, ids));
    }

    Result<int> submit() {
        LT_TRY(const VolumeDetail old, volume());
        const core::Volume& at = old.entry.volume;
        return say(volumes_.submit(caller_, at.id, at.version));
    }

    Result<int> reopen() {
        LT_TRY(const VolumeDetail old, volume());
        const core::Volume& at = old.entry.volume;
        if (at.state == core::VolumeState::sealed) return ask_reopening(at);
        return say(volumes_.reopen(caller_, at.id, at.version, text("--reason")));
    }

    /// A sealed volume is opened again when another person agrees: lantai change approve.
    Result<int> ask_reopening(const core::Volume& at) {
        core::ChangeDraft draft;
        draft.object_id = at.id;
        draft.object_version = at.version;
        draft.reason = text("--reason");
        LT_TRY(const auto made, archive_.services().changes.create(caller_, draft));
        std::cout << made.entry.change.id << "\topen\treopen_volume\t" << at.archival_code << "\n";
        return kDone;
    }

    Result<int> check() {
        LT_TRY(const VolumeDetail old, volume());
        const core::Volume& at = old.entry.volume;
        const auto reject = arguments_.value("--reject");
        return say(volumes_.check(caller_, at.id, at.version, !reject, reject.value_or("")));
    }

    /// An old volume from a JSON file.
    Result<int> old() {
        std::ifstream file(arguments_.words[1], std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        if (!file) return wrong_usage("cannot read " + shown_path(arguments_.words[1]));
        LT_TRY(const core::Fonds fonds, chosen_fonds(archive_, caller_, arguments_));
        LT_TRY(const auto department, chosen_department(archive_, caller_, arguments_));
        core::OldVolume defaults;
        defaults.fonds_id = fonds.id;
        defaults.department_id = department.id;
        LT_TRY(const core::OldVolume made, read_old_volume(bytes.str(), defaults));
        return say(archive_.services().holdings.add(caller_, made));
    }

    /// "1-03-2-5-12": room, row, section, shelf, box.
    Result<int> place() {
        LT_TRY(const VolumeDetail now, volume());
        std::vector<std::string> parts;
        std::istringstream words(arguments_.words[2]);
        for (std::string part; std::getline(words, part, '-');) parts.push_back(part);
        if (parts.size() > 5) return wrong_usage("a place is ROOM-ROW-SECTION-SHELF-BOX");
        parts.resize(5);
        core::VolumeChange change;
        change.shelf = core::Shelf{parts[0], parts[1], parts[2], parts[3], parts[4]};
        const core::Volume& at = now.entry.volume;
        return say(volumes_.change(caller_, at.id, at.version, change));
    }

    Result<int> note() {
        LT_TRY(const VolumeDetail old, volume());
        return say(volumes_.add_note(caller_, old.entry.volume.id, arguments_.words[2]));
    }

    OpenArchive& archive_;
    const Arguments& arguments_;
    core::ItemService& items_;
    core::VolumeService& volumes_;
    core::Caller caller_;
};

int run(const Arguments& arguments) {
    auto archive = OpenArchive::open(arguments);
    if (!archive) return report(archive.error());
    const auto done = VolumeCommands(**archive, arguments).run();
    return done ? *done : report(done.error());
}

}  // namespace

const Command& volume_command() {
    static const Command kCommand = {
        "volume",
        "volumes: compose, hand to the checker, seal",
        "lantai volume list [--year Y] [--retention C] [--state S] [--fonds NO] [--query TEXT]\n"
        "lantai volume show VOLUME\n"
        "lantai volume create TITLE --year Y --retention C [--fonds NO] [--department CODE]\n"
        "                     [--category CODE]\n"
        "lantai volume add VOLUME ITEM… [--reason TEXT]\n"
        "lantai volume remove VOLUME ITEM\n"
        "lantai volume order VOLUME [ITEM…]\n"
        "lantai volume submit VOLUME --as LOGIN\n"
        "lantai volume reopen VOLUME --reason TEXT --as LOGIN\n"
        "lantai volume check VOLUME --as LOGIN [--reject REASON]\n"
        "lantai volume note VOLUME TEXT --as LOGIN\n"
        "lantai volume place VOLUME ROOM-ROW-SECTION-SHELF-BOX\n"
        "lantai volume old FILE.json [--fonds NO] [--department CODE]\n\n"
        "VOLUME and ITEM are archival codes. States: open submitted sealed. --fonds and\n"
        "--department are needed when there are several.\n\n"
        "  add     with the papers an item is linked to; --reason sets aside the year of R-2 and\n"
        "          the few of R-25, and is kept\n"
        "  order   as the rules want it, or as the items are given, each once\n"
        "  submit  the compiler signs; every item needs its pages and copies\n"
        "  check   another person seals it, or gives it back with --reject\n"
        "  reopen  back from the checker; of a sealed volume it is a request that another person\n"
        "          decides with lantai change\n"
        "  note    a signed note on a sealed volume\n"
        "  old     an old volume as it was found, with its rows: the body of POST /old-volumes\n\n"
        "submit, reopen, check and note want a named person; the others take --as LOGIN too and\n"
        "are done by the operator without it. Each takes --json.\n",
        {.with_value = {"--year", "--retention", "--state", "--fonds", "--department", "--category",
                        "--query", "--reason", "--reject", "--as"},
         .min_words = 1,
         .max_words = std::numeric_limits<std::size_t>::max()},
        run};
    return kCommand;
}

}  // namespace lantai::server
