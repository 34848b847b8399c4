#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/StreamCopier.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <fstream>

#include "server/http_server.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/test_app.hpp"

namespace lantai::server {
namespace {

namespace fs = std::filesystem;
using test::RawClient;

template <class T, void (*kFree)(T*)>
struct Freed {
    void operator()(T* thing) const { kFree(thing); }
};
template <class T, void (*kFree)(T*)>
using Owned = std::unique_ptr<T, Freed<T, kFree>>;

/// Writes a key and a certificate for 127.0.0.1 that it signs itself.
TlsFiles make_certificate(const fs::path& folder) {
    const TlsFiles files{folder / "certificate.pem", folder / "key.pem"};
    const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
    const Owned<X509, X509_free> certificate(X509_new());
    X509* const made = certificate.get();
    EXPECT_EQ(X509_set_version(made, 2), 1);
    EXPECT_EQ(ASN1_INTEGER_set(X509_get_serialNumber(made), 1), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    EXPECT_EQ(X509_set_pubkey(made, key.get()), 1);
    X509_NAME* const name = X509_get_subject_name(made);
    const auto* text = reinterpret_cast<const unsigned char*>("127.0.0.1");
    EXPECT_EQ(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0), 1);
    EXPECT_EQ(X509_set_issuer_name(made, name), 1);
    const Owned<X509_EXTENSION, X509_EXTENSION_free> other_name(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1"));
    EXPECT_EQ(X509_add_ext(made, other_name.get(), -1), 1);
    EXPECT_GT(X509_sign(made, key.get(), EVP_sha256()), 0);
    std::FILE* out = std::fopen(files.certificate.c_str(), "w");
    EXPECT_EQ(PEM_write_X509(out, made), 1);
    std::fclose(out);
    out = std::fopen(files.key.c_str(), "w");
    EXPECT_EQ(PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr), 1);
    std::fclose(out);
    return files;
}

struct Reply {
    int status = 0;
    std::string body;
    Poco::Net::HTTPResponse head;
};

/// The whole program behind a TLS port.
class TlsTest : public testing::Test {
protected:
    TlsTest() {
        app_.add_person({"lina", {core::Role::archivist}});
        HttpOptions options;
        options.tls = make_certificate(folder_.path());
        options.grace_ms = 1000;
        auto started = HttpServer::start(
            options, false, [this](Request& request) { return app_.router().handle(request); },
            log_);
        EXPECT_TRUE(started) << started.error().detail;
        server_ = *std::move(started);
    }
    /// A client that trusts the certificate and nothing else.
    std::unique_ptr<Poco::Net::HTTPSClientSession> client() {
        using Poco::Net::Context;
        Context::Params params;
        params.caLocation = (folder_.path() / "certificate.pem").string();
        params.verificationMode = Context::VERIFY_STRICT;
        params.loadDefaultCAs = false;
        auto session = std::make_unique<Poco::Net::HTTPSClientSession>(
            "127.0.0.1", server_->port(), new Context(Context::TLS_CLIENT_USE, params));
        session->setKeepAlive(true);
        return session;
    }
    static Reply ask(Poco::Net::HTTPSClientSession& session, const std::string& method,
                     const std::string& path, const std::string& body = "",
                     const std::string& cookie = "") {
        Poco::Net::HTTPRequest request(method, path, "HTTP/1.1");
        request.setKeepAlive(true);
        if (!cookie.empty()) request.set("Cookie", cookie);
        if (!body.empty()) request.setContentType("application/json");
        if (!body.empty()) request.setContentLength(static_cast<std::streamsize>(body.size()));
        session.sendRequest(request) << body;
        Reply reply;
        std::istream& in = session.receiveResponse(reply.head);
        Poco::StreamCopier::copyToString(in, reply.body);
        reply.status = reply.head.getStatus();
        return reply;
    }
    /// Does a client that speaks only this version get through the handshake?
    bool shakes_hands(int version) {
        const Owned<SSL_CTX, SSL_CTX_free> context(SSL_CTX_new(TLS_client_method()));
        SSL_CTX_set_security_level(context.get(), 0);  // the client would take anything
        EXPECT_EQ(SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0"), 1);
        EXPECT_EQ(SSL_CTX_set_min_proto_version(context.get(), version), 1);
        EXPECT_EQ(SSL_CTX_set_max_proto_version(context.get(), version), 1);
        const Poco::Net::StreamSocket socket(
            Poco::Net::SocketAddress("127.0.0.1", server_->port()));
        const Owned<SSL, SSL_free> ssl(SSL_new(context.get()));
        EXPECT_EQ(SSL_set_fd(ssl.get(), static_cast<int>(socket.impl()->sockfd())), 1);
        return SSL_connect(ssl.get()) == 1;
    }

    test::TempDir folder_;
    test::TestApp app_;
    core::Log log_{app_.clock, core::LogLevel::error, [](const std::string&) {}};
    std::unique_ptr<HttpServer> server_;
};

TEST_F(TlsTest, AnswersRequestsOfOneConnectionAndAsksForHttpsInFuture) {
    EXPECT_EQ(server_->url().rfind("https://127.0.0.1:", 0), 0u);
    const auto session = client();
    for (int i = 0; i < 3; ++i) {
        const Reply reply = ask(*session, "GET", "/healthz");
        EXPECT_EQ(reply.status, 200) << reply.body;
        EXPECT_EQ(reply.head.get("Strict-Transport-Security", ""), "max-age=31536000");
        EXPECT_TRUE(reply.head.getKeepAlive());
    }
}

TEST_F(TlsTest, GivesASessionCookieThatOnlyTravelsEncrypted) {
    const auto session = client();
    const Reply opened = ask(*session, "POST", "/api/v1/session",
                             test::Json{{"login", "lina"}, {"password", app_.kPassword}}.dump());
    ASSERT_EQ(opened.status, 200) << opened.body;
    const std::string cookie = opened.head.get("Set-Cookie", "");
    EXPECT_EQ(cookie.rfind("__Host-", 0), 0u) << cookie;
    for (const char* flag : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"})
        EXPECT_NE(cookie.find(flag), std::string::npos) << cookie;
    EXPECT_EQ(cookie.find("Domain"), std::string::npos);
    const std::string sent = cookie.substr(0, cookie.find(';'));
    EXPECT_EQ(ask(*session, "GET", "/api/v1/session", "", sent).status, 200);
    EXPECT_EQ(ask(*session, "GET", "/api/v1/session").status, 401);
}

TEST_F(TlsTest, RefusesPlainHttp) {
    RawClient plain(server_->port());
    plain.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    EXPECT_EQ(plain.read_all().find("HTTP/"), std::string::npos);
    EXPECT_EQ(ask(*client(), "GET", "/healthz").status, 200);  // and goes on with others
}

TEST_F(TlsTest, RefusesOldVersionsOfTls) {
    EXPECT_TRUE(shakes_hands(TLS1_3_VERSION));
    EXPECT_TRUE(shakes_hands(TLS1_2_VERSION));
    EXPECT_FALSE(shakes_hands(TLS1_1_VERSION));
    EXPECT_FALSE(shakes_hands(TLS1_VERSION));
}

TEST_F(TlsTest, IsNotTrustedByWhoDoesNotKnowTheCertificate) {
    using Poco::Net::Context;
    Context::Params params;
    params.verificationMode = Context::VERIFY_STRICT;
    params.loadDefaultCAs = true;
    Poco::Net::HTTPSClientSession stranger("127.0.0.1", server_->port(),
                                           new Context(Context::TLS_CLIENT_USE, params));
    EXPECT_THROW(ask(stranger, "GET", "/healthz"), Poco::Exception);
}

}  // namespace
}  // namespace lantai::server
