// What a filed item must be (validation) and when two items are probably the same. Pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/fonds.hpp"
#include "core/model/item.hpp"

namespace lantai::core {

inline constexpr std::size_t kMaxTitle = 500;  // all lengths in code points
inline constexpr std::size_t kMaxDocumentNo = 100;
inline constexpr std::size_t kMaxCreator = 200;
inline constexpr std::size_t kMaxKeyword = 30;
inline constexpr std::size_t kMaxKeywords = 20;
inline constexpr std::size_t kMaxRemarks = 1000;
inline constexpr std::size_t kMaxReason = 500;
inline constexpr int kMaxPages = 99'999;
inline constexpr int kMaxCopies = 9'999;
inline constexpr int kFirstYear = 1800;  // no company document is older
inline constexpr int kLastYear = 2200;

/// Checks every field a person enters (not code, serial, group, volume, state). Pages and copies
/// may still be missing: R-21 asks for them at sealing. plan needs period_from, summary and
/// legal_case period_to, meeting period_from (by item: period_to), as the policy's rule needs them
/// (R-28 … R-31). An overridden year needs a reason: `proposed_year` is what the rules gave.
/// Error: invalid_argument with `field` = API name (title, document_no, creator, document_date,
/// period_from, keywords[2] …); all faults at once in `others`.
Result<void> check_item(const Item& item, YearPolicy policy,
                        std::span<const RetentionClass> classes, int proposed_year, Date today);

/// The document number 文号 folded for finding duplicates: brackets of any shape become "[" "]",
/// widths and letter case are folded, blanks dropped, 號 is 号. 〔2021〕 = [2021] = （2021）,
/// but 1号 is not 12号.
std::string document_no_key(std::string_view document_no);

enum class DuplicateKind { document_no, same_title };
/// Why `b` is probably the same document as `a`, or nothing: same document number (with the same
/// creator when both are known), or same title, creator and date. Withdrawn items and links of a
/// group (attachments share their number) never count.
std::optional<DuplicateKind> probable_duplicate(const Item& a, const Item& b);

}  // namespace lantai::core
