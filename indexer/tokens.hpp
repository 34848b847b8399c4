// Folded text as the terms of the index, and the exact test that terms alone cannot give.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lantai::indexer {

/// Longest word term in bytes; the rest of a longer word is cut (Xapian's limit is 245).
inline constexpr std::size_t kMaxWordBytes = 60;

/// Calls `sink` for every term of `folded`, in order of appearance, repeated ones again: of a run
/// of Chinese characters every character and every overlapping pair; of a run of letters or of
/// digits the whole run (iso9001 gives iso and 9001).
using TermSink = std::function<void(std::string_view)>;
void for_each_term(std::string_view folded, const TermSink& sink);

/// The terms that a text with this folded piece must hold. `verify`: they may be held by a text
/// without the piece too, so the text itself must be asked (contains_piece). No terms: the piece
/// is only punctuation.
struct PieceTerms {
    std::vector<std::string> terms;  // each once
    bool verify = false;
};
PieceTerms piece_terms(std::string_view folded_piece);

/// The first place at or after `from` where the piece stands in the text, or npos. Letters and
/// digits at the ends of the piece must end there in the text too: 7天 is not in 17天, but in
/// 第7天.
std::size_t find_piece(std::string_view folded_text, std::string_view folded_piece,
                       std::size_t from = 0);
bool contains_piece(std::string_view folded_text, std::string_view folded_piece);

}  // namespace lantai::indexer
