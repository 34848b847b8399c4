// How categories are arranged and coded, over HTTP: settings, presets, preview, report.
#include "core/rules/arrangement.hpp"

#include "core/rules/item_rules.hpp"
#include "core/service/codes.hpp"
#include "core/service/fonds.hpp"
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/json_codec.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::FondsCategory;

constexpr core::TextLimit kTemplate{200, true, core::TextKind::line};
constexpr core::TextLimit kOptionalTemplate{200, false, core::TextKind::line};

void write_templates(JsonWriter& out, const FondsCategory& settings) {
    out.member("item_code_template", settings.item_code_template);
    out.member("volume_code_template", settings.volume_code_template);
    out.member("bound_code_template", settings.bound_code_template);
    out.member("box_code_template", settings.box_code_template);
}

void write_category(JsonWriter& out, const FondsCategory& settings) {
    out.begin_object().id_member("fonds_id", settings.fonds_id);
    out.member("category", settings.category).member("own", settings.id != 0);
    out.member("arrangement", settings.arrangement).member("year_policy", settings.year_policy);
    out.member("catalogue_no", settings.catalogue_no);
    write_templates(out, settings);
    out.member("page_limit", settings.page_limit).member("version", settings.version);
    out.end_object();
}

std::string category_json(const FondsCategory& settings) {
    JsonWriter out;
    write_category(out, settings);
    return out.take();
}

Result<FondsCategory> read_category(const Request& request) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    FondsCategory settings;
    settings.arrangement = in.choice<core::Arrangement>("arrangement");
    const auto policy = in.optional_choice<core::YearPolicy>("year_policy");
    settings.year_policy = policy.value_or(core::usual_year_policy(settings.arrangement));
    settings.catalogue_no = in.text("catalogue_no", {20, false, core::TextKind::line});
    settings.item_code_template = in.text("item_code_template", kTemplate);
    settings.volume_code_template = in.text("volume_code_template", kTemplate);
    settings.bound_code_template = in.text("bound_code_template", kOptionalTemplate);
    settings.box_code_template = in.text("box_code_template", kOptionalTemplate);
    settings.page_limit = in.integer("page_limit", 1, 99999);
    LT_CHECK(in.finish());
    return settings;
}

core::CodeParts read_parts(JsonReader& in) {
    const core::TextLimit text{100, false, core::TextKind::line};
    const auto number = [&](const char* name) {
        return in.optional_integer(name, 0, 1'000'000'000);
    };
    core::CodeParts parts;
    parts.fonds = in.text("fonds", text);
    parts.category = in.text("category", text);
    parts.catalogue = in.text("catalogue", text);
    parts.year = number("year").value_or(0);
    parts.retention = in.text("retention", text);
    parts.department = in.text("dept", text);
    parts.volume = number("volume");
    parts.item = number("item");
    parts.page = number("page");
    parts.box = number("box");
    return parts;
}

void write_gap(JsonWriter& out, const core::CodeGap& gap) {
    static constexpr const char* kKinds[] = {"withdrawn", "redirect", "never_used"};
    out.begin_object().member("from", gap.from).member("to", gap.to);
    out.member("kind", kKinds[static_cast<std::size_t>(gap.kind)]);
    out.id_member("id", gap.id != 0 ? std::optional(gap.id) : std::nullopt);
    out.member("code", gap.code).member("leads_to", gap.leads_to).end_object();
}

void write_series(JsonWriter& out, const core::CodeSeries& series) {
    out.begin_object().member("owner", series.owner).member("scope", series.scope);
    out.member("first", series.first).member("last", series.last).member("given", series.given);
    out.name("gaps").begin_array();
    for (const core::CodeGap& gap : series.gaps) write_gap(out, gap);
    out.end_array().end_object();
}

}  // namespace

Result<Response> list_fonds_categories(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const auto list, services.fonds.categories(request.who(), id));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const FondsCategory& settings : list) write_category(out, settings);
    out.end_array().name("next_cursor").null().end_object();
    return json_response(200, out.take());
}

