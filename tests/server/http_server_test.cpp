#include "server/http_server.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <sstream>
#include <thread>

#include "core/base/clock.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/temp_dir.hpp"

namespace lantai::server {
namespace {

using test::RawClient;

class HttpServerTest : public ::testing::Test {
protected:
    HttpServerTest() {
        std::ofstream(dir_.path() / "file") << "0123456789";
        options_.grace_ms = 1000;
        start();
    }
    void start() {
        server_.reset();
        server_ = HttpServer::start(
                      options_, false, [this](Request& request) { return handle(request); }, log_)
                      .value();
    }
    Response handle(Request& request) {
        Response response;
        response.content_type = "text/plain";
        request.request_id = "r";
        if (request.path == "/file") {
            response.file = FileBody{dir_.path() / "file", "\"tag\""};
        } else if (request.path == "/export") {
            response.writer = [](std::ostream& out) { out << std::string(100'000, 'x'); };
        } else if (request.path == "/ignore") {
            response.body = "ignored";
        } else if (request.path == "/who") {
            response.body = request.ip + (request.secure ? " secure" : " plain");
        } else {
            std::ostringstream body;
            if (request.stream) body << request.stream->rdbuf();
            if (request.path == "/work") work_.get_future().wait();
            response.body = request.method + " " + std::to_string(body.str().size());
        }
        return response;
    }
    std::string answer_to(const std::string& bytes) {
        RawClient client(server_->port());
        client.send(bytes);
        return client.read_answer();
    }
    static int status(const std::string& answer) {
        return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3));
    }
    static std::string body(const std::string& answer) {
        return answer.substr(answer.find("\r\n\r\n") + 4);
    }
    static std::string get(const std::string& path, const std::string& more = "") {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
    }

    test::TempDir dir_;
    std::promise<void> work_;  // ends the work of /work
    core::FakeClock clock_;
    core::Log log_{clock_, core::LogLevel::error, [](const std::string&) {}};
    HttpOptions options_;
    std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, AnswersSeveralRequestsOnOneConnection) {
    RawClient client(server_->port());
    for (int i = 0; i < 3; ++i) {
        client.send(get("/a"));
        const std::string answer = client.read_answer();
        EXPECT_EQ(status(answer), 200);
        EXPECT_EQ(body(answer), "GET 0");
        EXPECT_NE(answer.find("Connection: keep-alive"), std::string::npos);
    }
    client.send(get("/a") + get("/b"));  // both at once
    EXPECT_EQ(status(client.read_answer()), 200);
    EXPECT_EQ(status(client.read_answer()), 200);
    client.send(get("/a", "Connection: close\r\n"));
    EXPECT_NE(client.read_all().find("Connection: close"), std::string::npos);
}

TEST_F(HttpServerTest, TellsNothingOfItselfAndSetsTheSecurityHeaders) {
    const std::string answer = answer_to(get("/api/v1/x"));
    EXPECT_EQ(answer.find("Server:"), std::string::npos);
    for (const char* field : {"X-Content-Type-Options: nosniff", "Cache-Control: no-store",
                              "Referrer-Policy: no-referrer", "X-Request-Id: r"})
        EXPECT_NE(answer.find(field), std::string::npos) << field;
}

TEST_F(HttpServerTest, RefusesWhatTwoProgramsCouldReadDifferently) {
    const std::pair<std::string, int> kCases[] = {
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\n",
         411},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: a" + std::string(1, '\0') + "b\r\n\r\n", 400},
        {get("/%2e%2e/etc/passwd"), 400},
        {get("/a//b"), 400},
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"GET / HTTP/3.0\r\nHost: a\r\n\r\n", 400},
    };
    for (const auto& [bytes, expected] : kCases) {
        const std::string answer = answer_to(bytes);
        EXPECT_EQ(status(answer), expected) << bytes;
        EXPECT_NE(answer.find("Connection: close"), std::string::npos) << bytes;
    }
}

