#include "core/service/sessions.hpp"

#include <algorithm>
#include <utility>

#include "core/base/hash.hpp"
#include "core/base/json_text.hpp"
#include "core/repo/session_repo.hpp"
#include "core/repo/settings.hpp"
#include "core/repo/user_repo.hpp"
#include "core/rules/login_rules.hpp"
#include "core/service/subjects.hpp"

namespace lantai::core {
namespace {

constexpr Timestamp kMinute = 60'000;
constexpr Timestamp kDay = 24 * 60 * kMinute;
constexpr Timestamp kLongestWait = 1000 * kLongestLoginDelay;
constexpr Timestamp kAddressForgets = 15 * kMinute;
constexpr std::size_t kLoginShown = 64;

Event session_event(const char* action, Id user_id, const std::string& login) {
    Event event;
    event.action = action;
    event.object_type = "session";
    event.object_id = user_id;
    event.object_code = login;
    return event;
}

/// The password belongs to the account, whose rows the log vouches for.
Event password_event(const char* action, const User& user, std::string details) {
    Event event = session_event(action, user.id, user.login);
    event.object_type = "user";
    event.details = std::move(details);
    return event;
}

Actor as_person(const User& user, const Actor& origin) {
    return {user.id, user.name, origin.request_id, origin.ip};
}

Error throttled(Timestamp wait_ms) {
    Error error = fail(ErrorCode::busy, "login.throttled");
    error.params = {{"seconds", std::to_string((wait_ms + 999) / 1000)}};
    return error;
}

std::string login_subject(const std::string& login) {
    return "login:" + login.substr(0, kLoginShown);
}
std::string address_subject(const std::string& ip) { return "ip:" + ip; }

struct Bucket {
    std::string subject;
    int free;
    Timestamp forgets;
};

/// Counts one attempt before it is judged, so that many at once can't pass together. Returns how
/// long to wait; then nothing was counted.
Result<Timestamp> take_attempt(Database& db, const std::vector<Bucket>& buckets, Timestamp now) {
    std::vector<Throttle> found;
    for (const Bucket& bucket : buckets) {
        LT_TRY(Throttle throttle, find_throttle(db, bucket.subject));
        if (now - throttle.blocked_until > bucket.forgets) throttle.failures = 0;
        // No wait is longer: a clock that was set back must not block for ever.
        if (throttle.blocked_until - now > kLongestWait) throttle.blocked_until = now;
        if (throttle.blocked_until > now) return throttle.blocked_until - now;
        found.push_back(throttle);
    }
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const int failures = found[i].failures + 1;
        const Timestamp until = now + 1000 * login_delay(failures, buckets[i].free);
        LT_CHECK(save_throttle(db, buckets[i].subject, {failures, until}));
    }
    return Timestamp{0};
}

/// After a success: the account starts afresh, the address gets back the one attempt.
Result<void> give_back_attempt(Database& db, const std::string& login, const std::string& ip,
                               Timestamp now) {
    LT_CHECK(delete_throttle(db, login_subject(login)));
    LT_TRY(Throttle address, find_throttle(db, address_subject(ip)));
    if (address.failures == 0) return {};
    --address.failures;
    address.blocked_until = std::min(address.blocked_until, now);
    return save_throttle(db, address_subject(ip), address);
}

/// Words that a password of this person should not be made of.
std::vector<std::string> own_words(const UserRow& row, const std::string& company) {
    return {row.user.login, row.user.name, company};
}

struct Opening {
    std::string token;
    std::string csrf;
};

Result<void> open_session(Database& db, const Opening& opening, Id user_id, const std::string& ip,
                          Timestamp now) {
    return insert_session(db, {sha256_hex(opening.token), user_id, opening.csrf, now, now, ip});
}

/// The session as its first request would find it.
Result<NewSession> as_opened(Store& store, Opening opening, const User& user, const Actor& origin) {
    return store.read_value<NewSession>([&](Database& db) -> Result<NewSession> {
        LT_TRY(auto subject, find_subject(db, user.id, store.today()));
        if (!subject) return fail(ErrorCode::unauthenticated, "login.failed");
        NewSession made;
        made.token = opening.token;
        made.session.caller = {std::move(*subject), as_person(user, origin)};
        made.session.csrf = opening.csrf;
        made.session.must_change_password = user.must_change_password;
        return made;
    });
}

}  // namespace

Sessions::Sessions(Store& store, Passwords& passwords, DenialLog& denials)
    : Sessions(store, passwords, denials, Limits{}) {}

