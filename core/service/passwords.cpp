#include "core/service/passwords.hpp"

#include <sodium.h>

#include <memory>

#include "core/base/unicode.hpp"
#include "core/rules/login_rules.hpp"
#include "core/rules/text_rules.hpp"

namespace lantai::core {
namespace {
constexpr int kAtOnce = 4;
constexpr int kWaiting = 64;
constexpr std::size_t kMinCharacters = 10;
constexpr std::size_t kMaxBytes = 256;
constexpr std::size_t kMemory = std::size_t{64} << 20;
constexpr unsigned long long kPasses = 2;
}  // namespace

/// One of the places at which a hash may be computed.
class Passwords::Slot {
public:
    static Result<std::unique_ptr<Slot>> take(Passwords& passwords) {
        std::unique_lock lock(passwords.mutex_);
        if (passwords.waiting_ >= kWaiting) return fail(ErrorCode::busy, "login.too_many");
        ++passwords.waiting_;
        passwords.free_.wait(lock, [&] { return passwords.running_ < kAtOnce; });
        --passwords.waiting_;
        ++passwords.running_;
        return std::make_unique<Slot>(passwords);
    }
    explicit Slot(Passwords& passwords) : passwords_(passwords) {}
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot() {
        {
            const std::lock_guard lock(passwords_.mutex_);
            --passwords_.running_;
        }
        passwords_.free_.notify_one();
    }

private:
    Passwords& passwords_;
};

Passwords::Passwords(Cost cost)
    : passes_(cost == Cost::normal ? kPasses : crypto_pwhash_OPSLIMIT_MIN),
      memory_(cost == Cost::normal ? kMemory : crypto_pwhash_MEMLIMIT_MIN) {}

Result<std::string> Passwords::hash(std::string_view password) {
    if (sodium_init() < 0) return fail(ErrorCode::internal, "password.hash", "libsodium");
    LT_TRY(const std::string text, to_nfc(password));
    LT_TRY(const auto slot, Slot::take(*this));
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(out, text.data(), text.size(), passes_, memory_,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(ErrorCode::internal, "password.hash", "no memory");
    return std::string(out);
}

Result<std::string> Passwords::decoy() {
    {
        const std::lock_guard lock(mutex_);
        if (!decoy_.empty()) return decoy_;
    }
    LT_TRY(std::string made, hash("nobody has this password"));
    const std::lock_guard lock(mutex_);
    decoy_ = std::move(made);
    return decoy_;
}

Result<bool> Passwords::matches(const std::string& stored, std::string_view password) {
    if (sodium_init() < 0) return fail(ErrorCode::internal, "password.hash", "libsodium");
    // Bytes that are no UTF-8 can be no password, but must cost the same.
    const auto nfc = to_nfc(password);
    const std::string text = nfc ? *nfc : std::string();
    std::string against = stored;
    if (stored.empty()) {
        LT_TRY(against, decoy());
    }
    LT_TRY(const auto slot, Slot::take(*this));
    const bool same = crypto_pwhash_str_verify(against.c_str(), text.data(), text.size()) == 0;
    return same && !stored.empty() && nfc;
}

bool Passwords::is_outdated(const std::string& stored) const {
    return crypto_pwhash_str_needs_rehash(stored.c_str(), passes_, memory_) != 0;
}

std::optional<Error> password_fault(std::string_view field, std::string_view password,
                                    const std::vector<std::string>& own_words) {
    const std::string name(field);
    const auto nfc = to_nfc(password);
    if (!nfc) return field_error(name, "text.not_utf8");
    if (code_points(*nfc).value_or(0) < kMinCharacters)
        return field_error(name, "password.too_short", {{"min", std::to_string(kMinCharacters)}});
    if (nfc->size() > kMaxBytes)
        return field_error(name, "password.too_long", {{"max", std::to_string(kMaxBytes)}});
    const std::string folded = fold_login(*nfc);
    if (is_common_password(folded)) return field_error(name, "password.common");
    std::vector<std::string> words;
    for (const std::string& word : own_words) words.push_back(fold_login(word));
    if (is_personal_password(folded, words)) return field_error(name, "password.personal");
    return std::nullopt;
}

}  // namespace lantai::core
