#include <iostream>

#include "core/base/json_text.hpp"
#include "core/service/fonds.hpp"
#include "server/commands/commands.hpp"
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

Result<int> work(const Arguments& arguments) {
    LT_TRY(const auto archive, OpenArchive::open(arguments));
    LT_TRY(const auto caller, record_caller(*archive, arguments, "fonds"));
    core::FondsService& service = archive->services().fonds;
    const std::string& verb = arguments.words[0];
    if (verb == "list" && arguments.words.size() == 1) return list(service, caller, arguments.json);
    if (verb == "create" && arguments.words.size() == 3) return create(service, caller, arguments);
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
        "lantai fonds create NO NAME [--body NAME] [--year-policy volume|item]\n\n"
        "  --body NAME    the body whose records they are, as forms print it (default: NAME)\n"
        "  --year-policy  volume (default) or item (DA/T 22): which rules give the filing year\n\n"
        "Codes are made as FONDS-CATEGORY·YEAR-RETENTION-DEPARTMENT-NUMBER. As the operator.\n",
        {.with_value = {"--body", "--year-policy"}, .min_words = 1, .max_words = 3},
        run};
    return kCommand;
}

}  // namespace lantai::server
