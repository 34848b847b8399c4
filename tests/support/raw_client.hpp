// A TCP client that sends exactly the bytes it is given, to loopback only.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace lantai::test {

class RawClient {
public:
    explicit RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval patience{20, 0};  // a test that hangs must fail
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("connect");
    }
    ~RawClient() { ::close(fd_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// False when the other side has closed.
    bool send(std::string_view bytes) {
        return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size());
    }
    /// Has the other side closed, or does it within `ms`?
    bool closed_within(int ms) {
        pollfd watched{fd_, POLLIN, 0};
        char byte;
        return ::poll(&watched, 1, ms) == 1 && ::recv(fd_, &byte, 1, MSG_PEEK) <= 0;
    }
    void finish_sending() { ::shutdown(fd_, SHUT_WR); }

    /// Everything until the other side closes.
    std::string read_all() {
        while (receive()) {
        }
        return take(pending_.size());
    }
    /// One answer with its Content-Length body; "" when the other side closed before.
    std::string read_answer() {
        std::size_t end;
        while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
            if (!receive()) return "";
        std::size_t length = end + 4;
        const auto field = pending_.find("Content-Length: ");
        if (field < end) length += std::stoul(pending_.substr(field + 16));
        while (pending_.size() < length)
            if (!receive()) return "";
        return take(length);
    }

private:
    bool receive() {
        char buffer[65536];
        const ssize_t count = ::recv(fd_, buffer, sizeof buffer, 0);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            throw std::runtime_error("the server did not answer in time");
        if (count <= 0) return false;
        pending_.append(buffer, static_cast<std::size_t>(count));
        return true;
    }
    std::string take(std::size_t count) {
        std::string out = pending_.substr(0, count);
        pending_.erase(0, count);
        return out;
    }
    int fd_;
    std::string pending_;
};

}  // namespace lantai::test
