#include "indexer/query.hpp"

#include <algorithm>

#include "indexer/fold.hpp"
#include "indexer/utf8.hpp"

namespace lantai::indexer {
namespace {

std::vector<std::string_view> cut(std::string_view text) {
    std::vector<std::string_view> pieces;
    std::size_t begin = 0;  // of the piece at hand
    std::size_t at = 0;
    const auto end_piece = [&](std::size_t end) {
        if (end > begin) pieces.push_back(text.substr(begin, end - begin));
    };
    while (at < text.size()) {
        const std::size_t here = at;
        const char32_t c = next_char(text, at);
        if (c == U'"' && here == begin) {
            const std::size_t close = text.find('"', at);
            if (close == std::string_view::npos) continue;
            pieces.push_back(text.substr(at, close - at));
            begin = at = close + 1;
        } else if (char_class(c) == CharClass::space) {
            end_piece(here);
            begin = at;
        }
    }
    end_piece(text.size());
    return pieces;
}

}  // namespace

core::Result<ParsedQuery> parse_query(std::string_view text) {
    if (text.size() > kMaxQueryBytes)
        return core::field_error("q", "search.too_long", {{"max", std::to_string(kMaxQueryBytes)}});
    ParsedQuery query;
    const auto cuts = cut(text);
    for (const std::string_view raw : cuts) {
        QueryPiece piece{fold(raw), {}};
        const bool known =
            std::any_of(query.pieces.begin(), query.pieces.end(),
                        [&](const QueryPiece& other) { return other.folded == piece.folded; });
        if (known) continue;
        piece.terms = piece_terms(piece.folded);
        if (!piece.terms.terms.empty()) query.pieces.push_back(std::move(piece));
    }
    if (query.pieces.size() > kMaxPieces)
        return core::field_error("q", "search.too_many_pieces",
                                 {{"max", std::to_string(kMaxPieces)}});
    query.only_marks = query.pieces.empty() && !cuts.empty();
    return query;
}

}  // namespace lantai::indexer
