// Passwords: what a good one is, and their hashes (Argon2id, 64 MiB, 2 passes, libsodium).
#pragma once
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::core {

/// Threads: every method from any thread. At most 4 hashes are computed at once, 64 more wait;
/// beyond that busy "login.too_many".
class Passwords {
public:
    /// `quick` is for tests only: the cheapest parameters that libsodium allows.
    enum class Cost { normal, quick };
    explicit Passwords(Cost cost = Cost::normal);

    /// Text of the hash with its parameters. Errors: busy, internal "password.hash" (no memory).
    Result<std::string> hash(std::string_view password);

    /// False for a wrong password. An empty `stored` costs the same time and is always false.
    Result<bool> matches(const std::string& stored, std::string_view password);

    /// Was it made with other parameters than hash() uses now?
    bool is_outdated(const std::string& stored) const;

private:
    class Slot;
    Result<std::string> decoy();
    unsigned long long passes_;
    std::size_t memory_;
    std::mutex mutex_;
    std::condition_variable free_;
    int running_ = 0;    // guarded by mutex_
    int waiting_ = 0;    // guarded by mutex_
    std::string decoy_;  // guarded by mutex_
};

/// Is `password` fit to be chosen? Keys, for field `field`: password.too_short (params min 10),
/// password.too_long (more than 256 bytes), text.not_utf8, password.common (a well-known one),
/// password.personal (contains the login, the name or a word of `own_words`, e.g. the company).
/// Characters are counted as code points after NFC; nothing else is asked for (no classes).
std::optional<Error> password_fault(std::string_view field, std::string_view password,
                                    const std::vector<std::string>& own_words);

}  // namespace lantai::core
