// What the search is asked and what it answers; no word of the index behind it.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/model/item.hpp"

namespace lantai::core {

/// What a person may find, made from the access rules once per request. The catalogue entry of
/// every item up to `clearance`; the content (files, full text) of those whose department or id
/// is named here as well.
struct SearchScope {
    Level clearance = Level::open;
    bool all_content = false;  // content of every item up to `clearance`
    std::vector<Id> content_departments;
    std::set<Id> granted_items;
};

/// The access rules' answer for one item as it is now.
enum class RowAccess { hidden, catalogue, content };
/// Asked for every row before it is shown, so that a stale index never shows too much.
using RowJudge = std::function<Result<RowAccess>(Id)>;

/// relevance: best first. date: newest document date first. code: by archival code. Ties always
/// in the order date (newest first), id (highest first).
enum class SearchSort { relevance, date, code };

/// Several values of one filter are alternatives; different filters must all hold. Empty: any.
struct SearchFilters {
    std::vector<int> years;                      // filing year
    std::vector<std::string> retention_classes;  // Y, C, D …
    std::vector<Level> levels;
    std::vector<Id> departments;
    std::vector<ItemKind> kinds;
    std::optional<Id> fonds_id;
};

struct SearchQuery {
    /// As typed. Pieces between blanks must all be found; "double quotes" keep blanks in a piece.
    /// Blank: everything in scope that passes the filters.
    std::string text;
    SearchFilters filters{};
    SearchSort sort = SearchSort::relevance;
    int offset = 0;  // 0 … 10,000
    int limit = 20;  // 1 … 200
    /// Count all hits and their facets; without it `total` and `facets` stay empty (next pages).
    bool with_counts = true;
};

struct SnippetPart {
    std::string text;  // plain text of the original, never markup
    bool marked = false;
};

struct SearchHit {
    Id item_id = 0;
    bool in_title = false;             // a piece was found in the title or another catalogue field
    bool in_body = false;              // a piece was found in the full text, and it may be read
    std::vector<SnippetPart> title;    // the whole title with marks
    std::vector<SnippetPart> snippet;  // about 160 characters around the hits; empty if not in_body
    std::optional<Id> file_id;         // the file of the snippet
    std::optional<int> page;           // from 1; only for formats with pages
};

struct FacetCount {
    std::string value;  // year, retention code, level word, kind word or decimal id
    std::int64_t count = 0;
    bool operator==(const FacetCount&) const = default;
};

/// Highest count first, then by value.
struct SearchFacets {
    std::vector<FacetCount> years;
    std::vector<FacetCount> retention_classes;
    std::vector<FacetCount> levels;
    std::vector<FacetCount> departments;
    std::vector<FacetCount> kinds;
    std::vector<FacetCount> fonds;
};

struct SearchResult {
    std::vector<SearchHit> hits;
    std::int64_t total = 0;
    /// false: there are more than `total` (which is then 10,000) and there are no facets.
    bool total_exact = true;
    bool more = false;  // hits after this page exist
    SearchFacets facets;
};

}  // namespace lantai::core
