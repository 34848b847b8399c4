// Retention periods 保管期限 (domain.md 2.5, T-4). Pure functions.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "core/model/fonds.hpp"

namespace lantai::core {

/// `unset`: 长期 and 短期 have no years until the company sets them ("period not set").
enum class RetentionKind { permanent, unset, dated };

struct RetentionEnd {
    RetentionKind kind = RetentionKind::unset;
    std::optional<Date> last_day;       // 31 December of filing year + years
    std::optional<Date> appraisal_day;  // the next day: 鉴定 is due
    bool operator==(const RetentionEnd&) const = default;
};

/// The period runs from the year after the filing year. 永久 never ends.
RetentionEnd retention_end(const RetentionClass& retention, int filing_year);

/// The appraisal day has come. True also for what is on loan (T-4).
bool is_appraisable(const RetentionEnd& end, Date today);
/// Appraisable, not on loan and not held (domain.md 2.9).
bool is_destroyable(const RetentionEnd& end, Date today, bool on_loan, bool held);

/// The class kept longest, for a linked group (domain.md section 6); nothing when empty.
std::optional<RetentionClass> longest_retention(std::span<const RetentionClass> classes);

}  // namespace lantai::core
