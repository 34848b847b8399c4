// The exact test of a hit on the stored texts, and the facets of those that passed.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/model/search.hpp"
#include "indexer/query.hpp"
#include "indexer/stored_document.hpp"

namespace lantai::indexer {

struct Match {
    bool all = false;  // every piece was found where this person may look
    bool in_catalogue = false;
    bool in_body = false;
};

/// Each piece must stand in one catalogue field, or (if `content`) in the text of one file.
Match match(const StoredView& stored, const std::vector<QueryPiece>& pieces, bool content);

/// The content of this item is in the scope.
bool content_in_scope(const DocumentFacts& facts, const core::SearchScope& scope);

class FacetCounter {
public:
    void add(const DocumentFacts& facts);
    core::SearchFacets result() const;

private:
    using Counts = std::map<std::string, std::int64_t>;
    Counts years_, retention_classes_, levels_, departments_, kinds_, fonds_;
};

}  // namespace lantai::indexer
