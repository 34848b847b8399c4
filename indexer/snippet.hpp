// Pieces of the original text around the hits.
#pragma once
#include <string_view>
#include <vector>

#include "core/model/search.hpp"
#include "indexer/query.hpp"

namespace lantai::indexer {

inline constexpr std::size_t kSnippetChars = 160;

struct Snippet {
    std::vector<core::SnippetPart> parts;
    std::size_t pieces = 0;     // how many of the pieces the text holds
    std::size_t first_hit = 0;  // byte of the original where the first shown hit begins
};

/// One window of about kSnippetChars folded characters that holds most pieces, or two halves when
/// one window cannot show them all. White space is one blank, cut ends carry "…", marks of hits
/// that overlap or touch are one. Empty when the text holds no piece.
Snippet make_snippet(std::string_view original, const std::vector<QueryPiece>& pieces);

/// The whole text with the pieces marked.
std::vector<core::SnippetPart> mark_all(std::string_view original,
                                        const std::vector<QueryPiece>& pieces);

}  // namespace lantai::indexer
