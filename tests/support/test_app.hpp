// A whole server without a socket, in a temporary folder, with a clock and ids that tests control.
// Every answer is checked against openapi.json.
#pragma once
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/base/ids.hpp"
#include "core/base/log.hpp"
#include "server/app.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::test {

using Json = nlohmann::json;

/// A person of the test's company. Every department named is made when it is first needed.
struct PersonSpec {
    std::string login;
    std::set<core::Role> roles;
    core::Level clearance = core::Level::internal;
    std::string department = "ZJB";  // its code
    std::string name = {};           // the login when empty
};

struct Answer {
    int status = 0;
    Json body;         // null when the answer is not JSON
    std::string text;  // the bytes as they are
    std::vector<std::pair<std::string, std::string>> headers;

    std::string header(const std::string& name) const;  // "" when absent
    /// key of a problem, e.g. "access.not_found".
    std::string key() const { return body.is_object() ? body.value("key", "") : ""; }
    std::string field() const { return body.is_object() ? body.value("field", "") : ""; }
    /// If-Match for the record in the answer.
    std::string etag() const { return header("ETag"); }
};

using Headers = std::vector<std::pair<std::string, std::string>>;

class TestApp {
public:
    static constexpr const char* kPassword = "correct horse battery";

    TestApp();
    ~TestApp();

    core::FakeClock clock;
    core::CountingIds ids;

    core::Store& store() { return app_->store(); }
    server::Services& services() { return app_->services(); }
    const server::Router& router() const { return app_->router(); }
    const std::filesystem::path& data() const { return dir_.path(); }
    /// What a server does in the background, done now.
    core::Result<void> catch_up_index() { return app_->catch_up_index(); }
    std::vector<std::string>& log_lines() { return log_lines_; }

    core::Id department(const std::string& code);
    /// Makes the account with kPassword. Returns its id.
    core::Id add_person(const PersonSpec& spec);
    core::Id id_of(const std::string& login) const { return people_.at(login).id; }
    /// The person as services see it, without a session.
    core::Caller caller(const std::string& login);

    /// `login` "" calls without a session; others are logged in when they first call.
    /// `target` is path and query: "/api/v1/items?limit=2". A GET sends no body.
    Answer call(const std::string& login, const std::string& method, const std::string& target,
                const Json& body = nullptr, Headers headers = {});
    Answer get(const std::string& login, const std::string& target) {
        return call(login, "GET", target);
    }
    Answer post(const std::string& login, const std::string& target, const Json& body = nullptr,
                Headers headers = {}) {
        return call(login, "POST", target, body, std::move(headers));
    }
    /// With If-Match for `version`.
    Answer change(const std::string& login, const std::string& method, const std::string& target,
                  int version, const Json& body = nullptr);
    /// POST (or another method) of raw bytes, as uploads are sent.
    Answer upload(const std::string& login, const std::string& target, const std::string& bytes,
                  const std::string& method = "POST");
    /// The most general call; the body as text.
    Answer send(server::Request request);

    /// The session cookie and CSRF token of a person, logging in when needed.
    struct Session {
        std::string token;
        std::string csrf;
    };
    const Session& session(const std::string& login);

private:
    struct Person {
        core::Id id = 0;
        Session session;
    };
    server::Request request(const std::string& login, const std::string& method,
                            const std::string& target, Headers headers);
    TempDir dir_;
    std::vector<std::string> log_lines_;
    core::Log log_;
    std::unique_ptr<server::App> app_;
    std::map<std::string, core::Id> departments_;
    std::map<std::string, Person> people_;
};

}  // namespace lantai::test
