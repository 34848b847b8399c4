#include "server/problem.hpp"

#include <utility>

#include "server/json_codec.hpp"

namespace lantai::server {
namespace {

struct KeyStatus {
    std::string_view key;
    int status;
};

// Statuses that no ErrorCode has.
constexpr KeyStatus kKeyStatuses[] = {
    {"request.method_not_allowed", 405},
    {"request.length_required", 411},
    {"request.content_type", 415},
    {"request.range_not_satisfiable", 416},
    {"request.if_match_missing", 428},
    {"login.throttled", 429},
    {"request.header_too_large", 431},
    {"request.method_unknown", 501},
    {"storage.full", 507},
};

int code_status(const core::Error& error) {
    switch (error.code) {  // no default: the compiler reports a forgotten code
        case core::ErrorCode::invalid_argument:
            return error.field.empty() ? 400 : 422;
        case core::ErrorCode::unauthenticated:
            return 401;
        case core::ErrorCode::forbidden:
            return 403;
        case core::ErrorCode::not_found:
            return 404;
        case core::ErrorCode::conflict:
            return 409;
        case core::ErrorCode::stale:
            return 412;
        case core::ErrorCode::too_large:
            return 413;
        case core::ErrorCode::busy:
            return 503;
        case core::ErrorCode::corrupt:
        case core::ErrorCode::io:
        case core::ErrorCode::internal:
            return 500;
    }
    return 500;
}

const char* title_of(int status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 409:
            return "Conflict";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 422:
            return "Unprocessable Content";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:  // an integer, not an enum: every other status is a failure of the server
            return "Internal Server Error";
    }
}

void write_params(JsonWriter& out, const core::Error& error) {
    out.name("params").begin_object();
    for (const auto& [name, value] : error.params) out.member(name, value);
    out.end_object();
}

void write_fault(JsonWriter& out, const core::Error& error) {
    out.begin_object().member("field", error.field).member("key", error.key);
    write_params(out, error);
    out.end_object();
}

}  // namespace

int http_status(const core::Error& error) {
    for (const KeyStatus& row : kKeyStatuses)
        if (row.key == error.key) return row.status;
    return code_status(error);
}

Response problem(const core::Error& error, const Request& request, std::string current_json) {
    const int status = http_status(error);
    // What failed inside is for the log; the person gets a number to quote.
    // Faults of the program are told nobody; that a file is damaged is what its reader has to know.
    const bool internal = status == 500 && error.key != "storage.damaged";
    JsonWriter out;
    out.begin_object()
        .member("type", "about:blank")
        .member("title", title_of(status))
        .member("status", status)
        .member("key", internal ? std::string("internal") : error.key);
    if (!error.field.empty()) out.member("field", error.field);
    if (!internal && !error.params.empty()) write_params(out, error);
    if (!error.field.empty() || !error.others.empty()) {
        out.name("errors").begin_array();
        write_fault(out, error);
        for (const core::Error& other : error.others) write_fault(out, other);
        out.end_array();
    }
    out.member("request_id", request.request_id);
    if (!current_json.empty()) out.name("current").raw(current_json);
    out.end_object();
    Response response = json_response(status, out.take());
    response.content_type = "application/problem+json";
    if (status == 503) response.header("Retry-After", "2");
    for (const auto& [name, value] : error.params)
        if (status == 429 && name == "seconds") response.header("Retry-After", value);
    return response;
}

}  // namespace lantai::server
