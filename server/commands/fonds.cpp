#include <algorithm>
#include <iostream>

#include "core/base/json_text.hpp"
#include "core/service/fonds.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/fonds_settings.hpp"
#include "server/commands/records.hpp"

namespace lantai::server {
namespace {

using core::Result;

Result<int> list(core::FondsService& service, const core::Caller& caller, bool json) {
    LT_TRY(const auto all, service.list(caller));
    std::string items;
    for (const core::Fonds& fonds : all) {
        if (json)
            items += (items.empty() ? "" : ",") +
                     core::json_object({{"fonds_no", fonds.fonds_no},
                                        {"name", fonds.name},
                                        {"creating_body", fonds.creating_body},
                                        {"year_policy", core::to_text(fonds.year_policy)}});
        else
            items += fonds.fonds_no + "\t" + fonds.name + "\n";
    }
    std::cout << (json ? "{\"items\":[" + items + "]}\n" : items);
    return all.empty() ? kNothingToShow : kDone;
}

Result<int> create(core::FondsService& service, const core::Caller& caller,
                   const Arguments& arguments) {
    core::Fonds draft;
    draft.fonds_no = arguments.words[1];
    draft.name = arguments.words[2];
    draft.creating_body = arguments.value("--body").value_or(draft.name);
    LT_TRY(draft.year_policy, chosen_word(arguments, "--year-policy", core::YearPolicy::volume));
    draft.item_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{item:4}";
    draft.volume_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}";
    LT_TRY(const core::Fonds made, service.create(caller, draft));
    std::cout << made.fonds_no << "\t" << made.name << "\n";
    return kDone;
}

const char* words_of(core::GapKind kind) {
    switch (kind) {
        case core::GapKind::withdrawn:
            return "withdrawn";
        case core::GapKind::redirect:
            return "redirect";
        case core::GapKind::never_used:
            return "never_used";
    }
    return "never_used";
}

std::string json_report(const core::CodeReport& report) {
    using core::JsonField;
    std::string series;
    for (const core::CodeSeries& one : report.series) {
        std::string gaps;
        for (const core::CodeGap& gap : one.gaps)
            gaps += (gaps.empty() ? "" : ",") + core::json_object({{"from", gap.from},
                                                                   {"to", gap.to},
                                                                   {"kind", words_of(gap.kind)},
                                                                   {"code", gap.code},
                                                                   {"leads_to", gap.leads_to}});
        series += (series.empty() ? "" : ",") +
                  core::json_object({{"owner", core::to_text(one.owner)},
                                     {"scope", one.scope},
                                     {"first", one.first},
                                     {"last", one.last},
                                     {"given", one.given},
                                     JsonField::raw("gaps", "[" + gaps + "]")});
    }
    std::string duplicates;
    for (const core::SameCode& same : report.duplicates) {
        std::vector<std::string> codes;
        for (const core::UsedCode& code : same.records) codes.push_back(code.code);
        duplicates += (duplicates.empty() ? "" : ",") + core::json_array(codes);
    }
    return core::json_object({{"fonds_no", report.fonds_no},
                              JsonField::raw("series", "[" + series + "]"),
                              JsonField::raw("duplicates", "[" + duplicates + "]")}) +
           "\n";
}

std::string text_report(const core::CodeReport& report) {
    std::string text;
    for (const core::CodeSeries& one : report.series) {
        text += std::string(core::to_text(one.owner)) + "\t" + one.scope + "\t" +
                std::to_string(one.first) + "-" + std::to_string(one.last) + "\t" +
                std::to_string(one.given) + " given\n";
        for (const core::CodeGap& gap : one.gaps) {
            text += "  " + std::to_string(gap.from);
            if (gap.to != gap.from) text += "-" + std::to_string(gap.to);
            text += std::string("\t") + words_of(gap.kind);
            if (!gap.code.empty()) text += "\t" + gap.code;
            if (!gap.leads_to.empty()) text += " -> " + gap.leads_to;
            text += "\n";
        }
    }
    for (const core::SameCode& same : report.duplicates) {
        text += "same";
        for (const core::UsedCode& code : same.records) text += "\t" + code.code;
        text += "\n";
    }
    return text;
}

Result<core::Fonds> named_fonds(OpenArchive& archive, const core::Caller& caller,
                                const std::string& number) {
    LT_TRY(const auto all, archive.services().fonds.list(caller));
    const auto fonds = std::find_if(all.begin(), all.end(),
                                    [&](const core::Fonds& one) { return one.fonds_no == number; });
    if (fonds == all.end())
        return core::fail(core::ErrorCode::not_found, "access.not_found", number);
    return *fonds;
}

Result<int> codes(OpenArchive& archive, const core::Caller& caller, const core::Fonds& fonds,
                  const Arguments& arguments) {
    std::optional<int> year;
    if (const auto text = arguments.value("--year")) {
        LT_TRY(year, parse_number("--year", *text, 1800, 2200));
    }
    LT_TRY(const auto report, archive.services().codes.report(caller, fonds.id, year));
    std::cout << (arguments.json ? json_report(report) : text_report(report));
    return report.series.empty() ? kNothingToShow : kDone;
}

Result<int> work(const Arguments& arguments) {
    LT_TRY(const auto archive, OpenArchive::open(arguments));
    LT_TRY(const auto caller, record_caller(*archive, arguments, "fonds"));
    core::FondsService& service = archive->services().fonds;
    const std::string& verb = arguments.words[0];
    if (verb == "list" && arguments.words.size() == 1) return list(service, caller, arguments.json);
    if (verb == "create" && arguments.words.size() == 3) return create(service, caller, arguments);
    const std::size_t words = arguments.words.size();
    const bool one = (verb == "codes" && words == 2) || (verb == "logo" && words > 1) ||
                     (verb == "arrangement" && (words == 2 || words == 3));
    if (one) {
        LT_TRY(const core::Fonds fonds, named_fonds(*archive, caller, arguments.words[1]));
        if (verb == "arrangement") return fonds_arrangement(*archive, caller, fonds, arguments);
        if (verb == "logo") return fonds_logo(*archive, caller, fonds, arguments);
        return codes(*archive, caller, fonds, arguments);
    }
    return wrong_usage("fonds " + verb + ": see lantai fonds --help");
}

int run(const Arguments& arguments) {
    const auto done = work(arguments);
    return done ? *done : report(done.error());
}

}  // namespace

