#include "server/http_message.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/rules/text_rules.hpp"

namespace lantai::server {
namespace {

using core::Error;
using core::ErrorCode;

constexpr std::size_t kMaxFields = 64;
constexpr std::array<std::string_view, 6> kMethods = {"GET", "HEAD",  "POST",
                                                      "PUT", "PATCH", "DELETE"};

Error refuse(const char* key, std::string detail) {
    return core::fail(ErrorCode::invalid_argument, key, std::move(detail));
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool is_token(std::string_view name) {
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               kMarks.find(c) != std::string_view::npos;
    });
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7F;
    });
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// %XX decoded; nothing for a broken escape, a control character or bytes that are not UTF-8.
std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_blank) {
            c = ' ';
        }
        out += c;
    }
    if (!core::code_points(out)) return std::nullopt;
    return out;
}

Result<void> take_path(std::string_view raw, Request& request) {
    const auto bad = [&] { return refuse("request.bad_target", "path"); };
    if (raw.empty() || raw.front() != '/' || raw.find('#') != std::string_view::npos) return bad();
    const auto path = decoded(raw, false);
    if (!path || has_control(*path) || path->find('\t') != std::string::npos) return bad();
    if (path->find('\\') != std::string::npos) return bad();
    // An encoded slash would make one segment look like two.
    if (std::count(path->begin(), path->end(), '/') != std::count(raw.begin(), raw.end(), '/'))
        return bad();
    for (std::string_view rest = *path; !rest.empty();) {
        rest.remove_prefix(1);
        const auto end = std::min(rest.find('/'), rest.size());
        const std::string_view segment = rest.substr(0, end);
        if (segment == "." || segment == "..") return bad();
        if (segment.empty() && *path != "/") return bad();
        rest.remove_prefix(end);
    }
    request.path = *path;
    return {};
}

Result<void> take_query(std::string_view raw, Request& request) {
    while (!raw.empty()) {
        const auto end = std::min(raw.find('&'), raw.size());
        const std::string_view pair = raw.substr(0, end);
        raw.remove_prefix(std::min(end + 1, raw.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        const auto name = decoded(pair.substr(0, equals), true);
        const auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value) return refuse("request.bad_target", "query");
        request.query.emplace_back(*name, *value);
    }
    return {};
}

Result<void> take_length(const std::string& value, Request& request) {
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    const bool digits = !value.empty() && value.front() >= '0' && value.front() <= '9';
    if (!digits || error != std::errc{} || end != value.data() + value.size())
        return refuse("request.bad_header", "Content-Length");
    if (request.content_length) return refuse("request.bad_header", "two Content-Length");
    request.content_length = length;
    return {};
}

Result<void> take_headers(NamedTexts headers, Request& request) {
    if (headers.size() > kMaxFields) return refuse("request.header_too_large", "fields");
    int hosts = 0;
    for (const auto& [field, value] : headers) {
        if (!is_token(field)) return refuse("request.bad_header", "name");
        if (has_control(value)) return refuse("request.bad_header", "control character");
        const std::string name = lower(field);
        if (name == "host") ++hosts;
        if (name == "transfer-encoding") return refuse("request.length_required", "");
        if (name == "content-length") LT_CHECK(take_length(value, request));
    }
    if (hosts != 1) return refuse("request.bad_header", "Host");
    request.headers = std::move(headers);
    if (request.header("Host")->empty()) return refuse("request.bad_header", "Host");
    return {};
}

}  // namespace

Result<Request> make_request(HttpHead head) {
    Request request;
    if (std::find(kMethods.begin(), kMethods.end(), head.method) == kMethods.end())
        return refuse("request.method_unknown", "");
    if (head.version != "HTTP/1.1" && head.version != "HTTP/1.0")
        return refuse("request.bad_version", "");
    request.method = std::move(head.method);
    const std::string_view target = head.target;
    const auto mark = std::min(target.find('?'), target.size());
    LT_CHECK(take_path(target.substr(0, mark), request));
    LT_CHECK(take_query(target.substr(std::min(mark + 1, target.size())), request));
    LT_CHECK(take_headers(std::move(head.headers), request));
    return request;
}

RangeAnswer parse_range(std::string_view field, std::uint64_t size) {
    constexpr std::string_view kUnit = "bytes=";
    const RangeAnswer whole;
    if (!field.starts_with(kUnit)) return whole;
    field.remove_prefix(kUnit.size());
    const auto dash = field.find('-');
    if (dash == std::string_view::npos) return whole;
    const auto number = [](std::string_view text) -> std::optional<std::uint64_t> {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.empty() || error != std::errc{} || end != text.data() + text.size())
            return std::nullopt;
        return value;
    };
    const std::string_view left = field.substr(0, dash);
    const std::string_view right = field.substr(dash + 1);
    const auto first = number(left);
    const auto last = number(right);
    if ((!left.empty() && !first) || (!right.empty() && !last) || (!first && !last)) return whole;
    if (first && last && *last < *first) return whole;
    if (!first) {  // the last n bytes
        if (*last == 0 || size == 0) return {RangeKind::unsatisfiable, {}};
        return {RangeKind::part, {size - std::min(*last, size), size - 1}};
    }
    if (*first >= size) return {RangeKind::unsatisfiable, {}};
    return {RangeKind::part, {*first, last ? std::min(*last, size - 1) : size - 1}};
}

NamedTexts security_headers(const Request& request, bool secure) {
    NamedTexts out = {
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
    };
    const bool api = request.path.starts_with("/api/") || request.path == "/healthz";
    if (api) {
        out.emplace_back("Cache-Control", "no-store");
        out.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    } else {
        out.emplace_back("Content-Security-Policy",
                         "default-src 'none'; script-src 'self'; style-src 'self'; "
                         "img-src 'self' blob:; font-src 'self'; connect-src 'self'; "
                         "worker-src 'self'; form-action 'self'; base-uri 'none'; "
                         "frame-ancestors 'none'; object-src 'none'; "
                         "require-trusted-types-for 'script'; trusted-types vue lantai");
    }
    if (secure) out.emplace_back("Strict-Transport-Security", "max-age=31536000");
    return out;
}

}  // namespace lantai::server
