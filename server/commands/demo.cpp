// lantai demo: fills a new archive with the demo company.
#include <fstream>
#include <iostream>

#include "core/base/config.hpp"
#include "core/service/status.hpp"
#include "server/app.hpp"
#include "server/commands/commands.hpp"
#include "server/demo/demo_archive.hpp"
#include "server/demo/demo_documents.hpp"
#include "server/demo/demo_people.hpp"

namespace lantai::server {
namespace {
namespace fs = std::filesystem;

/// The list that `make run` shows; it lies in the data folder so that nobody has to look it up.
core::Result<void> write_accounts(const fs::path& file) {
    std::ofstream out(file);
    out << "demo accounts, password " << kDemoPassword << "\n";
    for (const DemoPerson& person : demo_people()) {
        std::string login(person.login);
        login.resize(std::max<std::size_t>(login.size(), 12), ' ');
        out << "  " << login << person.name << "  " << person.what << "\n";
    }
    out.close();
    if (!out) return core::fail(core::ErrorCode::io, "storage.io", file.string());
    return {};
}

core::Result<DemoReport> fill(const Arguments& arguments) {
    std::error_code error;
    if (!fs::exists(arguments.data / "lantai.db", error))
        return core::fail(
            core::ErrorCode::io, "archive.missing",
            "no archive in " + arguments.data.string() + ": make one with lantai init");
    LT_TRY(const auto fonts, pdf::FontSet::load(pdf::default_font_folder()));
    core::SystemClock wall;
    core::FakeClock clock(wall.now());
    core::RandomIds ids(clock);
    core::Log log(wall, core::LogLevel::warning);
    App::Options options;
    options.data = arguments.data;
    LT_TRY(const auto app, App::open(options, clock, ids, log));
    LT_CHECK(core::mark_demo(app->store(), std::string(kDemoCompany)));
    LT_TRY(const DemoReport report,
           load_demo({app->services(), clock, wall.now(), default_demo_folder(), fonts}));
    LT_CHECK(write_accounts(arguments.data / "demo_accounts.txt"));
    return report;
}

int run(const Arguments& arguments) {
    const auto filled = fill(arguments);
    if (!filled) return report(filled.error());
    if (arguments.json)
        std::cout << "{\"people\":" << filled->people << ",\"items\":" << filled->items
                  << ",\"files\":" << filled->files << ",\"volumes\":" << filled->volumes
                  << ",\"loans\":" << filled->loans << ",\"papers\":" << filled->papers << "}\n";
    else
        std::cout << kDemoCompany << ": " << filled->people << " people, " << filled->items
                  << " items, " << filled->files << " files, " << filled->volumes << " volumes, "
                  << filled->loans << " loans, " << filled->papers
                  << " papers in the register; password of every account: " << kDemoPassword
                  << "\n";
    return kDone;
}

}  // namespace

const Command& demo_command() {
    static const Command kCommand = {
        "demo",
        "fill a new archive with the demo company",
        "lantai demo [--data DIR] [--json]\n\n"
        "  --data DIR  an archive just made by lantai init (default: data)\n\n"
        "Adds the people, papers, volumes and loans of an invented company. Its accounts have a\n"
        "known password: such an archive is served on this machine's own address only.\n",
        {},
        run};
    return kCommand;
}

}  // namespace lantai::server
