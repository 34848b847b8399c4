#include "core/base/ids.hpp"

#include <algorithm>
#include <cstdio>

namespace lantai::core {

Id RandomIds::next() {
    const std::lock_guard lock(mutex_);
    // 41 bits of milliseconds since 2020, 12 bits of chance: 2^53 lasts until 2089.
    constexpr Timestamp kEpoch = 1'577'836'800'000;
    const Id now = std::max<Timestamp>(clock_.now() - kEpoch, 1);
    const Id fresh = (now << 12) | static_cast<Id>(device_() & 0xFFFU);
    last_ = std::max(fresh, last_ + 1 + static_cast<Id>(device_() & 0x7U));
    return last_;
}

std::string RandomIds::token(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    std::string hex;
    hex.reserve(bytes * 2);
    for (std::size_t i = 0; i < bytes; ++i) {
        char pair[3];
        std::snprintf(pair, sizeof pair, "%02x", static_cast<unsigned>(device_() & 0xFFU));
        hex += pair;
    }
    return hex;
}

Id CountingIds::next() {
    const std::lock_guard lock(mutex_);
    return ++last_;
}

std::string CountingIds::token(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    std::string digits = std::to_string(++tokens_);
    std::string hex(bytes * 2, '0');
    for (std::size_t i = 0; i < digits.size() && i < hex.size(); ++i)
        hex[hex.size() - 1 - i] = digits[digits.size() - 1 - i];
    return hex;
}

}  // namespace lantai::core
