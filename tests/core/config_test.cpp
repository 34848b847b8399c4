#include "core/base/config.hpp"

#include <gtest/gtest.h>

#include "tests/support/temp_dir.hpp"

namespace lantai::core {
namespace {

TEST(ConfigTest, ReadsWhatIsSetAndKeepsTheDefaults) {
    const auto config = parse_config(
        "[server]\nport = 9090\naddress = \"10.0.0.1\"\n[log]\nlevel = \"error\"\n", "f");
    ASSERT_TRUE(config);
    EXPECT_EQ(config->server_port, 9090);
    EXPECT_EQ(config->server_address, "10.0.0.1");
    EXPECT_EQ(config->log_level, "error");
    EXPECT_EQ(config->archive_utc_offset_minutes, 480);
}

TEST(ConfigTest, StopsAtEveryFaultAndSaysWhere) {
    struct Case {
        const char* toml;
        const char* key;
        const char* detail;  // part of it
    };
    const Case kCases[] = {
        {"[server]\nprot = 1\n", "config.unknown_key", "f:2: unknown key server.prot"},
        {"port = 1\n", "config.unknown_key", "port"},
        {"[servers]\nport = 1\n", "config.unknown_key", "servers.port"},
        {"[server]\nport = \"1\"\n", "config.wrong_type", "server.port"},
        {"[server]\nport = 1.5\n", "config.wrong_type", "server.port"},
        {"[server]\naddress = 1\n", "config.wrong_type", "server.address"},
        {"[server]\nport = 65536\n", "config.out_of_range", "0 to 65535"},
        {"[server]\nport = -1\n", "config.out_of_range", "server.port"},
        {"[log]\nlevel = \"loud\"\n", "config.not_a_choice", "debug, info"},
        {"[server\n", "config.bad_toml", "f:1"},
        {"[server]\nport = 1\nport = 2\n", "config.bad_toml", "f:3"},
    };
    for (const Case& c : kCases) {
        const auto config = parse_config(c.toml, "f");
        ASSERT_FALSE(config) << c.toml;
        EXPECT_EQ(config.error().key, c.key) << c.toml;
        EXPECT_NE(config.error().detail.find(c.detail), std::string::npos) << config.error().detail;
    }
}

TEST(ConfigTest, TakesTheDefaultsWhenThereIsNoFile) {
    test::TempDir dir;
    EXPECT_EQ(load_config(dir.path() / "lantai.toml").value().server_port, 8080);
}

TEST(ConfigTest, ExplainsEveryKeyWithItsDefault) {
    const std::string text = explain_config();
    for (const char* part : {"server.port (number 0 to 65535, default 8080)", "tls.certificate",
                             "log.level (debug, info, warning, error, default \"info\")",
                             "archive.utc_offset_minutes", "upload.max_mib", "web.root"})
        EXPECT_NE(text.find(part), std::string::npos) << part;
}

}  // namespace
}  // namespace lantai::core
