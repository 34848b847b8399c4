#include <iostream>

#include "core/service/archive_setup.hpp"
#include "server/commands/commands.hpp"

namespace lantai::server {
namespace {

bool confirmed(const Arguments& arguments) {
    if (arguments.has("--yes")) return true;
    std::cout << "Create an archive in " << arguments.data.string() << "? [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

int run(const Arguments& arguments) {
    if (!confirmed(arguments)) {
        std::cerr << "lantai: nothing was created\n";
        return kRefused;
    }
    const core::SystemClock clock;
    core::RandomIds ids(clock);
    const auto admins =
        core::init_archive(arguments.data, arguments.value("--company").value_or(""), clock, ids);
    if (!admins) return report(admins.error());
    std::cout << "archive created in " << arguments.data.string()
              << "\n\nNobody has a password yet. Each administrator opens the own link within"
                 " 72 hours and chooses one;\na link works once and is shown only here:\n\n";
    for (const core::FirstAdmin& admin : *admins)
        std::cout << "  " << admin.login << "\t" << admin.name << "\t/#/link/" << admin.link_token
                  << "\n";
    std::cout << "\nNext: lantai serve\n";
    return kDone;
}

}  // namespace

const Command& init_command() {
    static const Command kCommand = {
        "init",
        "create an archive",
        "lantai init [--yes] [--company NAME] [--data DIR]\n\n"
        "  --yes           do not ask\n"
        "  --company NAME  name of the company, shown in the header\n\n"
        "Makes DIR with an empty archive and the three separated administrators, and prints a\n"
        "one-time link for each. Refuses a folder that holds anything.\n",
        {.with_value = {"--company"}, .flags = {"--yes"}},
        run};
    return kCommand;
}

}  // namespace lantai::server
