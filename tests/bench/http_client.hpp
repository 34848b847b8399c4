// A client that costs as little as possible, so that the server is what is measured.
#pragma once
#include <map>
#include <string>

namespace lantai::bench {

struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

/// One kept connection to 127.0.0.1. Ends the program when the server does not answer properly.
class HttpClient {
public:
    explicit HttpClient(int port) : port_(port) {}
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// `headers` are whole lines, each ended by "\r\n".
    HttpAnswer send(const std::string& method, const std::string& path,
                    const std::string& headers = {}, const std::string& body = {});
    /// False while nothing listens on the port.
    bool try_connect();

private:
    void fill();
    std::string line();
    void read_body(HttpAnswer& answer);
    void take(std::string& out, std::size_t count);

    int port_;
    int fd_ = -1;
    std::string buffer_;
    std::size_t at_ = 0;
};

}  // namespace lantai::bench
