#include <iostream>

#include "core/base/json_text.hpp"
#include "core/db/database.hpp"
#include "core/service/checks.hpp"
#include "indexer/index_check.hpp"
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

core::Result<indexer::IndexComparison> compare(const std::filesystem::path& data) {
    LT_TRY(const auto db, core::open_sqlite(data / "lantai.db", core::DbMode::reader));
    return indexer::compare_index(data, [&](const indexer::IndexSource::DbWork& work) {
        return core::in_snapshot(*db, [&] { return work(*db); });
    });
}

core::CheckPart check_index(const std::filesystem::path& data) {
    core::CheckPart part;
    part.name = "index";
    auto compared = compare(data);
    if (!compared) {
        part.could_not_look = true;
        part.faults.push_back(compared.error().key + ": " + compared.error().detail);
        return part;
    }
    part.looked_at = compared->compared;
    part.faults = std::move(compared->faults);
    if (compared->missing)
        part.notes.push_back(
            "no index yet: the start of the server or lantai index rebuild"
            " builds it");
    if (compared->pending > 0)
        part.notes.push_back(std::to_string(compared->pending) + " items wait to be indexed");
    return part;
}

int run(const Arguments& arguments) {
    const auto parts = core::check_archive(arguments.data, {check_index});
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
        "Looks at the database, hashes every file, proves the audit log, and compares the search\n"
        "index with the records. Exit 0 all sound, 1 something is wrong (it is named), 2 "
        "something\n"
        "could not be looked at.\n"
        "Changes nothing; a running server is no hindrance.\n",
        {},
        run};
    return kCommand;
}

}  // namespace lantai::server
