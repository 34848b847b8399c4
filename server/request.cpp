#include "server/request.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace lantai::server {
namespace {

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::optional<std::string> Request::header(std::string_view name) const {
    for (const auto& [field, value] : headers)
        if (same_name(field, name)) return value;
    return std::nullopt;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    std::optional<std::string> found;
    for (const auto& [field, value] : headers) {
        if (!same_name(field, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto end = rest.find(';');
            const std::string_view pair = trimmed(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
            if (found) return std::nullopt;  // two of them: somebody planted one
            found = std::string(pair.substr(equals + 1));
        }
    }
    return found;
}

const std::string& Request::param(std::string_view name) const {
    const auto found = std::find_if(params.begin(), params.end(),
                                    [&](const auto& param) { return param.first == name; });
    assert(found != params.end());
    return found->second;
}

Result<core::Id> Request::id(std::string_view name) const {
    const auto id = parse_id(param(name));
    if (!id) return core::fail(core::ErrorCode::not_found, "access.not_found");
    return *id;
}

core::Actor Request::anonymous() const { return {std::nullopt, "", request_id, ip}; }

Result<int> if_match(const Request& request) {
    const auto field = request.header("If-Match");
    if (!field) return core::fail(core::ErrorCode::invalid_argument, "request.if_match_missing");
    std::string_view tag = trimmed(*field);
    int version = 0;
    const bool quoted = tag.size() >= 3 && tag.front() == '"' && tag.back() == '"';
    if (quoted) {
        tag = tag.substr(1, tag.size() - 2);
        const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
        if (error == std::errc{} && end == tag.data() + tag.size() && version > 0) return version;
    }
    return core::fail(core::ErrorCode::invalid_argument, "request.if_match_bad");
}

std::optional<core::Id> parse_id(std::string_view text) {
    constexpr core::Id kLast = (core::Id{1} << 53) - 1;
    if (text.empty() || text.size() > 16 || text.front() == '0') return std::nullopt;
    core::Id id = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        id = id * 10 + (c - '0');
    }
    if (id > kLast) return std::nullopt;
    return id;
}

}  // namespace lantai::server
