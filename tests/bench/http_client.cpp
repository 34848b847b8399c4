#include "tests/bench/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>

namespace lantai::bench {
namespace {

[[noreturn]] void give_up(const char* what) {
    std::fprintf(stderr, "http: %s\n", what);
    std::exit(1);
}

}  // namespace

HttpClient::~HttpClient() {
    if (fd_ >= 0) ::close(fd_);
}

bool HttpClient::try_connect() {
    if (fd_ >= 0) return true;
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd);
        return false;
    }
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fd_ = fd;
    return true;
}

HttpAnswer HttpClient::send(const std::string& method, const std::string& path,
                            const std::string& headers, const std::string& body) {
    if (!try_connect()) give_up("no connection");
    std::string request = method + " " + path +
                          " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n" +
                          headers;
    if (!body.empty())
        request +=
            "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n";
    request += "\r\n" + body;
    if (::send(fd_, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size()))
        give_up("the request could not be sent");

    HttpAnswer answer;
    const std::string status = line();
    if (status.size() < 12) give_up("no status line");
    answer.status = std::atoi(status.c_str() + 9);
    for (std::string header = line(); !header.empty(); header = line()) {
        const std::size_t colon = header.find(':');
        if (colon == std::string::npos) give_up("a header without a colon");
        std::string name = header.substr(0, colon);
        for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        answer.headers[name] = header.substr(header.find_first_not_of(' ', colon + 1));
    }
    read_body(answer);
    if (::strcasecmp(answer.headers["connection"].c_str(), "close") == 0) {
        ::close(fd_);
        fd_ = -1;
    }
    return answer;
}

void HttpClient::fill() {
    buffer_.erase(0, at_);
    at_ = 0;
    char bytes[65536];
    const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
    if (n <= 0) give_up("the server closed the connection");
    buffer_.append(bytes, static_cast<std::size_t>(n));
}

std::string HttpClient::line() {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n", at_)) == std::string::npos) fill();
    std::string text = buffer_.substr(at_, end - at_);
    at_ = end + 2;
    return text;
}

void HttpClient::take(std::string& out, std::size_t count) {
    while (buffer_.size() - at_ < count) fill();
    out.append(buffer_, at_, count);
    at_ += count;
}

void HttpClient::read_body(HttpAnswer& answer) {
    if (answer.status == 204 || answer.status == 304) return;
    if (const auto length = answer.headers.find("content-length"); length != answer.headers.end()) {
        take(answer.body, std::strtoul(length->second.c_str(), nullptr, 10));
        return;
    }
    if (answer.headers["transfer-encoding"] != "chunked") give_up("an answer without a length");
    for (;;) {
        const std::size_t size = std::strtoul(line().c_str(), nullptr, 16);
        take(answer.body, size);
        line();
        if (size == 0) return;
    }
}

}  // namespace lantai::bench
