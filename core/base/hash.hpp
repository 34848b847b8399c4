// Digests. On OpenSSL itself: Poco 1.11's DigestEngine counts its users and frees shared memory
// when the last one goes, which two threads can do at the same moment (seen as a crash).
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace lantai::core {

enum class HashKind { sha256, sm3 };  // SM3: GB/T 32905

/// Takes bytes piece by piece. Threads: one object, one thread; any number of objects at once.
class Hasher {
public:
    explicit Hasher(HashKind kind);
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    ~Hasher();
    void update(std::string_view bytes);
    /// 64 lower-case hex digits; once, at the end.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// SHA-256 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

/// The bytes of a hex text; the text must be valid hex.
std::string from_hex(std::string_view hex);
std::string to_hex(std::string_view bytes);

}  // namespace lantai::core