Sessions::Sessions(Store& store, Passwords& passwords, DenialLog& denials, Limits limits)
    : store_(store), passwords_(passwords), denials_(denials), limits_(limits) {}

Result<void> Sessions::admit(const std::string& login, const Actor& origin) {
    const std::vector<Bucket> buckets = {
        {login_subject(login), kFreeFailuresOfAccount, kDay},
        {address_subject(origin.ip), kFreeFailuresOfAddress, kAddressForgets}};
    Timestamp wait = 0;
    LT_CHECK(store_.maintain([&](Database& db) -> Result<void> {
        LT_TRY(wait, take_attempt(db, buckets, store_.now()));
        return {};
    }));
    if (wait > 0) return throttled(wait);
    return {};
}

Result<void> Sessions::note_refusal(const std::optional<UserRow>& row, const Actor& origin,
                                    const std::string& reason) {
    Event event = session_event("login.failed", 0, row ? row->user.login : "");
    // What was typed for an unknown login may be a password: it is not kept.
    event.object_id = row ? std::optional(row->user.id) : std::nullopt;
    event.outcome = Outcome::denied;
    event.reason = reason;
    return denials_.note(origin, std::move(event));
}

Result<NewSession> Sessions::login(std::string login, const std::string& password,
                                   const Actor& origin) {
    login = fold_login(login);
    std::optional<UserRow> row;
    std::string stored;
    LT_CHECK(store_.read([&](Database& db) -> Result<void> {
        LT_TRY(row, find_user_by_login(db, login));
        if (row && row->user.active) {
            LT_TRY(stored, password_hash(db, row->user.id));
        }
        return {};
    }));
    if (auto admitted = admit(login, origin); !admitted) {
        LT_CHECK(note_refusal(row, origin, admitted.error().key));
        return std::move(admitted).error();
    }
    LT_TRY(const bool right, passwords_.matches(stored, password));
    if (!right) {
        LT_CHECK(note_refusal(row, origin, "login.failed"));
        return fail(ErrorCode::unauthenticated, "login.failed");
    }
    std::string fresh_hash;
    if (passwords_.is_outdated(stored)) {
        LT_TRY(fresh_hash, passwords_.hash(password));
    }
    const Opening opening{store_.ids().token(32), store_.ids().token(32)};
    LT_CHECK(store_.write(as_person(row->user, origin), [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const std::string current, password_hash(unit.db(), row->user.id));
        if (current != stored) return fail(ErrorCode::unauthenticated, "login.failed");
        if (!fresh_hash.empty()) {
            LT_CHECK(set_password(unit.db(), row->user.id, fresh_hash));
            unit.note(password_event("password.rehashed", row->user, "{}"));
        }
        LT_CHECK(give_back_attempt(unit.db(), login, origin.ip, unit.now()));
        LT_CHECK(open_session(unit.db(), opening, row->user.id, origin.ip, unit.now()));
        unit.note(session_event("session.opened", row->user.id, row->user.login));
        return {};
    }));
    return as_opened(store_, opening, row->user, origin);
}

Result<std::optional<OpenSession>> Sessions::resolve(const std::string& token,
                                                     const Actor& origin) {
    if (token.size() != 64) return std::optional<OpenSession>();
    const std::string hash = sha256_hex(token);
    const Timestamp now = store_.now();
    std::optional<OpenSession> open;
    bool touch = false;
    LT_CHECK(store_.read([&](Database& db) -> Result<void> {
        LT_TRY(const auto row, find_session(db, hash));
        // A clock that was set back makes no session immortal.
        if (!row || now - row->last_seen > limits_.idle_ms || now < row->created_at ||
            now - row->created_at > limits_.absolute_ms)
            return {};
        LT_TRY(const auto user, find_user(db, row->user_id));
        if (!user) return {};
        LT_TRY(auto subject, subject_of(db, *user, store_.today()));
        if (!subject) return {};
        open.emplace();
        open->caller = {std::move(*subject), as_person(user->user, origin)};
        open->csrf = row->csrf;
        open->must_change_password = user->user.must_change_password;
        touch = now - row->last_seen >= kMinute;
        return {};
    }));
    if (touch)
        LT_CHECK(store_.maintain([&](Database& db) { return touch_session(db, hash, now); }));
    return open;
}

Result<void> Sessions::logout(const std::string& token, const Actor& actor) {
    bool ended = false;
    LT_CHECK(store_.maintain([&](Database& db) -> Result<void> {
        LT_TRY(ended, delete_session(db, sha256_hex(token)));
        return {};
    }));
    if (!ended || !actor.user_id) return {};
    return store_.note_only(actor, session_event("session.closed", *actor.user_id, actor.name));
}

