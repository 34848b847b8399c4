#include "core/base/hash.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace lantai::core {
namespace {

TEST(HashTest, GivesThePublishedDigests) {
    // FIPS 180-4 and GB/T 32905-2016 A.1, both of "abc".
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Hasher sm3(HashKind::sm3);
    sm3.update("a");
    sm3.update("bc");
    EXPECT_EQ(sm3.hex(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

TEST(HashTest, TurnsBytesToHexAndBack) {
    const std::string bytes("\x00\x7f\x80\xff", 4);
    EXPECT_EQ(to_hex(bytes), "007f80ff");
    EXPECT_EQ(from_hex("007f80ff"), bytes);
}

TEST(HashTest, ManyThreadsHashAtOnce) {
    const std::string right = sha256_hex("兰台");
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 20'000; ++i)
                if (sha256_hex("兰台") != right) ++wrong;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace lantai::core
