// Fonds, filing schemes and the words of classification over HTTP.
#include "core/service/fonds.hpp"

#include "core/model/categories.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/secrecy.hpp"
#include "server/api/api.hpp"
#include "server/json_codec.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::FilingSchemeClause;
using core::Fonds;

core::FondsService& service(Services& services) { return services.fonds; }

void write_fonds(JsonWriter& out, const Fonds& fonds) {
    out.begin_object().id_member("id", fonds.id).member("fonds_no", fonds.fonds_no);
    out.member("name", fonds.name).member("creating_body", fonds.creating_body);
    out.member("year_policy", fonds.year_policy).member("draft_order", fonds.draft_order);
    out.member("item_code_template", fonds.item_code_template);
    out.member("volume_code_template", fonds.volume_code_template);
    out.member("version", fonds.version).end_object();
}

std::string fonds_json(const Fonds& fonds) {
    JsonWriter out;
    write_fonds(out, fonds);
    return out.take();
}

void write_clause(JsonWriter& out, const FilingSchemeClause& clause) {
    out.begin_object().id_member("id", clause.id).id_member("fonds_id", clause.fonds_id);
    out.member("filing_year", clause.filing_year).member("clause_no", clause.clause_no);
    out.member("title", clause.title).member("scope", clause.scope);
    out.member("retention_class", clause.retention_class);
    out.id_member("department_id", clause.department_id).member("version", clause.version);
    out.end_object();
}

std::string clause_json(const FilingSchemeClause& clause) {
    JsonWriter out;
    write_clause(out, clause);
    return out.take();
}

std::string clauses_json(const std::vector<FilingSchemeClause>& clauses) {
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const FilingSchemeClause& clause : clauses) write_clause(out, clause);
    out.end_array().name("next_cursor").null().end_object();
    return out.take();
}

Result<Fonds> read_fonds(const Request& request) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    Fonds fonds;
    fonds.fonds_no = in.text("fonds_no", {20, true, core::TextKind::line});
    fonds.name = in.text("name", {200, true, core::TextKind::line});
    fonds.creating_body = in.text("creating_body", {200, true, core::TextKind::line});
    fonds.year_policy = in.choice<core::YearPolicy>("year_policy");
    fonds.draft_order = in.choice<core::DraftOrder>("draft_order");
    fonds.item_code_template = in.text("item_code_template", {200, true, core::TextKind::line});
    fonds.volume_code_template = in.text("volume_code_template", {200, true, core::TextKind::line});
    LT_CHECK(in.finish());
    return fonds;
}

/// `department_id` is read for new ones only.
Result<FilingSchemeClause> read_clause(const Request& request, bool is_new) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    FilingSchemeClause clause;
    clause.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    clause.clause_no = in.text("clause_no", {20, true, core::TextKind::line});
    clause.title = in.text("title", {200, true, core::TextKind::line});
    clause.scope = in.integer("scope", 1, 10);
    clause.retention_class = in.optional_text("retention_class", {10, false, core::TextKind::line});
    if (is_new) clause.department_id = in.optional_id("department_id");
    LT_CHECK(in.finish());
    return clause;
}

}  // namespace

Result<Response> list_fonds(const Request& request, Services& services) {
    LT_TRY(const auto list, service(services).list(request.who()));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const Fonds& fonds : list) write_fonds(out, fonds);
    out.end_array().name("next_cursor").null().end_object();
    return json_response(200, out.take());
}

Result<Response> get_fonds(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const Fonds fonds, service(services).get(request.who(), id));
    return versioned_json(fonds.version, fonds_json(fonds));
}

Result<Response> create_fonds(const Request& request, Services& services) {
    LT_TRY(Fonds draft, read_fonds(request));
    LT_TRY(const Fonds fonds, service(services).create(request.who(), std::move(draft)));
    return versioned_json(fonds.version, fonds_json(fonds), 201);
}

Result<Response> change_fonds(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(Fonds changed, read_fonds(request));
    changed.id = id;
    changed.version = version;
    auto fonds = service(services).update(request.who(), std::move(changed));
    if (!fonds)
        return stale_or_error(std::move(fonds).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const Fonds now, service(services).get(request.who(), id));
            return fonds_json(now);
        });
    return versioned_json(fonds->version, fonds_json(*fonds));
}

