#include <iostream>

#include "server/commands/commands.hpp"
#include "server/commands/open_archive.hpp"
#include "server/json_codec.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

std::string plain(const std::vector<core::SnippetPart>& parts) {
    std::string text;
    for (const core::SnippetPart& part : parts) text += part.text;
    return text;
}

void print_json(const core::FoundRecords& found) {
    JsonWriter out;
    out.begin_object().member("total", found.result.total);
    out.member("exact", found.result.total_exact).name("items").begin_array();
    for (const core::FoundRecord& record : found.records) {
        const core::Item& item = record.entry.item;
        out.begin_object().member("code", item.archival_code).member("title", item.title);
        out.member("date", item.document_date).member("year", item.filing_year);
        out.member("level", item.level).member("retention_class", item.retention_class);
        out.member("content", record.access == core::RowAccess::content);
        out.member("in_title", record.hit.in_title).member("in_body", record.hit.in_body);
        out.member("snippet", plain(record.hit.snippet)).member("page", record.hit.page);
        out.end_object();
    }
    std::cout << out.end_array().end_object().take() << "\n";
}

void print_lines(const core::FoundRecords& found) {
    for (const core::FoundRecord& record : found.records) {
        std::cout << record.entry.item.archival_code << "  " << record.entry.item.title << "\n";
        const std::string snippet = plain(record.hit.snippet);
        if (!snippet.empty()) std::cout << "    " << snippet << "\n";
    }
    std::cout << (found.result.total_exact ? "" : "more than ") << found.result.total << " found\n";
}

core::Result<core::FoundRecords> find(const Arguments& arguments) {
    core::SearchQuery query;
    query.text = arguments.words[0];
    if (const auto limit = arguments.value("--limit")) {
        LT_TRY(query.limit, parse_number("--limit", *limit, 1, 200));
    }
    LT_TRY(const auto archive, OpenArchive::open(arguments));
    LT_TRY(const core::Caller caller, archive->caller(arguments, core::Role::archivist, "search"));
    return core::find_records(archive->store(), archive->services().search_engine(), caller, query);
}

int run(const Arguments& arguments) {
    const auto found = find(arguments);
    if (!found) {
        if (found.error().key != "index.missing") return report(found.error());
        std::cerr
            << "lantai: there is no index yet: lantai index rebuild makes it, and lantai serve\n";
        return kWrongUsage;  // could not look
    }
    if (arguments.json)
        print_json(*found);
    else
        print_lines(*found);
    return found->result.total == 0 ? kNothingToShow : kDone;
}

}  // namespace

const Command& search_command() {
    static const Command kCommand = {
        "search",
        "search catalogue and full text",
        "lantai search QUERY [--as LOGIN] [--limit N] [--json] [--data DIR]\n\n"
        "  QUERY       words between blanks must all be found\n"
        "  --as LOGIN  what this person would find; logged. Without it: the operator as archivist\n"
        "  --limit N   rows shown, 1 to 200 (default 20)\n\n"
        "Searches what the index holds: see lantai index status.\n"
        "0 found, 1 refused, 2 cannot look (no index yet: lantai index rebuild), 3 nothing found\n",
        {.with_value = {"--as", "--limit"}, .min_words = 1, .max_words = 1},
        run};
    return kCommand;
}

}  // namespace lantai::server
