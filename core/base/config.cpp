#include "core/base/config.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <span>
#include <variant>

namespace lantai::core {
namespace {

struct Key {
    std::string_view name;  // "section.key"
    std::variant<std::string Config::*, int Config::*> member;
    std::string_view text;
    int min = 0;
    int max = 0;
    std::span<const std::string_view> choices = {};
};

constexpr std::array<std::string_view, 4> kLogLevels = {"debug", "info", "warning", "error"};

constexpr std::array<Key, 11> kKeys = {{
    {"server.address", &Config::server_address,
     "Address to listen on. Other than 127.0.0.1 or ::1 only with TLS and without demo accounts."},
    {"server.port", &Config::server_port, "Port to listen on; 0 takes any free one.", 0, 65535},
    {"server.threads", &Config::server_threads,
     "Connections served at once; each idle one costs about 15 kB.", 16, 4000},
    {"server.connections_per_address", &Config::server_connections_per_address,
     "Open connections of one client address.", 4, 4000},
    {"server.proxies", &Config::server_proxies,
     "Addresses of proxies, separated by commas, whose X-Forwarded-For and X-Forwarded-Proto are "
     "believed."},
    {"tls.certificate", &Config::tls_certificate, "PEM file with the certificate and its chain."},
    {"tls.key", &Config::tls_key, "PEM file with the private key."},
    {"web.root", &Config::web_root,
     "Folder of the built web client; empty: server/web/dist beside the program's source."},
    {"upload.max_mib", &Config::upload_max_mib, "Largest file that is taken, in MiB.", 1, 1048576},
    {"log.level", &Config::log_level, "Lowest level written to stderr.", 0, 0, kLogLevels},
    {"archive.utc_offset_minutes", &Config::archive_utc_offset_minutes,
     "The company's zone in minutes east of UTC; decides which calendar day it is.", -720, 840},
}};

Error refuse(const char* key, std::string detail) {
    return fail(ErrorCode::invalid_argument, key, std::move(detail));
}

std::string where(const std::string& source, const toml::node& node) {
    return source + ":" + std::to_string(node.source().begin.line) + ": ";
}

std::string joined(std::span<const std::string_view> words) {
    std::string out;
    for (const std::string_view word : words) {
        if (!out.empty()) out += ", ";
        out += word;
    }
    return out;
}

Result<void> set_text(Config& config, const Key& key, const toml::node& node,
                      const std::string& place) {
    const auto value = node.value_exact<std::string>();
    if (!value)
        return refuse("config.wrong_type", place + std::string(key.name) + " must be a text");
    const bool fits = key.choices.empty() || std::find(key.choices.begin(), key.choices.end(),
                                                       *value) != key.choices.end();
    if (!fits)
        return refuse("config.not_a_choice",
                      place + std::string(key.name) + " must be one of " + joined(key.choices));
    config.*std::get<std::string Config::*>(key.member) = *value;
    return {};
}

Result<void> set_number(Config& config, const Key& key, const toml::node& node,
                        const std::string& place) {
    const auto value = node.value_exact<std::int64_t>();
    if (!value)
        return refuse("config.wrong_type", place + std::string(key.name) + " must be a number");
    if (*value < key.min || *value > key.max)
        return refuse("config.out_of_range", place + std::string(key.name) + " must be " +
                                                 std::to_string(key.min) + " to " +
                                                 std::to_string(key.max));
    config.*std::get<int Config::*>(key.member) = static_cast<int>(*value);
    return {};
}

Result<void> set_key(Config& config, const std::string& name, const toml::node& node,
                     const std::string& source) {
    const std::string place = where(source, node);
    const auto key = std::find_if(kKeys.begin(), kKeys.end(),
                                  [&](const Key& candidate) { return candidate.name == name; });
    if (key == kKeys.end()) return refuse("config.unknown_key", place + "unknown key " + name);
    return std::holds_alternative<int Config::*>(key->member)
               ? set_number(config, *key, node, place)
               : set_text(config, *key, node, place);
}

}  // namespace

Result<Config> parse_config(std::string_view text, const std::string& source) {
    Config config;
    try {
        const toml::table document = toml::parse(text);
        for (const auto& [section, node] : document) {
            const toml::table* table = node.as_table();
            const std::string name(section.str());
            if (!table) LT_CHECK(set_key(config, name, node, source));
            if (!table) continue;
            for (const auto& [key, value] : *table)
                LT_CHECK(set_key(config, name + "." + std::string(key.str()), value, source));
        }
    } catch (const toml::parse_error& error) {
        return refuse("config.bad_toml", source + ":" + std::to_string(error.source().begin.line) +
                                             ": " + std::string(error.description()));
    }
    return config;
}

Result<Config> load_config(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return Config{};
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(ErrorCode::io, "config.unreadable", file.string());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return parse_config(text, file.string());
}

std::string explain_config() {
    const Config defaults;
    std::string out = "Settings, read from lantai.toml in the data folder:\n";
    for (const Key& key : kKeys) {
        out += "\n" + std::string(key.name);
        if (const auto* number = std::get_if<int Config::*>(&key.member)) {
            out += " (number " + std::to_string(key.min) + " to " + std::to_string(key.max) +
                   ", default " + std::to_string(defaults.**number) + ")\n";
        } else {
            const std::string& text = defaults.*std::get<std::string Config::*>(key.member);
            out += key.choices.empty() ? " (text" : " (" + joined(key.choices);
            out += ", default \"" + text + "\")\n";
        }
        out += "    " + std::string(key.text) + "\n";
    }
    return out;
}

}  // namespace lantai::core
