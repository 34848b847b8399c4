#include "core/base/merkle.hpp"

#include <gtest/gtest.h>

#include "core/base/hash.hpp"

namespace lantai::core {
namespace {

std::string leaf(const std::string& bytes) { return sha256_hex(std::string(1, '\0') + bytes); }

/// The definition of RFC 6962 2.1, word for word.
std::string by_definition(const std::vector<std::string>& leaves) {
    if (leaves.empty()) return sha256_hex("");
    if (leaves.size() == 1) return leaves[0];
    std::size_t k = 1;
    while (k * 2 < leaves.size()) k *= 2;
    const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(k);
    return sha256_hex("\x01" + from_hex(by_definition({leaves.begin(), middle})) +
                      from_hex(by_definition({middle, leaves.end()})));
}

TEST(MerkleTest, AgreesWithTheDefinitionAtEverySize) {
    MerkleTree tree;
    std::vector<std::string> leaves;
    EXPECT_EQ(tree.root(), by_definition(leaves));
    for (int i = 0; i < 70; ++i) {
        leaves.push_back(leaf(std::to_string(i)));
        tree.add(leaves.back());
        EXPECT_EQ(tree.root(), by_definition(leaves)) << i;
        EXPECT_EQ(tree.size(), leaves.size());
    }
}

TEST(MerkleTest, GivesTheKnownRootOfTheCertificateTransparencyVectors) {
    // The first two inputs of the published test vectors: "" and 0x00.
    MerkleTree tree;
    tree.add(leaf(""));
    EXPECT_EQ(tree.root(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    tree.add(leaf(std::string(1, '\0')));
    EXPECT_EQ(tree.root(), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
}

}  // namespace
}  // namespace lantai::core