TEST_F(HttpServerTest, RefusesTooManyHeaders) {
    std::string more;
    for (int i = 0; i < 70; ++i) more += "X-" + std::to_string(i) + ": 1\r\n";
    EXPECT_EQ(status(answer_to(get("/", more))), 431);
    EXPECT_EQ(status(answer_to(get("/", "X: " + std::string(100'000, 'x') + "\r\n"))), 400);
}

TEST_F(HttpServerTest, CutsAClientThatDripsItsHead) {
    options_.header_ms = 300;
    start();
    RawClient client(server_->port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n");
    // One byte after the other: each arrives in time, all together never.
    int bytes = 0;
    while (!client.closed_within(20) && bytes < 1000) bytes += client.send("X");
    EXPECT_GT(bytes, 3);
    EXPECT_LT(bytes, 1000);
    EXPECT_EQ(status(client.read_all()), 0);
    EXPECT_EQ(status(answer_to(get("/"))), 200);  // the others are served
}

TEST_F(HttpServerTest, ClosesAConnectionThatSaysNothing) {
    options_.header_ms = 200;
    options_.keep_alive_ms = 200;
    start();
    RawClient silent(server_->port());
    EXPECT_EQ(silent.read_all(), "");
    RawClient once(server_->port());
    once.send(get("/"));
    EXPECT_EQ(status(once.read_all()), 200);
}

TEST_F(HttpServerTest, CapsTheConnectionsOfOneAddress) {
    options_.per_address = 3;
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(server_->port()));
        clients.back()->send(get("/"));
        EXPECT_EQ(status(clients.back()->read_answer()), 200);
    }
    EXPECT_EQ(answer_to(get("/")), "");
    options_.proxies = {"127.0.0.1"};  // a proxy brings many people
    clients.clear();
    start();
    for (int i = 0; i < 6; ++i) {
        clients.push_back(std::make_unique<RawClient>(server_->port()));
        clients.back()->send(get("/"));
        EXPECT_EQ(status(clients.back()->read_answer()), 200);
    }
}

TEST_F(HttpServerTest, BelievesOnlyItsProxies) {
    const std::string claim = "X-Forwarded-For: 1.1.1.1, 10.0.0.7\r\nX-Forwarded-Proto: https\r\n";
    EXPECT_EQ(body(answer_to(get("/who", claim))), "127.0.0.1 plain");
    options_.proxies = {"127.0.0.1"};
    start();
    EXPECT_EQ(body(answer_to(get("/who", claim))), "10.0.0.7 secure");
}

TEST_F(HttpServerTest, ReadsABodyOfItsAnnouncedLength) {
    RawClient client(server_->port());
    const std::string large(300'000, 'x');
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n" + large);
    EXPECT_EQ(body(client.read_answer()), "POST 300000");
    client.send(get("/b"));  // the connection is still in step
    EXPECT_EQ(status(client.read_answer()), 200);
}

TEST_F(HttpServerTest, TheDeadlineOfABodyDoesNotCutTheWorkThatFollows) {
    options_.header_ms = 1000;  // gives ticks of 50 ms
    options_.body_ms = 200;
    start();
    RawClient client(server_->port());
    client.send("POST /work HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nxy");
    EXPECT_FALSE(client.closed_within(1500));
    work_.set_value();
    EXPECT_EQ(body(client.read_answer()), "POST 2");
}

TEST_F(HttpServerTest, CutsAClientThatDoesNotFinishItsBody) {
    options_.header_ms = 1000;  // gives ticks of 50 ms
    options_.body_ms = 200;
    start();
    RawClient client(server_->port());
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nx");
    EXPECT_NE(status(client.read_all()), 200);
}

TEST_F(HttpServerTest, AsksForTheBodyWhenTheClientWaits) {
    RawClient client(server_->port());
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(status(client.read_answer()), 100);
    client.send("xy");
    EXPECT_EQ(body(client.read_answer()), "POST 2");
}

TEST_F(HttpServerTest, ClosesAfterABodyThatNobodyRead) {
    RawClient client(server_->port());
    client.send("POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n\r\n" + get("/evil"));
    client.finish_sending();
    const std::string all = client.read_all();
    EXPECT_EQ(status(all), 200);
    EXPECT_EQ(all.find("HTTP/1.1", 5), std::string::npos);  // no second answer
}

TEST_F(HttpServerTest, SendsPartsOfFiles) {
    struct Case {
        std::string more;
        int status;
        std::string body;
    };
    const Case kCases[] = {
        {"", 200, "0123456789"},
        {"Range: bytes=2-4\r\n", 206, "234"},
        {"Range: bytes=-2\r\n", 206, "89"},
        {"Range: bytes=5-\r\nIf-Range: \"tag\"\r\n", 206, "56789"},
        {"Range: bytes=5-\r\nIf-Range: \"old\"\r\n", 200, "0123456789"},
        {"Range: bytes=0-1,3-4\r\n", 200, "0123456789"},
        {"If-None-Match: \"tag\"\r\n", 304, ""},
    };
    for (const Case& c : kCases) {
        const std::string answer = answer_to(get("/file", c.more));
        EXPECT_EQ(status(answer), c.status) << c.more;
        EXPECT_EQ(body(answer), c.body) << c.more;
    }
    const std::string refused = answer_to(get("/file", "Range: bytes=10-\r\n"));
    EXPECT_EQ(status(refused), 416);
    EXPECT_NE(refused.find("Content-Range: bytes */10"), std::string::npos);
    EXPECT_NE(answer_to(get("/file", "Range: bytes=2-4\r\n")).find("Content-Range: bytes 2-4/10"),
              std::string::npos);
}

TEST_F(HttpServerTest, SendsExportsInChunks) {
    RawClient client(server_->port());
    client.send(get("/export", "Connection: close\r\n"));
    const std::string all = client.read_all();
    EXPECT_NE(all.find("Transfer-Encoding: chunked"), std::string::npos);
    EXPECT_EQ(std::count(all.begin() + static_cast<long>(all.find("\r\n\r\n")), all.end(), 'x'),
              100'000);
    EXPECT_TRUE(all.ends_with("\r\n0\r\n\r\n"));
}

TEST_F(HttpServerTest, AnswersHeadWithoutABody) {
    RawClient client(server_->port());
    client.send("HEAD /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const std::string all = client.read_all();
    EXPECT_NE(all.find("Content-Length: 10"), std::string::npos);
    EXPECT_TRUE(all.ends_with("\r\n\r\n"));
}

TEST_F(HttpServerTest, EndsWhileClientsAreConnected) {
    RawClient idle(server_->port());
    idle.send(get("/"));
    EXPECT_EQ(status(idle.read_answer()), 200);
    server_.reset();  // must not wait for the idle client
    EXPECT_EQ(idle.read_all(), "");
}

TEST_F(HttpServerTest, SaysWhenThePortIsTaken) {
    HttpOptions same = options_;
    same.port = server_->port();
    const auto second = HttpServer::start(
        same, false, [](Request&) { return Response{}; }, log_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().key, "server.cannot_listen");
}

TEST_F(HttpServerTest, RefusesToBeSeenFromOutsideWithoutTlsOrWithDemoAccounts) {
    struct Case {
        const char* address;
        bool tls;
        bool demo;
        const char* key;
    };
    const Case kCases[] = {
        {"127.0.0.1", false, true, ""},
        {"::1", false, true, ""},
        {"127.0.0.2", false, false, ""},
        {"0.0.0.0", false, false, "server.needs_tls"},
        {"10.1.2.3", false, false, "server.needs_tls"},
        {"::", false, false, "server.bad_address"},  // name one address
        {"10.1.2.3", true, false, ""},
        {"10.1.2.3", true, true, "server.demo_accounts"},
        {"0.0.0.0", false, true, "server.demo_accounts"},
        {"archive.example", true, false, "server.bad_address"},
        {"", false, false, "server.bad_address"},
    };
    for (const Case& c : kCases) {
        HttpOptions options;
        options.address = c.address;
        if (c.tls) options.tls = TlsFiles{"cert.pem", "key.pem"};
        const auto checked = check_exposure(options, c.demo);
        EXPECT_EQ(checked ? "" : checked.error().key, c.key) << c.address;
        if (!checked) {
            EXPECT_NE(checked.error().detail, "") << c.address;  // says why
        }
    }
}

TEST_F(HttpServerTest, RefusesACertificateItCannotRead) {
    HttpOptions options;
    options.tls = TlsFiles{dir_.path() / "none.pem", dir_.path() / "none.key"};
    const auto started = HttpServer::start(
        options, false, [](Request&) { return Response{}; }, log_);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().key, "server.bad_certificate");
}

}  // namespace
}  // namespace lantai::server
