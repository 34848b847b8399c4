#include <signal.h>
#include <unistd.h>

#include <iostream>
#include <sstream>

#include "core/base/config.hpp"
#include "core/base/log.hpp"
#include "core/service/status.hpp"
#include "server/app.hpp"
#include "server/commands/commands.hpp"
#include "server/http_server.hpp"
#include "server/static_files.hpp"

namespace lantai::server {
namespace {
namespace fs = std::filesystem;

core::LogLevel log_level(const std::string& text) {
    if (text == "debug") return core::LogLevel::debug;
    if (text == "warning") return core::LogLevel::warning;
    if (text == "error") return core::LogLevel::error;
    return core::LogLevel::info;
}

/// build/bin/lantai → server/web/dist of the same checkout.
fs::path web_root(const core::Config& config) {
    if (!config.web_root.empty()) return config.web_root;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return program.parent_path().parent_path().parent_path() / "server" / "web" / "dist";
}

core::Result<HttpOptions> http_options(const core::Config& config, const Arguments& arguments) {
    HttpOptions options;
    options.address = config.server_address;
    int port = config.server_port;
    if (const auto given = arguments.value("--port")) {
        LT_TRY(port, parse_number("--port", *given, 0, 65535));
    }
    options.port = static_cast<std::uint16_t>(port);
    options.threads = config.server_threads;
    options.per_address = static_cast<std::size_t>(config.server_connections_per_address);
    std::istringstream proxies(config.server_proxies);
    for (std::string proxy; std::getline(proxies, proxy, ',');) {
        proxy.erase(0, proxy.find_first_not_of(' '));
        proxy.erase(proxy.find_last_not_of(' ') + 1);
        if (!proxy.empty()) options.proxies.insert(proxy);
    }
    if (!config.tls_certificate.empty() || !config.tls_key.empty())
        options.tls = TlsFiles{config.tls_certificate, config.tls_key};
    return options;
}

/// Blocks until SIGTERM or SIGINT; they must be blocked in every thread.
int wait_for_signal(const sigset_t& signals) {
    int signal = 0;
    while (::sigwait(&signals, &signal) != 0) {
    }
    return signal;
}

core::Result<void> serve(const Arguments& arguments) {
    // Before any thread starts, so that all of them inherit it.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);

    LT_TRY(const core::Config config, core::load_config(arguments.data / "lantai.toml"));
    LT_TRY(const HttpOptions options, http_options(config, arguments));
    std::error_code error;
    if (!fs::exists(arguments.data / "lantai.db", error))
        return core::fail(
            core::ErrorCode::io, "archive.missing",
            "no archive in " + arguments.data.string() + ": make one with lantai init");
    core::SystemClock clock;
    core::RandomIds ids(clock);
    core::Log log(clock, log_level(config.log_level));
    App::Options app_options;
    app_options.data = arguments.data;
    app_options.utc_offset_minutes = config.archive_utc_offset_minutes;
    app_options.limits.upload = static_cast<std::uint64_t>(config.upload_max_mib) << 20;
    LT_TRY(const auto app, App::open(app_options, clock, ids, log));
    LT_TRY(const auto facts, core::archive_facts(app->store()));
    LT_CHECK(app->start_background());

    const StaticFiles files(web_root(config));
    const auto handle = [&](Request& request) {
        const bool api = request.path.starts_with("/api/") || request.path == "/healthz";
        return api ? app->router().handle(request) : files.serve(request);
    };
    LT_TRY(auto server, HttpServer::start(options, facts.demo, handle, log));
    std::cout << "ready " << server->url() << std::endl;
    log.info("server.ready", {{"url", server->url()}});
    const int signal = wait_for_signal(signals);
    log.info("server.stopping", {{"signal", signal}});
    server.reset();
    return app->stop_background();
}

int run(const Arguments& arguments) {
    const auto served = serve(arguments);
    return served ? kDone : report(served.error());
}

}  // namespace

const Command& serve_command() {
    static const Command kCommand = {
        "serve",
        "serve the web client and the API; prints its address",
        "lantai serve [--port N] [--data DIR]\n\n"
        "  --port N    port to listen on, 0 for any free one (default: server.port, 8080)\n"
        "  --data DIR  the archive (default: data)\n\n"
        "Settings are read from DIR/lantai.toml, see lantai config --explain.\n"
        "Prints \"ready URL\" when it listens; SIGTERM and SIGINT end it.\n",
        {.with_value = {"--port"}},
        run};
    return kCommand;
}

}  // namespace lantai::server
