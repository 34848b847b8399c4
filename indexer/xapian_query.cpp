#include "indexer/xapian_query.hpp"

#include <cmath>

#include "core/model/names.hpp"
#include "indexer/fields.hpp"

namespace lantai::indexer {
namespace {

using Xapian::Query;

// Scale factors of the branches; PlainWeight tells catalogue hits by a factor above one.
constexpr double kTitleFactor = 8;
constexpr double kCatalogueFactor = 3;

constexpr double kUnit = 1000;         // the most a body term can weigh
constexpr double kUsualLength = 1500;  // terms of an ordinary document

Query all_of(const std::vector<std::string>& words, Field field) {
    std::vector<Query> parts;
    for (const std::string& word : words) parts.emplace_back(term(field, word));
    return Query(Query::OP_AND, parts.begin(), parts.end());
}

Query scaled(double factor, const Query& query) {
    return Query(Query::OP_SCALE_WEIGHT, query, factor);
}

Query any_of(const std::vector<Query>& alternatives) {
    return Query(Query::OP_OR, alternatives.begin(), alternatives.end());
}

Query content_filter(const core::SearchScope& scope) {
    std::vector<Query> allowed;
    for (const core::Id id : scope.content_departments)
        allowed.emplace_back(term(Field::department, id));
    for (const core::Id id : scope.granted_items) allowed.emplace_back(term(Field::id, id));
    return any_of(allowed);
}

Query piece_query(const QueryPiece& piece, const core::SearchScope& scope) {
    const auto& words = piece.terms.terms;
    std::vector<Query> places = {scaled(kTitleFactor, all_of(words, Field::title)),
                                 scaled(kCatalogueFactor, all_of(words, Field::catalogue))};
    const Query body = all_of(words, Field::body);
    const bool some_content = !scope.content_departments.empty() || !scope.granted_items.empty();
    if (scope.all_content)
        places.push_back(body);
    else if (some_content)
        places.emplace_back(Query::OP_FILTER, body, content_filter(scope));
    return any_of(places);
}

template <class Values, class Make>
void add_filter(std::vector<Query>& filters, const Values& values, Make make) {
    std::vector<Query> alternatives;
    for (const auto& value : values) alternatives.emplace_back(make(value));
    if (!alternatives.empty()) filters.push_back(any_of(alternatives));
}

}  // namespace

Query make_query(const std::vector<QueryPiece>& pieces, const core::SearchScope& scope,
                 const core::SearchFilters& filters) {
    std::vector<Query> parts;
    for (const QueryPiece& piece : pieces) parts.push_back(piece_query(piece, scope));
    const Query text =
        parts.empty() ? Query(std::string()) : Query(Query::OP_AND, parts.begin(), parts.end());
    std::vector<Query> conditions;
    add_filter(conditions, filters.years, [](int year) { return term(Field::year, year); });
    add_filter(conditions, filters.retention_classes,
               [](const std::string& code) { return term(Field::retention, code); });
    add_filter(conditions, filters.departments,
               [](core::Id id) { return term(Field::department, id); });
    add_filter(conditions, filters.kinds,
               [](core::ItemKind kind) { return term(Field::kind, core::to_text(kind)); });
    if (filters.fonds_id) conditions.emplace_back(term(Field::fonds, *filters.fonds_id));
    if (conditions.empty()) return text;
    return Query(Query::OP_FILTER, text,
                 Query(Query::OP_AND, conditions.begin(), conditions.end()));
}

PlainWeight::PlainWeight() {
    need_stat(WDF);
    need_stat(WDF_MAX);
    need_stat(DOC_LENGTH);
}

PlainWeight* PlainWeight::clone() const { return new PlainWeight; }

void PlainWeight::init(double factor) { factor_ = factor; }

double PlainWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                                Xapian::termcount) const {
    if (wdf == 0) return 0;  // filter terms
    if (factor_ > 1) return factor_ * kUnit;
    const double often = wdf;
    return std::round(kUnit * often / (often + 0.5 + length / kUsualLength));
}

double PlainWeight::get_maxpart() const {
    if (factor_ > 1) return factor_ * kUnit;
    const double often = get_wdf_upper_bound();
    return std::ceil(kUnit * often / (often + 0.5));
}

double PlainWeight::get_sumextra(Xapian::termcount, Xapian::termcount) const { return 0; }
double PlainWeight::get_maxextra() const { return 0; }

}  // namespace lantai::indexer
