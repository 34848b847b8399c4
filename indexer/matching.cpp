#include "indexer/matching.hpp"

#include <algorithm>

#include "core/model/names.hpp"

namespace lantai::indexer {
namespace {

bool any_contains(const std::vector<std::string_view>& texts, std::string_view piece) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](std::string_view text) { return contains_piece(text, piece); });
}

std::vector<core::FacetCount> sorted(const std::map<std::string, std::int64_t>& counts) {
    std::vector<core::FacetCount> list;
    for (const auto& [value, count] : counts) list.push_back({value, count});
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    return list;
}

}  // namespace

Match match(const StoredView& stored, const std::vector<QueryPiece>& pieces, bool content) {
    Match found;
    found.all = true;
    for (const QueryPiece& piece : pieces) {
        const bool catalogue = contains_piece(stored.folded_title, piece.folded) ||
                               any_contains(stored.folded_catalogue, piece.folded);
        const bool body = content && any_contains(stored.folded_bodies, piece.folded);
        found.in_catalogue = found.in_catalogue || catalogue;
        found.in_body = found.in_body || body;
        if (!catalogue && !body) found.all = false;
    }
    return found;
}

bool content_in_scope(const DocumentFacts& facts, const core::SearchScope& scope) {
    const auto& departments = scope.content_departments;
    return scope.all_content || scope.granted_items.count(facts.id) != 0 ||
           std::find(departments.begin(), departments.end(), facts.department_id) !=
               departments.end();
}

void FacetCounter::add(const DocumentFacts& facts) {
    ++years_[std::to_string(facts.year)];
    ++retention_classes_[facts.retention_class];
    ++levels_[std::string(core::to_text(static_cast<core::Level>(facts.level)))];
    ++departments_[std::to_string(facts.department_id)];
    ++kinds_[facts.kind];
    ++fonds_[std::to_string(facts.fonds_id)];
}

core::SearchFacets FacetCounter::result() const {
    return {sorted(years_),  sorted(retention_classes_),
            sorted(levels_), sorted(departments_),
            sorted(kinds_),  sorted(fonds_)};
}

}  // namespace lantai::indexer
