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

const Command& audit_command();
const Command& backup_command();
const Command& check_command();
const Command& config_command();
const Command& demo_command();
const Command& file_command();
const Command& fonds_command();
const Command& index_command();
const Command& init_command();
const Command& loan_command();
const Command& print_command();
const Command& restore_command();
const Command& search_command();
const Command& serve_command();
const Command& text_command();
const Command& user_command();
const Command& change_command();
const Command& volume_command();

}  // namespace lantai::server
