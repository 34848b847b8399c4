#include <iostream>

#include "indexer/extractors.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/messages.hpp"

namespace lantai::server {
namespace {

int run(const Arguments& arguments) {
    const indexer::Extractor extractor({.program = indexer::extract_program_beside_self()});
    const auto extracted = extractor.extract(arguments.words[0]);
    if (!extracted) {
        report(extracted.error());
        return kWrongUsage;
    }
    if (!extracted->reason.empty())
        return report(core::fail(core::ErrorCode::invalid_argument, extracted->reason));
    std::cout << extracted->text;
    if (!extracted->text.empty() && extracted->text.back() != '\n') std::cout << "\n";
    std::cout.flush();
    return std::cout ? kDone : kWrongUsage;
}

}  // namespace

const Command& text_command() {
    static const Command kCommand = {
        "text",
        "show the text of a file as the search would see it",
        "lantai text FILE\n\n"
        "Text files (UTF-8, UTF-16, GB18030) and PDF. Pages of a PDF end with a form feed.\n"
        "0 text on stdout; 1 none, the reason is on stderr; 2 the file cannot be read.\n",
        {.min_words = 1, .max_words = 1},
        run};
    return kCommand;
}

}  // namespace lantai::server
