#include "core/base/pinyin_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace lantai::core {
namespace {

TEST(PinyinOrderTest, WordsStandByTheirReadingNotByTheirCodes) {
    const auto order = PinyinOrder::open();
    ASSERT_TRUE(order) << order.error().key;
    const std::vector<std::string> wanted = {"2023", "安全", "采购", "重庆", "档案", "会议",
                                             "投诉", "土地", "制度", "资金", "𠮷",   "ISO"};
    std::vector<std::string> words = wanted;
    std::sort(words.begin(), words.end());
    ASSERT_NE(words, wanted) << "the order of the codes would pass";
    std::sort(words.begin(), words.end(), [&](const std::string& a, const std::string& b) {
        return order->key(a) < order->key(b);
    });
    EXPECT_EQ(words, wanted);
}

TEST(PinyinOrderTest, DifferentWordsHaveDifferentKeysAlsoWhenTheyAreLong) {
    const auto order = PinyinOrder::open();
    ASSERT_TRUE(order);
    EXPECT_NE(order->key("会议"), order->key("会意"));
    std::string text;
    for (int i = 0; i < 63; ++i) text += "题";
    EXPECT_LT(order->key(text), order->key(text + "题"));
    EXPECT_EQ(order->key(text), order->key(text));
    EXPECT_LT(order->key(""), order->key("题"));
}

}  // namespace
}  // namespace lantai::core
