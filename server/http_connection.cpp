#include "server/http_connection.hpp"

#include <Poco/Net/HTTPFixedLengthStream.h>
#include <Poco/Net/HTTPHeaderStream.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPServerSession.h>
#include <Poco/Net/NetException.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <functional>
#include <istream>
#include <stdexcept>
#include <streambuf>
#include <utility>

#include "server/http_message.hpp"
#include "server/http_send.hpp"
#include "server/problem.hpp"

namespace lantai::server {
namespace {

using Poco::Net::HTTPServerSession;

/// The body of one request: exactly the announced bytes; a client that stops earlier is an error
/// of the stream (badbit), never a shorter body.
class BodyBuffer : public std::streambuf {
public:
    /// `on_read` is called when the last byte has come.
    BodyBuffer(HTTPServerSession& session, std::uint64_t length, std::function<void()> on_read)
        : in_(session, static_cast<Poco::Net::HTTPFixedLengthStreamBuf::ContentLength>(length)),
          left_(length),
          on_read_(std::move(on_read)) {}
    bool is_read() const { return left_ == 0; }

protected:
    int_type underflow() override {
        if (left_ == 0) return traits_type::eof();
        in_.read(buffer_.data(),
                 static_cast<std::streamsize>(std::min<std::uint64_t>(left_, buffer_.size())));
        const auto count = in_.gcount();
        if (count <= 0) throw std::runtime_error("the body ends early");
        left_ -= static_cast<std::uint64_t>(count);
        if (left_ == 0) on_read_();
        setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
        return traits_type::to_int_type(*gptr());
    }

private:
    Poco::Net::HTTPFixedLengthInputStream in_;
    std::uint64_t left_;
    std::function<void()> on_read_;
    std::array<char, 65536> buffer_;
};

bool same_word(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return (x | 0x20) == (y | 0x20);
           });
}

HttpHead read_head(HTTPServerSession& session) {
    Poco::Net::HTTPRequest message;
    Poco::Net::HTTPHeaderInputStream in(session);
    message.read(in);
    HttpHead head{message.getMethod(), message.getURI(), message.getVersion(), {}};
    for (const auto& [name, value] : message) head.headers.emplace_back(name, value);
    return head;
}

/// Large uploads may take their time, but not for ever.
int body_deadline(const HttpOptions& options, std::uint64_t length) {
    constexpr std::uint64_t kSmall = 1 << 20;
    if (length <= kSmall) return options.body_ms;
    const std::uint64_t more = (length - kSmall) / 10;
    return options.body_ms + static_cast<int>(std::min<std::uint64_t>(more, 24 * 3'600'000));
}

}  // namespace

HttpConnection::HttpConnection(const Poco::Net::StreamSocket& socket, HttpShared& shared)
    : Poco::Net::TCPServerConnection(socket), shared_(shared) {}

void HttpConnection::run() {
    try {
        peer_ = socket().peerAddress().host().toString();
        const bool counted = shared_.options.proxies.count(peer_) == 0;
        const auto ticket =
            shared_.connections.enter(static_cast<int>(socket().impl()->sockfd()), peer_, counted);
        if (ticket == 0) return;
        try {
            serve_all(ticket);
        } catch (...) {
            shared_.connections.leave(ticket);
            throw;
        }
        shared_.connections.leave(ticket);
    } catch (const Poco::Exception&) {
        // The client went away, was too slow or spoke no HTTP: nothing to answer.
    } catch (const std::exception& error) {
        shared_.log.error("http.connection", {{"detail", error.what()}});
    }
}

void HttpConnection::serve_all(Connections::Ticket ticket) {
    HTTPServerSession session(socket(), shared_.params);
    for (;;) {
        if (!shared_.connections.set_idle(ticket, true)) return;
        if (!session.hasMoreRequests()) return;
        if (!shared_.connections.set_idle(ticket, false)) return;
        if (!serve_one(session, ticket)) return;
    }
}

