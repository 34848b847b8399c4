#include "indexer/searcher.hpp"

#include <algorithm>
#include <unordered_set>

#include "indexer/fields.hpp"
#include "indexer/matching.hpp"
#include "indexer/query.hpp"
#include "indexer/reader_pool.hpp"
#include "indexer/rebuild.hpp"
#include "indexer/snippet.hpp"
#include "indexer/xapian_guard.hpp"
#include "indexer/xapian_query.hpp"

namespace lantai::indexer {
namespace {

using core::Id;
using core::Result;
using core::RowAccess;

constexpr int kMaxOffset = 10'000;
constexpr int kMaxLimit = 200;
constexpr int kRetries = 3;

core::Error damaged() { return core::fail(core::ErrorCode::corrupt, "index.corrupt"); }

Result<DocumentFacts> facts_of(std::string_view value) {
    auto facts = decode_facts(value);
    if (!facts) return damaged();
    return *std::move(facts);
}

core::SearchHit make_hit(Id id, const StoredView& stored, const Match& found,
                         const std::vector<QueryPiece>& pieces) {
    core::SearchHit hit;
    hit.item_id = id;
    hit.in_title = found.in_catalogue;
    hit.in_body = found.in_body;
    hit.title = mark_all(stored.title, pieces);
    if (!found.in_body) return hit;
    Snippet best;
    for (std::size_t i = 0; i < stored.files.size(); ++i) {
        const StoredView::File& file = stored.files[i];
        const auto held = static_cast<std::size_t>(
            std::count_if(pieces.begin(), pieces.end(), [&](const QueryPiece& piece) {
                return contains_piece(stored.folded_bodies[i], piece.folded);
            }));
        if (held <= best.pieces) continue;
        best = make_snippet(file.text, pieces);
        hit.file_id = file.file_id;
        const auto before = file.text.substr(0, best.first_hit);
        hit.page.reset();
        if (file.paged)
            hit.page = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\f'));
    }
    hit.snippet = std::move(best.parts);
    return hit;
}

// One search on one set of databases.
class Run {
public:
    Run(const core::SearchQuery& query, const core::SearchScope& scope, const core::RowJudge& judge,
        const ParsedQuery& parsed)
        : query_(query), scope_(scope), judge_(judge), pieces_(parsed.pieces) {
        std::copy_if(pieces_.begin(), pieces_.end(), std::back_inserter(doubtful_),
                     [](const QueryPiece& piece) { return piece.terms.verify; });
    }

    Result<core::SearchResult> on(const ReaderSet& readers) {
        for (std::size_t i = 0; i < readers.levels.size(); ++i)
            if (wanted_level(i)) db_.add_database(readers.levels[i]);
        core::SearchResult result;
        if (db_.size() == 0) return result;  // a level filter above the clearance
        xapian_query_ = make_query(pieces_, scope_, query_.filters);
        LT_CHECK(fill_page(result));
        if (query_.with_counts) LT_CHECK(count(result));
        return result;
    }

private:
    bool wanted_level(std::size_t level) const {
        const auto& levels = query_.filters.levels;
        return levels.empty() || std::find(levels.begin(), levels.end(),
                                           static_cast<core::Level>(level)) != levels.end();
    }

    void set_order(Xapian::Enquire& enquire) const {
        constexpr auto kOrder = static_cast<unsigned>(Slot::order);
        const bool by_relevance = query_.sort == core::SearchSort::relevance && !pieces_.empty();
        if (by_relevance) {
            enquire.set_weighting_scheme(PlainWeight());
            enquire.set_sort_by_relevance_then_value(kOrder, true);
            return;
        }
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        if (query_.sort == core::SearchSort::code)
            enquire.set_sort_by_value(static_cast<unsigned>(Slot::code), false);
        else
            enquire.set_sort_by_value(kOrder, true);
    }

    // Takes candidates in order until the page is full and one more is known to exist.
    Result<void> fill_page(core::SearchResult& result) {
        Xapian::Enquire enquire(db_);
        enquire.set_query(xapian_query_);
        set_order(enquire);
        int to_skip = query_.offset;
        std::unordered_set<Id> seen;
        Xapian::doccount first = 0;
        auto size = static_cast<Xapian::doccount>((query_.offset + query_.limit) * 3 / 2 + 10);
        for (;;) {
            const Xapian::MSet candidates = enquire.get_mset(first, size);
            for (auto at = candidates.begin(); at != candidates.end(); ++at) {
                Row row;
                LT_CHECK(read_row(at.get_document(), row));
                if (!seen.insert(row.facts.id).second) continue;  // both copies during a move
                LT_TRY(const bool visible, admitted(row));
                if (!visible || to_skip-- > 0) continue;
                result.more = static_cast<int>(result.hits.size()) == query_.limit;
                if (result.more) return {};
                result.hits.push_back(make_hit(row.facts.id, row.stored, row.found, pieces_));
            }
            if (candidates.size() < size) return {};
            first += size;
            size *= 2;
        }
    }

