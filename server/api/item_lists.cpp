// Items over HTTP: lists, the tree, history and the bytes of files.
#include <fstream>

#include "core/blob/media_type.hpp"
#include "core/rules/item_rules.hpp"
#include "core/service/items.hpp"
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

core::ItemService& service(Services& services) { return services.items; }

/// What a browser needs to show a text as it was written.
Result<std::string> text_type(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return core::fail(core::ErrorCode::io, "storage.io", path.filename().string());
    std::string head(65536, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    return "text/plain; charset=" + std::string(core::charset_of(head));
}

/// A later part of a file that is being read already, e.g. "bytes=65536-".
bool continues(const Request& request) {
    const auto range = request.header("Range");
    return range && range->rfind("bytes=", 0) == 0 && range->rfind("bytes=0-", 0) != 0;
}

void write_tree(JsonWriter& out, const core::TreeFonds& node) {
    std::int64_t total = 0;
    for (const core::TreeCount& count : node.counts) total += count.count;
    out.begin_object().id_member("id", node.fonds.id).member("fonds_no", node.fonds.fonds_no);
    out.member("name", node.fonds.name).member("count", total).name("years").begin_array();
    for (std::size_t i = 0; i < node.counts.size();) {
        const int year = node.counts[i].filing_year;
        std::int64_t in_year = 0;
        std::size_t end = i;
        for (; end < node.counts.size() && node.counts[end].filing_year == year; ++end)
            in_year += node.counts[end].count;
        out.begin_object().member("year", year).member("count", in_year);
        out.name("classes").begin_array();
        for (; i < end; ++i)
            out.begin_object()
                .member("code", node.counts[i].retention_class)
                .member("count", node.counts[i].count)
                .end_object();
        out.end_array().end_object();
    }
    out.end_array().end_object();
}

core::ItemFilter read_filter(QueryReader& in) {
    static constexpr std::string_view kSorts[] = {"code", "date", "recent"};
    core::ItemFilter filter;
    filter.fonds_id = in.id("fonds_id");
    filter.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    filter.retention_class = in.text("retention_class", 10);
    filter.department_id = in.id("department_id");
    filter.level = in.level("level");
    filter.state = in.choice<core::ItemState>("state");
    filter.volume_id = in.id("volume_id");
    filter.box_id = in.id("box_id");
    filter.category = in.text("category", 4);
    filter.unassigned = in.flag("unassigned");
    filter.incomplete = in.flag("incomplete");
    filter.clause_id = in.id("clause_id");
    filter.kind = in.choice<core::ItemKind>("kind");
    filter.query = in.text("query").value_or("");
    filter.sort = static_cast<core::ItemSort>(in.pick("sort", kSorts).value_or(0));
    return filter;
}

}  // namespace

Result<Response> list_items(const Request& request, Services& services) {
    QueryReader in(request);
    const core::ItemFilter filter = read_filter(in);
    const auto cursor = in.cursor();
    const int limit = in.limit();
    LT_CHECK(in.finish());
    LT_TRY(const auto after, read_cursor(cursor));
    LT_TRY(const auto page, service(services).list(request.who(), filter, after, limit));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::ItemEntry& entry : page.items) write_item_row(out, entry);
    out.end_array().name("next_cursor");
    if (page.next)
        out.value(cursor_text(*page.next));
    else
        out.null();
    return json_response(200, out.member("total", page.total).end_object().take());
}

Result<Response> get_tree(const Request& request, Services& services) {
    LT_TRY(const auto nodes, service(services).tree(request.who()));
    JsonWriter out;
    out.begin_object().name("fonds").begin_array();
    for (const core::TreeFonds& node : nodes) write_tree(out, node);
    return json_response(200, out.end_array().end_object().take());
}

Result<Response> list_item_history(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    QueryReader in(request);
    const auto before = in.id("cursor");
    const int limit = in.limit();
    LT_CHECK(in.finish());
    LT_TRY(const auto page, service(services).history(request.who(), id, before, limit));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const core::AuditView& view : page.entries) write_history_row(out, view);
    out.end_array().id_member("next_cursor", page.next).end_object();
    return json_response(200, out.take());
}

Result<Response> get_item_file_content(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::Id file_id, request.id("file_id"));
    static constexpr std::string_view kDispositions[] = {"attachment", "inline"};
    QueryReader in(request);
    const bool wants_inline = in.pick("disposition", kDispositions).value_or(0) == 1;
    LT_CHECK(in.finish());
    LT_TRY(const core::FileContent content,
           service(services).file_content(request.who(), id, file_id, continues(request)));
    const core::ItemFile& file = content.file;
    Response response;
    response.file = FileBody{content.path, "\"" + file.blob_sha256 + "\""};
    const bool text = file.media_type == "text/plain";
    response.content_type = file.media_type;
    if (text) {
        LT_TRY(response.content_type, text_type(content.path));
    }
    // Only what the browser shows by itself, and never as part of our own origin.
    const bool shown = wants_inline && (text || file.media_type == "application/pdf");
    response.header("Content-Disposition",
                    content_disposition(shown ? "inline" : "attachment", file.name));
    response.header("Content-Security-Policy", "sandbox; default-src 'none'");
    response.header("X-Content-Type-Options", "nosniff");
    return response;
}

std::span<const Route> item_list_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/items", "list_items", Action::view_catalogue, list_items, Body::none},
        {"GET", "/api/v1/items/{id}/history", "list_item_history", Action::view_history,
         list_item_history, Body::none},
        {"GET", "/api/v1/items/{id}/files/{file_id}/content", "get_item_file_content",
         Action::view_content, get_item_file_content, Body::none},
        {"GET", "/api/v1/tree", "get_tree", Action::view_catalogue, get_tree, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