Result<NewSession> Sessions::use_link(const std::string& link_token,
                                      const std::string& new_password, const Actor& origin) {
    const std::string hash = sha256_hex(link_token);
    const auto invalid = [] { return fail(ErrorCode::not_found, "link.invalid"); };
    std::optional<UserRow> row;
    std::string company;
    LT_CHECK(store_.read([&](Database& db) -> Result<void> {
        LT_TRY(const auto user_id, find_link_user(db, hash, store_.now()));
        if (user_id) {
            LT_TRY(row, find_user(db, *user_id));
        }
        LT_TRY(company, find_setting(db, "company_name"));
        return {};
    }));
    if (!row || !row->user.active) {
        LT_CHECK(note_refusal(std::nullopt, origin, "link.invalid"));
        return invalid();
    }
    if (auto fault = password_fault("new_password", new_password, own_words(*row, company)))
        return *std::move(fault);
    LT_TRY(const std::string password, passwords_.hash(new_password));
    const Opening opening{store_.ids().token(32), store_.ids().token(32)};
    const Id id = row->user.id;
    LT_CHECK(store_.write(as_person(row->user, origin), [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const auto still, find_link_user(unit.db(), hash, unit.now()));
        LT_TRY(const auto user, find_user(unit.db(), id));
        if (!still || !user || !user->user.active) return invalid();
        LT_CHECK(mark_link_used(unit.db(), hash, unit.now()));
        LT_CHECK(set_password(unit.db(), id, password));
        LT_TRY(const auto ended, delete_sessions_of(unit.db(), id));
        LT_CHECK(delete_throttle(unit.db(), login_subject(row->user.login)));
        LT_CHECK(open_session(unit.db(), opening, id, origin.ip, unit.now()));
        unit.note(password_event("password.set", row->user,
                                 json_object({{"by", "link"}, {"sessions_ended", ended}})));
        return {};
    }));
    row->user.must_change_password = false;
    return as_opened(store_, opening, row->user, origin);
}

Result<NewSession> Sessions::change_password(const Caller& caller, const std::string& token,
                                             const std::string& old_password,
                                             const std::string& new_password) {
    const Id id = caller.subject.user_id;
    std::optional<UserRow> row;
    std::optional<SessionRow> session;
    std::string stored;
    std::string company;
    LT_CHECK(store_.read([&](Database& db) -> Result<void> {
        LT_TRY(row, find_user(db, id));
        LT_TRY(stored, password_hash(db, id));
        LT_TRY(session, find_session(db, sha256_hex(token)));
        LT_TRY(company, find_setting(db, "company_name"));
        return {};
    }));
    if (!row || !session || session->user_id != id)
        return fail(ErrorCode::unauthenticated, "session.required");
    LT_CHECK(admit(row->user.login, caller.actor));
    LT_TRY(const bool right, passwords_.matches(stored, old_password));
    if (!right) {
        LT_CHECK(note_refusal(row, caller.actor, "password.wrong"));
        return field_error("old_password", "password.wrong");
    }
    LT_CHECK(store_.maintain([&](Database& db) {
        return give_back_attempt(db, row->user.login, caller.actor.ip, store_.now());
    }));
    if (old_password == new_password) return field_error("new_password", "password.same");
    if (auto fault = password_fault("new_password", new_password, own_words(*row, company)))
        return *std::move(fault);
    LT_TRY(const std::string password, passwords_.hash(new_password));
    const Opening opening{store_.ids().token(32), session->csrf};
    LT_CHECK(store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const std::string current, password_hash(unit.db(), id));
        if (current != stored) return fail(ErrorCode::unauthenticated, "session.required");
        LT_CHECK(set_password(unit.db(), id, password));
        LT_TRY(const auto ended, delete_sessions_of(unit.db(), id));
        LT_CHECK(open_session(unit.db(), opening, id, caller.actor.ip, unit.now()));
        unit.note(password_event("password.changed", row->user,
                                 json_object({{"sessions_ended", ended}})));
        return {};
    }));
    row->user.must_change_password = false;
    return as_opened(store_, opening, row->user, caller.actor);
}

Result<void> Sessions::sweep() {
    const Timestamp now = store_.now();
    return store_.maintain([&](Database& db) -> Result<void> {
        LT_CHECK(delete_ended_sessions(db, now - limits_.idle_ms, now - limits_.absolute_ms));
        LT_CHECK(delete_old_links(db, now));
        return delete_old_throttles(db, now - kDay);
    });
}

}  // namespace lantai::core
