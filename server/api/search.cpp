// Search over HTTP: catalogue and full text, as far as the caller may know.
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/json_codec.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

constexpr std::size_t kMaxQuery = 500;
constexpr int kMaxOffset = 10'000;

Result<core::SearchQuery> read_query(const Request& request) {
    static constexpr std::string_view kSorts[] = {"relevance", "date", "code"};
    QueryReader in(request);
    core::SearchQuery query;
    query.text = in.text("q", kMaxQuery).value_or("");
    query.filters.years = in.integers("year", 1, 9999);
    query.filters.retention_classes = in.texts("retention_class", 10);
    query.filters.levels = in.levels("level");
    query.filters.departments = in.ids("department_id");
    query.filters.kinds = in.choices<core::ItemKind>("kind");
    query.filters.fonds_id = in.id("fonds_id");
    query.sort = static_cast<core::SearchSort>(in.pick("sort", kSorts).value_or(0));
    query.offset = in.integer("offset", 0, kMaxOffset).value_or(0);
    query.limit = in.limit(20);
    LT_CHECK(in.finish());
    return query;
}

void write_parts(JsonWriter& out, std::string_view name,
                 const std::vector<core::SnippetPart>& parts) {
    out.name(name).begin_array();
    for (const core::SnippetPart& part : parts)
        out.begin_object().member("text", part.text).member("marked", part.marked).end_object();
    out.end_array();
}

void write_hit(JsonWriter& out, const core::FoundRecord& record) {
    const bool content = record.access == core::RowAccess::content;
    out.begin_object().name("item");
    write_item_row(out, record.entry);
    out.member("access", content ? "content" : "catalogue").name("content_reason");
    if (content)
        out.null();
    else
        out.value(record.content_reason);
    out.member("in_title", record.hit.in_title).member("in_body", record.hit.in_body);
    write_parts(out, "title", record.hit.title);
    write_parts(out, "snippet", record.hit.snippet);
    out.id_member("file_id", record.hit.file_id).member("page", record.hit.page).end_object();
}

void write_facet(JsonWriter& out, std::string_view name,
                 const std::vector<core::FacetCount>& counts) {
    out.name(name).begin_array();
    for (const core::FacetCount& one : counts)
        out.begin_object().member("value", one.value).member("count", one.count).end_object();
    out.end_array();
}

/// The filter takes levels as numbers, so the facet gives them as numbers.
std::vector<core::FacetCount> numbered(std::vector<core::FacetCount> levels) {
    for (core::FacetCount& one : levels)
        if (const auto level = core::from_text<core::Level>(one.value))
            one.value = std::to_string(static_cast<int>(*level));
    return levels;
}

Result<Response> search_records(const Request& request, Services& services) {
    LT_TRY(const core::SearchQuery query, read_query(request));
    LT_TRY(const core::FoundRecords found,
           core::find_records(services.store, services.search_engine(), request.who(), query));
    const core::SearchResult& result = found.result;
    JsonWriter out;
    out.begin_object().member("total", result.total).member("total_exact", result.total_exact);
    out.member("more", result.more).name("items").begin_array();
    for (const core::FoundRecord& record : found.records) write_hit(out, record);
    out.end_array().name("facets").begin_object();
    write_facet(out, "year", result.facets.years);
    write_facet(out, "retention_class", result.facets.retention_classes);
    write_facet(out, "level", numbered(result.facets.levels));
    write_facet(out, "department", result.facets.departments);
    write_facet(out, "kind", result.facets.kinds);
    write_facet(out, "fonds", result.facets.fonds);
    return json_response(200, out.end_object().end_object().take());
}

const Route kRoutes[] = {
    {"GET", "/api/v1/search", "search_records", core::Action::search_records, search_records},
};

}  // namespace

std::span<const Route> search_routes() { return kRoutes; }

}  // namespace lantai::server
