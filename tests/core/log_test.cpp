#include "core/base/log.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

TEST(LogTest, WritesOneJsonObjectALine) {
    FakeClock clock;
    std::vector<std::string> lines;
    Log log(clock, LogLevel::info, [&](const std::string& line) { lines.push_back(line); });
    log.info("item.filed", {{"id", 12}, {"why", "a \"quoted\"\nline"}});
    log.write(LogLevel::debug, "too.fine");
    log.error("disk.full");
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0],
              "{\"at\":\"2023-11-14T22:13:20.000Z\",\"level\":\"info\",\"event\":\"item.filed\","
              "\"id\":12,\"why\":\"a \\\"quoted\\\"\\u000aline\"}\n");
    EXPECT_NE(lines[1].find("\"level\":\"error\""), std::string::npos);
}

}  // namespace
}  // namespace lantai::core
