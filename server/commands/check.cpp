#include <iostream>

#include "core/base/json_text.hpp"
#include "core/service/checks.hpp"
#include "server/commands/commands.hpp"

namespace lantai::server {
namespace {

std::string json_of(const core::CheckPart& part) {
    using core::JsonField;
    return core::json_object({{"name", part.name},
                              {"looked_at", part.looked_at},
                              {"could_not_look", part.could_not_look},
                              JsonField::raw("faults", core::json_array(part.faults)),
                              JsonField::raw("notes", core::json_array(part.notes))});
}

void print(const core::CheckPart& part) {
    const char* verdict = part.could_not_look   ? "could not look"
                          : part.faults.empty() ? "ok"
                                                : "FAULT";
    std::cout << part.name << ": " << verdict << " (" << part.looked_at << ")\n";
    for (const std::string& fault : part.faults) std::cout << "  " << fault << "\n";
    for (const std::string& note : part.notes) std::cout << "  note: " << note << "\n";
}

int run(const Arguments& arguments) {
    const auto parts = core::check_archive(arguments.data, {});
    const int result = core::check_exit_code(parts);
    if (arguments.json) {
        std::string list;
        for (const core::CheckPart& part : parts) list += (list.empty() ? "" : ",") + json_of(part);
        std::cout << "{\"ok\":" << (result == 0 ? "true" : "false") << ",\"parts\":[" << list
                  << "]}\n";
    } else {
        for (const core::CheckPart& part : parts) print(part);
    }
    return result;
}

}  // namespace

const Command& check_command() {
    static const Command kCommand = {
        "check",
        "is everything there and as it should be?",
        "lantai check [--json] [--data DIR]\n\n"
        "Looks at the database, hashes every file, and proves the audit log. Exit 0 all sound,\n"
        "1 something is wrong (it is named), 2 something could not be looked at.\n"
        "Changes nothing; a running server is no hindrance.\n",
        {},
        run};
    return kCommand;
}

}  // namespace lantai::server
