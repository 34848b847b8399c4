#include "indexer/tokens.hpp"

#include <algorithm>

#include "indexer/fold.hpp"
#include "indexer/utf8.hpp"

namespace lantai::indexer {
namespace {

std::string_view capped(std::string_view word) {
    if (word.size() <= kMaxWordBytes) return word;
    std::size_t end = kMaxWordBytes;
    while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) --end;
    return word.substr(0, end);
}

bool is_word(CharClass kind) { return kind == CharClass::letter || kind == CharClass::digit; }

// A maximal run of characters of one class.
struct Run {
    std::string_view text;
    CharClass kind = CharClass::other;
    std::vector<std::size_t> starts;  // of each character, for Chinese only
};

template <class Each>
void for_each_run(std::string_view folded, Each each) {
    Run run;
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at < folded.size()) {
        const std::size_t here = at;
        const CharClass kind = char_class(next_char(folded, at));
        if (here > 0 && kind != run.kind) {
            run.text = folded.substr(begin, here - begin);
            each(run);
            begin = here;
            run.starts.clear();
        }
        run.kind = kind;
        if (kind == CharClass::cjk) run.starts.push_back(here - begin);
    }
    run.text = folded.substr(begin);
    if (!run.text.empty()) each(run);
}

std::string_view chars(const Run& run, std::size_t first, std::size_t count) {
    const std::size_t begin = run.starts[first];
    const std::size_t next = first + count;
    return run.text.substr(
        begin, next < run.starts.size() ? run.starts[next] - begin : std::string_view::npos);
}

// The class of the character that ends before `at`.
CharClass class_before(std::string_view text, std::size_t at) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return char_class(next_char(text, at));
}

CharClass class_at(std::string_view text, std::size_t at) {
    return char_class(next_char(text, at));
}

// A run of letters or digits goes on across `at`.
bool inside_word(std::string_view text, std::size_t at) {
    if (at == 0 || at == text.size()) return false;
    const CharClass before = class_before(text, at);
    return is_word(before) && before == class_at(text, at);
}

}  // namespace

void for_each_term(std::string_view folded, const TermSink& sink) {
    for_each_run(folded, [&](const Run& run) {
        if (is_word(run.kind)) sink(capped(run.text));
        if (run.kind != CharClass::cjk) return;
        for (std::size_t i = 0; i < run.starts.size(); ++i) {
            sink(chars(run, i, 1));
            if (i + 1 < run.starts.size()) sink(chars(run, i, 2));
        }
    });
}

PieceTerms piece_terms(std::string_view folded_piece) {
    PieceTerms piece;
    std::size_t covered = 0;  // bytes that one exact term stands for
    for_each_run(folded_piece, [&](const Run& run) {
        if (is_word(run.kind)) {
            piece.terms.emplace_back(capped(run.text));
            covered = piece.terms.back().size();
        }
        if (run.kind != CharClass::cjk) return;
        const std::size_t pairs = run.starts.size() - 1;
        if (pairs == 0) piece.terms.emplace_back(run.text);
        for (std::size_t i = 0; i < pairs; ++i) piece.terms.emplace_back(chars(run, i, 2));
        covered = piece.terms.back().size();
    });
    std::sort(piece.terms.begin(), piece.terms.end());
    piece.terms.erase(std::unique(piece.terms.begin(), piece.terms.end()), piece.terms.end());
    piece.verify = piece.terms.size() != 1 || covered != folded_piece.size();
    return piece;
}

std::size_t find_piece(std::string_view text, std::string_view piece, std::size_t from) {
    if (piece.empty()) return std::string_view::npos;
    std::size_t at = text.find(piece, from);
    while (at != std::string_view::npos) {
        if (!inside_word(text, at) && !inside_word(text, at + piece.size())) return at;
        at = text.find(piece, at + 1);
    }
    return at;
}

bool contains_piece(std::string_view text, std::string_view piece) {
    return find_piece(text, piece) != std::string_view::npos;
}

}  // namespace lantai::indexer
