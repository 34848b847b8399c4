// The Merkle tree of RFC 6962 over a growing list, without keeping the list.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lantai::core {

/// node = SHA256(0x01 || left || right); leaves are hashed by the caller (SHA256(0x00 || bytes)).
class MerkleTree {
public:
    /// `leaf` as 64 hex digits. Constant amortised time.
    void add(std::string_view leaf);
    /// 64 hex digits; of an empty list SHA256("").
    std::string root() const;
    std::uint64_t size() const { return size_; }

private:
    std::uint64_t size_ = 0;
    std::vector<std::string> peaks_;  // raw hashes of the full subtrees, largest first
};

}  // namespace lantai::core
