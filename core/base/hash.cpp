#include "core/base/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace lantai::core {
namespace {

const EVP_MD* digest_of(HashKind kind) {
    // Fetched once: EVP_sha256() is looked up among the providers with every single digest.
    static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    static const EVP_MD* const kSm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
    switch (kind) {
        case HashKind::sha256:
            return kSha256;
        case HashKind::sm3:
            return kSm3;
    }
    return kSha256;
}

/// The digests are part of OpenSSL; they fail only when no memory is left.
void expect(bool done) {
    if (!done) throw std::bad_alloc();
}

}  // namespace

struct Hasher::State {
    State() : context(EVP_MD_CTX_new()) { expect(context != nullptr); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { EVP_MD_CTX_free(context); }
    EVP_MD_CTX* context;
};

Hasher::Hasher(HashKind kind) : state_(std::make_unique<State>()) {
    const EVP_MD* digest = digest_of(kind);
    expect(digest != nullptr && EVP_DigestInit_ex(state_->context, digest, nullptr) == 1);
}
Hasher::~Hasher() = default;

void Hasher::update(std::string_view bytes) {
    expect(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

std::string Hasher::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes;
    unsigned size = 0;
    expect(EVP_DigestFinal_ex(state_->context, bytes.data(), &size) == 1);
    return to_hex({reinterpret_cast<const char*>(bytes.data()), size});
}

std::string sha256_hex(std::string_view bytes) {
    Hasher hasher(HashKind::sha256);
    hasher.update(bytes);
    return hasher.hex();
}

std::string from_hex(std::string_view hex) {
    const auto nibble = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(nibble(hex[i]) * 16 + nibble(hex[i + 1]));
    return bytes;
}

std::string to_hex(std::string_view bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        hex += kDigits[(static_cast<unsigned char>(c) >> 4) & 0xF];
        hex += kDigits[static_cast<unsigned char>(c) & 0xF];
    }
    return hex;
}

}  // namespace lantai::core
