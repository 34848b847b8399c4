// The command line of one command.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::server {

/// Exit codes of every command (DECISIONS 21).
inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;     // failed check or refusal
inline constexpr int kWrongUsage = 2;  // or could not look
inline constexpr int kNothingToShow = 3;

/// What a command understands beside --help, --data DIR and --json.
struct Usage {
    std::vector<std::string> with_value = {};  // {"--port"}
    std::vector<std::string> flags = {};       // {"--yes"}
    std::size_t min_words = 0;
    std::size_t max_words = 0;
};

struct Arguments {
    std::filesystem::path data = "data";
    bool json = false;
    std::map<std::string, std::string> values;
    std::set<std::string> flags;
    std::vector<std::string> words;

    std::optional<std::string> value(const std::string& name) const;
    bool has(const std::string& flag) const { return flags.count(flag) != 0; }
};

/// "--port 80", "--port=80" and words in any order; "--" ends the options. Error:
/// invalid_argument "usage.wrong", detail says what.
core::Result<Arguments> parse_arguments(const std::vector<std::string>& given, const Usage& usage);

/// A whole number within limits. Error: invalid_argument "usage.wrong".
core::Result<int> parse_number(const std::string& name, const std::string& text, int min, int max);

/// Prints "lantai: <sentence> (<detail>) [<field>]" on stderr, one line for each fault; gives the
/// exit code that fits.
int report(const core::Error& error);

}  // namespace lantai::server
