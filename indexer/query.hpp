// What a person typed, as pieces that must all be found.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "indexer/tokens.hpp"

namespace lantai::indexer {

inline constexpr std::size_t kMaxQueryBytes = 1000;
inline constexpr std::size_t kMaxPieces = 16;

struct QueryPiece {
    std::string folded;
    PieceTerms terms;  // never empty
};

struct ParsedQuery {
    std::vector<QueryPiece> pieces;  // each folded form once
    bool only_marks = false;         // something was typed, but nothing one can search for
};

/// Cuts at white space of any kind; "double quotes" around a piece keep its blanks. Pieces of
/// punctuation alone are left out. Errors (field "q"): invalid_argument "search.too_long",
/// "search.too_many_pieces".
core::Result<ParsedQuery> parse_query(std::string_view text);

}  // namespace lantai::indexer
