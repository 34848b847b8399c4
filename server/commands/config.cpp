#include <iostream>

#include "core/base/config.hpp"
#include "server/commands/commands.hpp"

namespace lantai::server {
namespace {

int run(const Arguments& arguments) {
    if (arguments.has("--explain")) {
        std::cout << core::explain_config();
        return kDone;
    }
    const auto config = core::load_config(arguments.data / "lantai.toml");
    if (!config) return report(config.error());
    std::cout << "the settings are well-formed\n";
    return kDone;
}

}  // namespace

const Command& config_command() {
    static const Command kCommand = {
        "config",
        "explain the settings, or check those of an archive",
        "lantai config [--explain] [--data DIR]\n\n"
        "  --explain   every setting with its type, default and meaning\n"
        "  without it  checks DIR/lantai.toml: 0 well-formed, 1 not\n",
        {.flags = {"--explain"}},
        run};
    return kCommand;
}

}  // namespace lantai::server
