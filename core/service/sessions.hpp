// Who is signed in: login, sessions, one-time links, own password (security.md 6).
// Rights are never kept in a session: resolve() reads roles, clearance, positions and loans
// afresh, so that what is withdrawn counts for the very next request.
#pragma once
#include <optional>
#include <string>

#include "core/repo/user_repo.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/passwords.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// A session as a request finds it.
struct OpenSession {
    Caller caller;  // actor: the person with the origin's address and request id
    std::string csrf;
    bool must_change_password = false;
};

/// A session as it is opened: `token` (64 hex digits) goes into the cookie and nowhere else.
struct NewSession {
    std::string token;
    OpenSession session;
};

/// Ends after 30 minutes without a request (counted in steps of a minute) and after 10 hours in
/// any case. Tokens are 256 random bits, stored only as SHA-256.
/// Threads: every method from any thread. login, use_link and change_password take about 0.1 s
/// of one core (Argon2id) and must not run on the writer.
class Sessions {
public:
    struct Limits {
        std::int64_t idle_ms = 30 * 60'000;
        std::int64_t absolute_ms = 10 * 3'600'000;
    };
    /// The three must outlive this object.
    Sessions(Store& store, Passwords& passwords, DenialLog& denials);
    Sessions(Store& store, Passwords& passwords, DenialLog& denials, Limits limits);

    /// `origin`: Actor without user, with address and request id. A wrong password, an unknown
    /// login and a deactivated account cost and answer the same: unauthenticated login.failed.
    /// Attempts are counted before the password is looked at. Further errors: busy
    /// login.throttled (params seconds, HTTP 429), busy login.too_many (503). Each refusal is in
    /// the audit log, at most 20 a minute per address.
    Result<NewSession> login(std::string login, const std::string& password, const Actor& origin);

    /// Nothing: no such session, it has ended, or its account is deactivated.
    Result<std::optional<OpenSession>> resolve(const std::string& token, const Actor& origin);

    /// Ends this session; a token that is none is no error.
    Result<void> logout(const std::string& token, const Actor& actor);

    /// First login and password reset. Errors: not_found link.invalid (unknown, used, expired,
    /// account deactivated), field_error new_password (password_fault). All other sessions of
    /// the account end.
    Result<NewSession> use_link(const std::string& link_token, const std::string& new_password,
                                const Actor& origin);

    /// Ends every session of the person and opens a fresh one with the same CSRF token: set the
    /// cookie anew. Errors: field_error old_password "password.wrong" (throttled as a login),
    /// field_error new_password (password.same, password_fault).
    Result<NewSession> change_password(const Caller& caller, const std::string& token,
                                       const std::string& old_password,
                                       const std::string& new_password);

    /// Housekeeping: forgets ended sessions, used links and old throttles. Call every few minutes.
    Result<void> sweep();

private:
    /// Counts an attempt of the account and the address, or refuses it.
    Result<void> admit(const std::string& login, const Actor& origin);
    Result<void> note_refusal(const std::optional<UserRow>& row, const Actor& origin,
                              const std::string& reason);
    Store& store_;
    Passwords& passwords_;
    DenialLog& denials_;
    Limits limits_;
};

}  // namespace lantai::core
