// The one place where HTTP meets Poco: accepts connections, reads heads, calls the router or the
// static files, writes answers.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/base/log.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

namespace lantai::server {

struct TlsFiles {
    std::filesystem::path certificate;  // PEM, with its chain
    std::filesystem::path key;          // PEM
};

struct HttpOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one, see HttpServer::port()
    std::optional<TlsFiles> tls;
    int threads = 512;
    int keep_alive_ms = 10'000;
    int header_ms = 10'000;        // from the first byte of a head to its end, in total
    int receive_ms = 30'000;       // between two pieces of a body
    int body_ms = 30'000;          // for a body up to 1 MiB; longer ones get 1 ms per 10 bytes more
    int grace_ms = 10'000;         // for running requests at the end
    std::size_t per_address = 64;  // connections
    /// Peers whose X-Forwarded-For and X-Forwarded-Proto are believed; they have no cap.
    std::set<std::string> proxies;
};

/// Why this configuration may not be served, or success: an address other than loopback needs TLS
/// (or a trusted proxy on this machine, which binds loopback anyway) and no demo accounts.
/// Errors: invalid_argument "server.needs_tls", "server.demo_accounts", "server.bad_address".
Result<void> check_exposure(const HttpOptions& options, bool demo_accounts);

class HttpServer {
public:
    /// From any thread; its failures are answers.
    using Handle = std::function<Response(Request&)>;

    /// Listens when it returns. Errors: those of check_exposure, io "server.cannot_listen",
    /// invalid_argument "server.bad_certificate".
    static Result<std::unique_ptr<HttpServer>> start(HttpOptions options, bool demo_accounts,
                                                     Handle handle, core::Log& log);
    /// Stops accepting, lets running requests finish, closes.
    ~HttpServer();

    std::uint16_t port() const;
    /// "http://127.0.0.1:8080"
    std::string url() const;

private:
    struct Parts;
    explicit HttpServer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace lantai::server
