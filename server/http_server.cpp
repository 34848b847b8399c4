#include "server/http_server.hpp"

#include <Poco/Net/Context.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>

#include <algorithm>

#include "server/http_connection.hpp"

namespace lantai::server {
namespace {

using core::ErrorCode;
using core::fail;

class Factory : public Poco::Net::TCPServerConnectionFactory {
public:
    explicit Factory(HttpShared& shared) : shared_(shared) {}
    Poco::Net::TCPServerConnection* createConnection(
        const Poco::Net::StreamSocket& socket) override {
        return new HttpConnection(socket, shared_);  // the dispatcher deletes it
    }

private:
    HttpShared& shared_;
};

/// Turns a greedy address away before it takes a thread.
class Filter : public Poco::Net::TCPServerConnectionFilter {
public:
    explicit Filter(HttpShared& shared) : shared_(shared) {}
    bool accept(const Poco::Net::StreamSocket& socket) override {
        const std::string address = socket.peerAddress().host().toString();
        return !shared_.connections.is_full(address);
    }

private:
    HttpShared& shared_;
};

Result<Poco::Net::IPAddress> parse_address(const std::string& text) {
    Poco::Net::IPAddress address;
    if (!Poco::Net::IPAddress::tryParse(text, address))
        return fail(ErrorCode::invalid_argument, "server.bad_address",
                    "not an IP address: " + text);
    return address;
}

Poco::Net::Context::Ptr make_context(const TlsFiles& files) {
    using Poco::Net::Context;
    Poco::Net::initializeSSL();
    Context::Params params;
    params.certificateFile = files.certificate.string();
    params.privateKeyFile = files.key.string();
    params.verificationMode = Context::VERIFY_NONE;  // of clients: they have no certificates
    params.cipherList = "HIGH:!aNULL:!eNULL:!SHA1:!kRSA";
    Context::Ptr context = new Context(Context::TLS_SERVER_USE, params);
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(false);
    return context;
}

}  // namespace

Result<void> check_exposure(const HttpOptions& options, bool demo_accounts) {
    LT_TRY(const Poco::Net::IPAddress address, parse_address(options.address));
    if (address.isLoopback()) return {};
    if (demo_accounts)
        return fail(ErrorCode::invalid_argument, "server.demo_accounts",
                    "this archive holds demo accounts, whose passwords everybody knows: it is "
                    "served on 127.0.0.1 only, not on " +
                        options.address);
    if (!options.tls)
        return fail(ErrorCode::invalid_argument, "server.needs_tls",
                    "passwords would cross the network in clear on " + options.address +
                        ": set tls.certificate and tls.key, or bind 127.0.0.1 behind a proxy");
    return {};
}

struct HttpServer::Parts {
    Parts(HttpOptions options, Handle handle, core::Log& log)
        : shared{std::move(options),
                 std::move(handle),
                 log,
                 {options.per_address, std::max(options.header_ms / 20, 1)},
                 new Poco::Net::HTTPServerParams},
          pool(4, options.threads, 60) {
        shared.params->setKeepAlive(true);
        shared.params->setKeepAliveTimeout(
            Poco::Timespan(std::int64_t{shared.options.keep_alive_ms} * 1000));
        shared.params->setTimeout(Poco::Timespan(std::int64_t{shared.options.header_ms} * 1000));
        shared.params->setMaxKeepAliveRequests(0);
        shared.params->setMaxThreads(shared.options.threads);
        shared.params->setMaxQueued(256);
        shared.params->setThreadIdleTime(Poco::Timespan(10, 0));
    }
    HttpShared shared;
    Poco::ThreadPool pool;
    std::unique_ptr<Poco::Net::TCPServer> tcp;
};

HttpServer::HttpServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpOptions options, bool demo_accounts,
                                                      Handle handle, core::Log& log) {
    LT_CHECK(check_exposure(options, demo_accounts));
    auto parts = std::make_unique<Parts>(std::move(options), std::move(handle), log);
    const HttpOptions& set = parts->shared.options;
    try {
        Poco::Net::ServerSocket socket;
        const Poco::Net::SocketAddress address(set.address, set.port);
        if (set.tls) {
            Poco::Net::SecureServerSocket secure(make_context(*set.tls));
            secure.bind(address, true, false);
            secure.listen(256);
            socket = secure;
        } else {
            // Without the port being shared: Poco's shorter bind would let a second server in.
            socket.bind(address, true, false);
            socket.listen(256);
        }
        parts->tcp = std::make_unique<Poco::Net::TCPServer>(new Factory(parts->shared), parts->pool,
                                                            socket, parts->shared.params);
        parts->tcp->setConnectionFilter(new Filter(parts->shared));
        parts->tcp->start();
    } catch (const Poco::Net::SSLException& error) {
        return fail(ErrorCode::invalid_argument, "server.bad_certificate", error.displayText());
    } catch (const Poco::Exception& error) {
        return fail(ErrorCode::io, "server.cannot_listen",
                    set.address + ":" + std::to_string(set.port) + ": " + error.displayText());
    }
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(parts)));
}

HttpServer::~HttpServer() {
    parts_->tcp->stop();
    parts_->shared.connections.close(parts_->shared.options.grace_ms);
    parts_->pool.joinAll();
}

std::uint16_t HttpServer::port() const { return parts_->tcp->port(); }

std::string HttpServer::url() const {
    const HttpOptions& options = parts_->shared.options;
    const bool v6 = options.address.find(':') != std::string::npos;
    return std::string(options.tls ? "https://" : "http://") + (v6 ? "[" : "") + options.address +
           (v6 ? "]" : "") + ":" + std::to_string(port());
}

}  // namespace lantai::server