bool HttpConnection::serve_one(HTTPServerSession& session, Connections::Ticket ticket) {
    shared_.connections.set_deadline(ticket, shared_.options.header_ms);
    HttpHead head;
    try {
        head = read_head(session);
    } catch (const Poco::Net::MessageException&) {
        refuse(core::fail(core::ErrorCode::invalid_argument, "request.bad_header"));
        return false;
    }
    shared_.connections.set_deadline(ticket, 0);
    session.setTimeout(Poco::Timespan(std::int64_t{shared_.options.receive_ms} * 1000));
    bool may_keep = head.version == "HTTP/1.1";
    for (const auto& [name, value] : head.headers)
        if (same_word(name, "Connection") && same_word(value, "close")) may_keep = false;
    auto request = make_request(std::move(head));
    if (!request) {
        refuse(request.error());
        return false;
    }
    request->ip = peer_;
    request->secure = socket().secure();
    forwarded(*request);
    return answer(session, *request, ticket, may_keep);
}

bool HttpConnection::answer(HTTPServerSession& session, Request& request,
                            Connections::Ticket ticket, bool may_keep) {
    const std::uint64_t length = request.content_length.value_or(0);
    // The deadline is for the client's bytes, not for the work that follows them.
    BodyBuffer buffer(session, length, [&] { shared_.connections.set_deadline(ticket, 0); });
    std::istream body(&buffer);
    if (length > 0) {
        request.stream = &body;
        shared_.connections.set_deadline(ticket, body_deadline(shared_.options, length));
        if (same_word(request.header("Expect").value_or(""), "100-continue"))
            send("HTTP/1.1 100 Continue\r\n\r\n");
    }
    const Response response = shared_.handle(request);
    shared_.connections.set_deadline(ticket, 0);
    // Bytes of a body nobody read would be taken for the next request.
    const bool read = buffer.is_read();
    const bool keep =
        may_keep && read &&
        send_response(request, response, true, [this](std::string_view bytes) { send(bytes); });
    if (keep) return true;
    if (!may_keep || !read)
        send_response(request, response, false, [this](std::string_view bytes) { send(bytes); });
    if (!read) drain();
    return false;
}

void HttpConnection::refuse(const core::Error& error) {
    Request nobody;
    nobody.path = "/api/";
    nobody.ip = peer_;
    const Response response = problem(error, nobody);
    shared_.log.info(
        "http.refused",
        {{"status", response.status}, {"key", error.key}, {"detail", error.detail}, {"ip", peer_}});
    send_response(nobody, response, false, [this](std::string_view bytes) { send(bytes); });
    drain();
}

/// Closing while bytes are unread would reset the connection and take our answer with it.
void HttpConnection::drain() {
    ::shutdown(static_cast<int>(socket().impl()->sockfd()), SHUT_WR);
    if (socket().secure()) return;
    std::array<char, 16384> buffer;
    constexpr int kPieces = 64;
    for (int i = 0;
         i < kPieces && socket().poll(Poco::Timespan(1, 0), Poco::Net::Socket::SELECT_READ); ++i)
        if (socket().receiveBytes(buffer.data(), static_cast<int>(buffer.size())) <= 0) return;
}

void HttpConnection::forwarded(Request& request) const {
    if (shared_.options.proxies.count(peer_) == 0) return;
    const auto by = request.header("X-Forwarded-For");
    if (by) {
        // The last address is the one our proxy saw; those before it are claims.
        const auto comma = by->rfind(',');
        std::string_view last =
            std::string_view(*by).substr(comma == std::string::npos ? 0 : comma + 1);
        while (last.starts_with(' ')) last.remove_prefix(1);
        request.ip = std::string(last.substr(0, 45));
    }
    if (request.header("X-Forwarded-Proto") == "https") request.secure = true;
}

void HttpConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        constexpr std::size_t kMost = 1 << 20;
        const int sent =
            socket().sendBytes(bytes.data(), static_cast<int>(std::min(bytes.size(), kMost)));
        if (sent <= 0) throw Poco::Net::ConnectionAbortedException();
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

}  // namespace lantai::server
