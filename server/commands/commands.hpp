// The commands of `lantai`; one file each, one row each in main.cpp.
#pragma once
#include "server/commands/arguments.hpp"

namespace lantai::server {

struct Command {
    const char* name;
    const char* summary;  // one line of `lantai --help`
    const char* help;     // text of `lantai NAME --help`
    Usage usage;
    int (*run)(const Arguments&);
};

const Command& config_command();
const Command& demo_command();
const Command& serve_command();

}  // namespace lantai::server
