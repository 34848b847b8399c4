#include "server/commands/arguments.hpp"

#include <algorithm>
#include <charconv>
#include <iostream>

#include "server/commands/messages.hpp"

namespace lantai::server {
namespace {

core::Error wrong(std::string detail) {
    return core::fail(core::ErrorCode::invalid_argument, "usage.wrong", std::move(detail));
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::optional<std::string> Arguments::value(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
}

core::Result<Arguments> parse_arguments(const std::vector<std::string>& given, const Usage& usage) {
    Arguments out;
    bool options = true;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const std::string& word = given[i];
        if (options && word == "--") {
            options = false;
        } else if (!options || !word.starts_with("--")) {
            out.words.push_back(word);
        } else {
            const auto equals = word.find('=');
            const std::string name = word.substr(0, equals);
            const bool valued = name == "--data" || contains(usage.with_value, name);
            if (valued) {
                if (equals == std::string::npos && i + 1 == given.size())
                    return wrong(name + " needs a value");
                const std::string value =
                    equals == std::string::npos ? given[++i] : word.substr(equals + 1);
                if (name == "--data") out.data = value;
                if (name != "--data" && !out.values.emplace(name, value).second)
                    return wrong(name + " is given twice");
            } else if (word == "--json") {
                out.json = true;
            } else if (contains(usage.flags, word)) {
                out.flags.insert(word);
            } else {
                return wrong("unknown option " + word);
            }
        }
    }
    if (out.words.size() < usage.min_words) return wrong("something is missing");
    if (out.words.size() > usage.max_words) return wrong("too much: " + out.words.back());
    return out;
}

core::Result<int> parse_number(const std::string& name, const std::string& text, int min, int max) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (!whole || number < min || number > max)
        return wrong(name + " must be a number from " + std::to_string(min) + " to " +
                     std::to_string(max));
    return number;
}

int report(const core::Error& error) {
    const bool usage = error.key == "usage.wrong" && !error.detail.empty();
    std::cerr << "lantai: " << (usage ? error.detail : sentence(error));
    if (!usage && !error.detail.empty()) std::cerr << " (" << error.detail << ")";
    if (!error.field.empty()) std::cerr << " [" << error.field << "]";
    std::cerr << "\n";
    for (const core::Error& other : error.others) report(other);
    if (error.key == "usage.wrong") return kWrongUsage;
    switch (error.code) {
        case core::ErrorCode::io:
        case core::ErrorCode::busy:
        case core::ErrorCode::internal:
            return kWrongUsage;  // could not look
        case core::ErrorCode::invalid_argument:
        case core::ErrorCode::unauthenticated:
        case core::ErrorCode::forbidden:
        case core::ErrorCode::not_found:
        case core::ErrorCode::conflict:
        case core::ErrorCode::stale:
        case core::ErrorCode::too_large:
        case core::ErrorCode::corrupt:
            return kRefused;
    }
    return kRefused;
}

}  // namespace lantai::server
