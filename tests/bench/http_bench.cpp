// The whole server against what it stands on: filing against a bare loop of durable inserts, a
// trivial request against a bare Poco server, a list of 50 rows against its SQL; and what a
// server without work costs.
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/ThreadPool.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "core/repo/user_repo.hpp"
#include "core/service/accounts.hpp"
#include "core/service/fonds.hpp"
#include "core/service/passwords.hpp"
#include "core/service/subjects.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/http_client.hpp"
#include "tests/bench/raw_archive.hpp"
#include "tests/bench/report.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::bench {
namespace {

namespace fs = std::filesystem;
namespace net = Poco::Net;
using nlohmann::json;

constexpr int kClients = 16;
constexpr int kRequestsOfClient = 1500;
constexpr int kFilingsOfClient = 60;
constexpr int kLists = 300;

// ---------------------------------------------------------------- the bare Poco server

class BareHandler : public net::HTTPRequestHandler {
public:
    void handleRequest(net::HTTPServerRequest&, net::HTTPServerResponse& response) override {
        static const std::string kBody = R"({"status":"ok"})";
        response.setContentType("application/json");
        response.sendBuffer(kBody.data(), kBody.size());
    }
};

class BareFactory : public net::HTTPRequestHandlerFactory {
public:
    net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override {
        return new BareHandler;
    }
};

int serve_bare(int port) {
    net::HTTPServerParams::Ptr params = new net::HTTPServerParams;
    params->setMaxThreads(512);
    params->setMaxQueued(512);
    params->setKeepAlive(true);
    Poco::ThreadPool pool(16, 512);
    const net::ServerSocket socket(
        net::SocketAddress("127.0.0.1", static_cast<std::uint16_t>(port)));
    net::HTTPServer server(new BareFactory, pool, socket, params);
    server.start();
    sigset_t end;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    int which = 0;
    sigwait(&end, &which);
    server.stop();
    return 0;
}

// ---------------------------------------------------------------- helpers

void wait_until_ready(int port) {
    for (int tries = 0; tries < 6000; ++tries) {
        HttpClient client(port);
        if (client.try_connect() && client.send("GET", "/healthz").status == 200) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    require(false, "a server that answers on /healthz");
}

/// Requests per second of kClients kept connections; `request` sends the i-th of one client.
double rate(int of_client, const std::function<std::function<void(int)>(int)>& client) {
    const double time = seconds([&] {
        std::vector<std::thread> threads;
        for (int c = 0; c < kClients; ++c)
            threads.emplace_back([&, c] {
                const auto request = client(c);
                for (int i = 0; i < of_client; ++i) request(i);
            });
        for (auto& thread : threads) thread.join();
    });
    return kClients * of_client / time;
}

double trivial_rate(int port) {
    return rate(kRequestsOfClient, [port](int) {
        auto client = std::make_shared<HttpClient>(port);
        return
            [client](int) { require(client->send("GET", "/healthz").status == 200, "/healthz"); };
    });
}

// ---------------------------------------------------------------- Lantai

constexpr const char* kLogin = "bench.archivist";
constexpr const char* kPassword = "seven brass lamps in a row";

/// A fonds and an archivist with a known password, in an archive nobody else sees.
void add_archivist(const fs::path& data) {
    const core::SystemClock clock;
    core::RandomIds ids(clock);
    auto opened = core::Store::open({data, 480, 4}, clock, ids);
    require(opened.has_value(), "the store opens");
    core::Store& store = **opened;
    const auto department = core::Accounts(store).add_department(
        core::operator_caller(core::Role::system_admin), "CSB", "测试部");
    require(department.has_value(), "a department");
    core::User user;
    user.id = ids.next();
    user.login = kLogin;
    user.name = "测试档案员";
    user.department_id = department->id;
    user.clearance = core::Level::internal;
    user.must_change_password = false;
    user.created_at = clock.now();
    const auto hash = core::Passwords().hash(kPassword);
    require(hash.has_value(), "a password");
    const auto added = store.maintain([&](core::Database& db) -> core::Result<void> {
        LT_CHECK(core::insert_user(db, user));
        LT_CHECK(core::replace_roles(db, user.id, {core::Role::archivist}));
        return core::set_password(db, user.id, *hash);
    });
    require(added.has_value(), "an archivist");
    core::Fonds fonds;
    fonds.fonds_no = "B01";
    fonds.name = "测试全宗";
    fonds.creating_body = "测试公司";
    fonds.item_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{item:6}";
    fonds.volume_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{volume:4}";
    const auto made =
        core::FondsService(store).create(core::operator_caller(core::Role::archivist), fonds);
    require(made.has_value(), "a fonds");
}

/// The archivist, signed in.
struct Session {
    std::string headers;
    json draft;  // a request body that files an item
};

Session sign_in(int port) {
    HttpClient client(port);
    const json login = {{"login", kLogin}, {"password", kPassword}};
    const HttpAnswer answer = client.send("POST", "/api/v1/session", {}, login.dump());
    require(answer.status == 200, "the login: " + answer.body);
    const std::string cookie = answer.headers.at("set-cookie");
    const json session = json::parse(answer.body);
    Session made;
    made.headers = "Cookie: " + cookie.substr(0, cookie.find(';')) +
                   "\r\nX-CSRF-Token: " + session.at("csrf").get<std::string>() + "\r\n";
    const json fonds =
        json::parse(client.send("GET", "/api/v1/fonds", made.headers).body).at("items").at(0);
    made.draft = {{"fonds_id", fonds.at("id")},
                  {"department_id", session.at("user").at("department").at("id")},
                  {"category", "WS"},
                  {"kind", "notice"},
                  {"title", "关于进一步加强公司档案管理工作的通知"},
                  {"creator", "总经理办公室"},
                  {"document_date", "2024-03-15"},
                  {"retention_class", "Y"},
                  {"level", 0},
                  {"pages", 3},
                  {"copies", 1},
                  {"medium", "paper"}};
    return made;
}

double filing_rate(int port, const Session& session) {
    return rate(kFilingsOfClient, [&](int c) {
        auto client = std::make_shared<HttpClient>(port);
        return [client, &session, c](int i) {
            json draft = session.draft;
            draft["title"] = draft["title"].get<std::string>() + std::to_string(c * 100'000 + i);
            const auto answer =
                client->send("POST", "/api/v1/items", session.headers, draft.dump());
            require(answer.status == 201, "filing: " + answer.body);
        };
    });
}

// ---------------------------------------------------------------- the measurements

void bench_trivial(const std::string& self, int port) {
    const int bare_port = free_port();
    const Child bare({self, "--bare", std::to_string(bare_port)});
    wait_until_ready(bare_port);
    std::vector<double> ours, base;
    for (int round = 0; round < 3; ++round) {
        base.push_back(trivial_rate(bare_port));
        ours.push_back(trivial_rate(port));
    }
    report("http.trivial_16_clients", median(ours), median(base), "req/s", ">=0.8");
}

void bench_list(int port, const Session& session, const fs::path& copy) {
    const std::string fonds_id = session.draft.at("fonds_id").get<std::string>();
    HttpClient client(port);
    const std::string path = "/api/v1/items?limit=50&sort=code&fonds_id=" + fonds_id;
    std::vector<double> ours;
    for (int i = 0; i < kLists; ++i)
        ours.push_back(seconds(
            [&] { require(client.send("GET", path, session.headers).status == 200, "list"); }));
    require(json::parse(client.send("GET", path, session.headers).body).at("items").size() == 50,
            "50 rows");
    const double base = RawArchive(copy).list_seconds(fonds_id, kLists);
    report("http.list_50_rows", median(ours) * 1e3, base * 1e3, "ms", "<=3");
}

int bench(const std::string& self) {
    const std::string lantai = fs::path(self).parent_path() / "lantai";
    const test::TempDir folder;
    const std::string data = folder.path() / "data";
    require(Child({lantai, "init", "--yes", "--data", data}).wait() == 0, "lantai init");
    add_archivist(data);

    const int port = free_port();
    const auto start = std::chrono::steady_clock::now();
    const Child server({lantai, "serve", "--port", std::to_string(port), "--data", data});
    wait_until_ready(port);
    const std::chrono::duration<double> started = std::chrono::steady_clock::now() - start;
    report("serve.start", started.count(), 1, "s", "<=1");
    std::this_thread::sleep_for(std::chrono::seconds(3));
    report("serve.idle_memory", server.resident_mib(), 40, "MiB", "<=1");

    bench_trivial(self, port);
    const Session session = sign_in(port);
    const fs::path copy = folder.path() / "bare.db";
    filing_rate(port, session);  // both start from a table that has some rows
    require(core::copy_sqlite(fs::path(data) / "lantai.db", copy).has_value(), "a copy");
    const double base = RawArchive(copy).insert_rate(kClients * kFilingsOfClient);
    report("http.filing_16_clients", filing_rate(port, session), base, "rows/s", ">=0.5");
    bench_list(port, session, copy);
    return 0;
}

}  // namespace
}  // namespace lantai::bench

int main(int argc, char** argv) {
    if (argc == 3 && std::string(argv[1]) == "--bare") {
        sigset_t end;  // before any thread starts, so that only sigwait sees it
        sigemptyset(&end);
        sigaddset(&end, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &end, nullptr);
        return lantai::bench::serve_bare(std::atoi(argv[2]));
    }
    return lantai::bench::bench(std::filesystem::read_symlink("/proc/self/exe"));
}
