// One TCP connection and the requests on it; for http_server.cpp only.
#pragma once
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/TCPServerConnection.h>

#include "server/connections.hpp"
#include "server/http_server.hpp"

namespace Poco::Net {
class HTTPServerSession;
}

namespace lantai::server {

/// What all connections of a server share.
struct HttpShared {
    HttpOptions options;
    HttpServer::Handle handle;
    core::Log& log;
    Connections connections;
    Poco::Net::HTTPServerParams::Ptr params;
};

class HttpConnection : public Poco::Net::TCPServerConnection {
public:
    HttpConnection(const Poco::Net::StreamSocket& socket, HttpShared& shared);
    void run() override;

private:
    void serve_all(Connections::Ticket ticket);
    bool serve_one(Poco::Net::HTTPServerSession& session, Connections::Ticket ticket);
    bool answer(Poco::Net::HTTPServerSession& session, Request& request, Connections::Ticket ticket,
                bool may_keep);
    void refuse(const core::Error& error);
    void forwarded(Request& request) const;
    void send(std::string_view bytes);
    void drain();

    HttpShared& shared_;
    std::string peer_;
};

}  // namespace lantai::server
