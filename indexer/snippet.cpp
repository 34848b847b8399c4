#include "indexer/snippet.hpp"

#include <algorithm>
#include <set>

#include "indexer/fold.hpp"

namespace lantai::indexer {
namespace {

constexpr std::size_t kLeadChars = 20;         // shown before the first hit
constexpr std::size_t kMaxHitsPerPiece = 200;  // a window is found long before

// A hit as characters of the folded text.
struct Hit {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t piece = 0;
};

struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::set<std::size_t> pieces;
};

std::size_t char_index(const FoldedText& folded, std::size_t byte) {
    const auto found =
        std::lower_bound(folded.spans.begin(), folded.spans.end(), byte,
                         [](const FoldSpan& span, std::size_t at) { return span.folded < at; });
    return static_cast<std::size_t>(found - folded.spans.begin());
}

std::vector<Hit> find_hits(const FoldedText& folded, const std::vector<QueryPiece>& pieces) {
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::string& piece = pieces[i].folded;
        std::size_t at = find_piece(folded.text, piece);
        for (std::size_t n = 0; n < kMaxHitsPerPiece && at != std::string_view::npos; ++n) {
            hits.push_back({char_index(folded, at), char_index(folded, at + piece.size()), i});
            at = find_piece(folded.text, piece, at + 1);
        }
    }
    std::sort(hits.begin(), hits.end(),
              [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
    return hits;
}

// The first window of `size` characters that starts at a hit and shows most of the pieces that
// `shown` lacks.
Window best_window(const std::vector<Hit>& hits, std::size_t size,
                   const std::set<std::size_t>& shown) {
    Window best;
    std::size_t best_new = 0;
    for (std::size_t first = 0; first < hits.size(); ++first) {
        Window window{hits[first].begin, hits[first].end, {}};
        std::size_t fresh = 0;
        for (std::size_t i = first; i < hits.size() && hits[i].begin < window.begin + size; ++i) {
            if (i > first && hits[i].end > window.begin + size) continue;
            if (window.pieces.insert(hits[i].piece).second && !shown.count(hits[i].piece)) ++fresh;
        }
        window.end = std::max(window.begin + size, hits[first].end);
        if (fresh > best_new) {
            best = std::move(window);
            best_new = fresh;
        }
    }
    return best;
}

std::vector<Window> choose_windows(const std::vector<Hit>& hits) {
    std::set<std::size_t> all;
    for (const Hit& hit : hits) all.insert(hit.piece);
    Window whole = best_window(hits, kSnippetChars - kLeadChars, {});
    if (whole.pieces.size() == all.size()) return {whole};
    std::vector<Window> halves = {best_window(hits, kSnippetChars / 2 - kLeadChars, {})};
    const Window second = best_window(hits, kSnippetChars / 2 - kLeadChars, halves[0].pieces);
    if (!second.pieces.empty()) halves.push_back(second);
    std::sort(halves.begin(), halves.end(),
              [](const Window& a, const Window& b) { return a.begin < b.begin; });
    return halves;
}

// Collects text, white space folded to one blank, parts of the same kind joined.
class Parts {
public:
    void add(std::string_view text, bool marked) {
        for (const char c : text) {
            const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
            if (blank && last_blank_) continue;
            if (parts_.empty() || parts_.back().marked != marked) parts_.push_back({{}, marked});
            parts_.back().text += blank ? ' ' : c;
            last_blank_ = blank;
        }
    }
    std::vector<core::SnippetPart> take() { return std::move(parts_); }

private:
    std::vector<core::SnippetPart> parts_;
    bool last_blank_ = true;
};

// Marks as byte ranges of the original, in order, merged.
std::vector<FoldedText::Range> marks(const FoldedText& folded, const std::vector<Hit>& hits) {
    std::vector<FoldedText::Range> list;
    for (const Hit& hit : hits) {
        const FoldedText::Range range{folded.spans[hit.begin].begin, folded.spans[hit.end - 1].end};
        if (!list.empty() && range.begin <= list.back().end)
            list.back().end = std::max(list.back().end, range.end);
        else
            list.push_back(range);
    }
    return list;
}

void add_marked(Parts& parts, std::string_view original, FoldedText::Range window,
                const std::vector<FoldedText::Range>& marked) {
    std::size_t at = window.begin;
    for (const auto& mark : marked) {
        if (mark.end <= window.begin || mark.begin >= window.end) continue;
        const std::size_t begin = std::max(mark.begin, at);
        const std::size_t end = std::min(mark.end, window.end);
        parts.add(original.substr(at, begin - at), false);
        parts.add(original.substr(begin, end - begin), true);
        at = end;
    }
    parts.add(original.substr(at, window.end - at), false);
}

}  // namespace

Snippet make_snippet(std::string_view original, const std::vector<QueryPiece>& pieces) {
    Snippet snippet;
    const FoldedText folded = fold_with_map(original);
    const std::vector<Hit> hits = find_hits(folded, pieces);
    if (hits.empty()) return snippet;
    std::set<std::size_t> held;
    for (const Hit& hit : hits) held.insert(hit.piece);
    snippet.pieces = held.size();
    const auto marked = marks(folded, hits);
    const std::vector<Window> windows = choose_windows(hits);
    snippet.first_hit = folded.spans[windows.front().begin].begin;
    Parts parts;
    std::size_t shown = 0;  // characters already shown
    for (const Window& window : windows) {
        const std::size_t lead = std::min(kLeadChars, window.begin);
        const std::size_t begin = std::max(window.begin - lead, shown);
        const std::size_t end = std::min(window.end, folded.spans.size());
        if (begin > shown) parts.add("…", false);
        if (begin >= end) continue;
        add_marked(parts, original, {folded.spans[begin].begin, folded.spans[end - 1].end}, marked);
        shown = end;
    }
    if (shown < folded.spans.size()) parts.add("…", false);
    snippet.parts = parts.take();
    return snippet;
}

std::vector<core::SnippetPart> mark_all(std::string_view original,
                                        const std::vector<QueryPiece>& pieces) {
    const FoldedText folded = fold_with_map(original);
    Parts parts;
    add_marked(parts, original, {0, original.size()}, marks(folded, find_hits(folded, pieces)));
    return parts.take();
}

}  // namespace lantai::indexer