const Command& fonds_command() {
    static const Command kCommand = {
        "fonds",
        "the fonds of the archive",
        "lantai fonds list [--json]\n"
        "lantai fonds create NO NAME [--body NAME] [--year-policy volume|item]\n"
        "lantai fonds codes NO [--year Y] [--json]\n"
        "lantai fonds arrangement NO [CATEGORY] [--json]\n"
        "lantai fonds arrangement NO CATEGORY [--preset ID] [--arrangement volume|item]\n"
        "             [--year-policy volume|item] [--catalogue NO] [--page-limit N]\n"
        "             [--item-code T] [--volume-code T] [--bound-code T] [--box-code T]\n"
        "lantai fonds logo NO set FILE.png|FILE.jpg\n"
        "lantai fonds logo NO clear\n\n"
        "  --body NAME    the body whose records they are, as forms print it (default: NAME)\n"
        "  --year-policy  volume (default) or item (DA/T 22): which rules give the filing year\n"
        "  codes          numbers given and missing, and codes that look the same: withdrawn "
        "items\n"
        "                 keep their number, a redirect leads to the code of today\n\n"
        "  arrangement    how a category is arranged and coded; shown when nothing is set. "
        "Presets:\n"
        "                 by_volume, by_volume_page, by_item, form_1994_item, form_1994_page;\n"
        "                 the other options change what the preset, or the category, has\n"
        "  logo           the company's logo that the forms carry\n\n"
        "Codes are made as FONDS-CATEGORY·YEAR-RETENTION-DEPARTMENT-NUMBER. As the operator.\n",
        {.with_value = {"--body", "--year-policy", "--year", "--preset", "--arrangement",
                        "--catalogue", "--page-limit", "--item-code", "--volume-code",
                        "--bound-code", "--box-code"},
         .min_words = 1,
         .max_words = 4},
        run};
    return kCommand;
}

}  // namespace lantai::server
