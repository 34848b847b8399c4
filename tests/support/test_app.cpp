#include "tests/support/test_app.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "core/repo/user_repo.hpp"
#include "core/service/subjects.hpp"
#include "tests/support/openapi.hpp"

namespace lantai::test {
namespace {

template <class T>
T must(core::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().key + ": " + result.error().detail);
    return std::move(result).value();
}

void must(const core::Result<void>& result) {
    if (!result) throw std::runtime_error(result.error().key + ": " + result.error().detail);
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

}  // namespace

std::string Answer::header(const std::string& name) const {
    for (const auto& [field, value] : headers)
        if (field == name) return value;
    return "";
}

TestApp::TestApp()
    : log_(clock, core::LogLevel::info,
           [this](const std::string& line) { log_lines_.push_back(line); }) {
    server::App::Options options;
    options.data = dir_.path();
    options.password_cost = core::Passwords::Cost::quick;
    app_ = must(server::App::open(options, clock, ids, log_));
}

TestApp::~TestApp() = default;

namespace {

const core::Actor kMaker{std::nullopt, "test", "", ""};

core::Event made_event(const char* object_type, core::Id id) {
    core::Event event;
    event.action = "test.set_up";
    event.object_type = object_type;
    event.object_id = id;
    return event;
}

}  // namespace

core::Id TestApp::department(const std::string& code) {
    const auto known = departments_.find(code);
    if (known != departments_.end()) return known->second;
    core::Department made;
    made.id = ids.next();
    made.code = code;
    made.name = "部门" + code;
    must(store().write(kMaker, [&](core::UnitOfWork& unit) -> core::Result<void> {
        LT_CHECK(core::insert_department(unit.db(), made));
        unit.note(made_event("department", made.id));
        return {};
    }));
    return departments_[code] = made.id;
}

core::Id TestApp::add_person(const PersonSpec& spec) {
    core::User user;
    user.id = ids.next();
    user.login = spec.login;
    user.name = spec.name.empty() ? spec.login : spec.name;
    user.department_id = department(spec.department);
    user.clearance = spec.clearance;
    user.must_change_password = false;
    user.created_at = clock.now();
    const std::string hash = must(services().passwords.hash(kPassword));
    must(store().write(kMaker, [&](core::UnitOfWork& unit) -> core::Result<void> {
        LT_CHECK(core::insert_user(unit.db(), user));
        LT_CHECK(core::replace_roles(unit.db(), user.id, spec.roles));
        LT_CHECK(core::set_password(unit.db(), user.id, hash));
        unit.note(made_event("user", user.id));
        return {};
    }));
    people_[spec.login].id = user.id;
    return user.id;
}

core::Caller TestApp::caller(const std::string& login) {
    return must(core::caller_by_login(store(), login, {std::nullopt, "", "test", "127.0.0.1"}));
}

const TestApp::Session& TestApp::session(const std::string& login) {
    Person& person = people_.at(login);
    if (person.session.token.empty()) {
        const auto opened = must(services().sessions.login(
            login, kPassword, {std::nullopt, "", "test-login", "127.0.0.1"}));
        person.session = {opened.token, opened.session.csrf};
    }
    return person.session;
}

server::Request TestApp::request(const std::string& login, const std::string& method,
                                 const std::string& target, Headers headers) {
    server::Request made;
    made.method = method;
    made.path = decoded(target.substr(0, target.find('?')));
    made.ip = "127.0.0.1";
    made.headers = std::move(headers);
    made.headers.emplace_back("Host", "127.0.0.1:8080");
    if (target.find('?') != std::string::npos) {
        std::istringstream query(target.substr(target.find('?') + 1));
        for (std::string pair; std::getline(query, pair, '&');) {
            const auto equals = std::min(pair.find('='), pair.size());
            made.query.emplace_back(decoded(pair.substr(0, equals)),
                                    equals < pair.size() ? decoded(pair.substr(equals + 1)) : "");
        }
    }
    if (!login.empty()) {
        const Session& open = session(login);
        made.headers.emplace_back("Cookie", std::string(server::kSessionCookie) + "=" + open.token);
        made.headers.emplace_back("X-CSRF-Token", open.csrf);
    }
    return made;
}

Answer TestApp::send(server::Request request) {
    server::Response response = router().handle(request);
    Answer answer;
    answer.status = response.status;
    answer.headers = response.headers;
    if (!response.content_type.empty())
        answer.headers.emplace_back("Content-Type", response.content_type);
    answer.text = std::move(response.body);
    if (response.writer) {
        std::ostringstream out;
        response.writer(out);
        answer.text = out.str();
    }
    if (response.content_type == "application/json" ||
        response.content_type == "application/problem+json")
        answer.body = Json::parse(answer.text);
    EXPECT_EQ(answer_fault(request.method, request.path, answer.status, response.content_type,
                           answer.text),
              "")
        << request.method << " " << request.path << " answered " << answer.text;
    return answer;
}

Answer TestApp::call(const std::string& login, const std::string& method, const std::string& target,
                     const Json& body, Headers headers) {
    server::Request made = request(login, method, target, std::move(headers));
    if (!body.is_null()) {
        made.body = body.dump();
        made.headers.emplace_back("Content-Type", "application/json");
    }
    return send(std::move(made));
}

Answer TestApp::change(const std::string& login, const std::string& method,
                       const std::string& target, int version, const Json& body) {
    return call(login, method, target, body, {{"If-Match", "\"" + std::to_string(version) + "\""}});
}

Answer TestApp::upload(const std::string& login, const std::string& target,
                       const std::string& bytes, const std::string& method) {
    std::istringstream in(bytes);
    server::Request made =
        request(login, method, target, {{"Content-Type", "application/octet-stream"}});
    made.stream = &in;
    made.content_length = bytes.size();
    return send(std::move(made));
}

}  // namespace lantai::test
