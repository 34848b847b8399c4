// Settings: one table of keys drives reading, checking and `lantai config --explain`.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace lantai::core {

/// Every setting with its default. Secrets are never here, only the names of files that hold them.
struct Config {
    std::string server_address = "127.0.0.1";
    int server_port = 8080;
    int server_threads = 512;
    int server_connections_per_address = 64;
    std::string server_proxies;
    std::string tls_certificate;
    std::string tls_key;
    std::string web_root;
    int upload_max_mib = 4096;
    std::string log_level = "info";
    int archive_utc_offset_minutes = 480;
};

/// Reads TOML. Errors: invalid_argument "config.bad_toml", "config.unknown_key",
/// "config.wrong_type", "config.out_of_range", "config.not_a_choice"; `detail` says where.
Result<Config> parse_config(std::string_view toml, const std::string& source);

/// The file, or the defaults when it does not exist. Errors: those of parse_config, io.
Result<Config> load_config(const std::filesystem::path& file);

/// One paragraph for each key: name, type, default, what it does.
std::string explain_config();

}  // namespace lantai::core
