#include "server/http_send.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <streambuf>

#include "server/http_message.hpp"
#include "server/problem.hpp"

namespace lantai::server {
namespace {

constexpr std::size_t kPiece = 65536;

/// An output stream whose bytes become chunks of Transfer-Encoding: chunked.
class ChunkBuffer : public std::streambuf {
public:
    explicit ChunkBuffer(const SendBytes& send) : send_(send) {
        setp(buffer_.data(), buffer_.data() + buffer_.size());
    }
    void finish() {
        flush_chunk();
        send_("0\r\n\r\n");
    }

protected:
    int_type overflow(int_type c) override {
        flush_chunk();
        if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
        return traits_type::not_eof(c);
    }

private:
    void flush_chunk() {
        const auto count = static_cast<std::size_t>(pptr() - pbase());
        if (count == 0) return;
        std::array<char, 20> size{};
        std::snprintf(size.data(), size.size(), "%zx\r\n", count);
        std::string chunk = size.data();
        chunk.append(pbase(), count);
        send_(chunk + "\r\n");
        setp(buffer_.data(), buffer_.data() + buffer_.size());
    }
    const SendBytes& send_;
    std::array<char, kPiece> buffer_;
};

std::string head_of(const Request& request, const Response& response, int status, bool keep_alive,
                    const NamedTexts& more) {
    std::string head = "HTTP/1.1 " + std::to_string(status) + " \r\n";
    head.reserve(1024);
    const auto add = [&](std::string_view name, std::string_view value) {
        head.append(name).append(": ");
        // A line break from inside must never start a header of its own.
        for (const char c : value) head += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
        head += "\r\n";
    };
    for (const auto& [name, value] : security_headers(request, request.secure))
        if (!response.find_header(name)) add(name, value);
    if (!response.content_type.empty() && status != 304) add("Content-Type", response.content_type);
    for (const auto& [name, value] : response.headers) add(name, value);
    for (const auto& [name, value] : more) add(name, value);
    if (!request.request_id.empty()) add("X-Request-Id", request.request_id);
    add("Connection", keep_alive ? "keep-alive" : "close");
    return head + "\r\n";
}

bool etag_matches(const Request& request, const std::string& etag) {
    const auto known = request.header("If-None-Match");
    return known && !etag.empty() && known->find(etag) != std::string::npos;
}

/// false: the file was shorter than announced.
bool send_part(std::istream& in, const ByteRange& range, const SendBytes& send) {
    in.seekg(static_cast<std::streamoff>(range.first));
    std::uint64_t left = range.last - range.first + 1;
    std::string piece(kPiece, '\0');
    while (left > 0) {
        in.read(piece.data(), static_cast<std::streamsize>(std::min<std::uint64_t>(left, kPiece)));
        const auto count = static_cast<std::size_t>(in.gcount());
        if (count == 0) return false;
        send({piece.data(), count});
        left -= count;
    }
    return true;
}

bool send_file(const Request& request, const Response& response, bool keep_alive,
               const SendBytes& send) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(response.file->path, error);
    std::ifstream in(response.file->path, std::ios::binary);
    if (error || !in) {
        const auto failed = core::fail(core::ErrorCode::io, "storage.io", error.message());
        return send_response(request, problem(failed, request), keep_alive, send);
    }
    const std::string& etag = response.file->etag;
    NamedTexts more = {{"Accept-Ranges", "bytes"}};
    if (!etag.empty()) more.emplace_back("ETag", etag);
    RangeAnswer answer;
    const auto range = request.header("Range");
    const auto if_range = request.header("If-Range");
    // A part of other bytes than the client has would spoil its copy.
    if (range && (!if_range || *if_range == etag)) answer = parse_range(*range, size);
    if (answer.kind == RangeKind::unsatisfiable) {
        Response refused =
            problem(core::fail(core::ErrorCode::invalid_argument, "request.range_not_satisfiable"),
                    request);
        refused.header("Content-Range", "bytes */" + std::to_string(size));
        return send_response(request, refused, keep_alive, send);
    }
    const bool part = answer.kind == RangeKind::part;
    if (!part) answer.range = {0, size == 0 ? 0 : size - 1};
    const std::uint64_t length = size == 0 ? 0 : answer.range.last - answer.range.first + 1;
    if (part)
        more.emplace_back("Content-Range", "bytes " + std::to_string(answer.range.first) + "-" +
                                               std::to_string(answer.range.last) + "/" +
                                               std::to_string(size));
    more.emplace_back("Content-Length", std::to_string(length));
    send(head_of(request, response, part ? 206 : response.status, keep_alive, more));
    if (request.method == "HEAD" || length == 0) return true;
    return send_part(in, answer.range, send);
}

}  // namespace

bool send_response(const Request& request, const Response& response, bool keep_alive,
                   const SendBytes& send) {
    const std::string etag =
        response.file ? response.file->etag : response.find_header("ETag").value_or("");
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (reads && response.status == 200 && etag_matches(request, etag)) {
        NamedTexts more;
        if (response.file) more.emplace_back("ETag", etag);
        send(head_of(request, response, 304, keep_alive, more));
        return true;
    }
    if (response.file) return send_file(request, response, keep_alive, send);
    if (response.writer) {
        send(head_of(request, response, response.status, keep_alive,
                     {{"Transfer-Encoding", "chunked"}}));
        if (request.method == "HEAD") return true;
        ChunkBuffer buffer(send);
        std::ostream out(&buffer);
        out.exceptions(std::ios::badbit);  // a lost client ends the writer
        response.writer(out);
        buffer.finish();
        return true;
    }
    NamedTexts more;
    if (response.status != 204)
        more.emplace_back("Content-Length", std::to_string(response.body.size()));
    std::string bytes = head_of(request, response, response.status, keep_alive, more);
    if (request.method != "HEAD") bytes += response.body;
    send(bytes);  // head and body in one packet: two would wait for each other (Nagle)
    return true;
}

}  // namespace lantai::server