Result<Response> list_clauses(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    QueryReader in(request);
    const auto year = in.integer("year", core::kFirstYear, core::kLastYear);
    const auto department = in.id("department_id");
    LT_CHECK(in.finish());
    if (!year) return core::field_error("year", "request.field_missing");
    LT_TRY(auto clauses, service(services).clauses(request.who(), id, *year));
    if (department)
        std::erase_if(clauses, [&](const FilingSchemeClause& clause) {
            return clause.department_id && clause.department_id != department;
        });
    return json_response(200, clauses_json(clauses));
}

Result<Response> create_clause(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(FilingSchemeClause draft, read_clause(request, true));
    draft.fonds_id = id;
    LT_TRY(const auto clause, service(services).add_clause(request.who(), std::move(draft)));
    return versioned_json(clause.version, clause_json(clause), 201);
}

Result<Response> clone_clauses(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const int from = in.integer("from_year", core::kFirstYear, core::kLastYear);
    const int to = in.integer("to_year", core::kFirstYear, core::kLastYear);
    const auto department = in.optional_id("department_id");
    LT_CHECK(in.finish());
    LT_TRY(const auto clauses,
           service(services).clone_clauses(request.who(), id, from, to, department));
    return json_response(201, clauses_json(clauses));
}

Result<Response> change_clause(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(FilingSchemeClause changed, read_clause(request, false));
    changed.id = id;
    changed.version = version;
    auto clause = service(services).update_clause(request.who(), std::move(changed));
    if (!clause)
        return stale_or_error(std::move(clause).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const auto now, service(services).clause(request.who(), id));
            return clause_json(now);
        });
    return versioned_json(clause->version, clause_json(*clause));
}

Result<Response> delete_clause(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_CHECK(service(services).remove_clause(request.who(), id));
    return no_content();
}

Result<Response> list_retention_classes(const Request& request, Services& services) {
    LT_TRY(const auto classes, service(services).retention_classes(request.who()));
    JsonWriter out;
    out.begin_array();
    for (const core::RetentionClass& one : classes)
        out.begin_object()
            .member("code", one.code)
            .member("name", one.name)
            .member("rank", one.rank)
            .member("years", one.years)
            .member("permanent", one.permanent)
            .end_object();
    return json_response(200, out.end_array().take());
}

Result<Response> list_levels(const Request&, Services&) {
    JsonWriter out;
    out.begin_array();
    int level = 0;
    for (const std::string& name : core::default_level_labels())
        out.begin_object().member("level", level++).member("name", name).end_object();
    return json_response(200, out.end_array().take());
}

Result<Response> list_categories(const Request&, Services&) {
    JsonWriter out;
    out.begin_array();
    for (const core::Category& category : core::kCategories)
        out.begin_object().member("code", category.code).member("name", category.name).end_object();
    return json_response(200, out.end_array().take());
}

std::span<const Route> fonds_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"GET", "/api/v1/fonds", "list_fonds", Action::view_reference, list_fonds, Body::none},
        {"POST", "/api/v1/fonds", "create_fonds", Action::manage_fonds, create_fonds},
        {"GET", "/api/v1/fonds/{id}", "get_fonds", Action::view_reference, get_fonds, Body::none},
        {"PUT", "/api/v1/fonds/{id}", "change_fonds", Action::manage_fonds, change_fonds},
        {"GET", "/api/v1/fonds/{id}/clauses", "list_clauses", Action::view_reference, list_clauses,
         Body::none},
        {"POST", "/api/v1/fonds/{id}/clauses", "create_clause", Action::manage_fonds,
         create_clause},
        {"POST", "/api/v1/fonds/{id}/clauses/clone", "clone_clauses", Action::manage_fonds,
         clone_clauses},
        {"PUT", "/api/v1/clauses/{id}", "change_clause", Action::manage_fonds, change_clause},
        {"DELETE", "/api/v1/clauses/{id}", "delete_clause", Action::manage_fonds, delete_clause,
         Body::none},
        {"GET", "/api/v1/retention-classes", "list_retention_classes", Action::view_reference,
         list_retention_classes, Body::none},
        {"GET", "/api/v1/levels", "list_levels", Action::view_reference, list_levels, Body::none},
        {"GET", "/api/v1/categories", "list_categories", Action::view_reference, list_categories,
         Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
