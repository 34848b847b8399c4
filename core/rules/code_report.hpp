// Gaps and duplicates among archival codes (peers.md 4, DA/T 13: never given twice). Pure
// functions.
#pragma once
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/base/ids.hpp"
#include "core/model/codes.hpp"

namespace lantai::core {

/// A code that a record has or had.
struct UsedCode {
    CodeOwner owner = CodeOwner::item;
    Id id = 0;
    std::string code;
    int filing_year = 0;
    bool withdrawn = false;  // a withdrawn item keeps its number
    bool old = false;        // a redirect: the record has another code today
    std::string leads_to;    // of a redirect
    bool pages = false;      // ends with a page number, which leaves numbers out by itself
};

/// never_used: no record that the reader may know has or had the number. A hidden record gives the
/// same answer.
enum class GapKind { withdrawn, redirect, never_used };

struct CodeGap {
    int from = 0;  // numbers from … to
    int to = 0;
    GapKind kind = GapKind::never_used;
    // Of a single withdrawn or renumbered record.
    Id id = 0;
    std::string code;      // that was given
    std::string leads_to;  // of a redirect
};

/// The numbers given in one scope.
struct CodeSeries {
    CodeOwner owner = CodeOwner::item;
    std::string scope;  // what stands before the number
    int first = 0;      // lowest and highest number
    int last = 0;
    int given = 0;  // records that carry a number today
    std::vector<CodeGap> gaps;
};

/// Several records whose codes differ only in case, leading zeros or separators.
struct SameCode {
    CodeOwner owner = CodeOwner::item;
    std::vector<UsedCode> records;
};

/// Of the codes that the reader may know, by owner, then scope in the order of codes. Where numbers
/// are given out by the program (`scopes`: "item:scope"), a series begins at 1, else at its lowest
/// number; it ends with its highest. Codes without a number at their end, and those ending with a
/// page number, make no series. A withdrawn item counts as given and is told as a gap of its kind;
/// redirects side by side make one gap. With `year` only series that hold a record of that filing
/// year; they are told whole.
std::vector<CodeSeries> code_series(std::span<const UsedCode> codes,
                                    const std::set<std::string>& scopes, std::optional<int> year);

/// Among the codes that records carry today; with `year` those where one record is of that filing
/// year.
std::vector<SameCode> same_codes(std::span<const UsedCode> codes, std::optional<int> year);

}  // namespace lantai::core
