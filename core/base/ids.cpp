#include "core/base/ids.hpp"

#include <sys/random.h>

#include <algorithm>

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
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string raw(bytes, '\0');
    // One call for all bytes, straight from the system: every request needs a token.
    for (std::size_t have = 0; have < bytes;) {
        const auto got = ::getrandom(raw.data() + have, bytes - have, 0);
        if (got > 0) have += static_cast<std::size_t>(got);
    }
    std::string hex;
    hex.reserve(bytes * 2);
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 0xFU];
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