Result<Response> get_fonds_category(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const auto settings,
           services.fonds.category(request.who(), id, request.param("category")));
    return versioned_json(settings.version, category_json(settings));
}

Result<Response> change_fonds_category(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(FondsCategory changed, read_category(request));
    changed.fonds_id = id;
    changed.category = request.param("category");
    changed.version = version;
    auto done = services.fonds.set_category(request.who(), changed);
    if (!done)
        return stale_or_error(std::move(done).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const auto now, services.fonds.category(request.who(), id, changed.category));
            return category_json(now);
        });
    return versioned_json(done->version, category_json(*done));
}

Result<Response> list_code_presets(const Request&, Services&) {
    JsonWriter out;
    out.begin_array();
    for (const core::CodePreset& preset : core::code_presets())
        out.begin_object()
            .member("id", preset.id)
            .member("arrangement", preset.arrangement)
            .member("item_code_template", preset.item_code_template)
            .member("volume_code_template", preset.volume_code_template)
            .member("bound_code_template", preset.bound_code_template)
            .member("box_code_template", preset.box_code_template)
            .end_object();
    return json_response(200, out.end_array().take());
}

Result<Response> preview_code(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string pattern = in.text("template", {200, false, core::TextKind::line});
    core::CodeParts parts;
    in.object(
        "parts", [&](JsonReader& object) { parts = read_parts(object); }, true);
    LT_CHECK(in.finish());
    LT_TRY(const auto preview, services.codes.preview(request.who(), pattern, parts));
    JsonWriter out;
    out.begin_object().member("code", preview.code).name("fault");
    if (preview.fault) {
        out.begin_object().member("key", preview.fault->key);
        write_params(out, preview.fault->params);
        out.end_object();
    } else {
        out.null();
    }
    return json_response(200, out.end_object().take());
}

Result<Response> resolve_code(const Request& request, Services& services) {
    QueryReader in(request);
    const auto code = in.text("code");
    LT_CHECK(in.finish());
    if (!code) return core::field_error("code", "request.field_missing");
    LT_TRY(const auto found, services.codes.resolve(request.who(), *code));
    JsonWriter out;
    out.begin_object().member("owner", found.owner).id_member("id", found.id);
    out.member("archival_code", found.archival_code).member("redirected", found.redirected);
    return json_response(200, out.end_object().take());
}

Result<Response> get_code_report(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    QueryReader in(request);
    const auto year = in.integer("year", core::kFirstYear, core::kLastYear);
    LT_CHECK(in.finish());
    LT_TRY(const auto report, services.codes.report(request.who(), id, year));
    JsonWriter out;
    out.begin_object().member("fonds_no", report.fonds_no).member("year", year);
    out.name("series").begin_array();
    for (const core::CodeSeries& series : report.series) write_series(out, series);
    out.end_array().name("duplicates").begin_array();
    for (const core::SameCode& same : report.duplicates) {
        out.begin_object().member("owner", same.owner).name("records").begin_array();
        for (const core::UsedCode& code : same.records)
            out.begin_object().id_member("id", code.id).member("code", code.code).end_object();
        out.end_array().end_object();
    }
    return json_response(200, out.end_array().end_object().take());
}

std::span<const Route> arrangement_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/fonds/{id}/categories", "list_fonds_categories", Action::view_reference,
         list_fonds_categories, Body::none},
        {"GET", "/api/v1/fonds/{id}/categories/{category}", "get_fonds_category",
         Action::view_reference, get_fonds_category, Body::none},
        {"PUT", "/api/v1/fonds/{id}/categories/{category}", "change_fonds_category",
         Action::manage_fonds, change_fonds_category},
        {"GET", "/api/v1/fonds/{id}/code-report", "get_code_report", Action::compose_volume,
         get_code_report, Body::none},
        {"GET", "/api/v1/code-presets", "list_code_presets", Action::view_reference,
         list_code_presets, Body::none},
        {"POST", "/api/v1/codes/preview", "preview_code", Action::view_reference, preview_code},
        {"GET", "/api/v1/codes", "resolve_code", Action::view_catalogue, resolve_code, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
