// lantai: one program, one table of commands.
#include <iostream>
#include <string_view>

#include "server/commands/commands.hpp"
#include "server/version.hpp"

namespace {

using namespace lantai::server;

const Command* const kCommands[] = {
    &init_command(),   &demo_command(),    &serve_command(),  &user_command(),  &fonds_command(),
    &file_command(),   &volume_command(),  &change_command(), &print_command(), &search_command(),
    &text_command(),   &loan_command(),    &index_command(),  &audit_command(), &check_command(),
    &backup_command(), &restore_command(), &config_command(),
};

void print_help(std::ostream& out) {
    out << "Lantai 兰台 " << kVersion << "\n\nlantai COMMAND [--help] [--data DIR] …\n\n";
    for (const Command* command : kCommands) {
        std::string name = command->name;
        name.resize(12, ' ');
        out << "  " << name << command->summary << "\n";
    }
}

int run_command(const Command& command, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (word == "--") break;
        if (word != "--help") continue;
        std::cout << command.help;
        return kDone;
    }
    const auto arguments = parse_arguments(words, command.usage);
    if (!arguments) {
        const int code = report(arguments.error());
        std::cerr << command.help;
        return code;
    }
    return command.run(*arguments);
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.empty()) {
        print_help(std::cerr);
        return kWrongUsage;
    }
    if (words[0] == "--help" || words[0] == "help") {
        print_help(std::cout);
        return kDone;
    }
    if (words[0] == "--version") {
        std::cout << kVersion << "\n";
        return kDone;
    }
    for (const Command* command : kCommands)
        if (words[0] == command->name)
            return run_command(*command, {words.begin() + 1, words.end()});
    std::cerr << "lantai: unknown command " << words[0] << "\n";
    print_help(std::cerr);
    return kWrongUsage;
}