    struct Row {
        DocumentFacts facts;
        std::string data;
        StoredView stored;  // of data
        Match found;
    };

    static Result<void> read_row(const Xapian::Document& document, Row& row) {
        LT_TRY(row.facts, facts_of(document.get_value(static_cast<unsigned>(Slot::facts))));
        row.data = document.get_data();
        const auto stored = decode_stored(row.data);
        if (!stored) return damaged();
        row.stored = *stored;
        return {};
    }

    // A hit, and one that this person may see now; what was found then stands in row.found.
    Result<bool> admitted(Row& row) {
        // First as the index knows it, so that what is no hit is not asked about.
        if (!match(row.stored, pieces_, content_in_scope(row.facts, scope_)).all) return false;
        LT_TRY(const RowAccess access, judge_(row.facts.id));
        row.found = match(row.stored, pieces_, access == RowAccess::content);
        if (access != RowAccess::hidden && row.found.all) return true;
        hidden_.insert(row.facts.id);
        return false;
    }

    Result<void> count(core::SearchResult& result) {
        Xapian::Enquire enquire(db_);
        enquire.set_query(xapian_query_);
        enquire.set_weighting_scheme(Xapian::BoolWeight());  // by docid: it stops when full
        const auto most = doubtful_.empty()
                              ? static_cast<Xapian::doccount>(kMaxCounted + 1 + hidden_.size())
                              : db_.get_doccount();
        const Xapian::MSet candidates = enquire.get_mset(0, most);
        Xapian::ValueIterator value = db_.valuestream_begin(static_cast<unsigned>(Slot::facts));
        FacetCounter facets;
        std::unordered_set<Id> counted;
        for (auto at = candidates.begin(); at != candidates.end(); ++at) {
            value.skip_to(*at);
            LT_TRY(const auto facts, facts_of(*value));
            if (hidden_.count(facts.id)) continue;
            if (!doubtful_.empty()) {
                LT_TRY(const bool holds, verified(*at, facts));
                if (!holds) continue;
            }
            if (!counted.insert(facts.id).second) continue;
            if (counted.size() > kMaxCounted) {
                result.total = kMaxCounted;
                result.total_exact = false;
                return {};
            }
            facets.add(facts);
        }
        result.total = static_cast<std::int64_t>(counted.size());
        result.facets = facets.result();
        return {};
    }

    Result<bool> verified(Xapian::docid document, const DocumentFacts& facts) const {
        const std::string data = db_.get_document(document, Xapian::DOC_ASSUME_VALID).get_data();
        const auto stored = decode_stored(data);
        if (!stored) return damaged();
        return match(*stored, doubtful_, content_in_scope(facts, scope_)).all;
    }

    const core::SearchQuery& query_;
    const core::SearchScope& scope_;
    const core::RowJudge& judge_;
    const std::vector<QueryPiece>& pieces_;
    std::vector<QueryPiece> doubtful_;  // whose terms alone do not prove them
    Xapian::Database db_;
    Xapian::Query xapian_query_;
    std::unordered_set<Id> hidden_;  // by the judge
};

Result<void> check_page(const core::SearchQuery& query) {
    if (query.offset < 0 || query.offset > kMaxOffset)
        return core::field_error("offset", "search.bad_offset",
                                 {{"max", std::to_string(kMaxOffset)}});
    if (query.limit < 1 || query.limit > kMaxLimit)
        return core::field_error("limit", "search.bad_limit", {{"max", std::to_string(kMaxLimit)}});
    return {};
}

}  // namespace

class Searcher::Impl {
public:
    explicit Impl(const std::filesystem::path& data) : pool_(index_folder(data)) {}

    Result<core::SearchResult> once(const core::SearchQuery& query, const core::SearchScope& scope,
                                    const core::RowJudge& judge, const ParsedQuery& parsed) {
        return guarded([&]() -> Result<core::SearchResult> {
            LT_TRY(ReaderSet readers, pool_.take(static_cast<std::size_t>(scope.clearance)));
            Run run(query, scope, judge, parsed);
            auto result = run.on(readers);
            pool_.give_back(std::move(readers));
            return result;
        });
    }

private:
    ReaderPool pool_;
};

Searcher::Searcher(std::filesystem::path data) : impl_(std::make_unique<Impl>(data)) {}
Searcher::~Searcher() = default;

Result<core::SearchResult> Searcher::search(const core::SearchQuery& query,
                                            const core::SearchScope& scope,
                                            const core::RowJudge& judge) {
    LT_CHECK(check_page(query));
    LT_TRY(const ParsedQuery parsed, parse_query(query.text));
    if (parsed.only_marks) return core::SearchResult{};
    for (int attempt = 1;; ++attempt) {
        auto result = impl_->once(query, scope, judge, parsed);
        const bool behind = !result && result.error().key == "index.changing";
        if (!behind || attempt == kRetries) return result;
    }
}

}  // namespace lantai::indexer
