#include "core/base/merkle.hpp"

#include "core/base/hash.hpp"

namespace lantai::core {
namespace {
std::string node(const std::string& left, const std::string& right) {
    return from_hex(sha256_hex("\x01" + left + right));
}
}  // namespace

void MerkleTree::add(std::string_view leaf) {
    std::string hash = from_hex(leaf);
    // Each set low bit of the size is a full subtree that the new leaf completes to a larger one.
    for (std::uint64_t rest = size_; rest & 1U; rest >>= 1) {
        hash = node(peaks_.back(), hash);
        peaks_.pop_back();
    }
    peaks_.push_back(std::move(hash));
    ++size_;
}

std::string MerkleTree::root() const {
    if (peaks_.empty()) return sha256_hex("");
    std::string hash = peaks_.back();
    for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) hash = node(*peak, hash);
    return to_hex(hash);
}

}  // namespace lantai::core
